"""Proof as a dated page, its log, and a ticked step that a later download contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.small_home import cleos_export, fields, of_kind, run
from tests.jobs.conftest import PASSPHRASE

from smallprint.faces.models import folder
from smallprint.records.findings import ProofState, StepState
from smallprint.records.items import Kind
from smallprint.store import open_home

pytestmark = [
    pytest.mark.usefixtures("lighthome"),
    pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built"),
]
POSTS = of_kind(Kind.POST, most=3)
SENTENCE = "copies made before cannot be called back, and that is not your doing"


def add(*args: object) -> None:
    assert run("add", *args, "--mine", "--workers", 0).exit_code == 0


def private_step() -> dict[str, object]:
    """The step that makes the account private."""
    steps = fields(run("steps", "--json"))["steps"]
    found: dict[str, object] = next(step for step in steps if str(step["id"]).startswith("make-private"))
    return found


def test_a_step_that_a_later_download_contradicts_is_open_again_with_a_word(tmp_path: Path, lighthome: Path) -> None:
    add(cleos_export(tmp_path / "a", *POSTS))
    step = private_step()
    run("steps", "done", step["id"])
    assert private_step()["state"] == "done"
    add(cleos_export(tmp_path / "b", *POSTS[:2], day="2026-11-08"))
    again = private_step()
    assert (again["id"], again["state"]) == (step["id"], "open")
    assert "download of 2026-11-08 still shows it" in str(again["reopened"])
    assert "still shows it" in run("steps").stdout
    with open_home(lighthome, passphrase=PASSPHRASE) as home:
        assert [claim.state for claim in home.steps.log()] == [StepState.DONE, StepState.OPEN]
    run("steps", "done", step["id"])
    assert private_step()["state"] == "done"  # the person's newest word stands until a newer download


def test_a_step_that_a_later_download_bears_out_stays_done(tmp_path: Path, lighthome: Path) -> None:
    add(cleos_export(tmp_path / "a", *POSTS))
    step = private_step()["id"]
    run("steps", "done", step)
    add(cleos_export(tmp_path / "b", *POSTS, day="2026-11-08", private=True))
    run("steps")
    with open_home(lighthome, passphrase=PASSPHRASE) as home:
        assert [claim.state for claim in home.steps.log()] == [StepState.DONE]


def test_the_page_is_dated_has_the_sentence_and_no_picture_script_or_word(tmp_path: Path) -> None:
    add(cleos_export(tmp_path / "a", *POSTS))
    run("steps", "skip", private_step()["id"], "--why", "Ada wants it")
    add(cleos_export(tmp_path / "b", *POSTS[:2], day="2026-11-08"))
    page = tmp_path / "proof.html"
    result = run("proof", "--html", page)
    assert result.exit_code == 0
    assert SENTENCE in result.stderr
    text = page.read_text(encoding="utf-8")
    assert text.count(SENTENCE) == 2
    assert "2026-10-04" in text and "2026-11-08" in text and "cleo.marrow" in text
    assert text.count("<td>post</td>") == 3  # the one that is gone too
    for word in ("<img", "<script", "http", "Ada", "Ben", *(post.words for post in POSTS if post.words)):
        assert word not in text.replace("http-equiv", "")
    assert page.stat().st_mode & 0o077 == 0
    assert run("proof", "--html", page).exit_code == 1  # never over a file that is there


def test_what_was_shown_is_added_to_the_log_once(tmp_path: Path, lighthome: Path) -> None:
    add(cleos_export(tmp_path / "a", *POSTS))
    add(cleos_export(tmp_path / "b", *POSTS[:2], day="2026-11-08"))
    shown = fields(run("proof", "--json"))
    assert SENTENCE in shown["limits"]
    run("proof")
    with open_home(lighthome, passphrase=PASSPHRASE) as home:
        logged = home.steps.proof_log()
    assert len(logged) == len(shown["list"]) == 3
    assert {proof.state for proof in logged} <= {ProofState.GONE, ProofState.STILL_THERE}
