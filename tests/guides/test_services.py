"""Where to turn: the promises of the page, for every country there is."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources

import pytest

from smallprint.guides.services import (
    COUNTRIES,
    LOCAL_EMERGENCY,
    Who,
    all_services,
    country_code,
    fallback,
    helplines,
    turn_to,
)

ORDER = ("danger", "contacted", "found", "own_picture", "fake", "behaviour", "support")


def rows(name: str) -> list[dict[str, str]]:
    text = resources.files("smallprint.guides").joinpath("services", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("who", Who)
def test_every_country_gets_the_whole_page_and_ends_in_the_directory(who):
    for country in [*sorted(COUNTRIES), None, "QQ", "", "narnia"]:
        page = turn_to(country, who)
        assert tuple(each.id for each in page.situations) == ORDER
        assert page.services[-1] == fallback()
        assert page.never and page.write_down and page.opening
        assert len(set(page.services)) == len(page.services)
        assert "{" not in repr([each.words for each in page.situations])


def test_in_danger_comes_first_with_the_number_of_the_country():
    assert turn_to("GB").emergency == "999"
    assert "999" in turn_to("GB").situations[0].words[0]
    assert turn_to("us").emergency == "911"
    assert turn_to("KE").emergency == LOCAL_EMERGENCY


def test_only_rows_that_were_read_this_autumn_count_as_confirmed():
    assert sum(service.confirmed for service in all_services()) == 25  # in 18 countries, the directory among them
    expected = [row["confidence"] == "confirmed-2026" for row in rows("hotlines.csv") + rows("helplines.csv")]
    assert [service.confirmed for service in all_services()] == expected


def test_dates_and_marks_stand_as_the_lists_have_them():
    by_name = {service.name: service for service in all_services()}
    for row in rows("hotlines.csv"):
        service = by_name[row["name"]] if row["kind"] != "IWF portal" else None
        if service:
            assert (service.checked, service.confidence, service.url) == (
                row["last_seen"],
                row["confidence"],
                row["report_url"],
            )


def test_a_row_from_memory_alone_is_not_among_the_hotlines():
    assert not [row for row in rows("hotlines.csv") if row["confidence"] == "unverified"]
    assert turn_to("NO").services[-1] == fallback()


def test_no_address_is_built_by_rule():
    assert {service.url for service in turn_to("KE").services if "iwf.org.uk" in service.url} == set()


def test_the_uk_page_says_who_can_use_what():
    page = turn_to("UK")
    own = next(each for each in page.situations if each.id == "own_picture")
    assert [service.name for service in own.services] == [
        "Report Remove (Childline + IWF)",
        "NCMEC Take It Down",
        "Internet Watch Foundation (IWF)",
    ]
    assert own.services[0].for_whom == "child"
    assert any("you cannot report as if you were them" in line for line in own.words)


def test_a_child_is_spoken_to_first_in_a_childs_words():
    page = turn_to("GB", Who.CHILD)
    assert "not in trouble" in page.opening[0]
    assert page.situations[0].title.startswith("I am")
    assert all("your child" not in line for each in page.situations for line in (each.title, *each.words))
    names = {service.name for service in page.services}
    assert "Childline" in names and "Stop It Now" not in names and "StopNCII" not in names


def test_take_it_down_is_named_everywhere():
    for country in ("KE", "DE", None):
        assert "NCMEC Take It Down" in {service.name for service in turn_to(country).services}


def test_a_code_that_does_not_exist_is_told_and_still_helped():
    assert not turn_to("QQ").exists
    assert turn_to("KE").exists
    assert turn_to(None).exists
    assert country_code(" el ") == "GR"
    assert country_code("gb-sct") == "GB"


def test_helplines_follow_the_nation():
    assert [each.name for each in helplines("apart", "GB-SCT")] == ["Scotland's Domestic Abuse Helpline"]
    assert len(helplines("apart", "GB")) == 4
    assert helplines("apart", "DE") == ()


def test_no_word_for_developers_reaches_a_parent():
    for service in all_services():
        assert "CHECK" not in service.notes


def test_the_page_carries_the_day_its_facts_were_collected():
    assert turn_to("GB").last_checked == date(2026, 11, 22)
