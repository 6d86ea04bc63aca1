"""Looks at every picture that nobody has looked at yet. The store knows what is left, so stopping costs one batch.

First a cheap pass reads sha256 of every file, so that the same bytes in two exports are looked at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TypeVar

from smallprint.faces.models import MODELS
from smallprint.jobs.progress import Progress
from smallprint.scan.batches import Batch, Piece
from smallprint.scan.engine import Engine
from smallprint.scan.look import fingerprint_files, look_at
from smallprint.store import Home
from smallprint.store.kept import KeptExport, ToLookAt

PAGE = 2048  # pieces asked of the store at once: few queries, and still small in memory
BATCH = 16  # pieces a worker takes at once: what a power cut costs each worker
FINGERPRINTS = 256  # files a worker reads at once in the cheap pass

T = TypeVar("T")


def scan_pictures(home: Home, engine: Engine, progress: Progress) -> Counter[int]:
    """Fingerprint, then look. Gives how many files were looked at now, by export; empty when nothing was new.

    Exports that are not on this machine any more are left alone: what was found in them stays.
    """
    present = [export for export in home.exports.all() if export.present and export.finished]
    progress.stage("fingerprint")
    for export in present:
        fingerprint_export(home, engine, progress, export)
    return look_at_what_is_new(home, engine, progress, [export.id for export in present])


def fingerprint_export(home: Home, engine: Engine, progress: Progress, export: KeptExport) -> None:
    """Read sha256 and size of the files of one export that have none yet."""
    last = 0
    while rows := home.pictures.not_fingerprinted(export.id, PAGE, after=last):
        last = rows[-1].file_id
        pieces = (Piece(row.file_id, row.member, row.video) for row in rows)
        batches = (Batch(export.paths, some) for some in chunks(pieces, FINGERPRINTS))
        for prints in engine.run(fingerprint_files, batches):
            home.pictures.keep_fingerprints(prints)
            progress.advance(len(prints))


def look_at_what_is_new(home: Home, engine: Engine, progress: Progress, exports: Sequence[int]) -> Counter[int]:
    """Look at one file of every sha256 that this model set has not seen; files looked at, by export."""
    progress.stage("look", home.pictures.count_not_looked_at(MODELS, exports=exports))
    looked: Counter[int] = Counter()
    last = 0
    while rows := home.pictures.not_looked_at(MODELS, PAGE, after=last, exports=exports):
        last = rows[-1].file_id
        export_of = {row.file_id: row.export_id for row in rows}
        for looks in engine.run(look_at, by_export(rows)):
            home.pictures.keep_looks(MODELS, looks)
            looked.update(export_of[look.piece] for look in looks)
            progress.advance(len(looks))
    return looked


def by_export(rows: Iterable[ToLookAt]) -> Iterator[Batch]:
    """Batches of one export each: a worker keeps the export it has open."""
    for paths, of_one in groupby(sorted(rows, key=lambda row: row.paths), key=lambda row: row.paths):
        pieces = (Piece(row.file_id, row.member, row.video) for row in of_one)
        for some in chunks(pieces, BATCH):
            yield Batch(paths, some)


def chunks(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Tuples of at most `size`."""
    left = iter(things)
    while some := tuple(islice(left, size)):
        yield some
