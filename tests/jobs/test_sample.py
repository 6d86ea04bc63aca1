"""The guided sample asks about pictures that were said to show no child, and about no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.jobs.conftest import Add
from tests.jobs.invented import as_folder, as_zip, export_files, landscape, portrait

from smallprint.errors import UnknownName
from smallprint.faces.models import folder
from smallprint.jobs.sample import draw_sample, keep_answers, said_to_show_none
from smallprint.store import Home

pytestmark = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")


@pytest.fixture
def looked(add: Add, home: Home, tmp_path: Path) -> Home:
    """Eight posts, four of which show a child; one archived picture of nobody; a broken one."""
    files = export_files(posts=9, faces=True)
    files["media/posts/202405/8_n_18000000000000008.jpg"] = b"\xff\xd8\xff torn"
    add([as_zip(tmp_path / "cleo.zip", files)])
    return home


def test_only_pictures_that_were_seen_and_make_no_finding_are_asked_about(looked: Home) -> None:
    found = {picture.sha256 for finding in looked.findings.all() for picture in finding.pictures}
    asked = {one.sha256 for one in draw_sample(looked).to_ask}
    assert asked
    assert not asked & found
    assert (
        len(asked) == 5
    )  # four posts of nobody and the archived one; deleted and chat stay closed, torn is no answer


def test_the_same_seed_asks_the_same_and_a_larger_sample_begins_with_the_smaller(looked: Home) -> None:
    small, large = draw_sample(looked, 2).to_ask, draw_sample(looked, 4).to_ask
    assert draw_sample(looked, 2).to_ask == small
    assert {one.sha256 for one in small} < {one.sha256 for one in large}
    orders = {tuple(one.sha256 for one in draw_sample(looked, 2, seed).to_ask) for seed in range(12)}
    assert len(orders) > 1


def test_answers_are_kept_and_tell_how_many_are_still_hidden(looked: Home) -> None:
    asked = [one.sha256 for one in draw_sample(looked).to_ask]
    keep_answers(looked, {asked[0]: True, asked[1]: False})
    drawn = draw_sample(looked)
    assert [one.sha256 for one in drawn.missed] == asked[:1]
    assert len(drawn.to_ask) == 3
    told = drawn.estimate
    assert (told.pictures, told.asked, told.found) == (5, 2, 1)
    assert told.low == 1
    assert told.high == 4
    keep_answers(looked, {asked[0]: False})  # thought better of it
    assert draw_sample(looked).missed == ()


def test_an_answer_about_any_other_picture_is_refused_and_nothing_is_kept(looked: Home) -> None:
    asked = draw_sample(looked).to_ask[0].sha256
    shown = looked.findings.all()[0].pictures[0].sha256
    for strange in ("", "0" * 64, shown):
        with pytest.raises(UnknownName):
            keep_answers(looked, {asked: True, strange: False})
    assert looked.sample.answers() == {}


def test_a_dropped_picture_takes_its_answer_with_it(looked: Home) -> None:
    asked = draw_sample(looked).to_ask[0].sha256
    keep_answers(looked, {asked: True})
    looked.pictures.drop(asked)
    assert looked.sample.answers() == {}


def test_nothing_of_a_loose_folder_is_ever_drawn(add: Add, home: Home, tmp_path: Path) -> None:
    add([as_folder(tmp_path / "photos", {"a.jpg": portrait(7, 6.0), "b.jpg": landscape(1)})])
    assert said_to_show_none(home) == {}
    assert draw_sample(home).estimate.pictures == 0
