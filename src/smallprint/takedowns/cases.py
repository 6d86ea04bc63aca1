"""A case's history: what may be added to it, and what it says. It is only ever added to.

Every line is sealed with the lines before it, so that a changed or missing line shows (`broken_at`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from smallprint.errors import Refused, UnknownName
from smallprint.records.takedowns import Address, AddressState, By, Case, CaseState, Happened, Line, Route
from smallprint.takedowns import deadlines
from smallprint.takedowns.deadlines import Window
from smallprint.takedowns.stop import HINT, SENTENCE, refuse_stopped, says_it_is_sexual

EARLIEST = date(2000, 1, 1)
_STATES = {
    Happened.SENT: CaseState.SENT,
    Happened.ACKNOWLEDGED: CaseState.ACKNOWLEDGED,
    Happened.EXTENDED: CaseState.EXTENDED,
    Happened.REFUSED: CaseState.REFUSED,
    Happened.DONE: CaseState.DONE,
    Happened.ABANDONED: CaseState.ABANDONED,
}
# What can only come after something else, with the sentence for a parent.
_AFTER = {
    **dict.fromkeys(
        (Happened.ACKNOWLEDGED, Happened.EXTENDED, Happened.REFUSED, Happened.DONE, Happened.IDENTITY_ASKED),
        (Happened.SENT, "A reply cannot come before the letter."),
    ),
    Happened.IDENTITY_SENT: (Happened.SENT, "This comes after the letter."),
    Happened.CHASED: (Happened.SENT, "A reminder comes after the letter."),
    Happened.COMPLAINED: (Happened.SENT, "A complaint comes after the letter."),
    Happened.TO_REGULATOR: (Happened.SENT, "The regulator comes after the letter."),
    Happened.COMPLAINT_ACKNOWLEDGED: (Happened.COMPLAINED, "There is no complaint yet that they could acknowledge."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The last word on one address."""

    address: Address
    state: AddressState
    checked: date | None
    why: str = ""
    by: By | None = None


def new_line(case: Case, line: Line, today: date) -> Line:
    """Number, check and seal one more line. Refused, with a sentence, when it cannot be true."""
    refuse_stopped(case)
    if says_it_is_sexual(line.words):
        raise Refused(SENTENCE, hint=HINT)
    _refuse_impossible_day(line.on, today)
    _refuse_out_of_order(case, line)
    if line.what is Happened.TAKEN_BACK and line.about not in {each.number for each in live(case)[1:]}:
        raise UnknownName(f"There is no line {line.about} that could be taken back.")
    before = case.history[-1] if case.history else None
    return sealed(replace(line, number=len(case.history) + 1), before)


def with_line(case: Case, line: Line) -> Case:
    """The case with one more line."""
    return replace(case, history=(*case.history, line))


def live(case: Case) -> tuple[Line, ...]:
    """The lines that count: those that were not taken back."""
    gone = {line.about for line in case.history if line.what is Happened.TAKEN_BACK}
    return tuple(line for line in case.history if line.number not in gone and line.what is not Happened.TAKEN_BACK)


def state(case: Case) -> CaseState:
    """How far the case is, by the last line that says so."""
    steps = [_STATES[line.what] for line in live(case) if line.what in _STATES]
    return steps[-1] if steps else CaseState.DRAFTED


def day_of(case: Case, *what: Happened) -> date | None:
    """The latest day that one of these happened."""
    days = [line.on for line in live(case) if line.what in what]
    return max(days) if days else None


def window(case: Case) -> Window | None:
    """By when an answer is due in law; None where no law sets a month, or their clock has not started."""
    sent = day_of(case, Happened.SENT)
    if sent is None or case.route is not Route.ORGANISATION or not deadlines.sets_a_month(case.about.place):
        return None
    first = deadlines.reply(sent, case.about.place)
    asked, answered = day_of(case, Happened.IDENTITY_ASKED), day_of(case, Happened.IDENTITY_SENT)
    # They may ask who writes while the month runs; then it starts when they know (facts page, section 1.4).
    if asked is not None and asked <= first.overdue_after and (answered is None or answered < asked):
        return None
    if answered is not None and answered <= first.overdue_after:
        first = deadlines.reply(answered, case.about.place)
    return _extended(case, first, answered or sent)


def waits_for_identity(case: Case) -> bool:
    """Whether they asked who writes, in time, and have not been told."""
    return window(case) is None and day_of(case, Happened.IDENTITY_ASKED) is not None


def _extended(case: Case, first: Window, started: date) -> Window:
    """Three months from the start when they said so in time (GDPR article 12(3)); else as it was."""
    told = day_of(case, Happened.EXTENDED)
    if told is None or told > first.overdue_after:
        return first
    return deadlines.reply(started, case.about.place, extended=True)


def complaint_window(case: Case) -> Window | None:
    """By when a formal complaint is acknowledged; None where there is no such duty, or no complaint."""
    complained = day_of(case, Happened.COMPLAINED)
    return deadlines.complaint_acknowledged(complained, case.about.place) if complained else None


def expected(case: Case) -> date | None:
    """When to expect an answer: by law, else two weeks after it was sent."""
    found = window(case)
    if found is not None or waits_for_identity(case):
        return found.expected if found else None
    sent = day_of(case, Happened.SENT, Happened.IDENTITY_SENT)
    return deadlines.days_after(sent, deadlines.ASK_AGAIN_DAYS) if sent else None


def outcomes(case: Case) -> tuple[Outcome, ...]:
    """Each address with the last word on it."""
    last = {line.address: line for line in live(case) if line.what is Happened.LOOKED}
    return tuple(_outcome(address, last.get(address.url)) for address in case.addresses)


def open_addresses(case: Case) -> tuple[Address, ...]:
    """The addresses where the picture is not known to be gone."""
    return tuple(each.address for each in outcomes(case) if each.state is not AddressState.GONE)


def all_gone(case: Case) -> bool:
    """Whether every address of the case was found gone at the last look."""
    return bool(case.addresses) and not open_addresses(case)


def sites_agreed(case: Case) -> frozenset[str]:
    """The sites that the person said the program may look at."""
    return frozenset(line.address for line in live(case) if line.what is Happened.MAY_LOOK)


def sealed(line: Line, before: Line | None) -> Line:
    """The line with its seal: a hash over it and the seal before."""
    return replace(line, seal=_seal(line, before))


def broken_at(history: Iterable[Line]) -> int | None:
    """The place (1, 2, …) of the first line that was changed or follows a missing one; None when all are whole."""
    before: Line | None = None
    for place, line in enumerate(history, start=1):
        if line.number != place or line.seal != _seal(line, before):
            return place
        before = line
    return None


def _outcome(address: Address, line: Line | None) -> Outcome:
    if line is None or line.found is None:
        return Outcome(address, AddressState.UNCHECKED, None)
    return Outcome(address, line.found, line.on, line.words, line.by)


def _refuse_impossible_day(on: date, today: date) -> None:
    if on > today:
        raise Refused(f"{on.isoformat()} has not come yet.", hint="Give the day it happened: today or earlier.")
    if on < EARLIEST:
        raise Refused(f"{on.isoformat()} cannot be right.", hint="A date is written as year-month-day: 2026-11-22")


def _refuse_out_of_order(case: Case, line: Line) -> None:
    first, sentence = _AFTER.get(line.what, (None, ""))
    if first is None:
        return
    days = [each.on for each in live(case) if each.what is first]
    if not days:
        raise Refused(sentence, hint="Say first when it was sent: smallprint takedown sent ID --on DATE")
    if line.on < min(days):
        raise Refused(
            f"{sentence} That was sent on {min(days).isoformat()}.", hint="Check the day: --on year-month-day"
        )


def _seal(line: Line, before: Line | None) -> str:
    written: datetime = line.written
    told = [
        before.seal if before else "",
        line.number,
        line.what.value,
        line.on.isoformat(),
        written.isoformat(),
        line.words,
        line.address,
        line.found.value if line.found else "",
        line.by.value if line.by else "",
        line.picture_seen,
        line.about,
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
