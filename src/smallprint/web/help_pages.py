"""Something has happened, and talking with a child: open without a key, from the lock page and before anything was
begun. Nothing is read from a home, nothing is kept, and nothing is asked."""

from __future__ import annotations

from smallprint.errors import UnknownName
from smallprint.web.asked import Ask, Shown
from smallprint.web.services import services_for

AGES = ("under-5", "5-8", "9-12", "13-17")


def happened(ask: Ask) -> Shown:
    """What never to do, and where to turn. Works offline."""
    country = ask.text("country").upper()[:2]
    things = {"whole": ask.whole, "dropped": ask.text("dropped") == "yes", **services_for(country)}
    return Shown("happened.html", things)


def talk(ask: Ask) -> Shown:
    """Choose an age."""
    return Shown("talk.html", {"whole": ask.whole, "ages": AGES})


def talk_ages(ask: Ask) -> Shown:
    """One printable page. Raises UnknownName."""
    ages = str(ask.path["ages"])
    if ages not in AGES:
        raise UnknownName("There is no page for this age.")
    return Shown("talk_ages.html", {"whole": ask.whole, "ages": ages})
