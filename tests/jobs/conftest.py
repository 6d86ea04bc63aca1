"""A light home, and a job that looks at pictures in this very program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from smallprint.jobs.add import Added, Wish, add_all
from smallprint.jobs.given import look_over
from smallprint.jobs.house_rules import Whose, seen_by
from smallprint.jobs.progress import quiet
from smallprint.store import Home, create_home, open_home

PASSPHRASE = "acorn bagel cello dahlia ember fossil"
MINE = Whose("mine")
TODAY = date(2026, 11, 22)
Add = Callable[..., Added]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    with open_home(tmp_path / "home", passphrase=PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def add(home: Home) -> Add:
    def run(paths: Sequence[Path], whose: Whose = MINE, *, look: bool = True, who: str | None = None) -> Added:
        given = tuple(look_over(list(paths)))
        words = {one.digest: None if one.loose else whose for one in given}
        wish = Wish(given, words, seen_by(who), TODAY, look=look, workers=0)
        return add_all(home, wish, quiet())

    return run
