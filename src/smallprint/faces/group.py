"""Faces -> people: who is the same person, as a proposal that a parent confirms.

Average linkage on the cosine of descriptors, with what cannot be: two faces in one picture are two people, nobody is
seen before they were born, and what a parent said stands. People who are confirmed already are never shuffled: new
faces join them or form new groups. How well children are told apart over years is not known (decision 0003), so the
cuts for young faces are strict: a child may fall into several groups, which a parent can put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from smallprint.faces.likeness import Groups, cut_for
from smallprint.faces.thresholds import THRESHOLDS
from smallprint.records.seen import Face

Floats = NDArray[np.float32]
Id = int | str  # a face's number, or a known person's id
NEAREST = 3  # a face is compared with this many of a person's nearest examples: children change


@dataclass(frozen=True, slots=True)
class FaceTable:
    """Many faces in columns of one length, in any order."""

    ids: NDArray[np.int64]  # each face's own number, no two alike
    pictures: NDArray[np.int64]  # one number for each picture, or for each frame of a video
    descriptors: Floats  # n x 1024, rows of length 1; a row of zeros where there is none
    young: Floats  # P(under 22); NaN where it could not be told
    days: NDArray[np.int64]  # when the picture was taken, as date.toordinal(); 0 when unknown


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody a parent has confirmed, with examples to compare with."""

    id: str
    descriptors: Floats  # m x 1024: confirmed faces, best a few from each year
    young: float | None = None  # how young they look, 0 for a confirmed adult; None is taken as young
    born: date | None = None
    pictures: frozenset[int] = frozenset()  # where they stand already, numbered as in FaceTable


def face_table(rows: Iterable[tuple[int, int, Face, date | None]], width: int = 1024) -> FaceTable:
    """A table of (face id, picture or frame, face, day taken)."""
    listed = list(rows)
    nothing = np.zeros(width, np.float32)
    return FaceTable(
        np.array([row[0] for row in listed], np.int64),
        np.array([row[1] for row in listed], np.int64),
        np.array([nothing if row[2].descriptor is None else row[2].descriptor for row in listed], np.float32).reshape(
            len(listed), width
        ),
        np.array([np.nan if row[2].young is None else row[2].young for row in listed], np.float32),
        np.array([0 if row[3] is None else row[3].toordinal() for row in listed], np.int64),
    )


def group(
    faces: FaceTable,
    known: Sequence[KnownPerson] = (),
    same: Iterable[tuple[Id, Id]] = (),
    not_same: Iterable[tuple[Id, Id]] = (),
) -> list[str | int | None]:
    """For each face of the table: a known person's id, or a new group's number, or None.

    A new group is numbered by the smallest face id in it. None: the face has no descriptor and nobody said whose it
    is. `same` and `not_same` are what a parent said of two faces or of a face and a person; where they contradict,
    `not_same` stands. The result depends neither on the order of the table nor on that of the other arguments.
    Raises ValueError when a face id stands twice or a pair names somebody who is not here.
    """
    order = np.argsort(faces.ids, kind="stable")
    if len(np.unique(faces.ids)) != len(order):
        raise ValueError("a face id stands twice in the table")
    faces = in_order(faces, order)
    people = sorted(known, key=lambda person: person.id)
    groups = Groups(faces.descriptors, faces.young, faces.pictures)
    obey(groups, faces, people, same, not_same)
    join_known(groups, faces, people)
    groups.merge_alike()
    labels: list[str | int | None] = [None] * len(order)
    for row, place in enumerate(order):
        labels[place] = label_of(groups, faces, row)
    return labels


def in_order(faces: FaceTable, order: NDArray[np.intp]) -> FaceTable:
    """The table sorted by face id; not copied when it is sorted already."""
    if np.array_equal(order, np.arange(len(order))):
        return faces
    return FaceTable(
        faces.ids[order], faces.pictures[order], faces.descriptors[order], faces.young[order], faces.days[order]
    )


def label_of(groups: Groups, faces: FaceTable, row: int) -> str | int | None:
    first = groups.first(row)
    person = groups.person.get(first)
    if person is not None:
        return person
    return int(faces.ids[first]) if groups.told[row] or len(groups.members[first]) > 1 else None


def obey(
    groups: Groups,
    faces: FaceTable,
    people: Sequence[KnownPerson],
    same: Iterable[tuple[Id, Id]],
    not_same: Iterable[tuple[Id, Id]],
) -> None:
    """Put together and keep apart what a parent said, before any likeness is looked at."""
    rows: dict[Id, int] = {int(face): row for row, face in enumerate(faces.ids)}
    names = {person.id for person in people}
    for one, other in in_rows(not_same, rows, names):
        groups.keep_apart(one, other)
    for one, other in in_rows(same, rows, names):
        groups.put_together(one, other)


def in_rows(pairs: Iterable[tuple[Id, Id]], rows: dict[Id, int], names: set[str]) -> list[tuple[int, int | str]]:
    """Pairs with the row of a face first, sorted so that their order does not matter."""
    found = []
    for pair in pairs:
        one, other = sorted(pair, key=lambda who: isinstance(who, str))
        if one not in rows or (other not in rows and other not in names):
            raise ValueError("a pair names a face or person that is not here")
        second = str(other) if isinstance(other, str) else rows[other]
        found.append((rows[one], second))
    return sorted(found, key=lambda pair: (isinstance(pair[1], str), str(pair[1]), pair))


def join_known(groups: Groups, faces: FaceTable, people: Sequence[KnownPerson]) -> None:
    """Let each group that is like enough to one known person join them, the most alike first."""
    starts = [first for first in groups.members if first not in groups.person and groups.count[first]]
    if not people or not starts:
        return
    wishes = []
    for number, person in enumerate(people):
        if not len(person.descriptors):
            continue
        average, best = likeness_to(groups, starts, person.descriptors)
        for place in np.nonzero(average >= THRESHOLDS.alike_adults)[0]:
            first = starts[place]
            if may_join(groups, faces, first, person) and alike_enough(
                groups, first, person, average[place], best[place]
            ):
                wishes.append((-float(average[place]), first, number))
    stands_in = {number: set(person.pictures) for number, person in enumerate(people)}
    for first, number in said_already(groups, people):
        stands_in[number] |= groups.pictures[first]
    for _, first, number in sorted(wishes):
        if first not in groups.person and not stands_in[number] & groups.pictures[first]:
            groups.person[first] = people[number].id
            stands_in[number] |= groups.pictures[first]


def said_already(groups: Groups, people: Sequence[KnownPerson]) -> list[tuple[int, int]]:
    numbers = {person.id: number for number, person in enumerate(people)}
    return [(first, numbers[name]) for first, name in groups.person.items()]


def likeness_to(groups: Groups, starts: Sequence[int], examples: Floats) -> tuple[Floats, Floats]:
    """For each group: its faces' mean cosine to their nearest examples, and the best single cosine."""
    most = min(NEAREST, len(examples))
    rows = [row for first in starts for row in groups.told_members(first)]
    nearest, best = np.empty(len(rows), np.float32), np.empty(len(rows), np.float32)
    for start in range(0, len(rows), 4096):
        alike = groups.descriptors[rows[start : start + 4096]] @ examples.T
        nearest[start : start + 4096] = np.partition(alike, -most, axis=1)[:, -most:].mean(axis=1)
        best[start : start + 4096] = alike.max(axis=1)
    counts = np.array([groups.count[first] for first in starts])
    ends = np.cumsum(counts) - counts
    average: Floats = (np.add.reduceat(nearest, ends) / counts).astype(np.float32)
    return average, np.maximum.reduceat(best, ends).astype(np.float32)


def may_join(groups: Groups, faces: FaceTable, first: int, person: KnownPerson) -> bool:
    """Whether nothing forbids it: the parent's word, the birth date, a picture in which they stand already."""
    if person.id in groups.apart[first] or person.pictures & groups.pictures[first]:
        return False
    days = [int(faces.days[row]) for row in groups.members[first] if faces.days[row] > 0]
    return person.born is None or not days or min(days) >= person.born.toordinal()


def alike_enough(groups: Groups, first: int, person: KnownPerson, average: float, best: float) -> bool:
    looks_young = person.young is None or person.young >= THRESHOLDS.young
    if average < cut_for(looks_young or groups.young[first]):
        return False
    baby = person.young is None or person.young >= THRESHOLDS.very_young
    return not (baby and groups.very_young[first]) or best >= THRESHOLDS.alike_babies
