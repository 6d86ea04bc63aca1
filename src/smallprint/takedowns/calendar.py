"""Days to come as a calendar file and as a table. They name a case by its number, never a child or a school.

Whoever ticks it for this one file gets the holder's name in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from smallprint.takedowns.follow_up import Due
from smallprint.takedowns.letters import clean


def as_ics(dues: Iterable[Due], made: datetime, holders: Mapping[str, str] | None = None) -> bytes:
    """A calendar of whole days, each with a reminder at nine. `holders` by case only where the person ticked it."""
    file = Calendar()
    file.add("prodid", "-//smallprint//take-downs//EN")
    file.add("version", "2.0")
    for due in dues:
        file.add_component(_event(due, made, holders or {}))
    return bytes(file.to_ical())


def as_csv(dues: Iterable[Due], holders: Mapping[str, str] | None = None) -> str:
    """The same as a table. A cell never begins with a sign that a spreadsheet would run."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["case", "date", "what", *(["holder"] if holders else [])])
    for due in dues:
        holder = [harmless(clean(holders.get(due.case, "")))] if holders else []
        rows.writerow([due.case, due.on.isoformat(), due.what, *holder])
    return written.getvalue()


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP: = + - @ tab and return at the start)."""
    return f"'{cell}" if cell[:1] in set("=+-@\t\r") else cell


def _event(due: Due, made: datetime, holders: Mapping[str, str]) -> Event:
    event = Event()
    event.add("uid", f"{due.case}-{due.on.isoformat()}-{_slug(due.what)}@smallprint.invalid")
    event.add("dtstamp", made.astimezone(UTC))
    event.add("dtstart", due.on)
    event.add("dtend", _day_after(due.on))
    holder = clean(holders.get(due.case, ""))
    event.add("summary", f"smallprint, case {due.case}{f' ({holder})' if holder else ''}: {due.what}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"smallprint, case {due.case}")
    alarm.add("trigger", timedelta(hours=9))
    event.add_component(alarm)
    return event


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


def _slug(what: str) -> str:
    return what.replace(" ", "-")
