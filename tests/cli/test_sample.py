"""`smallprint sample` as scripts meet it: one JSON object, answers from a file, nothing of a loose folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.jobs.conftest import PASSPHRASE
from tests.jobs.invented import as_zip, export_files

from smallprint.cli.app import smallprint
from smallprint.faces.models import folder
from smallprint.store import create_home

pytestmark = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")


def test_answers_from_a_file_become_an_estimate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("SMALLPRINT_HOME", str(tmp_path / "home"))
    create_home(tmp_path / "home", PASSPHRASE, light=True)

    def run(*args: object):
        return CliRunner().invoke(smallprint, [str(arg) for arg in args])

    assert run("add", as_zip(tmp_path / "cleo.zip", export_files()), "--mine", "--workers", 0).exit_code == 0
    first = json.loads(run("sample", "--json").stdout)
    assert first["version"] == 1
    assert first["estimate"]["answered"] == 0
    names = [one["picture"] for one in first["to_ask"]]
    assert len(names) == first["estimate"]["pictures"] == 5
    rows = "\n".join(f"{name},{'yes' if place == 0 else 'no'}" for place, name in enumerate(names))
    (tmp_path / "answers.csv").write_text(f"picture,shows_child\n{rows}\n")
    told = json.loads(run("sample", "--answers", tmp_path / "answers.csv", "--json").stdout)["estimate"]
    assert (told["answered"], told["missed"], told["low"], told["high"]) == (5, 1, 1, 1)
    words = run("sample")
    assert words.exit_code == 0
    assert "between 1 and 1" in words.output
    assert "safe" not in words.output

    for wrong in ("picture,shows_child\nabc,perhaps\n", "a,b\n1,2\n", f"picture,shows_child\n{'0' * 64},no\n"):
        (tmp_path / "wrong.csv").write_text(wrong)
        refused = run("sample", "--answers", tmp_path / "wrong.csv")
        assert refused.exit_code == 1
        assert "Traceback" not in refused.output
