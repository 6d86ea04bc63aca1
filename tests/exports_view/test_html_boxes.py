"""Meta's HTML pages are cut into boxes without holding the page."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import as_bytes

from smallprint.exports import open_export
from smallprint.exports.html_boxes import Piece, boxes
from smallprint.records.items import Trouble

BOX = (
    '<div class="pam _3-95 uiBoxWhite noborder"><h2 class="_a6-h">Ada&#039;s day</h2><div class="_3-95 _a6-p">'
    '<a target="_blank" href="media/posts/1.jpg"><img src="media/posts/1.jpg" class="_a6_o"/></a>line 1<br />line 2'
    '<table><tr><td class="_a6-q">Latitude</td><td>54.1</td></tr></table></div><div class="_a6-o">'
    'Jan 12, 2023 1:44 am<a href="https://www.example/p/1">see</a><a href="../more.html">m</a>'
    '<a href="javascript:alert(1)">j</a></div></div>'
)
HEAD = '<html><head><base href="../../"/><title>Posts</title><style>.x{}</style></head>'
PAGE = HEAD + "<body><div>%s</div></body></html>"


@pytest.fixture
def read(tmp_path):
    def reading(content):
        (tmp_path / "page.html").write_bytes(as_bytes(content))
        with open_export([tmp_path]) as export:
            return list(boxes(export.files["page.html"]))

    return reading


def test_a_box_gives_its_texts_and_addresses_in_order(read):
    ((place, pieces),) = read(PAGE % BOX)
    assert place == "#0"
    assert [(piece.kind, piece.value) for piece in pieces] == [
        ("text", "Ada's day"),
        ("media", "media/posts/1.jpg"),
        ("text", "line 1\nline 2"),
        ("text", "Latitude"),
        ("text", "54.1"),
        ("text", "Jan 12, 2023 1:44 am"),
        ("link", "https://www.example/p/1"),
        ("text", "see"),
        ("page", "../more.html"),
        ("text", "m"),
        ("text", "j"),
    ]
    assert pieces[0] == Piece("text", "Ada's day", "h2", "_a6-h")
    assert (pieces[3].tag, pieces[3].classes) == ("td", "_a6-q")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_is_read(read, encoding):
    ((_, pieces),) = read((PAGE % '<div class="uiBoxWhite">Fuß 🎒</div>').encode(encoding))
    assert pieces[0].value == "Fuß 🎒"


def test_a_cut_off_page_gives_the_boxes_before_the_cut(read):
    page = PAGE % (BOX * 5)
    for share in range(10, 100, 10):
        found = read(page[: len(page) * share // 100])
        *whole, last = found
        assert isinstance(last, Trouble)
        assert last.kind == "cut_off"
        assert len(whole) <= (len(page) * share // 100) // len(BOX)
        assert not any(isinstance(one, Trouble) for one in whole)


def test_scripts_are_not_words(read):
    ((_, pieces),) = read(PAGE % '<div class="uiBoxWhite">a<script>alert("<b>x</b>")</script><!-- c -->b</div>')
    assert [piece.value for piece in pieces] == ["a", "b"]


def test_a_huge_box_costs_itself_alone(read):
    huge = '<div class="uiBoxWhite">' + "<p>word</p>" * 140_000 + "</div>"
    found = read(PAGE % (BOX + huge + BOX))
    assert [isinstance(one, Trouble) for one in found] == [False, True, False]


def test_a_long_page_takes_little_memory(tmp_path):
    with (tmp_path / "page.html").open("w") as page:
        page.write("<html><body>")
        for _ in range(3_000):
            page.write(BOX)
        page.write("</body></html>")
    with open_export([tmp_path]) as export:
        tracemalloc.start()
        assert sum(1 for _ in boxes(export.files["page.html"])) == 3_000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
        tracemalloc.stop()


def test_what_is_no_page_is_told(read):
    assert [one.kind for one in read("")] == ["empty"]
    assert [one.kind for one in read('[{"a": 1}]')] == ["cut_off"]


@given(st.binary(max_size=300))
def test_any_bytes_give_boxes_or_troubles(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any")
    (path / "a.html").write_bytes(content)
    (path / "b.html").write_bytes(as_bytes(BOX[:200]) + content)
    with open_export([path]) as export:
        for file in export.files.values():
            for one in boxes(file):
                assert isinstance(one, Trouble) or one[0].startswith("#")
