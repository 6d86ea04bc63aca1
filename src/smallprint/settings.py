"""Folders, language and limits: one frozen record, read once at the door. Nothing else reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person's surroundings say. Only these four names are read from the environment."""

    home: Path | None = None
    passphrase: str | None = None
    passphrase_file: Path | None = None
    language: str | None = None

    def home_or_default(self) -> Path:
        """Where the home lies: SMALLPRINT_HOME, or the system's own place for a person's program files."""
        return self.home or Path(platformdirs.user_data_dir("smallprint", appauthor=False))


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the four variables once."""
    home = environment.get("SMALLPRINT_HOME")
    file = environment.get("SMALLPRINT_PASSPHRASE_FILE")
    return Settings(
        home=Path(home).expanduser() if home else None,
        passphrase=environment.get("SMALLPRINT_PASSPHRASE") or None,
        passphrase_file=Path(file).expanduser() if file else None,
        language=environment.get("SMALLPRINT_LANGUAGE") or None,
    )
