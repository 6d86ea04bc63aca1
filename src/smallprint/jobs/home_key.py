"""Making the home, and asking for it to be locked. A passphrase never reaches a log or an argument."""

from __future__ import annotations

import secrets
from importlib.resources import files
from pathlib import Path

from smallprint.errors import Refused
from smallprint.store import create_home

LOCKED = ".locked"  # in the home; a page server that opened the home before this was written forgets the key


def is_home(path: Path) -> bool:
    """Whether anything of a home lies there, whole or damaged. A damaged one is never written over."""
    if (path / "unfinished").exists():  # making it was cut short: it is made again
        return False
    return any((path / name).exists() for name in ("home.db", "key.json"))


def make_home(path: Path, passphrase: str, *, light: bool = False) -> str:
    """Make the home and return its recovery code, which is told once. There is no home without a passphrase."""
    if not passphrase.strip():
        raise Refused("A home needs a passphrase.", hint="Six words that you can remember are a good one.")
    return create_home(path, passphrase, light=light)


def six_words() -> tuple[str, ...]:
    """Six words drawn by the system's own chance from 523: 54 bits, behind Argon2id."""
    words = (files("smallprint.jobs") / "six_words.txt").read_text(encoding="utf-8").split()
    return tuple(secrets.choice(words) for _ in range(6))


def lock(path: Path) -> None:
    """Ask a running page server to forget the key: it looks at when this file was written last."""
    (path / LOCKED).touch(mode=0o600)
