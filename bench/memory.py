"""How much memory a scan takes: all its programs, decoder boxes included, while 1,000 pictures are looked at.

    python bench/memory.py [pictures] [workers]

Prints one line. PSS counts a page shared by three programs as a third for each, so the sum is what is really taken.
The pictures are noise and shapes drawn here, two megapixels each.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from smallprint.scan.batches import Batch, Piece
from smallprint.scan.engine import LocalEngine
from smallprint.scan.look import look_at

_BATCH = 16
_EVERY = 0.5  # seconds between two measurements
_MOST = 1_500_000_000  # bytes, the promise


def draw(folder: Path, count: int) -> None:
    """`count` JPEG pictures of 1632 x 1224 pixels."""
    chance = np.random.default_rng(4)
    for number in range(count):
        coarse = Image.fromarray(chance.integers(0, 255, (24, 32, 3), dtype=np.uint8)).resize(
            (1632, 1224), Image.Resampling.BICUBIC
        )
        coarse.save(folder / f"picture_{number}.jpg", quality=85)


def taken_by_all() -> int:
    """Bytes of this program and all below it."""
    total, this = 0, psutil.Process()
    for one in (this, *this.children(recursive=True)):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total


class Watch(threading.Thread):
    """Measures until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.taken: list[int] = []
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(_EVERY):
            self.taken.append(taken_by_all())

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()


def main(count: int = 1000, workers: int = 2) -> int:
    with tempfile.TemporaryDirectory() as name:
        draw(Path(name), count)
        pieces = [Piece(number, f"picture_{number}.jpg", False) for number in range(count)]
        batches = [Batch((name,), tuple(pieces[at : at + _BATCH])) for at in range(0, count, _BATCH)]
        watch, started, seen = Watch(), time.monotonic(), 0
        watch.start()
        for looks in LocalEngine(workers=workers).run(look_at, batches):
            seen += sum(look.trouble is None for look in looks)
        watch.stop()
    seconds = time.monotonic() - started
    third = max(1, len(watch.taken) // 3)
    middle, last = (max(part, default=0) for part in (watch.taken[third : 2 * third], watch.taken[2 * third :]))
    most, pace = max(watch.taken), seconds / count * 1000
    print(
        f"{seen} of {count} pictures, {workers} workers: at most {most / 1e6:.0f} MB of PSS, "
        f"middle third {middle / 1e6:.0f} MB, last third {last / 1e6:.0f} MB, {pace:.0f} ms a picture"
    )
    return 0 if seen == count and most < _MOST else 1


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
