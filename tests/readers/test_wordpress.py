"""What a parent or a school may rely on when a WordPress export is read."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import zipped

from smallprint.exports import open_export
from smallprint.readers.expect import ledger
from smallprint.readers.wordpress import WordPress
from smallprint.readers.wordpress.pictures import compared, path_of
from smallprint.records.items import Audience, Item, Joined, Kind, Record, Skipped, Trouble

FIXTURES = Path("tests/exports/wordpress")
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 4
SITE = "https://oakfield.example"
UPLOADS = f"{SITE}/wp-content/uploads/"
START = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Oakfield</title><link>{SITE}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
END = "</channel></rss>\n"


def post(number: int, content: str = "words", status: str = "publish", kind: str = "post", more: str = "") -> str:
    return (
        f"<item><title>Post {number}</title><link>{SITE}/?p={number}</link>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>\n"
    )


def attachment(number: int, path: str, parent: int = 0, status: str = "inherit") -> str:
    more = f"<wp:post_parent>{parent}</wp:post_parent><wp:attachment_url>{UPLOADS}{path}</wp:attachment_url>"
    return post(number, "", status, "attachment", more)


def wxr(*items: str) -> str:
    return START + "".join(items) + END


@pytest.fixture
def read(tmp_path):
    def reading(files: Mapping[str, bytes | str] | str) -> list[Record]:
        told = {"site.xml": files} if isinstance(files, str) else files
        (tmp_path / "export.zip").write_bytes(zipped(told))
        with open_export([tmp_path / "export.zip"]) as export:
            return list(WordPress().read(export))

    return reading


def items(records: list[Record]) -> dict[str, Item]:
    return {record.key: record for record in records if isinstance(record, Item)}


def troubles(records: list[Record]) -> list[tuple[str, int]]:
    return [(record.kind, record.entries) for record in records if isinstance(record, Trouble)]


PASSWORD = "<wp:post_password><![CDATA[oak]]></wp:post_password>"
IMAGE = f'<img src="{UPLOADS}2019/06/race.jpg">'


@pytest.mark.parametrize(
    ("status", "more", "page", "with_a_picture"),
    [
        ("publish", "", Audience.PUBLIC, Audience.PUBLIC),
        ("publish", PASSWORD, Audience.CUSTOM, Audience.LINK),
        ("private", "", Audience.CUSTOM, Audience.LINK),
        ("draft", "", Audience.ONLY_ME, Audience.LINK),
        ("pending", "", Audience.ONLY_ME, Audience.LINK),
        ("future", "", Audience.ONLY_ME, Audience.LINK),
        ("trash", "", Audience.ONLY_ME, Audience.LINK),
        ("some_plugin", "", Audience.UNKNOWN, Audience.UNKNOWN),
        ("", "", Audience.UNKNOWN, Audience.UNKNOWN),
    ],
)
def test_the_status_rules_the_page_and_a_picture_file_stays_open_by_its_address(
    read, status, more, page, with_a_picture
):
    told = items(read(wxr(post(1, "words", status, more=more), post(2, IMAGE, status, more=more))))
    assert (told["1"].audience, told["2"].audience) == (page, with_a_picture)
    assert told["1"].kind is (Kind.DELETED if status == "trash" else Kind.POST)


def test_a_password_is_in_no_record(read):
    assert "oak]" not in repr(read(wxr(post(1, more=PASSWORD)))).replace("oakfield", "")
    for era in FIXTURES.iterdir():
        with open_export([era]) as export:
            assert "MUST NEVER BE READ" not in repr(list(WordPress().read(export)))


@pytest.mark.parametrize(
    "content",
    [
        f'<img src="{UPLOADS}2019/06/race-1024x683.jpg">',
        '<a href="http://www.oakfield.example/wp-content/uploads/2019/06/race-scaled.jpg?x=1#y">see</a>',
        "<img src='/wp-content/uploads/2019/06/RACE.jpg'>",
        '<img src="https://i0.wp.com/oakfield.example/wp-content/uploads/2019/06/race.jpg?resize=1">',
        '<img src="https://moved.example/wp-content/uploads/2019/06/race-300x200.jpg">',
        '<img class="size-large wp-image-12" src="cid:none">',
        '<!-- wp:image {"id":12,"sizeSlug":"large"} -->',
        '<!-- wp:gallery {"ids":[5,12]} -->',
        '<!-- wp:media-text {"mediaId":12} -->',
        '<!-- wp:core/cover {"url":"x","id":12} /-->',
        '[gallery columns="2" ids="5, 12"]',
        "[caption id=attachment_12 width=3]race[/caption]",
    ],
)
def test_a_picture_is_found_however_a_post_names_it(read, content):
    records = read({"site.xml": wxr(post(1, content), attachment(12, "2019/06/race.jpg")), "2019/06/race.jpg": JPEG})
    assert [picture.member for picture in items(records)["1"].pictures] == ["2019/06/race.jpg"]
    assert [record.key for record in records if isinstance(record, Joined)] == ["1"]


@pytest.mark.parametrize(
    "content",
    [
        '<img src="https://elsewhere.example/wp-content/uploads/2020/01/theirs.jpg">',
        '<img src="https://elsewhere.example/theirs.jpg">',
        f'<a href="{UPLOADS}2020/01/letter.pdf">',
        "[gallery ids='77']",
        '<!-- wp:navigation-link {"id":12} -->',
    ],
)
def test_what_is_on_other_sites_or_no_picture_is_not_ours(read, content):
    records = read(wxr(post(1, content), attachment(12, "2019/06/race.jpg")))
    assert items(records)["1"].pictures == ()
    assert items(records)["12"].audience is Audience.PUBLIC


def test_a_child_of_a_post_belongs_to_it_though_the_text_does_not_name_it(read):
    records = read(wxr(attachment(12, "2019/06/race.jpg", parent=1), post(1, "[gallery]")))
    assert list(items(records)) == ["1"]
    assert items(records)["1"].pictures[0].missing


def test_the_library_alone_opens_by_address_where_its_posts_are_not_told(read):
    told = items(read(wxr(attachment(12, "2019/06/race.jpg", parent=99), attachment(13, "a.jpg", status="trash"))))
    assert told["12"].audience is Audience.LINK
    assert told["13"].kind is Kind.DELETED


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("2019/06/race-300x200.jpg", "2019/06/race.jpg"),
        ("2019/06/race-scaled.jpg", "2019/06/race.jpg"),
        ("2019/06/race-scaled-e1560000000000.JPG", "2019/06/race.jpg"),
        ("2019/06/race-rotated-150x150.jpg", "2019/06/race.jpg"),
        ("2019/06/race@2x.png", "2019/06/race.png"),
        ("2019/06/race-300x200.jpg.webp", "2019/06/race.jpg"),
        ("2019/06/-300x200.jpg", "2019/06/-300x200.jpg"),
        ("2019/06/day-2-3.jpg", "2019/06/day-2-3.jpg"),
    ],
)
def test_sizes_and_edits_are_compared_as_their_original(path, original):
    assert compared(path) == original


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (f"{UPLOADS}2019/06/a.jpg?w=1", "2019/06/a.jpg"),
        ("uploads/wp-content/uploads/2019/06/a.jpg", "2019/06/a.jpg"),
        (f"{UPLOADS}sites/2/2019/06/a.jpg", "sites/2/2019/06/a.jpg"),
        ("https://marrow.files.wordpress.com/2019/06/a%20b.jpg", "2019/06/a b.jpg"),
        ("https://marrow.example/files/2012/01/a.jpg", "2012/01/a.jpg"),
        ("https://marrow.example/a.jpg", ""),
    ],
)
def test_a_picture_is_known_by_its_path_below_uploads(url, path):
    assert path_of(url) == path


def test_two_sites_in_one_folder_do_not_mix(read):
    other = wxr(post(1, "theirs"), attachment(12, "2019/06/x.jpg")).replace("oakfield.example", "club.example")
    records = read({"a.xml": wxr(post(1, "ours")), "b.xml": other})
    assert set(items(records)) == {"1", "club.example/1", "club.example/12"}


def test_files_split_by_size_are_one_site_and_a_post_that_comes_twice_is_one_item(read):
    records = read({"a.xml": wxr(post(1, IMAGE)), "b.xml": wxr(post(1), attachment(12, "2019/06/race.jpg"))})
    assert list(items(records)) == ["1"]
    assert ledger(records)["joined"] == 2


def test_an_item_tag_in_a_text_starts_no_item(read):
    records = read(wxr(post(1, "feeds use <item> and </item> and <!-- this"), post(2)))
    assert list(items(records)) == ["1", "2"]
    assert troubles(records) == []


def test_a_cut_off_file_gives_every_post_before_the_cut(read):
    whole = wxr(post(1), post(2), post(3))
    records = read(whole[: whole.index("Post 3") + 3])
    assert list(items(records)) == ["1", "2"]
    assert troubles(records) == [("cut_off", 1)]


def test_a_post_that_lost_its_end_costs_itself_alone(read):
    records = read(wxr(post(1), post(2).replace("</item>", ""), post(3)))
    assert list(items(records)) == ["1", "3"]
    assert troubles(records) == [("not_xml", 1)]


def test_a_lost_end_of_a_text_is_told_with_what_it_swallowed(read):
    records = read(wxr(post(1).replace("]]>", ""), post(2), post(3)))
    assert "3" in items(records)
    assert ledger(records)["items"] + ledger(records)["unread"] == 3


def test_control_characters_bare_signs_and_unknown_entities_do_not_stop_reading(read):
    odd = post(1).replace("Post 1", "Ada &amp; Ben & Fitz&nbsp;&eacute;&nosuch;\x0b")
    assert items(read(wxr(odd)))["1"].words.startswith("Ada & Ben & Fitz é&nosuch;")


def test_entities_of_the_file_are_never_expanded(read):
    bomb = '<!DOCTYPE rss [<!ENTITY a "Ada"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>\n<rss'
    records = read(wxr(post(1).replace("Post 1", "&b;&f;")).replace("<rss", bomb, 1))
    assert items(records)["1"].words.startswith("&b;&f;")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1251", "latin-1"])
def test_other_encodings_are_read_as_declared(read, encoding):
    title = "Ада" if encoding == "windows-1251" else "Adéle"
    text = wxr(post(1)).replace("Post 1", title).replace("UTF-8", encoding.removesuffix("-sig"))
    assert items(read({"site.xml": text.encode(encoding)}))["1"].words.startswith(title)


def test_another_prefix_for_the_same_namespace_is_understood(read):
    text = wxr(post(1, IMAGE)).replace("content:", "ns0:").replace("xmlns:content", "xmlns:ns0")
    assert len(items(read(text))["1"].pictures) == 1


@pytest.mark.parametrize("content", ["", "<urlset></urlset>", "no xml"])
def test_an_xml_file_of_something_else_is_told(read, content):
    assert len(troubles(read({"site.xml": wxr(post(1)), "other.xml": content}))) == 1


def test_a_list_of_a_plugin_in_the_uploads_folder_is_no_trouble(read):
    records = read({"uploads/site.xml": wxr(post(1)), "uploads/2019/06/map.xml": "<urlset></urlset>"})
    assert list(items(records)) == ["1"]
    assert troubles(records) == []


def test_pictures_sent_in_through_a_form_are_not_listed(read):
    records = read({"uploads/gravity_forms/2019/06/a-30x30.jpg": JPEG, "uploads/2019/06/b-30x30.jpg": JPEG})
    assert len(items(records)) == 1
    assert any(isinstance(record, Skipped) and "form" in record.why for record in records)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "sign", ['<!-- wp:image {"id":1', "<!--<![CDATA[-->", "[gallery ids=", "<img src=", "&a", "//", "[a "]
)
def test_a_crafted_text_takes_no_long_time(read, sign):
    text = sign * (2_000_000 // len(sign))
    assert len(items(read(wxr(post(1, text), post(2, "", more=f"<x>{text}</x>"))))) <= 2


def test_a_long_file_is_read_in_little_memory(tmp_path):
    text = wxr(*(post(number, "word " * 40_000) for number in range(1, 60)))
    (tmp_path / "site.xml").write_text(text, encoding="utf-8")
    with open_export([tmp_path]) as export:
        tracemalloc.start()
        count = sum(isinstance(record, Item) for record in WordPress().read(export))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 59
    assert most < 8 * 2**20 < len(text)
