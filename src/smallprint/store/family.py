"""The words that must not leak: names, school, club, street."""

from __future__ import annotations

import sqlalchemy as sa

from smallprint.errors import Refused, UnknownName
from smallprint.records.family import Family, FamilyWord, WordKind
from smallprint.store import tables as t
from smallprint.store.database import Database
from smallprint.store.people import people_by_number

LONGEST_WORD = 200


class FamilyWords:
    """The family's words."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def add(self, kind: WordKind, text: str) -> bool:
        """Keep a word; says whether it is new. A birthday is an ISO date."""
        row = {"kind": WordKind(kind).value, "text": _typed(text)}
        with self._main.write(durable=True) as connection:
            if connection.execute(sa.select(t.family_words.c.id).filter_by(**row)).first() is not None:
                return False
            connection.execute(t.family_words.insert().values(**row))
            return True

    def remove(self, kind: WordKind, text: str) -> None:
        """Forget a word; UnknownName when it was not kept."""
        row = t.family_words.delete().where(
            t.family_words.c.kind == WordKind(kind).value, t.family_words.c.text == _typed(text)
        )
        with self._main.write(durable=True) as connection:
            if connection.execute(row).rowcount == 0:
                raise UnknownName("There is no such word.", hint="See them all: smallprint family")

    def words(self) -> list[FamilyWord]:
        """Every word, in the order they were told."""
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.family_words).order_by(t.family_words.c.id))
            return [FamilyWord(WordKind(row.kind), row.text) for row in rows]

    def family(self) -> Family:
        """All that ranking knows of the family."""
        words = self.words()
        with self._main.read() as connection:
            people = people_by_number(connection)
        return Family(tuple(words), tuple(people[number] for number in sorted(people)))


def _typed(text: str) -> str:
    typed = " ".join(text.split())
    if not typed or len(typed) > LONGEST_WORD:
        raise Refused("A family word needs some letters.", hint="One word or name at a time.")
    return typed
