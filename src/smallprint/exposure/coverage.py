"""What one export can speak about. Where it cannot, nothing is ever called gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from smallprint.exposure.days import comparable
from smallprint.records.items import Kind

# Days of an order are in the person's zone, moments mostly in UTC; a day either way is not known.
_EDGE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The limits of one export of one account, as far as they are known."""

    on: datetime | None  # when the network made it
    asked_all: bool | None = None  # all time was ordered; None: the export does not say
    asked_from: datetime | None = None
    asked_to: datetime | None = None
    range_from: datetime | None = None  # its oldest dated item
    range_to: datetime | None = None  # its newest
    parts_missing: bool = False
    sections: frozenset[Kind] | None = None  # kinds whose lists are in it, empty ones too; None: not known
    counts: Mapping[Kind, int] = field(default_factory=dict)  # items read, by kind
    stated: Mapping[Kind, int] = field(default_factory=dict)  # the export's own totals, where it gives some
    unread: Mapping[Kind, int] = field(default_factory=dict)  # entries that could not be read, by kind
    unread_anywhere: int = 0  # entries of which not even the kind is known


def why_it_cannot_tell(coverage: Coverage, kind: Kind, when: datetime | None) -> str | None:
    """Say why an export cannot speak about an item of this kind and day; None: it can."""
    if coverage.parts_missing:
        return "A part of the newer download is missing."
    if coverage.unread_anywhere:
        return "Some entries of the newer download could not be read."
    return _section_trouble(coverage, kind) or _range_trouble(coverage, when)


def _section_trouble(coverage: Coverage, kind: Kind) -> str | None:
    present = coverage.sections if coverage.sections is not None else frozenset(coverage.counts)
    if kind not in present or (coverage.sections is None and not coverage.counts.get(kind)):
        return "The newer download does not hold this list at all."
    # What left the posts may lie among the archived or deleted ones: a hole there is a doubt here.
    for each in (kind, Kind.ARCHIVED, Kind.DELETED):
        if coverage.unread.get(each):
            return "Some entries of this list could not be read in the newer download."
        if coverage.counts.get(each, 0) < coverage.stated.get(each, 0):
            return "The newer download holds fewer entries than it says itself."
    return None


def _range_trouble(coverage: Coverage, when: datetime | None) -> str | None:
    first, last = _limits(coverage)
    if first is None and last is None:
        if coverage.asked_all is True:
            return None
        return "The newer download does not say which days it covers."
    if when is None:
        return "We do not know the day of this item, and the newer download covers only some days."
    moment = comparable(when)
    if (first is not None and moment < first) or (last is not None and moment > last):
        return "The newer download does not cover the day of this item."
    return None


def _limits(coverage: Coverage) -> tuple[datetime | None, datetime | None]:
    """Give the first and last moment that is covered for certain. None: no limit on that side.

    Where the order is not stated, only what lies between the oldest and newest item is certain.
    """
    if coverage.asked_all is True:
        return None, None
    if coverage.asked_from is not None or coverage.asked_to is not None:
        first = comparable(coverage.asked_from) + _EDGE if coverage.asked_from is not None else None
        last = comparable(coverage.asked_to) if coverage.asked_to is not None else None
        return first, last
    first = comparable(coverage.range_from) if coverage.range_from is not None else None
    last = comparable(coverage.range_to) if coverage.range_to is not None else None
    return first, last


def newest_that_tells(coverages: Sequence[Coverage], kind: Kind, when: datetime | None) -> int | None:
    """Say which of several exports of one account is the present state for items of this kind and day.

    Gives its place in `coverages`: of those that can speak about the item, the one made last. None where none can:
    then every export that holds the item counts.
    """
    telling = [
        (comparable(each.on), place)
        for place, each in enumerate(coverages)
        if each.on is not None and why_it_cannot_tell(each, kind, when) is None
    ]
    return max(telling)[1] if telling else None
