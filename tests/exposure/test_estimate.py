"""The interval of the guided sample holds as often as it says, whatever the truth is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from smallprint.exposure.estimate import Stratum, at_most, estimate, share_between


@some.composite
def answers(draw, most=150):
    asked = draw(some.integers(0, most))
    return draw(some.integers(0, asked)), asked


@given(answers())
def test_what_was_seen_lies_in_its_own_interval(pair):
    found, asked = pair
    low, high = share_between(found, asked)
    assert 0 <= low <= high <= 1
    if asked:
        assert low <= found / asked <= high


@settings(deadline=None, max_examples=30)  # every count that can be seen is weighed
@given(some.integers(1, 60), some.floats(0.001, 0.999))
def test_the_interval_misses_the_truth_at_most_as_often_as_it_says(asked, share):
    missed = 0.0
    for found in range(asked + 1):
        low, high = share_between(found, asked)
        if not low - 1e-9 <= share <= high + 1e-9:
            missed += math.comb(asked, found) * share**found * (1 - share) ** (asked - found)
    assert missed <= 0.05 + 1e-9


@given(answers())
def test_counting_the_others_turns_the_interval_round(pair):
    found, asked = pair
    low, high = share_between(found, asked)
    other_low, other_high = share_between(asked - found, asked)
    assert (low, high) == pytest.approx((1 - other_high, 1 - other_low), abs=1e-9)


@given(some.integers(1, 200))
def test_none_found_leaves_what_the_formula_says(asked):
    assert share_between(0, asked) == pytest.approx((0, 1 - 0.025 ** (1 / asked)))


@pytest.mark.parametrize(
    ("found", "asked", "low", "high"),
    [(1, 10, 0.0025286, 0.4450161), (5, 20, 0.0865715, 0.4910459), (3, 100, 0.0062298, 0.0851761)],
)
def test_the_limits_agree_with_published_tables(found, asked, low, high):
    assert share_between(found, asked) == pytest.approx((low, high), abs=1e-4)


@given(some.integers(0, 40), some.integers(1, 40), some.floats(0, 1))
def test_the_chance_of_at_most_so_many_is_a_chance(found, asked, share):
    assert 0 <= at_most(min(found, asked), asked, share) <= 1


@given(some.lists(some.tuples(some.integers(0, 5000), answers(most=80)), min_size=1, max_size=3))
def test_an_estimate_never_says_less_than_was_seen_nor_more_than_there_is(rows):
    strata = [Stratum(asked + more, asked, found) for more, (found, asked) in rows]
    told = estimate(strata)
    assert told.found <= told.low <= told.high <= told.pictures - (told.asked - told.found)
    if told.likely is not None:
        assert told.low - 1e-6 <= told.likely <= told.high + 1e-6


def test_a_sort_of_pictures_nobody_was_asked_about_may_hide_all_of_it():
    told = estimate([Stratum(100, 50, 0), Stratum(30, 0, 0)])
    assert told.likely is None
    assert told.high >= 30


def test_everything_asked_leaves_no_doubt():
    told = estimate([Stratum(40, 40, 3)])
    assert (told.low, told.likely, told.high) == (3, 3.0, 3)


@pytest.mark.parametrize("pair", [(1, 0), (-1, 5), (6, 5)])
def test_more_found_than_asked_is_refused(pair):
    with pytest.raises(ValueError, match="of"):
        share_between(*pair)
