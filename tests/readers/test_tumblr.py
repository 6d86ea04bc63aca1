"""What a parent may rely on when a Tumblr download is read. Most of its layout is inferred, so much is expected."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import zipped

from smallprint.exports import open_export
from smallprint.readers.base import Match
from smallprint.readers.expect import ledger
from smallprint.readers.tumblr import Tumblr
from smallprint.records.items import Audience, Item, Joined, Record, Skipped, Trouble

FIXTURES = Path("tests/exports/tumblr")
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 4
OURS = "https://cleomarrow.tumblr.com/post/161000000001"
Files = Mapping[str, bytes | str]


def page(body: str = "<p>words</p>", footer: str = "") -> str:
    return f"<html><head><title>x</title></head><body>{body}<footer>{footer}</footer></body></html>"


def xml(*posts: str) -> str:
    return f'<?xml version="1.0"?>\n<tumblr version="1.0"><posts>\n{"".join(posts)}</posts></tumblr>\n'


def post(number: int, more: str = "", inner: str = "<regular-body>words</regular-body>") -> str:
    return f'<post id="{number}" type="regular" tumblelog="cleomarrow" {more}>{inner}</post>\n'


@pytest.fixture
def read(tmp_path):
    def reading(files: Files | str) -> list[Record]:
        told = {"html/161000000001.html": files} if isinstance(files, str) else files
        (tmp_path / "export.zip").write_bytes(zipped(told))
        with open_export([tmp_path / "export.zip"]) as export:
            return list(Tumblr().read(export))

    return reading


@pytest.fixture
def match(tmp_path):
    def matching(files: Files) -> Match | None:
        (tmp_path / "export.zip").write_bytes(zipped(files))
        with open_export([tmp_path / "export.zip"]) as export:
            return Tumblr().recognises(export)

    return matching


def items(records: list[Record]) -> dict[str, Item]:
    return {record.key: record for record in records if isinstance(record, Item)}


def only(records: list[Record]) -> Item:
    (item,) = items(records).values()
    return item


def troubles(records: list[Record]) -> list[tuple[str, int]]:
    return [(record.kind, record.entries) for record in records if isinstance(record, Trouble)]


def test_the_zip_inside_the_zip_is_read_as_if_it_were_unpacked(read, match):
    inner = zipped({"html/161000000001.html": page(), "posts_index.html": "<html></html>"})
    files = {"posts.zip": inner, "media/161000000001.jpg": JPEG}
    claim = match(files)
    assert claim is not None
    assert claim.era == "html"
    assert [picture.member for picture in only(read(files)).pictures] == ["media/161000000001.jpg"]


def test_a_copy_that_a_program_fetched_is_not_an_export(match):
    fetched = {"posts/161000000001.html": page(), "media/161000000001.jpg": JPEG, "json/161000000001.json": "{}"}
    assert match(fetched) is None


def test_the_name_of_the_file_decides_whose_picture_it_is(read):
    files = {
        "html/161000000001.html": page('<img src="../media/161000000002.jpg">'),
        "html/161000000002.html": page(),
        "media/161000000001.jpg": JPEG,
        "media/161000000002.jpg": JPEG + b"2",
    }
    records = read(files)
    pictures = {key: [one.member for one in item.pictures] for key, item in items(records).items()}
    assert pictures == {
        "161000000001": ["media/161000000001.jpg"],
        "161000000002": ["media/161000000002.jpg"],
    }
    assert troubles(records) == [("wrong_picture", 0)]


def test_pictures_of_one_post_stand_in_the_order_of_their_numbers(read):
    files = {f"media/161000000001_{number}.jpg": JPEG for number in (10, 2, 0)}
    item = only(read({"html/161000000001.html": page(), **files}))
    assert [picture.member[-7:] for picture in item.pictures] == ["1_0.jpg", "1_2.jpg", "_10.jpg"]


def test_a_picture_whose_page_is_missing_is_an_item_of_unknown_audience(read):
    records = read(
        {"media/161000000001_0.jpg": JPEG, "media/161000000001_1.jpg": JPEG, "html/161000000002.html": page()}
    )
    assert items(records)["161000000001"].audience is Audience.UNKNOWN
    assert [record.key for record in records if isinstance(record, Joined)] == ["161000000001"]


REBLOG = (
    '<p><a class="tumblr_blog" href="https://gale.tumblr.com/post/1">gale</a>:</p><blockquote>theirs</blockquote>'
)


@pytest.mark.parametrize(
    "body",
    [
        REBLOG,
        '<a class="tumblr_blog">gone</a>: theirs',
        '<div class="via">via <a href="https://www.tumblr.com/gale/1">gale</a></div>',
        '<span id="reblogged-from"><a href="https://gale.tumblr.com/">gale</a></span>',
    ],
)
def test_a_reblog_of_another_blog_is_skipped_with_its_picture(read, body):
    records = read({"html/161000000001.html": page(body), "media/161000000001.jpg": JPEG})
    assert [type(record) for record in records] == [Skipped]


@pytest.mark.parametrize(
    "body",
    [
        f'<a href="{OURS}">link</a>{REBLOG.replace("gale", "cleomarrow")}',
        f'<a href="{OURS}">link</a><p class="source"><a href="https://books.example/">a book</a></p>',
        '<p class="reblog-button">reblog</p>',
        '<p><a href="https://gale.tumblr.com/">a friend</a></p>',
    ],
)
def test_a_post_that_only_names_another_place_stays_ours(read, body):
    assert only(read(page(body))).key == "161000000001"


def test_the_link_is_given_only_where_the_blog_is_known(read):
    assert only(read(page())).link is None
    assert only(read(page(f'<a href="{OURS}/x">here</a>'))).link == "https://www.tumblr.com/cleomarrow/161000000001"
    assert only(read(page('<a href="https://gale.tumblr.com/post/150000000001">there</a>'))).link is None


@pytest.mark.parametrize(
    ("footer", "when"),
    [
        ('<span class="timestamp"> June 5th, 2017 3:12pm </span>', "2017-06-05T15:12:00"),
        ('<span id="timestamp">December 31st, 2016 12:00am</span>', "2016-12-31T00:00:00"),
        ("June 5th, 2017 3:12pm", "2017-06-05T15:12:00"),
        ('<time datetime="2017-06-05T15:12:00+02:00">then</time>', "2017-06-05T15:12:00+02:00"),
        ('<span class="timestamp">yesterday</span>', None),
        ("", None),
    ],
)
def test_a_date_in_words_has_no_zone_and_is_never_guessed(read, footer, when):
    found = only(read(page(footer=footer))).when
    assert (found.isoformat() if found else None) == when


def test_tags_are_told_once_and_scripts_never(read):
    tags = '<div class="tags"><span class="tag">#ada</span><i class="tag">ada</i></div>'
    body = f"<p>Ada &lt;3</p><script>x()</script>{tags}"
    assert only(read(page(body))).words == "Ada <3\n#ada"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", [("empty", 1)]),
        ("no page", [("not_html", 1)]),
        ("<html><body><p>half", [("cut_off", 0)]),
    ],
)
def test_a_broken_page_is_told_and_its_picture_stays(read, content, told):
    records = read({"html/161000000001.html": content, "media/161000000001.jpg": JPEG})
    assert troubles(records) == told
    assert [picture.member for picture in only(records).pictures] == ["media/161000000001.jpg"]


def test_a_page_nested_to_absurd_depth_is_read_or_told(read):
    records = read(page("<div>" * 50_000 + "deep"))
    assert ledger(records)["entries"] == 1


@pytest.mark.parametrize(
    ("more", "audience"),
    [
        ("", Audience.UNKNOWN),
        ('state="published"', Audience.UNKNOWN),
        ('state="draft"', Audience.ONLY_ME),
        ('state="queued"', Audience.ONLY_ME),
        ('private="true"', Audience.ONLY_ME),
        ('private="false"', Audience.UNKNOWN),
    ],
)
def test_the_audience_is_unknown_unless_the_xml_says_it_was_not_published(read, more, audience):
    assert only(read({"posts.xml": xml(post(1, more))})).audience is audience


def test_a_page_of_a_post_that_the_xml_told_is_the_same_item(read):
    records = read({"posts.xml": xml(post(161000000001)), "html/161000000001.html": page()})
    assert list(items(records)) == ["161000000001"]
    assert ledger(records)["joined"] == 1


def test_a_cut_off_xml_gives_every_post_before_the_cut(read):
    text = xml(post(1), post(2), post(3))
    records = read({"posts.xml": text[: text.index('id="3"') + 60]})
    assert list(items(records)) == ["1", "2"]
    assert troubles(records) == [("cut_off", 1)]
    records = read({"posts.xml": text[: text.index('<post id="3"')]})
    assert list(items(records)) == ["1", "2"]
    assert troubles(records) == [("cut_off", 0)]


def test_entities_are_never_expanded(read):
    text = xml(post(1, inner="<regular-body>&a;</regular-body>"))
    bomb = '<!DOCTYPE tumblr [<!ENTITY a "Ada"><!ENTITY b "&a;&a;">]>\n<tumblr'
    records = read({"posts.xml": text.replace("<tumblr", bomb, 1)})
    assert "Ada" not in repr(records)
    assert troubles(records) == [("not_xml", 0)]


def test_a_post_without_a_number_costs_itself_alone(read):
    records = read({"posts.xml": xml(post(1), "<post><regular-body>x</regular-body></post>", post(3))})
    assert list(items(records)) == ["1", "3"]
    assert troubles(records) == [("unknown_shape", 1)]


def test_a_long_xml_is_read_in_little_memory(tmp_path):
    text = xml(*(post(number, inner=f"<regular-body>{'word ' * 2_000}</regular-body>") for number in range(1, 1_000)))
    (tmp_path / "posts.xml").write_text(text, encoding="utf-8")
    with open_export([tmp_path]) as export:
        tracemalloc.start()
        count = sum(isinstance(record, Item) for record in Tumblr().read(export))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 999
    assert most < 2 * 2**20 < len(text)


@pytest.mark.parametrize("era", ["html", "xml"])
def test_conversations_are_in_no_record(era):
    with open_export([FIXTURES / era]) as export:
        assert "MUST NEVER BE READ" not in repr(list(Tumblr().read(export)))
