"""`smallprint report`: no home, no passphrase, no network, no trace, and nothing that takes a picture."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from smallprint.cli.report import report

WATCHED = """
import sys
def watch(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise SystemExit(f"wrote: {args[0]}")
    if event.startswith(("socket.", "os.mkdir", "os.rename", "subprocess.")) and event != "socket.gethostname":
        raise SystemExit(f"did: {event}")
sys.addaudithook(watch)
from smallprint.cli import main
main()
"""


def run(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    source = Path(__file__).parents[2] / "src"
    surroundings = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": str(source),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", WATCHED, "report", *words],
        env=surroundings,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [(), ("--country", "GB", "--for", "child"), ("--country", "ke", "--json")])
def test_it_works_with_no_home_and_writes_nothing_anywhere(tmp_path, words):
    done = run(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.iterdir())


def test_the_json_is_as_promised(tmp_path):
    answer = json.loads(run(tmp_path, "--country", "gb", "--json").stdout)
    assert answer["version"] == 1
    assert answer["country"] == "GB"
    assert answer["never"]
    for service in answer["services"]:
        assert {"name", "for", "kind", "url", "confirmed", "checked"} <= set(service)
        assert isinstance(service["confirmed"], bool)


def test_a_country_that_does_not_exist_gets_a_sentence_and_the_page(tmp_path):
    done = run(tmp_path, "--country", "QQ")
    assert "no country with the code" in done.stderr
    assert "INHOPE" in done.stdout


def test_a_person_who_may_not_ask_is_wrong_usage(tmp_path):
    assert run(tmp_path, "--for", "stranger").returncode == 2


def test_it_takes_no_file_no_address_and_no_free_text():
    assert {param.name for param in report.params} == {"country", "who", "home", "as_json", "traceback"}
    assert not [param for param in report.params if isinstance(param.type, click.Path | click.File)]
