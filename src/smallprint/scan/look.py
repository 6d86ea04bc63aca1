"""look_at: pictures in, small records out. The same function runs in this program, in a pool, or on a cluster.

It knows no home, no settings and no clock. Models, the decoder box and opened exports live once per process.
"""

from __future__ import annotations

import atexit
from dataclasses import replace
from functools import cache

from smallprint.errors import SmallprintError
from smallprint.exports import Export
from smallprint.faces import find_faces
from smallprint.media.box import Box, Decoded
from smallprint.records.items import Trouble
from smallprint.records.seen import Details, Face, Look
from smallprint.scan.batches import Batch, Piece
from smallprint.scan.reading import Member, open_exports_of_this_process, read_member, source_of

Fingerprint = tuple[int, str, int, Trouble | None]  # piece id, sha256 or "", bytes, why it could not be read

_FACES_OF_A_FRAME = 5  # the best; a crowd in every frame of a clip says no more than one frame of it


def look_at(batch: Batch) -> list[Look]:
    """Look at every picture of a batch, in its order. ModelMissing when there is nothing to look with."""
    export = opened(batch)
    if isinstance(export, Trouble):
        return [blind(piece, replace(export, where=piece.member)) for piece in batch.pieces]
    return [_look(export, piece, thorough=batch.thorough) for piece in batch.pieces]


def fingerprint_files(batch: Batch) -> list[Fingerprint]:
    """Hash every file of a batch without decoding any: the same bytes are looked at once."""
    export = opened(batch)
    if isinstance(export, Trouble):
        return [(piece.id, "", 0, replace(export, where=piece.member)) for piece in batch.pieces]
    return [_fingerprint(export, piece) for piece in batch.pieces]


def let_go() -> None:
    """Close this process's decoder and exports; the next look opens them again."""
    box_of_this_process().close()
    open_exports_of_this_process().close()


@cache
def box_of_this_process() -> Box:
    """The one decoder of this process."""
    box = Box()
    atexit.register(box.close)
    return box


def opened(batch: Batch) -> Export | Trouble:
    """The export of a batch, kept open for the next one; a trouble when it is not there any more."""
    try:
        return open_exports_of_this_process().get(batch.parts)
    except SmallprintError as problem:
        return Trouble("", "export_gone", type(problem).__name__)


def _look(export: Export, piece: Piece, *, thorough: bool) -> Look:
    try:
        file = export.files.get(piece.member)
        if file is None:
            return blind(piece, Trouble(piece.member, "missing_media"))
        member = read_member(file, keep=True)
        if member.trouble and not member.size:
            return blind(piece, replace(member.trouble, where=piece.member))
        with source_of(member) as source:
            decoded = box_of_this_process().decode(source, size=member.size)
        return _seen(piece, member, decoded, thorough=thorough)
    except SmallprintError:  # no models, no decoder: nothing could be looked at, so the whole wish stops
        raise
    except Exception as problem:  # one hostile picture must not end the others; its kind is kept, its words are not
        return blind(piece, Trouble(piece.member, type(problem).__name__))


def _fingerprint(export: Export, piece: Piece) -> Fingerprint:
    file = export.files.get(piece.member)
    if file is None:
        return piece.id, "", 0, Trouble(piece.member, "missing_media")
    member = read_member(file, keep=False)
    trouble = replace(member.trouble, where=piece.member) if member.trouble else None
    return piece.id, member.sha256, member.size, trouble


def _seen(piece: Piece, member: Member, decoded: Decoded, *, thorough: bool) -> Look:
    trouble = member.trouble or decoded.trouble
    return Look(
        piece=piece.id,
        sha256=member.sha256,
        alike=decoded.alike,
        width=decoded.width,
        height=decoded.height,
        video=piece.video or bool(decoded.frames),
        details=decoded.details,
        faces=_faces(decoded, thorough=thorough),
        thumbnail=decoded.thumbnail,
        trouble=replace(trouble, where=piece.member) if trouble else None,
        seconds=decoded.seconds,
    )


def _faces(decoded: Decoded, *, thorough: bool) -> tuple[Face, ...]:
    """Of the picture, or of each frame of a video with the second it was seen at."""
    faces: list[Face] = []
    if decoded.rgb is not None and not any(rgb is decoded.rgb for _, rgb in decoded.frames):
        faces.extend(find_faces(decoded.rgb, thorough=thorough))
    for seconds, rgb in decoded.frames:
        best = sorted(find_faces(rgb, thorough=thorough), key=lambda face: -face.score)[:_FACES_OF_A_FRAME]
        faces.extend(replace(face, at=seconds) for face in best)
    return tuple(faces)


def blind(piece: Piece, trouble: Trouble) -> Look:
    """A look that saw nothing, and why."""
    return Look(piece.id, "", b"", 0, 0, piece.video, Details(), (), b"", trouble)
