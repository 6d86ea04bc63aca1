"""The demo's scripted parent: says who is who, from the truth about where everybody stands in each drawn picture.

A real parent looks at two faces and knows. The scripted one knows because the pictures were drawn: each face that was
found is compared with the boxes of the people in that picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from smallprint.demo.cast import names
from smallprint.demo.draw import Identity, face_boxes
from smallprint.demo.instagram_export import media_path
from smallprint.demo.moments import MOMENTS, Moment
from smallprint.demo.pictures import scene_of
from smallprint.records.items import Kind
from smallprint.records.seen import Box

OVERLAP = 0.3  # shared area over joint area from which a found face is that person's


@dataclass(frozen=True, slots=True)
class TrueFace:
    """Where somebody's face is in one picture."""

    name: str
    age: float  # years
    box: Box


def true_faces() -> dict[str, tuple[TrueFace, ...]]:
    """The faces of every drawn picture, by the file's name in the export. Reels move and are left out."""
    known = names()
    return {
        PurePosixPath(media_path(moment, position)).name: standing(moment, position, known)
        for moment in MOMENTS
        if moment.kind is not Kind.REEL
        for position in range(len(moment.who))
    }


def standing(moment: Moment, position: int, known: Mapping[Identity, str]) -> tuple[TrueFace, ...]:
    """Who shows their face in one picture of a moment."""
    if not moment.who[position]:
        return ()
    scene = scene_of(moment, position)
    return tuple(
        TrueFace(known[sitter.identity], sitter.age, box)
        for index, box in face_boxes(scene)
        for sitter in [scene.sitters[index]]
    )


def who_is(found: Box, faces: Iterable[TrueFace]) -> TrueFace | None:
    """The person whose true box the found one covers best, or None: nobody stands there."""
    best = max(faces, key=lambda face: overlap(found, face.box), default=None)
    return best if best is not None and overlap(found, best.box) >= OVERLAP else None


def overlap(one: Box, other: Box) -> float:
    """Shared area over joint area, 0 to 1."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return shared / (area(one) + area(other) - shared)


def area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def majority(names: Mapping[str, int]) -> str | None:
    """The name that most faces of a group belong to; the alphabet decides a tie."""
    return min(names, key=lambda name: (-names[name], name), default=None)
