"""Five landmarks of one face, and the face brought into the place that the age and likeness model was trained on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from smallprint.faces.detect import Found, run_tiny
from smallprint.faces.pixels import Floats, Picture, cut, resize, turned_back, warp
from smallprint.faces.thresholds import THRESHOLDS

SIDE = 224
# Left eye, right eye, nose, left and right corner of the mouth, as seen in the picture: the usual 112-pixel
# template, in a square of 1.25 x 112 round its middle, enlarged to 224.
TEMPLATE = np.array([(83.67, 105.11), (140.05, 104.80), (112.04, 137.18), (88.88, 170.18), (135.57, 169.93)])
MARGIN = 0.5  # of the face on each side: how the landmark pass was measured


def landmarks(picture: Picture, found: Found) -> Floats | None:
    """Five points (5 x 2) in the picture, or None: then the face has no age and no likeness."""
    left, top, right, bottom = cut_edges(found)
    face = cut(picture, left, top, right, bottom)
    if face.size == 0:
        return None
    upright = np.rot90(face, found.turns)
    finds = run_tiny(upright, THRESHOLDS.landmark_side, THRESHOLDS.landmark_score, most=THRESHOLDS.landmark_side)
    if not len(finds.scores):
        return found.centerface_landmarks
    height, width = face.shape[:2]
    middles = turned_back(finds.boxes.reshape(-1, 2, 2).mean(axis=1), found.turns, height, width)
    nearest = np.hypot(middles[:, 0] - width / 2, middles[:, 1] - height / 2).argmin()
    points = turned_back(finds.landmarks[nearest], found.turns, height, width)
    return points + np.array([left, top], np.float32)


def cut_edges(found: Found) -> tuple[int, int, int, int]:
    """The face's box with its margin, in whole pixels."""
    left, top, right, bottom = found.box
    aside, above = MARGIN * (right - left), MARGIN * (bottom - top)
    return round(left - aside), round(top - above), round(right + aside), round(bottom + above)


def similarity(before: NDArray[np.floating], after: NDArray[np.floating]) -> NDArray[np.float64]:
    """The turn, scale and shift (2 x 3) that brings points nearest to others, by least squares.

    With points as complex numbers it is one line: after = a * before + b. Raises ValueError when all points coincide.
    """
    z, w = (points[:, 0] + 1j * points[:, 1] for points in (before.astype(np.float64), after.astype(np.float64)))
    centred = z - z.mean()
    spread = float((np.abs(centred) ** 2).sum())
    if spread < 1e-6:
        raise ValueError("the points lie on one another")
    a = (np.conj(centred) * (w - w.mean())).sum() / spread
    b = w.mean() - a * z.mean()
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])


def aligned(picture: Picture, points: Floats) -> Floats | None:
    """The face as 224 x 224 x 3 RGB float32, eyes and mouth in their places; None when the points make no sense."""
    try:
        back = similarity(TEMPLATE, points)
    except ValueError:
        return None
    step = float(np.hypot(back[0, 0], back[1, 0]))  # pixels of the picture for one of the square
    if not 0 < step * SIDE < 4 * max(picture.shape[:2]):  # a face many times the picture is a false find
        return None
    corners = back[:, :2] @ np.array([[0, SIDE, 0, SIDE], [0, 0, SIDE, SIDE]]) + back[:, 2:]
    left, top = (int(edge) for edge in np.floor(corners.min(axis=1)) - 2)
    right, bottom = (int(edge) for edge in np.ceil(corners.max(axis=1)) + 2)
    face = cut(picture, left, top, right, bottom)
    back[:, 2] -= (left, top)
    if step <= 1.5:
        return warp(face, back, SIDE)
    # Shrink by area first: bilinear alone would skip pixels of a large face.
    height, width = (max(round(side / step), 1) for side in face.shape[:2])
    back[0] *= width / face.shape[1]
    back[1] *= height / face.shape[0]
    return warp(resize(face, height, width), back, SIDE)
