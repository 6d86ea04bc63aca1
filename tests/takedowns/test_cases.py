"""Cases: what may be added, what it says, and that nothing in a history can be changed unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.takedowns.invented import (
    ADA,
    COMPLAINED,
    GERMAN,
    PAGE,
    PICTURE,
    REFUSED,
    SENT,
    TODAY,
    after,
    case,
    line,
    looked,
)

from smallprint.errors import Refused, UnknownName
from smallprint.records.takedowns import Address, AddressState, By, CaseState, Happened, Route
from smallprint.takedowns import cases
from smallprint.takedowns.follow_up import Next, dues, look_again_days, standing


def test_a_case_from_letter_to_chaser_to_complaint_to_gone():
    days = {
        date(2026, 9, 2): (case(), Next.SEND),
        date(2026, 9, 4): (SENT, Next.WAIT),
        date(2026, 10, 5): (SENT, Next.WAIT),  # the last day of the later reading
        date(2026, 10, 6): (SENT, Next.CHASE),
    }
    for today, (given_case, step) in days.items():
        assert standing(given_case, today).next is step
    assert not standing(SENT, date(2026, 10, 5)).overdue
    assert standing(SENT, date(2026, 10, 6)).overdue
    chased = after(SENT, line(Happened.CHASED, "2026-10-06"))
    assert standing(chased, date(2026, 10, 13)).next is Next.WAIT
    assert standing(chased, date(2026, 10, 14)).next is Next.COMPLAIN
    complained = after(chased, line(Happened.COMPLAINED, "2026-10-14"))
    now = standing(complained, date(2026, 11, 13))
    assert (now.next, now.expected, now.overdue_after) == (Next.WAIT, date(2026, 11, 13), date(2026, 11, 13))
    assert standing(complained, date(2026, 11, 14)).next is Next.TO_REGULATOR
    told = after(complained, line(Happened.DONE, "2026-11-15"))
    assert standing(told, date(2026, 11, 16)).next is Next.WAIT
    assert standing(told, date(2026, 11, 22)).next is Next.LOOK
    gone = after(
        told, looked(PAGE, AddressState.GONE, "2026-11-22"), looked(PICTURE, AddressState.GONE, "2026-11-22")
    )
    assert standing(gone, TODAY).next_on == date(2026, 12, 6)
    assert [each.state for each in cases.outcomes(gone)] == [AddressState.GONE, AddressState.GONE]
    last = after(gone, looked(PAGE, AddressState.GONE, "2027-01-15"), today=date(2027, 1, 15))
    assert standing(last, date(2027, 1, 15)).next is Next.CLOSED


def test_a_refusal_leads_to_the_complaint_at_once():
    assert standing(REFUSED, date(2026, 9, 21)).next is Next.COMPLAIN


def test_outside_the_uk_the_authority_follows_the_reminder():
    sent = after(case(about=GERMAN), line(Happened.SENT, "2026-09-03"), line(Happened.CHASED, "2026-10-06"))
    assert standing(sent, date(2026, 10, 14)).next is Next.TO_REGULATOR


def test_the_regulator_hears_within_three_months_of_the_last_contact():
    assert standing(COMPLAINED, TODAY).next is Next.TO_REGULATOR
    assert standing(COMPLAINED, TODAY).next_on == date(2027, 1, 12)


def test_where_no_law_sets_a_date_nothing_is_ever_overdue():
    for route in set(Route) - {Route.ORGANISATION}:
        sent = after(case(route), line(Happened.SENT, "2026-09-03"))
        now = standing(sent, date(2036, 1, 1))
        assert not now.overdue and now.overdue_after is None
        assert now.expected == date(2026, 9, 17)
        assert now.next is Next.ASK_AGAIN
    american = after(case(about=replace(ADA, place="US")), line(Happened.SENT, "2026-09-03"))
    assert standing(american, TODAY).overdue_after is None


def test_their_clock_starts_when_they_know_who_writes():
    asked = after(SENT, line(Happened.IDENTITY_ASKED, "2026-09-10"), line(Happened.IDENTITY_SENT, "2026-09-14"))
    assert cases.window(asked).expected == date(2026, 10, 14)
    assert standing(asked, TODAY).sent == date(2026, 9, 3)


def test_while_they_wait_to_be_told_who_writes_nothing_is_overdue():
    asked = after(SENT, line(Happened.IDENTITY_ASKED, "2026-09-10"))
    now = standing(asked, date(2027, 1, 1))
    assert now.next is Next.ANSWER and not now.overdue and now.expected is None
    late = after(SENT, line(Happened.IDENTITY_ASKED, "2026-10-06"))  # after the month: too late to stop the clock
    assert standing(late, TODAY).overdue


def test_what_is_gone_is_not_overdue_even_when_nobody_answered():
    gone = after(
        SENT, looked(PAGE, AddressState.GONE, "2026-11-01"), looked(PICTURE, AddressState.GONE, "2026-11-01")
    )
    now = standing(gone, TODAY)
    assert not now.overdue and now.next is Next.LOOK and now.next_on == date(2026, 11, 8)


def test_said_to_be_done_and_still_there_is_a_kind_reminder():
    told = after(SENT, line(Happened.DONE, "2026-10-10"), looked(PAGE, AddressState.THERE, "2026-10-11"))
    assert standing(told, TODAY).next is Next.CHASE


def test_an_extension_told_in_time_adds_two_months_and_one_told_late_adds_none():
    in_time = after(SENT, line(Happened.EXTENDED, "2026-10-05"))
    late = after(SENT, line(Happened.EXTENDED, "2026-10-06"))
    assert cases.window(in_time).expected == date(2026, 12, 3)
    assert cases.window(late) == cases.window(SENT)
    assert cases.state(late) is CaseState.EXTENDED


REPLIES = [Happened.ACKNOWLEDGED, Happened.EXTENDED, Happened.REFUSED, Happened.DONE, Happened.IDENTITY_ASKED]


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_before_the_request_is_refused(reply):
    with pytest.raises(Refused, match="before the letter"):
        after(case(), line(reply, "2026-09-03"))
    with pytest.raises(Refused, match="2026-09-03"):
        after(SENT, line(reply, "2026-09-02"))


def test_a_day_that_has_not_come_and_an_impossible_day_are_refused():
    with pytest.raises(Refused, match="has not come yet"):
        after(case(), line(Happened.SENT, TODAY + timedelta(days=1)))
    with pytest.raises(Refused, match="cannot be right"):
        after(case(), line(Happened.SENT, "0202-11-22"))


def test_a_complaint_is_acknowledged_only_when_there_is_one():
    with pytest.raises(Refused, match="no complaint yet"):
        after(SENT, line(Happened.COMPLAINT_ACKNOWLEDGED, "2026-10-20"))


def test_a_mistake_is_taken_back_and_stays_readable():
    mistaken = after(SENT, line(Happened.REFUSED, "2026-09-20"))
    number = mistaken.history[-1].number
    right = after(mistaken, line(Happened.TAKEN_BACK, TODAY, about=number))
    assert cases.state(right) is CaseState.SENT
    assert mistaken.history[-1] in right.history
    with pytest.raises(UnknownName):
        after(right, line(Happened.TAKEN_BACK, TODAY, about=99))
    with pytest.raises(UnknownName):
        after(right, line(Happened.TAKEN_BACK, TODAY, about=1))  # that it was opened stays


def test_each_of_forty_addresses_has_its_own_outcome():
    forty = tuple(Address(f"https://www.oakfield.example/p/{n}") for n in range(40))
    seen = after(
        case(addresses=forty),
        looked(forty[0].url, AddressState.GONE, "2026-11-20", By.PROGRAM),
        looked(forty[1].url, AddressState.THERE, "2026-11-20"),
        looked(forty[0].url, AddressState.CANNOT_TELL, "2026-11-21"),
    )
    found = cases.outcomes(seen)
    assert len(found) == 40
    assert [each.state for each in found[:3]] == [
        AddressState.CANNOT_TELL,
        AddressState.THERE,
        AddressState.UNCHECKED,
    ]
    assert found[0].by is By.PERSON and len(cases.open_addresses(seen)) == 40


def test_a_changed_removed_or_swapped_line_shows():
    history = list(COMPLAINED.history)
    assert cases.broken_at(history) is None
    for place in range(len(history)):
        for change in ({"on": date(2020, 1, 1)}, {"words": "other"}, {"what": Happened.NOTE}, {"address": "x"}):
            changed = [*history]
            changed[place] = replace(history[place], **change)
            if changed[place] != history[place]:
                assert cases.broken_at(changed) == place + 1
    assert cases.broken_at(history[1:]) == 1
    assert cases.broken_at([history[1], history[0], *history[2:]]) == 1


def test_looking_again_is_counted_from_the_first_time_it_was_gone():
    told = after(SENT, looked(PAGE, AddressState.GONE, "2026-10-01"), line(Happened.DONE, "2026-10-10"))
    assert look_again_days(told) == (date(2026, 10, 8), date(2026, 10, 22), date(2026, 11, 30))


def test_a_calendar_holds_only_days_to_come():
    for given_case in (SENT, COMPLAINED, REFUSED):
        assert all(due.on >= TODAY for due in dues(given_case, TODAY))
    assert [due.what for due in dues(SENT, date(2026, 9, 4))] == [
        "an answer can be expected",
        "time for a reminder or a complaint",
        "the regulator hears best before this day",
    ]


EVENTS = st.lists(
    st.tuples(st.sampled_from(list(Happened)), st.dates(date(2026, 1, 1), date(2026, 11, 22))), max_size=12
)


@given(EVENTS, st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_whatever_is_added_in_whatever_order_the_case_can_be_shown(events, today):
    shown = case()
    for what, on in events:
        try:
            shown = after(shown, line(what, on, about=2, found=AddressState.GONE, address=PAGE))
        except (Refused, UnknownName):
            continue
    now = standing(shown, today)
    assert now.words and cases.broken_at(shown.history) is None
    assert not (now.overdue and now.overdue_after is None)
