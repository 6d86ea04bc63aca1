"""The quality bench: its figures agree with what can be counted by hand, and totals are all that comes out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from smallprint.bench.labels import LABELS, Label, drawn_people, labelled_folder
from smallprint.bench.measures import area_under_roc, b_cubed, likeness_of_pairs, share_reaching, threshold_at
from smallprint.bench.quality import Run, Seen, main, matches, report
from smallprint.errors import NotAnExport, Refused, UnreadablePath
from smallprint.faces.models import folder
from smallprint.records.seen import Box, Face

needs_models = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")
numbers = some.lists(some.floats(0, 1), min_size=1, max_size=40).map(np.array)


def find(box, young=0.9, descriptor=None):
    return Face(Box(*box), 0.9, 90.0, 2, True, young, descriptor)


@given(numbers, numbers)
def test_the_area_under_the_curve_counts_pairs_and_ties_half(these, others):
    by_hand = np.mean([(one > other) + 0.5 * (one == other) for one in these for other in others])
    assert area_under_roc(these, others) == pytest.approx(by_hand)


@given(numbers, some.sampled_from([0.01, 0.05, 0.1, 0.3]))
def test_a_threshold_lets_no_more_of_the_others_through_than_it_says(others, share):
    at = threshold_at(others, share)
    if at is None:
        assert len(others) * share < 1
    else:
        assert share_reaching(others, at) <= share


def test_b_cubed_agrees_with_the_sum_by_hand():
    true, grouped = list("AAABB"), [1, 1, 2, 2, 2]
    precision = (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5
    recall = (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5
    assert b_cubed(true, grouped, [True] * 5) == pytest.approx(
        (precision, recall, 2 * precision * recall / (precision + recall))
    )
    assert b_cubed(true, true, [False, True, True, True, True]) == (1, 1, 1)
    assert b_cubed(true, grouped, [False] * 5) is None


def test_pairs_are_of_one_person_or_of_two():
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    same, different = likeness_of_pairs(vectors, ["Ada", "Ben", "Ada"])
    assert same == pytest.approx([0.6])
    assert sorted(different) == pytest.approx([0.0, 0.8])


def test_each_find_stands_for_one_true_face_the_best_one():
    faces = [find((0.0, 0.0, 0.2, 0.2)), find((0.02, 0.0, 0.22, 0.2))]
    boxes = [(0.02, 0.0, 0.22, 0.2), (0.0, 0.0, 0.2, 0.2), (0.7, 0.7, 0.8, 0.8)]
    assert matches(boxes, faces) == [faces[1], faces[0], None]


def test_a_face_that_was_not_found_is_a_child_that_was_missed():
    def seen(age, young):
        face = None if young is None else find((0, 0, 1, 1), young)
        return Seen(Label((0, 0, 1, 1), "", age), face, 1)

    people = [seen(5, 0.9), seen(5, None), seen(12, 0.8), *(seen(40, 0.01 * at) for at in range(20))]
    told = report(Run(1, 0, 22, 0, tuple(people)))
    assert told["detection"]["recall_children"] == pytest.approx(2 / 3)
    assert told["under_18"]["recall_at_adults_flagged"]["0.05"]["all"] == pytest.approx(2 / 3)
    assert told["under_18"]["counted_as_child_by_age"]["3-7"] == {"faces": 2, "share": 0.5}


def test_a_model_that_calls_all_babies_one_is_refused():
    alike = np.eye(1, 1024, dtype=np.float32)[0]
    babies = tuple(Seen(Label((0, 0, 1, 1), f"b{at}", 1.0), find((0, 0, 1, 1), 0.99, alike), at) for at in range(5))
    assert report(Run(5, 0, 5, 0, babies))["different_children_called_one"]["passes"] is False


@needs_models
def test_a_labelled_folder_gives_totals_and_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = next(iter(drawn_people()))
    (tmp_path / "secret-ada.jpg").write_bytes(picture.read())
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff")
    box = " ".join(str(edge) for edge in picture.labels[0].box)
    rows = f"secret-ada.jpg,{box},Zanzibarque,0.7\ntorn.jpg,1 1 9 9,Zanzibarque,3\n"
    rows += "".join(f"absent{at}.jpg,,,\n" for at in range(18))
    (tmp_path / LABELS).write_text(f"path,box,identity,age\n{rows}")
    assert main([str(tmp_path), "--json"]) == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert (told["pictures"], told["unread"], told["detection"]["faces"]) == (20, 19, 2)
    assert told["detection"]["recall"] == 0.5
    assert not any(word in out for word in ("secret", "torn", "absent", "Zanzibarque", str(tmp_path)))
    assert main([str(tmp_path)]) == 0
    assert "recall" in capsys.readouterr().out


@pytest.mark.parametrize("row", ["a.jpg,1 2 3,x,4", "a.jpg,9 9 1 1,x,4", "a.jpg,1 1 2 2,x,old"])
def test_a_wrong_row_is_named_by_its_number(tmp_path: Path, row: str) -> None:
    (tmp_path / LABELS).write_text(f"path,box,identity,age\n{row}\n")
    with pytest.raises(UnreadablePath, match="Row 2"):
        labelled_folder(tmp_path)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnExport):
        labelled_folder(tmp_path)
    assert main([str(tmp_path)]) == 1


def test_the_totals_of_a_few_pictures_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"{at}.jpg,1 1 9 9,,5\n" for at in range(19))
    (tmp_path / LABELS).write_text(f"path,box,identity,age\n{rows}")
    with pytest.raises(Refused, match="19 pictures"):
        labelled_folder(tmp_path)
