"""Words that give a child away: school, street, surname. They are looked for in everything that was brought."""

from __future__ import annotations

from smallprint.errors import Refused
from smallprint.jobs.family_words import add_word, remove_word
from smallprint.records.family import WordKind
from smallprint.web.asked import Ask, Shown


def family(ask: Ask) -> Shown:
    """The words that are kept."""
    home = ask.room.home()
    names = [one for one in home.people.all() if one.enrolled and one.name]
    return Shown("family.html", {"words": home.family.words(), "kinds": list(WordKind), "names": names})


def add(ask: Ask) -> Shown:
    """Keep one more."""
    add_word(ask.room.home(), kind_of(ask), ask.text("text"))
    ask.room.stale = True
    return family(ask)


def remove(ask: Ask) -> Shown:
    """Drop one."""
    remove_word(ask.room.home(), kind_of(ask), ask.text("text"))
    ask.room.stale = True
    return family(ask)


def kind_of(ask: Ask) -> WordKind:
    """Which sort of word. Raises Refused."""
    said = ask.text("kind")
    if said not in set(WordKind):
        raise Refused("Please say what sort of word it is.", hint="")
    return WordKind(said)
