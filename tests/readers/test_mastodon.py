"""Mastodon: the one network whose download says of each single post who could see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import tarred, written

from smallprint.exports import open_export
from smallprint.readers.mastodon import Mastodon
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    Record,
    Skipped,
    Trouble,
)

FIXTURES = Path(__file__).parent.parent / "exports" / "mastodon"
LATEST = FIXTURES / "2024"
ME = "https://social.example/users/cleo"
EVERYONE = "https://www.w3.org/ns/activitystreams#Public"
FOLLOWERS = f"{ME}/followers"
EDITH = "https://social.example/users/edith"
GALE = "https://far.example/users/gale"


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(Mastodon().read(export))


def items(records: list[Record]) -> list[Item]:
    return [one for one in records if isinstance(one, Item)]


def posted(folder: Path, **note: object) -> list[Record]:
    """An outbox with one post."""
    post = {"id": f"{ME}/statuses/1", "type": "Note", "published": "2023-09-06T07:50:00Z", "content": "<p>Ada</p>"}
    activity = {"id": f"{ME}/statuses/1/activity", "type": "Create", "actor": ME, "object": post | note}
    actor = {"id": ME, "preferredUsername": "cleo", "followers": FOLLOWERS}
    outbox = {"id": "outbox.json", "type": "OrderedCollection", "totalItems": 0, "orderedItems": [activity]}
    return read(written(folder, {"outbox.json": json.dumps(outbox), "actor.json": json.dumps(actor)}))


def mention(address: str) -> dict[str, str]:
    return {"type": "Mention", "href": address, "name": "@" + address.rpartition("/")[2]}


@pytest.mark.parametrize(
    ("to", "cc", "audience"),
    [
        ([EVERYONE], [FOLLOWERS], Audience.PUBLIC),
        (["as:Public"], [FOLLOWERS], Audience.PUBLIC),
        ("Public", [], Audience.PUBLIC),
        ([EVERYONE], [], Audience.PUBLIC),
        ([FOLLOWERS], [EVERYONE], Audience.PUBLIC),
        ([FOLLOWERS], [], Audience.FOLLOWERS),
        ([FOLLOWERS], [EDITH], Audience.FOLLOWERS),
        ([EDITH, FOLLOWERS], [], Audience.FOLLOWERS),
        ([EDITH, GALE], [], Audience.CUSTOM),
        (["https://far.example/users/gale/followers"], [], Audience.CUSTOM),
        (["https://social.example/#Public"], [FOLLOWERS], Audience.UNKNOWN),
        ([], [], Audience.UNKNOWN),
        (None, None, Audience.UNKNOWN),
        ([7, {"a": 1}], {"to": EVERYONE}, Audience.UNKNOWN),
    ],
)
def test_the_audience_of_a_post_is_read_from_its_addressees(tmp_path, to, cc, audience):
    (item,) = items(posted(tmp_path, to=to, cc=cc))
    assert item.audience is audience
    assert item.audience_why.endswith(".")


def test_a_locked_account_does_not_make_a_public_post_less_public():
    first = items(read(LATEST))[0]
    assert first.audience is Audience.PUBLIC
    assert not [one for one in read(LATEST) if isinstance(one, AccountFact) and one.name == "private"]


def test_a_boost_says_nothing_of_who_could_see_the_post_in_it(tmp_path):
    post = {"id": f"{ME}/statuses/1", "type": "Note", "attributedTo": ME, "content": "<p>Ben</p>"}
    boost = {"id": f"{ME}/statuses/2/activity", "type": "Announce", "actor": ME, "to": [EVERYONE], "object": post}
    outbox = {"id": "outbox.json", "type": "OrderedCollection", "orderedItems": [boost]}
    (item,) = items(read(written(tmp_path, {"outbox.json": json.dumps(outbox)})))
    assert item.audience is Audience.UNKNOWN


def test_a_private_mention_keeps_its_picture_asks_first_and_loses_its_words():
    found = read(LATEST)
    (message,) = [one for one in items(found) if one.kind is Kind.MESSAGE]
    assert (message.words, message.asks_first, message.audience) == ("", True, Audience.CUSTOM)
    assert len(message.pictures) == 1
    assert "only for you" not in repr(found)
    assert "training at nine" not in repr(found)


def test_a_post_for_a_circle_of_people_who_are_not_mentioned_is_a_post(tmp_path):
    (item,) = items(posted(tmp_path, to=[EDITH, GALE], cc=[], tag=[mention(EDITH)]))
    assert (item.kind, item.words, item.audience) == (Kind.POST, "Ada", Audience.CUSTOM)


def test_boosts_of_others_are_skipped_and_the_boost_of_an_own_post_is_joined():
    found = read(LATEST)
    assert [one.why for one in found if isinstance(one, Skipped)].count("a boost of another person's post") == 1
    assert [one.key for one in found if isinstance(one, Joined)] == [f"{ME}/statuses/109000000000000003"]


@pytest.mark.parametrize(
    "address",
    [
        "/media_attachments/files/109/000/000/000/000/011/original/0a1b2c3d4e5f6071.jpg",
        "/system/media_attachments/files/109/000/000/000/000/011/original/0a1b2c3d4e5f6071.jpg",
        "/bucket/media_attachments/files/109/000/000/000/000/011/original/0a1b2c3d4e5f6071.jpg",
        "https://files.social.example/media_attachments/files/109/000/000/000/000/011/original/0a1b2c3d4e5f6071.jpg",
        "/cache/media_attachments/files/999/original/0a1b2c3d4e5f6071.jpg",
        "/cache/elsewhere/0a1b2c3d4e5f6071.jpg",
        [{"type": "Link", "href": "/cache/0a1b2c3d4e5f6071.jpg", "mediaType": "image/jpeg"}],
    ],
)
def test_a_picture_is_found_wherever_the_server_stores_it(tmp_path, address):
    place = "media_attachments/files/109/000/000/000/000/011/original/0a1b2c3d4e5f6071.jpg"
    written(tmp_path, {place: b"\xff\xd8\xff"})
    attachment = [{"type": "Document", "mediaType": "image/jpeg", "url": address, "name": "Ada"}]
    (item,) = items(posted(tmp_path, to=[EVERYONE], attachment=attachment))
    assert [(picture.member, picture.missing, picture.words) for picture in item.pictures] == [(place, False, "Ada")]


def test_sound_is_no_picture_and_an_absent_picture_is_missing():
    last = items(read(LATEST))[5]
    assert [(picture.missing, picture.video) for picture in last.pictures] == [(True, False)]


def test_the_number_of_posts_that_the_list_states_is_not_relied_on():
    assert not [one for one in read(LATEST) if isinstance(one, Trouble)]


def test_a_content_warning_and_the_choices_of_a_poll_are_words():
    assert items(read(LATEST))[4].words == "Birthday plans\nWhich cake?\nLemon\nPlum"


def test_the_table_of_followed_accounts_is_read_with_and_without_its_heading():
    with_heading = [one.name for one in read(LATEST) if isinstance(one, Contact)]
    without = [one.name for one in read(FIXTURES / "2020") if isinstance(one, Contact)]
    assert with_heading == ["edith@social.example", "fitz@club.example"]
    assert without == ["edith@old.example", "gale@old.example"]


def test_people_are_named_with_their_server_so_that_two_lists_agree():
    touch = {(one.name, one.how) for one in read(LATEST) if isinstance(one, InTouch)}
    assert touch == {
        ("edith@social.example", "message"),
        ("edith@social.example", "tag"),
        ("fitz@club.example", "message"),
        ("fitz@club.example", "comment"),
    }


def test_the_packed_file_tells_when_it_was_made_and_an_old_tar_is_read(tmp_path):
    files = {path.relative_to(LATEST).as_posix(): path.read_bytes() for path in LATEST.rglob("*") if path.is_file()}
    files.pop("expected.json")
    path = tmp_path / "archive-20200501083015-0123456789abcdef0123456789abcdef.tar.gz"
    path.write_bytes(tarred(files))
    with open_export([path]) as export:
        found = list(Mastodon().read(export))
    assert [one.value for one in found if isinstance(one, AccountFact) and one.name == "exported_at"] == [
        "2020-05-01T08:30:15+00:00"
    ]
    assert items(found) == items(read(LATEST))


@pytest.mark.parametrize("stray", [None, 7, "text", [], {}, {"type": "Create", "object": f"{ME}/1"}, {"type": 3}])
def test_each_stray_entry_is_told_once(tmp_path, stray):
    outbox = {"id": "outbox.json", "type": "OrderedCollection", "orderedItems": [stray]}
    found = read(written(tmp_path, {"outbox.json": json.dumps(outbox)}))
    assert sum(one.entries for one in found if isinstance(one, Trouble | Skipped)) == 1
