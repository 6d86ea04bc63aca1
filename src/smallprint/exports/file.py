"""One file of an export."""

from __future__ import annotations

from datetime import datetime
from io import BufferedReader
from typing import Protocol

from smallprint.exports.limits import MIB, ExportTrouble
from smallprint.exports.sources import Source


class Holder(Protocol):
    """The part that holds a file: a zip, a tar, a folder. `where` is the holder's own note of the place."""

    def open(self, where: bytes, size: int, /) -> BufferedReader: ...

    def modified(self, where: bytes, /) -> datetime | None: ...

    def crc(self, where: bytes, /) -> int | None: ...

    def source(self, where: bytes, size: int, /) -> Source: ...


class File:
    """One file of an export, wherever it lies. Opening it reads it in place; nothing is ever unpacked to disk.

    `name` may be shown: "/" between folders, NFC, control characters escaped. `part` is the file or folder that
    was given. Two hundred bytes each, because an export may hold 300,000.
    """

    __slots__ = ("_holder", "_where", "name", "part", "size")

    def __init__(self, name: str, size: int, part: str, holder: Holder, where: bytes) -> None:
        self.name, self.size, self.part = name, size, part
        self._holder, self._where = holder, where

    def __repr__(self) -> str:
        return f"File({self.name!r}, {self.size})"

    @property
    def modified(self) -> datetime | None:
        """When the file says it was changed. Naive in a zip, which knows no zone."""
        return self._holder.modified(self._where)

    @property
    def crc(self) -> int | None:
        """The checksum the zip states, unchecked; None elsewhere."""
        return self._holder.crc(self._where)

    def source(self) -> Source:
        """Give it as bytes that can be read at any place: for a zip or tar that lies inside. Raises ExportTrouble."""
        return self._holder.source(self._where, self.size)

    def open(self) -> BufferedReader:
        """Open it for reading from its start. Reading raises ExportTrouble where the bytes are not as promised."""
        return self._holder.open(self._where, self.size)

    def head(self, count: int = 4096) -> bytes:
        """Give its first bytes; b"" where they cannot be read."""
        try:
            with self.open() as stream:
                return stream.read(count)
        except ExportTrouble:
            return b""

    def read(self, limit: int = 64 * MIB) -> bytes:
        """Give all its bytes, at most `limit` of them. Raises ExportTrouble."""
        if self.size > limit:
            raise ExportTrouble("too_large", f"{self.size} bytes")
        with self.open() as stream:
            whole = stream.read(min(limit, self.size) + 1)  # as much is set aside, so not simply the limit
        if len(whole) > limit:
            raise ExportTrouble("too_large", "it grew while it was read")
        return whole
