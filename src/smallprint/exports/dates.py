"""Dates as exports write them. Nothing here raises, and nothing is guessed: no zone stated, no zone given.

Forms and their sources: Meta's HTML in many languages (meta-common.md, "Time"), EXIF, ISO 8601, RFC 2822 and
Google's "21 oct. 2023, 07:12:31 UTC" with its narrow spaces.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

# Month names by their first letters, accents folded; enough letters to be the only one in every language listed:
# en de fr es it pt nl sv da nb fi pl cs ro hu tr id.
_MONTHS: tuple[tuple[str, ...], ...] = (
    ("jan", "janv", "ene", "gen", "tammi", "sty", "led", "ian", "oca"),
    ("feb", "fev", "helmi", "lut", "uno", "sub"),
    ("mar", "mrz", "maal", "maart", "brez", "bre", "mrt"),
    ("apr", "avr", "abr", "huhti", "kwi", "dub", "nis"),
    ("may", "mai", "maj", "mei", "mag", "touko", "kve", "mayo"),
    ("jun", "juin", "giu", "kesa", "cze", "cerven", "iun", "haz", "june"),
    ("jul", "juil", "lug", "heina", "lip", "cervenec", "iul", "tem"),
    ("aug", "aout", "ago", "elo", "sie", "srp", "agu"),
    ("sep", "set", "syys", "wrz", "zar", "eyl", "szept"),
    ("oct", "okt", "ott", "out", "loka", "paz", "rij", "eki"),
    ("nov", "marras", "lis", "kas", "noi"),
    ("dec", "dez", "dic", "joulu", "gru", "pros", "ara", "des"),
)
_DAYS_LIKE_MONTHS = ("mar", "paz")  # mardi, martes, martedi, Pazar: not a month where another one is named
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_LONGEST_FIRST = sorted(_NUMBERS, key=len, reverse=True)

_ISO = re.compile(
    r"(\d{4})[-:/.]?(\d{2})[-:/.]?(\d{2})"
    r"(?:[T _,]+(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})(?:[:.h](\d{2}))(?:[:.](\d{2}))?(?:[.,]\d+)?\s*(a\.?\s?m\.?|p\.?\s?m\.?)?(?![\d:])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_ZONE = re.compile(
    r"(?<![a-z0-9])(?:utc|gmt|z)(?![a-z])\s*([+-]\d{1,2}(?::?\d{2})?)?|(?<=\d)\s*([+-]\d{2}:?\d{2})\b", re.IGNORECASE
)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")


def from_seconds(number: object) -> datetime | None:
    """Read seconds since 1970. None for no number, and before 1990 or after 2100: unset or absurd."""
    return _from_epoch(number, 1)


def from_millis(number: object) -> datetime | None:
    """Read milliseconds since 1970, as from_seconds."""
    return _from_epoch(number, 1000)


def _from_epoch(number: object, scale: int) -> datetime | None:
    if isinstance(number, str):
        number = int(number) if re.fullmatch(r"\s*[0-9]{1,15}\s*", number, re.ASCII) else None
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        when = datetime.fromtimestamp(number / scale, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return when if _EARLIEST <= when < _LATEST else None


def from_text(text: object, zone: tzinfo | None = None) -> datetime | None:
    """Read a written date. Its own zone counts; else `zone`; else it stays naive. None where it cannot be told."""
    if not isinstance(text, str) or not 6 <= len(text) <= 100:
        return None
    clear = " ".join(_folded(text).split())
    try:
        when = _iso(clear) or _east_asian(clear) or _written(clear)
    except (ValueError, OverflowError):
        return None
    if when is None:
        return None
    when = when if when.tzinfo or zone is None else when.replace(tzinfo=zone)
    return when if _EARLIEST.year <= when.year < _LATEST.year else None


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(one for one in letters if not unicodedata.combining(one)))


def _iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(one or 0) for one in found.groups()[:6])
    if second == 60:  # a leap second
        second = 59
    micro = int(found[7][:6].ljust(6, "0")) if found[7] else 0
    when = datetime.combine(datetime(year, month, day, tzinfo=UTC).date(), datetime.min.time())
    when += timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)
    return None if hour > 24 or minute > 59 or second > 59 else when.replace(tzinfo=_offset(found[8]))


def _offset(written: str | None) -> timezone | None:
    if not written:
        return None
    digits = re.sub(r"\D", "", written)
    if not digits:
        return UTC
    hours, minutes = int(digits[:2]), int(digits[2:4] or 0)
    minutes += 60 * hours
    return timezone(timedelta(minutes=-minutes if "-" in written else minutes))


def _east_asian(text: str) -> datetime | None:
    found = _EAST_ASIAN.search(text)
    if found is None:
        return None
    return _at(int(found[1]), int(found[2]), int(found[3]), text[found.end() :])


def _written(text: str) -> datetime | None:
    """A date with the month as a word: `jan 12, 2023 1:44 am`, `14. nov. 2023, 22:13`, `le 3 mars 2019 a 9:05`."""
    month = _only_month(_WORD.findall(text))
    year = _YEAR.search(text)
    if month is None or year is None:
        return None
    clock = _CLOCK.search(text)
    rest = text[: clock.start()] + " " + text[clock.end() :] if clock else text
    rest = _ZONE.sub(" ", rest).replace(year[0], " ", 1)
    days = _DAY.findall(rest)
    return _at(int(year[0]), month, int(days[0]), text) if len(days) == 1 else None


def _only_month(words: list[str]) -> int | None:
    named = {word: number for word in words if (number := _month(word))}
    if len(set(named.values())) > 1:
        named = {word: number for word, number in named.items() if not word.startswith(_DAYS_LIKE_MONTHS)}
    months = set(named.values())
    return months.pop() if len(months) == 1 else None


def _month(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((_NUMBERS[name] for name in _LONGEST_FIRST if word.startswith(name)), None)


def _at(year: int, month: int, day: int, text: str) -> datetime | None:
    clock = _CLOCK.search(text)
    hour, minute, second = (int(clock[1]), int(clock[2]), int(clock[3] or 0)) if clock else (0, 0, 0)
    if clock and clock[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock[4].startswith("p") else 0)
    zone = _ZONE.search(text)
    offset = _offset(zone[1] or zone[2] or "utc") if zone else None
    return datetime(year, month, day, hour, minute, second, tzinfo=offset)
