"""Put the download away: where it lies, and delete it, move it, or leave it."""

from __future__ import annotations

from pathlib import Path

from smallprint.errors import Refused
from smallprint.jobs.put_away import delete_download, move_download, where_it_lies
from smallprint.web.asked import Ask, Shown


def put_away(ask: Ask) -> Shown:
    """Every download, and where it lies."""
    exports = ask.room.home().exports.all()
    return Shown("put_away.html", {"downloads": [(one, where_it_lies(one)) for one in exports]})


def delete(ask: Ask) -> Shown:
    """Delete one from this computer; asked twice."""
    if ask.text("sure") != "yes":
        raise Refused("Nothing was deleted.", hint="Tick the box first.")
    delete_download(ask.room.home(), int(ask.path["number"]))
    return put_away(ask)


def move(ask: Ask) -> Shown:
    """Move one to a folder that the person names."""
    folder = ask.text("folder")
    if not folder:
        raise Refused("No folder was named.", hint="For example: /media/stick/downloads")
    move_download(ask.room.home(), int(ask.path["number"]), Path(folder))
    return put_away(ask)
