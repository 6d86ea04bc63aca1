"""What a parent may rely on when a Flickr download is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.conftest import zipped

from smallprint.exports import open_export
from smallprint.readers.base import Match
from smallprint.readers.expect import ledger
from smallprint.readers.flickr import Flickr
from smallprint.records.items import Audience, InTouch, Item, Joined, PictureRef, Point, Record, Skipped, Trouble

FIXTURES = Path("tests/exports/flickr")
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 4
Files = Mapping[str, bytes | str]


def page(number: str = "53000000001", **more: object) -> str:
    told: dict[str, object] = {
        "id": number,
        "name": "",
        "photopage": f"https://www.flickr.com/photos/cleomarrow/{number}/",
        "privacy": "public",
        "date_imported": "2024-05-06 21:00:00",
    }
    return json.dumps(told | more)


@pytest.fixture
def read(tmp_path):
    def reading(files: Files, name: str = "export.zip") -> list[Record]:
        (tmp_path / name).write_bytes(zipped(files))
        with open_export([tmp_path / name]) as export:
            return list(Flickr().read(export))

    return reading


@pytest.fixture
def match(tmp_path):
    def matching(files: Files, name: str = "export.zip") -> Match | None:
        (tmp_path / name).write_bytes(zipped(files))
        with open_export([tmp_path / name]) as export:
            return Flickr().recognises(export)

    return matching


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def only(records: list[Record]) -> Item:
    (item,) = items(records)
    return item


@pytest.mark.parametrize(
    ("privacy", "audience"),
    [
        ("public", Audience.PUBLIC),
        (" Public ", Audience.PUBLIC),
        ("private", Audience.ONLY_ME),
        ("only you", Audience.ONLY_ME),
        ("friends", Audience.FRIENDS),
        ("family", Audience.CUSTOM),
        ("friend & family", Audience.FRIENDS),
        ("friends and family", Audience.FRIENDS),
        ("privado", Audience.UNKNOWN),
        ("not public", Audience.UNKNOWN),
        ("", Audience.UNKNOWN),
        (None, Audience.UNKNOWN),
        (0, Audience.UNKNOWN),
        (["public"], Audience.UNKNOWN),
    ],
)
def test_the_audience_is_what_privacy_says_or_unknown(read, privacy, audience):
    assert only(read({"photo_53000000001.json": page(privacy=privacy)})).audience is audience


def test_a_page_without_privacy_is_neither_public_nor_private(read):
    told = json.loads(page())
    del told["privacy"]
    assert only(read({"photo_53000000001.json": json.dumps(told)})).audience is Audience.UNKNOWN


def test_a_private_photo_in_a_group_is_seen_by_the_group(read):
    item = only(read({"photo_53000000001.json": page(privacy="private", groups=[{"id": "1", "name": "Walkers"}])}))
    assert item.audience is Audience.CUSTOM
    assert "group" in item.audience_why


def test_an_open_licence_is_said_beside_public(read):
    files = {"photo_53000000001.json": page(license="CC BY 2.0")}
    assert "copy" in only(read(files)).audience_why
    files = {"photo_53000000001.json": page(license="All Rights Reserved")}
    assert "copy" not in only(read(files)).audience_why


@pytest.mark.parametrize(
    "name",
    [
        "ada_53000000001_o.jpg",
        "53000000001_0123456789_o.jpg",
        "ada_53000000001_0123456789_o.JPG",
        "53000000001_o.jpg",
        "_53000000001_o.jpg",
        "IMG_1234_53000000001_o.jpg",
        "53000000002_53000000001_o.jpg",
        "data-download-3/ada-日_53000000001_o.jpg",
    ],
)
def test_a_picture_finds_its_page_by_the_last_number_that_has_one(read, name):
    files = {
        "photo_53000000001.json": page(),
        "photo_53000000002.json": page("53000000002"),
        name: JPEG,
    }
    pictures = {item.key: item.pictures for item in items(read(files))}
    assert pictures["53000000001"] == (PictureRef(name, id="53000000001"),)
    assert pictures["53000000002"][0].missing


def test_a_picture_that_flickr_left_out_is_missing_and_its_address_is_not_told(read):
    secret = "https://live.staticflickr.com/1/53000000001_0123456789_o.jpg"
    records = read({"photo_53000000001.json": page(privacy="private", original=secret)})
    assert only(records).pictures[0].missing
    assert "0123456789" not in repr(records)


@pytest.mark.parametrize(
    ("geo", "point"),
    [
        ([{"latitude": "51481000", "longitude": "-3179000", "accuracy": "16"}], Point(51.481, -3.179)),
        ({"latitude": "51481000", "longitude": "-3179000"}, Point(51.481, -3.179)),
        ([{"latitude": "51.481", "longitude": "-3.179"}], Point(51.481, -3.179)),
        ([{"latitude": 51481000, "longitude": -3.179}], Point(51.481, -3.179)),
        ([{"latitude": "0", "longitude": "0"}], None),
        ([{"latitude": "91000000", "longitude": "0"}], None),
        ([{"latitude": None}], None),
        ([], None),
        ("51481000", None),
    ],
)
def test_a_place_is_read_in_millionths_or_in_degrees(read, geo, point):
    assert only(read({"photo_53000000001.json": page(geo=geo)})).point == point


def test_an_item_is_dated_by_its_posting_and_by_its_taking_where_that_is_all(read):
    stated = page(date_taken="1985-07-01 12:00:00", date_imported="2014-06-18 20:40:00")
    when = only(read({"photo_53000000001.json": stated})).when
    assert when is not None
    assert when.isoformat() == "2014-06-18T20:40:00"
    taken = page(date_taken="2014-06-18 10:02:11", date_imported="0000-00-00 00:00:00")
    when = only(read({"photo_53000000001.json": taken})).when
    assert when is not None
    assert when.isoformat() == "2014-06-18T10:02:11"


def test_media_zips_alone_are_recognised_and_say_nothing_of_the_audience(read, match):
    files = {"ada_53000000001_o.jpg": JPEG, "ada_53000000001_0123456789_o.jpg": JPEG + b"2", "notes.png": JPEG}
    assert match(files) is None
    claim = match(files, "data_65012345_ab12_1.zip")
    assert claim is not None
    assert (claim.era, claim.how_sure < 0.5) == ("2025", True)
    records = read(files)
    assert only(records).audience is Audience.UNKNOWN
    assert [type(record) for record in records] == [Skipped, Item, Joined]
    counts = ledger(records)
    assert (counts["entries"], counts["items"], counts["joined"], counts["skipped"]) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    "broken", ["", '{"id": "53000000001", "privacy": "pub', "<html></html>", "[1]", "{}", "null"]
)
def test_a_photo_whose_page_is_broken_is_one_trouble_and_its_picture_stays(read, broken):
    records = read({"photo_53000000001.json": broken, "ada_53000000001_o.jpg": JPEG})
    (trouble,) = (record for record in records if isinstance(record, Trouble))
    assert trouble.entries == 1
    assert (only(records).key, only(records).audience) == ("53000000001", Audience.UNKNOWN)


def test_a_page_that_lies_there_twice_is_one_item(read):
    records = read({"photo_53000000001.json": page(), "again/photo_53000000001 (1).json": page(name="Ada")})
    assert ledger(records)["items"] == 1
    assert [record.key for record in records if isinstance(record, Joined)] == ["53000000001"]


def test_who_comments_is_counted_under_the_name_of_the_contacts_list(read):
    files = {
        "account_profile.json": json.dumps({"nsid": "1@N00", "path_alias": "cleomarrow"}),
        "contacts_part001.json": json.dumps({"contacts": {"Edith": "https://www.flickr.com/people/2@N00/"}}),
        "photo_53000000001.json": page(
            comments=[{"user": "2@N00", "comment": "lovely"}, {"user": "1@N00", "comment": "thanks"}]
        ),
        "photos_comments_part001.json": json.dumps(
            {"comments": [{"photo_url": "https://www.flickr.com/photos/2@N00/1/"}]}
        ),
    }
    records = read(files)
    assert [record for record in records if isinstance(record, InTouch)] == [InTouch("Edith", "comment", 2)]
    assert "lovely" not in repr(records)


@pytest.mark.parametrize("era", ["2018", "2025"])
def test_mail_and_the_words_of_others_are_in_no_record(era):
    with open_export([FIXTURES / era]) as export:
        assert "MUST NEVER BE READ" not in repr(list(Flickr().read(export)))
