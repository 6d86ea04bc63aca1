"""A real encrypted home (light key) and the Marrow family's invented records."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.invented import PASSPHRASE

from smallprint.store import Home, create_home, open_home, unlock


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str]:
    """A home as it is right after it was made: folder, library key, recovery code. Never opened for writing."""
    path = tmp_path_factory.mktemp("new") / "home"
    code = create_home(path, PASSPHRASE, light=True)
    return path, unlock(path, passphrase=PASSPHRASE), code


@pytest.fixture
def folder(new_home: tuple[Path, bytes, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_home[0], tmp_path / "home"))


@pytest.fixture
def key(new_home: tuple[Path, bytes, str]) -> bytes:
    return new_home[1]


@pytest.fixture
def code(new_home: tuple[Path, bytes, str]) -> str:
    return new_home[2]


@pytest.fixture
def home(folder: Path, key: bytes) -> Iterator[Home]:
    with open_home(folder, raw_key=key) as opened:
        yield opened
