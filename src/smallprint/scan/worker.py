"""One worker of the pool: a program of its own that answers batches until its wire is closed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from smallprint.errors import SmallprintError
from smallprint.scan.batches import Batch
from smallprint.scan.look import let_go

if sys.platform == "linux":
    from smallprint.media.box_linux import die_with_parent


def serve(wire: Connection) -> None:
    """Say "ready", then answer each (work, batch) with ("done", results) or ("failed", exception)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that started us decides when to stop
    if sys.platform == "linux":
        die_with_parent()
    with suppress(EOFError, OSError):  # nobody is left to answer
        wire.send("ready")
        while True:
            work, batch = wire.recv()
            wire.send(_answer(work, batch))
    let_go()


def _answer(work: Callable[[Batch], list[object]], batch: Batch) -> tuple[str, object]:
    try:
        return "done", work(batch)
    except SmallprintError as problem:  # it stops the whole wish, over there
        return "failed", problem
