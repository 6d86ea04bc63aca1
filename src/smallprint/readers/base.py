"""What a reader is. One file per network implements this; nothing else in the program knows a network's layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from smallprint.exports import Export
from smallprint.records.items import Record


@dataclass(frozen=True, slots=True)
class Tells:
    """What an export of this network can tell: one row of `smallprint networks`."""

    audience: Literal["item", "account", "none"]
    links: bool
    followers: bool
    close_friends: bool
    places: bool
    media_inside: bool
    checked: date


@dataclass(frozen=True, slots=True)
class Match:
    """A reader's claim on an export."""

    reader: str
    era: str
    how_sure: float  # 0 to 1
    why: str
    account: str | None = None  # where it is cheap to know


class Reader(Protocol):
    """Reads one network's export.

    `read` is lazy. Each entry of each list it opens becomes exactly one Item, Joined, Skipped or
    Trouble(entries=1), so that entries = items + joined + skipped + unread. Audience is what the export
    states, or UNKNOWN. A missing file is an answer, not an error.
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def eras(self) -> tuple[str, ...]: ...
    @property
    def tells(self) -> Tells: ...

    def recognises(self, export: Export) -> Match | None:
        """Say whether this export is ours, from names and first bytes only, in well under a second."""

    def read(self, export: Export) -> Iterator[Record]:
        """Give everything the export holds, in the export's order."""
