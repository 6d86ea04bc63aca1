"""Items with all that was seen in their pictures, streamed, for ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sqlalchemy as sa

from smallprint.records.family import Person, Verdict
from smallprint.records.items import Item
from smallprint.records.seen import Face
from smallprint.records.seen_items import SeenFace, SeenItem, SeenPicture
from smallprint.store import tables as t
from smallprint.store.columns import Row
from smallprint.store.database import MANY, Database, pieces
from smallprint.store.items import to_item, to_picture
from smallprint.store.looks import to_details, to_known_face
from smallprint.store.people import people_by_number

VerdictOf = Callable[[Face], Verdict]


class Seen:
    """What was seen."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def items(self, export: int | str, verdict_of: VerdictOf, *, network: str | None = None) -> Iterator[SeenItem]:
        """Every item of one export (by number) or of all exports of one account (by name), in order.

        Left out: dropped items, and kinds that ask first unless they were switched on for that export.
        `verdict_of` reads a face's apparent age where no human spoke of its person.
        """
        which = t.exports.c.id == export if isinstance(export, int) else t.exports.c.account == export
        if network is not None:
            which &= t.exports.c.network == network
        last = 0
        while True:
            with self._main.read() as connection:
                found = _page(connection, which, last, verdict_of)
            if not found:
                return
            last = found[-1][0]
            yield from (item for _, item in found)


def _page(
    connection: sa.Connection, which: sa.ColumnElement[bool], last: int, verdict_of: VerdictOf
) -> list[tuple[int, SeenItem]]:
    switched = sa.exists().where(
        t.switched_on.c.export_id == t.exports.c.id,
        t.switched_on.c.kind == t.items.c.kind,
        t.exports.c.confirmed == "mine",
        t.exports.c.minor.is_(False),
    )
    query = (
        sa.select(t.items, t.exports.c.account)
        .join(t.exports, t.exports.c.id == t.items.c.export_id)
        .where(which, t.items.c.id > last, t.items.c.hidden.is_(False), t.items.c.asks.is_(False) | switched)
        .order_by(t.items.c.id)
        .limit(MANY)
    )
    rows = connection.execute(query).mappings().all()
    if not rows:
        return []
    pictures = _pictures(connection, [row["id"] for row in rows], verdict_of)
    return [(row["id"], _seen(row, pictures.get(row["id"], []))) for row in rows]


def _seen(row: Row, pictures: list[SeenPicture]) -> SeenItem:
    item: Item = to_item(row, [picture.ref for picture in pictures])
    return SeenItem(item, row["account"], row["export_id"], tuple(pictures))


def _pictures(connection: sa.Connection, items: list[int], verdict_of: VerdictOf) -> dict[int, list[SeenPicture]]:
    query = (
        sa.select(t.pictures, t.files.c.sha256, t.looks.c.details, t.looks.c.lines, t.files.c.trouble)
        .outerjoin(t.files, t.files.c.id == t.pictures.c.file_id)
        .outerjoin(t.looks, t.looks.c.sha256 == t.files.c.sha256)
        .where(t.pictures.c.item_id.in_(items))
        .order_by(t.pictures.c.item_id, t.pictures.c.position)
    )
    rows = connection.execute(query).mappings().all()
    faces = _faces(connection, sorted({row["sha256"] for row in rows if row["sha256"]}), verdict_of)
    found: dict[int, list[SeenPicture]] = {}
    for row in rows:
        sha256 = row["sha256"] or ""
        picture = SeenPicture(
            ref=to_picture(row),
            id=row["id"],
            sha256=sha256,
            details=to_details(row["details"]) if row["details"] else None,
            faces=tuple(faces.get(sha256, ())),
            looked=row["details"] is not None or row["trouble"] is not None,
            text=tuple(row["lines"] or ()),
        )
        found.setdefault(row["item_id"], []).append(picture)
    return found


def _faces(connection: sa.Connection, hashes: list[str], verdict_of: VerdictOf) -> dict[str, list[SeenFace]]:
    people = people_by_number(connection) if hashes else {}
    found: dict[str, list[SeenFace]] = {}
    for some in pieces(hashes):
        query = sa.select(t.faces).where(t.faces.c.sha256.in_(some)).order_by(t.faces.c.sha256, t.faces.c.position)
        for row in connection.execute(query).mappings():
            face = to_known_face(row).face
            found.setdefault(row["sha256"], []).append(_seen_face(face, people.get(row["person_id"]), verdict_of))
    return found


def _seen_face(face: Face, person: Person | None, verdict_of: VerdictOf) -> SeenFace:
    verdict = person.verdict if person is not None and person.said else verdict_of(face)
    return SeenFace(person, verdict, face.perhaps, face.pixels, face.box)
