"""An item together with what was seen in its pictures: all that ranking may know of it."""

from __future__ import annotations

from dataclasses import dataclass

from smallprint.records.family import Person, Verdict
from smallprint.records.items import Item, PictureRef
from smallprint.records.seen import Box, Details


@dataclass(frozen=True, slots=True)
class SeenFace:
    """One face in one picture. It carries no age: `verdict` has been read from the person or from the look."""

    person: Person | None  # None: this face was not grouped with anybody
    verdict: Verdict  # of the person, where a human said so; else of the look. UNSURE counts as a child
    perhaps: bool  # so weak a find that alone it makes no finding
    pixels: float  # shorter side of the box, in pixels of the 1280-wide input
    box: Box

    @property
    def counts_as_child(self) -> bool:
        """Anybody who is not known to be an adult, except what a person said is no face at all."""
        return self.verdict is not Verdict.ADULT and not (self.person is not None and self.person.not_a_face)


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """One picture of an item, by the home's own number."""

    ref: PictureRef
    id: int  # the home's own number
    sha256: str  # "" when no bytes were read
    details: Details | None  # None until looked at
    faces: tuple[SeenFace, ...]
    looked: bool  # a look was taken, also one that ended in a trouble
    text: tuple[str, ...] = ()  # lines read in the picture


@dataclass(frozen=True, slots=True)
class SeenItem:
    """One item with its pictures, in the item's order."""

    item: Item
    account: str
    export: int  # the home's own number
    pictures: tuple[SeenPicture, ...]
