"""Words, dates and kinds of files, as the networks write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.exports import sniff
from smallprint.exports.dates import from_millis, from_seconds, from_text
from smallprint.exports.text import html_to_text, plain, repair, repair_all, storable_all


def mangled(text: str) -> str:
    """Write text as Meta does: each byte of its UTF-8 form as one character."""
    return text.encode().decode("latin-1")


@given(st.text())
def test_meta_mojibake_is_undone_and_repairing_twice_changes_nothing(text):
    assert repair(repair(text)) == repair(text)
    assert repair(mangled(text)) == repair(text)


@pytest.mark.parametrize("right", ["Ada", "é", "Fuß", "St Bride’s", "naïve café", "🎒", "Ã", "5 £", "\ud83d", ""])
def test_right_text_stays_as_it_is(right):
    assert repair(right) == right


def test_keys_are_repaired_as_well():
    assert repair_all({mangled("Schülerin"): [mangled("ë"), 1, None]}) == {"Schülerin": ["ë", 1, None]}
    assert storable_all({"\ud800": ["\udfff", 1]}) == {"\ufffd": ["\ufffd", 1]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Ada&#039;s <b>first</b> day<br>at Oakfield", "Ada's first day\nat Oakfield"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<script>alert(1)</script>x<!-- y -->z", "xz"),
        ("<script>never closed", ""),
        ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ("&lt;script&gt;", "<script>"),
        ("I <3 you", "I <3 you"),
        ("a&nbsp;&nbsp;b", "a b"),
        ("<a href='x'>link", "link"),
    ],
)
def test_the_words_of_a_page_are_had(markup, words):
    assert html_to_text(markup) == words


@given(st.text())
def test_any_markup_gives_storable_words(markup):
    html_to_text(markup).encode()


def test_long_broken_markup_takes_no_time():
    assert len(html_to_text("<" * 200_000)) == 200_000
    assert html_to_text("<!--" * 50_000) == ""


@pytest.mark.parametrize(
    ("one", "other"), [("Zoë", "zoe"), ("St Bride’s", "st bride's"), (" Ada  Marrow ", "ada marrow")]
)
def test_names_are_compared_without_their_dress(one, other):
    assert plain(one) == plain(other)


def at(*numbers, zone=None):
    return datetime(*numbers, tzinfo=zone)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Jan 12, 2023 1:44 am", at(2023, 1, 12, 1, 44)),
        ("Nov 14, 2023 10:13:20 pm", at(2023, 11, 14, 22, 13, 20)),
        ("Nov 14, 2023, 10:13\u202fPM", at(2023, 11, 14, 22, 13)),
        ("Mar 1, 2019 2:05pm", at(2019, 3, 1, 14, 5)),
        ("Dec 31, 2019 12:05 am", at(2019, 12, 31, 0, 5)),
        ("14. Nov. 2023, 22:13", at(2023, 11, 14, 22, 13)),
        ("le 3 mars 2019 à 9:05", at(2019, 3, 3, 9, 5)),
        ("14 juil. 2020 à 18h30", at(2020, 7, 14, 18, 30)),
        ("12 août 2020", at(2020, 8, 12)),
        ("5 de enero de 2021, 10:00", at(2021, 1, 5, 10)),
        ("martedì 5 maggio 2020 10:00", at(2020, 5, 5, 10)),
        ("6 września 2023 07:50", at(2023, 9, 6, 7, 50)),
        ("10 Mayıs 2021 08:09", at(2021, 5, 10, 8, 9)),
        ("2023年9月6日 07:50", at(2023, 9, 6, 7, 50)),
        ("2021:07:04 11:12:07", at(2021, 7, 4, 11, 12, 7)),
        ("2023-09-06", at(2023, 9, 6)),
        ("٢٠٢٣-٠٩-٠٦", at(2023, 9, 6)),
        ("20210704T111207.000Z", at(2021, 7, 4, 11, 12, 7, zone=UTC)),
        ("2018-01-05T10:11:12+00:00", at(2018, 1, 5, 10, 11, 12, zone=UTC)),
        ("2022-01-01T00:00:00-08:00", at(2022, 1, 1, zone=timezone(timedelta(hours=-8)))),
        ("2022-06-01 00:00:00 +05:30", at(2022, 6, 1, zone=timezone(timedelta(hours=5, minutes=30)))),
        ("21 oct. 2023, 07:12:31 UTC", at(2023, 10, 21, 7, 12, 31, zone=UTC)),
        ("Wed, 02 Oct 2002 13:00:00 +0200", at(2002, 10, 2, 13, zone=timezone(timedelta(hours=2)))),
    ],
)
def test_a_written_date_is_read(written, meant):
    assert from_text(written) == meant


NO_DATES = ["", "x", "yesterday", "31/12/2020", "04/05/2020", "June", "1700000000", "1 June 2020 July", None, 5]
BAD_DATES = ["2023-02-30", "19040101T000000.000Z", "99999-12-31", "13:99 Jan 5 2020", "Jan 5 6 2020", "0000-00-00"]


@pytest.mark.parametrize("written", [*NO_DATES, *BAD_DATES, "9999-12-31T23:59:59Z", "Jan 12, 2023 13:44 pm"])
def test_what_cannot_be_told_is_not_guessed(written):
    assert from_text(written) is None


def test_a_zone_is_only_given_where_none_is_stated():
    pacific = timezone(timedelta(hours=-8))
    assert from_text("Jan 12, 2023 1:44 am", pacific) == at(2023, 1, 12, 1, 44, zone=pacific)
    assert from_text("2018-01-05T10:11:12+00:00", pacific) == at(2018, 1, 5, 10, 11, 12, zone=UTC)


@pytest.mark.parametrize(
    "number", [0, -62169958800, 10**30, float("nan"), float("inf"), True, None, "", "x", [], "1" * 400, 1e300]
)
def test_absurd_numbers_are_no_dates(number):
    assert from_seconds(number) is None
    assert from_millis(number) is None


def test_seconds_and_milliseconds_are_read():
    assert from_seconds(1_715_000_000) == from_seconds("1715000000") == from_millis(1_715_000_000_000)
    assert str(from_seconds(1_715_000_000)) == "2024-05-06 12:53:20+00:00"


@given(st.text() | st.text(alphabet="0123456789-:/. TZ+janfebmrpuyhtigo年月日,"))
def test_no_text_ends_in_a_traceback(text):
    from_text(text)
    from_seconds(text)


@given(st.integers() | st.floats())
def test_no_number_ends_in_a_traceback(number):
    from_seconds(number)
    from_millis(number)


@given(st.datetimes(at(1991, 1, 1), at(2099, 1, 1), timezones=st.just(UTC) | st.none()))
def test_an_iso_date_comes_back_as_it_was(when):
    assert from_text(when.isoformat()) == when


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0AVI LIST", "avi"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heif"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", "mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "mov"),
        (b"\0\0\0\x14ftyp3gp4\0\0\0\0", "3gp"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw"),
        (b"II*\0", "tiff"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "bmp"),
        (b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\x01webm", "webm"),
        (b"\0\0\0\x08moov", "mov"),
        (b"\x47" + b"\0" * 187 + b"\x47", "mts"),
        (b"<html>", None),
        (b"#EXTM3U", None),
        (b"PK\x03\x04", None),
        (b"%PDF-1.4", None),
        (b"\0\5\x16\7\0\2\0\0Mac OS X", None),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"BMW is a car maker", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head, kind):
    assert sniff.what(head) == kind
    assert sniff.is_picture(head) + sniff.is_video(head) == (kind is not None)
