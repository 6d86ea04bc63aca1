"""What comes next in a case, and when: send, wait, remind, complain, turn to the regulator, look again.

The order is the tracker's sequence of the facts page on removal, section 1.5. Nothing here is overdue before the
later reading of the law has passed (deadlines).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from smallprint.records.takedowns import AddressState, Case, CaseState, Happened, Route
from smallprint.takedowns import cases, deadlines
from smallprint.takedowns.routes import WRITTEN_BY_HAND
from smallprint.takedowns.stop import refuse_stopped


class Next(StrEnum):
    """The one thing that comes next."""

    SEND = "send"
    WAIT = "wait"
    ASK_AGAIN = "ask_again"  # where no law sets a date
    CHASE = "chase"
    COMPLAIN = "complain"
    TO_REGULATOR = "to_regulator"
    LOOK = "look"
    ANSWER = "answer"  # they asked who writes
    OTHER_WAY = "other_way"  # this way is used up; another may be open
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands on one day."""

    state: CaseState
    sent: date | None
    expected: date | None
    overdue_after: date | None  # None where no law sets a date
    overdue: bool
    next: Next
    next_on: date | None  # from when; None: now, or nothing
    words: str


@dataclass(frozen=True, slots=True)
class Due:
    """One day of a case's calendar. `what` names the kind and never a person, a school or an address."""

    case: str
    on: date
    what: str


def standing(case: Case, today: date) -> Standing:
    """Give where the case stands and what comes next."""
    refuse_stopped(case)
    window = _current_window(case)
    step, on, words = _next(case, today)
    return Standing(
        state=cases.state(case),
        sent=cases.day_of(case, Happened.SENT),
        expected=window.expected if window else cases.expected(case),
        overdue_after=window.overdue_after if window else None,
        overdue=_open(case) and window is not None and today > window.overdue_after,
        next=step,
        next_on=on,
        words=words,
    )


def dues(case: Case, today: date) -> tuple[Due, ...]:
    """The days to come of one case, for a calendar."""
    refuse_stopped(case)
    found: list[Due] = []
    if _open(case):
        now = standing(case, today)
        if now.expected:
            found.append(Due(case.id, now.expected, "an answer can be expected"))
        if now.overdue_after:
            found.append(
                Due(case.id, deadlines.days_after(now.overdue_after, 1), "time for a reminder or a complaint")
            )
        last = cases.day_of(case, *_CONTACT)
        if case.route is Route.ORGANISATION and last:
            found.append(Due(case.id, deadlines.regulator_by(last), "the regulator hears best before this day"))
    found += [Due(case.id, day, "look again whether it is gone") for day in look_again_days(case)]
    return tuple(sorted((due for due in found if due.on >= today), key=lambda due: due.on))


def look_again_days(case: Case) -> tuple[date, ...]:
    """The days to look again: 7, 21 and 60 days after they said it was done, or it was first found gone."""
    gone = [line.on for line in cases.live(case) if line.found is AddressState.GONE]
    done = cases.day_of(case, Happened.DONE)
    since = [*([done] if done else []), *([min(gone)] if gone else [])]
    return deadlines.look_again(min(since)) if since and cases.state(case) is not CaseState.ABANDONED else ()


_CONTACT = (
    Happened.SENT,
    Happened.IDENTITY_SENT,
    Happened.CHASED,
    Happened.COMPLAINED,
    Happened.ACKNOWLEDGED,
    Happened.COMPLAINT_ACKNOWLEDGED,
    Happened.EXTENDED,
    Happened.REFUSED,
)


def _open(case: Case) -> bool:
    closed = (CaseState.DRAFTED, CaseState.DONE, CaseState.ABANDONED)
    return cases.state(case) not in closed and not cases.all_gone(case)


def _current_window(case: Case) -> deadlines.Window | None:
    """The complaint's clock once there is a complaint that waits for its acknowledgement, else the request's."""
    complaint = cases.complaint_window(case)
    acknowledged = cases.day_of(case, Happened.COMPLAINT_ACKNOWLEDGED)
    return complaint if complaint and acknowledged is None else cases.window(case)


def _next(case: Case, today: date) -> tuple[Next, date | None, str]:
    state = cases.state(case)
    if state is CaseState.ABANDONED:
        return Next.CLOSED, None, "You let this one rest."
    if state is CaseState.DONE or cases.all_gone(case):
        return _after_done(case, today)
    if state is CaseState.DRAFTED:
        return Next.SEND, None, "Read the letter, fill the gaps, send it yourself, and say when."
    return _of_open(case, today)


def _of_open(case: Case, today: date) -> tuple[Next, date | None, str]:
    if cases.day_of(case, Happened.TO_REGULATOR):
        return Next.WAIT, None, "The regulator has it. Add what they write to the history."
    if cases.waits_for_identity(case):
        return (
            Next.ANSWER,
            None,
            "They asked who writes. Tell them no more than they need; a passport is rarely needed.",
        )
    if case.route is Route.ORGANISATION and cases.window(case) is not None:
        return _by_law(case, today)
    return _without_law(case, today)


def _after_done(case: Case, today: date) -> tuple[Next, date | None, str]:
    done = cases.day_of(case, Happened.DONE)
    if done and _still_there_since(case, done):
        return (
            Next.CHASE,
            None,
            "They said it is done, and it is still there. Tell them kindly which address is left.",
        )
    last = cases.day_of(case, Happened.LOOKED)
    due = next((day for day in look_again_days(case) if last is None or last < day), None)
    if due is None:
        return (
            Next.CLOSED,
            None,
            "It is down, and you have looked again. You can wipe the case: smallprint takedown wipe",
        )
    if due <= today:
        return Next.LOOK, due, "Look whether it is gone, on the page and at the picture's own address."
    return Next.WAIT, due, f"Look again on {due.isoformat()}: copies and search results lag behind."


def _still_there_since(case: Case, done: date) -> bool:
    return any(
        each.state is AddressState.THERE and each.checked is not None and each.checked >= done
        for each in cases.outcomes(case)
    )


def _by_law(case: Case, today: date) -> tuple[Next, date | None, str]:
    window = cases.window(case)
    assert window is not None
    refused = cases.state(case) is CaseState.REFUSED
    if cases.day_of(case, Happened.COMPLAINED):
        return _after_complaint(case, today)
    chased = cases.day_of(case, Happened.CHASED)
    if not refused and today <= window.overdue_after:
        return Next.WAIT, window.overdue_after, f"An answer can be expected by {window.expected.isoformat()}."
    if not refused and chased is None:
        return Next.CHASE, None, "The month has passed. A friendly reminder is the next step."
    grace = deadlines.days_after(chased, deadlines.GRACE_DAYS) if chased else None
    if not refused and grace and today <= grace:
        return Next.WAIT, grace, f"You reminded them. Give them until {grace.isoformat()}."
    if deadlines.in_the_uk(case.about.place):
        return (
            Next.COMPLAIN,
            None,
            "The formal complaint to them is the next step: they must acknowledge it in 30 days.",
        )
    return Next.TO_REGULATOR, None, "The data-protection authority of your country is the next step."


def _after_complaint(case: Case, today: date) -> tuple[Next, date | None, str]:
    window = cases.complaint_window(case)
    acknowledged = cases.day_of(case, Happened.COMPLAINT_ACKNOWLEDGED)
    if window is not None and acknowledged is None and today <= window.overdue_after:
        return Next.WAIT, window.overdue_after, f"They must acknowledge it by {window.expected.isoformat()}."
    last = cases.day_of(case, *_CONTACT)
    assert last is not None
    by = deadlines.regulator_by(last)
    words = f"The regulator is the next step, best before {by.isoformat()}."
    if acknowledged is not None:
        words = f"They have it and must tell you the outcome. If that does not come: {words}"
    return Next.TO_REGULATOR, by, words


def _without_law(case: Case, today: date) -> tuple[Next, date | None, str]:
    if cases.state(case) is CaseState.REFUSED:
        return Next.OTHER_WAY, None, "They said no. The network's own form, or the search engines, may be open."
    contacts = cases.day_of(case, Happened.SENT, Happened.CHASED)
    assert contacts is not None
    again = deadlines.days_after(contacts, deadlines.ASK_AGAIN_DAYS)
    if today < again:
        return Next.WAIT, again, f"No law sets a date here. Ask again on {again.isoformat()}."
    if cases.day_of(case, Happened.CHASED):
        return Next.OTHER_WAY, None, "You asked twice. The network's own form, or the search engines, may be open."
    kindly = "Ask once more, kindly." if case.route in WRITTEN_BY_HAND else "Ask once more."
    return Next.ASK_AGAIN, None, kindly
