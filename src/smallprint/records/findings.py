"""Findings, the clues in them, the steps to take, and what a later export proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from smallprint.records.items import Audience, Kind


class ClueKind(StrEnum):
    """What gives the child away."""

    FACE = "face"
    NAME = "name"
    SURNAME = "surname"
    SCHOOL = "school"
    CLUB = "club"
    BIRTHDAY = "birthday"
    STREET = "street"
    AREA = "area"
    EXACT_PLACE = "exact_place"
    PLACE_TAG = "place_tag"
    PEOPLE_TAG = "people_tag"
    TEXT_IN_PICTURE = "text_in_picture"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue and where it was met: "words", "place", "tag", "album", "file", "picture", "file name"."""

    kind: ClueKind
    where: str
    value: str = ""  # what was met; shown only on the person's own screen or when asked for


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is: so many points, and a sentence for the parent."""

    points: int
    words: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture of a finding."""

    id: int  # the home's own number
    name: str
    sha256: str
    video: bool
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """An item that shows a child, with reasons."""

    id: str
    network: str
    account: str
    kind: Kind
    when: datetime | None
    words: str
    audience: Audience
    audience_why: str
    audience_then: Audience | None
    children: tuple[str, ...]  # names of enrolled children in it
    unnamed_faces: int  # faces that count as a child and have no name
    clues: tuple[Clue, ...]
    score: int
    reasons: tuple[Reason, ...]
    pictures: tuple[ShownPicture, ...]
    link: str | None
    steps: tuple[str, ...] = ()
    key: str = ""  # the item's key on its network
    export: int = 0  # the home's own number of the export


class StepState(StrEnum):
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    id: str
    title: str
    network: str
    account: str
    minutes: int
    changes: tuple[str, ...]  # ids of the findings it changes
    leaves: Audience  # who can still see them afterwards
    how: tuple[str, ...]
    links: tuple[str, ...]
    state: StepState = StepState.OPEN
    why: str = ""  # the reason a person gave for skipping it


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """What is reached when every step up to this one is done."""

    minutes: int
    public_left: int
    share_done: float  # 0 to 1 of the exposure that open steps can remove


class ProofState(StrEnum):
    GONE = "gone"
    NARROWED = "narrowed"
    STILL_THERE = "still_there"
    NEW = "new"
    BACK = "back"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a later export of the same account shows of one finding."""

    finding: str
    state: ProofState
    why: str
    on: date | None = None
