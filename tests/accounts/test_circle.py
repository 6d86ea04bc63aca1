"""The close circle: two groups among followers, in the order of the alphabet, and nothing that could be counted."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from smallprint.accounts.circle import Circle, Group, Proposed, propose
from smallprint.records.items import Contact, Tie

NAMES = st.sets(st.sampled_from(["Abe", "bea", "Cleo", "dan", "Edith", "gale", "hal", "wren"]))


def followers(*names: str) -> list[Contact]:
    return [Contact(Tie.FOLLOWER, name, datetime(2020, 1, 1, tzinfo=UTC)) for name in names]


def close(*names: str) -> list[Contact]:
    return [Contact(Tie.CLOSE_FRIEND, name) for name in names]


def test_followers_in_touch_are_the_circle_and_the_list_of_today_is_compared() -> None:
    circle = propose(
        "instagram", "cleo.marrow", [*followers("dan", "edith", "gale"), *close("dan", "gale")], {"dan", "edith"}
    )
    assert circle.proposed == (
        Proposed("dan", Group.IN_TOUCH),
        Proposed("edith", Group.IN_TOUCH),
        Proposed("gale", Group.NO_SIGN),
    )
    assert (circle.add, circle.remove, circle.keep) == (("edith",), ("gale",), ("dan",))


def test_a_friend_on_facebook_counts_as_following() -> None:
    circle = propose("facebook", "Cleo Marrow", [Contact(Tie.FRIEND, "Edith Marrow")], {"Edith Marrow"})
    assert circle.add == ("Edith Marrow",)


def test_a_name_that_only_looks_alike_is_nobody_we_know() -> None:
    circle = propose("instagram", "cleo.marrow", followers("edith"), {"Edith"})
    assert circle.proposed == (Proposed("edith", Group.NO_SIGN),)


def test_without_any_sign_of_contact_nobody_is_proposed_for_removal() -> None:
    circle = propose("instagram", "cleo.marrow", [*followers("dan", "gale"), *close("dan")], ())
    assert circle.remove == ()


def test_the_holder_is_not_in_the_own_circle() -> None:
    assert propose("instagram", "cleo", followers("cleo", "dan"), {"cleo", "dan"}).add == ("dan",)


@given(NAMES, NAMES, NAMES)
def test_only_followers_are_named_in_alphabetical_order_whatever_the_lists(
    follow: set[str], touch: set[str], today: set[str]
) -> None:
    circle = propose("instagram", "me", [*followers(*follow), *close(*today)], touch)
    names = [each.name for each in circle.proposed]
    assert set(names) == follow
    assert names == sorted(names, key=str.casefold)
    assert set(circle.add) | set(circle.keep) == follow & touch
    assert set(circle.remove) <= today - (follow & touch)


def test_a_proposal_holds_no_count_date_or_score() -> None:
    assert {field.name for field in fields(Proposed)} == {"name", "group"}
    assert {field.name for field in fields(Circle)} == {
        "network", "account", "proposed", "today", "add", "remove", "keep",
    }  # fmt: skip
