"""The answers of the guided sample: did a picture that was said to show no child show one after all?"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from smallprint.store import tables as t
from smallprint.store.columns import now, pairs
from smallprint.store.database import Database, pieces


class Sample:
    """What the person saw. An answer goes with its picture when that is forgotten or dropped."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def answers(self) -> dict[str, bool]:
        """Whether it shows a child, by sha256."""
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.sample_answers.c.sha256, t.sample_answers.c.shows_child))
            return pairs(rows)

    def keep(self, answers: Mapping[str, bool]) -> None:
        """Keep answers; a later one on the same picture counts. They stay when looking again finds other faces."""
        rows = [{"sha256": sha256, "shows_child": shown, "at": now()} for sha256, shown in answers.items()]
        if not rows:
            return
        with self._main.write(durable=True) as connection:
            for some in pieces(list(answers)):
                connection.execute(t.sample_answers.delete().where(t.sample_answers.c.sha256.in_(some)))
            connection.execute(t.sample_answers.insert(), rows)

    def without_pixels(self) -> frozenset[str]:
        """The sha256 of pictures that could not be decoded: nobody said that they show no child."""
        with self._main.read() as connection:
            return frozenset(connection.execute(sa.select(t.looks.c.sha256).where(t.looks.c.alike == b"")).scalars())
