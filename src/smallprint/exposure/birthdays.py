"""A child's birthday, in the many ways people write it, and in the posts of the day itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from smallprint.exposure.folding import fold
from smallprint.records.family import Family, Verdict, WordKind

_AROUND = 3  # days: the party is at the weekend, and the zone of a post is often not known
_OLDEST_CHILD = 18

_WORDS = re.compile(
    r"\b(?:birthdays?|b-?days?|hbd|geburtstag\w*|anniversaire|cumple\w*|compleanno|verjaardag|jarig|aniversario"
    r"|parabens|urodziny|fodselsdag\w*|bursdag\w*|syntymapaiva\w*|fodelsedag\w*|narozeniny)\b"
    r"|birthday|рождения|生日|誕生日|생일|วันเกิด"
)
_BORN = re.compile(
    r"\b(?:born|newborn|geboren|geburt|nee? le|naissance|nacio|nacimiento|nato|nata|nascita|nasceu|urodzi\w+)\b"
    r"|welcome to the world|baby is here|has arrived|\b\d{1,2} ?lbs?\b"
)
_TURNS = re.compile(
    r"\b(?:turns?|turned|turning|is|am|wird|a|cumple|compie|now|already)\s+(\d{1,2})\b(?!\s*(?:%|km|m\b|pm|am|:))"
    r"|\b(\d{1,2})(?:st|nd|rd|th|\.|e|er|eme|o)?\s+(?:birthday|b-?day|geburtstag|anniversaire|cumple\w*|compleanno|verjaardag)"
    r"|\b(\d{1,2})\s+(?:today|heute|aujourd'hui|hoy|oggi|vandaag|years old today)\b"
)
_MONTHS = (
    "january jan januar janvier enero gennaio januari janeiro",
    "february feb februar fevrier febrero febbraio februari fevereiro",
    "march mar marz maerz mars marzo maart marco",
    "april apr avril abril aprile",
    "may mai mayo maggio mei maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug aout agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dicembre dezembro desember",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?(?![\d]|[./-]\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_EAST = re.compile(r"(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_ORDINAL = r"(?:st|nd|rd|th|\.|er|o|a)?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}){_ORDINAL}\s*(?:of |de |den )?\s*({_NAMES})\b\.?,?(?:\s*(?:de )?(\d{{4}}))?")
_MONTH_FIRST = re.compile(rf"\b({_NAMES})\.?\s+(?:the )?(\d{{1,2}}){_ORDINAL}\b(?!\s*(?:am|pm|:))(?:,?\s*(\d{{4}}))?")
_YEARLESS = re.compile(r"-{0,2}(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day and a month, and the year where the family gave it."""

    month: int
    day: int
    year: int | None
    value: str  # as the family wrote it


def birthdays_of(family: Family) -> tuple[Birthday, ...]:
    """Give the birthdays that must not leak: those the family typed, and those of its children."""
    typed = [_birthday(word.text) for word in family.words if word.kind is WordKind.BIRTHDAY]
    of_children = [
        _birthday(person.born.isoformat())
        for person in family.people
        if person.born is not None and person.verdict is not Verdict.ADULT
    ]
    return tuple(dict.fromkeys(day for day in typed + of_children if day is not None))


def _birthday(text: str) -> Birthday | None:
    yearless = _YEARLESS.fullmatch(text.strip())
    try:
        if yearless:
            day = date(2000, int(yearless[1]), int(yearless[2]))
            return Birthday(day.month, day.day, None, text)
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return Birthday(day.month, day.day, day.year, text)


def tells(text: str, when: datetime | None, birthday: Birthday) -> bool:
    """Say whether a text gives this birthday away, by its date or by the day it was posted on."""
    folded = fold(text)
    says_birthday = _WORDS.search(folded) is not None
    if any(character.isdigit() for character in folded) and _writes(folded, birthday, says_birthday):
        return True
    return when is not None and _celebrates(folded, when.date(), birthday, says_birthday)


def _writes(folded: str, birthday: Birthday, says_birthday: bool) -> bool:
    for year, month, day in _dates(folded):
        if (month, day) != (birthday.month, birthday.day):
            continue
        # "12/05/2024" in a text about something else is only a date in another year.
        if year is None or birthday.year is None or says_birthday or year in (birthday.year, birthday.year % 100):
            return True
    return False


def _dates(folded: str) -> list[tuple[int | None, int, int]]:
    """Give every reading of every date in a text as (year, month, day): 12/5 is also the fifth of December."""
    found: list[tuple[int | None, int, int]] = []
    for one, two, year in _NUMERIC.findall(folded):
        known = int(year) if year else None
        found += [(known, int(two), int(one)), (known, int(one), int(two))]
    found += [(int(year), int(month), int(day)) for year, month, day in _ISO.findall(folded)]
    found += [(int(year) if year else None, int(month), int(day)) for year, month, day in _EAST.findall(folded)]
    found += [(int(year) if year else None, _MONTH[name], int(day)) for day, name, year in _DAY_FIRST.findall(folded)]
    found += [
        (int(year) if year else None, _MONTH[name], int(day)) for name, day, year in _MONTH_FIRST.findall(folded)
    ]
    return found


def _celebrates(folded: str, posted: date, birthday: Birthday, says_birthday: bool) -> bool:
    """Say whether a post around the birthday itself says that it is one: its own date then gives the day away."""
    nearest = _nearest(posted, birthday)
    if nearest is None or abs((posted - nearest).days) > _AROUND:
        return False
    ages = [int(number) for match in _TURNS.finditer(folded) for number in match.groups() if number]
    if birthday.year is None:
        return any(age <= _OLDEST_CHILD for age in ages) or (says_birthday and not ages)
    age = nearest.year - birthday.year
    if age == 0:
        return says_birthday or _BORN.search(folded) is not None
    return age in ages or (says_birthday and not ages)


def _nearest(posted: date, birthday: Birthday) -> date | None:
    days = [
        day
        for year in (posted.year - 1, posted.year, posted.year + 1)
        if (day := _in_year(birthday, year)) is not None
    ]
    return min(days, key=lambda day: abs((posted - day).days), default=None)


def _in_year(birthday: Birthday, year: int) -> date | None:
    if not 1 <= year <= 9999 or (birthday.year is not None and year < birthday.year):
        return None
    day = 28 if (birthday.month, birthday.day) == (2, 29) else birthday.day
    return date(year, birthday.month, day)
