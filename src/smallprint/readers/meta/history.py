"""What a download says about itself and about the account's past: the order it answers, and the private switch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from smallprint.exports.dates import from_seconds, from_text
from smallprint.readers.meta.labels import Field, fields, number_of, text_of
from smallprint.readers.meta.words import all_time, meaning, switched_to_private
from smallprint.records.items import AccountFact

# Nothing of Meta's networks is older; an order from before that day is an order for everything.
_BEFORE_META = datetime(2004, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Switch:
    """One turn of the account's private switch."""

    when: datetime
    to_private: bool


def time_of(field: Field | None) -> datetime | None:
    """A field's moment, from its timestamp or from its text; aware, UTC where only seconds are given."""
    if field is None:
        return None
    if field.stamp:
        return from_seconds(field.stamp)
    return moment(field.value)


def moment(text: str) -> datetime | None:
    """A text as a moment; one that states no zone counts as UTC here, where only the day matters."""
    stated = from_text(text) if text else None
    return stated.replace(tzinfo=UTC) if stated is not None and stated.tzinfo is None else stated


def switches_of(records: Iterable[object], private_now: bool | None) -> tuple[Switch, ...]:
    """The privacy history in time order. A line whose words we do not know is told from its neighbours:

    the switch has two positions, so the lines alternate backwards from today's flag.
    """
    lines = sorted(
        {(when, _title(record)) for record in records if (when := _time(record)) is not None},
        key=lambda line: line[0],
    )
    ways = [switched_to_private(title) for _, title in lines]
    if None in ways:
        ways = _alternate(len(lines), private_now)
    return tuple(Switch(when, way) for (when, _), way in zip(lines, ways, strict=True) if way is not None)


def _alternate(count: int, private_now: bool | None) -> list[bool | None]:
    if private_now is None:
        return [None] * count
    return [private_now if (count - place) % 2 else not private_now for place in range(count)]


def _title(record: object) -> str:
    if not isinstance(record, dict):
        return ""
    title = text_of(record.get("title"))
    return title or next(
        (field.value for field in fields(record) if switched_to_private(field.value) is not None), ""
    )


def _time(record: object) -> datetime | None:
    if not isinstance(record, dict):
        return None
    stamps = (field.stamp for field in fields(record) if field.stamp)
    return from_seconds(next(stamps, None) or number_of(record.get("timestamp")) or 0)


def order_facts(records: Iterable[object], source: str) -> Iterator[AccountFact]:
    """What was ordered: the newest record (they come newest first) says which days and which picture quality."""
    newest = next((record for record in records if isinstance(record, dict)), None)
    if newest is None:
        return
    said = {meaning(field.label): field for field in reversed(list(fields(newest))) if field.label}
    start, end = time_of(said.get("start")), time_of(said.get("end"))
    everything = _is_everything(said, start)
    if everything is not None:
        yield AccountFact("asked_all", "true" if everything else "false", source)
    if start:
        yield AccountFact("asked_from", start.date().isoformat(), source)
    if end:
        yield AccountFact("asked_to", end.date().isoformat(), source)
    if "quality" in said and said["quality"].value:
        yield AccountFact("media_quality", said["quality"].value, source)
    made = time_of(said.get("completed")) or time_of(said.get("requested")) or _stamp(newest)
    if made:
        yield AccountFact("exported_at", made.isoformat(), source, made)


def _is_everything(said: dict[str, Field], start: datetime | None) -> bool | None:
    if "range" in said and all_time(said["range"].value):
        return True
    if "start" in said and all_time(said["start"].value):
        return True
    return start <= _BEFORE_META if start else None


def _stamp(record: dict[str, object]) -> datetime | None:
    return from_seconds(number_of(record.get("timestamp")) or 0)
