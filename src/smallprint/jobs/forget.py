"""Forgetting one export, or the whole home in one step."""

from __future__ import annotations

from pathlib import Path

from smallprint.jobs.home_key import LOCKED
from smallprint.jobs.progress import quiet
from smallprint.jobs.rank_items import rank_items
from smallprint.store import Home
from smallprint.store import forget_everything as delete_home


def forget_export(home: Home, number: int) -> None:
    """Drop an export, its items, looks and findings. Raises UnknownName."""
    home.exports.forget(number)
    rank_items(home, quiet())


def forget_everything(path: Path) -> None:
    """Delete the home. The downloads are the person's own and stay. Raises NoHome."""
    (path / LOCKED).unlink(missing_ok=True)
    delete_home(path)
