"""Guides: how to ask a network for an export, what it can tell, and where its switches are.

One TOML file per network (networks/README.md gives the keys). Nothing in them counts as confirmed until a person has
opened the live page; `old` says when even that was too long ago to be relied on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from smallprint.errors import UnknownName
from smallprint.records.items import Audience, Kind

MOST_QUESTIONS = 8
_OLD_AFTER = 183  # days: six months
_GIVEN_APART = frozenset({"export", "switches", "questions", "addresses"})  # tables of the file, read one by one


class Action(StrEnum):
    """What a switch does."""

    MAKE_PRIVATE = "make_private"
    LIMIT_PAST = "limit_past"
    BULK_YEAR = "bulk_year"
    ONE = "one"
    NARROW_ONE = "narrow_one"
    REPLACE_PROFILE_PICTURE = "replace_profile_picture"
    REPLACE_COVER = "replace_cover"
    NARROW_ALBUM = "narrow_album"
    ASK_FAMILY = "ask_family"


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing a person can do on the network, in its own menu words."""

    action: Action
    title: str  # may hold {year}, {date}, {kind}
    how: tuple[str, ...]
    minutes: float
    leaves: Audience  # who can see it afterwards
    kinds: frozenset[Kind]
    changes: frozenset[Audience]  # audiences it changes; all of them where the file names none
    seconds_each: float = 0.0  # for each item, where they are chosen one by one
    address: str = ""
    also_when_professional: tuple[str, ...] = ()  # steps that come before the others
    confirmed: bool = False  # a person has opened the live page
    check: str = ""  # what that person must look at


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the check-up without an export: yes, no or don't know."""

    ask: str
    fact: str
    open_answer: str  # "yes" or "no": the answer that leaves something open
    where: str
    do: str = ""  # the step for an open answer; "" where a switch of the guide is that step
    minutes: int = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask for the export, and what it can tell."""

    ask: tuple[str, ...] = ()
    address: str = ""
    formats: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    wait: str = "unknown"
    link_life: str = "unknown"
    size: str = "unknown"
    from_phone: str = "unknown"  # "yes", "no" or "unknown"
    can_tell: tuple[str, ...] = ()
    cannot_tell: tuple[str, ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """All that is known of one network's menus."""

    network: str
    title: str
    last_checked: date
    export: Asking
    switches: tuple[Switch, ...]
    questions: tuple[Question, ...]
    addresses: Mapping[str, str]
    stays_public: tuple[str, ...]
    teens: tuple[str, ...]
    sources: tuple[str, ...]
    confirmed: bool = False
    check: str = ""

    def old(self, today: date) -> bool:
        """Say whether the menus may have moved since somebody looked."""
        return (today - self.last_checked).days > _OLD_AFTER

    def switches_for(self, action: Action) -> tuple[Switch, ...]:
        """Give the ways to do one thing here; none where the network has none."""
        return tuple(switch for switch in self.switches if switch.action is action)


def guide(network: str) -> Guide:
    """Give one network's guide. Raises UnknownName."""
    guides = all_guides()
    if network not in guides:
        raise UnknownName(
            f"There is no guide for “{network}” yet.", hint="Networks with a guide: smallprint networks"
        )
    return guides[network]


@lru_cache(maxsize=1)
def all_guides() -> Mapping[str, Guide]:
    """Give every guide by the network's name, in the order of names."""
    folder = resources.files("smallprint.guides").joinpath("networks")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    found = [read_guide(file.read_text(encoding="utf-8"), file.name.removesuffix(".toml")) for file in files]
    return {each.network: each for each in found}


def read_guide(text: str, name: str) -> Guide:
    """Read one guide. Raises ValueError, with the key's name, on anything that is not as README.md says."""
    raw = tomllib.loads(text)
    if raw.get("network") != name:
        raise ValueError(f"{name}: `network` must be the file's name")
    questions = tuple(_question(each, name) for each in raw.pop("questions", []))
    if len(questions) > MOST_QUESTIONS:
        raise ValueError(f"{name}: more than {MOST_QUESTIONS} questions")
    switches = tuple(_switch(each, name) for each in raw.pop("switches", []))
    asking = _asking(raw.pop("export", {}), name)
    addresses = {str(key): str(value) for key, value in raw.pop("addresses", {}).items()}
    plain = _known(raw, Guide, name)
    for key in ("stays_public", "teens", "sources"):
        plain[key] = _texts(plain.get(key, []), f"{name}.{key}")
    return Guide(export=asking, switches=switches, questions=questions, addresses=addresses, **plain)


def _asking(raw: dict[str, Any], name: str) -> Asking:
    plain = _known(raw, Asking, f"{name}.export")
    for key in ("ask", "formats", "boxes", "can_tell", "cannot_tell"):
        plain[key] = _texts(plain.get(key, []), f"{name}.export.{key}")
    if plain.get("from_phone", "unknown") not in ("yes", "no", "unknown"):
        raise ValueError(f"{name}.export.from_phone must be yes, no or unknown")
    return Asking(**plain)


def _switch(raw: dict[str, Any], name: str) -> Switch:
    place = f"{name}.switches.{raw.get('action')}"
    raw["changes"] = frozenset(Audience(each) for each in raw.pop("from", list(Audience)))
    plain = _known(raw, Switch, place)
    plain["action"] = Action(plain["action"])
    plain["leaves"] = Audience(plain["leaves"])
    plain["kinds"] = frozenset(Kind(each) for each in plain["kinds"])
    plain["how"] = _texts(plain["how"], place)
    plain["also_when_professional"] = _texts(plain.get("also_when_professional", []), place)
    if not 0 < plain["minutes"] <= 600:
        raise ValueError(f"{place}: minutes must be more than none")
    return Switch(**plain)


def _question(raw: dict[str, Any], name: str) -> Question:
    question = Question(**_known(raw, Question, f"{name}.questions"))
    if question.open_answer not in ("yes", "no"):
        raise ValueError(f"{name}: open_answer must be yes or no")
    return question


def _known(raw: Mapping[str, Any], shape: type, place: str) -> dict[str, Any]:
    names = {field.name for field in fields(shape)}
    if unknown := sorted(set(raw) - names):
        raise ValueError(f"{place}: unknown key {', '.join(unknown)}")
    must = {field.name for field in fields(shape) if field.default is MISSING} - _GIVEN_APART
    if missing := sorted(must - set(raw)):
        raise ValueError(f"{place}: missing key {', '.join(missing)}")
    return dict(raw)


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{place}: must be a list of sentences")
    return tuple(value)
