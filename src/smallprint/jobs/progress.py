"""How far a job is, and the one place where a person can stop or pause it.

A job calls `stage` and `advance`; whoever shows it (terminal, page) gives a `show` function. `advance` raises
`Stopped` when somebody pressed stop and waits while somebody pressed pause: a job is interrupted between two batches.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from smallprint.errors import Stopped

KEEP_EVERY = 0.5  # seconds between two writes to the jobs table: twice a second at most


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a job stands. `stage` is a slug ("read", "look", ...); sentences are made by the doors."""

    stage: str = ""
    total: int | None = None
    done: int = 0
    note: str = ""
    seconds: float = 0.0  # in this stage


def show_nothing(standing: Standing) -> None:
    """For callers that do not watch."""


class Progress:
    """The life of one running job, shared by the thread that works and the one that shows."""

    def __init__(
        self,
        show: Callable[[Standing], None] = show_nothing,
        keep: Callable[[Standing], None] = show_nothing,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._show = show
        self._keep = keep
        self._clock = clock
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()
        self._began = clock()
        self._kept = float("-inf")
        self.standing = Standing()

    def keep_in(self, keep: Callable[[Standing], None]) -> None:
        """Also write each standing here, at most twice a second (the jobs table)."""
        self._keep = keep

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage of `total` pieces, or of nobody knows how many."""
        self._began = self._clock()
        self._kept = float("-inf")
        self._tell(Standing(stage=name, total=total))
        self.check()

    def total(self, count: int | None) -> None:
        """Say how many pieces this stage has."""
        self._tell(replace(self.standing, total=count))

    def advance(self, count: int = 1, note: str = "") -> None:
        """So many more are done. Raises Stopped when somebody pressed stop; waits while paused."""
        seconds = self._clock() - self._began
        self._tell(replace(self.standing, done=self.standing.done + count, note=note, seconds=seconds))
        self.check()

    def note(self, text: str) -> None:
        """Say something beside the count; never a person's words."""
        self._tell(replace(self.standing, note=text))

    def check(self) -> None:
        """Wait while paused; raise Stopped when somebody pressed stop."""
        self._go.wait()
        if self._stop.is_set():
            raise Stopped("Stopped.")

    def stop(self) -> None:
        """Stop at the next batch. Works from a signal and from another thread, paused or not."""
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        """Hold the job at the next batch."""
        self._go.clear()

    def go_on(self) -> None:
        """End a pause."""
        self._go.set()

    @property
    def stopping(self) -> bool:
        """Whether somebody pressed stop."""
        return self._stop.is_set()

    @property
    def paused(self) -> bool:
        """Whether somebody pressed pause."""
        return not self._go.is_set()

    def _tell(self, standing: Standing) -> None:
        self.standing = standing
        self._show(standing)
        now = self._clock()
        if now - self._kept >= KEEP_EVERY:
            self._kept = now
            self._keep(standing)


def quiet() -> Progress:
    """A progress nobody watches."""
    return Progress()
