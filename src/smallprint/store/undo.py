"""The list of what a person did in a review, each with what was there before. Lines are added, never edited away;
taking one back marks it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from smallprint.store import tables as t
from smallprint.store.columns import now


@dataclass(frozen=True, slots=True)
class Changed:
    """What stood before a change: old columns of people, old owners of faces, pairs that were added or removed."""

    people: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    faces: list[tuple[int, int | None]] = field(default_factory=list)
    pairs_added: list[list[int]] = field(default_factory=list)
    pairs_removed: list[list[int]] = field(default_factory=list)


def note(connection: sa.Connection, what: str, changed: Changed) -> None:
    """Add one line to the list."""
    people = [[number, _plain(old)] for number, old in changed.people]
    inverse = {
        "people": people,
        "faces": [list(pair) for pair in changed.faces],
        "pairs_added": changed.pairs_added,
        "pairs_removed": changed.pairs_removed,
    }
    connection.execute(t.changes.insert().values(at=now(), what=what, inverse=inverse, undone=False))


def take_back_last(connection: sa.Connection) -> str | None:
    """Put back what stood before the last line that was not taken back."""
    open_lines = sa.select(t.changes).where(t.changes.c.undone.is_(False)).order_by(t.changes.c.id.desc()).limit(1)
    line = connection.execute(open_lines).mappings().first()
    if line is None:
        return None
    inverse = line["inverse"]
    for number, old in inverse["people"]:
        connection.execute(t.people.update().where(t.people.c.id == number).values(**_rich(old)))
    # People and faces may have gone since (an export was forgotten): what is no longer there is left out.
    there = set(connection.execute(sa.select(t.people.c.id)).scalars())
    for face, owner in inverse["faces"]:
        back = owner if owner in there else None
        connection.execute(t.faces.update().where(t.faces.c.id == face).values(person_id=back))
    for one, other in inverse["pairs_added"]:
        connection.execute(t.not_same.delete().where(t.not_same.c.one == one, t.not_same.c.other == other))
    for one, other in inverse["pairs_removed"]:
        if one in there and other in there:
            connection.execute(t.not_same.insert().values(one=one, other=other))
    connection.execute(t.changes.update().where(t.changes.c.id == line["id"]).values(undone=True))
    return str(line["what"])


def _plain(old: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in old.items()}


def _rich(old: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name == "born" and value else value for name, value in old.items()}
