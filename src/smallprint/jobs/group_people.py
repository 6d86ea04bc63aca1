"""Faces into people: new faces join people who are there, or form new ones. Loose folders never enter (no confirmed
export stands behind them), so that nobody can sort a folder of strangers by face."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

import numpy as np
from numpy.typing import NDArray

from smallprint.faces.age import person_verdict
from smallprint.faces.group import FaceTable, KnownPerson, group
from smallprint.jobs.face_verdict import face_verdict
from smallprint.jobs.progress import Progress
from smallprint.records.family import Person, Verdict
from smallprint.store import Home
from smallprint.store.kept import KnownFace

EXAMPLES_A_YEAR = 3  # children change: a few faces of every year, the largest ones
MOST_EXAMPLES = 40


def group_people(home: Home, progress: Progress) -> int:
    """Put every face that belongs to nobody to a person; gives how many faces that were."""
    progress.stage("group")
    fresh = home.pictures.faces_ungrouped()
    if not fresh:
        return 0
    days = days_of_confirmed(home)
    fresh = [face for face in fresh if face.sha256 in days]
    frames = Frames()
    table, listed = table_of(home, fresh, days, frames)
    labels = group(table, known_people(home, days, frames))
    keep(home, listed, labels)
    progress.advance(len(listed))
    return len(listed)


class Frames:
    """A number for each picture and each frame of a video: in one of them, two faces are two people."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, float | None], int] = {}

    def of(self, known: KnownFace) -> int:
        """The same number for faces of one picture, or of one frame."""
        return self._numbers.setdefault((known.sha256, known.face.at), len(self._numbers))


def days_of_confirmed(home: Home) -> dict[str, date | None]:
    """Every file that an item of a confirmed export points to, with the day it was taken or posted, where known."""
    days: dict[str, date | None] = {}
    for export in home.exports.all():
        if export.confirmed == "loose":
            continue
        for seen in home.seen.items(export.id, face_verdict):
            posted = seen.item.when.date() if seen.item.when else None
            for picture in seen.pictures:
                taken = picture.details.taken if picture.details else None
                day = taken.date() if taken else posted
                days[picture.sha256] = earlier(days.get(picture.sha256), day)
    days.pop("", None)
    return days


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two days, of which either may be unknown."""
    return min(one, other) if one and other else one or other


def table_of(
    home: Home, faces: Sequence[KnownFace], days: Mapping[str, date | None], frames: Frames
) -> tuple[FaceTable, list[KnownFace]]:
    """The faces that have a descriptor, as grouping wants them."""
    told, vectors = home.pictures.descriptors([face.id for face in faces])
    by_id = {face.id: face for face in faces}
    listed = [by_id[number] for number in told]
    table = FaceTable(
        ids=np.array(told, np.int64),
        pictures=np.array([frames.of(face) for face in listed], np.int64),
        descriptors=of_length_one(vectors),
        young=np.array([np.nan if face.face.young is None else face.face.young for face in listed], np.float32),
        days=np.array([ordinal(days.get(face.sha256)) for face in listed], np.int64),
    )
    return table, listed


def of_length_one(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The store keeps halves of floats: bring the length back to one."""
    lengths: NDArray[np.float32] = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    lengths[lengths == 0] = 1
    return vectors / lengths[:, None]


def ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def known_people(home: Home, days: Mapping[str, date | None], frames: Frames) -> list[KnownPerson]:
    """Everybody who is there, with examples to compare with."""
    by_person: dict[str, list[KnownFace]] = defaultdict(list)
    for face in home.pictures.faces_grouped():
        if face.person is not None and face.sha256 in days:
            by_person[face.person].append(face)
    people = {person.id: person for person in home.people.all()}
    known = []
    for name, faces in sorted(by_person.items()):
        person = people.get(name)
        if person is not None and not person.not_a_face:
            _, vectors = home.pictures.descriptors([face.id for face in examples(faces, days)])
            standing = frozenset(frames.of(face) for face in faces)
            known.append(KnownPerson(name, of_length_one(vectors), looks_young(person, faces), person.born, standing))
    return known


def examples(faces: Iterable[KnownFace], days: Mapping[str, date | None]) -> list[KnownFace]:
    """The largest few faces of each year, newest years first."""
    by_year: dict[int, list[KnownFace]] = defaultdict(list)
    for face in faces:
        day = days.get(face.sha256)
        by_year[day.year if day else 0].append(face)
    best = []
    for year in sorted(by_year, reverse=True):
        best += sorted(by_year[year], key=lambda face: (-face.face.pixels, face.id))[:EXAMPLES_A_YEAR]
    return best[:MOST_EXAMPLES]


def looks_young(person: Person, faces: Iterable[KnownFace]) -> float | None:
    """How young a person looks: what was said of them stands before what the model tells. None counts as young."""
    if person.said:
        return 0.0 if person.verdict is Verdict.ADULT else None
    told = [face.face.young for face in faces if face.face.young is not None]
    return median(told) if told else None


def keep(home: Home, faces: Sequence[KnownFace], labels: Sequence[str | int | None]) -> None:
    """Give faces to people who are there, and make the new ones, in the order of their first face."""
    joined: list[tuple[int, str]] = []
    new: dict[int, list[KnownFace]] = defaultdict(list)
    for face, label in zip(faces, labels, strict=True):
        if isinstance(label, str):
            joined.append((face.id, label))
        elif label is not None:
            new[label].append(face)
    if joined:
        home.people.assign(joined)
    for first in sorted(new):
        members = new[first]
        home.people.add([face.id for face in members], person_verdict(face.face for face in members))
