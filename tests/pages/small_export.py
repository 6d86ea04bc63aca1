"""A small download of the Marrow family for browser tests: ten drawn moments of the demo, and texts of attackers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from smallprint.demo.instagram_export import ExportPlan, write_export
from smallprint.demo.moments import MOMENTS, Moment
from smallprint.demo.pictures import picture

SCRIPT = "<script>document.title='stolen'</script>"
ATTACKS = {
    "2023-06-25": f"{SCRIPT}<img src=x onerror=\"document.title='stolen'\">",
    "2024-02-11": "\u202egnp.exe \u05d0\u05d3\u05d4 \U0001f469\u200d\U0001f467 {{ 7*7 }} <svg/onload=alert(1)>",
    "2025-01-05": "“Ada” & Ben 'sledging' \"fast\" --> ]]> " + "a" * 5000,
}
DAYS = (
    "2018-06-16",  # grown-ups only
    "2021-08-08",
    "2023-06-25",
    "2023-09-05",
    "2024-02-11",
    "2024-09-04",
    "2025-01-05",
    "2025-08-10",
    "2025-12-25",  # removed before the later download
    "2025-09-10",  # the profile picture
)


@cache
def moments() -> tuple[Moment, ...]:
    """One moment of each day, with one picture each."""
    chosen = []
    for day in DAYS:
        one = next(each for each in MOMENTS if each.when.date().isoformat() == day)
        chosen.append(replace(one, who=one.who[:1], words=ATTACKS.get(day, one.words)))
    return tuple(chosen)


@cache
def drawn(moment: Moment, position: int) -> bytes:
    return picture(moment, position)


def first_download(folder: Path) -> Path:
    """Public, everything in it."""
    return write_export(plan("evening1", 4, moments(), private=False), folder, drawn)


def later_download(folder: Path) -> Path:
    """A month later: private, and what was removed is gone."""
    return write_export(plan("evening2", 30, [one for one in moments() if one.later], private=True), folder, drawn)


def plan(name: str, day: int, chosen: list[Moment] | tuple[Moment, ...], *, private: bool) -> ExportPlan:
    return ExportPlan(name, datetime(2026, 10, day, 18, 12, tzinfo=UTC), private=private, moments=chosen)
