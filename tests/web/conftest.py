from __future__ import annotations

import pytest
from tests.web.asking import Window

from smallprint.store import create_home
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


@pytest.fixture
def locked_room(tmp_path, clock):
    """Pages of somebody who has kept something, and has not typed the passphrase yet."""
    create_home(tmp_path / "kept", PASSPHRASE, light=True)
    room = Room(tmp_path / "kept", clock=lambda: clock[0])
    yield room
    room.close()


@pytest.fixture
def room(locked_room):
    locked_room.open(passphrase=PASSPHRASE)
    return locked_room


@pytest.fixture
def window(room):
    return Window(room)
