"""What an export says beside its items: account facts, contacts, who is in touch, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from smallprint.records.accounts import TOLD
from smallprint.records.items import AccountFact, Contact, InTouch, Tie, Trouble
from smallprint.store import tables as t
from smallprint.store.columns import now
from smallprint.store.database import Database
from smallprint.store.kept import TroubleCount

_GROWN = 18


class Facts:
    """Account facts, contacts, and names in touch."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def keep(self, export_id: int, records: Iterable[AccountFact | Contact | InTouch]) -> None:
        """Keep what is new among these; the same again changes nothing.

        A date of birth is used to tell a holder under 18 and then dropped. How often two are in touch is dropped,
        and a list of accounts that stories are hidden from is kept as a number or not at all. Of somebody else's
        export no contact and no name in touch is kept.
        """
        given = list(records)
        with self._main.write() as connection:
            confirmed = connection.execute(sa.select(t.exports.c.confirmed).filter_by(id=export_id)).scalar_one()
            facts = [record for record in given if isinstance(record, AccountFact)]
            _keep_facts(connection, export_id, facts)
            if confirmed != "of":
                _keep_contacts(connection, export_id, [record for record in given if isinstance(record, Contact)])
                _keep_in_touch(
                    connection, export_id, {record.name for record in given if isinstance(record, InTouch)}
                )

    def facts(self, export_id: int) -> list[AccountFact]:
        """The account's facts, in the order they came."""
        query = sa.select(t.facts).filter_by(export_id=export_id).order_by(t.facts.c.id)
        with self._main.read() as connection:
            return [_to_fact(row) for row in connection.execute(query)]

    def kinds_not_looked_at(self, export_id: int) -> frozenset[str]:
        """Kinds of items with a picture that is missing or that nobody has looked at yet."""
        query = (
            sa.select(t.items.c.kind)
            .distinct()
            .join(t.pictures, t.pictures.c.item_id == t.items.c.id)
            .outerjoin(t.files, t.files.c.id == t.pictures.c.file_id)
            .outerjoin(t.looks, t.looks.c.sha256 == t.files.c.sha256)
            .where(t.items.c.export_id == export_id, t.looks.c.sha256.is_(None) | t.looks.c.trouble.is_not(None))
        )
        with self._main.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def contacts(self, export_id: int, tie: Tie | None = None) -> list[Contact]:
        """The accounts on the export's lists, of one tie or of all."""
        query = sa.select(t.contacts).filter_by(export_id=export_id).order_by(t.contacts.c.id)
        if tie is not None:
            query = query.where(t.contacts.c.tie == tie.value)
        with self._main.read() as connection:
            return [Contact(Tie(row.tie), row.name, row.since) for row in connection.execute(query)]

    def tell(self, network: str, account: str, answers: Mapping[str, str]) -> None:
        """Keep what the person says of an account, by fact; "" takes an answer back. The same again adds nothing."""
        before = {fact.name: fact.value for fact in self.told().get((network, account), ())}
        rows = [
            {"network": network, "account": account, "name": name, "value": value, "at": now()}
            for name, value in answers.items()
            if before.get(name, "") != value
        ]
        if rows:
            with self._main.write(durable=True) as connection:
                connection.execute(t.told_facts.insert(), rows)

    def told(self) -> dict[tuple[str, str], tuple[AccountFact, ...]]:
        """What the person says today, by network and account ("" where none was named), with the day it was said."""
        last: dict[tuple[str, str], dict[str, AccountFact]] = {}
        with self._main.read() as connection:
            for row in connection.execute(sa.select(t.told_facts).order_by(t.told_facts.c.id)):
                of_account = last.setdefault((row.network, row.account), {})
                of_account.pop(row.name, None)
                if row.value:
                    of_account[row.name] = AccountFact(row.name, row.value, TOLD, row.at)
        return {key: tuple(facts.values()) for key, facts in last.items() if facts}

    def in_touch(self, export_id: int) -> frozenset[str]:
        """Names that exchange something with this account; nothing tells how often."""
        with self._main.read() as connection:
            return frozenset(
                connection.execute(sa.select(t.in_touch.c.name).filter_by(export_id=export_id)).scalars()
            )


class Troubles:
    """What could not be read."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def keep(self, export_id: int, troubles: Iterable[Trouble]) -> None:
        """Keep troubles of reading. Going on with an unfinished export clears them first (`exports.begin`)."""
        rows = [
            {
                "export_id": export_id,
                "where": trouble.where,
                "kind": trouble.kind,
                "note": trouble.note,
                "entries": trouble.entries,
            }
            for trouble in troubles
        ]
        if rows:
            with self._main.write() as connection:
                connection.execute(t.troubles.insert(), rows)

    def of(self, export_id: int) -> list[Trouble]:
        """The reader's troubles with one export."""
        query = sa.select(t.troubles).filter_by(export_id=export_id).order_by(t.troubles.c.id)
        with self._main.read() as connection:
            return [Trouble(row.where, row.kind, row.note, row.entries) for row in connection.execute(query)]

    def unreadable_files(self, export_id: int) -> int:
        """How many files of one export could not be read or decoded, or only in part."""
        looked = sa.exists().where(t.looks.c.sha256 == t.files.c.sha256, t.looks.c.trouble.is_not(None))
        query = sa.select(sa.func.count()).select_from(t.files)
        query = query.where(t.files.c.export_id == export_id, t.files.c.trouble.is_not(None) | looked)
        with self._main.read() as connection:
            return int(connection.execute(query).scalar_one())

    def counts(self) -> list[TroubleCount]:
        """Every trouble by network and kind: of reading, of missing files, of bytes and of looks."""
        with self._main.read() as connection:
            rows = [row for query in _trouble_queries() for row in connection.execute(query)]
        together: dict[tuple[str, str], TroubleCount] = {}
        for network, kind, count, example in rows:
            before = together.get((network, kind))
            total = int(count) + (before.count if before else 0)
            together[network, kind] = TroubleCount(network, kind, total, before.example if before else example)
        return sorted(together.values(), key=lambda one: (-one.count, one.network, one.kind))


def _trouble_queries() -> list[sa.Select[Any]]:
    """One query per place where troubles stand; each gives network, kind, count, example."""
    missing = sa.literal("missing_media")
    lost = sa.func.sum(sa.case((t.troubles.c.entries > 1, t.troubles.c.entries), else_=1))
    read = (
        sa.select(t.exports.c.network, t.troubles.c.kind, lost, sa.func.min(t.troubles.c.where))
        .join(t.troubles, t.troubles.c.export_id == t.exports.c.id)
        .where(t.troubles.c.kind != "missing_media")  # counted once, below, from the items themselves
        .group_by(t.exports.c.network, t.troubles.c.kind)
    )
    absent = (
        sa.select(
            t.exports.c.network,
            missing,
            sa.func.count(sa.distinct(sa.func.coalesce(t.pictures.c.media_id, "") + t.pictures.c.member)),
            sa.func.min(t.pictures.c.member),
        )
        .join(t.items, t.items.c.export_id == t.exports.c.id)
        .join(t.pictures, t.pictures.c.item_id == t.items.c.id)
        .where(t.pictures.c.missing)
        .group_by(t.exports.c.network, missing)
    )
    unread = (
        sa.select(t.exports.c.network, t.files.c.trouble, sa.func.count(), sa.func.min(t.files.c.member))
        .join(t.files, t.files.c.export_id == t.exports.c.id)
        .where(t.files.c.trouble.is_not(None))
        .group_by(t.exports.c.network, t.files.c.trouble)
    )
    unseen = (
        sa.select(t.exports.c.network, t.looks.c.trouble, sa.func.count(), sa.func.min(t.files.c.member))
        .join(t.files, t.files.c.export_id == t.exports.c.id)
        .join(t.looks, t.looks.c.sha256 == t.files.c.sha256)
        .where(t.looks.c.trouble.is_not(None))
        .group_by(t.exports.c.network, t.looks.c.trouble)
    )
    return [read, absent, unread, unseen]


def _keep_facts(connection: sa.Connection, export_id: int, facts: list[AccountFact]) -> None:
    if any(_tells_minor(fact) for fact in facts):
        connection.execute(t.exports.update().where(t.exports.c.id == export_id).values(minor=True))
    there = {_to_fact(row) for row in connection.execute(sa.select(t.facts).filter_by(export_id=export_id))}
    for fact in dict.fromkeys(facts):
        if fact in there or fact.name == "born" or (fact.name == "hide_story" and not fact.value.isdigit()):
            continue
        row = {"name": fact.name, "value": fact.value, "source": fact.source, "when": fact.when}
        connection.execute(t.facts.insert().values(export_id=export_id, **row))


def _tells_minor(fact: AccountFact) -> bool:
    if fact.name == "minor":
        return fact.value == "true"
    if fact.name != "born":
        return False
    try:
        born = date.fromisoformat(fact.value[:10])
    except ValueError:
        return False
    today = now().date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < _GROWN


def _to_fact(row: sa.Row[Any]) -> AccountFact:
    return AccountFact(row.name, row.value, row.source, row.when)


def _keep_contacts(connection: sa.Connection, export_id: int, contacts: list[Contact]) -> None:
    query = sa.select(t.contacts.c.tie, t.contacts.c.name).filter_by(export_id=export_id)
    there = {(tie, name) for tie, name in connection.execute(query)}
    new = {(one.tie.value, one.name): one.since for one in contacts if (one.tie.value, one.name) not in there}
    if new:
        rows = [{"export_id": export_id, "tie": tie, "name": name, "since": at} for (tie, name), at in new.items()]
        connection.execute(t.contacts.insert(), rows)


def _keep_in_touch(connection: sa.Connection, export_id: int, names: set[str]) -> None:
    query = sa.select(t.in_touch.c.name).filter_by(export_id=export_id)
    new = names - set(connection.execute(query).scalars())
    if new:
        # Sorted, so that not even the order tells who came first.
        connection.execute(t.in_touch.insert(), [{"export_id": export_id, "name": name} for name in sorted(new)])
