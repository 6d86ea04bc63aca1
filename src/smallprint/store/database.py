"""One encrypted SQLite file: how it is opened, read, written and copied. Everything that depends on the dialect
of the database stands here.

Order of the first statements and the raw key are from security.md section 4: the log level first (else SQLCipher
writes to stderr), then the key, then the journal. Each connection is used by one thread at a time (a pool hands
them out); writers of one program queue at a lock, writers of two programs at SQLite's own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.pool import QueuePool

from smallprint.errors import DiskFull, HomeBusy, HomeDamaged, HomeError
from smallprint.store.files import make_private_file, no_room

T = TypeVar("T")

PATIENCE = 5.0  # seconds to wait for another writer
PAGE = 4096  # bytes; kept at SQLCipher's default (security.md section 4)
MANY = 500  # values in one IN list; SQLite's own limit is 32,766

_BUSY = {5, 6}
_CORRUPT = {11, 26}
_READ_ONLY, _IO, _FULL, _CANNOT_OPEN = 8, 10, 13, 14


def connect(path: Path, key: bytes, patience: float = PATIENCE) -> Any:
    """Open one raw connection with the library key. The key never stands in a URL or an error."""
    connection = sqlcipher.connect(str(path), timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA journal_size_limit=67108864")
        connection.execute("PRAGMA foreign_keys=ON")
        # What is deleted is overwritten: a dropped picture's words are not in the free pages either.
        connection.execute("PRAGMA secure_delete=ON")
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


class Database:
    """One encrypted file, with a rule for connections: many readers, one writer."""

    def __init__(self, path: Path, key: bytes, patience: float = PATIENCE) -> None:
        self.path = path
        self._key = key
        self._patience = patience
        self._writing = threading.Lock()
        self._engine = sa.create_engine(
            "sqlite+pysqlite://",
            module=sqlcipher,
            creator=lambda: connect(path, self._key, patience),
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=12,
            hide_parameters=True,
        )
        sa.event.listen(self._engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the file, whatever is written meanwhile."""
        with telling(self.path.parent), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[sa.Connection]:
        """Give the one writing connection; all or nothing.

        `durable` waits until the disk has it: for what a person typed. Without it a power cut may undo the last
        moments, never half of a transaction.
        """
        if not self._writing.acquire(timeout=self._patience):
            raise _busy()
        try:
            with telling(self.path.parent), self._engine.connect() as plain:
                connection = plain.execution_options(smallprint_begin="full" if durable else "normal")
                with connection.begin():
                    yield connection
        finally:
            self._writing.release()

    def sweep_is_due(self) -> bool:
        """Whether a sweep of the cache was asked for and did not end, as after a crash."""
        with self.read() as connection:
            return bool(connection.exec_driver_sql("PRAGMA user_version").scalar())

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file and empty it, so that deleted words do not stay in it."""
        with telling(self.path.parent), self._raw() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, target: Path) -> None:
        """Write an encrypted copy, opened by the same key, to a file that is not there yet."""
        make_private_file(target)
        try:
            with telling(self.path.parent), self._raw() as connection:
                connection.execute("VACUUM INTO ?", (str(target),))
        except HomeError:
            target.unlink(missing_ok=True)
            raise
        except DiskFull:
            target.unlink(missing_ok=True)
            raise

    def faults(self) -> list[str]:
        """Read every page and say what does not fit; empty when all is well."""
        with telling(self.path.parent), self._raw() as connection:
            # The first check reads the file alone: after a full disk its last page may be whole in the log only.
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            pages = [] if busy else [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
            if pages:
                return pages
            return [str(row[0]) for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]

    def close(self) -> None:
        """Close every connection; the last one brings the write-ahead log into the file."""
        self._engine.dispose()

    @contextmanager
    def _raw(self) -> Iterator[Any]:
        connection = connect(self.path, self._key, self._patience)
        try:
            yield connection
        finally:
            connection.close()


def set_sweep_due(connection: sa.Connection, due: bool) -> None:
    """Note, in the same transaction, that the cache holds what the main file has forgotten."""
    connection.exec_driver_sql(f"PRAGMA user_version={int(due)}")


def _begin(connection: sa.Connection) -> None:
    """Begin as asked: a writer takes its lock at once, so that it never has to give up half-way."""
    how = connection.get_execution_options().get("smallprint_begin")
    if how is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if how == 'full' else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn the database's errors into ours; never a statement's values."""
    try:
        yield
    except sa.exc.DBAPIError as problem:
        meaning = _meaning(problem.orig, folder)
        if meaning is None:
            raise
        raise meaning from None
    except sqlcipher.Error as problem:
        meaning = _meaning(problem, folder)
        if meaning is None:
            raise
        raise meaning from None


def _busy() -> HomeBusy:
    return HomeBusy("Another smallprint is writing to this home.")


def _meaning(problem: BaseException | None, folder: Path) -> HomeError | DiskFull | None:
    code = getattr(problem, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    # Only "no space" comes as FULL. A quota, a largest file, and a log that cannot be mapped come as a bare I/O
    # error (seen with sqlcipher3 0.6.4, which gives no extended codes), so the folder is asked.
    if code & 0xFF == _FULL or (code & 0xFF == _IO and no_room(folder)):
        return DiskFull("There is no room left on the disk.")
    if code & 0xFF in _BUSY:
        return _busy()
    if code & 0xFF in _CORRUPT:
        return HomeDamaged("The home's file is damaged, or is not a home.")
    if code & 0xFF in {_READ_ONLY, _IO, _CANNOT_OPEN}:
        return HomeError(
            "The home's file could not be read or written.",
            hint="Check that the disk is plugged in and not read-only, and try again.",
        )
    return None


def pieces(values: Sequence[T], size: int = MANY) -> Iterator[Sequence[T]]:
    """Cut a list into lists short enough for one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
