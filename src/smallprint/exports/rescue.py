"""What can be had from a zip whose end is missing: the members that arrived whole.

A download that broke off is the commonest damage. The list of members stands at a zip's end, but each member also
has a header of its own in front (APPNOTE.TXT 4.3.7), and, where it was packed on the fly, its sizes behind it
(4.3.9). Bytes are searched, never unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from smallprint.exports.limits import MIB, ExportTrouble
from smallprint.exports.names import decode, extra_field
from smallprint.exports.sources import Source, read_exactly
from smallprint.exports.zip_list import LOCAL, UTF8, Entry, why_odd

_LATER = 0x0008  # sizes and checksum stand behind the member
_SIGNS = re.compile(rb"PK(?:\x07\x08|\x03\x04|\x01\x02)")
_STEP = 4 * MIB
_LONGEST_BEHIND = 24


def entries(source: Source) -> Iterator[Entry | ExportTrouble]:
    """Give every member that is whole, and at the end the ExportTrouble "cut_off"."""
    at = _first(source)
    while True:
        header = source.read_at(at, LOCAL.size)
        if len(header) < LOCAL.size or not header.startswith(b"PK\x03\x04"):
            break
        entry, after = _entry(source, at, header)
        if entry is None:
            break
        yield entry
        at = after
    yield ExportTrouble("cut_off", "its end is missing: what came before was read")


def _first(source: Source) -> int:
    """Find the first member; something may stand in front of a zip, or its first bytes be damaged."""
    return max(0, read_exactly(source, 0, _STEP).find(b"PK\x03\x04"))


def _entry(source: Source, at: int, header: bytes) -> tuple[Entry | None, int]:
    """Read one member's own header; (None, 0) where the member is not whole."""
    fields = LOCAL.unpack(header)
    flags, method, time, day, crc, packed, size = (int(field) for field in fields[2:9])
    names = read_exactly(source, at + LOCAL.size, fields[9] + fields[10])
    raw, extra = names[: fields[9]], names[fields[9] :]
    start = after = at + LOCAL.size + len(names)
    packed, size = _longer(extra, packed, size)
    if flags & _LATER and not packed:
        behind = _behind(source, start)
        if behind is None:
            return None, 0
        crc, packed, size, after = behind
    else:
        after = start + packed
    if after > source.size or len(names) < fields[9] + fields[10]:
        return None, 0
    path = decode(raw, utf8=bool(flags & UTF8), extra=extra).replace("\\", "/")
    folder = path.endswith("/")
    odd = "" if folder else why_odd(0, flags, method, overlapping=False)
    return Entry(path, at, packed, size, crc, method, day << 16 | time, odd, folder), after


def _longer(extra: bytes, packed: int, size: int) -> tuple[int, int]:
    field = extra_field(extra, 1)
    if field is None or len(field) < 16 or 0xFFFFFFFF not in (packed, size):
        return packed, size
    return int.from_bytes(field[8:16], "little"), int.from_bytes(field[:8], "little")


def _behind(source: Source, start: int) -> tuple[int, int, int, int] | None:
    """Find (crc, packed, size, end) behind a member: the one place whose packed size is the distance to it."""
    place = start
    while place < source.size:
        stretch = read_exactly(source, place, _STEP + _LONGEST_BEHIND)
        for found in _SIGNS.finditer(stretch, 0, min(len(stretch), _STEP + 4)):
            figures = _figures(source, start, place + found.start(), signed=found[0][2:] == b"\x07\x08")
            if figures is not None:
                return figures
        place += _STEP
    return None


def _figures(source: Source, start: int, at: int, *, signed: bool) -> tuple[int, int, int, int] | None:
    """Read the figures behind a member: with their own sign, or bare in front of the next header."""
    for width in (4, 8):
        length = 4 + 2 * width
        first = at + 4 if signed else at - length
        distance = at - start if signed else first - start
        behind = source.read_at(first, length) if first >= start else b""
        packed = int.from_bytes(behind[4 : 4 + width], "little")
        if len(behind) == length and packed == distance:
            size = int.from_bytes(behind[4 + width :], "little")
            return int.from_bytes(behind[:4], "little"), packed, size, first + length
    return None
