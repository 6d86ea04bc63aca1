"""Packed streams that can be read at any place without unpacking them to disk: .tgz, and a zip packed in a zip.

zlib can copy the state of its decompressor. One pass from front to end leaves such copies along the way, about
50 KB each, and reading at a place goes on from the nearest one before it. bzip2 and xz have no such copies; those
rare parts are unpacked once into memory or, when long, into a temporary file without a name.
"""

from __future__ import annotations

import bz2
import lzma
import tempfile
import threading
import zlib
from bisect import bisect_right
from contextlib import ExitStack

from smallprint.exports.limits import GIB, KIB, LIMITS, MIB, ExportTrouble
from smallprint.exports.outside import Form
from smallprint.exports.sources import Source

RAW, GZIP = -15, 31  # zlib's window bits for a zip member, and for gzip
_FEED = 16 * KIB
_STEP = 256 * KIB
_MOST_COPIES = 512
_SPOOLED = 16 * GIB
_SPOOLED_IN_MEMORY = 64 * MIB


class _Point:
    """How far a stream is unpacked, and what is needed to go on from there."""

    def __init__(self, source: Source, bits: int) -> None:
        self._source, self._bits = source, bits
        self._zlib = zlib.decompressobj(bits)
        self._waiting = b""
        self.taken = self.given = 0

    def copy(self) -> _Point:
        other = _Point(self._source, self._bits)
        other._zlib, other._waiting = self._zlib.copy(), self._waiting
        other.taken, other.given = self.taken, self.given
        return other

    def next(self, most: int) -> bytes:
        """Give the next bytes; b"" at the end. Raises ExportTrouble."""
        while True:
            if self._zlib.eof and not self._next_stream():
                return b""
            fresh = self._waiting or self._source.read_at(self.taken, _FEED)
            self.taken += 0 if self._waiting else len(fresh)
            try:
                piece = self._zlib.decompress(fresh, most)
            except zlib.error as problem:
                raise ExportTrouble("not_packed_right", "its bytes are damaged") from problem
            self._waiting = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
            self.given += len(piece)
            if piece:
                return piece
            if not fresh and not self._zlib.eof:
                raise ExportTrouble("cut_off", "it ends before its end")

    def _next_stream(self) -> bool:
        """Go on with the next gzip stream of the same file, where there is one."""
        if self._bits != GZIP:
            return False
        if not self._waiting:
            self._waiting = self._source.read_at(self.taken, _FEED)
            self.taken += len(self._waiting)
        if not self._waiting.startswith(b"\x1f\x8b"):
            return False
        self._zlib = zlib.decompressobj(self._bits)
        return True


class Inflated:
    """A packed stream as a source. Made by one pass over it. Raises ExportTrouble where that shows a bomb.

    `broken` is what stopped the pass early, else None; what came before can be read.
    """

    def __init__(self, packed: Source, bits: int) -> None:
        self._points = [_Point(packed, bits)]
        self._lock = threading.Lock()
        self.broken: ExportTrouble | None = None
        self.size = self._pass()
        self._live = self._points[0].copy()

    def _pass(self) -> int:
        point, every = self._points[0].copy(), 4 * MIB
        try:
            while point.next(_STEP):
                _refuse_bomb(point.given, point.taken, LIMITS.nested_size)
                if point.given >= self._points[-1].given + every:
                    self._points.append(point.copy())
                if len(self._points) > _MOST_COPIES:
                    every *= 2
                    self._points = self._points[::2]
        except ExportTrouble as problem:
            if problem.kind not in ("cut_off", "not_packed_right"):
                raise
            self.broken = problem
        return point.given

    def read_at(self, place: int, count: int) -> bytes:
        """Unpack from the nearest copy before the place, or go on from where the last reading ended."""
        count = max(0, min(count, self.size - place))
        with self._lock:
            self._go_to(place)
            pieces = []
            while count > 0:
                piece = self._live.next(min(count, _STEP))
                if not piece:
                    break
                pieces.append(piece)
                count -= len(piece)
        return b"".join(pieces)

    def _go_to(self, place: int) -> None:
        number = bisect_right(self._points, place, key=lambda point: point.given) - 1
        before = self._points[max(0, number)]
        if not before.given <= self._live.given <= place:
            self._live = before.copy()
        while self._live.given < place and self._live.next(min(_STEP, place - self._live.given)):
            pass

    def close(self) -> None:
        """Forget the copies."""
        self._points = self._points[:1]


class Spooled:
    """A bzip2 or xz stream, unpacked once."""

    def __init__(self, packed: Source, form: Form) -> None:
        unpacker = bz2.BZ2Decompressor() if form is Form.TAR_BZ2 else lzma.LZMADecompressor(memlimit=256 * MIB)
        self._lock = threading.Lock()
        self.broken: ExportTrouble | None = None
        self.size = 0
        with ExitStack() as closing:
            self._file = closing.enter_context(tempfile.SpooledTemporaryFile(_SPOOLED_IN_MEMORY))
            self._fill(packed, unpacker)
            closing.pop_all()

    def _fill(self, packed: Source, unpacker: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        taken = 0
        while not unpacker.eof:
            fresh = packed.read_at(taken, _FEED) if unpacker.needs_input else b""
            taken += len(fresh)
            if not fresh and unpacker.needs_input:
                self.broken = ExportTrouble("cut_off", "it ends before its end")
                return
            try:
                piece = unpacker.decompress(fresh, _STEP)
                self._file.write(piece)
            except (lzma.LZMAError, EOFError, ValueError):
                self.broken = ExportTrouble("not_packed_right", "its bytes are damaged")
                return
            except OSError as problem:  # damaged bzip2, or no room
                raise ExportTrouble("not_packed_right", type(problem).__name__) from problem
            self.size += len(piece)
            _refuse_bomb(self.size, taken, _SPOOLED)

    def read_at(self, place: int, count: int) -> bytes:
        with self._lock:
            self._file.seek(place)
            return self._file.read(count)

    def close(self) -> None:
        self._file.close()


def _refuse_bomb(given: int, taken: int, most: int) -> None:
    if given > most:
        raise ExportTrouble("too_large", "it holds more than we look at")
    if given > LIMITS.ratio_from and given > LIMITS.ratio * max(taken, 1):
        raise ExportTrouble("too_packed", "a great deal out of very little")
