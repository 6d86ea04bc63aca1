"""Draws a job's progress on stderr: a bar on a terminal, plain lines elsewhere. Ctrl-C stops between two batches."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from smallprint.cli.say import say
from smallprint.jobs.progress import Progress, Standing
from smallprint.locale import _, later

STAGES = {
    "open": later("Opening"),
    "read": later("Reading"),
    "fingerprint": later("Checking what is new"),
    "look": later("Looking at pictures"),
    "group": later("Grouping faces"),
    "rank": later("Ranking"),
    "people": later("Opening who is who"),
    "copy": later("Copying and proving"),
    "text": later("Reading words in pictures"),
}
LINE_EVERY = 10.0  # seconds between two plain lines


@contextmanager
def watched() -> Iterator[Progress]:
    """A progress that is drawn, and that Ctrl-C stops between two batches; a second Ctrl-C ends at once."""
    if not sys.stderr.isatty():
        with stopped_by_ctrl_c(Progress(plain_lines())) as progress:
            yield progress
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(compact=True),
    )
    bars = Bars(*columns, console=Console(stderr=True), transient=True)
    with bars, stopped_by_ctrl_c(Progress(drawn_on(bars))) as progress:
        yield progress


def drawn_on(bars: Bars) -> Callable[[Standing], None]:
    """Show each stage as one bar."""
    tasks: dict[str, TaskID] = {}

    def draw(standing: Standing) -> None:
        if standing.done == 0:
            for task in tasks.values():
                bars.update(task, visible=False)
            tasks.clear()
        if standing.stage not in tasks:
            words = _(STAGES.get(standing.stage, standing.stage))
            tasks[standing.stage] = bars.add_task(words, total=standing.total, speed="")
        bars.update(tasks[standing.stage], completed=standing.done, total=standing.total, speed=speed(standing))

    return draw


def speed(standing: Standing) -> str:
    """Pieces per second, once there is something to say."""
    if standing.seconds < 1 or not standing.done:
        return ""
    return _("{n} a second").format(n=f"{standing.done / standing.seconds:.1f}")


def plain_lines(clock: Callable[[], float] = time.monotonic) -> Callable[[Standing], None]:
    """Show a line when a stage has something done, and every ten seconds after."""
    said: dict[str, float] = {}

    def line(standing: Standing) -> None:
        if not standing.done or clock() - said.get(standing.stage, float("-inf")) < LINE_EVERY:
            return
        said[standing.stage] = clock()
        count = f"{standing.done}" if standing.total is None else f"{standing.done}/{standing.total}"
        say(
            " ".join(part for part in (_(STAGES.get(standing.stage, standing.stage)), count, speed(standing)) if part)
        )

    return line


@contextmanager
def stopped_by_ctrl_c(progress: Progress) -> Iterator[Progress]:
    """While inside, the first Ctrl-C stops the job at the next batch; a second one interrupts."""

    def press(_signal: int, _frame: FrameType | None) -> None:
        if progress.stopping:
            raise KeyboardInterrupt
        progress.stop()
        say(_("Stopping after this batch. What is done is kept; run it again to go on."))

    try:
        before = signal.signal(signal.SIGINT, press)
    except ValueError:  # not the main thread: there is no Ctrl-C to catch
        yield progress
        return
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
