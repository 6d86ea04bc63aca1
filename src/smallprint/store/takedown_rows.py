"""Rows of take-downs and back; and what is left of a case, or of one address, when it has to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from smallprint.records.takedowns import About, Address, AddressState, By, Case, Happened, Line, Route, Writer
from smallprint.store import tables as t
from smallprint.store.columns import Row


def to_case(row: Row, addresses: Iterable[Row], history: Iterable[Row]) -> Case:
    """One case from its rows."""
    return Case(
        id=str(row["id"]),
        holder=row["holder"],
        route=Route(row["route"]),
        about=_to_about(row["about"]),
        addresses=tuple(Address(each["url"], each["original"], each["finding"]) for each in addresses),
        history=tuple(to_line(each) for each in history),
        stopped=row["stopped"],
    )


def to_line(row: Row) -> Line:
    """One line of a history."""
    return Line(
        number=row["number"],
        what=Happened(row["what"]),
        on=row["on"],
        written=row["written"],
        words=row["words"],
        address=row["address"],
        found=AddressState(row["found"]) if row["found"] else None,
        by=By(row["by"]) if row["by"] else None,
        picture_seen=row["picture_seen"],
        about=row["about"],
        seal=row["seal"],
    )


def from_line(case_id: int, line: Line) -> dict[str, Any]:
    """The row of one line."""
    return {
        "case_id": case_id,
        **asdict(line),
        "what": line.what.value,
        "found": line.found.value if line.found else None,
        "by": line.by.value if line.by else None,
    }


def from_about(about: About) -> dict[str, Any]:
    """What a letter needs, as a small mapping."""
    return {**asdict(about), "writer": about.writer.value}


def lines_of(connection: sa.Connection, case_id: int) -> list[Line]:
    """A case's history, oldest first."""
    query = sa.select(t.takedown_history).filter_by(case_id=case_id).order_by(t.takedown_history.c.number)
    return [to_line(row) for row in connection.execute(query).mappings()]


def rewrite(connection: sa.Connection, case_id: int, lines: Iterable[Line]) -> None:
    """Put a history in the place of another: only for what has to be forgotten."""
    connection.execute(t.takedown_history.delete().filter_by(case_id=case_id))
    rows = [from_line(case_id, line) for line in lines]
    if rows:
        connection.execute(t.takedown_history.insert(), rows)


def forget_original(connection: sa.Connection, sha256: str) -> None:
    """Forget every address of a picture that was dropped, and what a history says of it.

    The seals of such a history no longer fit: that something was taken out shows, what it was does not.
    """
    of_it = sa.select(t.takedown_addresses.c.case_id, t.takedown_addresses.c.url).filter_by(original=sha256)
    for case_id, url in connection.execute(of_it).all():
        lines = [_without(line, url) for line in lines_of(connection, case_id)]
        rewrite(connection, case_id, lines)
    connection.execute(t.takedown_addresses.delete().where(t.takedown_addresses.c.original == sha256))


def _without(line: Line, url: str) -> Line:
    return replace(line, address="", words="") if line.address == url else line


def _to_about(fields: dict[str, Any]) -> About:
    known = {name: value for name, value in fields.items() if name in About.__dataclass_fields__}
    return About(**{**known, "writer": Writer(known.get("writer", Writer.PARENT.value))})
