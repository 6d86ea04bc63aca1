"""Several exports of one account, and what of them is there today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from smallprint.exposure.coverage import Coverage, newest_that_tells
from smallprint.exposure.days import comparable
from smallprint.records.items import Kind

_NEVER = datetime.min.replace(tzinfo=UTC)


def is_present(
    coverages: Sequence[Coverage], kind: Kind, when: datetime | None, holding: Callable[[int], bool]
) -> int | None:
    """Say from which export an item is to be taken, or None where it is no longer there.

    `holding(place)` tells whether that export holds the item. The item is present when the newest export that can
    speak about it holds it, or a still newer one does, however incomplete. It is taken from the newest holder.
    """
    holders = [place for place in range(len(coverages)) if holding(place)]
    if not holders:
        return None
    newest = max(holders, key=lambda place: (_made(coverages[place]), place))
    telling = newest_that_tells(coverages, kind, when)
    if telling is not None and telling not in holders and _made(coverages[telling]) > _made(coverages[newest]):
        return None
    return newest


def _made(coverage: Coverage) -> datetime:
    return comparable(coverage.on) if coverage.on is not None else _NEVER
