"""Who stays visible in a copy, by face match with the enrolled people of the open home.

Loose files may only be copied with every face covered, or all but the enrolled people (security.md section 3).
Wherever it is not certain who a face is, it is covered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from smallprint.errors import Refused, UnknownName
from smallprint.faces.group import KnownPerson, face_table, group
from smallprint.jobs.face_verdict import face_verdict
from smallprint.jobs.group_people import Frames, days_of_confirmed, known_people
from smallprint.jobs.progress import Progress
from smallprint.records.family import Person, Verdict
from smallprint.records.seen import Face
from smallprint.share.safe_copy import Keep
from smallprint.store import Home

FOR_ANYTHING = ("all", "others")
_THIS_PICTURE = -1  # a number that no picture of the home has


def check_cover(cover: str, *, of_finding: bool, one_picture: bool) -> None:
    """Refused where such a cover is not made: choosing by child or name takes one picture at a time."""
    if cover not in FOR_ANYTHING and not (of_finding or one_picture):
        raise Refused(
            "In a batch of files smallprint covers every face, or everybody but your own family.",
            hint="Say --cover all or --cover others; or name one picture, or one finding with --finding ID.",
        )


def who_stays(home: Home, cover: str, progress: Progress) -> Keep:
    """The choice of faces for `others`, `children`, or names with commas between. Raises UnknownName, Refused."""
    progress.stage("people")
    enrolled = {person.id: person for person in home.people.all() if person.enrolled}
    if not enrolled:
        raise Refused(
            "Nobody is enrolled in this home yet, so nobody could stay visible.",
            hint="Name your people first (smallprint people), or take --cover all.",
        )
    known = known_people(home, days_of_confirmed(home), Frames())
    staying, grown_ups = _staying(enrolled, cover), cover == "children"

    def keep(faces: Sequence[Face]) -> Collection[int]:
        labels = _labels(faces, known)
        return [
            place
            for place, (face, label) in enumerate(zip(faces, labels, strict=True))
            if label in staying or (grown_ups and label is None and _is_surely_grown_up(face))
        ]

    return keep


def _staying(enrolled: Mapping[str, Person], cover: str) -> set[str]:
    """Ids of the enrolled people who are not to be covered."""
    if cover == "others":
        return set(enrolled)
    if cover == "children":
        return {who for who, person in enrolled.items() if person.said and person.verdict is Verdict.ADULT}
    chosen = {" ".join(name.split()).casefold() for name in cover.split(",")} - {""}
    names = {who: (person.name or "").casefold() for who, person in enrolled.items()}
    for name in sorted(chosen - set(names.values())):
        raise UnknownName(f"Nobody here is called {name}.", hint="The names you gave: smallprint people")
    return {who for who, name in names.items() if name not in chosen}


def _labels(faces: Sequence[Face], known: Sequence[KnownPerson]) -> list[str | None]:
    """Who each face is. All people are compared with, so that no stranger passes for the nearest of the family."""
    if not faces:
        return []
    table = face_table((number, _THIS_PICTURE, face, None) for number, face in enumerate(faces))
    return [label if isinstance(label, str) else None for label in group(table, known)]


def _is_surely_grown_up(face: Face) -> bool:
    return not face.perhaps and face.descriptor is not None and face_verdict(face) is Verdict.ADULT
