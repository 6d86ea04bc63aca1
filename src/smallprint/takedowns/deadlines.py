"""When an answer may be expected, and after which day it is overdue. Not legal advice.

Two readings of "one month" are about: counted from the day the request was received, and from the day after. The
house shows the earlier as `expected` and calls nothing overdue before the later one has passed, on a working day.
Sources: the facts page on removal, sections 1.4, 1.5 and 2 (collected 2026-11-22); docs/decisions/0007-takedowns.md.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

NATIONS = ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR")
COMPLAINTS_SINCE = date(2026, 6, 19)  # Data (Use and Access) Act 2025: 30 days to acknowledge
COMPLAINT_DAYS = 30
LOOK_AGAIN_DAYS = (7, 21, 60)  # search results and copies at a delivery network lag by days to weeks
ASK_AGAIN_DAYS = 14  # where no law sets a date: our own advice
GRACE_DAYS = 7  # between a chaser and a formal complaint: our own advice
REGULATOR_MONTHS = 3  # the ICO expects to hear within about three months of the last meaningful contact

_UNITED_KINGDOM = "GB"
_UNDER_THE_GDPR = frozenset(  # the European Union, and the three of the European Economic Area
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT"}
    | {"LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
    | {"IS", "LI", "NO"}
)


@dataclass(frozen=True, slots=True)
class Window:
    """The day an answer is expected by, and the last day before it counts as overdue."""

    expected: date
    overdue_after: date


def in_the_uk(place: str) -> bool:
    """Whether a place is in the United Kingdom."""
    return place.partition("-")[0] == _UNITED_KINGDOM


def under_the_gdpr(place: str) -> bool:
    """Whether the European Union's data-protection law holds there."""
    return place.partition("-")[0] in _UNDER_THE_GDPR


def sets_a_month(place: str) -> bool:
    """Whether the law of the place gives an organisation one month to answer."""
    return in_the_uk(place) or under_the_gdpr(place)


def reply(received: date, place: str, *, extended: bool = False) -> Window:
    """One calendar month from receipt, or three when they extended it in time."""
    months = 3 if extended else 1
    return Window(
        expected=next_working_day(months_after(received, months), place, all_nations=False),
        overdue_after=next_working_day(months_after(received + timedelta(days=1), months), place, all_nations=True),
    )


def complaint_acknowledged(received: date, place: str) -> Window | None:
    """30 days, the day after receipt being the first; None before the duty began and outside the United Kingdom."""
    if not in_the_uk(place) or received < COMPLAINTS_SINCE:
        return None
    last = received + timedelta(days=COMPLAINT_DAYS)
    return Window(expected=last, overdue_after=next_working_day(last, place, all_nations=True))


def regulator_by(last_contact: date) -> date:
    """Until when a complaint to the regulator is best made."""
    return months_after(last_contact, REGULATOR_MONTHS)


def look_again(since: date) -> tuple[date, ...]:
    """When to look whether it is still gone."""
    return tuple(since + timedelta(days=days) for days in LOOK_AGAIN_DAYS)


def months_after(day: date, months: int) -> date:
    """The same date so many months later; the last day of that month where it has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_working_day(day: date, place: str, *, all_nations: bool) -> date:
    """The day itself, or the next that is neither weekend nor holiday.

    Where only "GB" is known, `all_nations` skips a holiday of any nation; otherwise only what is one in all four.
    """
    calendars = _calendars(place)
    while not _works(day, calendars, all_nations=all_nations):
        day += timedelta(days=1)
    return day


def _works(day: date, calendars: Iterable[holidays.HolidayBase], *, all_nations: bool) -> bool:
    working = [each.is_working_day(day) for each in calendars]
    if not working:
        return day.weekday() < 5  # a country that the holidays library does not know: weekends alone
    return all(working) if all_nations else any(working)


@lru_cache(maxsize=64)
def _calendars(place: str) -> tuple[holidays.HolidayBase, ...]:
    if place == _UNITED_KINGDOM:
        return tuple(calendar for nation in NATIONS for calendar in _calendars(nation))
    country, _, part = place.partition("-")
    try:
        return (holidays.country_holidays(country, subdiv=part or None),)
    except NotImplementedError:  # the library's word for an unknown country or part
        return _calendars(country) if part else ()


def days_after(day: date, days: int) -> date:
    """So many days later."""
    return day + timedelta(days=days)
