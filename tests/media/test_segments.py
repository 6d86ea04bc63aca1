"""The list of segments, on files of every writer we have and on bytes that lie."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.media.made import png, scene, with_segment, written

from smallprint.media.segments import is_plain, list_segments

JPEG = written(scene(64, 48), "JPEG")


def test_a_jpeg_tells_its_segments_in_order() -> None:
    assert list_segments(JPEG)[:2] == ("SOI", "JFIF")
    assert list_segments(JPEG)[-2:] == ("SOS", "EOI")
    assert is_plain(JPEG, "jpeg")


def test_a_progressive_jpeg_has_many_scans_and_is_plain() -> None:
    progressive = written(scene(64, 48), "JPEG", progressive=True)
    assert list_segments(progressive).count("SOS") > 3
    assert is_plain(progressive, "jpeg")


@pytest.mark.parametrize(("marker", "name"), [(0xFE, "COM"), (0xE1, "APP1"), (0xE2, "APP2"), (0xEF, "APP15")])
def test_every_foreign_segment_of_a_jpeg_is_named(marker: int, name: str) -> None:
    assert name in list_segments(with_segment(JPEG, marker, b"x"))
    assert not is_plain(with_segment(JPEG, marker, b"x"), "jpeg")


def test_a_segment_between_two_scans_is_seen() -> None:
    progressive = written(scene(64, 48), "JPEG", progressive=True)
    second = progressive.index(b"\xff\xda", progressive.index(b"\xff\xda") + 2)
    planted = progressive[:second] + b"\xff\xfe\0\x05Ada" + progressive[second:]
    assert "COM" in list_segments(planted)


def test_chunks_of_png_and_webp_are_named() -> None:
    assert list_segments(png(1, 1, b"", (b"tEXt", b"a\0b"))) == ("IHDR", "tEXt", "IDAT", "IEND")
    assert list_segments(written(scene(64, 48), "WEBP")) == ("VP8",)
    assert list_segments(written(scene(64, 48), "WEBP", lossless=True)) == ("VP8L",)


@given(st.binary(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_list_and_only_whole_files_are_plain(tail: bytes) -> None:
    for head in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", JPEG):
        assert list_segments(head + tail)
        if tail:
            assert not is_plain(head + tail, "jpeg") or tail.endswith(b"\xff\xd9")
