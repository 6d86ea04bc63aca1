"""Something has happened, and talking with a child: open without a key, from the lock page and before anything was
begun. Nothing is read from a home, nothing is kept, and nothing is asked."""

from __future__ import annotations

import csv
import locale
from functools import cache
from importlib import resources

from smallprint.errors import UnknownName
from smallprint.guides.services import turn_to
from smallprint.web.asked import Ask, Shown

AGES = ("under-5", "5-8", "9-12", "13-17")


def happened(ask: Ask) -> Shown:
    """What never to do, and where to turn. Works offline."""
    country = ask.text("country")[:2] or country_of_this_computer()
    dropped = ask.text("dropped") == "yes"
    return Shown(
        "happened.html",
        {"whole": ask.whole, "dropped": dropped, "help": turn_to(country or None), "countries": countries()},
    )


def country_of_this_computer() -> str:
    """The country in the computer's own language setting, "" where it has none."""
    language = locale.getlocale()[0] or ""
    return language.partition("_")[2][:2]


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Code and name of every country with an entry, by name."""
    text = resources.files("smallprint.guides").joinpath("services", "hotlines.csv").read_text(encoding="utf-8")
    named = {row["iso2"]: row["country"] for row in csv.DictReader(text.splitlines()) if row["iso2"] != "ZZ"}
    return tuple(sorted(named.items(), key=lambda pair: pair[1]))


def talk(ask: Ask) -> Shown:
    """Choose an age."""
    return Shown("talk.html", {"whole": ask.whole, "ages": AGES})


def talk_ages(ask: Ask) -> Shown:
    """One printable page. Raises UnknownName."""
    ages = str(ask.path["ages"])
    if ages not in AGES:
        raise UnknownName("There is no page for this age.")
    return Shown("talk_ages.html", {"whole": ask.whole, "ages": ages})
