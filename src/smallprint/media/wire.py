"""How the box and the program that asks it speak: short JSON messages, and bytes beside them.

    program -> box   {"look": size, "long_side": …, …, "here": count} and the bytes of a small file
    box -> program   {"ask": [offset, count]}             of a large one; answered by {"here": count} and the bytes
    box -> program   {"pixels": [width, height], "at": …} and the bytes; answered by {"on": 1} when they were taken
    box -> program   {"told": {…}}                        the end

On Linux the bytes lie in one sheet of shared memory that both hold open, so that nothing is copied through a pipe and
the box needs no system call but read and write. Elsewhere they follow as a message of their own.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from mmap import mmap
from multiprocessing.connection import Connection
from typing import BinaryIO

from smallprint.media.told import MOST_SIDE

if sys.platform == "linux":
    import fcntl
if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection

INPUT = 32 << 20  # bytes of a file on the sheet at one time; larger files are asked for piece by piece
PIECE = 2 << 20
OUTPUT = MOST_SIDE * MOST_SIDE * 3  # one picture, RGB
SHEET = INPUT + OUTPUT
_LONGEST_MESSAGE = 1 << 20  # 3 x 64 texts of 2,000 characters, escaped


def open_connection(number: int) -> Connection:
    """The connection behind an inherited descriptor, or handle on Windows."""
    if sys.platform == "win32":
        return PipeConnection(number)
    return Connection(number)


def new_sheet() -> int | None:
    """A descriptor of shared memory that can neither grow nor shrink: no side can pull it from under the other.

    None where the system has none; then the bytes go through the connection."""
    if sys.platform != "linux":
        return None
    sheet = os.memfd_create("smallprint", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(sheet, SHEET)
    fcntl.fcntl(sheet, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    return sheet


class Lied(Exception):
    """The other side said something outside the protocol."""


class Wire:
    """One side of the talk. `near` and `far` are where this side writes to and reads from on the sheet."""

    def __init__(self, connection: Connection, sheet: mmap | None, *, is_box: bool) -> None:
        self._connection = connection
        self._sheet = sheet
        self._view = memoryview(sheet) if sheet is not None else memoryview(b"")
        self._near, self._far = (INPUT, 0) if is_box else (0, INPUT)

    def say(self, message: dict[str, object]) -> None:
        """Send one message. OSError when the other side is gone."""
        self._connection.send_bytes(json.dumps(message).encode())

    def hear(self) -> dict[str, object]:
        """The next message. EOFError or OSError when the other side is gone, Lied when it is no JSON object."""
        try:
            message = json.loads(self._connection.recv_bytes(_LONGEST_MESSAGE))
        except (ValueError, RecursionError) as problem:
            raise Lied from problem
        if not isinstance(message, dict):
            raise Lied
        return message

    def hand(self, message: dict[str, object], content: bytes) -> None:
        """Send a message and the bytes that belong to it."""
        if self._sheet is not None:
            self._sheet[self._near : self._near + len(content)] = content
            self.say(message)
        else:
            self.say(message)
            self._connection.send_bytes(content)

    def hand_over(self, message: dict[str, object], stream: BinaryIO, offset: int, count: int) -> None:
        """Send a message with `count` bytes of the stream; "here" says how many it turned out to be."""
        try:
            stream.seek(offset)
            content = stream.read(min(count, INPUT))
        except (OSError, ValueError):  # a torn zip member; the decoder sees a file that ends here
            content = b""
        self.hand({**message, "here": len(content)}, content)

    def take(self, count: int) -> memoryview:
        """The `count` bytes that belong to the message just heard, until the other side writes over them."""
        if self._sheet is not None:
            return self._view[self._far : self._far + count]
        content = self._connection.recv_bytes(count)
        if len(content) != count:
            raise Lied
        return memoryview(content)

    def close(self) -> None:
        """Let go of the connection and the sheet."""
        self._connection.close()
        self._view.release()
        if self._sheet is not None:
            with suppress(BufferError):  # a traceback still holds a view; it goes with the last of them
                self._sheet.close()
