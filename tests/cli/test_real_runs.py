"""The program as its own process: help, the first home, Ctrl-C, kill -9."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.jobs.conftest import PASSPHRASE
from tests.jobs.dump import dump
from tests.jobs.invented import as_zip, export_files

import smallprint
from smallprint.faces.models import folder
from smallprint.store import create_home, open_home

SOURCE = Path(smallprint.__file__).parents[1]
PROGRAM = [sys.executable, "-c", "from smallprint.cli import main; main()"]
needs_models = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")


def surroundings(home: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SMALLPRINT_")},
        "PYTHONPATH": str(SOURCE),
        "SMALLPRINT_HOME": str(home),
        "SMALLPRINT_PASSPHRASE": PASSPHRASE,
    }


def run(home: Path, *args: object) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, *map(str, args)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=surroundings(home), check=False
    )


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = "('numpy', 'onnxruntime', 'sqlalchemy', 'rich', 'PIL', 'lxml')"
    told = f"print([name for name in {heavy} if name in sys.modules])"
    code = f"import sys\nfrom smallprint.cli import main\ntry: main()\nfinally: {told}"
    command = [sys.executable, "-c", code, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings(tmp_path), check=True)
    assert "Example: smallprint" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_the_first_command_that_writes_makes_the_home_and_prints_the_sheet_once(tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", export_files())
    first = run(tmp_path / "home", "add", zipped, "--mine", "--no-look", "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["version"] == 1
    assert "Recovery code:" in first.stderr
    assert "Recovery code:" not in first.stdout
    again = run(tmp_path / "home", "add", zipped, "--mine", "--no-look", "--json")
    assert "Recovery code:" not in again.stderr


def test_with_nobody_to_ask_a_home_needs_a_passphrase_from_the_environment(tmp_path: Path) -> None:
    around = surroundings(tmp_path / "home")
    del around["SMALLPRINT_PASSPHRASE"]
    command = [*PROGRAM, "family", "add", "school", "Oakfield School"]
    done = subprocess.run(command, capture_output=True, text=True, env=around, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 1
    assert "SMALLPRINT_PASSPHRASE" in done.stderr
    assert not (tmp_path / "home").exists()


def started(home: Path, zipped: Path) -> subprocess.Popen[str]:
    command = [*PROGRAM, "add", str(zipped), "--mine", "--workers", "1"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=surroundings(home))


@needs_models
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_killed_in_the_middle_and_run_again_gives_what_an_undisturbed_run_gives(tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "instagram-cleo.zip", export_files(faces=True, posts=32))
    create_home(tmp_path / "calm", PASSPHRASE, light=True)
    began = time.monotonic()
    assert run(tmp_path / "calm", "add", zipped, "--mine", "--workers", "1").returncode == 0
    whole = time.monotonic() - began
    with open_home(tmp_path / "calm", passphrase=PASSPHRASE) as home:
        calm = dump(home)
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    for share in (0.3, 0.5, 0.7, 0.9):
        working = started(tmp_path / "home", zipped)
        time.sleep(whole * share)
        working.kill()
        working.communicate()
    assert run(tmp_path / "home", "add", zipped, "--mine", "--workers", "1").returncode == 0
    with open_home(tmp_path / "home", passphrase=PASSPHRASE) as home:
        for found, wanted in zip(dump(home), calm, strict=True):
            assert found == wanted


@needs_models
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent another way there")
def test_ctrl_c_stops_between_two_batches_and_says_how_to_go_on(tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "instagram-cleo.zip", export_files(posts=200))
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    working = started(tmp_path / "home", zipped)
    assert working.stderr is not None
    said = ""
    while "Looking at pictures" not in said:
        said += working.stderr.readline()
    working.send_signal(signal.SIGINT)
    said += working.communicate(timeout=60)[1]
    assert working.returncode == 1
    assert "run it again to go on" in said
    assert "Traceback" not in said
    with open_home(tmp_path / "home", passphrase=PASSPHRASE) as home:
        assert 0 < home.pictures.count_looked_at(1) < 201
        job = home.jobs.last("add")
        assert job is not None
        assert job.state == "stopped"
