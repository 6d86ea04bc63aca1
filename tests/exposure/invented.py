"""The invented Marrow family, and items of theirs. No real person is here."""

from __future__ import annotations

from datetime import UTC, date, datetime

from smallprint.exposure.accounts import AccountState
from smallprint.records.family import Family, FamilyWord, Person, Verdict, WordKind
from smallprint.records.findings import Finding
from smallprint.records.items import Audience, Item, Kind, PictureRef, Point
from smallprint.records.seen import Box, Details
from smallprint.records.seen_items import SeenFace, SeenItem, SeenPicture

BOX = Box(0.4, 0.2, 0.6, 0.5)
ADA = Person("p1", "Ada", Verdict.CHILD, True, None, 9, 9, enrolled=True)
BEN = Person("p2", "Ben", Verdict.CHILD, True, None, 5, 5, enrolled=True)
CLEO = Person("p3", "Cleo", Verdict.ADULT, True, None, 8, 8, enrolled=True)
A_FRIEND = Person("p4", None, Verdict.CHILD, True, None, 1, 1)
A_STATUE = Person("p5", None, Verdict.UNSURE, True, None, 1, 1, not_a_face=True)
MARROWS = Family(
    words=(
        FamilyWord(WordKind.NAME, "Ada"),
        FamilyWord(WordKind.NAME, "Ben"),
        FamilyWord(WordKind.SURNAME, "Marrow"),
        FamilyWord(WordKind.SCHOOL, "Oakfield Primary School"),
        FamilyWord(WordKind.CLUB, "Harling Swimming Club"),
        FamilyWord(WordKind.BIRTHDAY, "2019-05-12"),
        FamilyWord(WordKind.STREET, "12 Larch Lane"),
        FamilyWord(WordKind.AREA, "West Harling"),
    ),
    people=(ADA, BEN, CLEO),
)
ACCOUNT = AccountState(
    "instagram", "cleo.marrow", private=False, followers=412, exported_at=datetime(2026, 11, 1, tzinfo=UTC)
)
THEN = datetime(2024, 3, 2, 10, 0, tzinfo=UTC)
A_PLACE = Point(52.45, 0.95)
BORN = date(2019, 5, 12)


def face(person: Person | None = ADA, *, perhaps: bool = False, pixels: float = 60, young: bool = True) -> SeenFace:
    verdict = person.verdict if person is not None else (Verdict.UNSURE if young else Verdict.ADULT)
    return SeenFace(person, verdict, perhaps, pixels, BOX)


def seen(
    words: str = "",
    *faces: SeenFace,
    audience: Audience = Audience.PUBLIC,
    kind: Kind = Kind.POST,
    looked: bool = True,
    text: tuple[str, ...] = (),
    details: Details | None = None,
    member: str = "media/posts/202403/1_n_18000000000000001.jpg",
    when: datetime | None = THEN,
    network: str = "instagram",
    places: tuple[str, ...] = (),
    point: Point | None = None,
    people: tuple[str, ...] = (),
    albums: tuple[str, ...] = (),
    key: str = "18000000000000001",
) -> SeenItem:
    ref = PictureRef(member)
    item = Item(
        network, kind, key, when, words, audience, pictures=(ref,), places=places, point=point, people=people,
        albums=albums,
    )  # fmt: skip
    return SeenItem(item, "cleo.marrow", 1, (SeenPicture(ref, 7, "aa", details, faces, looked, text),))


def finding(
    name: str,
    score: int = 2000,
    *,
    kind: Kind = Kind.POST,
    audience: Audience = Audience.PUBLIC,
    when: datetime | None = THEN,
    network: str = "instagram",
    account: str = "cleo.marrow",
    link: str | None = None,
) -> Finding:
    return Finding(name, network, account, kind, when, "", audience, "", None, (), 1, (), score, (), (), link)
