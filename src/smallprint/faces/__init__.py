"""Faces in a picture, their apparent youth, and who is the same person. The only place with the model runtime."""

from __future__ import annotations

import numpy as np

from smallprint.faces.align import aligned, landmarks
from smallprint.faces.detect import Found, find_boxes
from smallprint.faces.embed import read_face
from smallprint.faces.models import MODELS
from smallprint.faces.pixels import Picture
from smallprint.faces.thresholds import THRESHOLDS
from smallprint.records.seen import Box, Face

__all__ = ["MODELS", "find_faces"]


def find_faces(rgb: Picture, *, thorough: bool = False) -> tuple[Face, ...]:
    """The faces of an upright RGB picture (height x width x 3, uint8, long side about 1280), best first.

    Raises ModelMissing when the models are not installed, ValueError when the array is not such a picture.
    """
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or 0 in rgb.shape:
        raise ValueError(f"not an RGB picture of bytes: {rgb.shape} {rgb.dtype}")
    faces = (as_face(rgb, found) for found in find_boxes(rgb, thorough=thorough))
    return tuple(face for face in faces if face is not None)


def as_face(rgb: Picture, found: Found) -> Face | None:
    """One find as a record; None when it lies outside the picture."""
    height, width = rgb.shape[:2]
    left, top, right, bottom = found.box
    box = Box(fraction(left, width), fraction(top, height), fraction(right, width), fraction(bottom, height))
    if box.left >= box.right or box.top >= box.bottom:
        return None
    # Real pixels: a small picture is not counted as if it were enlarged.
    pixels = min(right - left, bottom - top) * min(1.0, THRESHOLDS.centerface_side / max(height, width))
    points = landmarks(rgb, found)
    face = None if points is None else aligned(rgb, points)
    told = read_face(face) if face is not None and pixels >= THRESHOLDS.least_pixels else None
    young, descriptor = told or (None, None)
    return Face(box, found.score, pixels, found.detectors, face is not None, young, descriptor)


def fraction(edge: float, whole: int) -> float:
    return min(max(edge / whole, 0.0), 1.0)
