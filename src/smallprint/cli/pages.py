"""The bare `smallprint` command: opens the local pages in the browser."""

from __future__ import annotations

from pathlib import Path

from smallprint.cli.home import place
from smallprint.cli.say import say, show
from smallprint.locale import _
from smallprint.settings import read_settings
from smallprint.web.app import make_app
from smallprint.web.room import Room
from smallprint.web.server import serve


def open_pages(home_path: Path | None, *, port: int, browser: bool) -> None:
    """Serve the pages until Ctrl-C. Without a browser the launch file is printed: open it in one."""
    settings = read_settings()
    room = Room(place(home_path, settings))
    say(_("The pages are open in your browser. Ctrl-C here ends them.") if browser else _("Open this file:"))
    try:
        serve(
            lambda keys, _port: make_app(room, keys, language=settings.language or "en"),
            port=port,
            browser=browser,
            say=show,
        )
    finally:
        room.close()
