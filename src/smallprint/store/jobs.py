"""Long work: how far it is and how it ended. There are no bookmarks here; each job asks what is left."""

from __future__ import annotations

from typing import Literal, cast

import sqlalchemy as sa

from smallprint.store import tables as t
from smallprint.store.columns import now
from smallprint.store.database import Database
from smallprint.store.kept import Job

State = Literal["running", "done", "stopped", "failed"]


class Jobs:
    """The jobs of this home."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def start(self, name: str, total: int | None = None) -> int:
        """Note that a job begins. One of the same name that still says it runs was cut short: it is `stopped`."""
        with self._main.write() as connection:
            cut_short = (t.jobs.c.name == name) & (t.jobs.c.state == "running")
            connection.execute(t.jobs.update().where(cut_short).values(state="stopped"))
            row = {"name": name, "state": "running", "total": total, "done": 0, "note": ""}
            number = connection.execute(
                t.jobs.insert().values(**row, started=now(), moved=now())
            ).inserted_primary_key
        assert number is not None
        return int(number[0])

    def advance(self, job: int, done: int, *, total: int | None = None, note: str = "") -> None:
        """Note how far it is; `done` counts from the start."""
        values: dict[str, object] = {"done": done, "note": note, "moved": now()}
        if total is not None:
            values["total"] = total
        with self._main.write() as connection:
            connection.execute(t.jobs.update().where(t.jobs.c.id == job).values(**values))

    def finish(self, job: int, state: State = "done", note: str = "") -> None:
        """Note how it ended."""
        with self._main.write() as connection:
            values = {"state": state, "note": note, "moved": now()}
            connection.execute(t.jobs.update().where(t.jobs.c.id == job).values(**values))

    def last(self, name: str | None = None) -> Job | None:
        """The latest job, of one name or of any."""
        query = sa.select(t.jobs).order_by(t.jobs.c.id.desc()).limit(1)
        if name is not None:
            query = query.where(t.jobs.c.name == name)
        with self._main.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        state = cast(State, row.state)
        return Job(row.id, row.name, state, row.total, row.done, row.note, row.started, row.moved)
