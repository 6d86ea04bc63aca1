"""Groups of like faces: a graph of near neighbours, then average linkage along its edges.

The average cosine between two groups is the product of their summed descriptors over the product of their sizes, so
no matrix of all pairs is ever kept: memory is one row for each face and a bounded number of edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from smallprint.faces.thresholds import THRESHOLDS

Floats = NDArray[np.float32]
MOST_EDGES = 24  # kept for each face; what that leaves out is found again between whole groups
BLOCK = 1 << 25  # cosines worked out at once: 128 MB


def cut_for(young: bool) -> float:
    """The least average cosine at which two groups are one person."""
    return THRESHOLDS.alike_young if young else THRESHOLDS.alike_adults


def alike_pairs(rows: Floats, others: Floats, least: float, most: int, *, above: bool) -> Iterator[tuple[int, int]]:
    """Pairs (row, other) with a product of at least `least`, for each row at most `most`, the best ones.

    `above`: the two are the same list, and only pairs with row < other are wanted.
    """
    step = int(np.clip(BLOCK // max(len(others), 1), 64, 2048))
    for start in range(0, len(rows), step):
        ahead = start if above else 0
        alike = rows[start : start + step] @ others[ahead:].T
        if above:
            alike[np.tril_indices(len(alike), 0, alike.shape[1])] = -1.0
        chosen = alike >= least
        for row in np.nonzero(chosen.sum(axis=1) > most)[0]:
            chosen[row] = best_few(alike[row], most)
        one, other = np.nonzero(chosen)
        yield from zip((one + start).tolist(), (other + ahead).tolist(), strict=True)


def best_few(values: Floats, most: int) -> NDArray[np.bool_]:
    """Which are the `most` largest; of equal ones the first, as copies of one picture are all equal."""
    least = np.partition(values, -most)[-most]
    chosen: NDArray[np.bool_] = values > least
    chosen[np.nonzero(values == least)[0][: most - int(chosen.sum())]] = True
    return chosen


class Groups:
    """Faces on their way to people. A group is named by its first row; rows are sorted by face id.

    `told` says which rows have a descriptor; `count` counts these in a group.
    """

    def __init__(self, descriptors: Floats, young: Floats, pictures: NDArray[np.int64]) -> None:
        rows = range(len(descriptors))
        self.descriptors = descriptors
        self.told: list[bool] = (np.abs(descriptors).max(axis=1, initial=0) > 0).tolist()
        self.named = list(rows)  # row -> a row nearer to the first of its group
        self.members = {row: [row] for row in rows}
        self.count = {row: int(self.told[row]) for row in rows}
        self.pictures = {row: {int(pictures[row])} for row in rows}
        self.apart: dict[int, set[int | str]] = {row: set() for row in rows}
        self.young = {row: not young[row] < THRESHOLDS.young for row in rows}  # not told counts as young
        self.very_young = {row: not young[row] < THRESHOLDS.very_young for row in rows}
        self.person: dict[int, str] = {}
        self.sums: Floats = np.empty((0, 0), np.float32)
        self.alike: dict[int, dict[int, float]] = {}  # group -> group -> sum of cosines of all their pairs
        self.waiting: list[tuple[float, int, int, int]] = []

    def first(self, row: int) -> int:
        """The group a row is in."""
        while self.named[row] != row:
            self.named[row] = self.named[self.named[row]]
            row = self.named[row]
        return row

    def told_members(self, first: int) -> list[int]:
        return [row for row in self.members[first] if self.told[row]]

    def keep_apart(self, row: int, other: int | str) -> None:
        """A parent said so: never one person."""
        first, second = self.first(row), other if isinstance(other, str) else self.first(other)
        self.apart[first].add(second)
        if isinstance(second, int):
            self.apart[second].add(first)

    def put_together(self, row: int, other: int | str) -> None:
        """A parent said so: one person, unless they also said the contrary."""
        first, second = self.first(row), other if isinstance(other, str) else self.first(other)
        if second == first or second in self.apart[first]:
            return
        if isinstance(second, str):
            self.person.setdefault(first, second)
            return
        names = {self.person[one] for one in (first, second) if one in self.person}
        if len(names) < 2 and not names & (self.apart[first] | self.apart[second]):
            self.unite(min(first, second), max(first, second))

    def unite(self, kept: int, gone: int) -> None:
        """Make one group of two; whoever is apart from either is apart from both."""
        self.named[gone] = kept
        self.members[kept] += self.members.pop(gone)
        self.count[kept] += self.count.pop(gone)
        self.pictures[kept] |= self.pictures.pop(gone)
        self.young[kept] |= self.young.pop(gone)
        self.very_young[kept] &= self.very_young.pop(gone)
        for other in self.apart.pop(gone):
            self.apart[kept].add(other)
            if isinstance(other, int):
                self.apart[other].discard(gone)
                self.apart[other].add(kept)
        if gone in self.person:
            self.person[kept] = self.person.pop(gone)

    def merge_alike(self) -> None:
        """Average linkage over all groups that are nobody known and have a descriptor."""
        free = [first for first in self.members if first not in self.person and self.count[first]]
        self.sums = np.zeros_like(self.descriptors)
        for first in free:
            self.sums[first] = self.descriptors[self.told_members(first)].sum(axis=0)
        rows = np.array(sorted(row for first in free for row in self.told_members(first)), np.intp)
        whole = self.descriptors if len(rows) == len(self.descriptors) else self.descriptors[rows]
        pairs = alike_pairs(whole, whole, THRESHOLDS.alike_adults, MOST_EDGES, above=True)
        self.connect((int(rows[one]), int(rows[other])) for one, other in pairs)
        self.merge_waiting()
        while self.connect(self.pairs_of_groups()):
            self.merge_waiting()

    def pairs_of_groups(self) -> Iterator[tuple[int, int]]:
        """Pairs of groups like enough on average; those of two single faces are in the graph already."""
        every = [first for first in self.members if first not in self.person and self.count[first]]
        large = [first for first in every if self.count[first] > 1]
        if not large:
            return
        counts = np.array([self.count[first] for first in every], np.float32)
        means = self.sums[every] / counts[:, None]
        of_large = means[np.isin(every, large)]
        for one, other in alike_pairs(of_large, means, THRESHOLDS.alike_adults, MOST_EDGES, above=False):
            if large[one] != every[other]:
                yield large[one], every[other]

    def connect(self, pairs: Iterator[tuple[int, int]]) -> bool:
        """Add the edges along which two groups may become one. True when there are any."""
        new: dict[int, set[int]] = {}
        for row, other in pairs:
            one, two = sorted((self.first(row), self.first(other)))
            if one != two and two not in self.alike.get(one, {}):
                new.setdefault(one, set()).add(two)
        touched: set[int] = set()
        for one, others in sorted(new.items()):
            listed = sorted(others)
            for two, total in zip(listed, (self.sums[listed] @ self.sums[one]).tolist(), strict=True):
                if self.may_merge(one, two, total) and not self.perhaps_two_babies(one, two):
                    self.alike.setdefault(one, {})[two] = self.alike.setdefault(two, {})[one] = total
                    touched |= {one, two}
        for one in sorted(touched):
            self.await_best(one)
        return bool(touched)

    def may_merge(self, one: int, two: int, total: float) -> bool:
        """Whether two groups, the cosines of whose pairs add up to `total`, are alike enough and may be one person.

        No edge below its cut need be kept: an average over two groups is never above both of its parts.
        """
        cut = cut_for(self.young[one] or self.young[two])
        if total < cut * self.count[one] * self.count[two] or two in self.apart[one]:
            return False
        return self.pictures[one].isdisjoint(self.pictures[two])

    def await_best(self, one: int) -> None:
        """Let a group wait for its turn with the neighbour it is most like; ties go to the smaller face id."""
        edges, count = self.alike.get(one), self.count
        if edges:
            alike, two = min((-total / count[two], two) for two, total in edges.items())
            heappush(self.waiting, (alike / count[one], one, two, count[one] + count[two]))

    def merge_waiting(self) -> None:
        """Merge the most alike two groups until none are alike enough.

        Each group waits once. An entry whose groups have grown since is put anew: it can only have become less alike.
        """
        while self.waiting:
            _, one, two, size = heappop(self.waiting)
            if one not in self.members:
                continue
            current = two in self.alike[one] and self.count[one] + self.count[two] == size
            if current and not self.perhaps_two_babies(one, two):
                one, two = min(one, two), max(one, two)
                self.merge(one, two)
            elif current:
                del self.alike[one][two], self.alike[two][one]
            self.await_best(one)

    def perhaps_two_babies(self, one: int, two: int) -> bool:
        """Babies look alike: two groups that may be babies need one pair of faces that is very alike."""
        if not (self.very_young[one] and self.very_young[two]):
            return False
        pairs = self.descriptors[self.told_members(one)] @ self.descriptors[self.told_members(two)].T
        return bool(pairs.max() < THRESHOLDS.alike_babies)

    def merge(self, kept: int, gone: int) -> None:
        """Join two groups and bring the edges to all their neighbours up to date."""
        of_kept, of_gone = self.alike.pop(kept), self.alike.pop(gone)
        del of_kept[gone], of_gone[kept]
        for other in of_kept:
            del self.alike[other][kept]
        for other in of_gone:
            del self.alike[other][gone]
        self.fill_in(of_kept, of_gone, kept)
        self.fill_in(of_gone, of_kept, gone)
        self.sums[kept] += self.sums[gone]
        self.unite(kept, gone)
        self.alike[kept] = {}
        for other, part in of_kept.items():
            total = part + of_gone[other]
            if self.may_merge(kept, other, total):
                self.alike[kept][other] = self.alike[other][kept] = total

    def fill_in(self, own: dict[int, float], others: dict[int, float], group: int) -> None:
        """Sums to those neighbours that only the other group had."""
        missing = [other for other in others if other not in own]
        if missing:
            own.update(zip(missing, (self.sums[missing] @ self.sums[group]).tolist(), strict=True))
