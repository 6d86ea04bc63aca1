"""Who else has pictures? A card for each tick: a kind message, the way if they say no, and a day to ask again.

It needs no home, no export and no account. What the page must say beside the cards stands in services/others.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from smallprint.errors import UnknownName
from smallprint.guides.services import Service, helplines
from smallprint.records.takedowns import Route
from smallprint.takedowns.deadlines import days_after

CONTACTS = ("fine", "unsafe", "court")  # with the other parent: what the person answered


@dataclass(frozen=True, slots=True)
class Message:
    """A kind message to copy; `{child}` stands as "our child" where no name was given."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """What to do about one of those who may have pictures."""

    id: str
    title: str
    route: Route
    messages: tuple[Message, ...]
    if_no: str
    again: date | None  # when to ask again; None: not by itself
    question: str = ""  # to be answered before there is a message
    helplines: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """The whole page."""

    says: tuple[str, ...]
    cards: tuple[Card, ...]
    last_checked: date


def choices() -> tuple[tuple[str, str], ...]:
    """What can be ticked: id and title, in the order of the page."""
    return tuple((card["id"], card["title"]) for card in _raw()["cards"])


def others(
    ticked: Iterable[str], today: date, *, child: str = "", place: str = "GB", contact: str = "", apart: bool = True
) -> Others:
    """The page for what was ticked. UnknownName for a tick that does not exist.

    `apart` and `contact` are about the other parent alone. Of a child's name only the first word is used.
    """
    raw = _raw()
    known = {card["id"]: card for card in raw["cards"]}
    wanted = list(dict.fromkeys(ticked))
    if unknown := [each for each in wanted if each not in known]:
        raise UnknownName(f"There is no card “{unknown[0]}”.", hint=f"There are: {', '.join(known)}")
    name = child.split(maxsplit=1)[0] if child.split() else "our child"
    cards = []
    for each in wanted:
        if each == "other_parent" and apart:
            cards.append(_apart(known[each], name, place, contact))
        else:
            cards.append(_card(known[each], name, today))
    return Others(tuple(raw["says"]), tuple(cards), raw["last_checked"])


def _card(raw: dict[str, Any], child: str, today: date) -> Card:
    return Card(
        id=raw["id"],
        title=raw["title"],
        route=Route(raw["route"]),
        messages=(
            Message("Ask first, from now on", raw["ask"].replace("{child}", child)),
            Message("Take down, narrow, crop or cover", raw["take_down"].replace("{child}", child)),
        ),
        if_no=raw["if_no"],
        again=days_after(today, raw["again_days"]) if raw["again_days"] else None,
    )


def _apart(raw: dict[str, Any], child: str, place: str, contact: str) -> Card:
    """Where they live apart: is contact safe? Then a kind message or none; never a demand, never a day to press."""
    lines = (*helplines("apart", place), *helplines("family law", place))
    messages: tuple[Message, ...] = ()
    if contact == "fine":
        messages = (Message("A kind message, or none", raw["take_down"].replace("{child}", child)),)
    if_no = raw["if_no"] if contact == "fine" else "No message is the right message here."
    return Card(
        id=raw["id"],
        title=raw["title"],
        route=Route(raw["route"]),
        messages=messages,
        if_no=if_no if contact else "",
        again=None,
        question="" if contact in CONTACTS else "Is contact safe, and is it allowed, or has a court limited it?",
        helplines=lines,
    )


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    file = resources.files("smallprint.guides").joinpath("services", "others.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
