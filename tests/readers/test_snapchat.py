"""Snapchat: memories are private and ask first; a picture gets a time and a place only where the join is certain."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import written

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.snapchat import Snapchat
from smallprint.records.items import Audience, Contact, InTouch, Item, Joined, Kind, Record, Trouble

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
ONE, TWO = "5f1c2d3e-4a5b-6c7d-8e9f-0a1b2c3d4e51", "5f1c2d3e-4a5b-6c7d-8e9f-0a1b2c3d4e52"


def memory(date: str, link: str = "", kind: str = "Image", place: str = "54.28, -0.4") -> dict[str, str]:
    return {"Date": date, "Media Type": kind, "Location": f"Latitude, Longitude: {place}", "Download Link": link}


def read(folder: Path, memories: list[object] | None = None, **more: object) -> list[Record]:
    files: dict[str, bytes | str] = {}
    if memories is not None:
        files["json/memories_history.json"] = json.dumps({"Saved Media": memories})
    for name, content in more.items():
        files[name] = content if isinstance(content, bytes) else json.dumps(content)
    with open_export([written(folder, files)]) as export:
        return list(Snapchat().read(export))


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def shown(records: list[Record]) -> list[list[str]]:
    return [[picture.member for picture in item.pictures if not picture.missing] for item in items(records)]


def test_every_memory_is_for_me_alone_and_asks_first(tmp_path):
    (item,) = items(read(tmp_path, [memory("2024-03-02 15:04:05 UTC")]))
    assert (item.audience, item.asks_first, item.kind) == (Audience.ONLY_ME, True, Kind.OTHER)
    assert item.when == datetime(2024, 3, 2, 15, 4, 5, tzinfo=UTC)
    assert item.point is not None


@pytest.mark.parametrize("place", ["0.0, 0.0", "", "91, 0", "0, 200", "somewhere"])
def test_a_place_that_is_none_is_no_place(tmp_path, place):
    (item,) = items(read(tmp_path, [memory("2024-03-02 15:04:05 UTC", place=place)]))
    assert item.point is None


def test_a_link_is_never_kept_or_shown(tmp_path):
    link = f"https://app.snapchat.com/dmd/memories?mid={ONE}&sig=abcdef"
    records = read(tmp_path, [memory("2024-03-02 15:04:05 UTC", link)])
    assert "sig=" not in repr(records)
    assert items(records)[0].pictures[0].id == ONE


def test_the_id_in_the_link_finds_the_picture(tmp_path):
    rows = [memory(f"2024-03-02 15:0{n}:00 UTC", f"https://x.example/?mid={one}") for n, one in enumerate((ONE, TWO))]
    files = {f"memories/2024-03-02_{one}-main.jpg": JPEG + one.encode() for one in (TWO, ONE)}
    assert shown(read(tmp_path, rows, **files)) == [
        [f"memories/2024-03-02_{ONE}-main.jpg"],
        [f"memories/2024-03-02_{TWO}-main.jpg"],
    ]


def test_two_of_a_day_that_nothing_tells_apart_stay_apart(tmp_path):
    rows = [memory("2024-03-02 15:00:00 UTC"), memory("2024-03-02 16:00:00 UTC", place="54.1, -0.2")]
    files = {f"memories/2024-03-02_{one}-main.jpg": JPEG + one.encode() for one in (ONE, TWO)}
    records = read(tmp_path, rows, **files)
    assert len(items(records)) == 4
    for item in items(records):
        assert (item.point is None) is not any(picture.missing for picture in item.pictures)


def test_the_only_one_of_its_day_and_kind_is_joined_and_brings_its_overlay(tmp_path):
    names = [f"memories/2024-03-02_{ONE}-main.jpg", f"memories/2024-03-02_{ONE}-overlay.png"]
    records = read(tmp_path, [memory("2024-03-02 15:00:00 UTC")], **dict.fromkeys(names, JPEG))
    assert shown(records) == [names]
    assert ledger(records)["entries"] == 1


def test_a_files_own_time_joins_it_to_the_row_of_that_second(tmp_path):
    rows = [memory("2024-03-02 15:00:00 UTC"), memory("2024-03-02 16:00:00 UTC")]
    names = [f"memories/2024-03-02_{one}-main.jpg" for one in (TWO, ONE)]
    written(tmp_path, {name: JPEG + name.encode() for name in names})
    for name, hour in zip(names, (15, 16), strict=True):
        stamp = datetime(2024, 3, 2, hour, 0, 1, tzinfo=UTC).timestamp()
        os.utime(tmp_path / name, (stamp, stamp))
    assert shown(read(tmp_path, rows)) == [[name] for name in names]


def test_a_zips_local_time_joins_where_only_one_row_fits(tmp_path):
    packed = io.BytesIO()
    rows = [memory("2024-03-02 15:03:10 UTC"), memory("2024-03-02 16:08:20 UTC")]
    with zipfile.ZipFile(packed, "w") as writer:
        writer.writestr("json/memories_history.json", json.dumps({"Saved Media": rows}))
        for one, clock in ((TWO, (17, 3, 10)), (ONE, (18, 8, 20))):
            writer.writestr(zipfile.ZipInfo(f"memories/2024-03-02_{one}-main.jpg", (2024, 3, 2, *clock)), JPEG)
    (tmp_path / "mydata~1.zip").write_bytes(packed.getvalue())
    with open_export([tmp_path / "mydata~1.zip"]) as export:
        records = list(Snapchat().read(export))
    assert shown(records) == [[f"memories/2024-03-02_{one}-main.jpg"] for one in (TWO, ONE)]


def test_keys_are_the_same_with_links_without_them_and_as_a_page(tmp_path):
    linked = read(tmp_path / "1", [memory("2024-03-02 15:00:00 UTC", f"https://x.example/?mid={ONE}")])
    bundled = read(tmp_path / "2", [memory("2024-03-02 15:00:00 UTC")])
    page = (
        "<html><table><tr><th>Date</th><th>Media Type</th><th>Location</th></tr>"
        "<tr><td>2024-03-02 15:00:00 UTC</td><td>Image</td><td>No location available</td></tr></table></html>"
    )
    paged = read(tmp_path / "3", **{"html/memories_history.html": page.encode()})
    assert [item.key for item in items(linked)] == [item.key for item in items(bundled)]
    assert [item.key for item in items(paged)] == [item.key for item in items(bundled)]


def test_a_row_that_comes_twice_is_one_memory(tmp_path):
    records = read(tmp_path, [memory("2024-03-02 15:00:00 UTC")] * 2)
    assert len(items(records)) == 1
    assert sum(isinstance(record, Joined) for record in records) == 1


@pytest.mark.parametrize("row", [{}, [], None, 7, "x", {"Date": ""}])
def test_a_row_of_nothing_is_counted_as_unread(tmp_path, row):
    records = read(tmp_path, [row, memory("2024-03-02 15:00:00 UTC")])
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("no_memory", 1)]
    assert ledger(records)["entries"] == 2


def test_a_page_that_is_cut_off_gives_its_whole_rows_and_says_so(tmp_path):
    row = "<tr><td>2024-03-0{} 15:00:00 UTC</td><td>Image</td><td></td></tr>"
    page = "<html><table>" + row.format(1) + row.format(2) + row.format(3)[:30]
    records = read(tmp_path, **{"html/memories_history.html": page.encode()})
    assert len(items(records)) == 2
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]


def chat(**more: object) -> dict[str, object]:
    told = {"From": "cleo", "Media Type": "MEDIA", "Created": "2026-01-02 10:00:00 UTC", "IsSender": True}
    return told | {"Media IDs": "b~x1"} | more


def test_only_chat_pictures_i_sent_are_items(tmp_path):
    told = {"edith_m": [chat(), chat(From="edith_m", IsSender=False, **{"Media IDs": "b~x2"})]}
    files = {"chat_media/2026-01-02_b~x1.jpg": JPEG, "chat_media/2026-01-02_b~x2.jpg": JPEG + b"2"}
    records = read(tmp_path, **{"json/chat_history.json": told}, **files)
    (item,) = items(records)
    assert (item.kind, item.audience, item.asks_first) == (Kind.MESSAGE, Audience.CUSTOM, True)
    assert item.pictures[0].member == "chat_media/2026-01-02_b~x1.jpg"
    assert ledger(records) | {"pictures": 0} == ledger(records) | {
        "items": 1,
        "skipped": 1,
        "unread": 0,
        "pictures": 0,
    }
    assert [one for one in records if isinstance(one, InTouch)] == [InTouch("edith_m", "message", 2)]


def test_a_chat_picture_that_no_message_names_is_unread(tmp_path):
    records = read(
        tmp_path, **{"chat_media/2026-01-02_media~1.jpg": JPEG, "chat_media/2026-01-02_thumbnail~1.jpg": JPEG}
    )
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("sender_unknown", 1)]
    assert items(records) == []


@pytest.mark.parametrize("number", [1767348000123, 1767348000123000])
def test_the_number_called_microseconds_is_told_by_its_size(tmp_path, number):
    told = {"edith_m": [chat(Created="", **{"Created(microseconds)": number})]}
    (item,) = items(read(tmp_path, **{"json/chat_history.json": told}))
    assert item.when
    assert item.when.isoformat() == "2026-01-02T10:00:00.123000+00:00"


def test_what_was_written_and_where_the_computer_stood_is_never_kept(tmp_path):
    told = {"edith_m": [chat(**{"Media Type": "TEXT", "Content": "a secret"})]}
    account = {
        "Basic Information": {"Username": "cleo", "Registration IP": "192.0.2.7", "Email": "cleo@oakfield.example"}
    }
    said = repr(read(tmp_path, **{"json/chat_history.json": told, "json/account.json": account}))
    assert "cleo" in said
    assert not any(word in said for word in ("secret", "192.0.2.7", "oakfield.example"))


def test_friends_are_contacts_and_blocked_people_are_not(tmp_path):
    told = {"Friends": [{"Username": "edith_m"}, {"Username": "edith_m"}], "Blocked Users": [{"Username": "gale"}]}
    records = read(tmp_path, **{"json/friends.json": told})
    assert [one.name for one in records if isinstance(one, Contact)] == ["edith_m"]


def test_a_story_says_when_and_not_to_whom(tmp_path):
    told = {"Your Story Views": [{"Story Date": "2026-01-02 10:00:00 UTC", "Story Views": "3"}]}
    (item,) = items(read(tmp_path, **{"json/story_history.json": told}))
    assert (item.kind, item.audience, item.pictures) == (Kind.STORY, Audience.UNKNOWN, ())


def test_a_later_part_alone_is_recognised_but_weakly(tmp_path):
    with open_export([written(tmp_path, {f"memories/2024-03-02_{ONE}-main.jpg": JPEG})]) as export:
        (match,) = recognise(export)
        assert match.reader == "snapchat"
        assert match.how_sure < 0.5
