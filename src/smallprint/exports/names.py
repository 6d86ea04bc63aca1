"""Names inside an export: how they are shown, compared, ordered, and which are refused.

A name is never used to write anything. It is refused where a program that did unpack it would write elsewhere,
because no network makes such names and every crafted zip does.
"""

from __future__ import annotations

import re
import unicodedata
import zlib

from smallprint.exports.limits import LIMITS
from smallprint.exports.text import repair

# Control characters, direction overrides ("gpj.exe" shown as "exe.jpg"), line separators, lone surrogates.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff]")
# Instagram writes who_you've_followed, who_you_ve_followed and the typographic form in different years.
_APOSTROPHES = str.maketrans({"'": "_", "\u2019": "_", "\u2018": "_", "\u02bc": "_", "`": "_"})
_DIGITS = re.compile(r"0*([0-9]+)")
_DRIVE = re.compile(r"[A-Za-z]:")
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"})

# How parts of one export are numbered, and copies marked (parts.py).
_PACKED = re.compile(r"\.(?:zip|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))$", re.IGNORECASE)
_COPY = re.compile(r"(?:\s*\(\d{1,3}\)|\s+-?\s*(?:copy|kopie|copie|copia)(?:\s*\d{1,3})?)+$", re.IGNORECASE)
_TAKEOUT = re.compile(r"(takeout-\d{8}t\d{6,7}z)(?:-\d+){0,2}$", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{1,2}[-_.]\d{1,2}[-_.]\d{4})$")
_PART = re.compile(
    r"[-_. ]*(?:(?<=[-_. ])(?:part|teil|parte)[-_. ]?\d{1,3}|(?<=[-_])\d{1,3})(?:[-_ ]?of[-_ ]?\d+)?$", re.I
)


def shown(path: str) -> str:
    """Give a path as it may be printed and stored: NFC, "/" between folders, odd characters as \\xNN."""
    if path.isascii() and path.isprintable():
        return path
    return _UNSHOWN.sub(_escape, unicodedata.normalize("NFC", path))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, kept by surrogateescape
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def fold(path: str) -> str:
    """Give the form in which two names are compared: NFC, no case, one apostrophe, mojibake repaired."""
    if not path.isascii():
        path = unicodedata.normalize("NFC", repair(path))
    return path.casefold().translate(_APOSTROPHES)


def natural(path: str) -> str:
    """Give a sort key that puts posts_2 before posts_10."""
    return _DIGITS.sub(_counted, path.casefold())


def _counted(match: re.Match[str]) -> str:
    digits = match[1]
    return chr(0x2F + min(len(digits), 0x7000)) + digits


def is_junk(path: str) -> bool:
    """Say whether a system made this beside the export: __MACOSX, AppleDouble, .DS_Store, Thumbs.db."""
    last = path.rpartition("/")[2]
    return last.startswith("._") or last.casefold() in _JUNK or ("__MACOSX" in path and "__MACOSX" in path.split("/"))


def why_refused(path: str) -> str:
    """Give the slug of the reason for which a name from inside a zip or tar is refused; "" where it is fine."""
    if "\x00" in path:
        return "nul_in_name"
    if path.startswith("/"):
        return "absolute_name"
    if _DRIVE.match(path):
        return "drive_name"
    if ":" in path:  # an alternate stream on Windows, a folder on old Macs
        return "colon_in_name"
    return why_too_long(path)


def why_too_long(path: str) -> str:
    """Refuse what is too long, too deep, or climbs out."""
    pieces = path.split("/")
    if ".." in pieces:
        return "climbing_name"
    if len(path) > LIMITS.name:
        return "name_too_long"
    return "too_many_folders" if len(pieces) > LIMITS.folders else ""


def tidy(path: str) -> str:
    """Take the meaningless pieces out of a path: `a//b`, `./a`."""
    if "//" not in path and "./" not in path and not path.endswith("."):
        return path
    return "/".join(piece for piece in path.split("/") if piece not in ("", "."))


def decode(raw: bytes, *, utf8: bool, extra: bytes) -> str:
    """Read a zip member's name.

    Many tools write UTF-8 without saying so, so UTF-8 is tried first. What is no UTF-8 is the old DOS code page,
    unless the Info-ZIP field 0x7075 holds the name as well and was made for these very bytes.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _unicode_path(raw, extra) or raw.decode("utf-8" if utf8 else "cp437", "surrogateescape")


def _unicode_path(raw: bytes, extra: bytes) -> str | None:
    field = extra_field(extra, 0x7075)
    if field is None or len(field) < 6 or field[0] != 1:
        return None
    if int.from_bytes(field[1:5], "little") != zlib.crc32(raw):
        return None
    try:
        return field[5:].decode("utf-8")
    except UnicodeDecodeError:
        return None


def extra_field(extra: bytes, wanted: int) -> bytes | None:
    """Find one field of a zip member's extra bytes. A broken list ends it."""
    at = 0
    while at + 4 <= len(extra):
        tag = int.from_bytes(extra[at : at + 2], "little")
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        if tag == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return None


def export_name(name: str) -> str:
    """Give the name that all parts of one export share: without extension, copy mark and part number."""
    stem = _COPY.sub("", _PACKED.sub("", name))
    takeout = _TAKEOUT.match(stem)
    if takeout:
        return takeout[1]
    if _DATE.search(stem):  # `facebook-cleo-2024-11-18`: the 18 is no part number
        return stem
    return _COPY.sub("", _PART.sub("", stem)) or stem


def is_packed(name: str) -> bool:
    """Say whether a name claims to be a zip or tar."""
    return _PACKED.search(name) is not None
