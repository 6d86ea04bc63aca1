"""What one running page server holds: the open home, the work under way, and since when nobody asked for anything.

Ten minutes without a request and the home is closed and its key forgotten (security.md section 1). While a job runs
only the pages close; the home follows when the job ends. `smallprint lock` in a terminal locks the pages too.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from smallprint.errors import NoHome, Refused, SmallprintError
from smallprint.jobs.home_key import LOCKED, is_home
from smallprint.records.items import Audience
from smallprint.store import Home, Wanted, open_home, unlock
from smallprint.web.first_look import FirstLook, begin_first_look
from smallprint.web.work import Work

IDLE = 600.0  # seconds
State = Literal["new", "first", "resting", "locked", "open"]


class Locked(SmallprintError):
    """The pages are locked, or nobody has begun."""


class Room:
    """The one life behind the pages."""

    def __init__(self, place: Path, *, idle: float = IDLE, clock: Callable[[], float] = time.monotonic) -> None:
        self.place = place
        self.work = Work()
        self.stale = False  # who is who, or a word, has changed since the last ranking
        self.sheet: str | None = None  # the recovery code, until it was seen
        self.tally: dict[Audience, int] | None = None  # how many each audience sees; counted anew after a change
        self.desk: dict[str, object] = {}  # what a person was offered to choose from, by a random name
        self._idle, self._clock = idle, clock
        self._turn = threading.RLock()
        self._home: Home | None = None
        self._first: FirstLook | None = None
        self._hidden = False
        self._asked = clock()
        self._opened = time.time()

    @property
    def state(self) -> State:
        """`new` nothing yet; `first` a first look, `resting` that one covered; `locked`; `open`."""
        if self._first is not None:
            return "resting" if self._hidden else "first"
        if self._home is not None and not self._hidden:
            return "open"
        return "locked" if is_home(self.place) else "new"

    @property
    def kept(self) -> bool:
        """Whether what is found outlives this program."""
        return self._first is None and is_home(self.place)

    def home(self) -> Home:
        """The open home. Raises Locked, or NoHome where nothing was begun."""
        if self.state == "new":
            raise NoHome("Nothing has been brought here yet.")
        home = self._first.home if self._first else self._home
        if home is None or self._hidden:
            raise Locked("Your smallprint is locked.")
        return home

    def home_or_first_look(self) -> Home:
        """The open home; where there is none yet, a first look begins."""
        with self._turn:
            if self.state == "new":
                self._first = begin_first_look()
                self._hidden = False
        return self.home()

    def open(
        self, *, passphrase: str | None = None, recovery: str | None = None, raw_key: bytes | None = None
    ) -> None:
        """Open, or uncover a first look. Raises WrongKey and other HomeErrors."""
        with self._turn:
            if self._first is None and self._home is None:
                self._home = open_home(self.place, passphrase=passphrase, recovery=recovery, raw_key=raw_key)
            elif self._first is None:  # a job holds it open behind locked pages
                unlock(self.place, passphrase=passphrase, recovery=recovery, raw_key=raw_key)
            self._hidden = False
            self._opened = time.time()
            self.touch()

    def keep(self, passphrase: str) -> None:
        """Give the first look a lasting place; `sheet` then holds the recovery code. Refused while a job runs."""
        with self._turn:
            first = self._first
            if first is None:
                raise Refused("This is kept already.", hint="")
            if self.work.running:
                raise Refused("Pictures are being looked at just now.", hint="Wait until that is done, then keep it.")
            self._home, self.sheet = first.keep_at(self.place, passphrase)
            self._first = None
            self._opened = time.time()

    def lock(self) -> None:
        """Close the pages, and the home as soon as no job needs it. A first look is only covered."""
        with self._turn:
            self._hidden = True
            self.sheet = self.tally = None
            self.desk.clear()
            self._close_if_free()

    def touch(self) -> None:
        """Somebody asked for something."""
        self._asked = self._clock()

    def tick(self) -> None:
        """Look at the clock and at `smallprint lock`; called before every request and every few seconds."""
        if self._hidden:
            with self._turn:
                self._close_if_free()
        elif self.state in {"open", "first"} and (self._clock() - self._asked >= self._idle or self._told_to_lock()):
            self.lock()

    def end(self, delete: Callable[[Path], None]) -> None:
        """Delete everything that was kept here, or the first look; then it is as if nobody had begun."""
        kept = self.kept
        self.close()
        if kept:
            delete(self.place)

    def close(self) -> None:
        """Stop the job, forget the key, throw a first look away."""
        self.work.stop_and_wait()
        with self._turn:
            if self._first is not None:
                self._first.throw_away()
            if self._home is not None:
                self._home.close()
            self._first = self._home = None

    def tallied(self) -> dict[Audience, int]:
        """How many findings each audience can see, widest first; those that see none are left out."""
        if self.tally is None:
            findings = self.home().findings
            counted = {one: findings.count(Wanted(audience=one)) for one in Audience}
            self.tally = {one: count for one, count in counted.items() if count}
        return self.tally

    def put(self, thing: object) -> str:
        """Lay something on the desk and give the name by which the page may ask for it."""
        name = secrets.token_urlsafe(9)
        self.desk[name] = thing
        return name

    def _close_if_free(self) -> None:
        if self._home is not None and self._first is None and self._hidden and not self.work.running:
            self._home.close()
            self._home = None

    def _told_to_lock(self) -> bool:
        if self._first is not None:
            return False
        try:
            return (self.place / LOCKED).stat().st_mtime > self._opened
        except OSError:
            return False
