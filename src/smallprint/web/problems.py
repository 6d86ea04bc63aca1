"""What stops a wish, in a parent's words for the pages. The command line has hints of its own, with its commands."""

from __future__ import annotations

import re

from smallprint.errors import (
    DiskFull,
    HomeBusy,
    HomeDamaged,
    HomeError,
    HomeTooNew,
    ModelMissing,
    NotAnExport,
    PartMissing,
    SmallprintError,
    Stopped,
    UnknownName,
    UnreadablePath,
    WrongKey,
)
from smallprint.locale import _, later

# The first that fits; a sentence of None keeps the problem's own.
WORDS: tuple[tuple[type[SmallprintError], str | None, str], ...] = (
    (
        NotAnExport,
        later("This is not a download that smallprint knows."),
        later("Choose the zip as it came from the network, without opening or repacking it."),
    ),
    (
        PartMissing,
        later("This is one part of several, and the part with the lists is not among them."),
        later("Download every part from the same e-mail, and bring them all at once."),
    ),
    (
        UnreadablePath,
        later("There is nothing to read at that place."),
        later("Check the name, and that the download has ended."),
    ),
    (WrongKey, later("That does not open it."), later("Try again, or use the code from the sheet that you printed.")),
    (HomeBusy, later("Another smallprint is writing just now."), later("Close the other one, or try in a moment.")),
    (
        HomeTooNew,
        later("This was made by a newer smallprint."),
        later("Install the newest smallprint. Nothing was changed."),
    ),
    (
        HomeDamaged,
        later("The file of your smallprint is damaged and was left as it is."),
        later("Put your last backup back: smallprint restore, in a terminal."),
    ),
    (
        HomeError,
        later("The file of your smallprint could not be read or written."),
        later("Check that the disk is plugged in and not read-only, and try again."),
    ),
    (DiskFull, later("The disk is full."), later("Make some room and start it again: it goes on where it was.")),
    (
        ModelMissing,
        later("The part that finds faces is missing from this installation."),
        later("Install smallprint again."),
    ),
    (
        UnknownName,
        later("That is no longer there."),
        later("Perhaps it was changed in another window. Open the page again."),
    ),
    (Stopped, later("Stopped. What is done is kept."), later("Start it again to go on.")),
)


# The house word for the folder is not a parent's word: it reads as where they live.
HOUSE = re.compile(r"\b(a|this|the|your) (family )?home\b", re.IGNORECASE)


def page_words(problem: SmallprintError) -> tuple[str, str]:
    """One sentence, and what to do next."""
    for kind, words, hint in WORDS:
        if isinstance(problem, kind):
            return _(words) if words else _(str(problem)), _(hint)
    for_terminals = "smallprint " in problem.hint or "docs/" in problem.hint
    return plain(_(str(problem))), "" if for_terminals or not problem.hint else plain(_(problem.hint))


def plain(sentence: str) -> str:
    """The sentence without the house's own word for its folder."""
    said = HOUSE.sub(_("your smallprint"), sentence)
    return said[:1].upper() + said[1:]
