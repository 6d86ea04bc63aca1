"""`smallprint takedown`, as a person and a script use it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from icalendar import Calendar

from smallprint.cli import takedown as module
from smallprint.cli.app import smallprint
from smallprint.store import create_home

PASSPHRASE = "barley kettle harbour"
PAGE = "https://www.oakfield.example/news/sports-day"


class Screen:
    """Runs a command and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.code = 0
        self.out = self.err = ""

    def __call__(self, *words: str) -> Screen:
        with pytest.raises(SystemExit) as ended:
            smallprint.main(list(words))
        self.code = int(ended.value.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return self

    def json(self) -> dict:
        return json.loads(self.out)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    monkeypatch.setenv("SMALLPRINT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    return Screen(capsys)


def new(run: Screen, *more: str, route: str = "school") -> Screen:
    return run("takedown", "new", "--holder", "Oakfield School", "--route", route, "--address", PAGE, *more)


def test_from_a_new_case_to_the_regulator(run: Screen):
    made = new(run, "--child", "Ada", "--age", "7", "--responsible", "--place", "GB-ENG", "--json").json()
    assert (made["id"], made["state"], made["version"]) == ("1", "drafted", 1)
    assert "article 17" in run("takedown", "letter", "1", "--me", "Cleo").out
    assert run("takedown", "sent", "1", "--on", "2026-09-03").code == 0
    assert run("takedown", "reply", "1", "--state", "refused", "--on", "2026-09-20").code == 0
    assert run("takedown", "sent", "1", "--what", "complaint", "--on", "2026-09-21").code == 0
    [case] = run("takedown", "list", "--json").json()["cases"]
    assert {"id", "holder", "route", "state", "sent", "expected", "overdue_after", "addresses", "history"} <= set(
        case
    )
    assert (case["state"], case["sent"]) == ("refused", "2026-09-03")
    assert case["addresses"] == [{"url": PAGE, "state": "unchecked", "checked": None, "why": "", "by": None}]
    assert [line["what"] for line in case["history"]] == ["opened", "sent", "refused", "complained"]
    assert "21 September 2026" in run("takedown", "letter", "1", "--which", "regulator_uk").out
    assert run("takedown", "looked", "1", PAGE, "--gone", "--json").json()["addresses"][0]["state"] == "gone"


@pytest.mark.parametrize("route", ["sexual", "nude", "AI nude", "deepfake"])
def test_a_sexual_picture_gets_the_page_and_no_case(run: Screen, route):
    answer = run("takedown", "new", "--holder", "x", "--route", route, "--address", PAGE)
    assert answer.code == 1 and "Please never" in answer.out and "999" in answer.out
    assert new(run, "--picture", "sexual", "--json").json()["services"]
    assert new(run, "--where", "the nude one").code == 1
    assert run("takedown", "list", "--json").json()["cases"] == []


def test_the_first_question_is_said_before_anything_is_kept(run: Screen):
    assert "smallprint report" in new(run).err.splitlines()[0]


@pytest.mark.parametrize("bad", ["file:///etc/passwd", "http://169.254.169.254/", "lorem"])
def test_an_address_that_cannot_be_used_is_one_sentence(run: Screen, bad):
    answer = run("takedown", "new", "--holder", "x", "--route", "school", "--address", bad)
    assert answer.code == 1 and "cannot be used" in answer.err and "Traceback" not in answer.err
    assert run("takedown", "list", "--json").json()["cases"] == []


def test_a_list_with_rubbish_loses_nothing(run: Screen, tmp_path: Path):
    lines = [f"https://www.oakfield.example/p/{n}" if n % 5 == 0 else f"rubbish {n}" for n in range(5000)]
    (tmp_path / "list.txt").write_text("\n".join(lines), encoding="utf-8")
    answer = run(
        "takedown", "new", "--holder", "x", "--route", "school", "--from-file", str(tmp_path / "list.txt"), "--json"
    )
    assert len(answer.json()["addresses"]) == 1000 and len(answer.json()["left_out"]) == 4000
    assert "4000 lines could not be used" in answer.err


def test_a_day_to_come_and_a_reply_before_the_letter_are_sentences(run: Screen):
    new(run)
    assert "has not come yet" in run("takedown", "sent", "1", "--on", "2090-01-01").err and run.code == 1
    assert "before the letter" in run("takedown", "reply", "1", "--state", "done").err and run.code == 1
    assert run("takedown", "sent", "1", "--on", "soon").code == 2
    assert "no case" in run("takedown", "letter", "7").err and run.code == 1


def test_a_country_that_does_not_exist_is_a_sentence(run: Screen):
    assert "no country with the code" in new(run, "--place", "QQ").err and run.code == 1
    assert run("takedown", "list", "--json").json()["cases"] == []


def test_more_addresses_join_the_same_case(run: Screen, tmp_path: Path):
    new(run)
    (tmp_path / "more.csv").write_text("what,where\na,https://www.oakfield.example/b\nc,rubbish\n", encoding="utf-8")
    more = run("takedown", "add", "1", "--address", PAGE, "--from-file", str(tmp_path / "more.csv"), "--json")
    assert [each["url"] for each in more.json()["addresses"]] == [PAGE, "https://www.oakfield.example/b"]
    assert "line 3" in more.err


def test_nothing_is_looked_at_without_a_yes(run: Screen):
    new(run)
    answer = run("takedown", "check", "1")
    assert answer.code == 1
    assert "can see that somebody looked" in answer.err and "--site www.oakfield.example" in answer.err


def test_a_relatives_page_is_not_looked_at(run: Screen):
    new(run, route="relative")
    assert "looked ID URL" in run("takedown", "check", "1", "--site", "www.oakfield.example").err and run.code == 1


def test_the_calendar_names_nobody_unless_ticked(run: Screen, tmp_path: Path):
    new(run, "--child", "Ada", "--place", "GB-ENG")
    run("takedown", "sent", "1")
    plain = run("takedown", "calendar").out
    assert Calendar.from_ical(plain).walk("VEVENT")
    assert "Oakfield" not in plain and "Ada" not in plain
    assert "Oakfield" in run("takedown", "calendar", "--csv", "--names").out


def test_a_letter_goes_into_a_new_file_and_never_over_an_old_one(run: Screen, tmp_path: Path):
    new(run)
    file = tmp_path / "school.eml"
    assert run("takedown", "letter", "1", "--form", "email", "--out", str(file)).code == 0
    before = file.read_bytes()
    assert b"X-Unsent: 1" in before
    assert run("takedown", "letter", "1", "--out", str(file)).code == 1
    assert file.read_bytes() == before


def test_a_stopped_case_keeps_dates_and_opens_the_page(run: Screen):
    new(run)
    assert "Please never" in run("takedown", "stop", "1").out
    [case] = run("takedown", "list", "--json").json()["cases"]
    assert (case["holder"], case["addresses"], case["stopped"]) == ("", [], True)
    assert run("takedown", "letter", "1").code == 1
    assert "Stopped" in run("takedown", "list").out


def test_who_else_has_pictures_opens_no_home(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("SMALLPRINT_HOME", str(tmp_path / "none"))
    answer = Screen(capsys)("takedown", "others", "grandparents", "other_parent", "--child", "Ada")
    assert answer.code == 0 and "Is contact safe" in answer.out and "does not search the internet" in answer.err
    assert not (tmp_path / "none").exists()


def test_no_command_takes_a_picture():
    for name, command in module.takedown.commands.items():
        files = {param.name for param in command.params if isinstance(param.type, click.Path | click.File)}
        assert files <= {"file", "out", "home_path"}, name
