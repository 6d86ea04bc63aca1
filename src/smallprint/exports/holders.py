"""The parts of an export that hold files: a zip, a tar, a folder on disk."""

from __future__ import annotations

import io
import os
import stat
import struct
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from smallprint.exports.limits import KIB, ExportTrouble
from smallprint.exports.rewind import RAW, Inflated
from smallprint.exports.sources import OnDisk, Source, Stretch
from smallprint.exports.tar_list import TarEntry
from smallprint.exports.unpack import DEFLATED, STORED, Member
from smallprint.exports.zip_list import Entry, body_start

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ZIP_PLACE = struct.Struct("<QQIHI")  # offset, packed size, crc, method, DOS date and time
_TAR_PLACE = struct.Struct("<Qq")  # offset of the bytes, seconds since 1970
_FOLDER_PLACE = struct.Struct("<d")
_BUFFER = 128 * KIB


class ZipHolder:
    """A zip whose members are read in place."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @staticmethod
    def where(entry: Entry) -> bytes:
        """Pack what is needed to find a member again into 26 bytes."""
        return _ZIP_PLACE.pack(entry.offset, entry.packed, entry.crc, entry.method, entry.stamp)

    def open(self, where: bytes, size: int) -> io.BufferedReader:
        offset, packed, crc, method, _ = _ZIP_PLACE.unpack(where)
        body = Stretch(self._source, body_start(self._source, offset), packed)
        return io.BufferedReader(Member(body, size, method, crc), _BUFFER)

    def source(self, where: bytes, size: int, /) -> Source:
        """Give a member that is itself a zip or tar as a source. Raises ExportTrouble."""
        offset, packed, _, method, _ = _ZIP_PLACE.unpack(where)
        body = Stretch(self._source, body_start(self._source, offset), packed)
        if method == STORED:
            return body
        if method != DEFLATED:
            raise ExportTrouble("unknown_method", "packed twice in a way we do not open")
        unpacked = Inflated(body, RAW)
        if unpacked.size > size:
            raise ExportTrouble("wrong_size", "it holds more than it says")
        return unpacked

    def modified(self, where: bytes) -> datetime | None:
        return from_dos(_ZIP_PLACE.unpack(where)[4])

    def crc(self, where: bytes) -> int | None:
        return int(_ZIP_PLACE.unpack(where)[2])


class TarHolder:
    """A tar whose members are read in place."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @staticmethod
    def where(entry: TarEntry) -> bytes:
        """Pack what is needed to find a member again."""
        return _TAR_PLACE.pack(entry.offset, min(entry.modified, 1 << 60))

    def open(self, where: bytes, size: int, /) -> io.BufferedReader:
        return io.BufferedReader(
            Member(Stretch(self._source, _TAR_PLACE.unpack(where)[0], size), size, STORED), _BUFFER
        )

    def source(self, where: bytes, size: int, /) -> Source:
        """Give a member that is itself a zip or tar as a source."""
        return Stretch(self._source, _TAR_PLACE.unpack(where)[0], size)

    def modified(self, where: bytes, /) -> datetime | None:
        return _from_seconds(_TAR_PLACE.unpack(where)[1])

    def crc(self, _where: bytes, /) -> int | None:
        return None


def _from_seconds(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, OSError, ValueError):
        return None


def from_dos(stamp: int) -> datetime | None:
    """Read a DOS date and time: local, no zone, two-second steps. 1980-01-01 means unset."""
    day, clock = stamp >> 16, stamp & 0xFFFF
    try:
        day_part = date(1980 + (day >> 9), day >> 5 & 15, day & 31)
        time_part = time(clock >> 11, clock >> 5 & 63, (clock & 31) * 2)
    except ValueError:
        return None
    return datetime.combine(day_part, time_part) if day_part != date(1980, 1, 1) else None


class FolderHolder:
    """A folder on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.fspath(folder)

    @staticmethod
    def where(path: str, modified: float) -> bytes:
        """Pack a path, with its undecodable bytes, and its time."""
        return _FOLDER_PLACE.pack(modified) + path.encode("utf-8", "surrogateescape")

    def source(self, where: bytes, _size: int, /) -> Source:
        """Give a file that is itself a zip or tar as a source. Raises UnreadablePath."""
        return OnDisk(Path(self._path(where)))

    def _path(self, where: bytes) -> str:
        inside = where[_FOLDER_PLACE.size :].decode("utf-8", "surrogateescape")
        return self._folder + os.sep + inside.replace("/", os.sep)

    def open(self, where: bytes, _size: int, /) -> io.BufferedReader:
        flags = os.O_RDONLY
        for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):  # a fifo or a link put there meanwhile
            flags |= getattr(os, name, 0)
        try:
            number = os.open(self._path(where), flags)
        except OSError as problem:
            raise ExportTrouble("unreadable", type(problem).__name__) from problem
        if not stat.S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            raise ExportTrouble("unreadable", "no ordinary file any more")
        return io.BufferedReader(_OnDisk(number), _BUFFER)

    def modified(self, where: bytes) -> datetime | None:
        return _from_seconds(_FOLDER_PLACE.unpack_from(where)[0])

    def crc(self, _where: bytes, /) -> int | None:
        return None


class _OnDisk(io.FileIO):
    """A file whose disk may vanish while it is read."""

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        try:
            return super().readinto(buffer)
        except OSError as problem:
            raise ExportTrouble("unreadable", type(problem).__name__) from problem

    def readall(self) -> bytes:
        try:
            return super().readall()
        except OSError as problem:
            raise ExportTrouble("unreadable", type(problem).__name__) from problem
