"""What the decoder box costs: a 12-megapixel JPEG in the box and outside, and starting a box.

python bench/box.py [rounds]
"""

from __future__ import annotations

import io
import sys
import time
from statistics import median

import numpy as np
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
    decode_picture(io.BytesIO(content), Wish(), lambda picture, at: pictures.append(np.asarray(picture)))
    alike_hash(pictures[0])
    thumbnail(pictures[0])


def main(rounds: int = 40) -> int:
    prepare()
    content, times = twelve_megapixels(), {"in": [], "out": [], "start": []}
    with Box() as box:
        for _ in range(rounds):  # in turns, so that a busy computer slows both alike
            for name, work in (("in", lambda: box.decode(content)), ("out", lambda: outside(content))):
                started = time.perf_counter()
                work()
                times[name].append(time.perf_counter() - started)
        strength = box.strength
    for _ in range(5):
        started = time.perf_counter()
        with Box():
            times["start"].append(time.perf_counter() - started)
    inside, without, start = (median(times[name]) * 1000 for name in ("in", "out", "start"))
    print(
        f"box {strength}: {inside:.1f} ms against {without:.1f} ms outside ({(inside / without - 1) * 100:+.1f} %) "
        f"per 12-megapixel JPEG of {len(content) / 1e6:.1f} MB; start {start:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
