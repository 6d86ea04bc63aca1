"""Findings: ranked elsewhere, kept here for lists of any length. What a person said of one outlives ranking anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from smallprint.errors import UnknownName
from smallprint.records.findings import Finding
from smallprint.records.items import Audience
from smallprint.store import tables as t
from smallprint.store.cache import thumbnails
from smallprint.store.columns import now, sort_second, storable
from smallprint.store.database import Database, pieces
from smallprint.store.finding_bodies import from_finding, to_finding
from smallprint.store.kept import Mark, Page, Wanted

LONGEST_PAGE = 500


class Findings:
    """The findings of this home."""

    def __init__(self, main: Database, cache: Database) -> None:
        self._main, self._cache = main, cache

    def replace(self, account: str, findings: Iterable[Finding], *, network: str | None = None) -> None:
        """Put these in place of all findings of the account (of one network, where given). All or nothing.

        Their thumbnails are copied to the main file, so that lists, steps and proof still show them when the
        cache is lost or the download deleted. Findings of items that a person dropped are left out.
        """
        given = {finding.id: finding for finding in findings}
        old = t.findings.c.account == account
        if network is not None:
            old &= t.findings.c.network == network
        with self._main.write() as connection:
            shown = _not_dropped(connection, given.values())
            connection.execute(t.findings.delete().where(old))
            for some in pieces(shown):
                connection.execute(t.findings.delete().where(t.findings.c.id.in_([one.id for one in some])))
            _insert(connection, shown)
            self._keep_thumbnails(connection)

    def page(self, wanted: Wanted | None = None, *, after: tuple[int, str] | None = None, limit: int = 50) -> Page:
        """Give some findings by score, highest first, then by id; `after` is the last page's `next`."""
        limit = max(1, min(limit, LONGEST_PAGE))
        conditions = _conditions(wanted or Wanted())
        if after is not None:
            score, last = after
            further = (t.findings.c.score < score) | (
                (t.findings.c.score == score) & (t.findings.c.id > storable(last))
            )
            conditions += [t.findings.c.score <= score, further]
        query = (
            sa.select(t.findings.c.body, t.findings.c.score, t.findings.c.id)
            .where(*conditions)
            .order_by(t.findings.c.score.desc(), t.findings.c.id)
            .limit(limit + 1)
        )
        with self._main.read() as connection:
            rows = connection.execute(query).all()
        more = (rows[limit - 1].score, rows[limit - 1].id) if len(rows) > limit else None
        return Page(tuple(to_finding(row.body) for row in rows[:limit]), more)

    def all(self, wanted: Wanted | None = None) -> list[Finding]:
        """Every finding wanted, best first."""
        query = sa.select(t.findings.c.body).where(*_conditions(wanted or Wanted()))
        with self._main.read() as connection:
            rows = connection.execute(query.order_by(t.findings.c.score.desc(), t.findings.c.id)).scalars()
            return [to_finding(body) for body in rows]

    def count(self, wanted: Wanted | None = None) -> int:
        """How many findings are wanted."""
        query = sa.select(sa.func.count()).select_from(t.findings).where(*_conditions(wanted or Wanted()))
        with self._main.read() as connection:
            return int(connection.execute(query).scalar_one())

    def get(self, finding: str) -> Finding:
        """Give one finding, dismissed or not; UnknownName when there is none."""
        with self._main.read() as connection:
            body = connection.execute(sa.select(t.findings.c.body).where(t.findings.c.id == finding)).scalar()
        if body is None:
            raise UnknownName(f"There is no finding {finding!r}.")
        return to_finding(body)

    def dismiss(self, finding: str, *, back: bool = False) -> None:
        """Leave a finding out of the list (or bring it back), also when it is ranked anew."""
        self.get(finding)
        with self._main.write(durable=True) as connection:
            _mark(connection, finding, {"dismissed": None if back else now()})
            here = t.findings.c.id == finding
            connection.execute(t.findings.update().where(here).values(dismissed=not back))

    def child_said_no(self, finding: str, *, back: bool = False) -> None:
        """Keep that the child does not want this picture to be seen (or take it back)."""
        self.get(finding)
        with self._main.write(durable=True) as connection:
            _mark(connection, finding, {"child_said_no": None if back else now()})

    def marks(self) -> dict[str, Mark]:
        """What was said of findings, by finding."""
        with self._main.read() as connection:
            return {
                row.finding: Mark(row.dismissed is not None, row.child_said_no is not None)
                for row in connection.execute(sa.select(t.marks))
            }

    def _keep_thumbnails(self, connection: sa.Connection) -> None:
        """Copy what is missing from the cache; drop what no finding shows any more."""
        shown = sa.exists().where(t.finding_pictures.c.sha256 == t.kept_thumbnails.c.sha256)
        connection.execute(t.kept_thumbnails.delete().where(~shown))
        here = sa.exists().where(t.kept_thumbnails.c.sha256 == t.finding_pictures.c.sha256)
        missing = list(connection.execute(sa.select(t.finding_pictures.c.sha256).where(~here).distinct()).scalars())
        for some in pieces(missing):
            with self._cache.read() as cache:
                rows = cache.execute(sa.select(thumbnails).where(thumbnails.c.sha256.in_(some))).mappings().all()
            if rows:
                connection.execute(t.kept_thumbnails.insert(), [dict(row) for row in rows])


def _not_dropped(connection: sa.Connection, findings: Iterable[Finding]) -> list[Finding]:
    dropped = {tuple(row) for row in connection.execute(sa.select(t.dropped))}
    return [one for one in findings if (one.network, one.account, one.key) not in dropped]


def _insert(connection: sa.Connection, findings: Sequence[Finding]) -> None:
    dismissed = set(
        connection.execute(sa.select(t.marks.c.finding).where(t.marks.c.dismissed.is_not(None))).scalars()
    )
    for table, rows in (
        (t.findings, [_row(one, one.id in dismissed) for one in findings]),
        (t.finding_labels, [row for one in findings for row in _labels(one)]),
        (t.finding_texts, [{"finding": one.id, "text": _text(one)} for one in findings]),
        (t.finding_pictures, [row for one in findings for row in _pictures(one)]),
    ):
        if rows:
            connection.execute(table.insert(), rows)


def _row(finding: Finding, dismissed: bool) -> dict[str, Any]:
    return {
        "id": finding.id,
        "network": finding.network,
        "account": finding.account,
        "export_id": finding.export,
        "key": finding.key,
        "audience": finding.audience.value,
        "second": sort_second(finding.when),
        "score": finding.score,
        "dismissed": dismissed,
        "body": from_finding(finding),
    }


def _labels(finding: Finding) -> list[dict[str, str]]:
    children = [("child", name.casefold()) for name in finding.children]
    clues = [("clue", clue.kind.value) for clue in finding.clues]
    return [{"finding": finding.id, "what": what, "value": value} for what, value in dict.fromkeys(children + clues)]


def _text(finding: Finding) -> str:
    return "\n".join([finding.words, *finding.children, *(clue.value for clue in finding.clues)]).casefold()


def _pictures(finding: Finding) -> list[dict[str, Any]]:
    return [
        {"finding": finding.id, "position": position, "sha256": picture.sha256}
        for position, picture in enumerate(finding.pictures)
        if picture.sha256
    ]


def _mark(connection: sa.Connection, finding: str, values: dict[str, Any]) -> None:
    here = t.marks.c.finding == finding
    if connection.execute(t.marks.update().where(here).values(**values)).rowcount == 0:
        connection.execute(t.marks.insert().values(finding=finding, **values))


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    f = t.findings.c
    given: list[sa.ColumnElement[bool]] = [f.dismissed.is_(wanted.dismissed)]
    if wanted.child is not None:
        given.append(_labelled("child", wanted.child.casefold()))
    if wanted.clue is not None:
        given.append(_labelled("clue", wanted.clue))
    if wanted.audience is not None:
        given.append(f.audience == Audience(wanted.audience).value)
    if wanted.network is not None:
        given.append(f.network == wanted.network)
    if wanted.account is not None:
        given.append(f.account == wanted.account)
    if wanted.since is not None:
        given.append(f.second >= _start_of(wanted.since))
    if wanted.until is not None:
        given.append(f.second < _start_of(wanted.until) + timedelta(days=1).total_seconds())
    if wanted.text:
        text = t.finding_texts
        found = sa.func.instr(text.c.text, storable(wanted.text.casefold())) > 0
        given.append(f.id.in_(sa.select(text.c.finding).where(found)))
    return given


def _labelled(what: str, value: str) -> sa.ColumnElement[bool]:
    labels = t.finding_labels.c
    return t.findings.c.id.in_(sa.select(labels.finding).where(labels.what == what, labels.value == storable(value)))


def _start_of(day: date) -> float:
    return sort_second(datetime.combine(day, time.min, UTC)) or 0.0
