"""Exports: one row per download, told apart by its digest."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from smallprint.errors import Refused, UnknownName
from smallprint.records.items import ASK_FIRST, Kind
from smallprint.store import tables as t
from smallprint.store.columns import Row, exactly_now, now, pairs
from smallprint.store.database import Database
from smallprint.store.forgetting import forget_unused_looks, sweep_cache
from smallprint.store.kept import Confirmed, Counts, KeptExport, NewExport

# Somebody else's export is read for its settings, posts and audience only (security.md section 3).
NOT_OF_OTHERS = ASK_FIRST | {Kind.ARCHIVED}


class Exports:
    """The exports of this home."""

    def __init__(self, main: Database, cache: Database) -> None:
        self._main, self._cache = main, cache

    def begin(self, new: NewExport) -> int:
        """Begin to read an export, or go on with it: the same digest gives the same number.

        An unfinished one is read again from its start, so what only lists once (troubles) is cleared. The paths
        are brought up to date, since the download may have been moved.
        """
        with self._main.write() as connection:
            row = connection.execute(sa.select(t.exports).where(t.exports.c.digest == new.digest)).mappings().first()
            if row is None:
                return _insert(connection, new)
            if not row["finished"]:
                _clear_troubles(connection, row["id"])
            connection.execute(t.exports.update().where(t.exports.c.id == row["id"]).values(**_told(new)))
            if new.confirmed == "of":
                _drop_what_is_not_of_others(connection, row["id"])
            return int(row["id"])

    def finish(
        self,
        export_id: int,
        counts: Counts,
        *,
        asked: tuple[date | None, date | None] = (None, None),
        asked_all: bool = False,
        exported_at: datetime | None = None,
        seconds: float = 0.0,
        range_: tuple[datetime | None, datetime | None] | None = None,
    ) -> None:
        """Say that everything was read. Without `range_` the first and last kept item give it."""
        with self._main.write() as connection:
            first, last = range_ if range_ is not None else _range(connection, export_id)
            connection.execute(
                t.exports.update()
                .where(t.exports.c.id == export_id)
                .values(
                    counts=asdict(counts),
                    range_from=first,
                    range_to=last,
                    asked_from=asked[0],
                    asked_to=asked[1],
                    asked_all=asked_all,
                    exported_at=exported_at,
                    seconds=seconds,
                    finished=True,
                )
            )

    def read_again(self, export_id: int) -> None:
        """Mark a finished export as unfinished, for a newer reader to read it from its start."""
        with self._main.write() as connection:
            _clear_troubles(connection, export_id)
            connection.execute(t.exports.update().where(t.exports.c.id == export_id).values(finished=False))

    def by_digest(self, digest: str) -> KeptExport | None:
        """Find an export that was given before."""
        return next(iter(self._kept(t.exports.c.digest == digest)), None)

    def get(self, export_id: int) -> KeptExport:
        """Give one export; UnknownName when there is none of that number."""
        found = self._kept(t.exports.c.id == export_id)
        if not found:
            raise UnknownName(f"There is no export {export_id}.")
        return found[0]

    def all(self) -> list[KeptExport]:
        """Every export, in the order they were added."""
        return self._kept(sa.true())

    def moved(self, export_id: int, paths: tuple[str, ...]) -> None:
        """Say where the download lies now; empty when it was deleted."""
        with self._main.write(durable=True) as connection:
            connection.execute(t.exports.update().where(t.exports.c.id == export_id).values(paths=list(paths)))

    def switch_on(self, export_id: int, kind: Kind) -> None:
        """Let pictures of a kind that asks first be looked at, in this export alone; Refused where they stay off."""
        if not self.get(export_id).may_switch_on:
            raise Refused("These pictures stay closed in an account of somebody else, or of somebody under 18.")
        row = {"export_id": export_id, "kind": kind.value}
        with self._main.write(durable=True) as connection:
            there = sa.select(t.switched_on.c.kind).filter_by(**row)
            if connection.execute(there).first() is None:
                connection.execute(t.switched_on.insert().values(**row, at=now()))

    def switched_on(self, export_id: int) -> frozenset[Kind]:
        """The kinds that the person switched on for this export."""
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.switched_on.c.kind).filter_by(export_id=export_id))
            return frozenset(Kind(kind) for kind in rows.scalars())

    def forget(self, export_id: int) -> None:
        """Delete the export and everything that only it knew. What a person said of people stays."""
        self.get(export_id)
        with self._main.write(durable=True) as connection:
            # Pictures point to files without a cascade, so that a file never vanishes under an item.
            of_it = sa.select(t.items.c.id).where(t.items.c.export_id == export_id)
            connection.execute(t.pictures.delete().where(t.pictures.c.item_id.in_(of_it)))
            connection.execute(t.exports.delete().where(t.exports.c.id == export_id))
            forget_unused_looks(connection)
        sweep_cache(self._main, self._cache)

    def _kept(self, which: sa.ColumnElement[bool]) -> list[KeptExport]:
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.exports).where(which).order_by(t.exports.c.id)).mappings().all()
            return [
                _record(
                    row,
                    _tally(connection, row["id"], t.items.c.kind),
                    _tally(connection, row["id"], t.items.c.audience),
                )
                for row in rows
            ]


def _told(new: NewExport) -> dict[str, Any]:
    return {
        "parts": list(new.parts),
        "paths": list(new.paths),
        "confirmed": new.confirmed,
        "of_name": new.of_name,
        "seen_by": new.seen_by,
    }


def _insert(connection: sa.Connection, new: NewExport) -> int:
    values = {
        **_told(new),
        "network": new.network,
        "era": new.era,
        "account": new.account,
        "digest": new.digest,
        "minor": False,
        "asked_all": False,
        "seconds": 0.0,
        "added": exactly_now(),
        "finished": False,
    }
    number = connection.execute(t.exports.insert().values(**values)).inserted_primary_key
    assert number is not None
    return int(number[0])


def _clear_troubles(connection: sa.Connection, export_id: int) -> None:
    connection.execute(t.troubles.delete().where(t.troubles.c.export_id == export_id))
    unread = (t.files.c.export_id == export_id) & t.files.c.trouble.is_not(None)
    connection.execute(t.files.update().where(unread).values(trouble=None, trouble_note=None))


def _drop_what_is_not_of_others(connection: sa.Connection, export_id: int) -> None:
    for table in (t.contacts, t.in_touch, t.switched_on):
        connection.execute(table.delete().where(table.c.export_id == export_id))
    kinds = [kind.value for kind in NOT_OF_OTHERS]
    of_it = sa.select(t.items.c.id).where(t.items.c.export_id == export_id, t.items.c.kind.in_(kinds))
    connection.execute(t.pictures.delete().where(t.pictures.c.item_id.in_(of_it)))
    connection.execute(t.items.delete().where(t.items.c.export_id == export_id, t.items.c.kind.in_(kinds)))


def _range(connection: sa.Connection, export_id: int) -> tuple[datetime | None, datetime | None]:
    dated = sa.select(t.items.c.when).where(t.items.c.export_id == export_id, t.items.c.second.is_not(None))
    first = connection.execute(dated.order_by(t.items.c.second).limit(1)).scalar()
    last = connection.execute(dated.order_by(t.items.c.second.desc()).limit(1)).scalar()
    return first, last


def _tally(connection: sa.Connection, export_id: int, column: sa.ColumnElement[Any]) -> dict[str, int]:
    count = (
        sa.select(column, sa.func.count()).where(t.items.c.export_id == export_id).group_by(column).order_by(column)
    )
    return pairs(connection.execute(count))


def _record(row: Row, by_kind: dict[str, int], by_audience: dict[str, int]) -> KeptExport:
    paths = tuple(row["paths"])
    return KeptExport(
        id=row["id"],
        network=row["network"],
        era=row["era"],
        account=row["account"],
        parts=tuple(row["parts"]),
        paths=paths,
        digest=row["digest"],
        confirmed=cast(Confirmed, row["confirmed"]),
        of_name=row["of_name"],
        seen_by=row["seen_by"],
        minor=row["minor"],
        counts=Counts(**(row["counts"] or {})),
        by_kind=by_kind,
        by_audience=by_audience,
        range_from=row["range_from"],
        range_to=row["range_to"],
        asked_from=row["asked_from"],
        asked_to=row["asked_to"],
        asked_all=row["asked_all"],
        exported_at=row["exported_at"],
        seconds=row["seconds"],
        added=row["added"],
        finished=row["finished"],
        present=bool(paths) and all(Path(path).exists() for path in paths),
    )
