"""Labelled pictures: a folder with labels.csv that the person names, or drawn people where none is named.

labels.csv has the columns path, box, identity, age, one row a face. `path` is relative to the folder; `box` is "left
top right bottom" in pixels of the upright picture; `identity` any word that is the same for the same person; `age` in
years. identity and age may be empty. A row with an empty box says that the picture shows no face.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from smallprint.demo.draw import (
    Clothing,
    Expression,
    Identity,
    Pose,
    Scene,
    Sitter,
    draw,
    draw_empty,
    encode,
    face_boxes,
    line_up,
)
from smallprint.errors import NotAnExport, Refused, UnreadablePath

LABELS = "labels.csv"
_FEWEST = 20  # pictures: totals of fewer would tell about single ones
_AGES = (0.7, 2.0, 4.0, 6.0, 9.0, 12.0, 14.0, 16.5, 22.0, 28.0, 35.0, 42.0, 50.0, 58.0, 66.0, 74.0)
_TAKES = 3
_PLACES = ("room", "garden", "beach", "school")


@dataclass(frozen=True, slots=True)
class Label:
    """One true face. `box` is left, top, right, bottom in pixels of the upright picture."""

    box: tuple[float, float, float, float]
    identity: str = ""
    age: float | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """One picture with everything that is true of it."""

    read: Callable[[], bytes]
    labels: tuple[Label, ...]


def labelled_folder(folder: Path) -> list[Labelled]:
    """The pictures that labels.csv names, in its order.

    NotAnExport without one, UnreadablePath on a wrong row, Refused under twenty pictures."""
    file = folder / LABELS
    if not file.is_file():
        raise NotAnExport(f"There is no {LABELS} in this folder.", hint="Columns: path, box, identity, age.")
    found: dict[str, list[Label]] = {}
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), start=2):
            try:
                labels = found.setdefault(row["path"], [])
                if row["box"].strip():
                    labels.append(_label(row))
            except (KeyError, ValueError, AttributeError, TypeError) as problem:
                raise UnreadablePath(
                    f"Row {number} of {LABELS} cannot be read.",
                    hint='A row is path, "left top right bottom", identity, age.',
                ) from problem
    if len(found) < _FEWEST:
        raise Refused(
            f"{LABELS} names {len(found)} pictures.",
            hint=f"The totals of fewer than {_FEWEST} would tell about single pictures.",
        )
    return [Labelled((folder / path).read_bytes, tuple(labels)) for path, labels in found.items()]


def _label(row: dict[str, str]) -> Label:
    left, top, right, bottom = (float(edge) for edge in row["box"].split())
    if not (left < right and top < bottom):
        raise ValueError(row["box"])
    age = (row.get("age") or "").strip()
    return Label((left, top, right, bottom), (row.get("identity") or "").strip(), float(age) if age else None)


def drawn_people() -> Iterator[Labelled]:
    """Sixteen invented people in three pictures each, six groups, and four pictures of nobody. The same each time."""
    for who, age in enumerate(_AGES):
        for take in range(_TAKES):
            yield _drawn(
                Scene(_PLACES[(who + take) % 4], seed=take, sitters=(_alone(who, age, take),), size=(640, 480))
            )
    for seed in range(6):
        people = tuple(
            (Identity.from_seed(100 + 7 * seed + at), age, Clothing()) for at, age in enumerate(_AGES[seed::6])
        )
        yield _drawn(Scene("garden", seed=seed, sitters=line_up(people, seed), size=(1200, 900)))
    for seed in range(4):
        picture = encode(draw_empty("food", seed, (640, 480)))
        yield Labelled(picture.__bytes__, ())


def _alone(who: int, age: float, take: int) -> Sitter:
    chance = np.random.default_rng([who, take])
    pose = Pose(float(chance.normal(0, 12)), float(chance.normal(0, 5)), float(chance.normal(0, 5)))
    mood = Expression(smile=float(chance.uniform(0.2, 1)))
    return Sitter(Identity.from_seed(who), age, pose, mood, size=0.5, place=(0.5, 0.45))


def _drawn(scene: Scene) -> Labelled:
    wide, high = scene.size
    labels = []
    for number, box in face_boxes(scene):
        sitter = scene.sitters[number]
        edges = (box.left * wide, box.top * high, box.right * wide, box.bottom * high)
        labels.append(Label(edges, f"drawn {sitter.identity.seed}", sitter.age))
    return Labelled(encode(draw(scene)).__bytes__, tuple(labels))
