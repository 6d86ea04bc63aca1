"""`steps --csv` and `--ics`: kinds of clues, and no name, word or link unless it is ticked for this one file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.cli.small_home import fields, run
from tests.jobs.invented import CANARY, as_zip, export_files

from smallprint.faces.models import folder

needs_models = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")
pytestmark = pytest.mark.usefixtures("lighthome")
ACCOUNT = "cleo.zarrow"
CHILD = "Adazar"


@pytest.fixture
def planned(tmp_path: Path, lighthome: Path) -> None:
    """Captions hold the canary, which is a family word too, and the child has a name that stands nowhere else."""
    files = export_files(ACCOUNT, faces=True)
    assert run("add", as_zip(tmp_path / "cleo.zip", files), "--mine", "--workers", 0).exit_code == 0
    run("family", "add", "school", CANARY)
    (person, *_) = fields(run("people", "--json"))["people"]
    assert run("people", "name", person["id"], CHILD, "--child").exit_code == 0


@needs_models
@pytest.mark.usefixtures("planned")
def test_a_table_and_a_calendar_name_kinds_of_clues_and_nothing_else(tmp_path: Path) -> None:
    for flag in ("--csv", "--ics"):
        result = run("steps", flag)
        assert result.exit_code == 0
        unfolded = result.stdout.replace("\r\n ", "")
        assert "face" in unfolded and "school" in unfolded
        for word in (CANARY, CHILD, ACCOUNT):
            assert word not in unfolded + result.stderr


@needs_models
@pytest.mark.usefixtures("planned")
def test_what_is_ticked_for_one_file_is_in_it() -> None:
    rows = list(csv.DictReader(io.StringIO(run("steps", "--csv", "--values").stdout)))
    assert any(CHILD in row["children"] and CANARY in row["values"] for row in rows)
    assert CHILD in run("steps", "--ics", "--values").stdout.replace("\r\n ", "")


@needs_models
@pytest.mark.usefixtures("planned")
def test_the_table_holds_every_step_and_the_calendar_every_open_one() -> None:
    steps = fields(run("steps", "--json"))["steps"]
    assert [row["id"] for row in csv.DictReader(io.StringIO(run("steps", "--csv").stdout))] == [
        step["id"] for step in steps
    ]
    run("steps", "done", steps[0]["id"])
    events = Calendar.from_ical(run("steps", "--ics").stdout_bytes).events
    told = "\n".join(str(event["description"]) for event in events)
    assert steps[0]["title"] not in told
    assert all("copies made before cannot be called back" in str(event["description"]) for event in events)
    assert [str(event["summary"]) for event in events[-2:]] == [
        "smallprint: ask for a new download",
        "smallprint: look back again",
    ]
    days = [event["dtstart"].dt for event in events]
    assert days == sorted(days)


def test_two_formats_at_once_and_values_without_a_file_are_wrong_usage() -> None:
    assert run("steps", "--csv", "--ics").exit_code == 2
    assert run("steps", "--values").exit_code == 2


@needs_models
@pytest.mark.usefixtures("planned")
def test_the_sentence_about_copies_stands_beside_every_total() -> None:
    assert "copies made before cannot be called back" in run("steps").stderr
    assert "copies made before cannot be called back" in fields(run("steps", "--json"))["limits"]
