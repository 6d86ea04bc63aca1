"""The whole of `add`: read what was given, look at what is new, group faces, rank."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from smallprint.jobs.add_exports import Terms, add_export
from smallprint.jobs.engines import engine_named
from smallprint.jobs.given import Given
from smallprint.jobs.group_people import group_people
from smallprint.jobs.house_rules import SeenBy, Whose
from smallprint.jobs.progress import Progress
from smallprint.jobs.rank_items import rank_items
from smallprint.jobs.runner import run
from smallprint.jobs.scan_pictures import scan_pictures
from smallprint.store import Home
from smallprint.store.kept import KeptExport


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants added, with their word for each export."""

    given: tuple[Given, ...]
    whose: Mapping[str, Whose | None]  # by digest
    seen: SeenBy
    today: date
    look: bool = True
    engine: str = "local"
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class AddedExport:
    """One export after adding it."""

    kept: KeptExport
    looked_at: int  # files looked at in this run
    seconds: float  # of this run
    again: bool  # it was there before, and was not read again
    unreadable: int  # files that could not be read or decoded


@dataclass(frozen=True, slots=True)
class Added:
    """What a run gave."""

    exports: tuple[AddedExport, ...]
    findings: int
    unsure: int  # findings that rest on faces nobody has named
    public: int
    looked: bool

    @property
    def troubles(self) -> int:
        """Everything that could not be read."""
        return sum(one.kept.counts.troubles for one in self.exports)
