"""A look-alike hash of our own: 256 bits that stay nearly the same when a picture is re-encoded, resized or cut.

How: luma (Rec. 601) averaged down to 64 x 64; its discrete cosine transform; the 256 slowest waves that are not the
mean, diagonal by diagonal from the corner; one bit each: is the wave above the median of all. Bits in that order,
most significant first. Unrelated pictures differ in about 110 to 128 bits.

The recipe is part of the home's contents: change it and every stored hash is worthless. Golden values: tests/media.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BYTES = 32
LIKELY_SAME = 56  # bits; tests/media/test_fingerprint.py states what stays below and above
_SIDE = 64


def alike_hash(rgb: NDArray[np.uint8]) -> bytes:
    """32 bytes for an RGB picture of shape (h, w, 3)."""
    luma = rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    small = _averaged(_averaged(luma, _SIDE).T, _SIDE).T
    waves = np.round(
        (_WAVES @ small @ _WAVES.T)[_ORDER], 2
    )  # float noise of another machine must not turn a bit of a flat picture
    return np.packbits(waves > np.median(waves)).tobytes()


def distance(one: bytes, other: bytes) -> int:
    """How many of the 256 bits differ. ValueError unless both are 32 bytes."""
    if len(one) != BYTES or len(other) != BYTES:
        raise ValueError("a look-alike hash has 32 bytes")
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def _averaged(rows: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """`count` rows, each the mean of the stretch it covers; edges that fall inside a row share it."""
    edges = np.linspace(0, len(rows), count + 1)
    sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
    whole = np.minimum(edges.astype(int), len(rows) - 1)
    at_edges = sums[whole] + (edges - whole)[:, None] * rows[whole]
    means: NDArray[np.float32] = (np.diff(at_edges, axis=0) / np.diff(edges)[:, None]).astype(np.float32)
    return means


def _cosines(count: int) -> NDArray[np.float64]:
    """The orthonormal DCT-II."""
    steps = np.arange(count)
    waves = np.cos(np.pi * (2 * steps[None, :] + 1) * steps[:, None] / (2 * count)) * np.sqrt(2 / count)
    waves[0] /= np.sqrt(2)
    return np.asarray(waves, dtype=np.float64)


def _diagonal_order(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The `count` waves nearest the corner without the corner itself, diagonal by diagonal."""
    places = sorted(
        ((row, column) for row in range(32) for column in range(32)), key=lambda place: (sum(place), place)
    )
    rows, columns = zip(*places[1 : count + 1], strict=True)
    return np.array(rows), np.array(columns)


_WAVES = _cosines(_SIDE)
_ORDER = _diagonal_order(BYTES * 8)
