"""Long work: one worker thread, one job at a time. Its standing lives here and in the jobs table of the home."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from smallprint.errors import Refused, SmallprintError, Stopped
from smallprint.jobs.progress import Progress, Standing
from smallprint.jobs.runner import guarded

Task = Callable[[Progress], object]


@dataclass(slots=True)
class Job:
    """One job, from its start to what it gave."""

    name: str
    progress: Progress = field(default_factory=Progress)
    done: threading.Event = field(default_factory=threading.Event)
    result: object = None
    problem: SmallprintError | None = None

    @property
    def standing(self) -> Standing:
        return self.progress.standing

    @property
    def stopped(self) -> bool:
        """Whether the person stopped it before its end."""
        return isinstance(self.problem, Stopped)

    def seconds_left(self) -> float | None:
        """How long this stage goes on at the pace so far; None where nobody can tell yet."""
        now = self.standing
        if not now.total or now.done < 1 or now.seconds < 1:
            return None
        return max(0.0, (now.total - now.done) * now.seconds / now.done)


class Work:
    """Runs jobs one after another, never two at once."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self.job: Job | None = None  # the one that runs, or the last one

    @property
    def running(self) -> bool:
        return self.job is not None and not self.job.done.is_set()

    def start(self, name: str, task: Task) -> Job:
        """Begin. Refused while another job runs."""
        with self._turn:
            if self.running:
                raise Refused("One thing at a time.", hint="Wait until this is done, or stop it.")
            job = self.job = Job(name)
        threading.Thread(target=_run, args=(job, task), name=f"smallprint-{name}", daemon=True).start()
        return job

    def stop_and_wait(self, seconds: float = 20.0) -> None:
        """Stop at the next batch; what is done is kept."""
        if self.job is not None:
            self.job.progress.stop()
            self.job.done.wait(seconds)


def _run(job: Job, task: Task) -> None:
    try:
        with guarded():
            job.result = task(job.progress)
    except SmallprintError as problem:
        job.problem = problem
    finally:
        job.done.set()
