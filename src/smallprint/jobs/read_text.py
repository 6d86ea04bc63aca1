"""Reads the words in pictures that show a child. The store knows which are left, so stopping costs one batch."""

from __future__ import annotations

from smallprint.faces.text import TEXT_MODELS
from smallprint.jobs.progress import Progress
from smallprint.jobs.scan_pictures import PAGE, by_export
from smallprint.records.items import Trouble
from smallprint.scan.engine import Engine
from smallprint.scan.read_text import ReadText, read_text
from smallprint.store import Home


def read_text_in_findings(home: Home, engine: Engine, progress: Progress) -> int:
    """Read every picture of a finding that nobody has read yet; gives in how many there were words."""
    exports = [export.id for export in home.exports.all() if export.present and export.finished]
    progress.stage("text", home.pictures.count_not_read(TEXT_MODELS, exports=exports))
    with_words = last = 0
    while rows := home.pictures.not_read(TEXT_MODELS, PAGE, after=last, exports=exports):
        last = rows[-1].file_id
        sha256_of = {row.file_id: row.sha256 for row in rows}
        for batch in engine.run(read_text, by_export(rows)):
            with_words += sum(keep(home, sha256_of[one.piece], one) for one in batch)
            progress.advance(len(batch))
    return with_words


def keep(home: Home, sha256: str, read: ReadText) -> bool:
    """Keep what was read in the picture `sha256`; whether there were words. Other bytes under its name are a trouble:
    their words belong to another picture."""
    lines, trouble = read.lines, read.trouble
    if read.sha256 != sha256:
        lines, trouble = (), trouble or Trouble("", "changed", "the file was replaced while it was looked at")
    home.pictures.keep_lines(sha256, lines, reader=TEXT_MODELS, trouble=trouble)
    return bool(lines)
