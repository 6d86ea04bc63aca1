"""What a reader gives for a fixture, as plain JSON that a person can read and a test can compare."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from enum import Enum
from pathlib import Path

from smallprint.exports import open_export
from smallprint.readers import reader_named


def expected_of(network: str, fixture: Path) -> dict[str, object]:
    """The fixture's match and records, in order. Raises UnknownName for another network's name."""
    reader = reader_named(network)
    with open_export([fixture]) as export:
        match = reader.recognises(export)
        records = [{"is": type(record).__name__, **plain_fields(asdict(record))} for record in reader.read(export)]
    return {"match": plain_fields(asdict(match)) if match else None, "records": records}


def plain_fields(fields: dict[str, object]) -> dict[str, object]:
    """Fields as JSON has them; those that are empty are left out, for the eye."""
    return {name: plain(value) for name, value in fields.items() if value not in (None, "", (), False)}


def plain(value: object) -> object:
    """One value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return plain_fields(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value
