"""The commands as scripts and parents meet them: exit codes, one JSON object, words on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.jobs.conftest import PASSPHRASE
from tests.jobs.invented import CANARY, as_folder, as_zip, export_files, landscape, portrait

from smallprint.cli.app import COMMANDS, smallprint
from smallprint.faces.models import folder
from smallprint.readers.instagram import Instagram
from smallprint.store import create_home

Run = Callable[..., Result]
needs_models = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command on a light home that is there already."""
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("SMALLPRINT_HOME", str(place))
    create_home(place, PASSPHRASE, light=True)

    def one(*args: object) -> Result:
        return CliRunner().invoke(smallprint, [str(arg) for arg in args])

    return one


@pytest.fixture
def added(run: Run, tmp_path: Path) -> Path:
    zipped = as_zip(tmp_path / "instagram-cleo.zip", export_files(faces=True))
    assert run("add", zipped, "--mine", "--workers", 0).exit_code == 0
    return zipped


def fields(result: Result) -> dict[str, Any]:
    """The one JSON object on stdout."""
    assert result.exit_code in (0, 3), result.output
    assert result.stdout.count("\n") == 1
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["version"] == 1
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(smallprint, [name, "--help"])
    assert result.exit_code == 0
    assert "Example: smallprint" in result.output


@pytest.mark.parametrize(
    "args",
    [
        ["people", "name", "--help"],
        ["people", "same", "--help"],
        ["people", "not-same", "--help"],
        ["people", "forget", "--help"],
        ["family", "add", "--help"],
        ["family", "list", "--help"],
        ["family", "remove", "--help"],
        ["steps", "done", "--help"],
        ["steps", "undo", "--help"],
        ["steps", "skip", "--help"],
        ["put-away", "delete", "--help"],
        ["put-away", "move", "--help"],
        ["key", "change", "--help"],
        ["key", "recovery", "--help"],
        ["dev", "expect", "--help"],
    ],
)
def test_every_subcommand_has_help_with_an_example_and_home(args: list[str]) -> None:
    result = CliRunner().invoke(smallprint, args)
    assert result.exit_code == 0
    assert "Example: smallprint" in result.output
    assert "--home" in result.output


def test_networks_opens_no_home(tmp_path: Path) -> None:
    result = CliRunner().invoke(smallprint, ["networks", "--home", str(tmp_path / "none"), "--json"])
    listed = fields(result)["networks"]
    assert "instagram" in {one["network"] for one in listed}
    assert set(listed[0]) == {
        "network",
        "title",
        "eras",
        "audience",
        "links",
        "followers",
        "close_friends",
        "places",
        "media_inside",
        "checked",
    }
    assert not (tmp_path / "none").exists()


def test_wrong_usage_is_2() -> None:
    for args in (["add"], ["nonsense"], ["add", "x", "--engine", "abacus"], ["add", "x", "--mine", "--of", "Ada"]):
        assert CliRunner().invoke(smallprint, args).exit_code == 2


def test_a_command_that_reads_makes_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    for command in ("people", "findings", "steps", "troubles", "proof", "accounts", "put-away"):
        result = CliRunner().invoke(smallprint, [command, "--home", str(tmp_path / "none")])
        assert result.exit_code == 1
        assert "no home" in result.stderr
        assert result.stdout == ""
    assert not (tmp_path / "none").exists()


def test_a_wrong_passphrase_is_one_sentence_and_a_hint(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", "not this one")
    result = run("people")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 2
    assert result.stdout == ""


def test_the_passphrase_may_stand_in_a_file(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SMALLPRINT_PASSPHRASE")
    (tmp_path / "secret").write_text(PASSPHRASE + "\n")
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE_FILE", str(tmp_path / "secret"))
    assert run("people").exit_code == 0


def test_add_tells_its_fields_by_their_promised_names(run: Run, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "instagram-cleo.zip", export_files())
    (one,) = fields(run("add", zipped, "--mine", "--no-look", "--json"))["exports"]
    assert list(one) == [
        "network",
        "era",
        "account",
        "parts",
        "range",
        "asked",
        "counts",
        "by_kind",
        "by_audience",
        "looked_at",
        "seconds",
    ]
    assert one["parts"] == ["instagram-cleo.zip"]
    assert one["counts"] == {
        "entries": 8,
        "items": 7,
        "joined": 0,
        "skipped": 1,
        "unread": 0,
        "pictures": 7,
        "videos": 0,
        "missing_media": 0,
        "troubles": 0,
    }


def test_add_with_troubles_is_3(run: Run, tmp_path: Path) -> None:
    files = export_files()
    del files["media/posts/202405/1_n_18000000000000001.jpg"]
    result = run("add", as_zip(tmp_path / "cleo.zip", files), "--mine", "--no-look")
    assert result.exit_code == 3
    assert "smallprint troubles" in result.stderr
    listed = fields(run("troubles", "--json"))["troubles"]
    assert listed == [
        {
            "network": "instagram",
            "kind": "missing_media",
            "count": 1,
            "example": "media/posts/202405/1_n_18000000000000001.jpg",
        }
    ]


def test_without_a_word_whose_it_is_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", export_files())
    result = run("add", zipped)
    assert result.exit_code == 1
    assert "--mine" in result.stderr
    assert fields(run("put-away", "--json"))["exports"] == []


def test_the_home_is_not_even_made_when_nothing_can_be_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    (tmp_path / "letter.zip").write_bytes(b"Dear Edith")
    for args in ([tmp_path / "letter.zip", "--mine"], [as_zip(tmp_path / "cleo.zip", export_files())]):
        result = CliRunner().invoke(smallprint, ["add", *map(str, args), "--home", str(tmp_path / "none")])
        assert result.exit_code == 1
    assert not (tmp_path / "none").exists()


@needs_models
def test_the_summary_says_what_was_found_and_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run("add", as_zip(tmp_path / "cleo.zip", export_files(faces=True)), "--mine", "--workers", 0)
    assert "At least 2 items show a child; 2 can be seen by everybody." in result.stderr
    assert "count as children until you say otherwise" in result.stderr
    assert "smallprint steps" in result.stderr
    assert "all clear" not in result.stderr.casefold()
    assert "safe" not in result.stderr.casefold()


@needs_models
def test_findings_have_their_promised_fields_and_clue_values_only_when_asked(run: Run, added: Path) -> None:
    assert run("family", "add", "name", CANARY).exit_code == 0
    found = fields(run("findings", "--json"))
    listed = found["findings"]
    assert found["total"] == len(listed) == 2
    assert [one["score"] for one in listed] == sorted((one["score"] for one in listed), reverse=True)
    assert set(listed[0]) == {
        "id",
        "network",
        "account",
        "kind",
        "when",
        "words",
        "audience",
        "audience_why",
        "audience_then",
        "children",
        "unnamed_faces",
        "clues",
        "score",
        "reasons",
        "pictures",
        "link",
        "steps",
    }
    assert {clue["kind"] for clue in listed[0]["clues"]} == {"face", "name"}
    assert all(set(clue) == {"kind", "where"} for one in listed for clue in one["clues"])
    values = fields(run("findings", "--json", "--values"))["findings"]
    assert any(clue.get("value") == CANARY for one in values for clue in one["clues"])


@needs_models
def test_findings_can_be_asked_for_by_audience_day_and_clue(run: Run, added: Path) -> None:
    def total(*args: str) -> object:
        return fields(run("findings", "--json", *args))["total"]

    assert total("--audience", "public") == 2
    assert total("--audience", "followers") == 0
    assert total("--since", "2024-05-08") == 1
    assert total("--until", "2024-05-06") == 1
    assert total("--clue", "school") == 0
    assert total("--network", "facebook") == 0


@needs_models
def test_naming_a_person_names_the_child_in_the_findings(run: Run, added: Path) -> None:
    (person, *_) = fields(run("people", "--json"))["people"]
    assert set(person) == {"id", "name", "verdict", "born", "faces", "pictures"}
    assert run("people", "name", person["id"], "Ada", "--child", "--born", "2019-05-04").exit_code == 0
    assert fields(run("findings", "--child", "Ada", "--json"))["total"] == 2
    assert run("people", "name", person["id"], "Cleo", "--adult").exit_code == 0
    assert fields(run("findings", "--child", "Ada", "--json"))["total"] == 0
    assert run("people", "forget", person["id"]).exit_code == 0
    assert run("people", "forget", person["id"]).exit_code == 1


@needs_models
def test_steps_are_done_skipped_and_opened_again(run: Run, added: Path) -> None:
    listed = fields(run("steps", "--json"))["steps"]
    assert set(listed[0]) == {
        "id",
        "title",
        "network",
        "minutes",
        "changes",
        "leaves",
        "running_total",
        "how",
        "links",
        "state",
    }
    assert set(listed[0]["running_total"]) == {"minutes", "public_left", "share_done"}
    first = listed[0]["id"]

    def state() -> str:
        again = fields(run("steps", "--json"))["steps"]
        return str(next(one["state"] for one in again if one["id"] == first))

    assert run("steps", "done", first).exit_code == 0
    assert state() == "done"
    assert run("steps", "skip", first, "--why", "my shop needs it").exit_code == 0
    assert state() == "skipped"
    assert run("steps", "undo", first).exit_code == 0
    assert state() == "open"
    assert run("steps", "done", "no-such-step").exit_code == 1


@needs_models
def test_words_of_captions_do_not_stand_in_steps_or_people(run: Run, added: Path) -> None:
    for command in ("steps", "people", "troubles", "accounts"):
        result = run(command, "--json")
        assert CANARY not in result.stdout + result.stderr
        assert CANARY not in run(command).output


def test_a_fault_of_ours_is_one_sentence_without_anybodys_words(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Instagram, export: object) -> object:
        raise KeyError(f"caption {CANARY}")

    zipped = as_zip(tmp_path / "cleo.zip", export_files())
    monkeypatch.setattr(Instagram, "read", broken)
    result = run("add", zipped, "--mine", "--no-look")
    assert result.exit_code == 1
    assert "Something in smallprint went wrong (KeyError)." in result.stderr
    assert CANARY not in result.output
    assert "Traceback" not in result.output


@needs_models
def test_a_loose_folder_prints_counts_and_no_names(run: Run, tmp_path: Path) -> None:
    pictures = as_folder(tmp_path / "Ada swimming", {"Ada.jpg": portrait(7, 6.0), "sea.jpg": landscape(1)})
    result = run("add", pictures, "--seen-by", "shared", "--workers", 0, "--json")
    (one,) = fields(result)["exports"]
    assert one["counts"]["pictures"] == 2
    assert (one["account"], one["parts"]) == (None, [])
    assert "Ada" not in result.stdout + result.stderr
    assert "shows a child" not in result.stderr
    assert fields(run("findings", "--json"))["total"] == 0
    assert fields(run("people", "--json"))["people"] == []


def test_accounts_say_where_each_fact_stands(run: Run, tmp_path: Path) -> None:
    run("add", as_zip(tmp_path / "instagram-cleo.zip", export_files()), "--mine", "--no-look")
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert (one["private"], one["followers"], one["account"]) == (False, 2, "cleo.marrow")
    assert all(set(fact) == {"name", "value", "source", "date"} for fact in one["facts"])
    assert "1985" not in json.dumps(one)


def test_put_away_asks_before_it_deletes(run: Run, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", export_files())
    run("add", zipped, "--mine", "--no-look")
    assert run("put-away", "delete", 1).exit_code == 1
    assert zipped.exists()
    assert run("put-away", "move", 1, tmp_path / "stick").exit_code == 0
    assert (tmp_path / "stick" / "cleo.zip").exists()
    assert run("put-away", "delete", 1, "--yes").exit_code == 0
    assert not (tmp_path / "stick" / "cleo.zip").exists()


def test_a_folder_of_ones_own_pictures_is_never_deleted(run: Run, tmp_path: Path) -> None:
    pictures = as_folder(tmp_path / "camera", {"sea.jpg": landscape(1)})
    run("add", pictures, "--no-look")
    assert run("put-away", "delete", 1, "--yes").exit_code == 1
    assert (pictures / "sea.jpg").exists()


def test_forget_everything_deletes_the_home_and_leaves_the_download(run: Run, place: Path, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", export_files())
    run("add", zipped, "--mine", "--no-look")
    run("lock")
    assert run("forget", "--everything").exit_code == 1
    assert run("forget", "--everything", "--yes").exit_code == 0
    assert not place.exists()
    assert zipped.exists()


def test_one_export_can_be_forgotten(run: Run, tmp_path: Path) -> None:
    run("add", as_zip(tmp_path / "cleo.zip", export_files()), "--mine", "--no-look")
    assert run("forget", "--export", 1, "--yes").exit_code == 0
    assert fields(run("put-away", "--json"))["exports"] == []
    assert run("forget", "--export", 1, "--yes").exit_code == 1


def test_a_backup_comes_back(run: Run, place: Path, tmp_path: Path) -> None:
    run("family", "add", "school", "Oakfield School")
    assert run("backup", tmp_path / "copy.zip").exit_code == 0
    run("family", "remove", "school", "Oakfield School")
    assert run("restore", tmp_path / "copy.zip").exit_code == 0
    words = fields(run("family", "list", "--json"))["words"]
    assert words == [{"kind": "school", "text": "Oakfield School"}]


def test_look_at_opens_a_kind_for_one_export_and_never_in_a_childs(run: Run, tmp_path: Path) -> None:
    run("add", as_zip(tmp_path / "cleo.zip", export_files()), "--mine", "--no-look")
    run("add", as_zip(tmp_path / "ada.zip", export_files("ada.marrow")), "--of", "Ada", "--no-look")
    assert fields(run("look-at", "deleted", "--export", 1, "--json"))["looked_at_kinds"] == ["deleted"]
    assert run("look-at", "deleted", "--export", 2).exit_code == 1
    assert run("look-at", "deleted", "--export", 9).exit_code == 1
