"""Who else has pictures: a card for every tick, kind words, and great care with the other parent."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from smallprint.errors import UnknownName
from smallprint.records.takedowns import Route
from smallprint.takedowns.others import CONTACTS, choices, others

TODAY = date(2026, 11, 22)
ALL = [each for each, _ in choices()]


def test_all_who_may_have_pictures_can_be_ticked():
    assert ALL == [
        "grandparents",
        "friends",
        "other_parent",
        "nursery",
        "school",
        "club",
        "photographer",
        "class_chat",
        "local_paper",
    ]


def test_every_card_has_a_kind_message_a_way_and_a_day_to_ask_again():
    for card in others([each for each in ALL if each != "other_parent"], TODAY, child="Ada Marrow").cards:
        assert len(card.messages) == 2 and card.if_no
        assert card.again is not None and card.again > TODAY
        for message in card.messages:
            assert "Ada" in message.words or card.id == "class_chat"
            assert "Marrow" not in message.words and "{" not in message.words
            assert not {"must", "demand", "illegal", "lawyer"} & set(message.words.lower().split())


def test_the_page_says_what_it_cannot_do():
    says = " ".join(others([], TODAY).says)
    for words in ("cannot see what others", "does not search the internet", "do not give the face", "13 to 17"):
        assert words in says
    assert "removes the name. The picture stays" in says


def test_no_address_no_account_and_no_picture_is_asked_for():
    assert set(inspect.signature(others).parameters) == {"ticked", "today", "child", "place", "contact", "apart"}


def test_the_other_parent_first_has_a_question():
    [card] = others(["other_parent"], TODAY, place="GB-SCT").cards
    assert card.messages == () and "court" in card.question
    assert {line.about for line in card.helplines} == {"apart", "family law"}


@pytest.mark.parametrize("contact", CONTACTS)
def test_the_other_parent_gets_a_kind_message_or_none(contact):
    [card] = others(["other_parent"], TODAY, child="Ada Marrow", place="GB-ENG", contact=contact).cards
    assert len(card.messages) == (1 if contact == "fine" else 0)
    assert card.again is None and card.route is Route.OTHER_PARENT and card.helplines
    assert "Marrow" not in repr(card.messages)


def test_an_unknown_tick_and_an_unknown_answer():
    with pytest.raises(UnknownName):
        others(["neighbours"], TODAY)
    [card] = others(["other_parent"], TODAY, contact="whatever").cards
    assert card.messages == () and card.question


def test_a_tick_twice_is_one_card():
    assert len(others(["school", "school"], TODAY).cards) == 1
