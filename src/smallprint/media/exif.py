"""What EXIF says: when, where, whose camera, and words typed into a camera or a program.

Tag numbers: CIPA DC-008 (Exif 3.0), and Microsoft's XP tags.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from smallprint.media.told import Told, add_text, decoded_text

_IFD_EXIF, _IFD_GPS = 0x8769, 0x8825
_NAMES = (0x013B, 0xA430)  # Artist, CameraOwnerName
_WORDS = (0x010E,)  # ImageDescription
_WIDE_WORDS = (0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F)  # XPTitle, XPComment, XPKeywords, XPSubject: UTF-16LE
_WIDE_NAMES = (0x9C9D,)  # XPAuthor
_USER_COMMENT = 0x9286
_MAKE, _MODEL, _ORIENTATION = 0x010F, 0x0110, 0x0112
_TIMES = ((0x9003, 0x9011), (0x9004, 0x9012))  # DateTimeOriginal and DateTimeDigitized, each with its offset
_TIME = re.compile(r"(\d{4})[:\-./](\d\d)[:\-./](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)|Z")

Tags = Mapping[int, Any]


def read_exif(exif: Any, told: Told) -> None:
    """Fill `told` from a Pillow `Exif`. What is absurd stays absent."""
    main: Tags = exif
    inner: Tags = exif.get_ifd(_IFD_EXIF)
    for tags in (main, inner):
        _read_texts(tags, told)
    told.device = told.device or device(text_of(main.get(_MAKE)), text_of(main.get(_MODEL)))
    told.taken = told.taken or _taken(inner) or _taken(main)
    told.point = told.point or point(exif.get_ifd(_IFD_GPS))


def orientation(exif: Tags) -> int:
    """1 to 8; 1 where nothing sensible is stated."""
    value = exif.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def text_of(value: object) -> str:
    """The text in a tag. Pillow reads ASCII tags as Latin-1; many writers put UTF-8 there."""
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    return decoded_text(value).strip() if isinstance(value, bytes) else ""


def device(make: str, model: str) -> str:
    """Make and model in one, without the make twice."""
    return model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()


def point(gps: Tags) -> tuple[float, float] | None:
    """Degrees, or None. A place without its hemispheres is no place: the sign would be a guess."""
    latitude = _degrees(gps.get(2), gps.get(1), "N", "S", 90)
    longitude = _degrees(gps.get(4), gps.get(3), "E", "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None  # 0, 0 is what cameras write before they know
    return latitude, longitude


def moment(text: str, offset: str = "") -> str:
    """ISO 8601 of an EXIF or XMP time, or "". The offset is added only where one is stated."""
    match = _TIME.match(text.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second = (part or "00" for part in match.groups())
    zone = _OFFSET.fullmatch(offset.strip())
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{_zone(zone) if zone else ''}"


def _zone(match: re.Match[str]) -> str:
    return "+00:00" if match[0] == "Z" else f"{match[1]}{match[2]}:{match[3]}"


def _taken(tags: Tags) -> str:
    for time_tag, offset_tag in _TIMES:
        if found := moment(text_of(tags.get(time_tag)), text_of(tags.get(offset_tag))):
            return found
    return ""


def _read_texts(tags: Tags, told: Told) -> None:
    for tag in _NAMES:
        add_text(told.names, text_of(tags.get(tag)))
    for tag in _WORDS:
        add_text(told.words, text_of(tags.get(tag)))
    for tag in _WIDE_NAMES:
        add_text(told.names, _wide(tags.get(tag)))
    for tag in _WIDE_WORDS:
        add_text(told.words, _wide(tags.get(tag)))
    add_text(told.words, _comment(tags.get(_USER_COMMENT)))


def _wide(value: object) -> str:
    if isinstance(value, tuple):
        value = bytes(part for part in value if isinstance(part, int) and 0 <= part < 256)
    return value.decode("utf-16-le", "replace").split("\0", 1)[0] if isinstance(value, bytes) else ""


def _comment(value: object) -> str:
    """UserComment: eight bytes that name the alphabet, then the text."""
    if not isinstance(value, bytes):
        return text_of(value)
    alphabet, text = value[:8], value[8:]
    if alphabet == b"UNICODE\0":
        big = text[:1] == b"\0" and text[1:2] != b"\0"
        return text.decode("utf-16-be" if big else "utf-16-le", "replace").split("\0", 1)[0]
    if alphabet == b"JIS\0\0\0\0\0":
        return text.decode("iso2022_jp", "replace").split("\0", 1)[0]
    known = alphabet in (b"ASCII\0\0\0", b"\0" * 8)
    return text_of(text if known else value)


def _degrees(parts: object, side: object, plus: str, minus: str, most: int) -> float | None:
    letter = text_of(side).upper()[:1]
    if letter not in (plus, minus) or not isinstance(parts, tuple) or not 1 <= len(parts) <= 3:
        return None
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError, ArithmeticError):
        return None
    value = sum((number / 60.0**place for place, number in enumerate(numbers)), 0.0)
    if not math.isfinite(value) or min(numbers) < 0 or value > most:
        return None
    return round(-value if letter == minus else value, 7)
