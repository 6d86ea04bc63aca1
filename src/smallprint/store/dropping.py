"""The button "this is sexual or nude" (security.md section 3): what is kept afterwards is the network's own id.

Deleted rows are overwritten (secure_delete), both write-ahead logs are emptied, and copies made before a migration
are deleted, so that nothing of the picture stays in a file of the home.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import sqlalchemy as sa

from smallprint.errors import UnknownName
from smallprint.store import tables as t
from smallprint.store.columns import Row
from smallprint.store.database import Database, pieces
from smallprint.store.files import telling_of_files
from smallprint.store.forgetting import forget_unused_looks, sweep_cache
from smallprint.store.items import dropped_row, to_item
from smallprint.store.schema import BACKUPS
from smallprint.store.takedown_rows import forget_original

SET_ASIDE = "set-aside-"


def drop_picture(main: Database, cache: Database, folder: Path, sha256: str) -> None:
    """Drop every item that shows these bytes, in every export."""
    delete_backups(folder)
    with main.write(durable=True) as connection:
        if connection.execute(sa.select(t.files.c.id).filter_by(sha256=sha256)).first() is None:
            raise UnknownName("There is no picture of that name.")
        for row in _items_showing(connection, sha256):
            _drop_item(connection, row)
        _forget_bytes(connection, sha256)
    sweep_cache(main, cache)


def delete_backups(folder: Path) -> None:
    """Delete the copies inside the home: those made before a migration, and damaged homes set aside."""
    with telling_of_files():
        for inside in [folder / BACKUPS, *folder.glob(f"{SET_ASIDE}*")]:
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside)


def _items_showing(connection: sa.Connection, sha256: str) -> list[Row]:
    query = (
        sa.select(t.items)
        .join(t.pictures, t.pictures.c.item_id == t.items.c.id)
        .join(t.files, t.files.c.id == t.pictures.c.file_id)
        .where(t.files.c.sha256 == sha256)
        .distinct()
    )
    return list(connection.execute(query).mappings())


def _drop_item(connection: sa.Connection, row: Row) -> None:
    account = connection.execute(sa.select(t.exports.c.account).filter_by(id=row["export_id"])).scalar_one()
    name = {"network": row["network"], "account": account, "key": row["key"]}
    if connection.execute(sa.select(t.dropped.c.key).filter_by(**name)).first() is None:
        connection.execute(t.dropped.insert().values(**name))
    export_id = row["export_id"]
    connection.execute(
        t.items.update().where(t.items.c.id == row["id"]).values(**dropped_row(export_id, to_item(row, ())))
    )
    connection.execute(t.findings.delete().where(t.findings.c.export_id == export_id, t.findings.c.key == row["key"]))
    _drop_pictures(connection, row["id"])


def _drop_pictures(connection: sa.Connection, item_id: int) -> None:
    """Delete the item's pictures and the files that only it pointed to; the network's media ids go with them."""
    of_item = t.pictures.c.item_id == item_id
    numbers = list(connection.execute(sa.select(t.pictures.c.file_id).where(of_item)).scalars())
    connection.execute(t.pictures.delete().where(of_item))
    used = sa.exists().where(t.pictures.c.file_id == t.files.c.id)
    for some in pieces([number for number in numbers if number is not None]):
        connection.execute(t.files.delete().where(t.files.c.id.in_(some), ~used))


def _forget_bytes(connection: sa.Connection, sha256: str) -> None:
    # A file of these bytes that no item pointed to is not deleted above; its hash goes too.
    connection.execute(
        t.files.update().where(t.files.c.sha256 == sha256).values(sha256=f"dropped-{secrets.token_hex(16)}")
    )
    forget_original(connection, sha256)
    forget_unused_looks(connection)
