"""Exported chats: only what the holder sent, only where that is certain, and dates in every phone's own form."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from tests.conftest import written, zipped

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.whatsapp import WhatsApp
from smallprint.readers.whatsapp.lines import message_of, when_of
from smallprint.readers.whatsapp.words import name_in_title
from smallprint.records.items import Audience, InTouch, Item, Kind, Record, Trouble

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
LRM = "\u200e"
PAIR = "WhatsApp Chat with Edith.txt"


def read(folder: Path, text: str | bytes, *names: str, chat: str = PAIR) -> list[Record]:
    files: dict[str, bytes | str] = {
        chat: text,
        **{name: JPEG if name.endswith("jpg") else b"words" for name in names},
    }
    with open_export([written(folder, files)]) as export:
        return list(WhatsApp().read(export))


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def troubles(records: list[Record]) -> dict[str, int]:
    return {record.kind: record.entries for record in records if isinstance(record, Trouble)}


def test_a_picture_i_sent_asks_first_and_no_word_is_kept(tmp_path: Path) -> None:
    text = (
        "30/09/2025, 08:02 - Cleo: IMG-20250930-WA0003.jpg (file attached)\nAda at Oakfield\n"
        "30/09/2025, 08:03 - Edith: IMG-20250930-WA0004.jpg (file attached)\n"
    )
    records = read(tmp_path, text, "IMG-20250930-WA0003.jpg", "IMG-20250930-WA0004.jpg")
    (item,) = items(records)
    assert (item.kind, item.audience, item.asks_first, item.words) == (Kind.MESSAGE, Audience.CUSTOM, True, "")
    assert item.when
    assert item.when.isoformat() == "2025-09-30T08:02:00"  # no zone is stated, so none is given
    assert "Ada" not in repr(records)
    assert ledger(records)["entries"] == 2


def test_in_a_group_without_a_sign_of_the_holder_nobody_is_taken_for_them(tmp_path: Path) -> None:
    text = "".join(
        f"30/09/2025, 08:0{number} - {name}: IMG-20250930-WA000{number}.jpg (file attached)\n"
        for number, name in enumerate(["Cleo", "Edith", "Fitz"])
    )
    records = read(tmp_path, text, chat="WhatsApp Chat with Swimmers.txt")
    assert items(records) == []
    assert troubles(records) == {"sender_unknown": 3}
    assert not [record for record in records if isinstance(record, InTouch)]


@pytest.mark.parametrize(
    "note", ["You deleted this message", "Du hast diese Nachricht gelöscht.", "Eliminaste este mensaje."]
)
def test_what_i_deleted_tells_which_name_is_mine(tmp_path: Path, note: str) -> None:
    text = (
        "30/09/2025, 08:01 - Fitz: hello\n30/09/2025, 08:01 - Edith: hello\n"
        f"30/09/2025, 08:02 - Cleo: IMG-20250930-WA0003.jpg (file attached)\n30/09/2025, 08:03 - Cleo: {note}\n"
    )
    assert len(items(read(tmp_path, text, chat="WhatsApp Chat with Swimmers.txt"))) == 1


def test_two_people_who_both_seem_to_be_the_holder_are_neither(tmp_path: Path) -> None:
    text = (
        "30/09/2025, 08:02 - Cleo: IMG-20250930-WA0003.jpg (file attached)\n"
        "30/09/2025, 08:03 - Cleo: You deleted this message\n30/09/2025, 08:04 - Gale: You deleted this message\n"
    )
    assert troubles(read(tmp_path, text)) == {"sender_unknown": 1}


def test_a_group_named_after_one_of_two_writers_is_no_chat_of_two(tmp_path: Path) -> None:
    text = (
        '30/09/2025, 08:00 - Edith created group "Edith"\n'
        "30/09/2025, 08:01 - Edith: hello\n30/09/2025, 08:02 - Cleo: IMG-20250930-WA0003.jpg (file attached)\n"
    )
    assert troubles(read(tmp_path, text)) == {"sender_unknown": 1}


def test_a_renamed_zip_of_an_iphone_still_tells_the_chat_by_its_first_line(tmp_path: Path) -> None:
    text = (
        f"[30/09/2025, 08:00:00] Edith: {LRM}Messages and calls are end-to-end encrypted.\r\n"
        f"{LRM}[30/09/2025, 08:01:00] Cleo: {LRM}<pièce jointe : 00000002-PHOTO-2025-09-30-08-01-00.jpg>\r\n"
        "[30/09/2025, 08:02:00] Edith: lovely"
    )
    (tmp_path / "renamed.zip").write_bytes(
        zipped({"_chat.txt": text, "00000002-PHOTO-2025-09-30-08-01-00.jpg": JPEG})
    )
    with open_export([tmp_path / "renamed.zip"]) as export:
        assert [(one.reader, one.era, one.account) for one in recognise(export)] == [
            ("whatsapp", "iPhone", "chat: Edith")
        ]
        assert len(items(list(WhatsApp().read(export)))) == 1


@pytest.mark.parametrize(
    ("header", "order", "when"),
    [
        ("[12/03/2024, 09:15:02] Edith: hi", "dmy", "2024-03-12T09:15:02"),
        ("[12/03/2024, 09:15:02] Edith: hi", "mdy", "2024-12-03T09:15:02"),
        (f"{LRM}[3/12/24, 9:15:02\u202fPM] ~\u202fEdith: {LRM}hi", "mdy", "2024-03-12T21:15:02"),
        ("12/03/2024, 09:15 - Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("12/3/24 9:15 p. m. - Edith: hi", "dmy", "2024-03-12T21:15:00"),
        ("12/03/2024, 12:15 a.m. - Edith: hi", "dmy", "2024-03-12T00:15:00"),
        ("12.03.24, 09:15 - Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("12. 03. 2024 9:15 - Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("2024.03.12. 9:15 - Edith: hi", None, "2024-03-12T09:15:00"),
        ("2024-03-12 09:15 – Edith: hi", None, "2024-03-12T09:15:00"),
        ("2024/3/12 午後9:15 - Edith: hi", None, "2024-03-12T21:15:00"),
        ("[2024. 3. 12. 오후 9:15:02] Edith: hi", None, "2024-03-12T21:15:02"),
        ("12.3.2024 klo 9.15 - Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("12/03/2024 à 09:15 - Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("12/03/2024, 09:15: Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("\u200f١٢\u200f/٣\u200f/٢٠٢٤، ٩:١٥ م - Edith: hi", "dmy", "2024-03-12T21:15:00"),
        ("12/3/2567 09:15 - Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("\ufeff12/03/2024, 09:15\u00a0- Edith: hi", "dmy", "2024-03-12T09:15:00"),
        ("12/03/2024, 9:15 foo - Edith: hi", "dmy", None),
        ("12/03/2024, 09:15 - Edith: hi", None, None),
        ("31/02/2024, 09:15 - Edith: hi", "dmy", None),
    ],
)
def test_a_header_is_read_in_the_form_of_any_phone(header: str, order: str | None, when: str | None) -> None:
    message = message_of(header)
    assert message is not None
    assert (message.author, message.text) == ("Edith", "hi")
    found = when_of(message, order)
    assert (found.isoformat() if found else None) == when


@pytest.mark.parametrize(
    "line", ["and 12/03/2024, 09:15 - me", "1/2 a cake", "12:30 - tea", "", "[attached] 12/3/24"]
)
def test_other_lines_begin_no_message(line: str) -> None:
    assert message_of(line) is None


ORDERED = {
    "a day over twelve": (["05/06/25", "13/06/25"], "2025-06-05"),
    "a month over twelve is the day": (["06/05/25", "06/13/25"], "2025-06-05"),
    "time does not go back": (["01/02/25", "02/02/25", "01/03/25"], "2025-02-01"),
    "what changes often is the day": (["05/06/25", "06/06/25", "07/06/25"], "2025-06-05"),
    "nothing tells": (["05/06/25"], None),
    "no matter": (["06/06/25"], "2025-06-06"),
}


@pytest.mark.parametrize("case", ORDERED)
def test_day_and_month_are_told_apart_once_for_the_whole_chat(tmp_path: Path, case: str) -> None:
    days, first = ORDERED[case]
    lines = [f"{day}, 08:00 - Cleo: ada{number}.jpg (file attached)\n" for number, day in enumerate(days)]
    names = [f"ada{number}.jpg" for number in range(len(days))]
    records = read(tmp_path, "".join([*lines, f"{days[-1]}, 08:01 - Edith: hi\n"]), *names)
    when = items(records)[0].when
    assert (when.date().isoformat() if when else None) == first
    assert ("date_unknown" in troubles(records)) is (first is None)


def test_the_date_in_a_files_name_decides_where_the_headers_do_not(tmp_path: Path) -> None:
    text = "05/06/25, 08:00 - Cleo: IMG-20250506-WA0001.jpg (file attached)\n05/06/25, 08:01 - Edith: hi\n"
    (item,) = items(read(tmp_path, text))
    assert item.when
    assert item.when.isoformat() == "2025-05-06T08:00:00"


def test_a_chat_pasted_into_a_message_adds_no_messages(tmp_path: Path) -> None:
    text = (
        "14/09/2025, 08:00 - Edith: look what they wrote\n12/03/2021, 09:15 - Gale: hello\n"
        "12/03/2021, 09:16 - Fitz: hello\n14/09/2025, 08:02 - Cleo: ada.jpg (file attached)\n"
    )
    records = read(tmp_path, text, "ada.jpg")
    assert ledger(records)["entries"] == 2
    assert len(items(records)) == 1


def test_messages_that_come_late_from_a_phone_that_was_off_are_all_read(tmp_path: Path) -> None:
    text = (
        "14/09/2025, 08:00 - Edith: hi\n11/09/2025, 09:15 - Cleo: ada.jpg (file attached)\n"
        "14/09/2025, 09:15 - Edith: hi\n"
    )
    records = read(tmp_path, text, "ada.jpg")
    assert ledger(records)["entries"] == 3
    assert len(items(records)) == 1


def test_a_phone_with_a_wrong_clock_loses_no_message(tmp_path: Path) -> None:
    text = "".join(["14/09/2038, 08:00 - Cleo: hi\n", *(f"14/09/2025, 08:{n:02} - Edith: hi\n" for n in range(60))])
    assert ledger(read(tmp_path, text))["entries"] == 61


@pytest.mark.parametrize(
    "body",
    [
        "ada.jpg (file attached)",
        "ada.jpg (quelque chose)",
        "ada.jpg <quelque chose>",
        f"{LRM}ada.jpg (file attached)",
        f"{LRM}<bijgevoegd: ada.jpg>",
        f"swimming {LRM}<attached: ada.jpg>",
        "ada.jpg",
    ],
)
def test_an_attachment_is_a_name_that_is_in_the_export_whatever_the_words(tmp_path: Path, body: str) -> None:
    text = f"14/09/2025, 08:00 - Edith: hi\n14/09/2025, 08:01 - Cleo: {body}\n"
    (item,) = items(read(tmp_path, text, "ada.jpg"))
    assert item.pictures[0].member == "ada.jpg"


@pytest.mark.parametrize(
    "body", ["see ada.jpg (not here)", "ben.jpg (later)", "<3", "www.oakfield.example", "<b>a.jpg"]
)
def test_a_name_that_nobody_attached_is_no_picture(tmp_path: Path, body: str) -> None:
    text = f"14/09/2025, 08:00 - Edith: hi\n14/09/2025, 08:01 - Cleo: {body}\n"
    assert ledger(read(tmp_path, text, "ada.jpg"))["pictures"] == 0


def test_a_decomposed_name_finds_its_file(tmp_path: Path) -> None:
    name = "Zoë swims.jpg"
    text = f"14/09/2025, 08:00 - Edith: hi\n14/09/2025, 08:01 - Cleo: {name} (file attached)\n"
    records = read(tmp_path, text, unicodedata.normalize("NFD", name))
    assert [picture.missing for item in items(records) for picture in item.pictures] == [False]


@pytest.mark.parametrize(
    ("body", "count"),
    [("<Media omitted>", 1), ("<Medien ausgeschlossen>", 1), (f"{LRM}image omitted", 1), (f"{LRM}audio omitted", 0)],
)
def test_media_of_mine_that_was_left_out_is_counted_as_unread(tmp_path: Path, body: str, count: int) -> None:
    text = f"14/09/2025, 08:00 - Edith: hi\n14/09/2025, 08:01 - Cleo: {body}\n"
    assert troubles(read(tmp_path, text)).get("without_media", 0) == count


def test_a_later_export_from_which_older_messages_fell_out_gives_the_same_keys(tmp_path: Path) -> None:
    def chat(start: int) -> str:
        return (
            "[30/09/2025, 08:02:00] Edith: hi\n"
            f"{LRM}[30/09/2025, 08:02:31] Cleo: {LRM}<attached: {start:08}-PHOTO-2025-09-30-08-02-31.jpg>\n"
        )

    first, later = read(tmp_path / "1", chat(812)), read(tmp_path / "2", chat(12))
    assert [item.key for item in items(first)] == [item.key for item in items(later)]


def test_phone_numbers_and_contact_cards_are_not_kept(tmp_path: Path) -> None:
    text = (
        "14/09/2025, 08:00 - +44 7700 900123: hi\n14/09/2025, 08:00 - Edith: hi\n"
        "14/09/2025, 08:01 - Cleo: You deleted this message\n14/09/2025, 08:01 - Cleo: Fitz.vcf (file attached)\n"
    )
    records = read(tmp_path, text, "Fitz.vcf")
    assert "7700" not in repr(records)
    assert "vcf" not in repr(records)
    assert [record for record in records if isinstance(record, InTouch)] == [InTouch("Edith", "message", 1)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 300,
        b"\xff\xfe" + b"x" * 99,
        b"no chat at all\n" * 50,
        b"[" * 100_000,
        b"99/99/9999, 99:99 - A: b\n",
    ],
)
def test_what_is_no_chat_is_told_and_never_raises(tmp_path: Path, content: bytes) -> None:
    records = read(tmp_path, content)
    assert items(records) == []
    assert set(troubles(records)) <= {"empty", "no_chat", "date_unknown"}
    assert troubles(records)


def test_other_encodings_and_line_ends_are_read(tmp_path: Path) -> None:
    text = "14/09/2025, 08:00 - Edith: hi\r14/09/2025, 08:01 - Cleo: ada.jpg (file attached)\r\nZoë"
    for number, encoding in enumerate(["utf-16", "utf-8-sig", "utf-8"]):
        assert len(items(read(tmp_path / str(number), text.encode(encoding), "ada.jpg"))) == 1


def test_a_folder_of_pictures_with_a_note_is_no_chat(tmp_path: Path) -> None:
    with open_export(
        [written(tmp_path, {"notes.txt": "12/03/2024 swimming\nbring a towel\n", "a.jpg": JPEG})]
    ) as export:
        assert [match.reader for match in recognise(export)] == ["photo_folder"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("WhatsApp Chat - Edith", "Edith"),
        ("Chat de WhatsApp con Edith", "Edith"),
        ("WhatsApp-Chat mit Oma Edith", "Oma Edith"),
        ("Discussion WhatsApp avec Edith", "Edith"),
        ("my swimming chat", ""),
    ],
)
def test_a_title_tells_whom_the_chat_is_with(title: str, name: str) -> None:
    assert name_in_title(title) == name
