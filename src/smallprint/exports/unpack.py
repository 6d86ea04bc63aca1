"""Streams over members: unpacked while reading, counted, checked, and stopped at their limits."""

from __future__ import annotations

import bz2
import io
import zlib
from typing import TYPE_CHECKING, Protocol

from smallprint.exports.limits import LIMITS, ExportTrouble
from smallprint.exports.sources import Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STORED, DEFLATED, BZIP2 = 0, 8, 12
METHODS = frozenset({STORED, DEFLATED, BZIP2})
_STEP = 1 << 16


class _Unpacker(Protocol):
    def give(self, fresh: bytes, most: int) -> bytes:
        """Take packed bytes (b"" when there are none) and give at most `most` unpacked ones."""

    @property
    def wants_more(self) -> bool: ...

    @property
    def done(self) -> bool: ...


class _Inflate:
    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(-15)

    def give(self, fresh: bytes, most: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + fresh, most)

    @property
    def wants_more(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def done(self) -> bool:
        return self._zlib.eof


class _Bunzip:
    def __init__(self) -> None:
        self._bz2 = bz2.BZ2Decompressor()

    def give(self, fresh: bytes, most: int) -> bytes:
        return self._bz2.decompress(fresh, most)

    @property
    def wants_more(self) -> bool:
        return self._bz2.needs_input

    @property
    def done(self) -> bool:
        return self._bz2.eof


class _Stored:
    done = False
    wants_more = True

    def give(self, fresh: bytes, most: int) -> bytes:
        assert len(fresh) <= most
        return fresh


def _unpacker(method: int) -> _Unpacker:
    if method == STORED:
        return _Stored()
    return _Inflate() if method == DEFLATED else _Bunzip()


class Member(io.RawIOBase):
    """One member, from its first byte to its checked end.

    Gives never more than the directory promised (`size`), and raises ExportTrouble where the bytes end early,
    go on too long, do not match their checksum or come out of too little. Going back starts again.
    """

    def __init__(self, packed: Source, size: int, method: int, crc: int | None = None) -> None:
        super().__init__()
        self._source, self._size, self._method, self._wanted_crc = packed, size, method, crc
        self._rewind()

    def _rewind(self) -> None:
        self._unpacker = _unpacker(self._method)
        self._taken = self._given = self._crc = 0
        self._checked = False
        self._jumped = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._next(len(view)) if len(view) else b""
        view[: len(piece)] = piece
        return len(piece)

    def _next(self, most: int) -> bytes:
        piece = self._unpacked(min(most, self._size - self._given)) if self._given < self._size else b""
        self._given += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if self._given > LIMITS.ratio_from and self._given > LIMITS.ratio * max(self._taken, 1):
            raise ExportTrouble("too_packed", "a great deal out of very little")
        if not piece:
            self._check_end()
        return piece

    def _unpacked(self, most: int) -> bytes:
        while not self._unpacker.done:
            fresh = b""
            if self._unpacker.wants_more:
                room = most if self._method == STORED else _STEP
                fresh = self._source.read_at(self._taken, room)
                self._taken += len(fresh)
            try:
                piece = self._unpacker.give(fresh, most)
            except (zlib.error, OSError, ValueError) as problem:
                raise ExportTrouble("not_packed_right", "its bytes are damaged") from problem
            if piece or (not fresh and self._unpacker.wants_more):
                return piece
        return b""

    def _check_end(self) -> None:
        if self._given < self._size:
            raise ExportTrouble("cut_off", "it ends before its end")
        if self._jumped or self._checked:
            return
        self._checked = True
        if self._unpacked(1):
            raise ExportTrouble("wrong_size", "it holds more than it says")
        if self._wanted_crc is not None and self._crc != self._wanted_crc:
            raise ExportTrouble("bad_crc", "its bytes are not the ones that were packed")

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        """Move within the member. A stored one is jumped into; a packed one is read up to there."""
        target = place + {io.SEEK_SET: 0, io.SEEK_CUR: self._given, io.SEEK_END: self._size}[whence]
        target = max(0, min(target, self._size))
        if self._method == STORED and target != self._given:
            self._jumped, self._taken, self._given = True, target, target
            return target
        if target < self._given:
            self._rewind()
        while self._given < target and self._next(min(_STEP, target - self._given)):
            pass
        return self._given
