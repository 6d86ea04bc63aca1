"""The family: who is who, and the words that must not leak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_CHILDREN = 12  # enrolled per family home (security.md section 3)
MOST_ADULTS = 24


class Verdict(StrEnum):
    """Child, adult, or not told. UNSURE counts as a child everywhere."""

    CHILD = "child"
    ADULT = "adult"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Person:
    """One person that faces were grouped into."""

    id: str
    name: str | None
    verdict: Verdict
    said: bool  # a human said so; False: only apparent age
    born: date | None
    faces: int
    pictures: int
    enrolled: bool = False
    not_a_face: bool = False  # a statue, a drawing, a false find: makes no finding
    hidden: bool = False  # never show this stranger again in this review


class WordKind(StrEnum):
    """What sort of word must not leak."""

    NAME = "name"
    SURNAME = "surname"
    SCHOOL = "school"
    CLUB = "club"
    BIRTHDAY = "birthday"
    STREET = "street"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class FamilyWord:
    """One word or date that gives a child away."""

    kind: WordKind
    text: str  # a birthday is an ISO date


@dataclass(frozen=True, slots=True)
class Family:
    """All that ranking knows of the family."""

    words: tuple[FamilyWord, ...] = ()
    people: tuple[Person, ...] = ()
