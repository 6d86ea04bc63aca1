"""What is open on one account: each fact with the file that states it and its day, and a short question for the rest.

What an export states stands. What the person told us fills what no export states; where the two differ, the export's
word is used and the difference is shown, until a later export settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from smallprint.guides import Guide, Question
from smallprint.records.accounts import TOLD
from smallprint.records.items import AccountFact

# Facts of an export that answer a question of the check-up, beside the fact of the question's own name.
_ANSWERED_BY = {"anybody_may_tag": "tags_from", "has_close_friends": "close_friends"}
_WORDS = {True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is known of one account before it is thought about."""

    network: str
    account: str
    facts: tuple[AccountFact, ...] = ()  # those of the newest export, those seen in it, and those the person told us
    followers: int | None = None  # lengths of the export's lists; None where it has no such list
    following: int | None = None
    close_friends: int | None = None
    exported_at: datetime | None = None  # None: there is no export of this account


@dataclass(frozen=True, slots=True)
class Switched:
    """One switch between private and public, as the export has it."""

    on: date
    private: bool
    source: str


@dataclass(frozen=True, slots=True)
class Differs:
    """Where the person and the export say different things."""

    fact: str
    told: str
    told_on: date | None
    export: str
    exported_on: date | None


@dataclass(frozen=True, slots=True)
class Audit:
    """One account. None: neither an export nor the person said so."""

    network: str
    account: str
    private: bool | None
    private_since: date | None
    public_since: date | None
    switches: tuple[Switched, ...]  # private now and in the past, oldest first
    professional: bool | None
    minor: bool
    followers: int | None
    following: int | None
    close_friends: int | None
    profile_picture_shows_child: bool | None
    cover_shows_child: bool | None
    linked_apps: tuple[str, ...]
    facts: tuple[AccountFact, ...]
    differs: tuple[Differs, ...]
    questions: tuple[Question, ...]  # what nobody has answered yet
    open: tuple[str, ...]  # facts of the guide's questions that stand open
    teens: tuple[str, ...] = ()  # what the network does for holders under 18, where the holder is
    seen: Mapping[str, str] = field(default_factory=dict)  # fact -> the value that stands


def audit(heard: Heard, guide: Guide | None) -> Audit:
    """Think about one account. Without a guide there are no questions."""
    stands = what_stands(heard)
    switches = switches_of(heard.facts)
    private = yes_or_no(stands.get("private"))
    last = switches[-1] if switches else None
    agrees = last is not None and last.private is private
    questions = guide.questions if guide is not None else ()
    minor = yes_or_no(stands.get("minor")) is True
    return Audit(
        network=heard.network,
        account=heard.account,
        private=private,
        private_since=last.on if last is not None and agrees and private else _day(stands.get("private_since")),
        public_since=last.on if last is not None and agrees and not private else None,
        switches=switches,
        professional=yes_or_no(stands.get("professional")),
        minor=minor,
        followers=_number(stands.get("followers")),
        following=_number(stands.get("following")),
        close_friends=_number(stands.get("close_friends")),
        profile_picture_shows_child=yes_or_no(stands.get("profile_picture_shows_child")),
        cover_shows_child=yes_or_no(stands.get("cover_shows_child")),
        linked_apps=tuple(fact.value for fact in heard.facts if fact.name == "linked_app"),
        facts=heard.facts,
        differs=tuple(_differences(heard)),
        questions=tuple(each for each in questions if not _answered(each, stands)),
        open=tuple(each.fact for each in questions if is_open(each, stands)),
        teens=guide.teens if guide is not None and minor else (),
        seen=stands,
    )


def what_stands(heard: Heard) -> dict[str, str]:
    """One value for each fact: the export's first, then the length of its list, then the person's word."""
    stands: dict[str, str] = {}
    for fact in heard.facts:
        if fact.source != TOLD:
            stands.setdefault(fact.name, fact.value)
    for name in ("followers", "following", "close_friends"):
        number = getattr(heard, name)
        if number is not None:
            stands[name] = str(number)
    for fact in heard.facts:
        if fact.source == TOLD:
            stands.setdefault(fact.name, fact.value)
    return stands


def is_open(question: Question, stands: Mapping[str, str]) -> bool:
    """Say whether the answer that stands leaves something open."""
    answer = yes_or_no(stands.get(question.fact))
    return answer is not None and answer is (question.open_answer == "yes")


def switches_of(facts: Iterable[AccountFact]) -> tuple[Switched, ...]:
    """Give every switch that an export states, oldest first."""
    found = [
        Switched(day, fact.name == "private_from", fact.source)
        for fact in facts
        if fact.name in ("private_from", "public_from") and (day := _day(fact.value)) is not None
    ]
    return tuple(sorted(found, key=lambda switch: switch.on))


def yes_or_no(value: str | None) -> bool | None:
    """Read "true" and "false"; None for anything else."""
    return {"true": True, "false": False}.get((value or "").strip().lower())


def as_fact(name: str, *, holds: bool, source: str, when: datetime | None = None) -> AccountFact:
    """Write a yes or no as a fact."""
    return AccountFact(name, _WORDS[holds], source, when)


def _answered(question: Question, stands: Mapping[str, str]) -> bool:
    return question.fact in stands or _ANSWERED_BY.get(question.fact) in stands


def _differences(heard: Heard) -> Iterable[Differs]:
    exported = {fact.name: fact for fact in reversed(heard.facts) if fact.source != TOLD}
    made = heard.exported_at.date() if heard.exported_at is not None else None
    for fact in heard.facts:
        other = exported.get(fact.name)
        if fact.source == TOLD and other is not None and yes_or_no(other.value) is not yes_or_no(fact.value):
            yield Differs(fact.name, fact.value, fact.when.date() if fact.when else None, other.value, made)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _number(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
