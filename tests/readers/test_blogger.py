"""What a parent may rely on when a blog's download is read."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from tests.conftest import written

from smallprint.exports import open_export
from smallprint.readers.blogger import Blogger
from smallprint.readers.blogger.posts import shown_in
from smallprint.readers.expect import ledger
from smallprint.records.items import AccountFact, Audience, Contact, InTouch, Item, Joined, Kind, Record, Trouble

FIXTURES = Path("tests/exports/blogger")
FORMS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
BLOG = "Takeout/Blogger/Blogs/Our garden"
ALBUM = "Takeout/Blogger/Albums/Our garden"
HOST = "https://blogger.googleusercontent.com/img/b/R29/AVv"
SPACES = "xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'"
SETTINGS = "blog_read_access_mode,blog_searchable,blog_subdomain\n"

Reading = Callable[[dict[str, bytes | str]], list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(files: dict[str, bytes | str]) -> list[Record]:
        with open_export([written(tmp_path / "export", files)]) as export:
            return list(Blogger().read(export))

    return reading


def entry(number: int, content: str = "", status: str = "LIVE", kind: str = "POST", more: str = "") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>Cleo Marrow</name></author>"
        f"<title>Post {number}</title><content type='html'>{escape(content)}</content>"
        f"<published>2019-06-18T01:45:55.218Z</published>{more}</entry>"
    )


def feed(*entries: str, before: str = "") -> str:
    return f"<?xml version='1.0' encoding='utf-8'?>{before}<feed {SPACES}><title>x</title>{''.join(entries)}</feed>"


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def troubles(records: list[Record]) -> list[tuple[str, int]]:
    return [(record.kind, record.entries) for record in records if isinstance(record, Trouble)]


@pytest.mark.parametrize("form", FORMS)
def test_comments_and_other_peoples_blogs_are_in_no_record(form: str) -> None:
    with open_export([FIXTURES / form]) as export:
        records = list(Blogger().read(export))
    assert "MUST NEVER BE READ" not in repr(records)
    assert "edith@example.org" not in repr(records)


@pytest.mark.parametrize(
    ("mode", "audience"),
    [("PUBLIC", Audience.PUBLIC), ("PRIVATE", Audience.CUSTOM), ("INVITED", Audience.CUSTOM), ("", Audience.UNKNOWN)],
)
def test_a_live_post_is_as_open_as_its_blog(read: Reading, mode: str, audience: Audience) -> None:
    files = {f"{BLOG}/feed.atom": feed(entry(1)), f"{BLOG}/settings.csv": f"{SETTINGS}{mode},TRUE,garden\n"}
    (item,) = items(read(files))
    assert item.audience is audience


def test_without_settings_nobody_knows_who_may_read(read: Reading) -> None:
    (item,) = items(read({f"{BLOG}/feed.atom": feed(entry(1))}))
    assert item.audience is Audience.UNKNOWN


@pytest.mark.parametrize(
    ("status", "more", "told"),
    [
        ("DRAFT", "", (Audience.ONLY_ME, Kind.POST, False)),
        ("SCHEDULED", "", (Audience.UNKNOWN, Kind.POST, False)),
        ("LIVE", "<blogger:trashed>2022-01-01T00:00:00Z</blogger:trashed>", (Audience.ONLY_ME, Kind.DELETED, True)),
        ("LIVE", "<blogger:trashed/>", (Audience.PUBLIC, Kind.POST, False)),
    ],
)
def test_drafts_and_what_is_in_the_trash_are_not_open(
    read: Reading, status: str, more: str, told: tuple[Audience, Kind, bool]
) -> None:
    files = {
        f"{BLOG}/feed.atom": feed(entry(1, status=status, more=more)),
        f"{BLOG}/settings.csv": f"{SETTINGS}PUBLIC,TRUE,garden\n",
    }
    (item,) = items(read(files))
    assert (item.audience, item.kind, item.asks_first) == told


def test_two_blogs_of_one_title_keep_their_own_settings(read: Reading) -> None:
    files = {
        f"{BLOG}/feed.atom": feed(entry(1)),
        f"{BLOG}/settings.csv": f"{SETTINGS}PUBLIC,TRUE,garden\n",
        f"{BLOG}/feed(1).atom": feed(entry(2)),
        f"{BLOG}/settings(1).csv": f"{SETTINGS}PRIVATE,FALSE,garden2\n",
    }
    records = read(files)
    assert {item.key: item.audience for item in items(records)} == {"1": Audience.PUBLIC, "2": Audience.CUSTOM}
    facts = {one.name: one.value for one in records if isinstance(one, AccountFact)}
    assert facts == {"account": "garden", "search_engines": "true"}


@pytest.mark.parametrize(
    ("more", "link"),
    [
        ("<blogger:filename>/2019/06/post.html</blogger:filename>", "https://garden.blogspot.com/2019/06/post.html"),
        ("", "https://www.blogger.com/blog/post/edit/1/1"),
        ("<blogger:filename>javascript:alert(1)</blogger:filename>", "https://www.blogger.com/blog/post/edit/1/1"),
    ],
)
def test_a_post_without_an_address_leads_to_where_its_owner_edits_it(read: Reading, more: str, link: str) -> None:
    files = {
        f"{BLOG}/feed.atom": feed(entry(1, more=more)),
        f"{BLOG}/settings.csv": f"{SETTINGS}PUBLIC,TRUE,garden\n",
    }
    assert [item.link for item in items(read(files))] == [link]


def test_every_size_of_a_picture_is_one_picture() -> None:
    sizes = ("s320", "w320-h214", "s1600", "s640-rw", "w400-h300-p-k-no-nu")
    found = list(shown_in("".join(f'<img src="{HOST}/{size}/IMG_1.jpg"/>' for size in sizes)))
    assert [one.name for one in found] == ["IMG_1.jpg"]


def test_two_pictures_of_one_name_are_two() -> None:
    content = f'<img src="{HOST}1/s320/IMG_1.jpg"><img src="{HOST}2/s320/IMG_1.jpg">'
    assert len(list(shown_in(content))) == 2


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/IMG_1.jpg",
        "https://blogger.googleusercontent.com.elsewhere.example/img/IMG_1.jpg",
        "data:image/png;base64,AAAA",
        "https://[broken/IMG_1.jpg",
        "file:///etc/passwd",
    ],
)
def test_pictures_on_other_hosts_are_not_ours(address: str) -> None:
    assert list(shown_in(f'<img src="{address}">')) == []


def test_a_name_that_was_encoded_twice_finds_its_file_and_the_file_is_joined(read: Reading) -> None:
    files: dict[str, bytes | str] = {
        f"{BLOG}/feed.atom": feed(entry(1, f'<img src="{HOST}/s320/Ada%2520and+Ben.jpg">')),
        f"{ALBUM}/Ada and Ben.jpg": JPEG,
        f"{ALBUM}/Ada and Ben.jpg.json": '{"filename": "Ada and Ben.jpg", "creationTimestampMs": "1560821000000"}',
    }
    records = read(files)
    (item,) = items(records)
    assert [picture.member for picture in item.pictures] == [f"{ALBUM}/Ada and Ben.jpg"]
    assert [one.key for one in records if isinstance(one, Joined)] == ["1"]


def test_one_name_in_two_albums_is_that_of_the_album_named_like_the_blog(read: Reading) -> None:
    files: dict[str, bytes | str] = {
        f"{BLOG}/feed.atom": feed(entry(1, f'<img src="{HOST}/s320/IMG_1.jpg">')),
        f"{ALBUM}_ a diary/IMG_1.jpg": JPEG,
        "Takeout/Blogger/Albums/Cakes/IMG_1.jpg": JPEG + b"cake",
    }
    first, second = items(read(files))
    assert [picture.member for picture in first.pictures] == [f"{ALBUM}_ a diary/IMG_1.jpg"]
    assert (second.kind, second.albums, second.audience) == (Kind.ALBUM, ("Cakes",), Audience.UNKNOWN)


def test_who_comments_is_counted_without_the_authors_and_the_nameless(read: Reading) -> None:
    comments = [entry(number, "words", kind="COMMENT") for number in (2, 3, 4)]
    comments[0] = comments[0].replace("Cleo Marrow", "Edith Marrow")
    comments[1] = comments[1].replace("Cleo Marrow", "Anonymous")
    records = read({f"{BLOG}/feed.atom": feed(*comments, entry(1))})
    assert [one for one in records if isinstance(one, InTouch)] == [InTouch("Edith Marrow", "comment", 1)]
    assert ledger(records)["skipped"] == 3


def test_followers_who_are_blocked_are_no_followers(read: Reading) -> None:
    rows = "display_name,profile_image_url,is_blocked\nEdith,x,FALSE\nGale,x,TRUE\n"
    records = read({f"{BLOG}/feed.atom": feed(), f"{BLOG}/followers.csv": rows})
    assert [one.name for one in records if isinstance(one, Contact)] == ["Edith"]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_a_cut_off_feed_still_gives_the_posts_before_the_cut(read: Reading, share: float) -> None:
    whole = feed(*(entry(number, "words " * 20) for number in range(1, 11)))
    records = read({f"{BLOG}/feed.atom": whole[: int(len(whole) * share)]})
    keys = [item.key for item in items(records)]
    assert keys == [str(number) for number in range(1, len(keys) + 1)]
    assert len(keys) >= 10 * share - 2
    assert troubles(records) == [("cut_off", 1)]


@pytest.mark.parametrize("content", ["", "<html><body>Log in</body></html>", '{"foo": 1}', "\0" * 500, "<feed"])
def test_something_else_in_place_of_a_feed_is_told(read: Reading, content: str) -> None:
    records = read({f"{BLOG}/feed.atom": content, f"{BLOG}/feed(1).atom": feed(entry(2))})
    assert [item.key for item in items(records)] == ["2"]
    assert troubles(records) or not content


def test_a_broken_sign_costs_no_other_post(read: Reading) -> None:
    records = read({f"{BLOG}/feed.atom": feed(entry(1), entry(2).replace("Post 2", "A & B \x0b"), entry(3))})
    assert {"1", "3"} <= {item.key for item in items(records)}
    assert ("not_xml", 0) in troubles(records)


BOMB = "".join(f"<!ENTITY e{number} '{f'&e{number - 1};' * 10}'>" for number in range(1, 10))


@pytest.mark.parametrize(
    "before",
    [
        f"<!DOCTYPE feed [<!ENTITY e0 'Gale'>{BOMB}]>",
        "<!DOCTYPE feed [<!ENTITY e9 SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE feed SYSTEM 'http://elsewhere.example/x.dtd'>",
    ],
)
def test_entities_are_neither_resolved_nor_fetched(read: Reading, before: str) -> None:
    tracemalloc.start()
    records = read({f"{BLOG}/feed.atom": feed(entry(1).replace("Post 1", "Post &e9;"), before=before)})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert "root:" not in repr(records)
    assert "Gale" not in repr(records)


def test_a_classic_feed_is_known_by_what_stands_in_it_and_not_by_its_name(tmp_path: Path) -> None:
    content = (FIXTURES / "2010-classic" / "blog-05-06-2012.xml").read_bytes()
    with open_export([written(tmp_path, {"my backup.xml": content})]) as export:
        found = Blogger().recognises(export)
    assert found
    assert found.era == "classic"


def test_another_feed_is_not_claimed(tmp_path: Path) -> None:
    with open_export(
        [written(tmp_path, {"news.xml": "<feed xmlns='http://www.w3.org/2005/Atom'></feed>"})]
    ) as export:
        assert Blogger().recognises(export) is None
