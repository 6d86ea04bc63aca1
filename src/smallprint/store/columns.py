"""Column types: text that survives every name a stranger's zip can hold, dates as they were written, short lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

Row = sa.RowMapping  # one row, by column name

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Lone surrogates (names of broken zips, cut emoji) cannot be written as UTF-8. They are put into a private plane
# on the way in and back on the way out, so that a member's name still finds its file.
_IN = {point: 0x10F000 + point - 0xD800 for point in range(0xD800, 0xE000)}
_OUT = {there: here for here, there in _IN.items()}


def storable(text: str) -> str:
    """Give the text in a form that UTF-8 can hold."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.translate(_IN)
    return text


def as_given(text: str) -> str:
    """Undo `storable`."""
    return text if text.isascii() else text.translate(_OUT)


class Words(sa.types.TypeDecorator[str]):
    """Any Python text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        return None if value is None else as_given(value)


class Instant(sa.types.TypeDecorator[datetime]):
    """A date and time with the zone it was written with, or none; ISO text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(sa.types.TypeDecorator[date]):
    """A date; ISO text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: sa.Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Listed(sa.types.TypeDecorator[Any]):
    """Small lists and mappings of text and numbers; JSON text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: sa.Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(value)


def pairs(rows: Iterable[Any]) -> dict[Any, Any]:
    """Rows of two columns, as a mapping from the first to the second."""
    return {row[0]: row[1] for row in rows}


def sort_second(when: datetime | None) -> float | None:
    """Seconds since 1970 for ordering; a time without a zone is taken as UTC for that alone."""
    if when is None:
        return None
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH).total_seconds()


def now() -> datetime:
    """The clock of the store: seconds, UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def exactly_now() -> datetime:
    """The same with its microseconds, where it matters which of two things came first."""
    return datetime.now(UTC)
