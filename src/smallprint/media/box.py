"""The decoder box: everything a stranger made is decoded in a program of its own that can do nothing else.

What comes out is pixels of a stated size and a few texts; both are measured here before anybody uses them.
How strong the walls are on which system, and what was measured: docs/decisions/0004-decoder-box.md.
"""

from __future__ import annotations

import io
import math
import mmap
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from multiprocessing import Pipe
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from smallprint.errors import SmallprintError
from smallprint.media.details import details_of
from smallprint.media.fingerprint import alike_hash
from smallprint.media.thumbnail import thumbnail
from smallprint.media.told import MOST_FRAMES, MOST_SIDE, Told, Wish
from smallprint.media.wire import INPUT, PIECE, SHEET, Lied, Wire, new_sheet
from smallprint.records.items import Trouble
from smallprint.records.seen import Details

Strength = Literal["full", "partial", "process"]
Pixels = NDArray[np.uint8]  # (height, width, 3), RGB

_SECONDS = 20.0  # for one file, then the box is ended
_START_SECONDS = 30.0  # for loading the decoders, on a slow disk after a restart
_FAILED_STARTS = 3  # in a row, and it is not the picture
_LONGEST = 48 * 3600.0
_LONGEST_SIDE = 1 << 24  # no format states more for a picture that can be opened


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one file holds. `rgb` is None when there were no pixels; `trouble` says why, or what was left out."""

    rgb: Pixels | None  # upright, long side at most as wished
    width: int  # of the upright original
    height: int
    details: Details
    alike: bytes  # look-alike hash, b"" without pixels
    thumbnail: bytes  # JPEG, b"" without pixels
    frames: tuple[tuple[float, Pixels], ...]  # of a video or animation: seconds and pixels
    seconds: float
    trouble: Trouble | None


class BoxDied(Exception):
    """The decoder ended, or had to be ended, in the middle of a file."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Box:
    """A decoder program and the wire to it. Starts by itself, and again after it died."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self.seconds = seconds
        self.lacks: tuple[str, ...] = ()  # locks this system does not have
        self._program: subprocess.Popen[bytes] | None = None
        self._wire: Wire | None = None
        self._turn = threading.Lock()
        self._failed_starts = 0

    def __enter__(self) -> Box:
        with suppress(BoxDied):  # the first picture tries again, and tells
            self._started()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def strength(self) -> Strength:
        """How much stands between a hostile picture and this computer."""
        if "all" in self.lacks:
            return "process"
        return "partial" if self.lacks else "full"

    @property
    def program_id(self) -> int | None:
        """The system's number of the running decoder, None when there is none."""
        return self._program.pid if self._program else None

    def decode(self, source: bytes | BinaryIO, wish: Wish | None = None, *, size: int | None = None) -> Decoded:
        """Decode one file, whatever it is. `source` is its bytes, or a stream that can seek; `size` spares a packed
        stream from being read to its end to learn its length.

        Never raises on content: a file that ends the decoder gives Trouble "decoder_died" or "too_slow".
        SmallprintError when the decoder cannot be started at all."""
        wish = wish or Wish()
        stream = io.BytesIO(source) if isinstance(source, bytes) else source
        pictures: list[tuple[float | None, Pixels]] = []
        with self._turn:
            try:
                told = self._asked(stream, size, wish, pictures)
            except BoxDied as end:
                told = Told(trouble=end.kind)
        return _decoded(told, pictures)

    def close(self) -> None:
        """End the decoder and wait for it."""
        if self._wire is not None:
            self._wire.close()
        if self._program is not None:
            self._program.kill()
            self._program.wait()
        self._program, self._wire = None, None

    def _asked(
        self, stream: BinaryIO, size: int | None, wish: Wish, pictures: list[tuple[float | None, Pixels]]
    ) -> Told:
        wire, told = self._started(), None
        size = stream.seek(0, io.SEEK_END) if size is None else size
        with self._ended_after(self.seconds) as is_late:
            try:
                told = _talk(wire, stream, size, wish, pictures)
            except (EOFError, OSError, Lied) as problem:
                raise BoxDied("too_slow" if is_late.is_set() else "decoder_died") from problem
            finally:
                if told is None:  # a talk broken off in the middle, by whatever, cannot be taken up again
                    self.close()
        return told

    def _started(self) -> Wire:
        if self._wire is not None and self._program is not None and self._program.poll() is None:
            return self._wire
        self.close()
        try:
            self._program, self._wire = _start()
            with self._ended_after(_START_SECONDS):
                lacks = self._wire.hear().get("lacks")
        except (EOFError, OSError, Lied) as problem:
            self.close()
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise SmallprintError("The part that opens pictures could not be started.") from problem
            raise BoxDied("decoder_died") from problem
        self._failed_starts = 0
        self.lacks = tuple(str(lock) for lock in lacks) if isinstance(lacks, list) else ("all",)
        return self._wire

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[threading.Event]:
        """End the program when its time is up, whatever it does or leaves undone."""
        program, is_late = self._program, threading.Event()

        def end() -> None:
            is_late.set()
            if program is not None:
                program.kill()

        watch = threading.Timer(seconds, end)
        watch.daemon = True
        watch.start()
        try:
            yield is_late
        finally:
            watch.cancel()


def _start() -> tuple[subprocess.Popen[bytes], Wire]:
    ours, theirs = Pipe()
    sheet = new_sheet()
    inherited = [theirs.fileno(), *([sheet] if sheet is not None else [])]
    command = [
        sys.executable,
        "-P",
        "-s",
        "-m",
        "smallprint.media.box_child",
        str(theirs.fileno()),
        str(-1 if sheet is None else sheet),
    ]
    quiet = subprocess.DEVNULL
    try:
        if sys.platform == "win32":
            os.set_handle_inheritable(theirs.fileno(), True)
            startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": inherited})
            program = subprocess.Popen(
                command, stdin=quiet, stdout=quiet, stderr=quiet, env=_environment(), startupinfo=startup
            )
        else:
            program = subprocess.Popen(
                command, stdin=quiet, stdout=quiet, stderr=quiet, env=_environment(), pass_fds=inherited
            )
        return program, Wire(ours, mmap.mmap(sheet, SHEET) if sheet is not None else None, is_box=False)
    finally:
        theirs.close()
        if sheet is not None:
            os.close(sheet)


def _environment() -> dict[str, str]:
    """Nothing of the person's: only where the code lies, and one thread for every library."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # The places as they are here, without the ones that depend on the folder we were started in.
    places = os.pathsep.join(place for place in sys.path if Path(place).is_absolute())
    return {**kept, **threads, "PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _talk(wire: Wire, stream: BinaryIO, size: int, wish: Wish, pictures: list[tuple[float | None, Pixels]]) -> Told:
    question: dict[str, object] = {
        "look": size,
        "long_side": wish.long_side,
        "frames": wish.frames,
        "seconds": wish.seconds,
        "exact_colours": wish.exact_colours,
    }
    wire.hand_over(question, stream, 0, size if size <= INPUT else 0)
    while True:
        message = wire.hear()
        match message:
            case {"ask": [int(offset), int(count)]} if 0 <= offset < size and 0 < count <= PIECE:
                wire.hand_over({}, stream, offset, count)
            case {"pixels": [int(width), int(height)], "at": at} if len(pictures) <= MOST_FRAMES:
                pictures.append((_seconds(at), _pixels(wire, width, height, min(wish.long_side, MOST_SIDE))))
                wire.say({"on": 1})
            case {"told": dict(facts)}:
                return _told(facts)
            case _:
                raise Lied


def _pixels(wire: Wire, width: int, height: int, most: int) -> Pixels:
    if not (1 <= width <= most and 1 <= height <= most):
        raise Lied
    # A copy before anything is done with it: the sheet stays in the hands of the box.
    return np.array(wire.take(width * height * 3), dtype=np.uint8).reshape(height, width, 3)


def _seconds(value: object) -> float | None:
    is_number = isinstance(value, int | float) and math.isfinite(value)
    return min(max(0.0, float(value)), _LONGEST) if is_number and isinstance(value, int | float) else None


def _told(facts: dict[str, object]) -> Told:
    """The box's words in their types; whatever has another type is left out. Texts and points are weighed later."""
    told = Told()
    for name, kind in _KINDS.items():
        value = facts.get(name)
        if isinstance(value, kind):
            setattr(told, name, value)
    return told


_KINDS = {
    "width": int, "height": int, "seconds": float, "trouble": str, "note": str,
    "taken": str, "point": list, "names": list, "words": list, "places": list, "device": str,
}  # fmt: skip
assert set(_KINDS) == {field.name for field in fields(Told)}


def _decoded(told: Told, pictures: list[tuple[float | None, Pixels]]) -> Decoded:
    frames = tuple((at, rgb) for at, rgb in pictures if at is not None)
    still = next((rgb for at, rgb in pictures if at is None), None)
    rgb = still if still is not None else _liveliest([rgb for _, rgb in frames])
    return Decoded(
        rgb=rgb,
        width=min(max(0, told.width), _LONGEST_SIDE),
        height=min(max(0, told.height), _LONGEST_SIDE),
        details=details_of(told),
        alike=alike_hash(rgb) if rgb is not None else b"",
        thumbnail=thumbnail(rgb) if rgb is not None else b"",
        frames=frames,
        seconds=_seconds(told.seconds) or 0.0,
        trouble=_trouble(told, has_pixels=rgb is not None),
    )


def _liveliest(pictures: list[Pixels]) -> Pixels | None:
    """The frame that stands for a clip: many begin and end in black."""
    return max(pictures, key=lambda rgb: float(rgb[::8, ::8].std()), default=None)


def _trouble(told: Told, *, has_pixels: bool) -> Trouble | None:
    kind = "".join(letter for letter in told.trouble[:40] if letter.isascii() and (letter.isalnum() or letter == "_"))
    if not kind and not has_pixels:
        kind = "no_picture"
    note = "".join(letter for letter in told.note[:80] if letter.isprintable())
    return Trouble(where="", kind=kind, note=note) if kind else None
