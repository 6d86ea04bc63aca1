from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from tests.exposure.invented import A_PLACE, ADA, MARROWS, face, seen

from smallprint.exposure.clues import clues_of
from smallprint.exposure.folding import fold, one_edit_apart
from smallprint.exposure.words import KnownWords
from smallprint.records.family import Family, FamilyWord, Person, Verdict, WordKind
from smallprint.records.findings import ClueKind
from smallprint.records.items import Point
from smallprint.records.seen import Details

MORE = Family(
    words=(
        FamilyWord(WordKind.NAME, "Zoë"),
        FamilyWord(WordKind.NAME, "Jürgen"),
        FamilyWord(WordKind.NAME, "May"),
        FamilyWord(WordKind.NAME, "지우"),
        FamilyWord(WordKind.NAME, "さくら"),
        FamilyWord(WordKind.NAME, "נועה"),
        FamilyWord(WordKind.SCHOOL, "St Mary's C of E Primary School"),
        FamilyWord(WordKind.STREET, "Lärchenstraße 4"),
    )
)


def kinds(words: str, family: Family = MARROWS) -> set[str]:
    return {clue.kind.value for clue in clues_of(seen(words), family)}


@pytest.mark.parametrize(
    "words",
    ["Ada!", "ADA", "ada's first day", "Ada’s cake", "the adas", "#Ada", "#AdaMarrow", "#adamarrow", "@ada.marrow09",
     "Ada7", "A\u200bda", "𝓐𝓭𝓪", "#happybirthdayada", "l'Ada", "ada_2019"],
)  # fmt: skip
def test_a_name_is_met_however_it_is_written(words: str) -> None:
    assert "name" in kinds(words)


@pytest.mark.parametrize(
    "words",
    [
        "Canada",
        "Adam",
        "#canada",
        "Nevada armada",
        "benefits",
        "a bent spoon",
        "Benten",
        "",
        "🎉",
        "Adamant",
        "#bento",
    ],
)
def test_a_name_inside_another_word_is_no_name(words: str) -> None:
    assert kinds(words) == set()


@pytest.mark.parametrize("words", ["Marrow", "the Marrows", "Marow family", "Marorw", "#marrowfamily", "MARROWS'"])
def test_a_surname_is_met_with_a_slip(words: str) -> None:
    assert "surname" in kinds(words)


@pytest.mark.parametrize("words", ["narrow", "barrow", "morrow", "arrow", "sorrow", "harrow school"])
def test_words_that_look_like_the_surname_are_left_alone(words: str) -> None:
    assert kinds(words) == set()


@pytest.mark.parametrize(
    "words",
    ["Oakfield Primary School", "oakfield sports day at school", "#oakfieldprimary", "#OakfieldPrimary",
     "First day at Oakfield", "her Oakfeild class", "OAKFIELD ACADEMY", "@oakfield_school"],
)  # fmt: skip
def test_the_school_is_met_by_its_telling_word(words: str) -> None:
    assert "school" in kinds(words)


@pytest.mark.parametrize("words", ["first day at school", "primary school", "Harling Primary School", "an oakfield"])
def test_not_every_school_is_the_school(words: str) -> None:
    assert "school" not in kinds(words)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Larch Lane in the snow", "street"), ("12 larch ln", "street"), ("#larchlane", "street"),
     ("44 Larch Lane", "street"),
     ("lovely day in West Harling", "area"), ("#westharling", "area"), ("swimming gala at Harling", "club"),
     ("Harling Swimming Club", "club")],
)  # fmt: skip
def test_street_area_and_club_are_met(words: str, kind: str) -> None:
    assert kind in kinds(words)


def test_neither_a_lane_nor_a_harling_alone_is_ours() -> None:
    assert kinds("down the lane") == set()
    assert "street" not in kinds("a larch tree")


@pytest.mark.parametrize(
    "words",
    ["12/5", "12.5.", "5/12", "12 May", "12th of May", "May 12th, 2019", "12 de mayo", "12. Mai", "2019-05-12",
     "12-05-2019", "5月12日", "born 12/05/19", "12 mai 2019", "her birthday is 12/05/2024"],
)  # fmt: skip
def test_a_birthday_is_met_in_many_forms(words: str) -> None:
    assert "birthday" in kinds(words)


@pytest.mark.parametrize("words", ["12/05/2024", "13 May", "May 2019", "112/5", "12/5/6/7", "May 12 pm", "5 of 12"])
def test_other_dates_are_no_birthday(words: str) -> None:
    assert "birthday" not in kinds(words)


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [("Ada turns 7 today", 12, True), ("7th birthday party", 14, True), ("Happy birthday!", 12, True),
     ("7th birthday", 30, False), ("happy 40th birthday Dan", 12, False), ("a walk", 12, False)],
)  # fmt: skip
def test_a_party_gives_the_birthday_away_when_posted_near_it(words: str, day: int, expected: bool) -> None:
    met = clues_of(seen(words, when=datetime(2026, 5, day, 9, tzinfo=UTC)), MARROWS)
    assert (ClueKind.BIRTHDAY in {clue.kind for clue in met}) is expected


def test_a_birthday_on_a_leap_day_and_a_broken_one_are_taken_calmly() -> None:
    leap = Family((FamilyWord(WordKind.BIRTHDAY, "2020-02-29"), FamilyWord(WordKind.BIRTHDAY, "soon")))
    assert ClueKind.BIRTHDAY in {
        clue.kind for clue in clues_of(seen("turns 1 today", when=datetime(2021, 2, 28, tzinfo=UTC)), leap)
    }
    clues_of(seen("birthday", when=datetime(9999, 12, 31, tzinfo=UTC)), leap)
    clues_of(seen("birthday", when=datetime(1, 1, 1, tzinfo=UTC)), leap)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Zoe", "name"), ("Juergen", "name"), ("jurgen", "name"), ("May is six", "name"), ("지우가 왔어", "name"),
     ("今日はさくらちゃん", "name"), ("ונועה", "name"), ("Saint Mary’s School", "school"),
     ("St. Marys class 2", "school"),
     ("Lärchenstr. 4", "street"), ("LARCHENSTRASSE", "street")],
)  # fmt: skip
def test_other_spellings_and_scripts_are_met(words: str, kind: str) -> None:
    assert kind in kinds(words, MORE)


@pytest.mark.parametrize("words", ["may be", "May 2020", "12 May", "maybe", "St Peter's School", "dismay"])
def test_a_name_that_is_also_a_word_needs_its_capital(words: str) -> None:
    assert kinds(words, MORE) == set()


def test_clues_say_where_they_were_met() -> None:
    item = seen(
        "a day out", face(), places=("Oakfield Primary School",), point=A_PLACE, people=("dan.marrow",),
        albums=("Ada Summer",), text=("OAKFIELD",), member="AdaAtSchool.jpg",
        details=Details(point=A_PLACE, names=("Ada",), words=("West Harling",), places=("Norwich",)),
    )  # fmt: skip
    met = {(clue.kind.value, clue.where) for clue in clues_of(item, MARROWS)}
    assert met == {
        ("face", "picture"), ("school", "place"), ("place_tag", "place"), ("exact_place", "place"),
        ("surname", "tag"), ("people_tag", "tag"), ("name", "album"), ("school", "picture"),
        ("text_in_picture", "picture"), ("name", "file name"), ("file_name", "file name"), ("exact_place", "file"),
        ("name", "file"), ("area", "file"), ("place_tag", "file"),
    }  # fmt: skip


def test_the_network_s_own_folders_are_no_clue_and_the_family_s_are() -> None:
    path = "instagram-cleomarrow-2026/Ada in West Harling/1.jpg"
    assert clues_of(seen(member=path), MARROWS) == ()
    assert {clue.kind.value for clue in clues_of(seen(member=path, network="photo_folder"), MARROWS)} >= {
        "name",
        "area",
    }


def test_a_phone_s_zero_point_is_no_place() -> None:
    assert clues_of(seen(point=Point(0.0, 0.0)), MARROWS) == ()


def test_names_of_children_among_the_people_are_looked_for_and_of_adults_are_not() -> None:
    people = (ADA, Person("p9", "Cleo Marrow", Verdict.ADULT, True, None, 1, 1))
    assert kinds("Ada and Cleo", Family((), people)) == {"name"}
    two = (*people, Person("p8", "Ben Marrow", Verdict.CHILD, True, None, 1, 1))
    assert kinds("the Marrows", Family((), two)) == {"surname"}


@pytest.mark.parametrize("text", ["#", "@", "''", "#" * 5000, "a'" * 3000, "ada" * 20000, "\ud800", "12/" * 2000])
def test_odd_texts_neither_fail_nor_take_long(text: str) -> None:
    started = time.perf_counter()
    clues_of(seen(text, albums=(text,)), MARROWS)
    assert time.perf_counter() - started < 2


def test_one_edit_is_one_edit() -> None:
    assert one_edit_apart("oakfield", "oakfeild")
    assert one_edit_apart("oakfield", "oakfild")
    assert not one_edit_apart("oakfield", "oakfield")
    assert not one_edit_apart("oakfield", "aokfeild")
    assert fold("ÉÀ ß Ø ı") == "ea ss o i"


@pytest.mark.slow
def test_a_hundred_thousand_items_take_less_than_twenty_seconds() -> None:
    known = KnownWords(MARROWS)
    words = [
        "First day at Oakfield for Ada, so proud of you",
        "lovely walk in the woods #canada #adamarrow",
        "🎉",
        "",
    ]
    started = time.perf_counter()
    for number in range(100_000):
        clues_of(seen(f"{words[number % 4]} {number}", member=f"media/{number}_n.jpg"), known)
    assert time.perf_counter() - started < 20
