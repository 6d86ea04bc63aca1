"""The calendar file: readable by a calendar, silent about the family."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar
from tests.takedowns.invented import SENT

from smallprint.takedowns.calendar import as_csv, as_ics
from smallprint.takedowns.follow_up import Due, dues

MADE = datetime(2026, 9, 4, 8, tzinfo=UTC)


def test_every_day_to_come_is_in_the_calendar():
    coming = dues(SENT, date(2026, 9, 4))
    events = Calendar.from_ical(as_ics(coming, MADE)).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == [due.on for due in coming]
    assert len({str(event["uid"]) for event in events}) == len(coming)


def test_no_name_no_school_and_no_address_stands_in_it():
    text = as_ics(dues(SENT, date(2026, 9, 4)), MADE).decode() + as_csv(dues(SENT, date(2026, 9, 4)))
    for word in ("Ada", "Marrow", "Oakfield", "oakfield.example", "sports", "Cleo"):
        assert word not in text


def test_the_holder_stands_in_it_only_when_ticked():
    text = as_ics(dues(SENT, date(2026, 9, 4)), MADE, {"1": "Oakfield School\r\nX-EVIL:1"}).decode()
    assert "Oakfield School" in text and "\nX-EVIL" not in text


def test_no_cell_is_a_formula():
    rows = as_csv([Due("1", date(2026, 9, 4), "look")], {"1": "=HYPERLINK(1)"})
    assert rows.splitlines()[1] == "1,2026-09-04,look,'=HYPERLINK(1)"
