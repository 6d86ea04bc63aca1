"""Lock and unlock, keeping a first look, the recovery sheet, and the settings."""

from __future__ import annotations

from smallprint.errors import Refused
from smallprint.jobs.forget import forget_everything
from smallprint.locale import _
from smallprint.store import change_passphrase, new_recovery_code, suggest_passphrase
from smallprint.web.asked import Ask, Shown

SHORTEST = 8  # letters


def awake(ask: Ask) -> Shown:
    """Whether the pages are still open; asked by every window now and then, so that a locked one shows nothing."""
    return Shown("state.html", {"state": ask.room.state})


def lock(ask: Ask) -> Shown:
    """Lock now."""
    ask.room.lock()
    return Shown("lock.html", {"state": ask.room.state})


def unlock(ask: Ask) -> Shown:
    """Open with the passphrase, or with the code of the recovery sheet."""
    passphrase, code = ask.text("passphrase"), ask.text("code")
    if ask.room.state == "resting":
        ask.room.open()
    elif code:
        ask.room.open(recovery=code)
    else:
        ask.room.open(passphrase=passphrase)
    return Shown("gone.html", {"to": "/start"})


def keep_page(ask: Ask) -> Shown:
    """Ask for a passphrase, with six words to choose from."""
    return Shown("keep.html", {"six": suggest_passphrase(), "kept": ask.room.kept})


def keep(ask: Ask) -> Shown:
    """Give what was found a lasting place."""
    ask.room.home_or_first_look()
    ask.room.keep(good(ask.text("passphrase")))
    return Shown("gone.html", {"to": "/keep/sheet"})


def good(passphrase: str) -> str:
    """The passphrase, when it is long enough. Raises Refused."""
    if len(passphrase) < SHORTEST:
        raise Refused(
            _("That is short enough to be guessed."), hint=_("Take at least eight letters, or the six words.")
        )
    return passphrase


def sheet(ask: Ask) -> Shown:
    """The recovery sheet, while it may be seen."""
    return Shown("sheet.html", {"code": ask.room.sheet, "place": str(ask.room.place)})


def settings(ask: Ask) -> Shown:
    """Passphrase, sheet, forgetting."""
    return Shown("settings.html", {"kept": ask.room.kept, "place": str(ask.room.place), "done": ""})


def change(ask: Ask) -> Shown:
    """Set a new passphrase."""
    new = good(ask.text("new"))
    change_passphrase(ask.room.place, new, passphrase=ask.text("passphrase"))
    things = {"kept": True, "place": str(ask.room.place), "done": _("The new passphrase is set.")}
    return Shown("settings.html", things)


def new_sheet(ask: Ask) -> Shown:
    """A new recovery code; the old sheet no longer works."""
    ask.room.sheet = new_recovery_code(ask.room.place, passphrase=ask.text("passphrase"))
    return Shown("gone.html", {"to": "/keep/sheet"})


def forget(ask: Ask) -> Shown:
    """Delete everything that smallprint keeps. The downloads stay."""
    if ask.text("sure") != "yes":
        raise Refused(_("Nothing was deleted."), hint=_("Tick the box first."))
    ask.room.end(delete=forget_everything)
    return Shown("gone.html", {"to": "/start"})
