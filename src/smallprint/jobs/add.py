"""The whole of `add`: read what was given, look at what is new, group faces, rank."""

from __future__ import annotations

import time
from collections import Counter
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
from smallprint.jobs.read_text import read_text_in_findings
from smallprint.jobs.runner import run
from smallprint.jobs.scan_pictures import scan_pictures
from smallprint.records.items import Audience
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
    text: bool = True  # also read the text in pictures that show a child
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
    closed: Mapping[str, int]  # items that wait for the person's word, by kind

    @property
    def troubles(self) -> int:
        """Everything of it that could not be read: entries, missing files, files."""
        return self.kept.counts.troubles + self.unreadable


@dataclass(frozen=True, slots=True)
class Added:
    """What a run gave."""

    exports: tuple[AddedExport, ...]
    findings: int
    unsure: int  # findings with faces that nobody has named
    unsure_faces: int  # how many such faces
    public: int
    looked: bool

    @property
    def troubles(self) -> int:
        """Everything that could not be read."""
        return sum(one.troubles for one in self.exports)


def add_all(home: Home, wish: Wish, progress: Progress) -> Added:
    """Do the whole of it as one job. Raises Stopped when somebody pressed stop; running it again goes on."""
    return run(home, "add", progress, lambda: _add_all(home, wish, progress))


def _add_all(home: Home, wish: Wish, progress: Progress) -> Added:
    there = {export.digest for export in home.exports.all() if export.finished}
    seconds: dict[int, float] = {}
    numbers = []
    for given in wish.given:
        began = time.monotonic()
        number = add_export(home, given, Terms(wish.whose[given.digest], wish.seen, wish.today), progress)
        seconds[number] = time.monotonic() - began
        numbers.append(number)
    looked = look_back(home, wish, progress, seconds)
    exports = tuple(
        AddedExport(
            kept=home.exports.get(number),
            looked_at=looked[number],
            seconds=seconds[number],
            again=given.digest in there,
            unreadable=home.troubles.unreadable_files(number),
            closed=home.items.closed(number),
        )
        for number, given in zip(numbers, wish.given, strict=True)
    )
    return summed(home, exports, looked=wish.look)


def look_back(home: Home, wish: Wish, progress: Progress, seconds: dict[int, float]) -> Counter[int]:
    """Look, group and rank; the time of looking is added to the exports whose pictures were looked at."""
    began = time.monotonic()
    looked: Counter[int] = Counter()
    engine = engine_named(wish.engine, wish.workers)
    if wish.look:
        looked = scan_pictures(home, engine, progress)
        group_people(home, progress)
    rank_items(home, progress)
    if wish.look and wish.text and read_text_in_findings(home, engine, progress):
        rank_items(home, progress)
    spent = time.monotonic() - began
    for number in seconds:
        seconds[number] += spent * looked[number] / looked.total() if looked else 0.0
    return looked


def summed(home: Home, exports: tuple[AddedExport, ...], *, looked: bool) -> Added:
    """What there is to say at the end."""
    findings = home.findings.all()
    return Added(
        exports=exports,
        findings=len(findings),
        unsure=sum(1 for finding in findings if finding.unnamed_faces),
        unsure_faces=sum(finding.unnamed_faces for finding in findings),
        public=sum(1 for finding in findings if finding.audience is Audience.PUBLIC),
        looked=looked,
    )
