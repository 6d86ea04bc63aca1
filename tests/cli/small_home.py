"""A light home and the demo family's download without its drawing: the lists are the real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from tests.jobs.invented import landscape, portrait

from smallprint.cli.app import smallprint
from smallprint.demo.instagram_export import ExportPlan, write_export
from smallprint.demo.moments import MOMENTS, Moment
from smallprint.records.items import Kind

Run = Callable[..., Result]


def run(*args: object) -> Result:
    return CliRunner().invoke(smallprint, [str(arg) for arg in args])


def fields(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def of_kind(*kinds: Kind, most: int = 3) -> tuple[Moment, ...]:
    """A few moments of each kind, newest first; those that show a child where there are some."""
    newest = sorted(MOMENTS, key=lambda one: (bool(one.children), one.when), reverse=True)
    return tuple(one for kind in kinds for one in [each for each in newest if each.kind is kind][:most])


def picture(moment: Moment, position: int) -> bytes:
    """A portrait of a drawn child for a moment with children, else a picture of nobody."""
    return portrait(7, 6.0, position) if moment.children else landscape(position)


def cleos_export(
    folder: Path, *moments: Moment, day: str = "2026-10-04", private: bool = False, name: str = "kN3vA8qT"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    asked = datetime.fromisoformat(f"{day}T18:12").replace(tzinfo=UTC)
    return write_export(ExportPlan(name, asked, private, moments or of_kind(Kind.POST)), folder, picture)
