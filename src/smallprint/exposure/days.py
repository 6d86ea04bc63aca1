"""Moments that can be compared, although some exports state a zone and some do not."""

from __future__ import annotations

from datetime import UTC, datetime


def read_day(text: str | None) -> datetime | None:
    """Read an ISO date or moment; None where it is neither."""
    try:
        return comparable(datetime.fromisoformat((text or "").strip()))
    except ValueError:
        return None


def comparable(moment: datetime) -> datetime:
    """Take a moment without a zone as UTC. It may be half a day off; callers leave that much room."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)
