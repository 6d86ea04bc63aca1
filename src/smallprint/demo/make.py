"""Makes the demo's downloads in a folder: the one to begin with, a later one, and a later one of one year only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from smallprint.demo.instagram_export import ExportPlan, write_export
from smallprint.demo.moments import MOMENTS, Moment
from smallprint.demo.pictures import picture

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
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
    """Draw on every core that there is."""
    wanted = [(moment, position) for moment in MOMENTS for position in range(len(moment.who))]
    drawn: dict[tuple[Moment, int], bytes] = {}
    with one_thread_each(), ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        pictures = pool.map(picture, *zip(*wanted, strict=True), chunksize=4)
        for done, (place, content) in enumerate(zip(wanted, pictures, strict=True), start=1):
            drawn[place] = content
            if advance is not None:
                advance(done, len(wanted))
    return drawn


@contextmanager
def one_thread_each() -> Iterator[None]:
    """While inside, new processes use one thread for their arrays: more of them wait for each other (1.0 against
    1.8 seconds of processor time a picture on two cores).
    """
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
