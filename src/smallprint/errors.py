"""Every exception of smallprint, in one tree. Each carries a hint that a parent can act on.

    SmallprintError
    ├── NotAnExport          the folder or zip is not a download from a network we know
    ├── UnreadablePath       it is not there, or we may not read it
    ├── PartMissing          one part of several, and what we need lies in another
    ├── Refused              a rule of the house says no (section 3 of the promises)
    ├── HomeError
    │   ├── WrongKey         passphrase or recovery code do not open this home
    │   ├── NoHome           there is no home at this place yet
    │   ├── HomeDamaged      the file is there, and is not a home we can open
    │   ├── HomeBusy         another smallprint is writing to it
    │   └── HomeTooNew       made by a newer smallprint
    ├── DiskFull
    ├── ModelMissing         a face model is not in this installation
    ├── UnknownName          no such person, step, finding or network
    ├── Unexpected           a fault of ours: only the type's name is told, never the words of the fault
    └── Stopped              somebody pressed stop; not a fault

Troubles (records.items.Trouble) are not exceptions: they are what could not be read, kept beside what could.
"""

from __future__ import annotations


class SmallprintError(Exception):
    """Something stops the whole wish. `hint` says what to do next, in a parent's words."""

    hint = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class NotAnExport(SmallprintError):
    """The folder or zip is not a download from a network we know."""

    hint = "Choose the zip as it came, without opening it. Networks we read: smallprint networks"


class UnreadablePath(SmallprintError):
    """The path is not there, is a link out of the folder, or may not be read."""

    hint = "Check the name, and that the file is not still being downloaded or copied."


class PartMissing(SmallprintError):
    """Some parts of one export are here, but the one with the lists is not."""

    hint = "Download every part from the same e-mail and give them all at once."


class Refused(SmallprintError):
    """A rule of the house says no."""

    hint = "What smallprint does not do, and why: docs/how-it-works/what-it-does-not-do.md"


class HomeError(SmallprintError):
    """The family's home cannot be used as asked."""


class WrongKey(HomeError):
    """The passphrase or the recovery code does not open this home."""

    hint = "Try again, or use the recovery code from the sheet you printed."


class NoHome(HomeError):
    """There is no home at this place yet."""

    hint = "The first `smallprint add` makes one. Another place: --home PATH"


class HomeDamaged(HomeError):
    """The file is there, and is not a home that can be opened. It is never written over."""

    hint = "Nothing was changed. Put back your last backup: smallprint restore"


class HomeBusy(HomeError):
    """Another smallprint is writing to this home."""

    hint = "Close the other smallprint, or wait until it is done."


class HomeTooNew(HomeError):
    """This home was made by a newer smallprint."""

    hint = "Install the newest smallprint and try again. Nothing was changed."


class DiskFull(SmallprintError):
    """There is no room left to write."""

    hint = "Make some room on the disk and run it again: it goes on where it was."


class ModelMissing(SmallprintError):
    """A face model is not in this installation, or is not the file it should be."""

    hint = "Install smallprint again from its wheel or its folder: pip install ."


class UnknownName(SmallprintError):
    """There is no person, step, finding or network of that name."""

    hint = "Look at the list and use the id as it stands there."


class Unexpected(SmallprintError):
    """A fault of ours. The message names the type of the fault only: its words could hold a name or a path."""

    hint = "What was done is kept. Run it again; if it happens again, please report the name in brackets."


class Stopped(SmallprintError):
    """Somebody pressed stop. What is done is kept; run it again to go on."""
