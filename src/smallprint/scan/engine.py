"""Engines: how a stateless function is run over many batches. Here, the one that uses the cores of this computer.

A pool of our own rather than concurrent.futures: there, one worker's death breaks the pool and does not say which
batch did it. Here each worker has one batch in hand, so the guilty one is known.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol, TypeVar, cast

from smallprint.errors import SmallprintError
from smallprint.scan.batches import Batch
from smallprint.scan.look import let_go
from smallprint.scan.lost import lost
from smallprint.scan.worker import serve

T = TypeVar("T")
Work = Callable[[Batch], list[T]]

_MOST_WORKERS = 4
_MEMORY_EACH = 1_500_000_000  # bytes of the computer for one worker with its models and its decoder
_BATCHES_EACH = 200  # then a worker is replaced: native libraries grow
_FAILED_STARTS = 3  # in a row, and something is wrong with the installation rather than with a picture
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Engine(Protocol):
    """Runs `work` over batches; results come as they are done, in any order."""

    def run(self, work: Work[T], batches: Iterable[Batch]) -> Iterator[list[T]]:
        """One list for each batch, or one for each picture of a batch that ended its worker."""


class LocalEngine:
    """The cores of this computer. `workers=0` looks in this very program, for small jobs and tests."""

    def __init__(self, *, workers: int | None = None, batches_each: int = _BATCHES_EACH) -> None:
        self.workers = default_workers() if workers is None else workers
        self.batches_each = batches_each

    def run(self, work: Work[T], batches: Iterable[Batch]) -> Iterator[list[T]]:
        """As Engine. At most one batch is in the hands of each worker; stopping early ends them all.

        What `work` raises is raised here: it stops the whole wish."""
        if self.workers == 0:
            return _run_here(work, batches)
        return _Run(work, batches, self.workers, self.batches_each).results()


def default_workers() -> int:
    """As many as there are cores, at most four, and no more than the memory carries."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _MOST_WORKERS, _memory() // _MEMORY_EACH))


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows does not say it this way
        return _MOST_WORKERS * _MEMORY_EACH


def _run_here(work: Work[T], batches: Iterable[Batch]) -> Iterator[list[T]]:
    try:
        for batch in batches:
            yield work(batch)
    finally:
        let_go()


@dataclass(slots=True)
class _Worker:
    """A program, the wire to it, and the batch in its hands."""

    program: SpawnProcess
    wire: Connection
    batch: Batch | None = None
    answered: int = 0
    is_ready: bool = False

    def give(self, work: Work[Any], batch: Batch) -> None:
        self.batch = batch
        with suppress(OSError):  # it died meanwhile: its end of file is heard next
            self.wire.send((work, batch))

    def end(self) -> None:
        self.wire.close()
        self.program.terminate()
        self.program.join(2)
        if self.program.is_alive():
            self.program.kill()
            self.program.join()
        self.program.close()


class _Run:
    """One run over some batches. Its life is one call of `LocalEngine.run`."""

    def __init__(self, work: Work[Any], batches: Iterable[Batch], workers: int, batches_each: int) -> None:
        self._work, self._coming = work, iter(batches)
        self._count, self._batches_each = workers, batches_each
        self._again: deque[Batch] = deque()  # single pictures of batches that ended a worker
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def results(self) -> Iterator[list[Any]]:
        try:
            self._fill()
            while self._workers:
                for worker in self._reporting():
                    result = self._hear(worker)
                    self._fill()  # before the result is handed out: the others work while it is stored
                    if result is not None:
                        yield result
        finally:
            for worker in self._workers:
                worker.end()

    def _reporting(self) -> list[_Worker]:
        wires = wait([worker.wire for worker in self._workers])
        return [worker for worker in self._workers if worker.wire in wires]

    def _hear(self, worker: _Worker) -> list[Any] | None:
        """The results of one batch, or None when there is nothing to hand out yet."""
        try:
            message = worker.wire.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._bury(worker)
        if message == "ready":
            worker.is_ready, self._failed_starts = True, 0
            return None
        kind, answer = message
        if kind == "failed":
            raise cast(BaseException, answer)
        worker.batch, worker.answered = None, worker.answered + 1
        if worker.answered >= self._batches_each:
            self._dismiss(worker)
        return cast(list[Any], answer)

    def _bury(self, worker: _Worker) -> list[Any] | None:
        batch = worker.batch
        self._dismiss(worker)
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise SmallprintError("The part that looks at pictures could not be started.")
            if batch is not None:
                self._again.append(batch)
            return None
        if batch is None:
            return None
        if len(batch.pieces) > 1:
            self._again.extend(batch.singly())
            return None
        return [lost(self._work, piece) for piece in batch.pieces]

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def _fill(self) -> None:
        """Give every free worker a batch; start and end workers as there is work."""
        for worker in [worker for worker in self._workers if worker.batch is None]:
            batch = self._next()
            if batch is None:
                self._dismiss(worker)
            else:
                worker.give(self._work, batch)
        while len(self._workers) < self._count and (batch := self._next()) is not None:
            worker = _started()
            self._workers.append(worker)
            worker.give(self._work, batch)

    def _next(self) -> Batch | None:
        return self._again.popleft() if self._again else next(self._coming, None)


def _started() -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    program = context.Process(target=serve, args=(theirs,), name="smallprint-look", daemon=True)
    with _one_thread_each():
        program.start()
    theirs.close()
    return _Worker(program, ours)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Numeric libraries read these when they are loaded, so they must be set before the worker starts."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
