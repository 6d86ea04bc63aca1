"""Who may look, and for how long: lock after ten minutes, a first look that leaves nothing, and keeping it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.web.asking import Window
from tests.web.conftest import PASSPHRASE

from smallprint.errors import Refused, WrongKey
from smallprint.jobs.home_key import LOCKED, lock
from smallprint.records.family import WordKind
from smallprint.store import open_home
from smallprint.web.room import IDLE, Locked, Room


def test_ten_minutes_without_a_request_close_it_and_the_key_is_forgotten(room, clock):
    home = room.home()
    clock[0] += IDLE - 1
    room.tick()
    assert room.state == "open"
    clock[0] += 1
    room.tick()
    assert room.state == "locked"
    assert home.raw_key == b""
    with pytest.raises(Locked):
        room.home()


def test_a_request_keeps_it_open_and_the_windows_own_polling_does_not(room, clock):
    window = Window(room)
    clock[0] += IDLE - 1
    window.get("/start")
    clock[0] += IDLE - 1
    assert window.get("/awake").text.strip() == "open"
    clock[0] += 1
    assert window.get("/awake").text.strip() == "locked"
    assert window.get("/start").status == 423


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_does(locked_room):
    window = Window(locked_room)
    assert "does not open" in window.post("/unlock", passphrase="guess").text
    assert window.get("/found").status == 423
    assert window.post("/unlock", passphrase=PASSPHRASE).status == 200
    assert window.get("/found").status == 200


def test_lock_in_a_terminal_locks_the_pages(room):
    lock(room.place)
    later = time.time() + 5
    os.utime(room.place / LOCKED, (later, later))
    room.tick()
    assert room.state == "locked"


def test_while_pictures_are_looked_at_only_the_pages_lock(room, clock):
    held, going = [], []

    def task(progress):
        going.append(True)
        while not held:
            time.sleep(0.01)

    job = room.work.start("add", task)
    home = room.home()
    clock[0] += IDLE
    room.tick()
    assert room.state == "locked"
    assert home.raw_key != b""  # the job still needs it
    with pytest.raises(WrongKey):
        room.open(passphrase="guess")
    held.append(True)
    assert job.done.wait(5)
    room.tick()
    assert home.raw_key == b""


def test_a_first_look_leaves_nothing_behind(new_room):
    assert new_room.state == "new"
    folder = new_room.home_or_first_look().path.parent
    assert new_room.state == "first"
    assert folder.is_dir()
    new_room.close()
    assert not folder.exists()
    assert not new_room.place.exists()


def test_what_a_crash_leaves_of_a_first_look_opens_for_nobody(new_room):
    home = new_room.home_or_first_look()
    home.family.add(WordKind.SCHOOL, "Oakfield School")
    everything = b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())
    assert b"Oakfield" not in everything
    assert home.raw_key not in everything
    with pytest.raises(WrongKey):
        open_home(home.path, passphrase="demo")


def test_a_first_look_is_covered_after_ten_minutes_and_nothing_of_it_is_lost(new_room, clock):
    new_room.home_or_first_look().family.add(WordKind.SCHOOL, "Oakfield School")
    window = Window(new_room)
    clock[0] += IDLE
    answer = window.get("/family")
    assert (answer.status, "Oakfield" in answer.text) == (423, False)
    window.post("/unlock")
    assert "Oakfield School" in window.get("/family").text


def test_keeping_a_first_look_gives_a_sheet_once_and_opens_with_the_passphrase(new_room):
    window = Window(new_room)
    new_room.home_or_first_look().family.add(WordKind.SCHOOL, "Oakfield School")
    folder = new_room.home().path.parent
    assert "guessed" in window.post("/keep", passphrase="short").text
    assert window.post("/keep", passphrase=PASSPHRASE).status == 200
    assert not folder.exists()
    code = new_room.sheet
    assert code in window.get("/keep/sheet").text
    window.post("/lock")
    assert window.get("/keep/sheet").status == 423
    assert window.post("/unlock", code=code).status == 200
    assert "Oakfield School" in window.get("/family").text
    assert code not in window.get("/keep/sheet").text


def test_a_first_look_is_never_kept_over_something_else(new_room):
    new_room.home_or_first_look()
    new_room.place.mkdir()
    (new_room.place / "letter.txt").write_text("Dear Edith")
    with pytest.raises(Refused):
        new_room.keep(PASSPHRASE)
    assert [path.name for path in new_room.place.iterdir()] == ["letter.txt"]
    assert new_room.state == "first"


def test_deleting_everything_asks_first_and_then_leaves_nothing(room):
    window = Window(room)
    assert "Nothing was deleted" in window.post("/settings/forget").text
    assert room.place.exists()
    window.post("/settings/forget", sure="yes")
    assert not [path for path in Path(room.place).rglob("*") if path.is_file()]
    assert room.state == "new"


def test_one_thing_at_a_time(room: Room):
    held: list[bool] = []
    job = room.work.start("add", lambda progress: [time.sleep(0.01) for _ in iter(lambda: bool(held), True)])
    with pytest.raises(Refused):
        room.work.start("rank", lambda progress: None)
    held.append(True)
    assert job.done.wait(5)
    assert room.work.start("rank", lambda progress: None).done.wait(5)


def test_a_fault_of_ours_in_a_job_becomes_one_sentence_without_names(room):
    def task(progress):
        raise ZeroDivisionError("Ada Marrow")

    job = room.work.start("add", task)
    assert job.done.wait(5)
    shown = Window(room).get("/watch").text
    assert "went wrong" in shown
    assert "Ada" not in shown
