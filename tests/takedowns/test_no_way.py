"""For a sexual picture there is the page of services and no other way: no letter, case, look or file field."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest
from tests.takedowns.invented import ADA, SENT, TODAY, after, case, line

import smallprint.takedowns
from smallprint.errors import Refused
from smallprint.guides.letter_templates import all_templates
from smallprint.guides.services import Page
from smallprint.records.takedowns import Address, Case, Happened, Route
from smallprint.takedowns.routes import WORDS, Way, route_named, way_for
from smallprint.takedowns.stop import Picture, says_it_is_sexual

STOPPED = replace(SENT, stopped=True)
SAID = [
    "a nude of my daughter",
    "an AI nude",
    "she is topless",
    "a deepfake",
    "deep nude app",
    "sexual",
    "sexualised",
    "porn site",
    "explicit photos of her",
    "an indecent picture",
]


@pytest.mark.parametrize("route", Route)
def test_whatever_the_route_a_sexual_picture_leads_to_the_services_alone(route):
    page = way_for(Picture.SEXUAL, route, ADA)
    assert isinstance(page, Page) and page.country == "GB" and page.services


@pytest.mark.parametrize("said", SAID)
def test_the_persons_own_words_are_enough(said):
    assert says_it_is_sexual(said)
    for about in (ADA, replace(ADA, where_in_picture=said), replace(ADA, uses=said), replace(ADA, law=said)):
        said_so = said if about is ADA else ""
        assert isinstance(way_for(Picture.ORDINARY, Route.ORGANISATION, about, said=said_so), Page)


def test_an_ordinary_picture_has_a_way():
    for words in (
        "second from left",
        "the class photo",
        "sports day, in the pool",
        "Essex school",
        "without explicit consent",
    ):
        assert isinstance(way_for(Picture.ORDINARY, Route.ORGANISATION, ADA, said=words), Way)


def test_no_route_no_word_and_no_letter_is_for_it():
    for name in [*WORDS, *(route.value for route in Route), *all_templates()]:
        assert not says_it_is_sexual(name.replace("_", " "))
    for word in ("sexual", "nude", "intimate", "csam"):
        assert route_named(word) is None


def functions_that_take_a_case():
    for module in pkgutil.iter_modules(smallprint.takedowns.__path__):
        loaded = importlib.import_module(f"smallprint.takedowns.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            takes = [hint for hint in get_type_hints(function).values() if hint is Case or Case in get_args(hint)]
            if function.__module__ == loaded.__name__ and takes and not name.startswith("_"):
                yield f"{module.name}.{name}", function


# These give dates, states or lines that are already kept; none gives a letter, an address to look at, or a next step.
HARMLESS = {
    "cases.live",
    "cases.state",
    "cases.day_of",
    "cases.window",
    "cases.complaint_window",
    "cases.expected",
    "cases.outcomes",
    "cases.open_addresses",
    "cases.all_gone",
    "cases.waits_for_identity",
    "cases.sites_agreed",
    "cases.with_line",
    "follow_up.look_again_days",
    "letters.first_choice",
}
ARGUMENTS = {"today": TODAY, "line": line(Happened.NOTE, TODAY)}


@pytest.mark.parametrize(
    ("name", "function"),
    list(functions_that_take_a_case()),
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_every_function_that_takes_a_case_refuses_a_stopped_one(name, function):
    if name in HARMLESS:
        return
    named = inspect.signature(function).parameters
    with pytest.raises(Refused, match="no copy, no look, no message"):
        function(STOPPED, *[ARGUMENTS[each] for each in list(named)[1:] if each in ARGUMENTS])


def test_the_ways_out_of_the_package_are_the_ones_that_were_reviewed():
    assert {name for name, _ in functions_that_take_a_case()} - HARMLESS == {
        "cases.new_line",
        "follow_up.dues",
        "follow_up.standing",
        "letters.write",
        "routes.letters_for",
        "stop.refuse_stopped",
    }


def test_a_note_that_says_so_is_not_kept():
    with pytest.raises(Refused, match="no copy"):
        after(case(), line(Happened.NOTE, TODAY, words="there is also a nude"))


def test_no_record_has_room_for_a_picture():
    for record in (Case, Address, type(ADA)):
        for hint in get_type_hints(record).values():
            assert hint not in (bytes, bytearray, memoryview)
