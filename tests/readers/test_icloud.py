"""What a parent may rely on when Apple's copy of iCloud Photos is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import written, zipped

from smallprint.exports import open_export
from smallprint.readers.expect import ledger
from smallprint.readers.icloud import ICloud
from smallprint.records.items import Audience, Contact, InTouch, Item, Joined, Kind, Record, Skipped, Trouble

FIXTURES = Path("tests/exports/icloud")
ERAS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
CLIP = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "
HEADER = "imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate\n"
JUNE = "Saturday June 4,2022 12:11 PM GMT"
PART = "iCloud Photos Part 1 of 1"
SHARED = f"{PART}/iCloud Shared Albums/My Albums/Garden"
CLEO = {"fullName": "Cleo Marrow", "appleid": "cleo@example.org"}
EDITH = {"fullName": "Edith Marrow", "appleid": "edith@example.org"}

Reading = Callable[[dict[str, bytes | str]], list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(files: dict[str, bytes | str]) -> list[Record]:
        with open_export([written(tmp_path / "export", files)]) as export:
            return list(ICloud().read(export))

    return reading


def line(name: str, checksum: str = "", when: str = JUNE, deleted: str = "no") -> str:
    return f'{name},{checksum},no,no,{deleted},"{when}",1,"{when}"\n'


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def members(item: Item) -> list[str]:
    return [picture.member.rpartition("/")[2] for picture in item.pictures]


def album(**more: object) -> str:
    said = {
        "albumName": "Garden",
        "isPublic": False,
        "owner": CLEO,
        "photos": [{"name": "IMG_1.JPG", "dateCreated": JUNE, "contributor": CLEO}],
        "participants": [{"participant": EDITH, "sharingStatus": "Accepted"}],
    }
    return json.dumps(said | more)


@pytest.mark.parametrize("era", ERAS)
def test_addresses_and_words_of_comments_are_in_no_record(era: str) -> None:
    with open_export([FIXTURES / era]) as export:
        assert "MUST NEVER BE READ" not in repr(list(ICloud().read(export)))


@pytest.mark.parametrize(
    ("public", "audience"),
    [(True, Audience.LINK), (False, Audience.CUSTOM), (None, Audience.UNKNOWN), ("yes", Audience.UNKNOWN)],
)
def test_a_public_website_is_open_to_anyone_with_its_address(
    read: Reading, public: object, audience: Audience
) -> None:
    (item,) = items(read({f"{SHARED}/AlbumInfo.json": album(isPublic=public), f"{SHARED}/IMG_1.JPG": JPEG}))
    assert (item.audience, item.kind, item.albums) == (audience, Kind.ALBUM, ("Garden",))
    assert not item.pictures[0].missing


def test_the_people_of_a_shared_album_follow_it_and_its_owner_does_not(read: Reading) -> None:
    people = [{"participant": EDITH}, {"participant": CLEO}, {"participant": EDITH}, {"participant": None}]
    records = read({f"{SHARED}/AlbumInfo.json": album(participants=people)})
    assert [one.name for one in records if isinstance(one, Contact)] == ["Edith Marrow"]


def test_a_picture_that_somebody_else_put_into_the_album_is_not_ours(read: Reading) -> None:
    photo = {"name": "IMG_1.JPG", "dateCreated": JUNE, "contributor": {"fullName": "Gale"}}
    records = read({f"{SHARED}/AlbumInfo.json": album(photos=[photo]), f"{SHARED}/IMG_1.JPG": JPEG})
    assert items(records) == []
    assert [one.entries for one in records if isinstance(one, Skipped)] == [1]


def test_who_answers_is_counted_and_nothing_of_what_they_say(read: Reading) -> None:
    answers = [
        {"isLike": True, "contributor": EDITH},
        {"isLike": False, "comment": "hush", "contributor": EDITH},
        {"isLike": False, "comment": "hush", "contributor": CLEO},
    ]
    photo = {"name": "IMG_1.JPG", "dateCreated": JUNE, "contributor": CLEO, "comments": answers}
    records = read({f"{SHARED}/AlbumInfo.json": album(photos=[photo])})
    touch = [one for one in records if isinstance(one, InTouch)]
    assert touch == [InTouch("Edith Marrow", "comment", 1), InTouch("Edith Marrow", "like", 1)]
    assert "hush" not in repr(records)


def test_a_cut_off_album_still_gives_the_pictures_before_the_cut(read: Reading) -> None:
    photos = [{"name": f"IMG_{number}.JPG", "dateCreated": JUNE, "contributor": CLEO} for number in (1, 2, 3)]
    whole = album(photos=photos)
    cut = whole[: whole.index("IMG_3")]
    records = read({f"{SHARED}/AlbumInfo.json": cut, f"{SHARED}/IMG_1.JPG": JPEG})
    found = items(records)
    assert [members(item) for item in found] == [["IMG_1.JPG"], ["IMG_2.JPG"]]
    assert {item.audience for item in found} == {Audience.UNKNOWN}
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]


def test_shared_albums_in_their_own_zip_are_read(tmp_path: Path) -> None:
    inner = zipped({"My Albums/Garden/AlbumInfo.json": album(isPublic=True), "My Albums/Garden/IMG_1.JPG": JPEG})
    outer = tmp_path / "iCloud Photos Part 1 of 1.zip"
    outer.write_bytes(zipped({f"{PART}/iCloud Shared Albums.zip": inner}))
    with open_export([outer]) as export:
        assert ICloud().recognises(export)
        (item,) = items(list(ICloud().read(export)))
    assert (item.audience, item.pictures[0].missing) == (Audience.LINK, False)


def test_the_library_says_nothing_about_who_could_see_it(read: Reading) -> None:
    files = {f"{PART}/Photos/Photo Details.csv": HEADER + line("IMG_1.JPG", "A1"), f"{PART}/Photos/IMG_1.JPG": JPEG}
    (item,) = items(read(files))
    assert (item.key, item.audience) == ("A1", Audience.UNKNOWN)
    assert item.when
    assert item.when.isoformat() == "2022-06-04T12:11:00+00:00"


def test_the_same_name_in_two_parts_is_two_pictures(read: Reading) -> None:
    files: dict[str, bytes | str] = {}
    for number in (1, 2):
        folder = f"iCloud Photos Part {number} of 2/Photos"
        files[f"{folder}/Photo Details.csv"] = HEADER + line("IMG_1.MOV", f"A{number}")
        files[f"{folder}/IMG_1.MOV"] = CLIP + str(number).encode()
    found = {item.key: item.pictures[0].member for item in items(read(files))}
    assert found == {f"A{number}": f"iCloud Photos Part {number} of 2/Photos/IMG_1.MOV" for number in (1, 2)}


@pytest.mark.parametrize(
    ("clip_at", "pictures"),
    [
        ("Saturday June 4,2022 12:12 PM GMT", [["IMG_1.HEIC", "IMG_1.MOV"]]),
        ("Tuesday March 5,2019 7:30 AM GMT", [["IMG_1.HEIC"], ["IMG_1.MOV"]]),
    ],
)
def test_a_clip_belongs_to_its_still_only_within_two_minutes(
    read: Reading, clip_at: str, pictures: list[list[str]]
) -> None:
    rows = HEADER + line("IMG_1.HEIC", "A1") + line("IMG_1.MOV", "A2", clip_at)
    files = {
        f"{PART}/Photos/Photo Details.csv": rows,
        f"{PART}/Photos/IMG_1.HEIC": JPEG,
        f"{PART}/Photos/IMG_1.MOV": CLIP,
    }
    records = read(files)
    assert [members(item) for item in items(records)] == pictures
    assert ledger(records)["entries"] == 2


@pytest.mark.parametrize("details", ["", HEADER])
def test_pictures_whose_list_is_empty_are_still_pictures(read: Reading, details: str) -> None:
    files = {
        f"{PART}/Photos/Photo Details.csv": details,
        f"{PART}/Photos/IMG_1.HEIC": JPEG,
        f"{PART}/Photos/IMG_1.MOV": CLIP,
        f"{PART}/Photos/IMG_E1.HEIC": JPEG + b"edited",
    }
    (item,) = items(read(files))
    assert sorted(members(item)) == ["IMG_1.HEIC", "IMG_1.MOV", "IMG_E1.HEIC"]


@pytest.mark.parametrize("said", ["yes", "no"])
def test_recently_deleted_asks_first_by_its_line_or_by_its_folder(read: Reading, said: str) -> None:
    folder = "Photos" if said == "yes" else "Recently Deleted"
    files = {
        f"{PART}/{folder}/Photo Details.csv": HEADER + line("IMG_1.JPG", "A1", deleted=said),
        f"{PART}/{folder}/IMG_1.JPG": JPEG,
    }
    (item,) = items(read(files))
    assert (item.kind, item.asks_first, item.audience) == (Kind.DELETED, True, Audience.ONLY_ME)


def test_equal_checksums_are_one_picture(read: Reading) -> None:
    records = read({f"{PART}/Photos/Photo Details.csv": HEADER + line("A.JPG", "A1") + line("B.JPG", "A1")})
    assert len(items(records)) == 1
    assert [one.key for one in records if isinstance(one, Joined)] == ["A1"]


def test_an_album_is_a_fact_on_the_item_and_apples_own_lists_are_none(read: Reading) -> None:
    files = {
        f"{PART}/Photos/Photo Details.csv": HEADER + line("IMG_1.JPG", "A1"),
        f"{PART}/Albums/Oakfield School.csv": "Images\nIMG_1.JPG\nIMG_77.JPG\n",
        f"{PART}/Albums/Favorites.csv": "imgName\nIMG_1.JPG\n",
        f"{PART}/Memories/Spring.csv": "imageName\nIMG_1.JPG\n",
    }
    records = read(files)
    assert [item.albums for item in items(records)] == [("Oakfield School",)]
    assert [one.note[:2] for one in records if isinstance(one, Trouble)] == ["1 "]


def test_the_shared_library_says_whose_a_picture_is(read: Reading) -> None:
    rows = HEADER + line("IMG_1.JPG", "A1") + line("IMG_2.JPG", "A2")
    shared = "imgName,contributedByMe\nIMG_1.JPG,yes\nIMG_2.JPG,no\nIMG_3.JPG,yes\n"
    records = read({f"{PART}/Photos/Photo Details.csv": rows, f"{PART}/Shared Library Details.csv": shared})
    assert [(members(item), item.audience) for item in items(records)] == [
        (["IMG_1.JPG"], Audience.CUSTOM),
        (["IMG_3.JPG"], Audience.CUSTOM),
    ]
    assert ledger(records) | {"pictures": 0} == {
        "entries": 5,
        "items": 2,
        "joined": 1,
        "skipped": 2,
        "unread": 0,
        "pictures": 0,
        "videos": 0,
        "missing_media": 2,
    }


def test_an_ordinary_folder_called_icloud_photos_is_not_claimed(tmp_path: Path) -> None:
    with open_export([written(tmp_path, {"iCloud Photos/IMG_1.JPG": JPEG})]) as export:
        assert ICloud().recognises(export) is None
