"""Error rates on labelled pictures: finding, child or adult, same person, grouping; children and adults apart.

    python -m smallprint.bench.quality [FOLDER] [--json]

Without a folder it draws people, which shows that everything runs and says nothing about real children. With one,
see labels.py for its labels.csv. Pictures go the way of every export: decoder box, find_faces, group. Only totals
come out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from smallprint.bench.labels import Label, Labelled, drawn_people, labelled_folder
from smallprint.bench.measures import (
    Numbers,
    area_under_roc,
    b_cubed,
    likeness_of_pairs,
    share_reaching,
    threshold_at,
)
from smallprint.errors import SmallprintError
from smallprint.faces import MODELS, find_faces
from smallprint.faces.age import verdict
from smallprint.faces.group import face_table, group
from smallprint.faces.thresholds import THRESHOLDS
from smallprint.media.box import Box
from smallprint.records.family import Verdict
from smallprint.records.seen import Face

_SAME_PLACE = 0.4  # overlap from which a find is a labelled face
_MOST_FACES = 3000  # compared pair by pair, drawn by chance: 4.5 million pairs
_USUAL = 0.62  # cosine at which two different adults match 1 time in 1000 (face-models, section 5)
_MOST_BABIES_ALIKE = 0.10  # faceres .009-.058; models refused for it .37-.94 (face-models, section 6)
_BANDS = ((0, 3), (3, 8), (8, 13), (13, 16), (16, 18), (18, 21), (21, 25), (25, 30), (30, 40), (40, 60), (60, 200))
_FLAGGED = (0.05, 0.10, 0.20, 0.30)
_FALSE_MATCHES = (1e-3, 1e-2)

Table = dict[str, object]


@dataclass(frozen=True, slots=True)
class Seen:
    """One labelled face and the find on it, None when it was missed."""

    label: Label
    face: Face | None
    picture: int

    @property
    def age(self) -> float:
        return np.nan if self.label.age is None else self.label.age


@dataclass(frozen=True, slots=True)
class Run:
    """What was seen in all the pictures."""

    pictures: int
    unread: int
    finds: int  # all, those that are only perhaps a face too
    false_finds: int  # on no labelled face, and more than perhaps
    seen: tuple[Seen, ...]


def look_at_all(pictures: Iterable[Labelled]) -> Run:
    """Look at every picture; one that cannot be decoded counts with all its faces missed."""
    seen: list[Seen] = []
    count = unread = finds = false_finds = 0
    with Box() as box:
        for count, picture in enumerate(pictures, start=1):
            faces, size = _faces(box, picture)
            unread += size is None
            matched = matches([in_fractions(label, size or (1, 1)) for label in picture.labels], faces)
            finds += len(faces)
            false_finds += sum(1 for face in faces if face not in matched and not face.perhaps)
            seen += [Seen(label, face, count) for label, face in zip(picture.labels, matched, strict=True)]
    return Run(count, unread, finds, false_finds, tuple(seen))


def _faces(box: Box, picture: Labelled) -> tuple[list[Face], tuple[int, int] | None]:
    try:
        content = picture.read()
    except OSError:
        return [], None
    decoded = box.decode(content)
    if decoded.rgb is None:
        return [], None
    return list(find_faces(decoded.rgb)), (decoded.width, decoded.height)


def in_fractions(label: Label, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The label's box as fractions of the picture."""
    left, top, right, bottom = label.box
    return left / size[0], top / size[1], right / size[0], bottom / size[1]


def matches(boxes: Sequence[tuple[float, float, float, float]], faces: Sequence[Face]) -> list[Face | None]:
    """For each true box its find: most overlapping pairs first, each find used once."""
    pairs = sorted(
        ((-_overlap(box, face), at, place) for at, box in enumerate(boxes) for place, face in enumerate(faces)),
    )
    found: dict[int, int] = {}
    for shared, at, place in pairs:
        if -shared >= _SAME_PLACE and at not in found and place not in found.values():
            found[at] = place
    return [faces[found[at]] if at in found else None for at in range(len(boxes))]


def _overlap(box: tuple[float, float, float, float], face: Face) -> float:
    other = (face.box.left, face.box.top, face.box.right, face.box.bottom)
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = [(one[2] - one[0]) * (one[3] - one[1]) for one in (box, other)]
    return wide * high / (sum(areas) - wide * high)


def report(run: Run) -> Table:
    """All tables."""
    return {
        "models": MODELS,
        "pictures": run.pictures,
        "unread": run.unread,
        "detection": detection(run),
        "under_18": under_18(run.seen),
        "same_person": {name: verification(some) for name, some in by_age(run.seen).items()},
        "grouping": grouping(run.seen),
        "different_children_called_one": false_matches(run.seen),
    }


def by_age(seen: Sequence[Seen]) -> dict[str, list[Seen]]:
    """Children and adults apart; faces of no stated age are in neither."""
    return {"children": [one for one in seen if one.age < 18], "adults": [one for one in seen if one.age >= 18]}


def detection(run: Run) -> Table:
    """Recall of labelled faces, and how much else was found. For recall every find counts, the weak ones too."""
    hits = sum(one.face is not None for one in run.seen)
    parts = {name: _share([one.face is not None for one in some]) for name, some in by_age(run.seen).items()}
    sure = hits + run.false_finds
    return {
        "faces": len(run.seen),
        "recall": _share([one.face is not None for one in run.seen]),
        **{f"recall_{name}": share for name, share in parts.items()},
        "recall_by_age": by_band(run.seen, lambda one: one.face is not None),
        "precision": hits / sure if sure else None,
        "false_finds_a_picture": run.false_finds / run.pictures if run.pictures else None,
    }


def under_18(seen: Sequence[Seen]) -> Table:
    """End to end: a face that was not found is a child that was missed."""
    minors = np.array([_youth(one) for one in seen if one.age < 18])
    adults = np.array([_youth(one) for one in seen if one.age >= 18])
    return {
        "minors": len(minors),
        "adults": len(adults),
        "area_under_roc": area_under_roc(minors, adults),
        "recall_at_adults_flagged": {
            f"{share:.2f}": _recall_at(seen, threshold_at(adults, share)) for share in _FLAGGED
        },
        "counted_as_child_by_age": by_band(seen, _counts_as_child),
    }


def _recall_at(seen: Sequence[Seen], threshold: float | None) -> Table | None:
    if threshold is None:
        return None
    minors = [one for one in seen if one.age < 18]
    return {
        "all": share_reaching(np.array([_youth(one) for one in minors]), threshold),
        "by_age": by_band(minors, lambda one: _youth(one) >= threshold),
    }


def _youth(one: Seen) -> float:
    """0 when nothing was found; 1 when it could not be told, which counts as a child."""
    if one.face is None:
        return 0.0
    return 1.0 if one.face.young is None else one.face.young


def _counts_as_child(one: Seen) -> bool:
    face = one.face
    return face is not None and verdict(face.young, face.pixels, face.aligned) is not Verdict.ADULT


def by_band(seen: Sequence[Seen], says: Callable[[Seen], bool]) -> Table:
    """The share of each band of ages of which something is so; bands without faces are left out."""
    table: Table = {}
    for low, high in _BANDS:
        answers = [says(one) for one in seen if low <= one.age < high]
        if answers:
            table[f"{low}-{high - 1}" if high < 200 else f"{low}+"] = {
                "faces": len(answers),
                "share": _share(answers),
            }
    return table


def verification(seen: Sequence[Seen]) -> Table:
    """How many pairs of one person match where so many pairs of two people do."""
    same, different = likeness(seen)
    thresholds = {rate: threshold_at(different, rate) for rate in _FALSE_MATCHES}
    return {
        "pairs_of_one": len(same),
        "pairs_of_two": len(different),
        "true_matches_at": {
            f"{rate:g}": {"cosine": at, "share": share_reaching(same, at)} for rate, at in thresholds.items()
        },
    }


def likeness(seen: Sequence[Seen]) -> tuple[Numbers, Numbers]:
    """Cosines of pairs of one person and of two people, of faces that may be compared."""
    known = [(one.label.identity, one.face.descriptor) for one in seen if one.label.identity and one.face is not None]
    rows = [(identity, vector) for identity, vector in known if vector is not None]
    if len(rows) > _MOST_FACES:
        chosen = np.random.default_rng(1).choice(len(rows), _MOST_FACES, replace=False)
        rows = [rows[place] for place in sorted(chosen)]
    if len(rows) < 2:
        return np.zeros(0), np.zeros(0)
    return likeness_of_pairs(_stacked([vector for _, vector in rows]), [identity for identity, _ in rows])


def _stacked(vectors: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.stack(vectors).astype(np.float32)


def grouping(seen: Sequence[Seen]) -> Table:
    """B-cubed precision, recall and F of the groups a family would be shown; a face in no group is alone."""
    rows = [(one, one.face) for one in seen if one.label.identity and one.face is not None]
    if not rows:
        return {"children": None, "adults": None}
    labels = group(face_table((at, one.picture, face, None) for at, (one, face) in enumerate(rows)))
    given = [f"alone {at}" if label is None else f"group {label}" for at, label in enumerate(labels)]
    true = [one.label.identity for one, _ in rows]
    return {
        "children": _as_fields(b_cubed(true, given, [one.age < 18 for one, _ in rows])),
        "adults": _as_fields(b_cubed(true, given, [one.age >= 18 for one, _ in rows])),
    }


def _as_fields(found: tuple[float, float, float] | None) -> Table | None:
    return None if found is None else dict(zip(("precision", "recall", "f"), found, strict=True))


def false_matches(seen: Sequence[Seen]) -> Table:
    """How often two different children of one age are called the same, at the adults' usual threshold and at ours.

    An embedding that calls more than 1 in 10 pairs of babies the same at the usual threshold is refused, whatever it
    does on adults."""
    table: Table = {"most_allowed_0-2": _MOST_BABIES_ALIKE}
    for low, high in ((0, 3), (3, 8), (8, 13), (13, 18)):
        _, different = likeness([one for one in seen if low <= one.age < high])
        ours = THRESHOLDS.alike_babies if high <= 3 else THRESHOLDS.alike_young
        table[f"{low}-{high - 1}"] = {
            "pairs": len(different),
            "at_usual": share_reaching(different, _USUAL),
            "at_ours": share_reaching(different, ours),
        }
    _, babies = likeness([one for one in seen if one.age < 3])
    rate = share_reaching(babies, _USUAL)
    table["passes"] = None if rate is None else rate <= _MOST_BABIES_ALIKE
    return table


def _share(answers: Sequence[bool]) -> float | None:
    return sum(answers) / len(answers) if answers else None


def lines(table: Table, depth: int = 0) -> Iterable[str]:
    """The tables as indented lines."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield "  " * depth + name
            yield from lines(value, depth + 1)
        else:
            told = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
            yield "  " * depth + f"{name:<{36 - 2 * depth}}{told}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, as words or as one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m smallprint.bench.quality", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true", dest="as_json")
    asked = parser.parse_args(arguments)
    try:
        told = report(look_at_all(labelled_folder(asked.folder) if asked.folder else drawn_people()))
    except SmallprintError as problem:
        sys.stderr.write(f"{problem} {problem.hint}\n")
        return 1
    told["set"] = "folder" if asked.folder else "drawn people: no measure of real ones, who are less alike"
    sys.stdout.write(json.dumps({"version": 1, **told}) + "\n" if asked.as_json else "\n".join(lines(told)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
