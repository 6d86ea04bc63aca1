"""Requests to take a picture down. Histories are only added to; every write waits until the disk has it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from smallprint.errors import HomeBusy, UnknownName
from smallprint.records.takedowns import About, Address, Case, Line
from smallprint.store import tables as t
from smallprint.store.columns import Row
from smallprint.store.database import Database
from smallprint.store.dropping import delete_backups
from smallprint.store.takedown_rows import from_about, from_line, rewrite, to_case


class Takedowns:
    """The cases of this home."""

    def __init__(self, main: Database, folder: Path) -> None:
        self._main, self._folder = main, folder

    def open(self, case: Case) -> str:
        """Keep a new case with its addresses and its first lines; give its id. `case.id` is not read."""
        row = {"holder": case.holder, "route": case.route.value, "about": from_about(case.about), "stopped": False}
        with self._main.write(durable=True) as connection:
            number = connection.execute(t.takedown_cases.insert().values(**row)).inserted_primary_key
            assert number is not None
            _insert_addresses(connection, int(number[0]), case.addresses)
            rewrite(connection, int(number[0]), case.history)
        return str(number[0])

    def all(self) -> list[Case]:
        """Every case, oldest first."""
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.takedown_cases).order_by(t.takedown_cases.c.id)).mappings().all()
            return [_whole(connection, row) for row in rows]

    def get(self, case_id: str) -> Case:
        """One case. Raises UnknownName."""
        with self._main.read() as connection:
            return _whole(connection, _row(connection, case_id))

    def add_line(self, case_id: str, line: Line) -> None:
        """Add the next line. HomeBusy when somebody else added one since the case was read."""
        with self._main.write(durable=True) as connection:
            number = _row(connection, case_id)["id"]
            count = sa.select(sa.func.count()).select_from(t.takedown_history).filter_by(case_id=number)
            if int(connection.execute(count).scalar_one()) + 1 != line.number:
                raise HomeBusy(
                    "This case was changed at the same moment.", hint="Look at it again, and try once more."
                )
            connection.execute(t.takedown_history.insert().values(**from_line(number, line)))

    def add_addresses(self, case_id: str, addresses: Iterable[Address]) -> int:
        """Add addresses that are not there yet; say how many."""
        with self._main.write(durable=True) as connection:
            return _insert_addresses(connection, _row(connection, case_id)["id"], addresses)

    def tell(self, case_id: str, about: About) -> None:
        """Keep what a letter needs to know, in the place of what was told before."""
        with self._main.write(durable=True) as connection:
            number = _row(connection, case_id)["id"]
            connection.execute(t.takedown_cases.update().filter_by(id=number).values(about=from_about(about)))

    def leave_dates_alone(self, case_id: str, dates: Iterable[Line], *, stopped: bool) -> None:
        """Forget a case but for its dates: holder, addresses and words go, from copies inside the home too."""
        with self._main.write(durable=True) as connection:
            number = _row(connection, case_id)["id"]
            connection.execute(t.takedown_addresses.delete().filter_by(case_id=number))
            rewrite(connection, number, dates)
            bare = {"holder": "", "about": {}, "stopped": stopped}
            connection.execute(t.takedown_cases.update().filter_by(id=number).values(**bare))
        delete_backups(self._folder)
        self._main.checkpoint()


def _row(connection: sa.Connection, case_id: str) -> Row:
    query = sa.select(t.takedown_cases).filter_by(id=int(case_id) if case_id.isdecimal() else -1)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownName(f"There is no case “{case_id}”.", hint="See them all: smallprint takedown list")
    return row


def _whole(connection: sa.Connection, row: Row) -> Case:
    number = row["id"]
    addresses = sa.select(t.takedown_addresses).filter_by(case_id=number).order_by(t.takedown_addresses.c.id)
    history = sa.select(t.takedown_history).filter_by(case_id=number).order_by(t.takedown_history.c.number)
    return to_case(row, connection.execute(addresses).mappings(), connection.execute(history).mappings())


def _insert_addresses(connection: sa.Connection, number: int, addresses: Iterable[Address]) -> int:
    there = set(connection.execute(sa.select(t.takedown_addresses.c.url).filter_by(case_id=number)).scalars())
    new = {address.url: address for address in addresses if address.url not in there}
    rows = [
        {"case_id": number, "url": each.url, "original": each.original, "finding": each.finding}
        for each in new.values()
    ]
    if rows:
        connection.execute(t.takedown_addresses.insert(), rows)
    return len(rows)
