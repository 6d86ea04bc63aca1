"""What the store takes and gives beside the common records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from smallprint.records.findings import Finding, StepState
from smallprint.records.items import Audience
from smallprint.records.seen import Face

Confirmed = Literal["mine", "of", "loose"]


@dataclass(frozen=True, slots=True)
class NewExport:
    """An export about to be read. `confirmed` is the person's answer; "loose" is a folder of no account."""

    network: str
    era: str
    account: str
    parts: tuple[str, ...]
    paths: tuple[str, ...]
    digest: str
    confirmed: Confirmed
    of_name: str | None = None
    seen_by: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The ledger of one export: entries = items + joined + skipped + unread."""

    entries: int = 0
    items: int = 0
    joined: int = 0
    skipped: int = 0
    unread: int = 0
    pictures: int = 0
    videos: int = 0
    missing_media: int = 0
    troubles: int = 0


@dataclass(frozen=True, slots=True)
class KeptExport:
    """One export in the home."""

    id: int
    network: str
    era: str
    account: str
    parts: tuple[str, ...]
    paths: tuple[str, ...]
    digest: str
    confirmed: Confirmed
    of_name: str | None
    seen_by: str | None
    minor: bool
    counts: Counts
    by_kind: dict[str, int]
    by_audience: dict[str, int]
    range_from: datetime | None
    range_to: datetime | None
    asked_from: date | None
    asked_to: date | None
    asked_all: bool
    exported_at: datetime | None
    seconds: float
    added: datetime
    finished: bool
    present: bool  # every path is still there

    @property
    def may_switch_on(self) -> bool:
        """Whether kinds that ask first may be looked at at all: never for somebody else or a holder under 18."""
        return self.confirmed == "mine" and not self.minor


@dataclass(frozen=True, slots=True)
class ToFingerprint:
    """One file whose bytes were not read yet."""

    file_id: int
    member: str
    video: bool


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """One file that stands for all files of the same bytes."""

    export_id: int
    paths: tuple[str, ...]
    file_id: int
    member: str
    video: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownFace:
    """One face with the home's stable number. `face.descriptor` is always None here."""

    id: int
    sha256: str
    person: str | None
    face: Face


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bytes of a picture lie."""

    export_id: int
    paths: tuple[str, ...]
    member: str
    video: bool


@dataclass(frozen=True, slots=True)
class TroubleCount:
    """How often one kind of trouble was met on one network."""

    network: str
    kind: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings to give. Empty: all that were not dismissed."""

    child: str | None = None
    audience: Audience | None = None
    network: str | None = None
    account: str | None = None
    since: date | None = None
    until: date | None = None  # the day is included
    clue: str | None = None
    text: str | None = None
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some findings, best first. `next` goes on after the last one; None at the end."""

    findings: tuple[Finding, ...]
    next: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said of a finding."""

    dismissed: bool
    child_said_no: bool


@dataclass(frozen=True, slots=True)
class StepClaim:
    """One line of the log of steps."""

    step: str
    state: StepState
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """How far a job is, or how it ended."""

    id: int
    name: str
    state: Literal["running", "done", "stopped", "failed"]
    total: int | None
    done: int
    note: str
    started: datetime
    moved: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did. `set_aside` is the folder that holds the files that lay there before, if any did."""

    home: Path
    set_aside: Path | None = field(default=None)
