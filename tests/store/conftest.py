"""A real encrypted home (light key) and the Marrow family's invented records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from smallprint.store import Home, create_home, open_home
from tests.store.invented import PASSPHRASE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    return tmp_path / "home"


@pytest.fixture
def home(folder: Path) -> Iterator[Home]:
    with open_home(folder, passphrase=PASSPHRASE) as opened:
        yield opened
