"""The pool: every batch answered, a worker's death costs one picture, and nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from smallprint.errors import ModelMissing, SmallprintError
from smallprint.records.seen import Look
from smallprint.scan import engine as engines
from smallprint.scan.batches import Batch, Piece
from smallprint.scan.engine import LocalEngine, default_workers


def batches(count, size=3):
    return [Batch((), tuple(Piece(at * size + step, "a.jpg", False) for step in range(size))) for at in range(count)]


def numbers(batch):
    return [piece.id for piece in batch.pieces]


def dies_of_seven(batch):
    if any(piece.id == 7 for piece in batch.pieces):
        os.kill(os.getpid(), signal.SIGKILL)
    return numbers(batch)


def worker_ids(batch):
    return [(os.getpid(), os.environ.get("OMP_NUM_THREADS")) for _ in batch.pieces]


def slow(batch):
    time.sleep(0.2)
    return worker_ids(batch)


def has_no_models(batch):
    raise ModelMissing("none here")


def ran(engine, work, wanted):
    return [result for results in engine.run(work, wanted) for result in results]


OLDER: set[int] = set()  # decoders that tests of other files in this process keep open


@pytest.fixture(autouse=True)
def known_before():
    OLDER.clear()
    OLDER.update(child.pid for child in psutil.Process().children(recursive=True))


def children():
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if child.pid not in OLDER and "resource_tracker" not in "".join(child.cmdline())
    ]


@pytest.mark.parametrize("workers", [0, 2])
def test_every_batch_is_answered_once(workers):
    assert sorted(ran(LocalEngine(workers=workers), numbers, batches(7))) == list(range(21))


def test_a_worker_that_dies_costs_one_picture_and_no_other():
    results = ran(LocalEngine(workers=2), dies_of_seven, batches(5))
    lost = [result for result in results if isinstance(result, Look)]
    assert [(look.piece, look.trouble.kind) for look in lost] == [(7, "worker_died")]
    assert sorted(result for result in results if not isinstance(result, Look)) == [at for at in range(15) if at != 7]


def test_workers_use_one_thread_each_and_our_own_environment_stays(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    results = ran(LocalEngine(workers=1), worker_ids, batches(1))
    assert {threads for _, threads in results} == {"1"}
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert "MKL_NUM_THREADS" not in os.environ


def test_a_worker_is_replaced_after_its_share():
    ids = {number for number, _ in ran(LocalEngine(workers=1, batches_each=2), worker_ids, batches(5))}
    assert len(ids) == 3


def test_what_stops_the_whole_wish_is_raised_here():
    with pytest.raises(ModelMissing) as caught:
        ran(LocalEngine(workers=1), has_no_models, batches(3))
    assert caught.value.hint
    assert not children()


def test_stopping_early_leaves_nothing_running():
    running = LocalEngine(workers=2).run(slow, iter(batches(1000)))
    next(running)
    assert children()
    running.close()
    assert not children()


def test_few_batches_are_taken_ahead():
    taken = []

    def coming():
        for batch in batches(100):
            taken.append(batch)
            yield batch

    running = LocalEngine(workers=2).run(slow, coming())
    for _ in range(3):
        next(running)
    assert len(taken) <= 3 + 2
    running.close()


def test_workers_that_never_start_are_an_error_and_no_endless_loop(monkeypatch):
    monkeypatch.setattr(engines, "serve", os._exit)
    with pytest.raises(SmallprintError, match="could not be started"):
        ran(LocalEngine(workers=1), numbers, batches(2))


def test_no_batches_start_no_worker(monkeypatch):
    monkeypatch.setattr(engines, "_started", lambda: pytest.fail("nothing to do"))
    assert ran(LocalEngine(workers=2), numbers, []) == []


def test_there_is_always_a_worker_and_never_a_crowd():
    assert 1 <= default_workers() <= 4


@pytest.mark.skipif(sys.platform != "linux", reason="the parent's death is told by Linux")
def test_workers_and_decoders_end_with_a_killed_program():
    script = (
        "from tests.scan.test_engine import slow, batches\nfrom smallprint.scan.engine import LocalEngine\n"
        "if __name__ == '__main__':\n"
        "    for results in LocalEngine(workers=2).run(slow, batches(1000)): print(results[0][0], flush=True)\n"
    )
    path = os.pathsep.join([*(place for place in sys.path if place), os.getcwd()])
    with subprocess.Popen(
        [sys.executable, "-c", script], env={"PYTHONPATH": path}, stdout=subprocess.PIPE
    ) as program:
        program.stdout.readline()
        below = psutil.Process(program.pid).children(recursive=True)
        assert below
        program.kill()
    _, alive = psutil.wait_procs(below, timeout=5)
    assert [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []
