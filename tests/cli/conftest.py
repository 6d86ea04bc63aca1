"""A light home that the environment names."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.jobs.conftest import PASSPHRASE

from smallprint.store import create_home


@pytest.fixture
def lighthome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("SMALLPRINT_HOME", str(place))
    create_home(place, PASSPHRASE, light=True)
    return place
