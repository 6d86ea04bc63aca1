"""Makes the demo's downloads in a folder: the one to begin with, a later one, and a later one of one year only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from smallprint.demo.instagram_export import ExportPlan, write_export
from smallprint.demo.moments import MOMENTS, Moment
from smallprint.demo.pictures import picture

FIRST = ExportPlan("kN3vA8qT", datetime(2026, 10, 4, 18, 12, tzinfo=UTC), private=False, moments=MOMENTS)
LATER = ExportPlan(
    "pR7sD2wX", datetime(2026, 11, 8, 9, 40, tzinfo=UTC), private=True, moments=[m for m in MOMENTS if m.later]
)
CUT = ExportPlan(
    "bC5yH1mZ",
    datetime(2026, 11, 15, 20, 5, tzinfo=UTC),
    private=True,
    moments=[m for m in MOMENTS if m.later],
    since=datetime(2025, 11, 15, tzinfo=UTC),
)


@dataclass(frozen=True, slots=True)
class DemoExports:
    """Where the downloads lie."""

    first: Path
    later: Path
    cut: Path


def make_exports(folder: Path, advance: Callable[[int, int], None] | None = None) -> DemoExports:
    """Draw every picture and write the three downloads. Files that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {plan: path_of(plan, folder) for plan in ("first", "later", "cut")}
    if all(path.is_file() for path in wanted.values()):
        return DemoExports(**wanted)
    drawn = draw_all(advance)
    for plan in (FIRST, LATER, CUT):
        write_export(plan, folder, lambda moment, position: drawn[moment, position])
    return DemoExports(**wanted)


def path_of(plan: str, folder: Path) -> Path:
    made = {"first": FIRST, "later": LATER, "cut": CUT}[plan]
    return folder / f"instagram-cleo.marrow-{made.asked:%Y-%m-%d}-{made.name}.zip"


def draw_all(advance: Callable[[int, int], None] | None) -> dict[tuple[Moment, int], bytes]:
    """Draw one after the other, in this process: a pool of processes was seen to stand still once in several runs."""
    wanted = [(moment, position) for moment in MOMENTS for position in range(len(moment.who))]
    drawn: dict[tuple[Moment, int], bytes] = {}
    for done, (moment, position) in enumerate(wanted, start=1):
        drawn[moment, position] = picture(moment, position)
        if advance is not None:
            advance(done, len(wanted))
    return drawn
