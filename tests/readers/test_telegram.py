"""Telegram: public or private by the chat's type; only what the holder sent; JSON with escapes that are none."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import written

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.telegram import Telegram
from smallprint.readers.telegram.mend import mend, mended
from smallprint.records.items import Audience, InTouch, Item, Kind, Record, Trouble

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
ME, OTHER = "user7", "user2"


def message(number: int = 1, sender: str = ME, **more: object) -> dict[str, object]:
    told = {"id": number, "type": "message", "date": "2025-09-01T08:02:31", "date_unixtime": "1756713751"}
    return told | {"from": "Cleo", "from_id": sender, "photo": f"photos/{number}.jpg", "text": ""} | more


def export_of(kind: str, *messages: object, holder: bool = True) -> dict[str, object]:
    chat = {"name": "Edith", "type": kind, "id": 2, "messages": list(messages)}
    person = {
        "user_id": 7,
        "first_name": "Cleo",
        "last_name": "Marrow",
        "phone_number": "+44 0000",
        "username": "@cleo",
    }
    return ({"personal_information": person} if holder else {}) | {"chats": {"about": "", "list": [chat]}}


def read(folder: Path, told: object, *names: str) -> list[Record]:
    content = told if isinstance(told, str) else json.dumps(told)
    with open_export([written(folder, {"result.json": content, **dict.fromkeys(names, JPEG)})]) as export:
        return list(Telegram().read(export))


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def troubles(records: list[Record]) -> dict[str, int]:
    return {record.kind: record.entries for record in records if isinstance(record, Trouble)}


@pytest.mark.parametrize(
    ("kind", "audience", "asks_first"),
    [
        ("public_channel", Audience.PUBLIC, False),
        ("public_supergroup", Audience.PUBLIC, False),
        ("private_channel", Audience.FOLLOWERS, True),
        ("private_supergroup", Audience.CUSTOM, True),
        ("private_group", Audience.CUSTOM, True),
        ("personal_chat", Audience.CUSTOM, True),
        ("saved_messages", Audience.ONLY_ME, True),
        ("something_new", Audience.UNKNOWN, True),
    ],
)
def test_the_chats_type_says_who_can_see_a_picture(tmp_path, kind, audience, asks_first):
    (item,) = items(read(tmp_path, export_of(kind, message())))
    assert (item.audience, item.asks_first, item.words) == (audience, asks_first, "")
    assert item.kind is (Kind.MESSAGE if asks_first else Kind.POST)


def test_only_the_holders_own_pictures_are_items(tmp_path):
    told = export_of(
        "private_group",
        message(1),
        message(2, OTHER),
        message(3, forwarded_from="Oakfield School"),
        message(4, forwarded_from=None),
        message(5, forwarded_from="Cleo Marrow"),
        message(6, "channel9"),
    )
    records = read(tmp_path, told)
    assert [item.key for item in items(records)] == ["2:1", "2:5"]
    assert troubles(records) == {"sender_unknown": 1}
    assert ledger(records)["entries"] == 6


def test_a_chat_of_two_exported_alone_tells_the_other_by_the_chats_number(tmp_path):
    alone = {"name": "Edith", "type": "personal_chat", "id": 2, "messages": [message(1), message(2, OTHER)]}
    records = read(tmp_path, alone)
    assert [item.key for item in items(records)] == ["2:1"]
    assert [one for one in records if isinstance(one, InTouch)] == [InTouch("Edith", "message", 2)]


def test_a_group_exported_alone_does_not_say_who_the_holder_is(tmp_path):
    alone = {"name": "Swimmers", "type": "private_group", "id": 9, "messages": [message(1), message(2, OTHER)]}
    assert troubles(read(tmp_path, alone)) == {"sender_unknown": 2}


@pytest.mark.parametrize(
    "path",
    [
        "(File not included. Change data exporting settings to download.)",
        "(File exceeds maximum size. Change data exporting settings to download.)",
        "(Photo unavailable, please try again later)",
    ],
)
def test_a_sentence_in_place_of_a_path_is_a_missing_picture(tmp_path, path):
    (item,) = items(read(tmp_path, export_of("personal_chat", message(photo=path))))
    assert item.pictures[0].missing
    assert "(" not in item.pictures[0].member


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"file": "f/IMG_1.HEIC", "file_name": "IMG_1.HEIC"}, True),
        ({"file": "f/file_1", "mime_type": "image/png"}, True),
        ({"file": "f/v.mp4", "media_type": "video_message"}, True),
        ({"file": "f/s.webp", "media_type": "sticker"}, False),
        ({"file": "f/v.ogg", "media_type": "voice_message"}, False),
        ({"file": "f/letter.pdf", "mime_type": "application/pdf"}, False),
        ({"location_information": {"latitude": 51.5, "longitude": -0.09}}, False),
    ],
)
def test_pictures_sent_as_files_count_and_stickers_and_voices_do_not(tmp_path, more, shown):
    told = message(**more)
    del told["photo"]
    assert bool(items(read(tmp_path, export_of("personal_chat", told)))) is shown


def test_messages_of_large_groups_have_an_address_and_those_from_before_have_none(tmp_path):
    told = export_of("private_supergroup", message(12), message(-999999990))
    assert [item.link for item in items(read(tmp_path, told))] == ["https://t.me/c/2/12", None]


def test_before_2021_the_time_has_no_zone(tmp_path):
    told = message(from_id=7)
    del told["date_unixtime"]
    (item,) = items(read(tmp_path, export_of("personal_chat", told)))
    assert item.when
    assert item.when.isoformat() == "2025-09-01T08:02:31"


def test_a_story_that_is_not_pinned_is_for_me_alone_and_a_pinned_one_is_unknown(tmp_path):
    stories = [{"date_unixtime": str(1756713751 + n), "pinned": bool(n), "media": f"stories/{n}.jpg"} for n in (0, 1)]
    for told in ({"stories": stories}, {"stories": {"about": "", "list": stories}}):
        assert [item.audience for item in items(read(tmp_path, told))] == [Audience.ONLY_ME, Audience.UNKNOWN]


def test_two_profile_pictures_of_one_second_are_two(tmp_path):
    pictures = [{"date_unixtime": "1756713751", "photo": f"profile_pictures/{n}.jpg"} for n in (1, 2, 1)]
    records = read(tmp_path, {"profile_pictures": pictures})
    counts = ledger(records)
    assert (counts["items"], counts["joined"], counts["entries"]) == (2, 1, 3)


def test_no_text_no_phone_number_no_address_book_and_no_login_is_kept(tmp_path):
    told = export_of("personal_chat", message(text="a secret", text_entities=[{"text": "a secret"}]))
    told["contacts"] = {"list": [{"first_name": "Gale", "phone_number": "+44 0001"}]}
    told["sessions"] = {"list": [{"last_ip": "192.0.2.7"}]}
    said = repr(read(tmp_path, told))
    assert "Cleo Marrow" in said
    assert not any(word in said for word in ("secret", "+44", "Gale", "192.0.2.7"))


def test_a_chat_without_a_name_does_not_take_the_one_before(tmp_path):
    told = export_of("personal_chat")
    told["chats"]["list"] += [{"name": None, "type": "personal_chat", "id": 3, "messages": [message(1, "user3")]}]
    assert [one for one in read(tmp_path, told) if isinstance(one, InTouch)] == []


@pytest.mark.parametrize("pieces", [1, 2, 3, 5, 64])
def test_escapes_that_are_no_json_are_mended_wherever_a_piece_ends(pieces):
    class Slow(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            self.content = io.BytesIO(content)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            return self.content.readinto(memoryview(buffer)[:pieces])

    raw = rb'"a\x0Bb \\x0B \\\x1f \n \x3 \x' + b"\\" * 4 + b'"'
    wanted = rb'"a\u000Bb \\x0B \\\u001f \n \x3 \x' + b"\\" * 4 + b'"'
    assert mended(io.BufferedReader(Slow(raw), 1)).read() == wanted
    assert mend(raw) == wanted


@given(st.text(alphabet='\\x0Bn"ü', max_size=60))
def test_mending_changes_no_json_that_is_right(text):
    told = json.dumps(text, ensure_ascii=False).encode()
    assert json.loads(mend(told)) == text


def test_a_broken_export_still_gives_its_messages(tmp_path):
    told = json.dumps(export_of("personal_chat", message(1), message(2, text="tab"), message(3)))
    records = read(tmp_path, told.replace('"tab"', r'"\x0B"'))
    assert len(items(records)) == 3
    cut = told[: told.index('"id": 3')]
    assert len(items(read(tmp_path, cut))) == 2
    assert troubles(read(tmp_path, cut)) == {"cut_off": 1}


def test_a_folder_of_two_exports_of_one_day_gives_each_message_once(tmp_path):
    told = json.dumps(export_of("personal_chat", message(1)))
    files = {"DataExport_2025-11-14/result.json": told, "DataExport_2025-11-14 (1)/result.json": told}
    with open_export([written(tmp_path, files)]) as export:
        records = list(Telegram().read(export))
    assert ledger(records)["items"] == ledger(records)["joined"] == 1


def test_another_programs_result_json_is_not_claimed(tmp_path):
    with open_export([written(tmp_path, {"result.json": '{"chats": [1], "type": "report"}'})]) as export:
        assert recognise(export) == []


def page(*messages: str, headed: str = "Edith") -> str:
    head = f'<div class="page_header"><div class="text bold">\n{headed}\n</div></div>'
    return f"<html><body>{head}{''.join(messages)}</body></html>"


def shown(number: int, sender: str, inside: str = "") -> str:
    name = f'<div class="from_name">\n{sender}\n</div>' if sender else ""
    picture = f'<a class="photo_wrap clearfix pull_left" href="photos/{number}.jpg">'
    when = '<div class="pull_right date details" title="14.11.2025 09:12:44 UTC+01:00">09:12</div>'
    return f'<div class="message default clearfix" id="message{number}">{when}{name}{inside}{picture}</a></div>'


def read_page(folder: Path, text: str) -> list[Record]:
    with open_export([written(folder, {"messages.html": text})]) as export:
        return list(Telegram().read(export))


def test_a_page_of_two_tells_the_holder_and_never_who_could_see(tmp_path):
    records = read_page(tmp_path, page(shown(1, "Cleo"), shown(2, ""), shown(3, "Edith")))
    assert [item.audience for item in items(records)] == [Audience.UNKNOWN] * 2
    assert items(records)[0].when.isoformat() == "2025-11-14T09:12:44+01:00"


def test_a_page_of_a_group_does_not_tell_the_holder(tmp_path):
    records = read_page(tmp_path, page(shown(1, "Cleo"), shown(2, "Edith"), shown(3, "Fitz")))
    assert troubles(records) == {"sender_unknown": 3}


def test_a_picture_passed_on_is_not_ours_on_a_page_either(tmp_path):
    forwarded = '<div class="forwarded body"><div class="from_name">Gale</div>'
    records = read_page(tmp_path, page(shown(1, "Cleo", forwarded), shown(2, "Edith"), shown(3, "Cleo")))
    assert len(items(records)) == 1


def test_a_hostile_page_takes_no_long_time(tmp_path):
    for text in ('<a class="photo_wrap' * 40_000, '<div class="message ' * 40_000, 'class="page_header"' * 40_000):
        read_page(tmp_path, page(shown(1, "Cleo"), text))


def test_chats_of_any_size_are_read_in_little_memory(tmp_path):
    start, end = json.dumps(export_of("personal_chat", 0)).split("[0]")
    others = ",".join([json.dumps(message(1, OTHER))] * 1_000)
    with (tmp_path / "result.json").open("w", encoding="utf-8") as file:
        file.write(start + "[" + ",".join([others] * 150) + "]" + end)
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    with open_export([tmp_path]) as export:
        assert ledger(list(Telegram().read(export)))["entries"] == 150_000
    assert process.memory_info().rss - before < 40 << 20
