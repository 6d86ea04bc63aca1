"""Starts the local pages: one loopback listener, one private launch file, no other way in."""

from __future__ import annotations

import html
import os
import socket
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from smallprint.web.guard import Guard, Keys

LAUNCH_PAGE = """<!doctype html><meta charset="utf-8"><title>smallprint</title>
<meta http-equiv="refresh" content="0;url={address}"><p><a href="{address}">smallprint</a></p>
"""


def serve(
    make_app: Callable[[Keys, int], ASGIApp], *, port: int = 0, browser: bool = True, say: Callable[[str], None]
) -> None:
    """Serve the pages on loopback until stopped. `say` is told the launch file where no browser is opened."""
    listener = listen(port)
    bound = int(listener.getsockname()[1])
    keys = Keys()
    launch = write_launch(keys, bound)
    try:
        if browser:
            webbrowser.open(launch.as_uri())
        else:
            say(str(launch))
        guarded = Guard(make_app(keys, bound), keys, bound)
        settings = uvicorn.Config(
            guarded,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
            http="h11",
            limit_concurrency=64,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(settings).run(sockets=[listener])
    finally:
        launch.unlink(missing_ok=True)
        launch.parent.rmdir()
        listener.close()


def listen(port: int) -> socket.socket:
    """A listener on 127.0.0.1 alone; port 0 lets the system choose."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # on Windows the option would let another program share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)  # at once: a browser may be quicker than the rest of the start
    return listener


def write_launch(keys: Keys, port: int) -> Path:
    """A page that only this user can read and that opens the shell with the launch key behind the #.

    The key is not in any argument list, and it is used up by the first exchange.
    """
    folder = Path(tempfile.mkdtemp(prefix="smallprint-"))  # 0700
    path = folder / "open-smallprint.html"
    address = html.escape(f"http://127.0.0.1:{port}/#{keys.launch}", quote=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(LAUNCH_PAGE.format(address=address))
    return path
