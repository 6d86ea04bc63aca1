"""Pictures come out upright, small, in plain RGB, whatever they were."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms
from tests.media import made

from smallprint.media.decode import decode_picture, prepare
from smallprint.media.kinds import kind_of
from smallprint.media.told import Wish


@pytest.fixture(autouse=True)
def prepared():
    prepare()


def decoded(content, **wish):
    pictures = []
    told = decode_picture(
        io.BytesIO(content), Wish(**wish), lambda picture, at: pictures.append((at, np.asarray(picture)))
    )
    return told, pictures


def corners(rgb):
    """Which colour lies above left and below right: "r", "b" or "?"."""
    height, width = rgb.shape[:2]
    names = []
    for y, x in ((0.05, 0.05), (0.05, 0.95), (0.95, 0.05), (0.95, 0.95)):
        red, green, blue = (int(value) for value in rgb[int(y * height), int(x * width)])
        names.append("r" if red > 180 and green < 80 and blue < 80 else "b" if blue > 180 and red < 80 else "?")
    return "".join(names)


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "AVIF", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_turned_by_its_camera_is_upright_again(kind, turn):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that brings the stored pixels there
    upright = made.scene(320, 240)
    stored = upright.transpose(Image.Transpose(undo[turn])) if turn in undo else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    told, ((_, rgb),) = decoded(made.written(stored, kind, exif=exif.tobytes()))
    assert (told.width, told.height) == (320, 240)
    assert rgb.shape == (240, 320, 3)
    assert corners(rgb) == "r??b"


def test_a_large_jpeg_comes_small_and_a_small_one_stays():
    told, ((_, rgb),) = decoded(made.written(made.scene(4032, 3024)))
    assert rgb.shape == (960, 1280, 3)
    assert (told.width, told.height) == (4032, 3024)
    _, ((_, rgb),) = decoded(made.written(made.scene(100, 80)))
    assert rgb.shape == (80, 100, 3)


def test_a_line_of_pixels_keeps_at_least_one_row():
    _, ((_, rgb),) = decoded(made.written(Image.new("RGB", (20_000, 3), "red"), "PNG"))
    assert rgb.shape == (1, 1280, 3)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "I;16", "LA", "RGBA"])
def test_every_way_to_store_colour_becomes_rgb(mode):
    picture = made.scene(64, 48)
    if mode == "I;16":
        grey = np.asarray(picture.convert("L"), dtype=np.uint16) * 257
        content = made.written(Image.fromarray(grey), "PNG")
    else:
        kind = "TIFF" if mode in ("CMYK", "YCbCr") else "PNG"
        content = made.written(picture.convert(mode), kind)
    told, ((_, rgb),) = decoded(content)
    assert told.trouble == ""
    assert rgb.shape == (48, 64, 3)
    expected = np.asarray(picture.convert("L"), dtype=float)
    tolerance = 60 if mode == "1" else 25
    got = np.asarray(Image.fromarray(rgb).convert("L"), dtype=float)
    assert abs(got.mean() - expected.mean()) < tolerance


def test_a_cmyk_jpeg_is_not_its_own_negative():
    _, ((_, rgb),) = decoded(made.written(made.scene().convert("CMYK")))
    assert corners(rgb) == "r??b"


def test_what_is_seen_through_lies_on_white():
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    for kind in ("PNG", "WEBP", "GIF"):
        _, ((_, rgb),) = decoded(made.written(picture, kind))
        assert rgb.min() > 250


def test_a_palette_with_a_see_through_colour_lies_on_white():
    picture = Image.new("P", (40, 40), 3)
    picture.putpalette([0, 0, 0] * 256)
    _, ((_, rgb),) = decoded(made.written(picture, "PNG", transparency=3))
    assert rgb.min() > 250


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_middle_and_last_frame_are_seen(kind):
    frames = [made.scene(64, 64, seed) for seed in range(6)]
    more = {"lossless": True} if kind == "WEBP" else {}
    content = made.written(frames[0], kind, save_all=True, append_images=frames[1:], duration=500, **more)
    told, pictures = decoded(content)
    assert told.trouble == ""
    assert [at for at, _ in pictures] == [None, 1.5, 2.5]
    for (_, rgb), frame in zip(pictures, (frames[0], frames[3], frames[5]), strict=True):
        assert np.abs(rgb.astype(int) - np.asarray(frame)).mean() < 12  # a GIF has 256 colours


def test_a_cut_off_jpeg_shows_what_there_is_and_says_so():
    content = made.written(made.scene(800, 600), quality=95)
    told, ((_, rgb),) = decoded(content[: len(content) // 2])
    assert told.trouble == "cut_off"
    assert corners(rgb)[0] == "r"


def test_the_kind_comes_from_the_bytes_and_never_from_a_name():
    for name, content in made.wholes().items():
        expected = name.split("_")[0]
        assert kind_of(content[:4096]) == expected
    assert kind_of(b"#EXTM3U\nfile:///etc/passwd") is None


@pytest.mark.parametrize(("name", "seen"), [("Wide", "b??r"), ("sRGB", "r??b")])
def test_colours_of_a_profile_far_from_srgb_are_changed_and_of_a_near_one_are_not(name, seen):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Red and blue changed places, so that a change of colours shows.
    swapped = profile.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), name.encode("utf-16-be"))
    _, ((_, rgb),) = decoded(made.written(made.scene(), "PNG", icc_profile=swapped))
    assert corners(rgb) == seen


def test_a_damaged_colour_profile_does_not_matter():
    told, ((_, rgb),) = decoded(made.written(made.scene(), icc_profile=struct.pack(">I", 0)))
    assert told.trouble == ""
    assert corners(rgb) == "r??b"


def test_more_than_a_hundred_megapixels_is_left_to_a_person_unless_it_is_a_jpeg():
    big = Image.new("L", (11_000, 10_000))
    told, pictures = decoded(made.written(big, "PNG"))
    assert (told.trouble, told.width, pictures) == ("too_large", 11_000, [])
    told, ((_, rgb),) = decoded(made.written(big, "JPEG"))
    assert told.trouble == ""
    assert rgb.shape == (1164, 1280, 3)
