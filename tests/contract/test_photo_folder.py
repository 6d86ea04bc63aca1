"""A loose folder of pictures: one item a picture, nothing about who could see it, and no help to collect children."""

from __future__ import annotations

import pytest
from tests.conftest import written, zipped

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.photo_folder import PhotoFolder, date_in_name
from smallprint.records.items import Audience, Item, Joined, Skipped, Trouble

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
PNG = b"\x89PNG\r\n\x1a\n"
MOVIE = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp41"


@pytest.fixture
def read(tmp_path):
    def reading(*names):
        starts = {"mp4": MOVIE, "MOV": MOVIE, "png": PNG}
        files = {name: starts.get(name[-3:], JPEG) + name.encode() for name in names}
        with open_export([written(tmp_path / "pictures", files)]) as export:
            return list(PhotoFolder().read(export))

    return reading


def pictures(records):
    return [[picture.member for picture in record.pictures] for record in records if isinstance(record, Item)]


@pytest.mark.parametrize(
    "names",
    [
        ["IMG_0001.HEIC", "IMG_0001.MOV"],
        ["IMG_0001.HEIC", "IMG_E0001.JPG", "IMG_0001.MOV"],
        ["DSC_0001.JPG", "DSC_0001.NEF"],
        ["ada-edited.jpg", "ada.jpg"],
        ["photo.jpg", "photo-300x200.jpg", "photo_thumb.jpg"],
        ["PXL_20230906_075000123.RAW-01.COVER.jpg", "PXL_20230906_075000123.RAW-02.ORIGINAL.dng"],
        ["PXL_20230906_075000123.MP.jpg", "PXL_20230906_075000123.mp4"],
    ],
)
def test_files_of_one_picture_are_one_item(read, names):
    records = read(*names)
    (together,) = pictures(records)
    assert sorted(together) == sorted(names)
    counts = ledger(records)
    assert (counts["items"], counts["joined"], counts["entries"]) == (1, len(names) - 1, len(names))
    assert all(isinstance(record, Item | Joined) for record in records)


APART = [
    ["1.jpg", "2.jpg"],
    ["a/IMG_0001.JPG", "b/IMG_0001.JPG"],
    ["x.jpg", "x.png"],
    ["ada-edited.jpg"],
    ["IMG_E0001.JPG"],
]


@pytest.mark.parametrize("names", APART)
def test_other_files_stay_apart(read, names):
    assert sorted(pictures(read(*names))) == sorted([name] for name in names)


def test_a_folder_says_nothing_about_who_could_see_it(read):
    (item,) = (record for record in read("Year 2 swimming/ada_marrow.jpg") if isinstance(record, Item))
    assert (item.audience, item.when, item.link, item.words) == (Audience.UNKNOWN, None, None, "")
    assert "Year 2 swimming" in item.pictures[0].member


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("IMG_20230906_075000.jpg", "2023-09-06T07:50:00"),
        ("PXL_20230906_075000123.jpg", "2023-09-06T07:50:00+00:00"),
        ("20230906_075000.jpg", "2023-09-06T07:50:00"),
        ("2023-09-06 07.50.00.jpg", "2023-09-06T07:50:00"),
        ("WhatsApp Image 2023-09-06 at 07.50.00.jpeg", "2023-09-06T07:50:00"),
        ("Screenshot_20230906-075000.png", "2023-09-06T07:50:00"),
        ("signal-2023-09-06-075000.jpg", "2023-09-06T07:50:00"),
        ("photo_2023-09-06_07-50-00.jpg", "2023-09-06T07:50:00"),
        ("IMG-20230906-WA0012.jpg", None),
        ("FB_IMG_1693990000000.jpg", None),
        ("DSC_0001.jpg", None),
        ("20231306_075000.jpg", None),
        ("18000101_000000.jpg", None),
    ],
)
def test_a_name_tells_a_date_only_where_it_is_certain(name, when):
    found = date_in_name(f"a/{name}")
    assert (found.isoformat() if found else None) == when


SCRAPED = {
    "instaloader": ["oakfield/2021-01-01_10-00-00_UTC.jpg", "oakfield/2021-01-01_10-00-00_UTC.json.xz"],
    "instaloader without its lists": ["gale/2021-01-01_10-00-00_UTC_1.jpg", "gale/2021-01-01_10-00-00_UTC_2.jpg"],
    "instaloader by code": ["gale/CxYz123abcd_UTC.jpg", "gale/CxYz123abce_UTC.jpg"],
    "gallery-dl": ["gallery-dl/instagram/oakfield/2876_18000.jpg"],
    "yt-dlp": ["clips/Ada swims.mp4", "clips/Ada swims.info.json"],
}


@pytest.mark.parametrize("layout", SCRAPED)
def test_what_a_program_fetched_from_an_account_is_not_read(read, tmp_path, layout):
    records = read(*SCRAPED[layout], "my own/IMG_0001.JPG")
    assert pictures(records) == [["my own/IMG_0001.JPG"]]
    assert {record.kind for record in records if isinstance(record, Trouble)} == {"scraper_layout"}
    assert sum(record.entries for record in records if isinstance(record, Skipped)) == len(SCRAPED[layout])
    with open_export([tmp_path / "pictures"]) as export:
        assert "fetched" in recognise(export)[0].why


def test_a_folder_without_pictures_is_not_claimed(tmp_path):
    with open_export([written(tmp_path, {"notes.txt": "x", "fake.jpg": "not a picture"})]) as export:
        assert recognise(export) == []


def test_an_export_of_a_network_is_not_claimed(tmp_path):
    for number, listing in enumerate(('[{"uri": "media/ada.jpg"}]', '{"title": "ada.jpg", "photoTakenTime": {}}')):
        (tmp_path / f"{number}.zip").write_bytes(zipped({"media/ada.jpg": JPEG, "lists/unknown.json": listing}))
        with open_export([tmp_path / f"{number}.zip"]) as export:
            assert PhotoFolder().recognises(export) is None


def test_wrapping_the_folder_keeps_the_keys(tmp_path):
    files = {"a/1.jpg": JPEG, "b/2.jpg": JPEG}
    read = []
    for number, around in enumerate(("", "My pictures/more/")):
        folder = written(tmp_path / str(number), {around + name: content for name, content in files.items()})
        with open_export([folder]) as export:
            read.append([record.key for record in PhotoFolder().read(export) if isinstance(record, Item)])
    assert read[0] == read[1]
    assert len(set(read[0])) == 2
