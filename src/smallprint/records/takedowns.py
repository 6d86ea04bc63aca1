"""Requests to take a picture down: what was asked of whom, at which addresses, and all that happened since.

A case is a few facts that stay, and a history that is only ever added to. State, dates and the outcome of each
address are read from the history (takedowns/); nothing here is worked out twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Route(StrEnum):
    """Lawful ways to ask, by who holds the picture. There is none for a sexual picture, and there must be none."""

    ORGANISATION = "organisation"  # school, club, nursery, business, photographer
    RELATIVE = "relative"  # family and friends
    OTHER_PARENT = "other_parent"
    POSTER = "poster"  # a private person's post on a network: the network's own form
    NEWS = "news"
    DSA = "dsa"  # a notice to a host in the European Union
    HOST = "host"  # whoever keeps an unknown site on the internet
    SEARCH = "search"  # search results only
    CHILDS_DATA = "childs_data"  # US: what a service collected from a child under 13


class CaseState(StrEnum):
    """How far a case is."""

    DRAFTED = "drafted"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    EXTENDED = "extended"
    REFUSED = "refused"
    DONE = "done"
    ABANDONED = "abandoned"


class AddressState(StrEnum):
    """What was last found at one address."""

    UNCHECKED = "unchecked"
    THERE = "there"
    GONE = "gone"
    MOVED = "moved"
    CANNOT_TELL = "cannot_tell"


class Happened(StrEnum):
    """What one line of the history is about."""

    OPENED = "opened"
    SENT = "sent"  # the letter itself
    IDENTITY_SENT = "identity_sent"  # what they asked for to know who writes; their clock starts again
    CHASED = "chased"
    COMPLAINED = "complained"  # the formal data-protection complaint, to the holder
    TO_REGULATOR = "to_regulator"
    ACKNOWLEDGED = "acknowledged"
    COMPLAINT_ACKNOWLEDGED = "complaint_acknowledged"
    IDENTITY_ASKED = "identity_asked"
    EXTENDED = "extended"
    REFUSED = "refused"
    DONE = "done"  # they say that it is down
    ABANDONED = "abandoned"
    LOOKED = "looked"  # at one address, by the program or by the person
    MAY_LOOK = "may_look"  # the person agreed that the program looks at one site
    ADDED = "added"  # one more address
    NOTE = "note"
    TAKEN_BACK = "taken_back"  # an earlier line was a mistake; it stays readable and no longer counts


class Writer(StrEnum):
    """Who signs."""

    PARENT = "parent"
    CHILD = "child"
    BOTH = "both"


class By(StrEnum):
    """Who looked at an address."""

    PROGRAM = "program"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history. Lines are never changed; `seal` ties each to all before it."""

    number: int  # 1, 2, 3 … within the case
    what: Happened
    on: date  # the day it happened, as the person says
    written: datetime  # when it was written down
    words: str = ""
    address: str = ""  # of LOOKED, ADDED; the host of MAY_LOOK
    found: AddressState | None = None  # of LOOKED
    by: By | None = None  # of LOOKED
    picture_seen: bool = False  # of LOOKED: the person's own picture was recognised there
    about: int = 0  # of TAKEN_BACK: the number of the line
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One address where the picture was seen."""

    url: str
    original: str = ""  # sha256 of the person's own picture, where it is known which one it is
    finding: str = ""  # id of the finding it came from


@dataclass(frozen=True, slots=True)
class About:
    """What a letter needs to know. All of it was typed by the person for this case; None means not asked yet."""

    child: str = ""  # as the holder knows the child
    age: int | None = None  # years; a letter says a band, never a birthday
    writer: Writer = Writer.PARENT
    responsible: bool | None = None  # the writer has parental responsibility (Scotland: rights and responsibilities)
    child_agrees: bool | None = None
    place: str = "GB"  # ISO country or nation: "GB-SCT", "DE"
    sender: str = ""
    reply_to: str = ""
    to: str = ""  # the holder's e-mail address
    platform: str = ""
    where_in_picture: str = ""  # "second from left"
    uses: str = ""  # which uses are meant; empty: all
    law: str = ""  # of a DSA notice: the law that the content breaks
    tone: str = "warm"  # of a message to a relative: "warm", "plain" or "firm"
    apart: bool = False  # the parents live apart
    contact: str = ""  # where they do: "fine", "unsafe" or "court"; empty: not asked yet


@dataclass(frozen=True, slots=True)
class Case:
    """One request to one holder."""

    id: str
    holder: str
    route: Route
    about: About
    addresses: tuple[Address, ...]
    history: tuple[Line, ...]
    stopped: bool = False  # the person said that it is sexual: everything but the dates was dropped
