"""Files made to break a decoder: each gives pixels or a trouble, in time, and the next picture is decoded as ever."""

from __future__ import annotations

import time

import pytest
from tests.media import made

from smallprint.media.box import Box

HOSTILE = dict(made.hostile())


@pytest.fixture(scope="module")
def box():
    with Box() as box:
        yield box


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_pixels_or_a_trouble_within_twenty_seconds(box, name):
    started = time.monotonic()
    decoded = box.decode(HOSTILE[name])
    assert time.monotonic() - started < 20
    assert decoded.trouble is not None or decoded.rgb is not None
    if decoded.rgb is not None:
        assert max(decoded.rgb.shape[:2]) <= 1280


def test_the_picture_after_all_of_them_is_seen_as_ever(box):
    decoded = box.decode(made.written(made.scene()))
    assert decoded.rgb is not None
    assert decoded.trouble is None


@pytest.mark.parametrize("name", ["png_bomb", "png_bomb_one_bit", "jpeg_65535"])
def test_a_picture_beyond_the_limit_is_named_so_that_a_person_looks(box, name):
    assert box.decode(HOSTILE[name]).trouble.kind == "too_large"


@pytest.mark.parametrize("name", ["playlist", "concat", "sdp", "svg", "pdf", "html"])
def test_text_is_never_run_as_a_film_or_a_drawing(box, name):
    assert box.decode(HOSTILE[name]).trouble.kind == "not_a_picture"
