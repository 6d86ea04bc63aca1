from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exposure.invented import (
    A_FRIEND,
    A_PLACE,
    A_STATUE,
    ACCOUNT,
    ADA,
    BEN,
    CLEO,
    MARROWS,
    THEN,
    face,
    finding,
    seen,
)

from smallprint.exposure.accounts import account_state
from smallprint.exposure.rank import POINTS, TRIANGLE, WHERE, WHO, finding_id, identifies, other_families, rank
from smallprint.exposure.reach import WEIGHTS, reach, weight_of
from smallprint.records.findings import Clue, ClueKind
from smallprint.records.items import AccountFact, Audience, Kind
from smallprint.records.seen_items import SeenItem

WIDE_TO_NARROW = [
    Audience.PUBLIC, Audience.UNKNOWN, Audience.FOLLOWERS, Audience.FRIENDS, Audience.CUSTOM, Audience.CLOSE_FRIENDS,
    Audience.ONLY_ME,
]  # fmt: skip


def score(item: SeenItem) -> int:
    found = rank(item, MARROWS, ACCOUNT)
    assert found is not None
    return found.score


def test_a_face_of_unknown_age_counts_as_a_child() -> None:
    assert rank(seen("", face(None)), MARROWS, ACCOUNT) is not None


@pytest.mark.parametrize(
    "item",
    [
        seen("Ada at Oakfield school"),
        seen("Ada", face(CLEO)),
        seen("Ada", face(A_STATUE)),
        seen("Ada", face(None, perhaps=True)),
        seen("Ada", face(None, perhaps=True), face(None, perhaps=True), face(CLEO)),
        seen("Ada", face(ADA), looked=False),
    ],
)
def test_nothing_that_shows_no_child_is_a_finding(item: SeenItem) -> None:
    assert rank(item, MARROWS, ACCOUNT) is None


def test_a_weak_find_that_a_person_named_is_a_finding() -> None:
    assert rank(seen("", face(ADA, perhaps=True)), MARROWS, ACCOUNT) is not None


def test_a_finding_names_its_children_and_counts_the_others() -> None:
    found = rank(seen("", face(ADA), face(BEN), face(ADA), face(A_FRIEND), face(None), face(CLEO)), MARROWS, ACCOUNT)
    assert found is not None
    assert (found.children, found.unnamed_faces) == (("Ada", "Ben"), 2)
    assert len(found.pictures) == 1


def test_only_what_a_person_said_makes_another_family_s_child() -> None:
    assert other_families(seen("", face(ADA), face(A_FRIEND)))
    assert not other_families(seen("", face(ADA), face(None)))


def test_every_point_has_its_reason_and_no_reason_gives_a_value_away() -> None:
    found = rank(seen("Ada Marrow at Oakfield school, 12/5", face(), point=A_PLACE), MARROWS, ACCOUNT)
    assert found is not None
    assert found.score == sum(reason.points for reason in found.reasons)
    told = " ".join(reason.words for reason in found.reasons).lower()
    assert not re.search(r"\b(ada|marrow|oakfield|52\.|12/5)\b", told)


def test_face_name_and_place_in_one_post_lead_all_that_lack_one() -> None:
    least = seen("Ada", face(), places=("West Harling",))
    most_without_a_name = seen(
        "Oakfield school, swimming at Harling, Larch Lane, 12/5", face(pixels=200), face(BEN), face(None), face(None),
        point=A_PLACE, places=("West Harling",), people=("gale",), text=("OAKFIELD SCHOOL",),
        member="oakfield_school.jpg",
    )  # fmt: skip
    assert score(least) > score(most_without_a_name)


def test_a_post_for_close_friends_ranks_below_the_same_post_for_everybody() -> None:
    assert score(seen("Ada", face(), audience=Audience.CLOSE_FRIENDS)) < score(seen("Ada", face()))


def test_a_link_ranks_as_public_and_unknown_just_under_it() -> None:
    public, link, unknown, followers = (
        score(seen("Ada", face(), audience=audience))
        for audience in (Audience.PUBLIC, Audience.LINK, Audience.UNKNOWN, Audience.FOLLOWERS)
    )
    assert public == link > unknown > followers


def test_an_expired_story_ranks_as_for_followers_and_a_fresh_one_as_unknown() -> None:
    def story(when: datetime | None) -> SeenItem:
        return seen("", face(), kind=Kind.STORY, audience=Audience.UNKNOWN, when=when)

    followers = score(seen("", face(), audience=Audience.FOLLOWERS))
    assert score(story(THEN)) == score(story(None)) == followers
    assert ACCOUNT.exported_at is not None
    assert score(story(ACCOUNT.exported_at - timedelta(hours=3))) == score(
        seen("", face(), audience=Audience.UNKNOWN)
    )


def test_a_profile_picture_counts_as_public_whatever_is_stated() -> None:
    for audience in Audience:
        assert score(seen("", face(), kind=Kind.PROFILE_PICTURE, audience=audience)) == score(seen("", face()))


def test_a_whatsapp_picture_for_contacts_is_believed() -> None:
    narrowed = reach("whatsapp", Kind.PROFILE_PICTURE, Audience.FRIENDS, None, ACCOUNT)
    assert narrowed.audience is Audience.FRIENDS
    assert reach("whatsapp", Kind.PROFILE_PICTURE, Audience.UNKNOWN, None, ACCOUNT).audience is Audience.PUBLIC


@pytest.mark.parametrize("followers", [None, 0, 6, 412, 3000, 10**9])
def test_a_wider_audience_never_lowers_the_score(followers: int | None) -> None:
    account = replace(ACCOUNT, followers=followers)
    weights = [weight_of(audience, account) for audience in WIDE_TO_NARROW]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_more_followers_never_weigh_less() -> None:
    weights = [weight_of(Audience.FOLLOWERS, replace(ACCOUNT, followers=count)) for count in range(0, 8000, 7)]
    assert weights == sorted(weights)


CLUES = st.builds(Clue, st.sampled_from(list(ClueKind)), st.sampled_from(["words", "place", "picture", "file"]))


@given(st.lists(CLUES, max_size=20), CLUES)
def test_one_more_clue_never_lowers_the_score(clues: list[Clue], more: Clue) -> None:
    def points(these: list[Clue]) -> int:
        return sum(reason.points for reason in identifies(these, [face()]))

    assert points([*clues, more]) >= points(clues)


@given(st.lists(st.sampled_from([ADA, BEN, A_FRIEND, None]), min_size=1, max_size=8))
def test_one_more_child_never_lowers_the_score(people: list) -> None:
    before = score(seen("", *(face(person) for person in people[:-1] or people)))
    assert score(seen("", *(face(person) for person in people))) >= before


@given(st.permutations([face(ADA), face(BEN), face(None), face(CLEO)]))
def test_the_order_of_faces_changes_nothing(faces: list) -> None:
    assert rank(seen("Ada", *faces), MARROWS, ACCOUNT) == rank(
        seen("Ada", face(ADA), face(BEN), face(None), face(CLEO)), MARROWS, ACCOUNT
    )


def test_a_child_s_no_is_heard() -> None:
    asked = rank(seen("", face()), MARROWS, ACCOUNT, said_no=True)
    assert asked is not None
    assert asked.score > score(seen("", face()))


def test_an_id_is_stable_short_and_its_own() -> None:
    assert finding_id("instagram", "cleo.marrow", "18") == finding_id("instagram", "cleo.marrow", "18")
    assert len({finding_id("instagram", "a", f"{n}") for n in range(20_000)}) == 20_000
    assert finding_id("a", "bc", "d") != finding_id("ab", "c", "d")
    assert re.fullmatch(r"[a-z2-7]{12}", finding_id("instagram", "\ud800", ""))


def test_account_facts_are_read_and_nonsense_is_not_known() -> None:
    facts = [
        AccountFact("private", "false", "x.json"), AccountFact("followers", "many", "x.json"),
        AccountFact("professional", "true", "x.json"), AccountFact("exported_at", "yesterday", "x.json"),
    ]  # fmt: skip
    state = account_state("instagram", "cleo.marrow", facts)
    assert (state.private, state.followers, state.professional, state.exported_at) == (False, None, True, None)
    assert account_state("instagram", "cleo.marrow", facts, followers=412).followers == 412
    dated = account_state("x", "y", [AccountFact("exported_at", "2026-11-01", "z")])
    assert dated.exported_at == datetime(2026, 11, 1, tzinfo=UTC)


RANK_PAGE = Path(__file__).parents[2] / "docs" / "how-it-works" / "rank.md"


def test_the_worked_example_on_the_page_is_what_the_program_computes() -> None:
    found = rank(seen("Ada’s first day at Oakfield!", face(pixels=120), point=A_PLACE), MARROWS, ACCOUNT)
    assert found is not None
    rows = re.findall(r"^\| (.+?) \| ([\d,]+) \|$", RANK_PAGE.read_text(encoding="utf-8"), re.M)
    example = [(words, int(points.replace(",", ""))) for words, points in rows]
    expected = [(reason.words, reason.points) for reason in found.reasons]
    assert [row for row in example if row in expected] == expected
    assert ("Together", found.score) in example


def test_the_tables_on_the_page_are_the_program_s() -> None:
    page = RANK_PAGE.read_text(encoding="utf-8")
    for kind, points in POINTS.items():
        assert f"| `{kind.value}` | {points} |" in page
    for audience, weight in WEIGHTS.items():
        assert f"| `{audience.value}` | {weight} |" in page
    assert f"+{TRIANGLE}" in page
    assert WHO.isdisjoint(WHERE)
    assert finding("x").id == "x"
