"""Bytes that can be read at a place: a file on disk, and a stretch of another source.

Several threads may read one source, because no reader shares a position with another.
"""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import Protocol

from smallprint.errors import UnreadablePath
from smallprint.exports.limits import ExportTrouble


class Source(Protocol):
    """Bytes with a known length."""

    @property
    def size(self) -> int: ...

    def read_at(self, place: int, count: int) -> bytes:
        """Give up to `count` bytes from `place`; fewer only at the end. Raises ExportTrouble."""

    def close(self) -> None: ...


class OnDisk:
    """One file, opened once, so that a file put in its place meanwhile is never mixed with it."""

    def __init__(self, path: Path) -> None:
        try:
            self._number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as problem:
            raise UnreadablePath(f"{path.name}: {problem.strerror}") from problem
        state = os.fstat(self._number)
        if not stat.S_ISREG(state.st_mode):
            os.close(self._number)
            raise UnreadablePath(f"{path.name} is no ordinary file")
        self.size = state.st_size
        self._lock = threading.Lock()
        self._open = True

    def read_at(self, place: int, count: int) -> bytes:
        """Read without moving anybody else's position."""
        try:
            if hasattr(os, "pread"):
                return os.pread(self._number, count, place)
            with self._lock:  # Windows has no pread
                os.lseek(self._number, place, os.SEEK_SET)
                return os.read(self._number, count)
        except OSError as problem:
            raise ExportTrouble("unreadable", type(problem).__name__) from problem

    def close(self) -> None:
        """Let the file go."""
        if self._open:
            self._open = False
            os.close(self._number)


class Stretch:
    """A stretch of another source: a zip that lies unpacked inside a zip is read where it is."""

    def __init__(self, source: Source, start: int, size: int) -> None:
        self._source = source
        self._start = start
        self.size = max(0, min(size, source.size - start))

    def read_at(self, place: int, count: int) -> bytes:
        """Read inside the stretch only."""
        return self._source.read_at(self._start + place, max(0, min(count, self.size - place)))

    def close(self) -> None:
        """The source belongs to somebody else."""


def read_exactly(source: Source, place: int, count: int) -> bytes:
    """Read `count` bytes, however many short reads that takes; fewer only at the source's end."""
    pieces = []
    while count > 0:
        piece = source.read_at(place, min(count, 1 << 24))
        if not piece:
            break
        pieces.append(piece)
        place += len(piece)
        count -= len(piece)
    return b"".join(pieces)
