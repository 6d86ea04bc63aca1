"""The check-up without a download: answers are facts, feed the plan, and are compared with a download."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.small_home import cleos_export, fields, run

from smallprint.cli import checkup

pytestmark = pytest.mark.usefixtures("lighthome")


def answers(folder: Path, **networks: dict[str, object]) -> Path:
    file = folder / "answers.json"
    file.write_text(json.dumps(networks), encoding="utf-8")
    return file


def test_the_questions_are_at_most_eight_a_network_and_need_no_home(tmp_path: Path) -> None:
    asked = fields(run("checkup", "--json", "--home", tmp_path / "none"))["networks"]
    assert {"instagram", "facebook"} <= {one["network"] for one in asked}
    assert all(1 <= len(one["questions"]) <= 8 for one in asked)
    assert set(asked[0]["questions"][0]) == {"fact", "ask", "where", "answer"}
    assert not (tmp_path / "none").exists()


def test_answers_alone_give_an_account_and_steps(tmp_path: Path) -> None:
    told = answers(tmp_path, instagram={"private": "no", "bio_names_child": "yes", "professional": None})
    run("checkup", "--answers", told)
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert (one["network"], one["private"], one["professional"]) == ("instagram", False, None)
    assert {fact["source"] for fact in one["facts"]} == {"you told us"}
    assert all(fact["date"] for fact in one["facts"])
    assert len(one["questions"]) == 6
    titles = [step["title"] for step in fields(run("steps", "--json"))["steps"]]
    assert "Make your Instagram account private" in titles
    assert "Take the child's name, school and birthday out of your bio" in titles


def test_a_calm_answer_gives_no_step(tmp_path: Path) -> None:
    run("checkup", "--answers", answers(tmp_path, instagram={"private": "yes", "strangers_follow": "no"}))
    assert fields(run("steps", "--json"))["steps"] == []


def test_a_later_answer_takes_the_place_of_the_first(tmp_path: Path) -> None:
    run("checkup", "--answers", answers(tmp_path, instagram={"private": "no"}))
    run("checkup", "--answers", answers(tmp_path, instagram={"private": "don't know"}))
    assert fields(run("accounts", "--json"))["accounts"] == []


def test_a_download_that_says_something_else_stands_and_the_difference_is_shown(tmp_path: Path) -> None:
    told = answers(tmp_path, instagram={"private": "yes", "strangers_follow": "yes"})
    run("checkup", "--answers", told)
    run("add", cleos_export(tmp_path), "--mine", "--no-look")
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert (one["account"], one["private"]) == ("cleo.marrow", False)
    assert [each["fact"] for each in one["differs"]] == ["private"]
    assert not any(question.startswith("Do people follow you") for question in one["questions"])
    assert fields(run("checkup", "--answers", told, "--json"))["differs"] == ["private"]
    assert "your download says something else" in run("checkup", "--answers", told).stderr


def test_one_network_may_be_answered_without_its_name(tmp_path: Path) -> None:
    file = tmp_path / "flat.json"
    file.write_text('{"private": false}', encoding="utf-8")
    asked = fields(run("checkup", "--network", "threads", "--answers", file, "--json"))["networks"]
    assert [(one["network"], one["questions"][0]["answer"]) for one in asked] == [("threads", "no")]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[1]",
        '{"instagram": 3}',
        '{"nowhere": {"private": "no"}}',
        '{"instagram": {"height": "no"}}',
        '{"instagram": {"private": "perhaps"}}',
    ],
)
def test_what_is_no_answer_is_one_sentence_and_nothing_is_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text, encoding="utf-8")
    result = run("checkup", "--answers", file)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 2
    assert fields(run("accounts", "--json"))["accounts"] == []


def test_with_nobody_to_ask_it_says_how_scripts_answer() -> None:
    result = run("checkup")
    assert result.exit_code == 1
    assert "--answers" in result.stderr


def test_on_a_terminal_each_question_is_asked_and_enter_means_dont_know(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from smallprint.cli.app import smallprint

    monkeypatch.setattr(checkup, "on_a_terminal", lambda: True)
    result = CliRunner().invoke(smallprint, ["checkup", "--network", "instagram"], input="n\n" + "\n" * 7)
    assert result.exit_code == 0, result.output
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert [(fact["name"], fact["value"]) for fact in one["facts"]] == [("private", "false")]
