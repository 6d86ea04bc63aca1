"""Telegram's JSON made readable: it writes control characters as `\\x0B`, which JSON does not know.

Each becomes `\\u000B`, only where an odd number of backslashes stands before the x (export_output_json.cpp).
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_STEP = 1 << 16
_ESCAPED = re.compile(rb"(\\+)x([0-9A-Fa-f]{2})")
_OPEN_END = re.compile(rb"\\+(?:x[0-9A-Fa-f]?)?\Z")
_MOST_HELD = 1 << 12  # of backslashes at the end of what was read


def mended(stream: io.BufferedReader) -> io.BufferedReader:
    """Give the stream with its escapes as JSON wants them, in constant memory."""
    return io.BufferedReader(_Mended(stream), _STEP)


def mend(text: bytes) -> bytes:
    """Mend a piece of text that ends in no open escape."""
    return _ESCAPED.sub(_as_json, text) if b"\\x" in text else text


def _as_json(found: re.Match[bytes]) -> bytes:
    slashes = found[1]
    return slashes + b"u00" + found[2] if len(slashes) % 2 else found[0]


class _Mended(io.RawIOBase):
    """The bytes of another stream, mended as they are read. Its errors pass through."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._held = b""  # an escape that may go on in the next piece
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._ready and not self._ended:
            self._load()
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _load(self) -> None:
        fresh = self._stream.read1(_STEP)
        self._ended = not fresh
        text = self._held + fresh
        opened = None if self._ended else _OPEN_END.search(text, max(0, len(text) - _MOST_HELD))
        end = opened.start() if opened else len(text)
        self._ready, self._held = mend(text[:end]), text[end:]
