"""Items: kept once by (export, key), however often and however interrupted they come."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from smallprint.records.items import ASK_FIRST, Audience, Item, Kind, PictureRef, Point
from smallprint.store import tables as t
from smallprint.store.columns import Row, pairs, sort_second
from smallprint.store.database import MANY, Database, pieces
from smallprint.store.exports import NOT_OF_OTHERS


class Items:
    """The items of this home."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def keep(self, export_id: int, items: Iterable[Item]) -> int:
        """Keep items and say how many are new. One transaction.

        The same item again changes nothing; the same key in another shape (an interrupted reading met half of a
        carousel) brings the row up to date under its old number. Of somebody else's export, chats and deleted or
        archived items are not kept. An item that a person dropped, in whichever export, stays dropped.
        """
        by_key = {item.key: item for item in items}
        with self._main.write() as connection:
            export = connection.execute(sa.select(t.exports).filter_by(id=export_id)).mappings().one()
            if export["confirmed"] == "of":
                by_key = {key: item for key, item in by_key.items() if item.kind not in NOT_OF_OTHERS}
            return sum(
                _keep_some(connection, export_id, export["account"], [by_key[key] for key in some])
                for some in pieces(list(by_key))
            )

    def of(self, export_id: int) -> Iterator[tuple[int, Item]]:
        """Every item that was not dropped, with the home's number, in the order they came; a page at a time."""
        last = 0
        while True:
            with self._main.read() as connection:
                rows = connection.execute(
                    sa.select(t.items)
                    .where(t.items.c.export_id == export_id, t.items.c.id > last, t.items.c.hidden.is_(False))
                    .order_by(t.items.c.id)
                    .limit(MANY)
                ).mappings()
                found = _with_pictures(connection, rows.all())
            if not found:
                return
            yield from found
            last = found[-1][0]

    def count(self, export_id: int | None = None, *, kind: Kind | None = None) -> int:
        """How many items there are, dropped ones too."""
        query = sa.select(sa.func.count()).select_from(t.items)
        if export_id is not None:
            query = query.where(t.items.c.export_id == export_id)
        if kind is not None:
            query = query.where(t.items.c.kind == kind.value)
        with self._main.read() as connection:
            return int(connection.execute(query).scalar_one())

    def closed(self, export_id: int) -> dict[str, int]:
        """How many items of one export wait for the person's word before they are looked at, by kind."""
        on = sa.select(t.switched_on.c.kind).where(t.switched_on.c.export_id == export_id)
        waiting = t.items.c.asks.is_(True) & t.items.c.kind.not_in(on) & t.items.c.hidden.is_(False)
        query = sa.select(t.items.c.kind, sa.func.count()).where(t.items.c.export_id == export_id, waiting)
        with self._main.read() as connection:
            return {kind: int(count) for kind, count in connection.execute(query.group_by(t.items.c.kind))}


def _with_pictures(connection: sa.Connection, rows: Sequence[Row]) -> list[tuple[int, Item]]:
    """Build items from their rows (at most MANY)."""
    by_item: dict[int, list[PictureRef]] = {row["id"]: [] for row in rows}
    found = connection.execute(
        sa.select(t.pictures)
        .where(t.pictures.c.item_id.in_(list(by_item)))
        .order_by(t.pictures.c.item_id, t.pictures.c.position)
    ).mappings()
    for row in found:
        by_item[row["item_id"]].append(to_picture(row))
    return [(row["id"], to_item(row, by_item[row["id"]])) for row in rows]


def to_item(row: Row, pictures: Iterable[PictureRef]) -> Item:
    """Build one item from its row."""
    return Item(
        network=row["network"],
        kind=Kind(row["kind"]),
        key=row["key"],
        when=row["when"],
        words=row["words"],
        audience=Audience(row["audience"]),
        audience_why=row["audience_why"],
        audience_then=Audience(row["audience_then"]) if row["audience_then"] else None,
        pictures=tuple(pictures),
        link=row["link"],
        places=tuple(row["places"]),
        point=_to_point(row["point"]),
        people=tuple(row["people"]),
        albums=tuple(row["albums"]),
        asks_first=row["asks_first"],
    )


def to_picture(row: Row) -> PictureRef:
    """Build one reference from its row."""
    return PictureRef(
        member=row["member"],
        video=row["video"],
        id=row["media_id"],
        missing=row["missing"],
        point=_to_point(row["point"]),
        words=row["words"],
    )


def bare(item: Item) -> Item:
    """What is left of an item that a person dropped: the network's own id."""
    return Item(network=item.network, kind=item.kind, key=item.key, when=None)


def _keep_some(connection: sa.Connection, export_id: int, account: str, some: list[Item]) -> int:
    known = _known(connection, export_id, [item.key for item in some])
    gone = _dropped(connection, account, some)
    new = [item for item in some if item.key not in known]
    hidden = [item for item in new if (item.network, item.key) in gone]
    shown = [item for item in new if (item.network, item.key) not in gone]
    changed = [
        (known[item.key]["id"], item)
        for item in some
        if item.key in known and not known[item.key]["hidden"] and known[item.key]["shape"] != _shape(item)
    ]
    for number, item in changed:
        connection.execute(t.items.update().where(t.items.c.id == number).values(**_row(export_id, item)))
    numbered = changed + _insert(connection, [_row(export_id, item) for item in shown], shown)
    _insert(connection, [dropped_row(export_id, item) for item in hidden], hidden)
    _keep_pictures(connection, export_id, numbered, {number for number, _ in changed})
    return len(new)


def _known(connection: sa.Connection, export_id: int, names: list[str]) -> dict[str, Row]:
    columns = (t.items.c.id, t.items.c.key, t.items.c.shape, t.items.c.hidden)
    rows = connection.execute(
        sa.select(*columns).where(t.items.c.export_id == export_id, t.items.c.key.in_(names))
    ).mappings()
    return {row["key"]: row for row in rows}


def _dropped(connection: sa.Connection, account: str, some: list[Item]) -> set[tuple[str, str]]:
    rows = connection.execute(
        sa.select(t.dropped.c.network, t.dropped.c.key).where(
            t.dropped.c.account == account, t.dropped.c.key.in_([item.key for item in some])
        )
    )
    return {(network, name) for network, name in rows}


def _insert(connection: sa.Connection, rows: list[dict[str, Any]], items: list[Item]) -> list[tuple[int, Item]]:
    if not rows:
        return []
    added = connection.execute(t.items.insert().returning(t.items.c.id, t.items.c.key), rows)
    number = {name: found for found, name in added}
    return [(number[item.key], item) for item in items]


def _shape(item: Item) -> bytes:
    return hashlib.blake2b(repr(item).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _row(export_id: int, item: Item) -> dict[str, Any]:
    return {
        "export_id": export_id,
        "key": item.key,
        "shape": _shape(item),
        "network": item.network,
        "kind": item.kind.value,
        "when": item.when,
        "second": sort_second(item.when),
        "words": item.words,
        "audience": item.audience.value,
        "audience_why": item.audience_why,
        "audience_then": item.audience_then.value if item.audience_then else None,
        "link": item.link,
        "places": list(item.places),
        "point": _from_point(item.point),
        "people": list(item.people),
        "albums": list(item.albums),
        "asks_first": item.asks_first,
        "asks": item.asks_first or item.kind in ASK_FIRST,
        "hidden": False,
    }


def dropped_row(export_id: int, item: Item) -> dict[str, Any]:
    """The row of an item that a person dropped. Its shape says nothing of what it was."""
    return {**_row(export_id, bare(item)), "shape": secrets.token_bytes(16), "hidden": True}


def _keep_pictures(
    connection: sa.Connection, export_id: int, numbered: list[tuple[int, Item]], changed: set[int]
) -> None:
    members = {ref.member: ref.video for _, item in numbered for ref in item.pictures if not ref.missing}
    number_of = _keep_files(connection, export_id, members)
    new = [
        _picture_row(number, position, ref, number_of)
        for number, item in numbered
        if number not in changed
        for position, ref in enumerate(item.pictures)
    ]
    if new:
        connection.execute(t.pictures.insert(), new)
    for number, item in numbered:
        if number in changed:
            _change_pictures(connection, number, item, number_of)


def _keep_files(connection: sa.Connection, export_id: int, members: dict[str, bool]) -> dict[str, int]:
    number_of: dict[str, int] = {}
    for some in pieces(list(members)):
        rows = connection.execute(
            sa.select(t.files.c.member, t.files.c.id).where(
                t.files.c.export_id == export_id, t.files.c.member.in_(some)
            )
        )
        number_of.update(pairs(rows))
    new = [
        {"export_id": export_id, "member": member, "video": video}
        for member, video in members.items()
        if member not in number_of
    ]
    if new:
        added = connection.execute(t.files.insert().returning(t.files.c.member, t.files.c.id), new)
        number_of.update(pairs(added))
    return number_of


def _change_pictures(connection: sa.Connection, item_id: int, item: Item, number_of: dict[str, int]) -> None:
    """Bring the pictures of one item up to date, each under its old number; files without an item go."""
    of_item = t.pictures.c.item_id == item_id
    rows = connection.execute(sa.select(t.pictures.c.position, t.pictures.c.file_id).where(of_item)).all()
    there = {position for position, _ in rows}
    for position, ref in enumerate(item.pictures):
        row = _picture_row(item_id, position, ref, number_of)
        if position in there:
            connection.execute(t.pictures.update().where(of_item, t.pictures.c.position == position).values(**row))
        else:
            connection.execute(t.pictures.insert().values(**row))
    connection.execute(t.pictures.delete().where(of_item, t.pictures.c.position >= len(item.pictures)))
    before = [number for _, number in rows if number is not None]
    used = sa.exists().where(t.pictures.c.file_id == t.files.c.id)
    connection.execute(t.files.delete().where(t.files.c.id.in_(before), ~used))


def _picture_row(item_id: int, position: int, ref: PictureRef, number_of: dict[str, int]) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "position": position,
        "file_id": None if ref.missing else number_of[ref.member],
        "member": ref.member,
        "video": ref.video,
        "media_id": ref.id,
        "missing": ref.missing,
        "point": _from_point(ref.point),
        "words": ref.words,
    }


def _from_point(point: Point | None) -> list[float] | None:
    return None if point is None else [point.latitude, point.longitude]


def _to_point(pair: list[float] | None) -> Point | None:
    return None if pair is None else Point(*pair)
