"""Words in pictures that show a child become clues; nothing else is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.jobs.conftest import MINE, TODAY, Add
from tests.jobs.invented import as_folder, as_zip, export_files, landscape

from smallprint.demo.draw import Clothing, Identity, Scene, Sitter, draw, encode
from smallprint.errors import Stopped
from smallprint.faces.models import folder
from smallprint.faces.text import TEXT_MODELS
from smallprint.jobs import read_text as job
from smallprint.jobs.add import Wish, add_all
from smallprint.jobs.family_words import add_word
from smallprint.jobs.given import look_over
from smallprint.jobs.house_rules import seen_by
from smallprint.jobs.progress import Progress, quiet
from smallprint.records.family import WordKind
from smallprint.records.findings import ClueKind
from smallprint.scan.engine import LocalEngine
from smallprint.store import Home

pytestmark = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")

AT = "media/posts/202405/{n}_n_1800000000000{n:04}.jpg"


@cache
def child(jumper: str = "", banner: str | None = None) -> bytes:
    clothing = Clothing((38, 52, 110), jumper)
    sitter = Sitter(Identity.from_seed(7), 7.0, clothing=clothing, size=0.34, place=(0.5, 0.36))
    scene = Scene("party" if banner else "garden", seed=3, sitters=(sitter,), text=banner, size=(900, 900))
    return encode(draw(scene))


def three_posts() -> dict[str, bytes]:
    """A child in a school jumper, a child under a banner, and a picture of nobody."""
    files = export_files(posts=3)
    files[AT.format(n=0)] = child("OAKFIELD SCHOOL")
    files[AT.format(n=1)] = child(banner="ADA 7")
    files[AT.format(n=2)] = landscape(2)
    return files


def clues(home: Home) -> set[tuple[ClueKind, str]]:
    return {(clue.kind, clue.where) for finding in home.findings.all() for clue in finding.clues}


def test_the_school_on_a_jumper_and_the_name_on_a_banner_become_clues(add: Add, home: Home, tmp_path: Path) -> None:
    add_word(home, WordKind.SCHOOL, "Oakfield School")
    add_word(home, WordKind.NAME, "Ada")
    add([as_zip(tmp_path / "cleo.zip", three_posts())])
    assert {
        (ClueKind.TEXT_IN_PICTURE, "picture"),
        (ClueKind.SCHOOL, "picture"),
        (ClueKind.NAME, "picture"),
    } <= clues(home)


def test_only_pictures_that_show_a_child_are_read_and_each_once(
    add: Add, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add([as_zip(tmp_path / "cleo.zip", three_posts())])
    hashes = {picture.sha256 for finding in home.findings.all() for picture in finding.pictures}
    assert len(hashes) == 2
    assert home.pictures.count_not_read(TEXT_MODELS) == 0
    assert home.pictures.count_not_read("another reader") == 2
    monkeypatch.setattr(job, "read_text", None)  # nothing is left for it
    assert job.read_text_in_findings(home, LocalEngine(workers=0), quiet()) == 0


def test_text_is_left_alone_when_the_person_says_so(home: Home, tmp_path: Path) -> None:
    given = tuple(look_over([as_zip(tmp_path / "cleo.zip", three_posts())]))
    whose = {one.digest: MINE for one in given}
    add_all(home, Wish(given, whose, seen_by(None), TODAY, text=False, workers=0), quiet())
    assert home.pictures.count_not_read(TEXT_MODELS) == 2
    assert not {kind for kind, where in clues(home) if where == "picture"} - {ClueKind.FACE}


def test_a_stopped_reading_goes_on_where_it_was(home: Home, tmp_path: Path) -> None:
    given = tuple(look_over([as_zip(tmp_path / "cleo.zip", three_posts())]))
    whose = {one.digest: MINE for one in given}
    add_all(home, Wish(given, whose, seen_by(None), TODAY, text=False, workers=0), quiet())
    progress = Progress(lambda standing: progress.stop() if standing.stage == "text" else None)
    with pytest.raises(Stopped):
        job.read_text_in_findings(home, LocalEngine(workers=0), progress)
    job.read_text_in_findings(home, LocalEngine(workers=0), quiet())
    assert home.pictures.count_not_read(TEXT_MODELS) == 0


def test_a_picture_that_is_gone_meanwhile_is_a_trouble_and_not_asked_for_again(home: Home, tmp_path: Path) -> None:
    root = as_folder(tmp_path / "cleo", three_posts())
    given = tuple(look_over([root]))
    whose = {one.digest: MINE for one in given}
    add_all(home, Wish(given, whose, seen_by(None), TODAY, text=False, workers=0), quiet())
    (root / AT.format(n=0)).write_bytes(b"\xff\xd8\xff torn")
    job.read_text_in_findings(home, LocalEngine(workers=0), quiet())
    assert home.pictures.count_not_read(TEXT_MODELS) == 0
    assert home.troubles.unreadable_files(home.exports.all()[0].id) == 1


def test_nothing_of_a_loose_folder_is_read(add: Add, home: Home, tmp_path: Path) -> None:
    add([as_folder(tmp_path / "photos", {"a.jpg": child("OAKFIELD SCHOOL"), "b.jpg": landscape(1)})])
    assert home.pictures.count_not_read(TEXT_MODELS) == 0
