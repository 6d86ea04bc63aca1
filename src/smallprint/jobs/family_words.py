"""The words that must not leak: checked here, kept in the home."""

from __future__ import annotations

from datetime import date

from smallprint.errors import Refused, UnknownName
from smallprint.records.family import FamilyWord, WordKind
from smallprint.store import Home

LONGEST = 200  # letters; the longest street or school name that is still one


def word_of(kind: WordKind, text: str) -> FamilyWord:
    """The word as it is kept: spaces folded, a birthday as an ISO date. Raises Refused where it cannot be one."""
    folded = " ".join(text.split())
    if not folded or len(folded) > LONGEST:
        raise Refused("That is empty or too long for one word.", hint="One name, school or street at a time.")
    if kind is WordKind.BIRTHDAY:
        try:
            folded = date.fromisoformat(folded).isoformat()
        except ValueError as problem:
            raise Refused("A birthday needs year, month and day.", hint="Write it as 2019-05-04.") from problem
    return FamilyWord(kind, folded)


def add_word(home: Home, kind: WordKind, text: str) -> FamilyWord:
    """Keep one word. The same word twice is one word."""
    word = word_of(kind, text)
    home.family.add(word.kind, word.text)
    return word


def remove_word(home: Home, kind: WordKind, text: str) -> None:
    """Drop one word. Raises UnknownName where it is not kept."""
    word = word_of(kind, text)
    if word not in home.family.words():
        raise UnknownName("This word is not kept.", hint="See the list: smallprint family list")
    home.family.remove(word.kind, word.text)
