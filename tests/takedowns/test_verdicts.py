"""Verdicts: gone only with evidence; a doubt stays a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.records.takedowns import AddressState
from smallprint.takedowns.pages import read_page
from smallprint.takedowns.verdicts import Compared, Heard, of_page, of_picture, of_status

URL = "https://www.oakfield.example/news/sports-day"
OK = Heard(URL, url=URL, status=200, kind="text/html")
UNKNOWN = Compared(known=False)
WORDS = b"<p>Sports day was a joy for everybody who came along.</p>"


def verdict(body: bytes, heard: Heard = OK, compared: Compared = UNKNOWN) -> AddressState:
    return of_page(heard, read_page(WORDS + body, heard.url), compared).state


@pytest.mark.parametrize("status", range(100, 600))
def test_only_404_and_410_are_gone(status):
    found = of_status(replace(OK, status=status))
    assert (found is not None and found.state is AddressState.GONE) == (status in (404, 410))
    assert (found is None) == (status == 200)


@pytest.mark.parametrize(
    "body",
    [
        b"<title>Page not found</title>",
        b"<h1>Oops!</h1>",
        b"<h2>This photo is unavailable</h2>",
        b"<h1>Seite nicht gefunden</h1>",
        b"<title>Cette page n'existe plus</title>",
        b"<h1>404</h1>",
        b"<form><input type=PASSWORD></form>",
        b"<title>Log in - Oakfield Parents</title>",
        b"<h1>Anmelden</h1>",
        b"<meta http-equiv=refresh content='0;url=/home'>",
    ],
)
def test_a_soft_not_found_and_a_log_in_are_never_gone_and_never_there(body):
    assert verdict(body) is AddressState.CANNOT_TELL


def test_a_page_that_a_browser_must_run_first_cannot_be_told():
    shell = b"<html><body><div id=app></div><script src=/a.js></script></body></html>"
    assert of_page(OK, read_page(shell, URL), UNKNOWN).state is AddressState.CANNOT_TELL


def test_an_ordinary_page_still_answers():
    assert verdict(b"<title>Sports day</title>") is AddressState.THERE


@pytest.mark.parametrize("host", ["www.instagram.com", "facebook.com", "x.com", "m.tiktok.com"])
def test_a_network_that_shows_little_to_strangers_cannot_be_told(host):
    url = f"https://{host}/p/1"
    assert verdict(b"<title>Post</title>", Heard(url, url=url, status=200)) is AddressState.CANNOT_TELL


@pytest.mark.parametrize(
    ("after", "state"),
    [
        ("https://www.oakfield.example/news/sports-day/", AddressState.THERE),
        ("https://www.oakfield.example/", AddressState.CANNOT_TELL),
        ("https://www.oakfield.example/login?next=/news", AddressState.CANNOT_TELL),
        ("https://www.oakfield.example/page-not-found", AddressState.CANNOT_TELL),
        ("https://www.oakfield.example/archive/sports-day", AddressState.MOVED),
    ],
)
def test_where_a_redirect_ends_decides(after, state):
    assert verdict(b"", replace(OK, url=after)) is state


def test_a_move_to_another_host_is_moved_and_to_a_log_in_is_not():
    assert of_status(replace(OK, status=301, moved_to="https://new.example/p")).state is AddressState.MOVED
    wall = of_status(replace(OK, status=302, moved_to="https://id.example/accounts/login/?next=p"))
    assert wall.state is AddressState.CANNOT_TELL


def test_a_recognised_picture_is_there_whatever_else_the_page_says():
    found = of_page(OK, read_page(b"<h1>Not found</h1>", URL), Compared(known=True, matches=1, smaller=True))
    assert found.state is AddressState.THERE and found.picture_seen and "smaller copy" in found.why


def test_not_recognised_is_gone_only_when_it_was_recognised_before_and_all_were_read():
    read = Compared(known=True, read=3)
    assert verdict(b"", compared=read) is AddressState.CANNOT_TELL
    assert verdict(b"", compared=replace(read, seen_before=True)) is AddressState.GONE
    for doubt in ({"unread": 1}, {"elsewhere": 1}):
        assert verdict(b"", compared=replace(read, seen_before=True, **doubt)) is AddressState.CANNOT_TELL


@pytest.mark.parametrize(
    ("kind", "compared", "state"),
    [
        ("image/jpeg", UNKNOWN, AddressState.THERE),
        ("image/jpeg", Compared(known=True, matches=1, read=1), AddressState.THERE),
        ("image/jpeg", Compared(known=True, read=1), AddressState.CANNOT_TELL),
        ("image/jpeg", Compared(known=True, unread=1), AddressState.CANNOT_TELL),
        ("text/html", UNKNOWN, AddressState.CANNOT_TELL),
    ],
)
def test_a_pictures_own_address(kind, compared, state):
    assert of_picture(replace(OK, kind=kind), compared).state is state


def test_the_pictures_of_a_page_are_found_wherever_pages_put_them():
    page = read_page(
        b"""<base href="/media/"><img src=a.jpg><img data-src="b.png"><img srcset="c-s.jpg 1x, c-l.jpg 2x">
        <a href=d.JPG>big</a><a href=other.html>no</a><meta property="og:image" content="https://cdn.example/e.webp">
        <div style="background: url('f.jpg')"></div><img src="data:image/png;base64,AAAA"><img src="javascript:x">
        <picture><source srcset="g.avif"></picture><video poster=h.jpg></video><img src=a.jpg>""",
        URL,
    )
    base = "https://www.oakfield.example/media/"
    names = ("a.jpg", "b.png", "c-l.jpg", "d.JPG", "f.jpg", "g.avif", "h.jpg")
    assert set(page.pictures) == {f"{base}{name}" for name in names} | {"https://cdn.example/e.webp"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 50,
        b"<" * 200_000,
        b"<div>" * 200_000,
        b"<!--" * 100_000,
        b"\xff\xfe<\x00h\x00",
        b"<a b='" * 50_000,
    ],
    ids=range(7),
)
def test_a_broken_page_is_read_as_far_as_it_goes_and_quickly(body):
    assert len(read_page(body, URL).pictures) <= 200


@given(st.binary(max_size=500))
def test_no_bytes_break_the_reading(body):
    assert of_page(OK, read_page(body, URL), UNKNOWN).why
