"""The second file: thumbnails and face descriptors. It may be thrown away; looking again makes it anew.

A descriptor is kept as float16 (2 KB for 1024 numbers): the cosine of two differs by less than 0.001 from the
float32 one (tests/store/test_pictures.py).
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Column, Integer, LargeBinary, Table

from smallprint.errors import HomeDamaged, HomeTooNew
from smallprint.store.columns import Words
from smallprint.store.database import Database
from smallprint.store.files import make_private_file, telling_of_files

CACHE_FILE = "cache.db"
_VERSION = 1

cached = sa.MetaData()

thumbnails = Table(
    "thumbnails", cached, Column("sha256", Words, primary_key=True), Column("jpeg", LargeBinary, nullable=False)
)
descriptors = Table(
    "descriptors",
    cached,
    Column("token", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)


def open_cache(folder: Path, key: bytes, patience: float) -> tuple[Database, bool]:
    """Open the cache, or make it anew when it is missing or damaged; says whether it is new."""
    path = folder / CACHE_FILE
    if path.exists():
        database = Database(path, key, patience)
        if _is_ours(database):
            return database, False
        database.close()
    throw_away(folder)
    with telling_of_files():
        make_private_file(path)
    database = Database(path, key, patience)
    with database.write() as connection:
        cached.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={_VERSION}")
    return database, True


def throw_away(folder: Path) -> None:
    """Delete the cache and its side files."""
    with telling_of_files():
        for end in ("", "-wal", "-shm", "-journal"):
            (folder / (CACHE_FILE + end)).unlink(missing_ok=True)


def _is_ours(database: Database) -> bool:
    try:
        with database.read() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    except HomeDamaged:
        return False
    if version > _VERSION:
        raise HomeTooNew("This home was made by a newer smallprint.")
    return version == _VERSION
