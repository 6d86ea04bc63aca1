"""The look-alike hash: the same picture in other clothes stays near, another picture stays far."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance
from tests.media import made

from smallprint.media.fingerprint import LIKELY_SAME, alike_hash, distance
from smallprint.media.thumbnail import thumbnail


def hashed(picture):
    return alike_hash(np.asarray(picture))


def reread(picture, kind="JPEG", **options):
    return Image.open(io.BytesIO(made.written(picture, kind, **options))).convert("RGB")


SAME = {
    "poor jpeg": lambda picture: reread(picture, quality=25),
    "webp": lambda picture: reread(picture, "WEBP", quality=50),
    "half": lambda picture: picture.resize((400, 300)),
    "a fifth": lambda picture: picture.resize((160, 120)),
    "larger": lambda picture: picture.resize((1200, 900)),
    "brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.15),
    "less colour": lambda picture: ImageEnhance.Color(picture).enhance(0.4),
    "cut by two in a hundred": lambda picture: picture.crop((8, 6, 792, 594)),
}


@pytest.mark.parametrize("change", SAME)
@pytest.mark.parametrize("seed", range(6))
def test_the_same_picture_stays_near(change, seed):
    picture = made.scene(800, 600, seed)
    assert distance(hashed(picture), hashed(SAME[change](picture))) <= LIKELY_SAME


def test_other_pictures_stay_far():
    hashes = [hashed(made.scene(800, 600, seed).crop((200, 150, 800, 600))) for seed in range(40)]
    distances = [distance(one, other) for at, one in enumerate(hashes) for other in hashes[:at]]
    assert min(distances) > LIKELY_SAME
    assert 100 < sum(distances) / len(distances) < 140


GOLDEN = {
    "slope": "b4e0500ef606f880a1e200dfb0581f2f02247fe68dc8a7b7fd0fc71f87e6277a",
    "rings": "0000080806198f1fb9e5c01701a707a7bfdbfef67f1e4fc9e601cfb03b3e7bc6",
    "tiny": "00471ecee6319e0b6027501d803122336307b6c0ddfa831bb0339890586ec048",
}


@pytest.mark.parametrize("name", ["slope", "rings", "tiny"])
def test_the_recipe_never_changes(name):
    assert alike_hash(drawn(name)).hex() == GOLDEN[name]


def drawn(name):
    """Pictures from whole-number arithmetic alone, the same on every machine."""
    size = {"slope": (200, 300), "rings": (333, 217), "tiny": (5, 3)}[name]
    y, x = np.mgrid[: size[0], : size[1]]
    value = {"slope": x * 2 + y, "rings": (x * x + y * y) // 50, "tiny": x * 50 + y * 31}[name] % 256
    return np.stack([value, (value * 3) % 256, (value * 7) % 256], axis=2).astype(np.uint8)


@pytest.mark.parametrize("size", [(1, 1), (1, 1280), (1280, 1), (63, 65)])
def test_any_size_has_a_hash(size):
    assert len(alike_hash(np.zeros((*size, 3), dtype=np.uint8))) == 32


def test_a_distance_needs_two_whole_hashes():
    with pytest.raises(ValueError, match="32 bytes"):
        distance(b"", bytes(32))


def test_a_thumbnail_is_small_and_carries_nothing_but_pixels():
    picture = Image.open(io.BytesIO(thumbnail(np.asarray(made.scene(1280, 720)))))
    assert picture.size == (320, 180)
    assert picture.format == "JPEG"
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_small_picture_is_not_enlarged_for_its_thumbnail():
    assert Image.open(io.BytesIO(thumbnail(np.asarray(made.scene(50, 40))))).size == (50, 40)
