"""What the decoder box costs: a 12-megapixel JPEG in the box and outside, and starting a box.

python bench/box.py [rounds]
"""

from __future__ import annotations

import io
import sys
import time
from statistics import median

import numpy as np
import psutil
from PIL import Image

from smallprint.media.box import Box
from smallprint.media.decode import decode_picture, prepare
from smallprint.media.fingerprint import alike_hash
from smallprint.media.thumbnail import thumbnail
from smallprint.media.told import Wish


def twelve_megapixels() -> bytes:
    chance = np.random.default_rng(5)
    coarse = Image.fromarray(chance.integers(0, 255, (300, 400, 3), dtype=np.uint8))
    written = io.BytesIO()
    coarse.resize((4032, 3024), Image.Resampling.BICUBIC).save(written, "JPEG", quality=90)
    return written.getvalue()


def outside(content: bytes) -> None:
    """The same work in this very program."""
    pictures: list[np.ndarray] = []
    decode_picture(io.BytesIO(content), Wish(), lambda picture, _: pictures.append(np.asarray(picture)))
    alike_hash(pictures[0])
    thumbnail(pictures[0])


def used(own: psutil.Process, other: psutil.Process | None) -> float:
    """Seconds of processor time of this program and the box: a busy computer changes them little."""
    times = [one.cpu_times() for one in (own, other) if one is not None]
    return sum(one.user + one.system for one in times)


def main(rounds: int = 60) -> int:
    prepare()
    content, own = twelve_megapixels(), psutil.Process()
    with Box() as box:
        box.decode(content)
        decoder, strength = psutil.Process(box.program_id), box.strength
        costs = []
        for work, other in ((lambda: box.decode(content), decoder), (lambda: outside(content), None)):
            wall, before = [], used(own, other)
            for _ in range(rounds):
                started = time.perf_counter()
                work()
                wall.append(time.perf_counter() - started)
            costs.append((median(wall) * 1000, (used(own, other) - before) / rounds * 1000))
    starts = []
    for _ in range(5):
        started = time.perf_counter()
        with Box():
            starts.append((time.perf_counter() - started) * 1000)
    (wall_in, used_in), (wall_out, used_out) = costs
    print(
        f"box {strength}: 12-megapixel JPEG of {len(content) / 1e6:.1f} MB, in the box and outside: "
        f"{used_in:.1f} and {used_out:.1f} ms of processor ({(used_in / used_out - 1) * 100:+.1f} %), "
        f"{wall_in:.1f} and {wall_out:.1f} ms by the clock ({(wall_in / wall_out - 1) * 100:+.1f} %); "
        f"start {median(starts):.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
