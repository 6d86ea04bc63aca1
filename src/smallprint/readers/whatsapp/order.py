"""Whether the day or the month comes first. WhatsApp writes the phone's own form, so it is decided once a chat.

In this order: dates that do not exist, the dates in the names of attached files, a time that would go back, and which
number changes more often. Where all are silent it stays unknown, and so do the times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from smallprint.readers.whatsapp.lines import Message, when_of

ORDERS = ("dmy", "mdy", "ymd")
_NAMED = re.compile(
    r"(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-(\d{4})-(\d{2})-(\d{2})-|(?:IMG|VID|PTT|AUD|STK|DOC)-(\d{4})(\d{2})(\d{2})-WA",
    re.ASCII,
)
_FAR = timedelta(days=30)
_MOST_HELD = 200


class Dates:
    """What the dates of one chat tell about their order."""

    def __init__(self) -> None:
        self._wrong: Counter[str] = Counter()
        self._back: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._last: dict[str, date] = {}
        self._numbers: tuple[str, str, str] | None = None
        self._changes = [0, 0]
        self._short = False  # whether a date stands with two digits at either end, as in 24/03/12

    def note(self, message: Message) -> None:
        """Take one more message into account."""
        if len(message.numbers[0]) > 2:  # the year stands first: nothing to decide
            return
        if message.numbers != self._numbers:
            self._new_day(message)
        for named in _dates_in_names(message.lines[:3]):
            self._named.update(order for order in ORDERS if _day(message, order) == named)

    def _new_day(self, message: Message) -> None:
        for place in (0, 1):
            self._changes[place] += self._numbers is not None and message.numbers[place] != self._numbers[place]
        self._numbers = message.numbers
        self._short = self._short or len(message.numbers[2]) == 2
        for order in ORDERS:
            day = _day(message, order)
            if day is None:
                self._wrong[order] += 1
                continue
            self._back[order] += day < self._last.get(order, day)
            self._last[order] = day

    def order(self) -> str | None:
        """Give "dmy", "mdy" or "ymd"; None where it cannot be told."""
        if self._named and (best := _only(ORDERS, lambda order: -self._named[order])):
            return best
        likely = ("dmy", "mdy")
        if self._short and min(self._wrong[order] for order in likely) > self._wrong["ymd"]:
            return "ymd"
        return (
            _only(likely, lambda order: self._wrong[order])
            or _only(likely, lambda order: self._back[order])
            or _only(likely, lambda order: -self._changes[likely.index(order)])
        )


def _only(orders: Iterable[str], rank: Callable[[str], int]) -> str | None:
    """Give the one with the lowest rank; None where two share it."""
    ranked = sorted((rank(order), order) for order in orders)
    return ranked[0][1] if ranked[0][0] < ranked[1][0] else None


def _day(message: Message, order: str) -> date | None:
    when = when_of(message, order)
    return when.date() if when else None


def _dates_in_names(lines: Iterable[str]) -> Iterator[date]:
    for line in lines:
        for found in _NAMED.finditer(line) if "-" in line else ():
            year, month, day = (int(part) for part in found.groups() if part)
            try:
                yield date(year, month, day)
            except ValueError:
                continue


def without_pasted(
    messages: Iterable[Message], order: str | None, is_real: Callable[[Message], bool]
) -> Iterator[tuple[Message, datetime | None]]:
    """Leave out headers that somebody pasted into a message: far older than what stands before and after them.

    Messages that come late, from a phone that was off, are days older and stay; so does any with an attachment.
    """
    held: list[tuple[Message, datetime | None]] = []
    last: datetime | None = None
    for message in messages:
        when = when_of(message, order)
        if when and last and when < last - _FAR and len(held) < _MOST_HELD:
            held.append((message, when))
            continue
        if held and when is None and len(held) < _MOST_HELD:
            held.append((message, when))
            continue
        if len(held) >= _MOST_HELD or any(is_real(one) for one, _ in held):
            yield from held
        held = []
        last = when or last
        yield message, when
    yield from held
