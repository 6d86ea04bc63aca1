"""The decoder box: nothing gets out of it but pixels and words, and its end is not ours."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from tests.media import made

from smallprint.errors import SmallprintError
from smallprint.media.box import Box
from smallprint.media.box_calls import CHECKED, REFUSED
from smallprint.media.decode import decode_picture, prepare
from smallprint.media.told import Wish

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="these locks are Linux's own")

ESCAPES = """
import os, socket, subprocess, threading, ctypes, mmap, resource, json
from smallprint.media import box_child
box_child.warm_up()
lacks = box_child.shut_the_doors()
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "")
def alone(): threading.Thread(target=lambda: None).start()
tries = {
    "read a file": lambda: open("/etc/passwd"),
    "write a file": lambda: open("/tmp/out-of-the-box", "w"),
    "list a folder": lambda: os.listdir("/"),
    "see whether a file is there": lambda: os.stat("/etc/passwd"),
    "remove a file": lambda: os.unlink("/tmp/nothing-of-this-name"),
    "open a connection": lambda: socket.socket(socket.AF_INET),
    "open a local connection": lambda: socket.socketpair(),
    "run a program": lambda: os.execv("/bin/true", ["true"]),
    "start a program": lambda: subprocess.run(["/bin/true"]),
    "fork": os.fork,
    "end another program": lambda: os.kill(os.getppid(), 0),
    "watch another program": lambda: call(101, 16, os.getppid(), 0, 0),
    "make memory that runs": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "make a file of memory": lambda: os.memfd_create("x"),
    "lift a limit": lambda: call(302, 0, resource.RLIMIT_AS, (ctypes.c_ulong * 2)(1 << 40, 1 << 40), None),
    "use a ring": lambda: call(425, 8, None),
    "use a call of tomorrow": lambda: call(470),
}
told = {"lacks": lacks, "environment": sorted(os.environ)}
for name, attempt in tries.items():
    try:
        attempt()
        told[name] = "done"
    except OSError as problem:
        told[name] = problem.errno
alone()
told["a thread"] = "done"
os.write(1, json.dumps(told).encode())
"""


@pytest.fixture(scope="module")
def box():
    with Box() as box:
        yield box


@pytest.fixture(scope="module")
def escapes():
    """What a payload inside a shut box could do: the errno of each attempt."""
    path = os.pathsep.join(place for place in sys.path if place)
    done = subprocess.run(
        [sys.executable, "-c", ESCAPES], env={"PYTHONPATH": path}, capture_output=True, timeout=60, check=False
    )
    assert done.stdout, done.stderr.decode()
    return json.loads(done.stdout)


@on_linux
@pytest.mark.parametrize(
    "attempt",
    [
        *("read a file", "write a file", "list a folder", "see whether a file is there", "remove a file"),
        *("open a connection", "open a local connection", "run a program", "start a program", "fork"),
        *("end another program", "make memory that runs", "make a file of memory", "lift a limit"),
        *("use a ring", "use a call of tomorrow"),
    ],
)
def test_a_payload_in_the_box_cannot(escapes, attempt):
    refused = {1, 13, 38}  # EPERM, EACCES, ENOSYS
    assert escapes[attempt] in refused


@on_linux
def test_a_decoder_may_still_use_threads(escapes):
    assert escapes["a thread"] == "done"


@on_linux
def test_the_tables_of_both_machines_name_the_same_calls_once():
    for column in (0, 1):
        numbers = [pair[column] for pair in (*REFUSED.values(), *CHECKED.values()) if pair[column] is not None]
        assert len(numbers) == len(set(numbers))
    assert REFUSED["openat"] == (257, 56)
    assert CHECKED["clone3"] == (435, 435)


@on_linux
def test_the_box_says_how_strong_it_is(box, escapes):
    assert box.strength == ("full" if not escapes["lacks"] else "partial")


@on_linux
def test_the_decoder_knows_nothing_of_the_persons_environment(box, monkeypatch):
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", "oakfield")
    monkeypatch.setenv("LIBHEIF_SECURITY_LIMITS", "off")
    with Box() as fresh:
        told = subprocess.run(
            ["/bin/cat", f"/proc/{fresh.program_id}/environ"], capture_output=True, check=False
        ).stdout
        assert b"oakfield" not in told
        assert b"LIBHEIF" not in told
        assert fresh.decode(made.written(made.scene())).rgb is not None


@pytest.mark.parametrize("name", made.wholes())
def test_every_kind_gives_the_same_pixels_in_the_box_as_outside(box, name):
    content = made.wholes()[name]
    decoded = box.decode(content)
    assert decoded.trouble is None
    assert decoded.rgb is not None
    assert len(decoded.alike) == 32
    if name not in ("mp4", "webm", "avi", "mpegts"):
        prepare()
        pictures = []
        decode_picture(io.BytesIO(content), Wish(), lambda picture, at: pictures.append(np.asarray(picture)))
        assert np.array_equal(decoded.rgb, pictures[0])


@pytest.fixture
def box_without_a_sheet(monkeypatch):
    """As on macOS and Windows: no shared memory, every byte goes over the connection."""
    monkeypatch.setattr("smallprint.media.box.new_sheet", lambda: None)
    with Box() as box:
        yield box


def test_without_shared_memory_the_pixels_are_the_same(box, box_without_a_sheet):
    for content in (made.wholes()["jpeg"], made.wholes()["gif_moving"], made.wholes()["mp4"], b""):
        here, there = box.decode(content), box_without_a_sheet.decode(content)
        assert here.trouble == there.trouble
        assert here.alike == there.alike
        assert len(here.frames) == len(there.frames)


def test_a_stream_larger_than_the_shared_sheet_is_read_piece_by_piece(box, box_without_a_sheet):
    content = made.wholes()["mp4"] + (40_000_000).to_bytes(4) + b"free" + bytes(39_999_992)
    assert len(content) > 1 << 25
    for one in (box, box_without_a_sheet):
        assert len(one.decode(io.BytesIO(content)).frames) >= 3


def test_a_killed_decoder_is_one_trouble_and_the_next_picture_is_seen(box):
    picture = made.written(made.scene())

    class Killing(io.BytesIO):
        def read(self, size=-1):
            os.kill(box.program_id, signal.SIGKILL)
            return super().read(size)

    assert box.decode(Killing(picture), size=len(picture)).trouble.kind == "decoder_died"
    assert box.decode(picture).trouble is None


def test_a_decoder_that_died_between_two_pictures_is_no_trouble_at_all(box):
    os.kill(box.program_id, signal.SIGKILL)
    time.sleep(0.1)
    assert box.decode(made.written(made.scene())).trouble is None


def test_a_decoder_that_takes_too_long_is_ended_in_time():
    with Box(seconds=0.3) as box:
        slow = made.written(made.scene(9000, 9000), "PNG")
        started = time.monotonic()
        assert box.decode(slow).trouble.kind == "too_slow"
        assert time.monotonic() - started < 2


def test_a_decoder_that_falls_silent_is_ended_in_time(monkeypatch):
    with Box(seconds=0.5) as box:
        os.kill(box.program_id, signal.SIGSTOP)
        assert box.decode(made.written(made.scene())).trouble.kind == "too_slow"


@pytest.mark.parametrize(
    "lie",
    [
        {"pixels": [5000, 10], "at": None},
        {"pixels": [-1, 10], "at": None},
        {"pixels": [True, "x"], "at": None},
        {"ask": [-5, 10]},
        {"ask": [0, 1 << 60]},
        {"told": 7},
        {"something": "else"},
        [],
    ],
)
def test_a_decoder_that_was_taken_over_cannot_lie_about_sizes(lie):
    with Box() as box:
        wire = box._wire
        heard = [lie]
        real = wire.hear
        wire.hear = lambda: heard.pop() if heard else real()
        if lie == []:
            wire.hear = lambda: json.loads("[]") or {}
        assert box.decode(b"x").trouble.kind == "decoder_died"


def test_a_decoder_that_never_starts_is_an_error_after_three_tries(monkeypatch):
    monkeypatch.setattr("smallprint.media.box.sys.executable", "/nowhere/python")
    box = Box()
    assert [box.decode(b"x").trouble.kind for _ in range(2)] == ["decoder_died"] * 2
    with pytest.raises(SmallprintError, match="could not be started"):
        box.decode(b"x")


def test_what_the_decoder_tells_is_weighed_again():
    with Box() as box:
        told = {
            "width": -5,
            "height": 10**30,
            "seconds": 1e400,
            "trouble": "<b>",
            "note": "x" * 500,
            "taken": "9999-99-99",
        }
        told |= {"point": [91.0, 5.0], "names": ["Ada\x1b[2J", 7, "y" * 9000], "words": "no list", "places": None}
        box._wire.hear = lambda: {"told": told}
        decoded = box.decode(b"x")
    assert (decoded.width, decoded.height, decoded.seconds) == (0, 1 << 24, 0.0)
    assert decoded.details.point is None
    assert decoded.details.taken is None
    assert decoded.details.names == ("Ada [2J", "y" * 2000)
    assert decoded.details.words == ()
    assert decoded.trouble.kind == "b"
    assert len(decoded.trouble.note) == 80


@on_linux
def test_no_decoder_outlives_the_program_that_started_it(tmp_path):
    script = "from smallprint.media.box import Box; b = Box().__enter__(); print(b.program_id, flush=True); input()"
    path = os.pathsep.join(place for place in sys.path if place)
    with subprocess.Popen(
        [sys.executable, "-c", script], env={"PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        decoder = int(program.stdout.readline())
        program.kill()
    for _ in range(50):
        state = Path(f"/proc/{decoder}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the decoder is still there")
