"""A few frames of a film, upright, spread over it, with what its container says."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest
from tests.media import made

from smallprint.media.box import Box
from smallprint.media.told import Wish
from smallprint.records.items import Point


@pytest.fixture(scope="module")
def box():
    with Box() as box:
        yield box


def turned(mp4: bytes, degrees: int) -> bytes:
    """The film with another matrix in its track header (ISO/IEC 14496-12, 8.3.2), as a phone held upright does."""
    one, none, less = 0x10000, 0, 0xFFFF0000
    matrix = {90: (none, one, less, none), 180: (less, none, none, less), 270: (none, less, one, none)}[degrees]
    at = mp4.index(b"tkhd") + 4 + 40
    a, b, c, d = matrix
    return mp4[:at] + struct.pack(">9I", a, b, 0, c, d, 0, 0, 0, 0x40000000) + mp4[at + 36 :]


def test_frames_are_spread_over_the_film_and_denser_at_its_start(box):
    decoded = box.decode(made.film(20, every=12))
    moments = [at for at, _ in decoded.frames]
    assert 8 <= len(moments) <= 12
    assert moments == sorted(moments)
    assert moments[0] == 0
    assert moments[-1] > 17
    assert moments[2] - moments[1] < moments[-1] - moments[-2]
    assert decoded.seconds == pytest.approx(20, abs=0.5)


def test_a_film_with_one_key_frame_is_still_seen_to_its_end(box):
    decoded = box.decode(made.film(12, every=1000))
    assert len(decoded.frames) >= 6
    assert decoded.frames[-1][0] > 10
    assert decoded.trouble is None


@pytest.mark.parametrize(
    ("degrees", "red", "shape"), [(90, 1, (320, 240)), (180, 3, (240, 320)), (270, 2, (320, 240))]
)
def test_a_film_held_upright_is_upright(box, degrees, red, shape):
    decoded = box.decode(turned(made.film(1), degrees))
    assert decoded.rgb.shape[:2] == shape
    assert (decoded.height, decoded.width) == shape
    height, width = shape
    corners = [decoded.rgb[y, x] for y in (10, height - 10) for x in (10, width - 10)]
    # A turn of 90 degrees to the right brings what was above left to above right.
    assert [int(corner[0]) > 180 and int(corner[2]) < 90 for corner in corners].index(True) == red


def test_the_container_says_when_where_and_with_what(box):
    facts = {
        "creation_time": "2023-06-09T10:20:30.000000Z",
        "com.apple.quicktime.location.ISO6709": "+51.5083-000.1250+012.000/",
        "com.apple.quicktime.make": "Lumo",
        "com.apple.quicktime.model": "X2",
        "title": "Ben swims",
    }
    details = box.decode(made.film(1, facts=facts)).details
    assert details.taken == datetime(2023, 6, 9, 10, 20, 30, tzinfo=UTC)
    assert details.point == Point(51.5083, -0.125)
    assert details.device == "Lumo X2"
    assert "Ben swims" in details.words


def test_a_clock_that_was_never_set_is_absent(box):
    assert box.decode(made.film(1, facts={"creation_time": "1904-01-01T00:00:00.000000Z"})).details.taken is None


def test_a_film_that_claims_days_is_seen_and_not_believed(box):
    film = bytearray(made.film(3, every=12))
    for name, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        place = bytes(film).index(name) + at
        film[place : place + 4] = struct.pack(">I", 0x7FFFFFF0)
    decoded = box.decode(bytes(film))
    assert len(decoded.frames) >= 2
    assert decoded.rgb is not None


def test_a_film_of_sound_alone_has_no_frames(box):
    import io

    import av

    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.rate = 44100
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    assert box.decode(target.getvalue()).trouble.kind == "no_frames"


def test_a_wish_for_fewer_frames_is_kept(box):
    assert len(box.decode(made.film(10), Wish(frames=3)).frames) == 3


def test_a_half_downloaded_film_shows_its_first_half_and_says_so(box):
    film = made.film(20, kind="webm", codec="libvpx", every=12)
    decoded = box.decode(film[: len(film) // 3])
    assert decoded.frames
    assert decoded.trouble.kind == "cut_off"
