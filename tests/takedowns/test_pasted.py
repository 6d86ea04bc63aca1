"""Pasted lists: what can be used is taken, nothing is lost, nothing dangerous is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.takedowns.pasted import read_pasted


def test_five_thousand_lines_with_rubbish_lose_nothing():
    lines = []
    for number in range(5000):
        kind = number % 5
        lines.append(
            [
                f"https://www.oakfield.example/p/{number}",
                "lorem ipsum",
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data",
                "",
            ][kind]
        )
    found = read_pasted("\n".join(lines))
    assert len(found.urls) == 1000
    assert len(found.unusable) == 3000
    assert {each.why for each in found.unusable} == {
        "there is no web address in this line",
        "it does not begin with https:// or http://",
        "it leads to an address that is not public",
    }
    assert found.unusable[0].line == 2 and found.unusable[0].text == "lorem ipsum"


def test_a_table_may_have_the_address_in_any_column():
    found = read_pasted("title,page,picture\nSports day,https://a.example/p,https://a.example/i.jpg\n")
    assert found.urls == ("https://a.example/p", "https://a.example/i.jpg")


def test_a_table_with_semicolons_and_a_byte_order_mark():
    found = read_pasted("\ufeffwhen;where\r\n2026;https://a.example/p,x\r\n")
    assert found.urls == ("https://a.example/p,x",)


def test_addresses_in_the_middle_of_a_mail_are_found():
    assert read_pasted("> see <https://a.example/p?x=1,2>, please").urls == ("https://a.example/p?x=1,2",)


def test_the_same_address_twice_is_one_address():
    found = read_pasted("https://A.example/p\nhttps://a.example:443/p\nhttps://a.example/P")
    assert found.urls == ("https://a.example/p", "https://a.example/P") and found.repeated == 1


@given(st.text())
def test_no_text_breaks_it(text):
    found = read_pasted(text)
    assert all(url.startswith(("https://", "http://")) for url in found.urls)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_list_is_empty(text):
    assert read_pasted(text).urls == () and read_pasted(text).unusable == ()
