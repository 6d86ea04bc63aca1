"""Sizes, cuts and turns of pictures, in numpy alone.

Pictures are height x width x 3. Coordinates are continuous: pixel i covers i to i + 1, so its middle is i + 0.5.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]


def taps(before: int, after: int) -> tuple[NDArray[np.intp], Floats]:
    """Which old pixels make each new one, and how much of each: two arrays of after x n.

    Shrinking takes the area a new pixel covers, so the mean of the picture stays; enlarging is bilinear.
    """
    if after >= before:
        middles = np.clip((np.arange(after) + 0.5) * before / after - 0.5, 0, before - 1)
        first = np.minimum(middles.astype(np.intp), max(before - 2, 0))
        share = (middles - first).astype(np.float32)
        places = np.stack([first, np.minimum(first + 1, before - 1)], axis=1)
        return places, np.stack([1 - share, share], axis=1)
    edges = np.arange(after + 1) * (before / after)
    first = edges[:-1].astype(np.intp)
    places = first[:, None] + np.arange(int(np.ceil(before / after)) + 1)
    covered = np.minimum(places + 1, edges[1:, None]) - np.maximum(places, edges[:-1, None])
    weights = np.clip(covered, 0, None) * (after / before)
    return np.minimum(places, before - 1), weights.astype(np.float32)


def resize(picture: Picture | Floats, height: int, width: int) -> Floats:
    """The picture at another size, as float32 in the old range."""
    rows, row_weights = taps(picture.shape[0], height)
    columns, column_weights = taps(picture.shape[1], width)
    tall = weighted(picture, rows, row_weights[:, :, None, None])
    return weighted(tall.swapaxes(0, 1), columns, column_weights[:, :, None, None]).swapaxes(0, 1)


def weighted(picture: Picture | Floats, places: NDArray[np.intp], weights: Floats) -> Floats:
    """Sum of rows of the picture, each times its weight."""
    if np.array_equal(places[:, 0], np.arange(len(picture))) and np.all(weights[:, 0] == 1):
        return picture.astype(np.float32)
    total = picture[places[:, 0]] * weights[:, 0]
    for number in range(1, places.shape[1]):
        if weights[:, number].any():
            total += picture[places[:, number]] * weights[:, number]
    return total.astype(np.float32, copy=False)


def cut(picture: Picture, left: int, top: int, right: int, bottom: int) -> Picture:
    """A rectangle of the picture, which may reach beyond it: there the border is repeated."""
    rows = np.clip(np.arange(top, bottom), 0, picture.shape[0] - 1)
    columns = np.clip(np.arange(left, right), 0, picture.shape[1] - 1)
    return picture[rows[:, None], columns]


def padded(picture: Floats, multiple: int = 32) -> Floats:
    """Zeros added right and below until both sides are multiples."""
    height, width = picture.shape[:2]
    whole = np.zeros((-(-height // multiple) * multiple, -(-width // multiple) * multiple, 3), np.float32)
    whole[:height, :width] = picture
    return whole


def as_input(picture: Floats) -> Floats:
    """Height x width x 3 -> 1 x 3 x height x width, in one piece of memory."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None])


def turned_back(points: Floats, turns: int, height: int, width: int) -> Floats:
    """Points (n x 2, x and y) of `np.rot90(picture, turns)`, in the picture of height x width itself."""
    x, y = points[..., 0], points[..., 1]
    places = {0: (x, y), 1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}
    return np.stack(places[turns % 4], axis=-1)


def warp(picture: Picture | Floats, back: NDArray[np.float64], side: int) -> Floats:
    """A square of side x side; `back` (2 x 3) leads from its coordinates to the picture's. Border repeated."""
    across, down = np.meshgrid(np.arange(side) + 0.5, np.arange(side) + 0.5)
    x = back[0, 0] * across + back[0, 1] * down + back[0, 2] - 0.5
    y = back[1, 0] * across + back[1, 1] * down + back[1, 2] - 0.5
    height, width = picture.shape[:2]
    x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right, below = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    share_x, share_y = (x - left)[..., None].astype(np.float32), (y - top)[..., None].astype(np.float32)
    upper = picture[top, left] * (1 - share_x) + picture[top, right] * share_x
    lower = picture[below, left] * (1 - share_x) + picture[below, right] * share_x
    mixed: Floats = upper * (1 - share_y) + lower * share_y
    return mixed
