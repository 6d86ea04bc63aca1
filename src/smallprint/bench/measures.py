"""The figures of the quality bench, from plain arrays. Definitions are those of the papers named at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def area_under_roc(of_those: Numbers, of_others: Numbers) -> float | None:
    """The chance that one of those scores above one of the others, ties half (Mann and Whitney, 1947)."""
    if not len(of_those) or not len(of_others):
        return None
    others = np.sort(of_others)
    below = np.searchsorted(others, of_those, "left")
    up_to = np.searchsorted(others, of_those, "right")
    return float((below + up_to).mean() / 2 / len(others))


def threshold_at(of_others: Numbers, share: float) -> float | None:
    """The lowest score that at most `share` of the others reach; None when there are too few others to tell."""
    if len(of_others) * share < 1:
        return None
    allowed = int(len(of_others) * share)
    ordered = np.sort(of_others)[::-1]
    return float(np.nextafter(ordered[allowed], np.inf)) if allowed < len(ordered) else float("-inf")


def share_reaching(scores: Numbers, threshold: float | None) -> float | None:
    """The share of scores at or above a threshold; None when there is none of either."""
    if threshold is None or not len(scores):
        return None
    return float((scores >= threshold).mean())


def b_cubed(
    true: Sequence[Hashable], given: Sequence[Hashable], counted: Sequence[bool]
) -> tuple[float, float, float] | None:
    """Precision, recall and F of a grouping, averaged over the counted things (Bagga and Baldwin, 1998)."""
    if not any(counted):
        return None
    both, trues, givens = Counter(zip(true, given, strict=True)), Counter(true), Counter(given)
    pairs = [pair for pair, wanted in zip(zip(true, given, strict=True), counted, strict=True) if wanted]
    precision = float(np.mean([both[pair] / givens[pair[1]] for pair in pairs]))
    recall = float(np.mean([both[pair] / trues[pair[0]] for pair in pairs]))
    return precision, recall, 2 * precision * recall / (precision + recall)


def likeness_of_pairs(descriptors: NDArray[np.float32], identities: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Cosines of all pairs of one person, and of all pairs of two people. Rows have length 1."""
    rows, columns = np.triu_indices(len(identities), 1)
    cosines = (descriptors @ descriptors.T)[rows, columns].astype(np.float64)
    names = np.unique(np.asarray(identities, dtype=np.str_), return_inverse=True)[1]
    same = names[rows] == names[columns]
    return cosines[same], cosines[~same]
