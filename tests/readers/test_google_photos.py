"""What a parent may rely on when Google Photos is read from a Takeout."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import written, zipped

from smallprint.exports import open_export
from smallprint.readers.expect import ledger
from smallprint.readers.google_photos import GooglePhotos
from smallprint.readers.google_photos.folders import inside
from smallprint.readers.google_photos.matching import match
from smallprint.records.items import (
    AccountFact,
    Audience,
    InTouch,
    Item,
    Joined,
    Kind,
    Record,
    Skipped,
    Trouble,
)

FIXTURES = Path("tests/exports/google_photos")
ERAS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
MOVIE = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp41"
PHOTOS = "Takeout/Google Photos"
YEAR = f"{PHOTOS}/Photos from 2024"

Reading = Callable[..., list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(*parts: dict[str, object], names: tuple[str, ...] = ()) -> list[Record]:
        paths = [tmp_path / name for name in names or [f"part-{number}.zip" for number in range(len(parts))]]
        for path, files in zip(paths, parts, strict=True):
            path.write_bytes(zipped({name: packed(content) for name, content in files.items()}))
        with open_export(paths) as export:
            return list(GooglePhotos().read(export))

    return reading


def packed(content: object) -> bytes:
    return content if isinstance(content, bytes) else json.dumps(content).encode()


def picture(text: str = "") -> bytes:
    return JPEG + text.encode()


def sidecar(title: str, number: int = 1, **more: object) -> dict[str, object]:
    said = {
        "title": title,
        "photoTakenTime": {"timestamp": str(1718445600 + number), "formatted": "15 juin 2024, 10:00:00 UTC"},
        "url": f"https://photos.google.com/photo/AF1QipInvented{number:06d}",
    }
    return said | more


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def only(records: list[Record]) -> Item:
    (item,) = items(records)
    return item


def members(item: Item) -> list[str]:
    return [picture.member.rpartition("/")[2] for picture in item.pictures]


def pairs(media: list[str], jsons: list[str], titles: dict[str, str] | None = None) -> dict[str, list[str]]:
    titles = titles or {}
    found = match(media, jsons, lambda name: titles.get(name, ""))
    return {group.sidecar or "-": list(group.media) for group in found.groups}


EMOJI = "\U0001f9d2" * 22 + "\u2764\ufe0f"  # 22 children and a heart: 46 UTF-16 units, 24 characters


@pytest.mark.parametrize(
    ("media", "json_name"),
    [
        ("img_1.jpg", "img_1.jpg.json"),
        ("img_1.jpg", "img_1.jpg.supplemental-metadata.json"),
        ("img_1.jpg", "img_1.jpg.supplemental-me.json"),
        ("img_1.jpg", "img_1.jpg.s.json"),
        ("img_1.jpg", "img_1.jpg..json"),
        ("dsc_1(1).jpg", "dsc_1.jpg(1).json"),
        ("dsc_1(1).jpg", "dsc_1.jpg.supplemental-metadata(1).json"),
        ("image(2).png", "image(2).png.supplemental-metadata.json"),
        ("2003-06-16.jpg", "2003-06-16.json"),
        ("2003-06-16.jpg", "2003-06-16.supplemental-metadata.json"),
        ("pxl_1.mp.jpg", "pxl_1.mp.jpg.supplemental-metadata.json"),
    ],
)
def test_a_sidecar_belongs_to_its_picture(media: str, json_name: str) -> None:
    assert pairs([media], [json_name]) == {json_name: [media]}


@pytest.mark.parametrize(
    ("media", "json_name", "title"),
    [
        ("a" * 47 + ".jpg", "a" * 46 + ".json", "a" * 60 + ".jpg"),
        ("a" * 47 + ".jpg", "a" * 60 + ".jpg.supplemental-metadata.json", "a" * 60 + ".jpg"),
        ("a" * 42 + "_ada.jpg", "a" * 42 + "_ada.json", "a" * 42 + "?ada.jpg"),
        (EMOJI + ".jpg", EMOJI + ".json", EMOJI + "x.jpg"),
    ],
)
def test_a_name_that_was_cut_is_found_by_its_title(media: str, json_name: str, title: str) -> None:
    assert pairs([media], [json_name], {json_name: title}) == {json_name: [media]}


def test_two_cut_names_that_differ_in_the_last_letter_are_told_apart_by_title() -> None:
    one, other = "a" * 46 + "1", "a" * 46 + "2"
    jsons = ["a" * 46 + ".json", "a" * 46 + "(1).json"]
    titles = {jsons[0]: other + " ada.jpg", jsons[1]: one + " ben.jpg"}
    assert pairs([one + ".jpg", other + ".jpg"], jsons, titles) == {
        jsons[1]: [one + ".jpg"],
        jsons[0]: [other + ".jpg"],
    }


def test_a_cut_name_without_a_title_is_left_alone() -> None:
    media = ["a" * 47 + ".jpg"]
    assert pairs(media, ["a" * 46 + ".json"]) == {"-": media}


def test_a_forgotten_duplicate_shares_the_sidecar_of_the_cut_name() -> None:
    media = ["b" * 47 + ".jpg", "b" * 47 + "(1).jpg"]
    json_name = "b" * 46 + ".json"
    assert pairs(media, [json_name], {json_name: "b" * 50 + ".jpg"}) == {json_name: media}


@pytest.mark.parametrize(
    "media",
    [
        ["img_1.jpg", "img_1-edited.jpg"],
        ["img_1.jpg", "img_1-ed.jpg"],
        ["img_1.heic", "img_1-modifié.jpg"],
        ["img_1.jpg", "img_1-ha editado.jpg"],
        ["img_1.jpg", "img_1-編集済み.jpg"],
        ["img_1.jpg", "img_1-muokattu.jpg"],
        ["img_1.heic", "img_1.mp4"],
        ["img_1.jpg", "img_1"],
        ["pxl_1.mp.jpg", "pxl_1.mp"],
        ["pxl_1.mp.jpg", "pxl_1.mp~2"],
        ["mvimg_1.jpg", "mvimg_1.mp4"],
        ["img_1(1).jpg", "img_1-edited(1).jpg"],
    ],
)
def test_edits_and_clips_are_one_item_with_the_original(media: list[str]) -> None:
    json_name = f"{media[0]}.json"
    assert pairs(media, [json_name]) == {json_name: media}


@pytest.mark.parametrize(
    "media", [["img_1.jpg", "img_2-edited.jpg"], ["img_1.jpg", "img_1-2.jpg"], ["img_1.jpg", "img_10.mp4"]]
)
def test_another_picture_is_not_taken_for_an_edit(media: list[str]) -> None:
    assert pairs(media, [f"{media[0]}.json"]) == {f"{media[0]}.json": media[:1], "-": media[1:]}


def test_a_clip_beside_two_stills_of_its_name_belongs_to_neither() -> None:
    media = ["img_1.heic", "img_1.jpg", "img_1.mp4"]
    found = pairs(media, ["img_1.heic.json", "img_1.jpg.json"])
    assert found["-"] == ["img_1.mp4"]


@pytest.mark.parametrize("era", ERAS)
def test_what_must_never_be_read_is_in_no_record(era: str) -> None:
    with open_export([FIXTURES / era]) as export:
        assert "MUST NEVER BE READ" not in repr(list(GooglePhotos().read(export)))


def test_a_picture_without_a_sidecar_is_still_a_picture(read: Reading) -> None:
    item = only(read({f"{YEAR}/IMG_20240615_101500.jpg": picture(), f"{YEAR}/IMG_20240615_101500.mp4": MOVIE}))
    assert (item.audience, item.when.isoformat() if item.when else None) == (Audience.UNKNOWN, "2024-06-15T10:15:00")
    assert members(item) == ["IMG_20240615_101500.jpg", "IMG_20240615_101500.mp4"]


def test_a_picture_and_its_sidecar_may_lie_in_different_parts(read: Reading) -> None:
    one, other = {f"{YEAR}/IMG_1.jpg": picture()}, {f"{YEAR}/IMG_1.jpg.json": sidecar("IMG_1.jpg")}
    assert only(read(one, other)) == only(read(other, one))
    assert not only(read(one, other)).pictures[0].missing


def test_parts_unpacked_side_by_side_are_one_tree(tmp_path: Path) -> None:
    written(tmp_path / "out" / "takeout-1" / YEAR, {"IMG_1.jpg": picture(), "IMG_2.jpg": picture("2")})
    written(
        tmp_path / "out" / "takeout-2" / YEAR,
        {"IMG_1.jpg.json": packed(sidecar("IMG_1.jpg")), "IMG_2.jpg": picture("2")},
    )
    with open_export([tmp_path / "out"]) as export:
        records = list(GooglePhotos().read(export))
    assert [members(item) for item in items(records)] == [["IMG_1.jpg"], ["IMG_2.jpg"]]
    assert ledger(records)["skipped"] == 1


def test_two_albums_of_one_name_in_two_folders_lose_no_picture(tmp_path: Path) -> None:
    for number in (1, 2):
        written(
            tmp_path / f"{number}" / "Summer",
            {"IMG_1.jpg": picture("x" * number), "IMG_1.jpg.json": packed(sidecar("IMG_1.jpg", number * 10**5))},
        )
    with open_export([tmp_path]) as export:
        assert len(items(list(GooglePhotos().read(export)))) == 2


def test_an_album_copy_is_the_same_item_and_its_album_a_fact_on_it(read: Reading) -> None:
    files = {
        f"{YEAR}/IMG_1.jpg": picture(),
        f"{YEAR}/IMG_1.jpg.json": sidecar("IMG_1.jpg"),
        f"{PHOTOS}/A day out/metadata.json": {"title": "A day out"},
        f"{PHOTOS}/A day out/IMG_1.jpg": picture(),
        f"{PHOTOS}/A day out/IMG_1.jpg.json": sidecar("IMG_1.jpg"),
        f"{PHOTOS}/Copies only/metadata.json": {"title": "Copies only"},
        f"{PHOTOS}/Copies only/IMG_1.jpg": picture(),
        f"{PHOTOS}/Lists only/metadata.json": {"title": "Lists only"},
        f"{PHOTOS}/Lists only/IMG_1.jpg.json": sidecar("IMG_1.jpg"),
    }
    records = read(files)
    assert only(records).albums == ("A day out", "Lists only", "Copies only")
    assert ledger(records)["joined"] == 3


def test_another_persons_picture_is_not_ours_in_any_folder(read: Reading) -> None:
    said = sidecar("IMG_1.jpg", googlePhotosOrigin={"fromPartnerSharing": {}})
    files = {
        f"{YEAR}/IMG_1.jpg": picture(),
        f"{YEAR}/IMG_1.jpg.json": said,
        f"{PHOTOS}/Day out/IMG_1.jpg": picture(),
    }
    records = read(files)
    assert items(records) == []
    assert {one.why for one in records if isinstance(one, Skipped)} >= {
        "another person's picture, from partner sharing"
    }
    assert ledger(records)["skipped"] == 2


def album(records: dict[str, object]) -> dict[str, object]:
    folder = f"{PHOTOS}/Swimming"
    return {
        f"{folder}/metadata.json": records,
        f"{folder}/IMG_1.jpg": picture(),
        f"{folder}/IMG_1.jpg.json": sidecar("IMG_1.jpg"),
    }


COMMENT = {"text": "lovely", "creationTime": {"timestamp": "1718445700"}, "contentOwnerName": "Edith Marrow"}


@pytest.mark.parametrize(
    ("said", "audience"),
    [
        ({"title": "Swimming"}, Audience.UNKNOWN),
        ({"title": "Swimming", "access": "protected"}, Audience.UNKNOWN),
        ({"title": "Swimming", "access": "private"}, Audience.UNKNOWN),
        ({"title": "Swimming", "access": "public"}, Audience.PUBLIC),
        ({"albumData": {"title": "Swimming", "access": "public"}}, Audience.PUBLIC),
        ({"title": "Swimming", "sharedAlbumComments": [COMMENT]}, Audience.CUSTOM),
        ({"title": "", "sharedAlbumComments": [COMMENT]}, Audience.CUSTOM),
        ({"title": None, "access": None}, Audience.UNKNOWN),
    ],
)
def test_only_a_public_album_or_a_trace_of_sharing_tells_who_could_see(
    read: Reading, said: dict[str, object], audience: Audience
) -> None:
    item = only(read(album(said)))
    assert (item.audience, item.albums, item.kind) == (audience, ("Swimming",), Kind.ALBUM)


def test_the_words_of_a_comment_are_not_kept(read: Reading) -> None:
    records = read(album({"title": "Swimming", "sharedAlbumComments": [COMMENT, COMMENT]}))
    assert [one for one in records if isinstance(one, InTouch)] == [InTouch("Edith Marrow", "comment", 1)]
    assert "lovely" not in repr(records)


@pytest.mark.parametrize("name", ["Trash", "Bin", "Papierkorb", "Corbeille", "ゴミ箱"])
def test_what_is_in_the_bin_asks_first(read: Reading, name: str) -> None:
    folder = f"{PHOTOS}/{name}"
    item = only(read({f"{folder}/IMG_1.jpg": picture(), f"{folder}/IMG_1.jpg.json": sidecar("IMG_1.jpg")}))
    assert (item.kind, item.asks_first, item.audience, item.albums) == (Kind.DELETED, True, Audience.ONLY_ME, ())


@pytest.mark.parametrize("stamp", ["0", "-86400", "", "x", None, 10**30])
def test_a_time_that_is_none_is_no_date(read: Reading, stamp: object) -> None:
    said = sidecar("IMG_20240101_101010.jpg", photoTakenTime={"timestamp": stamp, "formatted": "Jan 1, 1970"})
    name = f"{YEAR}/IMG_20240101_101010.jpg"
    assert only(read({name: picture(), f"{name}.json": said})).when is None


def test_two_pictures_of_one_second_without_an_address_are_two_items(read: Reading) -> None:
    said = sidecar("IMG_1.jpg", url="")
    files = {
        f"{YEAR}/IMG_1.jpg": picture(),
        f"{YEAR}/IMG_1.jpg.json": said,
        f"{YEAR}/IMG_1(1).jpg": picture("other"),
        f"{YEAR}/IMG_1.jpg(1).json": said,
    }
    assert len(items(read(files))) == 2


def test_a_title_decomposed_by_a_mac_finds_its_picture(read: Reading) -> None:
    title = "Ada à l'école et à la piscine avec mamie Édith et Coach Fitz.jpg"
    media, beside = (unicodedata.normalize("NFD", name) for name in (f"{title[:47]}.jpg", f"{title[:46]}.json"))
    files = {f"{YEAR}/{media}": picture(), f"{YEAR}/{beside}": sidecar(title)}
    item = only(read(files))
    assert (item.key, item.pictures[0].missing) == ("AF1QipInvented000001", False)


def test_a_missing_part_is_told(read: Reading) -> None:
    names = tuple(f"takeout-20250921T199440Z-3-00{number}.zip" for number in (1, 4))
    parts = ({f"{YEAR}/IMG_1.jpg": picture()}, {f"{YEAR}/IMG_1.jpg.json": sidecar("IMG_1.jpg")})
    records = read(*parts, names=names)
    assert [one.note[:6] for one in records if isinstance(one, Trouble)] == ["part 2", "part 3"]


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("takeout-20240516T230250Z-001.zip", "2024-05-16T23:02:50+00:00"),
        ("takeout-20250921T1994402Z-3-001.zip", "2025-09-21T00:00:00+00:00"),
    ],
)
def test_the_name_of_the_download_tells_its_day(read: Reading, name: str, stated: str) -> None:
    records = read({f"{YEAR}/IMG_1.jpg": picture()}, names=(name,))
    facts = {one.name: one.value for one in records if isinstance(one, AccountFact)}
    assert facts == {"exported_at": stated}


def test_the_rest_of_a_takeout_is_left_alone(read: Reading) -> None:
    files = {
        f"{YEAR}/IMG_1.jpg": picture(),
        f"{YEAR}/IMG_1.jpg.json": sidecar("IMG_1.jpg"),
        "Takeout/Drive/other.jpg": picture("drive"),
        "Takeout/Keep/note.json": {"title": "MUST NEVER BE READ"},
        "Takeout/Blogger/Albums/Our blog/IMG_9.jpg": picture("blog"),
        "Takeout/Blogger/Albums/Our blog/IMG_9.jpg.json": {"filename": "IMG_9.jpg", "creationTimestampMs": "1"},
    }
    records = read(files)
    assert members(only(records)) == ["IMG_1.jpg"]
    assert ledger(records)["entries"] == 1


@pytest.mark.parametrize("folder", ["Photos of the family/Photos from 2024", "Day out", "Takeout/Valokuvat/Kesä"])
def test_a_part_of_the_tree_is_known_by_what_stands_in_it(read: Reading, tmp_path: Path, folder: str) -> None:
    records = read({f"{folder}/IMG_1.jpg": picture(), f"{folder}/IMG_1.jpg.json": sidecar("IMG_1.jpg")})
    assert only(records).key == "AF1QipInvented000001"
    with open_export([tmp_path / "part-0.zip"]) as export:
        assert GooglePhotos().recognises(export)


def test_pictures_alone_are_a_weak_claim(tmp_path: Path) -> None:
    with open_export([written(tmp_path, {f"{YEAR}/IMG_1.jpg": picture()})]) as export:
        found = GooglePhotos().recognises(export)
    assert found
    assert found.how_sure == 0.2


def test_an_unreadable_sidecar_costs_its_words_and_not_its_picture(read: Reading) -> None:
    records = read({f"{YEAR}/IMG_1.jpg": picture(), f"{YEAR}/IMG_1.jpg.json": b'{"title": "IMG'})
    assert members(only(records)) == ["IMG_1.jpg"]
    assert [one.kind for one in records if isinstance(one, Trouble)] == ["cut_off"]
    assert ledger(records)["entries"] == 1


def test_an_unreadable_sidecar_without_a_picture_is_one_entry_lost(read: Reading) -> None:
    records = read({f"{YEAR}/IMG_1.jpg.json": b'{"title": "IMG', f"{YEAR}/IMG_2.jpg": picture()})
    assert (ledger(records)["unread"], ledger(records)["entries"]) == (1, 2)


def test_the_second_copy_of_a_live_photo_is_joined_file_by_file(read: Reading) -> None:
    live = {"IMG_1.HEIC": picture(), "IMG_1.MP4": MOVIE, "IMG_1.HEIC.json": sidecar("IMG_1.HEIC")}
    folders = (YEAR, f"{PHOTOS}/Day out")
    records = read({f"{folder}/{name}": content for folder in folders for name, content in live.items()})
    assert len(only(records).pictures) == 2
    assert sum(isinstance(one, Joined) for one in records) == 3


def test_keys_do_not_change_when_an_album_is_added(tmp_path: Path) -> None:
    folder = shutil.copytree(FIXTURES / "2023", tmp_path / "later", ignore=shutil.ignore_patterns("expected.json"))
    with open_export([folder]) as export:
        before = {item.key for item in items(list(GooglePhotos().read(export)))}
    year, new = folder / "Takeout/Google Photos/Photos from 2023", folder / "Takeout/Google Photos/New"
    new.mkdir()
    for name in ("IMG_0042.jpg", "IMG_0042.jpg.json"):
        shutil.copy(year / name, new / name)
    with open_export([folder]) as export:
        assert {item.key for item in items(list(GooglePhotos().read(export)))} == before


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Downloads/takeout-1/Takeout/Google Fotos/Wales/a.jpg", "Google Fotos/Wales/a.jpg"),
        ("My things/Google Photos/Wales/a.jpg", "Google Photos/Wales/a.jpg"),
        ("My things/Wales/a.jpg", "Wales/a.jpg"),
        ("a.jpg", "a.jpg"),
    ],
)
def test_a_folder_is_known_by_its_path_inside_the_takeout(name: str, told: str) -> None:
    assert inside(name) == told
