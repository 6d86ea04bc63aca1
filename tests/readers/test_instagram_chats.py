"""Pictures in chats: only those the holder sent, only where that is certain, and never a word of the texts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import psutil

from smallprint.exports import open_export
from smallprint.readers.expect import ledger
from smallprint.readers.instagram import Instagram
from smallprint.readers.instagram.messages import who_is_holder
from smallprint.records.items import Audience, InTouch, Item, Kind, Record, Trouble

INBOX = "your_instagram_activity/messages/inbox"


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(Instagram().read(export))


def sent(records: list[Record]) -> list[Item]:
    return [one for one in records if isinstance(one, Item) and one.kind is Kind.MESSAGE]


def chat(folder: Path, name: str, people: list[str], *messages: tuple[str, str], box: str = INBOX) -> Path:
    """A chat in which each (sender, picture id or words) is one message."""
    path = folder / box / name / "message_1.json"
    path.parent.mkdir(parents=True)
    told = []
    for number, (sender, what) in enumerate(messages):
        message: dict[str, object] = {
            "sender_name": sender.encode().decode("latin-1"),
            "timestamp_ms": 1_700_000_000_000 + number,
        }
        if what.isdigit():
            message["photos"] = [{"uri": f"{box}/{name}/photos/{what}.jpg", "creation_timestamp": 1_700_000_000}]
        else:
            message["content"] = what
        told.append(message)
    participants = [{"name": one.encode().decode("latin-1")} for one in people]
    path.write_text(json.dumps({"participants": participants, "messages": told, "title": name}), encoding="ascii")
    return folder


def page_of(folder: Path, name: str) -> Path:
    page = folder / "personal_information/personal_information/personal_information.json"
    page.parent.mkdir(parents=True)
    said = {"Name": {"value": name.encode().decode("latin-1")}, "Username": {"value": "cleo.marrow"}}
    page.write_text(json.dumps({"profile_user": [{"string_map_data": said}]}), encoding="ascii")
    return folder


def test_a_picture_the_holder_sent_asks_first_and_a_received_one_is_skipped(tmp_path: Path) -> None:
    page_of(tmp_path, "Cleo Märrow")
    chat(
        tmp_path,
        "edith_1",
        ["Edith", "Cleo Märrow"],
        ("Cleo Märrow", "17900000000000001"),
        ("Edith", "17900000000000002"),
    )
    records = read(tmp_path)
    (item,) = sent(records)
    assert (item.key, item.audience, item.asks_first, item.words) == ("17900000000000001", Audience.CUSTOM, True, "")
    counts = ledger(records)
    assert (counts["entries"], counts["items"], counts["skipped"], counts["unread"]) == (2, 1, 1, 0)


def test_without_the_accounts_own_page_the_holder_is_who_is_in_every_chat(tmp_path: Path) -> None:
    chat(tmp_path, "edith_1", ["Edith", "Cleo"], ("Cleo", "17900000000000001"))
    chat(tmp_path, "fitz_2", ["Fitz", "Cleo"], ("Fitz", "17900000000000002"))
    assert [item.key for item in sent(read(tmp_path))] == ["17900000000000001"]


def test_with_one_chat_and_no_page_nobody_is_taken_for_the_holder(tmp_path: Path) -> None:
    chat(tmp_path, "edith_1", ["Edith", "Cleo"], ("Cleo", "17900000000000001"), ("Edith", "words"))
    records = read(tmp_path)
    assert sent(records) == []
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("sender_unknown", 1)]
    assert ledger(records)["entries"] == 2


def test_two_people_of_one_name_in_a_chat_leave_the_sender_unknown(tmp_path: Path) -> None:
    page_of(tmp_path, "Dan Marrow")
    chat(tmp_path, "dan_1", ["Dan Marrow", "Dan Marrow"], ("Dan Marrow", "17900000000000001"))
    chat(tmp_path, "edith_2", ["Edith", "Dan Marrow"], ("Dan Marrow", "17900000000000002"))
    assert [item.key for item in sent(read(tmp_path))] == ["17900000000000002"]


def test_words_and_names_of_chats_are_in_no_record_but_the_counts(tmp_path: Path) -> None:
    page_of(tmp_path, "Cleo")
    chat(tmp_path, "secretname_1", ["Edith", "Cleo"], ("Edith", "see you at Oakfield School"))
    records = read(tmp_path)
    assert "Oakfield" not in repr(records) and "secretname" not in repr(records)
    assert [one for one in records if isinstance(one, InTouch)] == [InTouch("Edith", "message", 1)]


def test_a_stranger_who_writes_unasked_is_not_in_touch(tmp_path: Path) -> None:
    page_of(tmp_path, "Cleo")
    box = "your_instagram_activity/messages/message_requests"
    chat(tmp_path, "gale_1", ["Gale", "Cleo"], ("Gale", "hello"), box=box)
    assert not any(isinstance(one, InTouch) for one in read(tmp_path))


def test_who_left_instagram_is_nobody_to_be_in_touch_with(tmp_path: Path) -> None:
    page_of(tmp_path, "Cleo")
    chat(tmp_path, "gone_1", ["Instagram User", "Cleo"], ("Instagram User", "hello"), ("Cleo", "hello"))
    assert not any(isinstance(one, InTouch) for one in read(tmp_path))


def test_a_garbled_chat_does_not_name_its_folder(tmp_path: Path) -> None:
    page_of(chat(tmp_path, "secretname_1", ["Edith", "Cleo"], ("Edith", "hello")), "Cleo")
    file = tmp_path / INBOX / "secretname_1/message_1.json"
    file.write_text(file.read_text(encoding="ascii")[:-30], encoding="ascii")
    records = read(tmp_path)
    assert [one.kind for one in records if isinstance(one, Trouble)] == ["cut_off"]
    assert "secretname" not in repr(records)


def test_the_holder_is_told_by_name_or_by_being_in_every_chat() -> None:
    assert who_is_holder([("A", "Me"), ("B", "Me"), ("A", "B", "Me")], set()) == "me"
    assert who_is_holder([("A", "Me"), ("B", "Me")], {"a"}) == "a"
    assert who_is_holder([("A", "Me")], set()) == ""
    assert who_is_holder([], {"me"}) == ""


def test_fifty_thousand_posts_are_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "your_instagram_activity/media/posts_1.json"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="ascii") as out:
        for number in range(50_000):
            uri = f"media/posts/202405/44_n_{18_000_000_000_000_000 + number}.jpg"
            media = {"uri": uri, "creation_timestamp": 1_500_000_000 + number * 61, "title": "x" * 400}
            out.write(("," if number else "[") + json.dumps({"media": [media]}))
        out.write("]")
    own = psutil.Process(os.getpid())
    with open_export([tmp_path]) as export:
        before = own.memory_info().rss
        count = sum(isinstance(one, Item) for one in Instagram().read(export))
        grown = own.memory_info().rss - before
    assert count == 50_000
    assert grown < 60 * 1024 * 1024  # measured: 14 MB; the file is 27 MB
