"""The proof against copies with a fault planted by hand: it must say so, whoever made them."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from tests.media.made import with_segment
from tests.share.conftest import group_picture

from smallprint.demo.draw import Exif, encode
from smallprint.faces.sweep import FOR_COVERING, box_of, sweep
from smallprint.media.box import Box
from smallprint.media.clean import Form, written
from smallprint.media.cover import Cover, covered, over_head
from smallprint.share import safe_copy as making
from smallprint.share.proof import Left, what_is_left
from smallprint.share.safe_copy import CopyWish, safe_copy

PICTURE = group_picture(2, 2)
SIZE = (PICTURE.shape[1], PICTURE.shape[0])


def covers_of() -> list[Cover]:
    return [over_head(box_of(found, PICTURE), SIZE) for found in sweep(PICTURE, FOR_COVERING)]


def left_in(content: bytes, covers: list[Cover], decoder: Box, form: Form = "jpeg") -> Left:
    return what_is_left(content, form, SIZE, covers, (), decoder)


@pytest.fixture(scope="module")
def covers() -> list[Cover]:
    return covers_of()


@pytest.fixture(scope="module")
def good(covers: list[Cover]) -> bytes:
    return written(covered(PICTURE, covers))


def test_a_good_copy_passes(good: bytes, covers: list[Cover], decoder: Box) -> None:
    assert left_in(good, covers, decoder) == Left()


def test_a_cover_drawn_beside_the_face_is_caught(covers: list[Cover], decoder: Box) -> None:
    beside = [replace(one, left=0, right=one.right - one.left) for one in covers]
    assert left_in(written(covered(PICTURE, beside)), covers, decoder).why == "cover_not_there"


def test_a_face_that_nobody_covered_is_caught_by_the_detectors(covers: list[Cover], decoder: Box) -> None:
    left = left_in(written(covered(PICTURE, covers[1:])), covers[1:], decoder)
    assert left.why == "face_left"
    assert left.faces


@pytest.mark.parametrize("strength", [0.5, 0.85, 0.9])
def test_a_cover_that_lets_the_face_shine_through_is_caught(
    covers: list[Cover], decoder: Box, strength: float
) -> None:
    solid = covered(PICTURE, covers)
    thin = (strength * solid + (1 - strength) * PICTURE).astype(np.uint8)
    assert left_in(written(thin), covers, decoder).why == "cover_not_there"


def test_no_copy_comes_out_when_the_covers_are_drawn_in_the_wrong_place(
    monkeypatch: pytest.MonkeyPatch, decoder: Box
) -> None:
    def beside(rgb: np.ndarray, covers: list[Cover]) -> np.ndarray:
        return covered(rgb, [replace(one, left=0, right=8, top=0, bottom=8) for one in covers])

    monkeypatch.setattr(making, "covered", beside)
    copied = safe_copy(encode(PICTURE), decoder, CopyWish())
    assert not copied.passed
    assert copied.why == "cover_not_there"


def test_no_copy_comes_out_when_a_face_is_forgotten_every_time(monkeypatch: pytest.MonkeyPatch, decoder: Box) -> None:
    monkeypatch.setattr(making, "_over_heads", lambda heads, size, shape: [])
    copied = safe_copy(encode(PICTURE), decoder, CopyWish())
    assert copied.content is None
    assert copied.why == "face_left"


def saved(good: bytes, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(good)).save(out, kind, **more)
    return out.getvalue()


def told() -> PngInfo:
    words = PngInfo()
    words.add_text("Comment", "Oakfield School")
    return words


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
NOTES = encode(np.zeros((8, 8, 3), np.uint8), exif=Exif(device="Marrow Phone 7"))
EXIF = Image.open(io.BytesIO(NOTES)).info["exif"]
PLANTED = {
    "a comment": lambda good: with_segment(good, 0xFE, b"Ada, Oakfield School"),
    "EXIF": lambda good: saved(good, exif=EXIF),
    "XMP": lambda good: with_segment(good, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
    "IPTC": lambda good: with_segment(good, 0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04" + bytes(6)),
    "a colour profile": lambda good: saved(good, icc_profile=SRGB),
    "a thumbnail in JFIF": lambda good: good.replace(
        b"\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", b"\0\x13JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01\xaa\xbb\xcc"
    ),
    "a second picture behind the first": lambda good: good + good,
    "one byte behind the end": lambda good: good + b"\0",
    "an end that is missing": lambda good: good[:-2],
}


@pytest.mark.parametrize("what", PLANTED)
def test_anything_beside_the_pixels_of_a_jpeg_is_caught(
    good: bytes, covers: list[Cover], decoder: Box, what: str
) -> None:
    planted = PLANTED[what](good)
    assert planted != good
    assert left_in(planted, covers, decoder).why == "more_than_pixels"


@pytest.mark.parametrize(
    ("form", "more"),
    [
        ("png", {"pnginfo": told()}),
        ("png", {"exif": EXIF}),
        ("png", {"icc_profile": SRGB}),
        ("png", {"dpi": (300, 300)}),
        ("webp", {"exif": EXIF}),
        ("webp", {"icc_profile": SRGB}),
        ("webp", {"xmp": b"<x:xmpmeta/>"}),
    ],
)
def test_anything_beside_the_pixels_of_png_and_webp_is_caught(
    good: bytes, covers: list[Cover], decoder: Box, form: Form, more: dict[str, object]
) -> None:
    assert left_in(saved(good, form.upper(), **more), covers, decoder, form).why == "more_than_pixels"


def test_a_copy_of_another_size_is_caught(good: bytes, decoder: Box) -> None:
    assert what_is_left(good, "jpeg", (SIZE[0] + 1, SIZE[1]), (), (), decoder).why == "not_read_back"
