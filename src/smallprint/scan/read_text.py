"""read_text: pictures in, their lines of text out. The second look, only at pictures that show a child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from smallprint.errors import SmallprintError
from smallprint.exports import Export
from smallprint.faces.pixels import Picture
from smallprint.faces.text import read_lines
from smallprint.media.box import Decoded
from smallprint.records.items import Trouble
from smallprint.scan.batches import Batch, Piece
from smallprint.scan.look import box_of_this_process, opened
from smallprint.scan.reading import read_member, source_of

_FRAMES = 3  # of a video, spread over it: a second at most
_MOST_LINES = 60  # of one picture or video


@dataclass(frozen=True, slots=True)
class ReadText:
    """What is written in one picture. Small and picklable."""

    piece: int  # the asker's own number for the picture
    sha256: str  # of the bytes that were read; "" when there were none
    lines: tuple[str, ...]
    trouble: Trouble | None = None


def read_text(batch: Batch) -> list[ReadText]:
    """Read every picture of a batch, in its order. ModelMissing when there is nothing to read with."""
    export = opened(batch)
    if isinstance(export, Trouble):
        return [ReadText(piece.id, "", (), replace(export, where=piece.member)) for piece in batch.pieces]
    return [_read(export, piece) for piece in batch.pieces]


def _read(export: Export, piece: Piece) -> ReadText:
    file = export.files.get(piece.member)
    if file is None:
        return ReadText(piece.id, "", (), Trouble(piece.member, "missing_media"))
    member = read_member(file, keep=True)
    if member.trouble and not member.size:
        return ReadText(piece.id, "", (), replace(member.trouble, where=piece.member))
    try:
        with source_of(member) as source:
            decoded = box_of_this_process().decode(source, size=member.size)
        trouble = replace(decoded.trouble, where=piece.member) if decoded.trouble else None
        return ReadText(piece.id, member.sha256, _lines(decoded), trouble)
    except SmallprintError:  # no models, no decoder: the whole wish stops
        raise
    except (ValueError, RuntimeError, MemoryError, OSError) as problem:  # of the reader's native code on odd pixels
        return ReadText(piece.id, member.sha256, (), Trouble(piece.member, type(problem).__name__))


def _lines(decoded: Decoded) -> tuple[str, ...]:
    """Each line once, in the order met."""
    found = dict.fromkeys(line for rgb in _to_read(decoded) for line in read_lines(rgb))
    return tuple(found)[:_MOST_LINES]


def _to_read(decoded: Decoded) -> Iterator[Picture]:
    if not decoded.frames:
        if decoded.rgb is not None:
            yield decoded.rgb
        return
    count = len(decoded.frames)
    for place in sorted({count * part // (_FRAMES + 1) for part in range(1, _FRAMES + 1)}):
        yield decoded.frames[place][1]
