"""Looks, faces and people: numbers stay, and so does what a person said."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import sqlalchemy as sa
from tests.store.invented import MODELS, face, keep, look, look_at_all, post, sha, vector

from smallprint.errors import Refused, UnknownName
from smallprint.records.family import Verdict
from smallprint.store import Home, open_home
from smallprint.store import people as people_module
from smallprint.store.cache import descriptors


def two_faces(home: Home) -> list[int]:
    keep(home, post(1, "a.jpg"))
    look_at_all(home, face(0.1, 1), face(0.6, 2))
    return [one.id for one in home.pictures.faces(sha("a.jpg"))]


def many_people(home: Home, count: int) -> list[str]:
    keep(home, post(1, "crowd.jpg"))
    look_at_all(home, *(face(number / (count + 2), number) for number in range(count)))
    return [home.people.add([one.id]) for one in home.pictures.faces(sha("crowd.jpg"))]


def test_a_look_comes_back_as_it_was_given(home: Home) -> None:
    two_faces(home)
    given = look(0, sha("a.jpg"), face(0.1, None), face(0.6, None), thumbnail=b"")
    assert home.pictures.look(sha("a.jpg")) == given
    assert home.pictures.thumbnail(sha("a.jpg")) == look(0, sha("a.jpg")).thumbnail


def test_descriptors_kept_as_half_floats_compare_as_before(home: Home) -> None:
    ids = two_faces(home)
    there, rows = home.pictures.descriptors([*ids, 999])
    assert there == ids
    assert rows.shape == (2, 1024)
    assert abs(float(rows[0] @ rows[1]) - float(vector(1) @ vector(2))) < 0.001
    assert np.allclose(rows[0], vector(1), atol=1e-3)


def test_a_new_model_set_keeps_the_numbers_and_people_of_faces_that_lie_where_they_lay(home: Home) -> None:
    left, right = two_faces(home)
    ada = home.people.add([left])
    newer = face(0.62, 22), face(0.11, 11), face(0.35, 33)
    look_at_all(home, *newer, models="newer")
    faces = home.pictures.faces(sha("a.jpg"))
    by_left = {round(one.face.box.left, 2): one for one in faces}
    assert (by_left[0.11].id, by_left[0.11].person) == (left, ada)
    assert (by_left[0.62].id, by_left[0.62].person) == (right, None)
    assert by_left[0.35].id not in (left, right)
    _, rows = home.pictures.descriptors([left])
    assert np.allclose(rows[0], vector(11), atol=1e-3)


def test_a_face_that_is_no_longer_found_goes_and_its_number_is_not_given_again(home: Home) -> None:
    left, right = two_faces(home)
    look_at_all(home, face(0.1, 1), models="newer")
    look_at_all(home, face(0.1, 1), face(0.6, 2), models="newest")
    numbers = [one.id for one in home.pictures.faces(sha("a.jpg"))]
    assert left in numbers
    assert right not in numbers


def test_one_video_face_is_not_mistaken_for_another_of_a_later_second(home: Home) -> None:
    keep(home, post(1, "a.mp4"))
    look_at_all(home, face(0.1, 1, at=1.0), face(0.1, 2, at=9.0))
    early, late = (one.id for one in home.pictures.faces(sha("a.mp4")))
    look_at_all(home, face(0.1, 2, at=9.0), face(0.1, 1, at=1.0), models="newer")
    assert {one.id: one.face.at for one in home.pictures.faces(sha("a.mp4"))} == {early: 1.0, late: 9.0}


def test_naming_enrols_and_a_verdict_alone_does_not(home: Home) -> None:
    left, right = two_faces(home)
    ada, stranger = home.people.add([left]), home.people.add([right])
    home.people.name(ada, " Ada  ", Verdict.CHILD, date(2019, 3, 1))
    home.people.verdict(stranger, Verdict.ADULT)
    first, second = home.people.all()
    assert (first.id, first.name, first.enrolled, first.born, first.faces) == (ada, "Ada", True, date(2019, 3, 1), 1)
    assert (second.verdict, second.said, second.enrolled) == (Verdict.ADULT, True, False)


def test_a_guess_never_changes_what_a_human_said(home: Home) -> None:
    left, _ = two_faces(home)
    someone = home.people.add([left], Verdict.ADULT)
    home.people.verdict(someone, Verdict.CHILD)
    home.people.guess(someone, Verdict.ADULT)
    assert home.people.get(someone).verdict is Verdict.CHILD


def test_a_thirteenth_child_is_refused_and_an_adult_is_not(home: Home) -> None:
    people = many_people(home, 14)
    for number, person in enumerate(people[:12]):
        home.people.name(person, f"Child {number}", Verdict.UNSURE if number % 2 else Verdict.CHILD)
    with pytest.raises(Refused):
        home.people.name(people[12], "One more", Verdict.CHILD)
    home.people.name(people[12], "Edith", Verdict.ADULT)
    with pytest.raises(Refused):
        home.people.verdict(people[12], Verdict.CHILD)
    home.people.name(people[0], "Renamed", Verdict.CHILD)
    home.people.forget(people[1])
    home.people.name(people[13], "One more", Verdict.CHILD)


def test_a_twenty_fifth_adult_is_refused(home: Home) -> None:
    people = many_people(home, 25)
    for number, person in enumerate(people[:24]):
        home.people.name(person, f"Adult {number}", Verdict.ADULT)
    with pytest.raises(Refused):
        home.people.name(people[24], "One more", Verdict.ADULT)


def test_the_named_one_survives_a_merge_else_the_older_and_old_ids_lead_to_it(home: Home) -> None:
    one, two, three = many_people(home, 3)
    assert home.people.same(two, one) == one
    home.people.name(three, "Ada", Verdict.CHILD)
    assert home.people.same(one, three) == three
    assert home.people.get(two).name == "Ada"
    assert [(person.id, person.faces) for person in home.people.all()] == [(three, 3)]


def test_every_answer_can_be_taken_back_in_turn(home: Home) -> None:
    one, two, three = many_people(home, 3)
    before = home.people.all()
    home.people.name(one, "Ada", Verdict.CHILD, date(2019, 3, 1))
    home.people.not_same(one, three)
    home.people.same(one, two)
    home.people.same(one, three)
    home.people.hide(one)
    home.people.split([home.pictures.faces_of(one)[0].id])
    home.people.not_a_face(one)
    said = ["not_a_face", "split", "hide", "same", "same", "not_same", "name", None]
    assert [home.people.undo() for _ in said] == said
    assert home.people.all() == before
    assert home.people.kept_apart() == frozenset()
    assert home.people.undo() is None


def test_faces_taken_out_are_kept_apart_from_then_on(home: Home) -> None:
    left, right = two_faces(home)
    both = home.people.add([left, right])
    other = home.people.split([right])
    assert home.people.kept_apart() == {(both, other)}
    assert [one.person for one in home.pictures.faces(sha("a.jpg"))] == [both, other]
    with pytest.raises(Refused):
        home.people.not_same(both, both)


def test_a_forgotten_person_leaves_unnamed_boxes_without_descriptors(home: Home) -> None:
    left, right = two_faces(home)
    ada = home.people.add([left])
    home.people.name(ada, "Ada", Verdict.CHILD, date(2019, 3, 1))
    home.people.forget(ada)
    assert [one.person for one in home.pictures.faces(sha("a.jpg"))] == [None, None]
    assert home.pictures.descriptors([left, right])[0] == [right]
    with pytest.raises(UnknownName):
        home.people.get(ada)
    assert home.people.undo() is None
    assert home.people.add([left]) != ada


def test_closing_the_review_drops_descriptors_of_everybody_not_enrolled_for_good(home: Home) -> None:
    left, right = two_faces(home)
    ada, gale = home.people.add([left]), home.people.add([right])
    home.people.name(ada, "Ada", Verdict.CHILD)
    home.people.verdict(gale, Verdict.ADULT)
    assert home.people.close_review() == 1
    assert home.pictures.descriptors([left, right])[0] == [left]
    look_at_all(home, face(0.1, 1), face(0.6, 2), models="newer")
    assert home.pictures.descriptors([left, right])[0] == [left]
    assert home.people.get(gale).verdict is Verdict.ADULT


def test_descriptors_that_a_crash_left_behind_go_when_the_home_opens_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_faces(home)
    monkeypatch.setattr(people_module, "sweep_cache", _crash)
    with pytest.raises(KeyboardInterrupt):
        home.people.close_review()
    assert rows_of_descriptors(home) == 2
    with open_home(home.path, raw_key=home.raw_key) as again:
        assert rows_of_descriptors(again) == 0


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


def rows_of_descriptors(home: Home) -> int:
    with home._cache.read() as connection:
        return len(connection.execute(sa.select(descriptors)).all())


def test_ungrouped_faces_are_those_with_a_descriptor_and_no_person(home: Home) -> None:
    keep(home, post(1, "a.jpg"))
    look_at_all(home, face(0.1, 1), face(0.4, None), face(0.7, 3))
    first, _, third = home.pictures.faces(sha("a.jpg"))
    assert [one.id for one in home.pictures.faces_ungrouped()] == [first.id, third.id]
    ada = home.people.add([first.id])
    home.people.assign([(third.id, ada)])
    assert home.pictures.faces_ungrouped() == []
    assert [one.id for one in home.pictures.faces_grouped()] == [first.id, third.id]


def test_a_file_that_changed_after_its_fingerprint_carries_the_hash_of_what_was_seen(home: Home) -> None:
    keep(home, post(1, "a.jpg"))
    [one] = home.pictures.not_looked_at(MODELS, 1)
    home.pictures.keep_looks(MODELS, [look(one.file_id, sha("replaced"), face())])
    assert home.pictures.count_not_looked_at(MODELS) == 0
    assert home.pictures.look(sha("replaced")) is not None


def test_an_unknown_person_is_named_as_such(home: Home) -> None:
    for name in ("p1", "p99999999999999999999", "ada", "p", "p-1", "p²", ""):
        with pytest.raises(UnknownName):
            home.people.get(name)
