"""People: faces grouped into persons, and what a person said of them.

Ids are "p1", "p2", … and are never given twice. A merged person's id goes on working: it leads to the survivor.
Everything said in a review can be taken back in turn, except forgetting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from smallprint.errors import Refused, UnknownName
from smallprint.records.family import MOST_ADULTS, MOST_CHILDREN, Person, Verdict
from smallprint.store import tables as t
from smallprint.store.columns import Row, pairs
from smallprint.store.database import Database, pieces, set_sweep_due
from smallprint.store.finding_names import forget_name
from smallprint.store.forgetting import sweep_cache
from smallprint.store.undo import Changed, note, take_back_last

LONGEST_NAME = 200


class People:
    """The people of this home."""

    def __init__(self, main: Database, cache: Database) -> None:
        self._main, self._cache = main, cache

    def all(self) -> list[Person]:
        """Everybody who was not merged into somebody else: enrolled people first, then by how many pictures."""
        with self._main.read() as connection:
            found = _people(connection, sa.true())
        return sorted(found, key=lambda one: (not one.enrolled, -one.pictures, int(one.id[1:])))

    def get(self, person: str) -> Person:
        """Give one person; a merged id gives the survivor. UnknownName when there is none."""
        with self._main.read() as connection:
            found = _people(connection, t.people.c.id == _find(connection, person))
        if not found:
            raise UnknownName(f"There is no person {person!r}.")
        return found[0]

    def add(self, face_ids: Iterable[int], verdict: Verdict = Verdict.UNSURE) -> str:
        """Make a person of faces that were grouped; `verdict` is a guess by apparent age until somebody says."""
        with self._main.write() as connection:
            number = _new(connection, verdict)
            _give_faces(connection, [(face, number) for face in face_ids])
        return f"p{number}"

    def assign(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Put faces (by number) to people: the result of grouping. Not part of what can be taken back."""
        with self._main.write() as connection:
            given = list(pairs)
            number = {person: _find(connection, person) for _, person in given}
            _give_faces(connection, [(face, number[person]) for face, person in given])

    def guess(self, person: str, verdict: Verdict) -> None:
        """Keep a verdict by apparent age alone; a human's word is never changed by it."""
        with self._main.write() as connection:
            number = _find(connection, person)
            guessed = (t.people.c.id == number) & t.people.c.said.is_(False)
            connection.execute(t.people.update().where(guessed).values(verdict=verdict.value))

    def name(self, person: str, name: str, verdict: Verdict, born: date | None = None) -> Person:
        """Name and enrol a person; Refused when the home already knows as many as it may."""
        typed = " ".join(name.split())
        if not typed or len(typed) > LONGEST_NAME:
            raise Refused("A person needs a name of some letters.", hint="A first name is enough.")
        with self._main.write(durable=True) as connection:
            number = _find(connection, person)
            _check_room(connection, number, verdict)
            told = {"name": typed, "verdict": verdict.value, "said": True, "born": born, "enrolled": True}
            _change(connection, "name", number, {**told, "not_a_face": False})
        return self.get(person)

    def verdict(self, person: str, verdict: Verdict) -> Person:
        """Say whether somebody is a child or an adult, without a name. It enrols nobody."""
        with self._main.write(durable=True) as connection:
            number = _find(connection, person)
            if _row(connection, number)["enrolled"]:
                _check_room(connection, number, verdict)
            _change(connection, "verdict", number, {"verdict": verdict.value, "said": True, "not_a_face": False})
        return self.get(person)

    def not_a_face(self, person: str) -> None:
        """Say that this is a statue, a drawing or nothing: it makes no finding."""
        with self._main.write(durable=True) as connection:
            number = _find(connection, person)
            _change(connection, "not_a_face", number, {"not_a_face": True, "enrolled": False, "name": None})

    def hide(self, person: str) -> None:
        """Never show this stranger again in this review."""
        with self._main.write(durable=True) as connection:
            _change(connection, "hide", _find(connection, person), {"hidden": True})

    def same(self, one: str, other: str) -> str:
        """Say that two are the same person; gives the survivor: the named one, else the older."""
        with self._main.write(durable=True) as connection:
            first, second = sorted((_find(connection, one), _find(connection, other)))
            if first == second:
                return f"p{first}"
            survivor, lost = _row(connection, first), _row(connection, second)
            if lost["enrolled"] and not survivor["enrolled"]:
                survivor, lost = lost, survivor
            _merge(connection, survivor, lost)
            return f"p{survivor['id']}"

    def not_same(self, one: str, other: str) -> None:
        """Say that two are not the same person, so that grouping never joins them; Refused for one and the same."""
        with self._main.write(durable=True) as connection:
            pair = sorted((_find(connection, one), _find(connection, other)))
            if pair[0] == pair[1]:
                raise Refused("These are already one person.", hint="Take some faces out: split.")
            if _part(connection, pair):
                note(connection, "not_same", Changed(pairs_added=[pair]))

    def kept_apart(self) -> frozenset[tuple[str, str]]:
        """Pairs that a human said are not the same person."""
        with self._main.read() as connection:
            return frozenset((f"p{one}", f"p{other}") for one, other in connection.execute(sa.select(t.not_same)))

    def split(self, face_ids: Sequence[int]) -> str:
        """Take faces out of their person into a new one, and keep the two apart."""
        with self._main.write(durable=True) as connection:
            before = _owners(connection, face_ids)
            if len(before) != len(set(face_ids)) or not before:
                raise UnknownName("There is no such face.")
            number = _new(connection, Verdict.UNSURE)
            parted = [
                sorted((owner, number)) for owner in sorted({who for who in before.values() if who is not None})
            ]
            for pair in parted:
                _part(connection, pair)
            _give_faces(connection, [(face, number) for face in before])
            note(connection, "split", Changed(faces=list(before.items()), pairs_added=parted))
        return f"p{number}"

    def forget(self, person: str) -> None:
        """Forget name, verdict, birth date and descriptors; the faces stay as boxes that belong to nobody.

        Cannot be taken back: the list of changes, which may hold the name, is emptied too.
        """
        with self._main.write(durable=True) as connection:
            number = _find(connection, person)
            every = [number, *_merged_into(connection, number)]
            for row in connection.execute(sa.select(t.people.c.name).where(t.people.c.id.in_(every))):
                if row.name is not None:
                    forget_name(connection, row.name)
            of_them = t.faces.c.person_id.in_(every)
            connection.execute(t.faces.update().where(of_them).values(person_id=None, described=False, closed=True))
            connection.execute(t.people.delete().where(t.people.c.id.in_(every)))
            connection.execute(t.changes.delete())
            set_sweep_due(connection, True)
        sweep_cache(self._main, self._cache)

    def undo(self) -> str | None:
        """Take back the last change that was not taken back yet; gives what it was, or None."""
        with self._main.write(durable=True) as connection:
            return take_back_last(connection)

    def close_review(self) -> int:
        """Drop the descriptors of everybody who is not enrolled; gives how many faces that were.

        Verdicts stay, by picture hash and box. The dropped descriptors are not made again by another look.
        """
        with self._main.write(durable=True) as connection:
            enrolled = sa.select(t.people.c.id).where(t.people.c.enrolled)
            others = t.faces.c.person_id.is_(None) | t.faces.c.person_id.not_in(enrolled)
            closed = t.faces.update().where(others, t.faces.c.closed.is_(False))
            set_sweep_due(connection, True)
            count = connection.execute(closed.values(closed=True, described=False)).rowcount
        sweep_cache(self._main, self._cache)
        return int(count)


def people_by_number(connection: sa.Connection) -> dict[int, Person]:
    """Everybody, by the number that faces carry; a merged number gives the survivor."""
    return {int(one.id[1:]): one for one in _people(connection, sa.true())}


def _people(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Person]:
    faces = (
        sa.select(
            t.faces.c.person_id,
            sa.func.count().label("faces"),
            sa.func.count(sa.distinct(t.faces.c.sha256)).label("pictures"),
        )
        .where(t.faces.c.person_id.is_not(None))
        .group_by(t.faces.c.person_id)
        .subquery()
    )
    query = (
        sa.select(t.people, faces.c.faces, faces.c.pictures)
        .outerjoin(faces, faces.c.person_id == t.people.c.id)
        .where(t.people.c.merged_into.is_(None), which)
        .where(t.people.c.enrolled | faces.c.faces.is_not(None))  # nobody is shown without a face, but for the family
    )
    return [_record(row) for row in connection.execute(query).mappings()]


def _record(row: Row) -> Person:
    return Person(
        id=f"p{row['id']}",
        name=row["name"],
        verdict=Verdict(row["verdict"]),
        said=row["said"],
        born=row["born"],
        faces=row["faces"] or 0,
        pictures=row["pictures"] or 0,
        enrolled=row["enrolled"],
        not_a_face=row["not_a_face"],
        hidden=row["hidden"],
    )


def _find(connection: sa.Connection, person: str) -> int:
    """The number of a person, through any merges."""
    if person[:1] == "p" and person[1:].isascii() and person[1:].isdecimal() and len(person) < 18:
        number: int | None = int(person[1:])
        while number is not None:
            row = connection.execute(sa.select(t.people.c.merged_into).where(t.people.c.id == number)).first()
            if row is None:
                break
            if row.merged_into is None:
                return number
            number = row.merged_into
    raise UnknownName(f"There is no person {person!r}.")


def _row(connection: sa.Connection, number: int) -> Row:
    return connection.execute(sa.select(t.people).where(t.people.c.id == number)).mappings().one()


def _new(connection: sa.Connection, verdict: Verdict) -> int:
    values = {"verdict": verdict.value, "said": False, "enrolled": False, "not_a_face": False, "hidden": False}
    number = connection.execute(t.people.insert().values(**values)).inserted_primary_key
    assert number is not None
    return int(number[0])


def _give_faces(connection: sa.Connection, pairs: list[tuple[int, int | None]] | list[tuple[int, int]]) -> None:
    if pairs:
        rows = [{"face": face, "owner": owner} for face, owner in pairs]
        mine = t.faces.update().where(t.faces.c.id == sa.bindparam("face")).values(person_id=sa.bindparam("owner"))
        connection.execute(mine, rows)


def _owners(connection: sa.Connection, face_ids: Sequence[int]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for some in pieces(face_ids):
        rows = connection.execute(sa.select(t.faces.c.id, t.faces.c.person_id).where(t.faces.c.id.in_(some)))
        found.update(pairs(rows))
    return found


def _check_room(connection: sa.Connection, number: int, verdict: Verdict) -> None:
    """UNSURE counts as a child here too."""
    others = [t.people.c.enrolled, t.people.c.merged_into.is_(None), t.people.c.id != number]
    adult = verdict is Verdict.ADULT
    kind = t.people.c.verdict == Verdict.ADULT if adult else t.people.c.verdict != Verdict.ADULT
    count = connection.execute(sa.select(sa.func.count()).select_from(t.people).where(*others, kind)).scalar_one()
    if adult and count >= MOST_ADULTS:
        raise Refused(
            f"A family home knows at most {MOST_ADULTS} adults by name.",
            hint="Forget somebody first: smallprint people forget ID. Anybody can still be called an adult.",
        )
    if not adult and count >= MOST_CHILDREN:
        raise Refused(
            f"A family home knows at most {MOST_CHILDREN} children by name.",
            hint="Forget somebody first: smallprint people forget ID. Unnamed children are found all the same.",
        )


def _change(connection: sa.Connection, what: str, number: int, values: dict[str, Any]) -> None:
    before = _row(connection, number)
    old = {name: before[name] for name in values}
    connection.execute(t.people.update().where(t.people.c.id == number).values(**values))
    note(connection, what, Changed(people=[(number, old)]))


def _part(connection: sa.Connection, pair: list[int]) -> bool:
    values = {"one": pair[0], "other": pair[1]}
    if connection.execute(sa.select(t.not_same).filter_by(**values)).first() is not None:
        return False
    connection.execute(t.not_same.insert().values(**values))
    return True


def _merge(connection: sa.Connection, survivor: Row, lost: Row) -> None:
    pair = sorted((survivor["id"], lost["id"]))
    here = (t.not_same.c.one == pair[0]) & (t.not_same.c.other == pair[1])
    parted = connection.execute(t.not_same.delete().where(here)).rowcount
    of_lost = t.faces.c.person_id == lost["id"]
    moved = list(connection.execute(sa.select(t.faces.c.id).where(of_lost)).scalars())
    connection.execute(t.faces.update().where(of_lost).values(person_id=survivor["id"]))
    old = [(lost["id"], {"merged_into": None, "enrolled": lost["enrolled"]})]
    connection.execute(
        t.people.update().where(t.people.c.id == lost["id"]).values(merged_into=survivor["id"], enrolled=False)
    )
    if lost["said"] and not survivor["said"]:
        kept = {"verdict": survivor["verdict"], "said": False}
        old.append((survivor["id"], kept))
        said = {"verdict": lost["verdict"], "said": True}
        connection.execute(t.people.update().where(t.people.c.id == survivor["id"]).values(**said))
    faces = [(face, lost["id"]) for face in moved]
    note(connection, "same", Changed(people=old, faces=faces, pairs_removed=[pair] if parted else []))


def _merged_into(connection: sa.Connection, number: int) -> list[int]:
    """Everybody who was merged into this person, at any depth."""
    found: list[int] = []
    level = [number]
    while level:
        level = list(connection.execute(sa.select(t.people.c.id).where(t.people.c.merged_into.in_(level))).scalars())
        found += level
    return found
