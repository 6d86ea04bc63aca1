"""The list of members at the end of a zip, read by ourselves.

Why not zipfile: that of Python 3.11.7 unpacks 62 KB into 10 GB by overlapping members, drops what follows a NUL in
a name, gives up a whole zip for one odd entry, and needs 190 MB for 300,000 members (security.md section 4).
Layout: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 to 4.3.16 and 4.5.3.
"""

from __future__ import annotations

import stat
import struct
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from smallprint.exports.limits import ExportTrouble
from smallprint.exports.names import decode, extra_field
from smallprint.exports.sources import Source, read_exactly
from smallprint.exports.unpack import METHODS

LOCAL = struct.Struct("<4s5H3I2H")  # signature, version, flags, method, time, date, crc, packed, size, name, extra
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64 = struct.Struct("<4sIQI")
_LENGTHS = struct.Struct("<3H")  # name, extra field, comment
_LONGEST_ENTRY = _ENTRY.size + 3 * 65_535
_STEP = 1 << 20
_LONGEST_END = 65_535 + _END.size
_ENCRYPTED, UTF8 = 0x2041, 0x0800  # bit 0 encrypted, 6 strongly, 13 even the names are masked


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the list describes it. `odd` is the slug of the reason not to open it, or ""."""

    path: str
    offset: int  # of the local header, from the source's start
    packed: int
    size: int
    crc: int
    method: int
    stamp: int  # DOS date and time
    odd: str
    folder: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the list lies, and how far the whole zip is shifted: something may have been put before it."""

    source: Source
    start: int
    size: int
    shift: int


def find_end(source: Source) -> tuple[int, bytes] | None:
    """Find the end record: the last one whose comment ends where the file does, else the last one there is."""
    from_end = min(source.size, _LONGEST_END)
    tail = read_exactly(source, source.size - from_end, from_end)
    best, at = -1, tail.rfind(b"PK\x05\x06")
    while at >= 0:
        record = tail[at : at + _END.size]
        if len(record) == _END.size:
            best = at if best < 0 else best
            if at + _END.size + int(_END.unpack(record)[7]) == len(tail):
                best = at
                break
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return (source.size - from_end + best, tail[best : best + _END.size]) if best >= 0 else None


def find_directory(source: Source) -> Directory | None:
    """Find the list; None where there is none, as in a download that was cut off. Raises ExportTrouble."""
    found = find_end(source)
    if found is None:
        return None
    end, record = found
    _, disk, _, _, _, size, offset, _ = _END.unpack(record)
    if disk not in (0, 0xFFFF):
        raise ExportTrouble("split_zip", "one disk of several")
    size, offset, end = _longer(source, end, size, offset)
    start = end - size
    if size > source.size or start < 0:
        return None
    if size and not source.read_at(start, 4).startswith(b"PK\x01\x02"):
        return None
    return Directory(source, start, size, max(0, start - offset))


def _longer(source: Source, end: int, size: int, offset: int) -> tuple[int, int, int]:
    """Take the figures of the zip64 end record where there is a whole one."""
    locator = source.read_at(end - _LOCATOR64.size, _LOCATOR64.size) if end >= _LOCATOR64.size else b""
    if len(locator) < _LOCATOR64.size or not locator.startswith(b"PK\x06\x07"):
        return size, offset, end
    before = end - _LOCATOR64.size - _END64.size
    place = _LOCATOR64.unpack(locator)[2]
    for at in (place, before):  # `before` where something was put in front of the zip
        record = source.read_at(at, _END64.size) if 0 <= at <= before else b""
        if len(record) == _END64.size and record.startswith(b"PK\x06\x06"):
            fields = _END64.unpack(record)
            return fields[8], fields[9], at
    return size, offset, end


def entries(directory: Directory) -> Iterator[Entry]:
    """Give every member of the list. Raises ExportTrouble where the list itself ends early."""
    overlapping = _overlapping(directory)
    for number, record in enumerate(_records(directory)):
        yield _entry(record, directory.shift, overlapping=bool(overlapping[number]))


def _records(directory: Directory) -> Iterator[bytes]:
    """Give each entry of the list with its name, extra field and comment. Raises ExportTrouble at an early end."""
    place, end = directory.start, directory.start + directory.size
    held, at = b"", 0
    while True:
        if len(held) - at < _LONGEST_ENTRY and place < end:
            held, at = held[at:] + directory.source.read_at(place, min(_STEP, end - place)), 0
            place += _STEP
        if held[at : at + 4] != b"PK\x01\x02" or len(held) - at < _ENTRY.size:
            break
        name, extra, comment = _LENGTHS.unpack_from(held, at + 28)
        length = _ENTRY.size + name + extra + comment
        yield held[at : at + length]
        at += length
    if at != len(held) and held[at : at + 4] != b"PK\x05\x05":  # a signature may follow
        raise ExportTrouble("cut_off", "its list of members ends early")


def _overlapping(directory: Directory) -> bytearray:
    """Mark each member whose bytes run into the next one's: the heart of the overlap bombs."""
    starts, ends = array("Q"), array("Q")
    with suppress(ExportTrouble):  # told when the members are given
        for record in _records(directory):
            fields = _ENTRY.unpack_from(record)
            packed, _, offset = _sizes(record, fields)
            start = min(offset + directory.shift, 1 << 62)
            starts.append(start)
            ends.append(min(start + LOCAL.size + int(fields[10]) + packed, 1 << 63))
    marks = bytearray(len(starts))
    border = directory.start
    for number in sorted(range(len(starts)), key=starts.__getitem__, reverse=True):
        marks[number] = ends[number] > border
        border = starts[number]
    return marks


def _sizes(record: bytes, fields: tuple[int, ...]) -> tuple[int, int, int]:
    """Give (packed, size, offset), from the zip64 field where the short ones are full."""
    packed, size, offset = fields[8], fields[9], fields[16]
    if 0xFFFFFFFF not in (packed, size, offset):
        return packed, size, offset
    begin = _ENTRY.size + fields[10]
    field = extra_field(record[begin : begin + fields[11]], 1) or b""
    place = 0
    longer = []
    for short in (size, packed, offset):  # in this order, and only those that are full
        full = short == 0xFFFFFFFF and len(field) >= place + 8
        longer.append(int.from_bytes(field[place : place + 8], "little") if full else short)
        place += 8 if full else 0
    return longer[1], longer[0], longer[2]


def _entry(record: bytes, shift: int, *, overlapping: bool) -> Entry:
    fields = _ENTRY.unpack_from(record)
    made_by, flags, method, time, day, crc = fields[1], *fields[3:8]
    packed, size, offset = _sizes(record, fields)
    extra_at = _ENTRY.size + fields[10]
    raw = record[_ENTRY.size : extra_at]
    extra = record[extra_at : extra_at + fields[11]] if not raw.isascii() else b""
    path = decode(raw, utf8=bool(flags & UTF8), extra=extra).replace("\\", "/")
    folder = path.endswith("/") or (made_by >> 8 == 0 and bool(fields[15] & 0x10))
    odd = "" if folder else why_odd(fields[15] >> 16, flags, method, overlapping=overlapping)
    return Entry(path, offset + shift, packed, size, crc, method, day << 16 | time, odd, folder)


def why_odd(mode: int, flags: int, method: int, *, overlapping: bool) -> str:
    """Give the slug of the reason not to open a member, or ""."""
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "special_file"
    if flags & _ENCRYPTED:
        return "encrypted"
    if method not in METHODS:
        return "unknown_method"
    return "overlapping" if overlapping else ""


def body_start(source: Source, offset: int) -> int:
    """Give the place of a member's bytes, behind its local header. Raises ExportTrouble."""
    header = source.read_at(offset, LOCAL.size)
    if len(header) < LOCAL.size:
        raise ExportTrouble("cut_off", "it begins behind the end")
    if not header.startswith(b"PK\x03\x04"):
        raise ExportTrouble("not_packed_right", "it does not begin where the list says")
    fields = LOCAL.unpack(header)
    return offset + LOCAL.size + int(fields[9]) + int(fields[10])
