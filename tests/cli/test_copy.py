"""`smallprint copy` as a school's script and a parent at home meet it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from tests.jobs.conftest import PASSPHRASE
from tests.jobs.invented import as_zip, export_files, landscape, portrait
from tests.media.made import film

from smallprint.cli.app import smallprint
from smallprint.demo.draw import Identity, Pose, Scene, Sitter, draw, encode
from smallprint.errors import Stopped
from smallprint.faces import find_faces
from smallprint.faces.models import folder
from smallprint.jobs import make_copies as job
from smallprint.jobs.copies_folder import NOTE, write_new
from smallprint.jobs.originals import originals_at
from smallprint.jobs.progress import Progress, Standing, quiet
from smallprint.jobs.who_stays import who_stays
from smallprint.media.box import Box
from smallprint.records.family import Verdict
from smallprint.share.safe_copy import CopyWish, safe_copy
from smallprint.store import create_home, open_home

Run = Callable[..., Result]
pytestmark = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SMALLPRINT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("SMALLPRINT_HOME", str(tmp_path / "home"))
    return lambda *args: CliRunner().invoke(smallprint, [str(arg) for arg in args])


@pytest.fixture
def fair(tmp_path: Path) -> Path:
    """A school's folder: a child, nobody, a letter, a film."""
    place = tmp_path / "fair"
    place.mkdir()
    for name, content in {
        "ada-oakfield.jpg": portrait(7, 6.0),
        "bench.jpg": landscape(3),
        "letter.txt": b"Dear parents",
        "race.mp4": film(1),
    }.items():
        (place / name).write_bytes(content)
    return place


def hashes(place: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(place.iterdir())}


def answer(result: Result) -> dict[str, Any]:
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


def test_a_batch_gives_an_answer_for_every_file_and_keeps_the_promised_fields(
    run: Run, fair: Path, tmp_path: Path
) -> None:
    before = hashes(fair)
    result = run("copy", fair, "--out", tmp_path / "out", "--json")
    told = answer(result)
    assert result.exit_code == 1  # two of the four have no copy
    assert set(told) == {"version", "copies", "covered_total"}
    assert [set(one) for one in told["copies"]] == [{"source", "output", "segments", "proof", "why"}] * 4
    assert [one["proof"] for one in told["copies"]] == ["passed", "passed", "refused", "refused"]
    assert told["copies"][3]["why"] == "Videos cannot be covered yet."
    assert told["covered_total"] >= 1
    assert hashes(fair) == before
    assert sorted(hashes(tmp_path / "out")) == ["copy-0001.jpg", "copy-0002.jpg"]


def test_a_picture_with_a_child_and_one_of_nobody_are_told_of_in_the_same_words(
    run: Run, fair: Path, tmp_path: Path
) -> None:
    told = answer(run("copy", fair / "ada-oakfield.jpg", fair / "bench.jpg", "--out", tmp_path / "out", "--json"))
    child, nobody = ({k: v for k, v in one.items() if k not in ("source", "output")} for one in told["copies"])
    assert child == nobody


def test_what_a_batch_tells_does_not_change_with_who_is_in_the_pictures(run: Run, tmp_path: Path) -> None:
    """A child, a grown-up: names, order, exit code and words are the same, and so is the one number."""
    told = []
    for place, age in (("one", 6.0), ("two", 41.0)):
        (tmp_path / place).mkdir()
        (tmp_path / place / "x.jpg").write_bytes(portrait(904, age))
        result = run("copy", tmp_path / place, "--out", tmp_path / f"out-{place}", "--json")
        words = [line for line in result.stderr.splitlines() if not line.startswith("Copying")]  # how fast it went
        told.append((result.exit_code, result.stdout.replace(place, ""), words))
    assert told[0] == told[1]


def test_in_a_batch_nobody_can_ask_for_children_or_names(run: Run, fair: Path, tmp_path: Path) -> None:
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    for cover in ("children", "Ada"):
        for given in ((fair,), (fair / "ada-oakfield.jpg", fair / "bench.jpg")):
            refused = run("copy", *given, "--out", tmp_path / "out", "--cover", cover)
            assert refused.exit_code == 1
            assert "covers every face" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_covering_others_needs_a_home_and_somebody_enrolled(run: Run, fair: Path, tmp_path: Path) -> None:
    assert run("copy", fair, "--out", tmp_path / "out", "--cover", "others").exit_code == 1
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    alone = run("copy", fair, "--out", tmp_path / "out", "--cover", "others")
    assert alone.exit_code == 1
    assert "Nobody is enrolled" in alone.stderr


def test_wrong_usage_is_two(run: Run, fair: Path, tmp_path: Path) -> None:
    for args in ((), (fair, "--finding", "f1"), (fair, "--long-side", "9"), (fair, "--cover", " , ")):
        assert run("copy", *args, "--out", tmp_path / "out").exit_code == 2
    assert run("copy", fair).exit_code == 2
    assert run("copy", tmp_path / "nowhere", "--out", tmp_path / "out").exit_code == 1


def test_nothing_is_ever_overwritten(run: Run, fair: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("copy", fair / "bench.jpg", "--out", out)
    first = hashes(out)
    assert run("copy", fair / "bench.jpg", "--out", out).exit_code == 0
    assert sorted(hashes(out)) == ["copy-0001.jpg", "copy-0002.jpg"]
    assert first.items() <= hashes(out).items()
    assert not write_new(out / "copy-0001.jpg", b"something else")
    assert first.items() <= hashes(out).items()


def test_copies_written_among_the_originals_are_not_copied_again(run: Run, fair: Path) -> None:
    out = fair / "out"
    run("copy", fair / "bench.jpg", "--out", out)
    assert [one.path for one in originals_at([fair], out)] == sorted(fair.glob("*.*"))


def test_a_stopped_batch_goes_on_and_gives_what_an_undisturbed_one_gives(fair: Path, tmp_path: Path) -> None:
    wish, calm, out = CopyWish(320), tmp_path / "calm", tmp_path / "out"
    whole = job.make_copies(originals_at([fair], calm), calm, wish, quiet())

    def press(standing: Standing) -> None:
        if standing.done == 1:
            stopping.stop()

    stopping = Progress(press)
    with pytest.raises(Stopped):
        job.make_copies(originals_at([fair], out), out, wish, stopping)
    assert sorted(hashes(out)) == [NOTE, "copy-0001.jpg"]
    kept = (out / "copy-0001.jpg").stat().st_mtime_ns
    again = job.make_copies(originals_at([fair], out), out, wish, quiet())
    assert hashes(out) == hashes(calm)
    assert again.covered == whole.covered
    assert (out / "copy-0001.jpg").stat().st_mtime_ns == kept


def test_the_note_of_an_unfinished_batch_names_no_file(fair: Path, tmp_path: Path) -> None:
    stopping, out = Progress(), tmp_path / "out"
    stopping.stop()
    with pytest.raises(Stopped):
        job.begin(out, originals_at([fair], out), "all")
        job.make_copies(originals_at([fair], out), out, CopyWish(), stopping)
    assert "ada" not in (out / NOTE).read_text(encoding="utf-8")


@pytest.mark.slow
def test_others_are_covered_and_the_enrolled_child_stays(run: Run, tmp_path: Path) -> None:
    """The real way: an export is added, the child is named, then copies are made of a loose file and of a finding."""
    ada = Sitter(Identity.from_seed(7), 6.0, Pose(4, 2, 1), size=0.4, place=(0.3, 0.45))
    gale = Sitter(Identity.from_seed(904), 41, size=0.4, place=(0.7, 0.45))
    both = draw(Scene("school", seed=6, sitters=(ada, gale), size=(1000, 750)))
    create_home(tmp_path / "home", PASSPHRASE, light=True)
    assert run("add", as_zip(tmp_path / "cleo.zip", export_files(faces=True, posts=8)), "--mine").exit_code == 0
    with open_home(tmp_path / "home", passphrase=PASSPHRASE) as home:
        person = max(home.people.all(), key=lambda one: one.faces)
        home.people.name(person.id, "Ada", Verdict.CHILD)
        finding = home.findings.all()[0].id
        with Box() as decoder:
            stays = safe_copy(encode(both), decoder, CopyWish(), who_stays(home, "others", quiet()))
            chosen = safe_copy(encode(both), decoder, CopyWish(), who_stays(home, "Ada", quiet()))
            everybody = safe_copy(encode(both), decoder, CopyWish())
    assert stays.content is not None, stays.why
    assert chosen.covered == everybody.covered  # the stranger cannot be told, so both are covered
    assert stays.covered == everybody.covered - 1
    visible = find_faces(np.asarray(Image.open(io.BytesIO(stays.content))))
    assert [face.box.left < 0.3 < face.box.right for face in visible] == [True]
    told = answer(run("copy", "--finding", finding, "--out", tmp_path / "out", "--cover", "children", "--json"))
    assert told["copies"][0]["proof"] == "passed"
    assert told["covered_total"] >= 1
    assert run("copy", "--finding", "f-none", "--out", tmp_path / "out").exit_code == 1
    assert run("copy", "--finding", finding, "--out", tmp_path / "out", "--cover", "Nobody").exit_code == 1
