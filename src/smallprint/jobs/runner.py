"""Runs one job: its standing goes into the jobs table, a fault of ours becomes one sentence without names.

This is one of the two places in the program where every exception is caught (the other is scan.look).
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from smallprint.errors import DiskFull, SmallprintError, Stopped, Unexpected

if TYPE_CHECKING:  # the store is slow to import, and `smallprint --help` passes through here
    from smallprint.jobs.progress import Progress
    from smallprint.store import Home

T = TypeVar("T")
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def guarded(*passing: type[BaseException]) -> Iterator[None]:
    """Let house exceptions and `passing` through; turn everything else into DiskFull or Unexpected.

    The fault itself stays as the cause, for developers who ask for a traceback.
    """
    try:
        yield
    except Exception as problem:
        if isinstance(problem, (SmallprintError, *passing)):
            raise
        if isinstance(problem, OSError) and problem.errno in NO_ROOM:
            raise DiskFull("The disk is full.") from problem
        raise Unexpected(f"Something in smallprint went wrong ({type(problem).__name__}).") from problem


def run(home: Home, name: str, progress: Progress, work: Callable[[], T]) -> T:
    """Run `work` as the job `name`: the jobs table says how far it is and how it ended."""
    job = home.jobs.start(name)
    progress.keep_in(
        lambda standing: home.jobs.advance(job, standing.done, total=standing.total, note=standing.stage)
    )
    try:
        with guarded():
            result = work()
    except Stopped:
        home.jobs.finish(job, "stopped")
        raise
    except SmallprintError as problem:
        home.jobs.finish(job, "failed", type(problem.__cause__ or problem).__name__)
        raise
    home.jobs.finish(job)
    return result
