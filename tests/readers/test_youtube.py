"""What a parent may rely on when YouTube's part of a Takeout is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import written

from smallprint.exports import open_export
from smallprint.readers.expect import ledger
from smallprint.readers.youtube import YouTube
from smallprint.readers.youtube.clips import letters
from smallprint.readers.youtube.columns import Table, columns_of, segments
from smallprint.readers.youtube.shapes import audience_of, words_of
from smallprint.records.items import AccountFact, Audience, Item, Joined, Record, Trouble

FIXTURES = Path("tests/exports/youtube")
ERAS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
MOVIE = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp41"
ROOT = "Takeout/YouTube and YouTube Music"
VIDEOS = f"{ROOT}/video metadata/videos.csv"
HEADER = ["Video ID", "Channel ID", "Video Title (Original)", "Privacy", "Video State", "Video Create Timestamp"]
CHANNEL = "UCinventedinventedinvent"

Reading = Callable[[dict[str, bytes]], list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(files: dict[str, bytes]) -> list[Record]:
        with open_export([written(tmp_path / "export", files)]) as export:
            return list(YouTube().read(export))

    return reading


def table(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def video(number: int, title: str, privacy: str = "Public") -> list[str]:
    return [f"inventedV{number:02d}", CHANNEL, title, privacy, "Processed", "2024-05-06T07:08:10+00:00"]


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def troubles(records: list[Record]) -> list[tuple[str, int]]:
    return [(record.kind, record.entries) for record in records if isinstance(record, Trouble)]


@pytest.mark.parametrize("era", ERAS)
def test_what_must_never_be_read_is_in_no_record(era: str) -> None:
    with open_export([FIXTURES / era]) as export:
        assert "MUST NEVER BE READ" not in repr(list(YouTube().read(export)))


@pytest.mark.parametrize(
    ("word", "audience"),
    [
        ("Public", Audience.PUBLIC),
        ("UNLISTED", Audience.LINK),
        ("private", Audience.ONLY_ME),
        ("Öffentlich", Audience.PUBLIC),
        ("Non répertoriée", Audience.LINK),
        ("非公開", Audience.ONLY_ME),
        ("不公開", Audience.UNKNOWN),
        ("Scheduled", Audience.UNKNOWN),
        ("", Audience.UNKNOWN),
    ],
)
def test_only_a_word_that_is_known_tells_who_could_see(read: Reading, word: str, audience: Audience) -> None:
    assert audience_of(word) is audience
    (item,) = items(read({VIDEOS: table(HEADER, video(1, "Ada swims", word))}))
    assert item.audience is audience


def test_a_catalogue_in_a_language_without_a_table_is_read_by_its_values() -> None:
    header = ["Tunniste", "Kesto", "Kuvaus", "Kanava", "Nimi", "Näkyvyys", "Tila", "Luotu", "Julkaistu"]
    times = ["2024-05-06T07:08:10+00:00", "2024-05-06T08:08:10+00:00"]
    row = ["inventedV01", "61000", "Ada laulaa", CHANNEL, "Joulujuhla", "Julkinen", "Valmis", *times]
    columns = columns_of(header, [row])
    assert columns
    assert columns.table is Table.VIDEOS
    wanted = ("id", "title", "description", "privacy", "published")
    assert [columns.cell(row, name) for name in wanted] == [row[0], row[4], row[2], row[5], row[8]]


def test_a_privacy_word_of_an_unknown_language_is_unknown_and_its_video_kept() -> None:
    header = ["Auðkenni", "Rás", "Titill", "Sýnileiki", "Staða", "Búið til"]
    row = ["inventedV01", CHANNEL, "Ada syngur", "Opinbert", "Unnið", "2024-05-06T07:08:10+00:00"]
    columns = columns_of(header, [row])
    assert columns
    assert (columns.table, columns.cell(row, "title")) == (Table.VIDEOS, "Ada syngur")
    assert audience_of(columns.cell(row, "privacy")) is Audience.UNKNOWN


@pytest.mark.parametrize(
    "header",
    [
        ["Comment ID", "Channel ID", "Comment Text"],
        ["Kommentar-ID", "Text"],
        ["Playlist ID", "Playlist Title (Original)", "Playlist Visibility"],
        ["Channel ID", "Video Default Location Latitude"],
    ],
)
def test_other_lists_are_none_of_ours(header: list[str]) -> None:
    assert columns_of(header, []) is None


def test_segments_of_a_long_text_are_joined_in_their_order() -> None:
    header = ["Video ID", *(f"Video Title Text Segments {number}" for number in (10, 2, 1))]
    assert segments(header, description=False) == (3, 2, 1)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ada's nativity: part 1", "Ada_s nativity part 1.mp4"),
        ("Ada's nativity: part 1", "Ada_s nativity_ part 1.mp4"),
        ("What? 100%/50%", "What 100__50_.mp4"),
        ("Ben " * 20, ("Ben " * 20)[:43] + ".mp4"),
        ("Ben swims", "Ben swims(1).mp4"),
        ("Oma's 80. Geburtstag", "Oma_s 80. Geburtstag.mp4"),
    ],
)
def test_a_file_is_found_by_what_its_name_keeps_of_the_title(read: Reading, title: str, name: str) -> None:
    (item,) = items(read({VIDEOS: table(HEADER, video(1, title)), f"{ROOT}/videos/{name}": MOVIE}))
    assert [picture.member for picture in item.pictures] == [f"{ROOT}/videos/{name}"]


def test_two_videos_of_one_name_are_never_taken_for_each_other(read: Reading) -> None:
    rows = table(HEADER, video(1, "Swimming", "Public"), video(2, "Swimming", "Private"))
    files = {
        VIDEOS: rows,
        f"{ROOT}/videos/Swimming.mp4": MOVIE,
        f"{ROOT}/videos/Swimming(1).mp4": MOVIE + b"2",
    }
    found = items(read(files))
    assert [item.pictures[0].missing for item in found] == [True, True, False, False]
    assert {item.audience for item in found[2:]} == {Audience.UNKNOWN}


def test_namesakes_that_all_have_one_audience_share_it(read: Reading) -> None:
    rows = table(HEADER, video(1, "Swimming", "Private"), video(2, "Swimming", "Private"))
    found = items(read({VIDEOS: rows, f"{ROOT}/videos/Swimming.mp4": MOVIE}))
    assert [item.audience for item in found] == [Audience.ONLY_ME] * 3


def test_a_live_stream_without_a_row_is_an_item_that_nobody_can_place(read: Reading) -> None:
    (item,) = items(read({f"{ROOT}/videos/Live from the garden.mp4": MOVIE}))
    assert (item.audience, item.words, item.link) == (Audience.UNKNOWN, "Live from the garden", None)


def test_a_row_in_two_lists_is_one_video(read: Reading) -> None:
    rows = table(HEADER, video(1, "Swimming"))
    records = read({VIDEOS: rows, VIDEOS.replace("videos.csv", "videos(1).csv"): rows})
    assert len(items(records)) == 1
    assert sum(isinstance(one, Joined) for one in records) == 1


def test_a_list_cut_within_a_row_gives_the_rows_before(read: Reading) -> None:
    rows = table(HEADER, video(1, "Swimming"), video(2, "Riding, and falling"))
    records = read({VIDEOS: rows[:-50]})
    assert [item.words for item in items(records)] == ["Swimming"]
    assert troubles(records) == [("cut_off", 1)]


def test_a_line_without_an_id_is_one_entry_lost(read: Reading) -> None:
    bad = ["no id", *video(2, "Riding")[1:]]
    records = read({VIDEOS: table(HEADER, video(1, "Swimming"), bad, video(3, "Running"))})
    assert troubles(records) == [("unknown_shape", 1)]
    assert ledger(records)["entries"] == 3


def test_blank_lines_and_empty_columns_are_no_entries(read: Reading) -> None:
    records = read({VIDEOS: table(HEADER, video(1, "Swimming")) + b"\n\n,,,,,\n"})
    assert ledger(records)["entries"] == 1
    assert troubles(records) == []


def test_a_catalogue_in_utf_16_is_read(read: Reading) -> None:
    rows = table(HEADER, video(1, "Ada läuft")).decode()
    assert [item.words for item in items(read({VIDEOS: rows.encode("utf-16")}))] == ["Ada läuft"]


def test_a_line_that_never_ends_costs_itself_and_no_memory(read: Reading) -> None:
    records = read({VIDEOS: table(HEADER, video(1, "Swimming")) + b"x" * 3_000_000})
    assert [item.words for item in items(records)] == ["Swimming"]
    assert ("too_large", 1) in troubles(records)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"text":"hi "},{"text":"5:02","videoLink":{"a":1}}', "hi 5:02"),
        ("plain words", "plain words"),
        ('{"text": broken', '{"text": broken'),
        ('{"text":7}', ""),
    ],
)
def test_a_text_in_pieces_is_put_together(text: str, words: str) -> None:
    assert words_of(text) == words


def test_letters_are_what_survives_in_a_file_name() -> None:
    assert letters("Ada’s “first” day: 100 %") == "adasfirstday100"


def test_a_private_channel_says_so(read: Reading) -> None:
    name = f"{ROOT}/channels/channel.csv"
    records = read({name: table(["Channel ID", "Channel Visibility"], [CHANNEL, "Private"])})
    facts = {one.name: one.value for one in records if isinstance(one, AccountFact)}
    assert facts == {"account": CHANNEL, "private": "true"}


def test_history_alone_is_a_weak_claim(tmp_path: Path) -> None:
    with open_export([written(tmp_path, {f"{ROOT}/history/watch-history.html": b"<html></html>"})]) as export:
        found = YouTube().recognises(export)
    assert found
    assert found.how_sure == 0.2
