"""What is a finding, and how it ranks: how far it reaches, times how well it identifies the child.

Every point has its reason in plain words. Nothing about bodies or clothing is known here, and nothing about them
could be: the records do not carry it. The whole rule, with a worked example, is docs/how-it-works/rank.md.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from smallprint.exposure.accounts import AccountState
from smallprint.exposure.clues import child_faces, clues_of, shows_a_child
from smallprint.exposure.reach import Reach, reach
from smallprint.exposure.words import KnownWords
from smallprint.records.family import Family, Verdict
from smallprint.records.findings import Clue, ClueKind, Finding, Reason, ShownPicture
from smallprint.records.seen_items import SeenFace, SeenItem

POINTS = {
    ClueKind.FACE: 20,
    ClueKind.NAME: 20,
    ClueKind.SURNAME: 15,
    ClueKind.SCHOOL: 25,
    ClueKind.CLUB: 15,
    ClueKind.BIRTHDAY: 15,
    ClueKind.STREET: 25,
    ClueKind.AREA: 10,
    ClueKind.EXACT_PLACE: 20,
    ClueKind.PLACE_TAG: 10,
    ClueKind.PEOPLE_TAG: 5,
    ClueKind.TEXT_IN_PICTURE: 5,
    ClueKind.FILE_NAME: 5,
}
CLEAR_FACE, CLEAR_FROM = 5, 80.0  # points; pixels of the shorter side, in the 1280-wide input
ANOTHER_CHILD, MOST_OTHERS = 5, 3  # points for each child after the first; so many are counted
SAID_NO = 50
# Face, name and place in one post is what strangers need. It outweighs all that a post without one of the three can
# collect (175 points; 225 where the child said no), so such a post leads its audience. Save the Children's triangle.
TRIANGLE = 200

WHO = frozenset({ClueKind.NAME, ClueKind.SURNAME})
WHERE = frozenset(
    {
        ClueKind.SCHOOL,
        ClueKind.CLUB,
        ClueKind.STREET,
        ClueKind.AREA,
        ClueKind.EXACT_PLACE,
        ClueKind.PLACE_TAG,
    }
)
_SAYS = {
    ClueKind.FACE: "a child's face",
    ClueKind.NAME: "a child's name",
    ClueKind.SURNAME: "the family's surname",
    ClueKind.SCHOOL: "the school",
    ClueKind.CLUB: "the club",
    ClueKind.BIRTHDAY: "a birthday",
    ClueKind.STREET: "the street",
    ClueKind.AREA: "the area you live in",
    ClueKind.EXACT_PLACE: "the exact place",
    ClueKind.PLACE_TAG: "a named place",
    ClueKind.PEOPLE_TAG: "people's accounts",
    ClueKind.TEXT_IN_PICTURE: "something to read that tells more",
    ClueKind.FILE_NAME: "one of your family's words",
}
_IN = {
    "words": "The words give",
    "place": "The place given with it tells",
    "tag": "A tag gives",
    "album": "An album's name gives",
    "file": "The file itself carries",
    "picture": "The picture shows",
    "file name": "A file's name gives",
}


def rank(
    seen: SeenItem,
    family: Family | KnownWords,
    account: AccountState,
    steps: Sequence[str] = (),
    *,
    said_no: bool = False,
) -> Finding | None:
    """Give the finding that an item is, or None where no looked-at picture shows a child.

    `said_no`: the child asked not to be shown here.
    """
    faces = child_faces(seen)
    if not faces:
        return None
    item = seen.item
    clues = clues_of(seen, family)
    reaches = reach(item.network, item.kind, item.audience, item.when, account)
    reasons = _reasons(clues, faces, reaches, said_no)
    return Finding(
        id=finding_id(item.network, seen.account, item.key),
        network=item.network,
        account=seen.account,
        kind=item.kind,
        when=item.when,
        words=item.words,
        audience=item.audience,
        audience_why=item.audience_why,
        audience_then=item.audience_then,
        children=_names(faces),
        unnamed_faces=_how_many_unnamed(faces),
        clues=clues,
        score=sum(reason.points for reason in reasons),
        reasons=reasons,
        pictures=_pictures(seen),
        link=item.link,
        steps=tuple(steps),
        key=item.key,
        export=seen.export,
    )


def finding_id(network: str, account: str, key: str) -> str:
    """Name a finding by what it is about: the same item of a later export keeps its id. 12 letters, 60 bits."""
    digest = hashlib.sha256("\0".join((network, account, key)).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest)[:12].decode().lower()


def identifies(clues: Sequence[Clue], faces: Sequence[SeenFace], said_no: bool = False) -> list[Reason]:
    """Give the points for how well a child can be known here, whoever can see it. Each kind of clue counts once."""
    reasons = [Reason(POINTS[clue.kind], _sentence(clue)) for clue in _first_of_each_kind(clues)]
    if any(face.pixels >= CLEAR_FROM for face in faces):
        reasons.append(Reason(CLEAR_FACE, "The face is large and clear."))
    others = min(_how_many(faces) - 1, MOST_OTHERS)
    if others > 0:
        reasons.append(Reason(others * ANOTHER_CHILD, "It shows more than one child."))
    kinds = {clue.kind for clue in clues}
    if ClueKind.FACE in kinds and kinds & WHO and kinds & WHERE:
        reasons.append(Reason(TRIANGLE, "Face, name and place stand together: a stranger needs no more."))
    if said_no:
        reasons.append(Reason(SAID_NO, "Your child said no to this one."))
    return reasons


def other_families(seen: SeenItem) -> bool:
    """Say whether a person has told us that a child in it is not one of this family's children."""
    return any(
        face.person is not None
        and face.person.said
        and face.person.verdict is Verdict.CHILD
        and not face.person.enrolled
        for face in child_faces(seen)
    )


def _reasons(clues: Sequence[Clue], faces: Sequence[SeenFace], reaches: Reach, said_no: bool) -> tuple[Reason, ...]:
    """Add up to (identifying points) x (weight of the audience); the audience carries the product's rest."""
    reasons = identifies(clues, faces, said_no)
    points = sum(reason.points for reason in reasons)
    return (Reason(points * (reaches.weight - 1), reaches.words), *reasons)


def _first_of_each_kind(clues: Sequence[Clue]) -> list[Clue]:
    first: dict[ClueKind, Clue] = {}
    for clue in clues:
        first.setdefault(clue.kind, clue)
    return list(first.values())


def _sentence(clue: Clue) -> str:
    return f"{_IN.get(clue.where, 'It gives')} {_SAYS[clue.kind]}."


def _names(faces: Sequence[SeenFace]) -> tuple[str, ...]:
    named = {face.person.name for face in faces if _is_named(face) and face.person is not None}
    return tuple(sorted(name for name in named if name))


def _is_named(face: SeenFace) -> bool:
    person = face.person
    return person is not None and bool(person.name) and person.enrolled and person.verdict is Verdict.CHILD


def _how_many(faces: Sequence[SeenFace]) -> int:
    """Count children: a person met twice is one, a face that belongs to nobody yet is one each time."""
    people = {face.person.id for face in faces if face.person is not None}
    return len(people) + sum(1 for face in faces if face.person is None)


def _how_many_unnamed(faces: Sequence[SeenFace]) -> int:
    return _how_many([face for face in faces if not _is_named(face)])


def _pictures(seen: SeenItem) -> tuple[ShownPicture, ...]:
    """Give the pictures of the item that show a child; the others of a carousel are not listed."""
    return tuple(
        ShownPicture(picture.id, picture.ref.member, picture.sha256, picture.ref.video, picture.ref.missing)
        for picture in seen.pictures
        if picture.looked and any(shows_a_child(face) for face in picture.faces)
    )
