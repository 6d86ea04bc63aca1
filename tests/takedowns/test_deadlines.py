"""The table of dates, checked by hand against the months' lengths and the nations' own lists of bank holidays.

Weekdays were counted from Sunday 1 November 2026. Bank holidays: https://www.gov.uk/bank-holidays (England and
Wales, Scotland, Northern Ireland) as known in November 2026; "2 January" and "30 November" are Scotland's alone,
Easter Monday and late August are not Scotland's, 12 July is Northern Ireland's alone.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.takedowns.deadlines import (
    complaint_acknowledged,
    look_again,
    months_after,
    regulator_by,
    reply,
    sets_a_month,
)

# received, place, expected, overdue after, why
TABLE = [
    ("2026-11-02", "GB-ENG", "2026-12-02", "2026-12-03", "Monday; Wednesday, Thursday"),
    ("2026-11-04", "GB-ENG", "2026-12-04", "2026-12-07", "Friday; the day after is Saturday, so Monday"),
    ("2026-09-03", "GB-ENG", "2026-10-05", "2026-10-05", "3 October is a Saturday; both readings end on Monday"),
    ("2026-11-25", "GB-ENG", "2026-12-29", "2026-12-29", "25 Fri, 26 Sat, 27 Sun, 28 observed Boxing Day"),
    ("2026-11-24", "GB-ENG", "2026-12-24", "2026-12-29", "24 December is a working day; 25 to 28 are not"),
    ("2026-11-24", "GB-SCT", "2026-12-24", "2026-12-29", "the same in Scotland"),
    ("2026-12-01", "GB-ENG", "2027-01-04", "2027-01-04", "1 January, then a weekend: Monday 4 January"),
    ("2026-12-01", "GB-SCT", "2027-01-05", "2027-01-05", "Scotland keeps 2 January, a Saturday, on Monday the 4th"),
    ("2025-12-01", "GB-ENG", "2026-01-02", "2026-01-02", "2 January 2026 is a Friday that England works"),
    ("2025-12-01", "GB-SCT", "2026-01-05", "2026-01-05", "and Scotland does not: Monday"),
    (
        "2026-01-31",
        "GB-ENG",
        "2026-03-02",
        "2026-03-02",
        "no 31 February: 28th, a Saturday; the other 1 March, Sunday",
    ),
    ("2027-01-29", "GB-ENG", "2027-03-01", "2027-03-01", "28 February 2027 is a Sunday"),
    ("2028-01-29", "GB-ENG", "2028-02-29", "2028-02-29", "leap year; from the day after: 30 January, again the 29th"),
    ("2028-01-31", "GB-ENG", "2028-02-29", "2028-03-01", "from the day after: 1 February to 1 March"),
    ("2028-02-29", "GB-ENG", "2028-03-29", "2028-04-03", "the other reading: 1 April 2028, a Saturday"),
    ("2026-03-31", "GB-ENG", "2026-04-30", "2026-05-01", "no 31 April"),
    ("2026-03-06", "GB-ENG", "2026-04-07", "2026-04-07", "6 April 2026 is Easter Monday"),
    ("2026-03-06", "GB-SCT", "2026-04-06", "2026-04-07", "which is no bank holiday in Scotland"),
    ("2026-03-03", "GB-ENG", "2026-04-07", "2026-04-07", "Good Friday, weekend, Easter Monday"),
    ("2026-03-03", "GB-SCT", "2026-04-06", "2026-04-06", "Good Friday and the weekend only"),
    ("2026-07-31", "GB-ENG", "2026-09-01", "2026-09-01", "31 August 2026 is the late summer bank holiday"),
    ("2026-07-31", "GB-SCT", "2026-08-31", "2026-09-01", "Scotland's was 3 August"),
    ("2026-07-03", "GB-SCT", "2026-08-04", "2026-08-04", "3 August 2026 is Scotland's summer bank holiday"),
    ("2026-07-03", "GB-ENG", "2026-08-03", "2026-08-04", "and a working Monday in England"),
    ("2026-10-30", "GB-SCT", "2026-12-01", "2026-12-01", "30 November is St Andrew's Day"),
    ("2026-10-30", "GB-ENG", "2026-11-30", "2026-11-30", "a working Monday; the other reading has no 31 November"),
    ("2026-06-12", "GB-NIR", "2026-07-14", "2026-07-14", "12 July is a Sunday, kept on Monday 13"),
    ("2026-06-12", "GB-ENG", "2026-07-13", "2026-07-13", "a working Monday in England"),
    ("2026-02-17", "GB-NIR", "2026-03-18", "2026-03-18", "17 March, St Patrick's Day"),
    ("2026-04-15", "GB-SCT", "2026-05-15", "2026-05-18", "a Friday; the other reading a Saturday"),
    ("2026-05-15", "GB-SCT", "2026-06-16", "2026-06-16", "15 June 2026 was a holiday in Scotland (World Cup)"),
    ("2025-12-01", "GB", "2026-01-02", "2026-01-05", "nation not told: expected by England, overdue by Scotland"),
    ("2026-03-06", "GB", "2026-04-06", "2026-04-07", "expected by Scotland, overdue by England"),
    ("2026-11-25", "DE", "2026-12-28", "2026-12-28", "Germany: 25 and 26 December, then Sunday"),
    ("2026-10-01", "FR", "2026-11-02", "2026-11-02", "1 November is All Saints' Day and a Sunday"),
    ("2026-02-17", "IE", "2026-03-18", "2026-03-18", "Ireland: 17 March"),
]


@pytest.mark.parametrize(("received", "place", "expected", "overdue_after", "why"), TABLE)
def test_the_table_of_dates(received, place, expected, overdue_after, why):
    window = reply(date.fromisoformat(received), place)
    assert (window.expected.isoformat(), window.overdue_after.isoformat()) == (expected, overdue_after), why


@pytest.mark.parametrize(
    ("received", "place", "expected", "overdue_after"),
    [
        ("2026-11-02", "GB-ENG", "2027-02-02", "2027-02-03"),
        ("2026-11-30", "GB-ENG", "2027-03-01", "2027-03-01"),  # no 30 February 2027; the 28th is a Sunday
        ("2027-11-30", "GB-SCT", "2028-02-29", "2028-03-01"),
    ],
)
def test_an_extension_adds_two_months_to_the_first(received, place, expected, overdue_after):
    window = reply(date.fromisoformat(received), place, extended=True)
    assert (window.expected.isoformat(), window.overdue_after.isoformat()) == (expected, overdue_after)


@pytest.mark.parametrize(
    ("received", "place", "expected", "overdue_after"),
    [
        ("2026-06-19", "GB-ENG", "2026-07-19", "2026-07-20"),  # the first day of the duty; 19 July is a Sunday
        ("2026-12-01", "GB-ENG", "2026-12-31", "2026-12-31"),
        ("2026-12-02", "GB-ENG", "2027-01-01", "2027-01-04"),
        ("2026-12-02", "GB-SCT", "2027-01-01", "2027-01-05"),
    ],
)
def test_a_complaint_is_acknowledged_in_thirty_days(received, place, expected, overdue_after):
    window = complaint_acknowledged(date.fromisoformat(received), place)
    assert window is not None
    assert (window.expected.isoformat(), window.overdue_after.isoformat()) == (expected, overdue_after)


def test_the_duty_to_acknowledge_has_a_first_day_and_a_country():
    assert complaint_acknowledged(date(2026, 6, 18), "GB-ENG") is None
    assert complaint_acknowledged(date(2026, 11, 2), "DE") is None


def test_where_no_law_sets_a_month_none_is_claimed():
    assert sets_a_month("GB-SCT") and sets_a_month("DE") and sets_a_month("NO")
    assert not sets_a_month("US") and not sets_a_month("AU")


def test_a_country_without_a_list_of_holidays_skips_weekends_alone():
    window = reply(date(2026, 11, 4), "QQ")
    assert (window.expected, window.overdue_after) == (date(2026, 12, 4), date(2026, 12, 7))


def test_a_part_that_does_not_exist_is_taken_as_its_country():
    assert reply(date(2026, 11, 25), "DE-XX") == reply(date(2026, 11, 25), "DE")


def test_looking_again_is_after_one_week_three_weeks_and_two_months():
    assert look_again(date(2026, 11, 1)) == (date(2026, 11, 8), date(2026, 11, 22), date(2026, 12, 31))


def test_the_regulator_hears_within_three_months():
    assert regulator_by(date(2026, 11, 30)) == date(2027, 2, 28)


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS, st.sampled_from(["GB", "GB-ENG", "GB-SCT", "GB-NIR", "DE", "QQ"]), st.booleans())
def test_nothing_is_overdue_before_it_was_expected_nor_before_a_month_has_passed(received, place, extended):
    window = reply(received, place, extended=extended)
    assert received + timedelta(days=28) <= window.expected <= window.overdue_after
    assert window.overdue_after.weekday() < 5
    assert window.overdue_after - months_after(received, 3 if extended else 1) <= timedelta(days=9)


@given(DAYS, st.integers(0, 40))
def test_a_month_later_is_in_that_month_and_never_later_in_it(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
