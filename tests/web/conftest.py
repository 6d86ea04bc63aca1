from __future__ import annotations

import shutil

import pytest
from tests.web.asking import Window

from smallprint.store import create_home, open_home
from smallprint.web.room import Room

PASSPHRASE = "oak harbour kettle"


@pytest.fixture
def clock():
    """A clock that stands still until the test moves it."""
    return [0.0]


@pytest.fixture
def new_room(tmp_path, clock):
    """Pages of somebody who has never been here."""
    room = Room(tmp_path / "kept", clock=lambda: clock[0])
    yield room
    room.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A home, made once and copied: making one is slow on purpose."""
    path = tmp_path_factory.mktemp("made") / "kept"
    create_home(path, PASSPHRASE, light=True)
    with open_home(path, passphrase=PASSPHRASE) as home:
        return path, home.raw_key


@pytest.fixture
def locked_room(tmp_path, clock, made):
    """Pages of somebody who has kept something, and has not typed the passphrase yet."""
    shutil.copytree(made[0], tmp_path / "kept")
    room = Room(tmp_path / "kept", clock=lambda: clock[0])
    yield room
    room.close()


@pytest.fixture
def room(locked_room, made):
    locked_room.open(raw_key=made[1])
    return locked_room


@pytest.fixture
def window(room):
    return Window(room)
