"""The members of a tar, read by ourselves.

Why not tarfile: in Python 3.11.7 a crafted header makes it loop for ever (CVE-2025-8194) or backtrack for ever
(CVE-2024-6232), and it keeps a kilobyte for each member. Layout: POSIX.1-2017 pax, and GNU tar's long names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.exports.limits import KIB, ExportTrouble
from smallprint.exports.sources import Source, read_exactly

_BLOCK = 512
_REGULAR, _FOLDER, _LINKS = b"0\x007", b"5", b"12"
_LONG_NAME, _LONG_LINK, _PAX, _PAX_ALL = b"L", b"K", b"x", b"g"
_LONGEST_EXTRA = 256 * KIB


@dataclass(frozen=True, slots=True)
class TarEntry:
    """One member of a tar. `odd` is the slug of the reason not to open it, or ""."""

    path: str
    offset: int  # of its bytes
    size: int
    modified: int  # seconds since 1970
    odd: str


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    size: int
    modified: int
    kind: bytes


def members(source: Source) -> Iterator[TarEntry | ExportTrouble]:
    """Give every file of a tar; an ExportTrouble where it ends early."""
    at = 0
    said: dict[str, str] = {}  # what a pax or GNU header says of the member behind it
    while True:
        block = read_exactly(source, at, _BLOCK)
        if len(block) == _BLOCK and not block.strip(b"\x00"):
            return
        header = _header(block) if len(block) == _BLOCK else None
        if header is None:
            yield ExportTrouble("cut_off" if len(block) < _BLOCK else "not_packed_right", "the rest is missing")
            return
        size = _stated_size(header, said)
        body, at = at + _BLOCK, at + _BLOCK + -(-size // _BLOCK) * _BLOCK
        if header.kind in (_LONG_NAME, _LONG_LINK, _PAX, _PAX_ALL):
            said |= _extra(source, header, body)
            continue
        if body + size > source.size:
            yield ExportTrouble("cut_off", "the rest is missing")
            return
        if header.kind != _FOLDER and not header.name.endswith("/"):
            path = said.get("path", header.name).replace("\\", "/")
            yield TarEntry(path, body, size, header.modified, _why_odd(header.kind, said))
        said = {}


def _stated_size(header: _Header, said: dict[str, str]) -> int:
    longer = said.get("size", "")
    return int(longer) if longer.isascii() and longer.isdigit() and len(longer) < 19 else header.size


def _why_odd(kind: bytes, said: dict[str, str]) -> str:
    if kind in _LINKS:
        return "link"
    if kind not in _REGULAR:
        return "special_file"
    return "unknown_method" if any(key.startswith("GNU.sparse") for key in said) else ""


def _header(block: bytes) -> _Header | None:
    """Read a header; None where it is none."""
    unsigned = sum(block[:148]) + 8 * 32 + sum(block[156:])
    size, modified = _number(block[124:136]), _number(block[136:148])
    if _number(block[148:156]) != unsigned or size is None:
        return None
    name = _text(block[:100])
    if block[257:263] == b"ustar\x00" and (prefix := _text(block[345:500])):
        name = f"{prefix}/{name}"
    return _Header(name, size, modified or 0, block[156:157])


def _number(field: bytes) -> int | None:
    """Read an octal number, or GNU's binary one; None where it is neither, or less than nothing."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big") if not any(field[1:-8]) else None
    digits = field.split(b"\x00")[0].strip()
    try:
        return int(digits or b"0", 8) if not digits.startswith((b"-", b"+")) and b"_" not in digits else None
    except ValueError:
        return None


def _text(field: bytes) -> str:
    return field.split(b"\x00")[0].decode("utf-8", "surrogateescape")


def _extra(source: Source, header: _Header, body: int) -> dict[str, str]:
    """Read a header that speaks of the next member."""
    if header.kind in (_PAX_ALL, _LONG_LINK) or header.size > _LONGEST_EXTRA:
        return {}
    written = read_exactly(source, body, header.size)
    if header.kind == _LONG_NAME:
        return {"path": _text(written)}
    said = {}
    while written:
        count, _, _ = written[:24].partition(b" ")
        if not count.isdigit() or not 0 < int(count) <= len(written):
            break
        key, _, value = written[len(count) + 1 : int(count) - 1].partition(b"=")
        said[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        written = written[int(count) :]
    return said
