"""The whole demo, made once for all tests that look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from smallprint.demo.make import DemoExports, make_exports
from smallprint.jobs.progress import quiet
from smallprint.jobs.show_demo import OPENS_WITH, Demo, show_demo
from smallprint.store import Home, create_home, open_home

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Shown:
    """A look-back that has been done, in an open home."""

    folder: Path
    exports: DemoExports
    home: Home
    demo: Demo


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    exports = make_exports(folder)
    create_home(folder / "home", OPENS_WITH, light=True)
    with open_home(folder / "home", passphrase=OPENS_WITH) as home:
        yield Shown(folder, exports, home, show_demo(home, exports, quiet()))
