"""Solid covers, drawn into the pixels: what was there is gone. Never blur or pixelation, which can be turned back.

A cover depends on its place alone, so a copy that is read back can be compared with what the cover must look like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from smallprint.records.seen import Box

Pixels = NDArray[np.uint8]
Shape = Literal["round", "box", "smile"]

FILL = (74, 84, 104)  # slate: far from every skin and hair, so that no detector takes a cover for a head
INK = (226, 230, 238)
GROWTH = 0.45  # of the longer side of a face, on every side: hair, ears and chin, whichever way the head is turned
LEAST = 24  # pixels; a smaller cover grows to a square of this size, so that its inside can be compared
_EDGE = 8  # pixels inside the border of a cover that are not compared: a block of JPEG, which rings at edges
# How many of 255 a pixel may be off, and what part of a cover's inside may be off by more. A face that shines through
# by a tenth is off everywhere. The strokes of a smile ring in the blocks around them.
_OFF: dict[Shape, tuple[tuple[int, float], ...]] = {
    "round": ((8, 0.01), (40, 0.002)),
    "box": ((8, 0.01), (40, 0.002)),
    "smile": ((8, 0.2), (40, 0.02)),
}


@dataclass(frozen=True, slots=True)
class Cover:
    """One cover: edges in whole pixels of the copy, right and bottom outside."""

    left: int
    top: int
    right: int
    bottom: int
    shape: Shape = "round"


def over_head(face: Box, size: tuple[int, int], shape: Shape = "round", growth: float = GROWTH) -> Cover:
    """The cover for a face, over the enlarged head. `size` is width and height in pixels."""
    width, height = size
    more = growth * max((face.right - face.left) * width, (face.bottom - face.top) * height)
    return _inside(
        (face.left * width - more, face.top * height - more, face.right * width + more, face.bottom * height + more),
        size,
        shape,
    )


def over_rectangle(area: Box, size: tuple[int, int]) -> Cover:
    """The cover for a rectangle that somebody chose: a number plate, a name on a shirt."""
    width, height = size
    return _inside((area.left * width, area.top * height, area.right * width, area.bottom * height), size, "box")


def covered(rgb: Pixels, covers: Sequence[Cover]) -> Pixels:
    """A new picture with the covers drawn in."""
    picture = np.array(rgb)
    for cover in covers:
        drawn, mask = _drawn(cover)
        picture[cover.top : cover.bottom, cover.left : cover.right][mask] = drawn[mask]
    return picture


def lies_there(rgb: Pixels, covers: Sequence[Cover]) -> bool:
    """Whether every cover lies in the picture just as it was drawn, wherever no later one lies over it."""
    expected = covered(np.zeros_like(rgb), covers)
    inside = _insides(rgb.shape[:2], covers)
    off = np.abs(rgb.astype(np.int16) - expected).max(axis=2)
    return not any(_is_off(off, inside, cover) for cover in covers)


def _is_off(off: NDArray[np.int16], inside: NDArray[np.bool_], cover: Cover) -> bool:
    here = (slice(cover.top, cover.bottom), slice(cover.left, cover.right))
    compared = off[here][inside[here]]
    return any((compared > most).sum() > part * len(compared) for most, part in _OFF[cover.shape])


def _insides(shape: tuple[int, ...], covers: Sequence[Cover]) -> NDArray[np.bool_]:
    inside = np.zeros(shape, np.bool_)
    for cover in covers:
        _, mask = _drawn(cover)
        here = inside[cover.top : cover.bottom, cover.left : cover.right]
        here[mask] = False  # a rim over another cover is not compared either
        here |= _shrunk(mask)
    return inside


def _shrunk(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask without its rim."""
    room = np.pad(mask, _EDGE)
    height, width = mask.shape
    smaller = mask.copy()
    for across in (0, _EDGE, 2 * _EDGE):
        for down in (0, _EDGE, 2 * _EDGE):
            smaller &= room[down : down + height, across : across + width]
    return smaller


def _inside(edges: tuple[float, float, float, float], size: tuple[int, int], shape: Shape) -> Cover:
    """Whole pixels within the picture; never smaller than LEAST where the picture has room."""
    spans = []
    for first, last, whole in ((edges[0], edges[2], size[0]), (edges[1], edges[3], size[1])):
        lack = max(0.0, LEAST - (last - first)) / 2
        start = min(max(0, int(np.floor(first - lack))), max(0, whole - LEAST))
        spans.append((start, max(min(whole, int(np.ceil(last + lack))), min(whole, start + LEAST))))
    (left, right), (top, bottom) = spans
    return Cover(left, top, right, bottom, shape)


def _drawn(cover: Cover) -> tuple[Pixels, NDArray[np.bool_]]:
    """The cover by itself, and where it lies in its rectangle."""
    width, height = cover.right - cover.left, cover.bottom - cover.top
    mask, picture = Image.new("1", (width, height)), Image.new("RGB", (width, height), FILL)
    radius = 0 if cover.shape == "box" else 0.35 * min(width, height)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=1)
    if cover.shape == "smile":
        _smile(ImageDraw.Draw(picture), width, height)
    return np.asarray(picture), np.asarray(mask, np.bool_)


def _smile(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Two dots and a line: a sign, not a portrait."""
    unit = min(width, height)
    for across in (0.38, 0.62):
        x, y, dot = across * width, 0.42 * height, 0.05 * unit
        draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill=INK)
    middle, low, reach = 0.5 * width, 0.56 * height, 0.18 * unit
    draw.arc((middle - reach, low - reach, middle + reach, low + reach), 20, 160, INK, max(1, unit // 28))
