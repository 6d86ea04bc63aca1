"""What goes in, what comes out, and what an outside referee reads in it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from tests.media.made import film, written
from tests.share.conftest import group_picture, one_at

from smallprint.demo.draw import Exif, encode
from smallprint.faces import find_faces
from smallprint.media.box import Box
from smallprint.media.clean import MOST_PIXELS
from smallprint.media.cover import FILL
from smallprint.media.segments import is_plain
from smallprint.records.seen import Box as Area
from smallprint.share.safe_copy import CopyWish, keep_nobody, safe_copy

PLAIN = CopyWish()
NOISY = Exif(latitude=51.5, longitude=-0.12, device="Marrow Phone 7")
exiftool = pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
# What ExifTool reads from the pixels' own headers, or works out itself; everything else would be a leak.
ALLOWED = {
    "File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth", "File:ImageHeight",
    "File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents", "File:YCbCrSubSampling",
    "JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution",
    "PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter",
    "PNG:Interlace", "RIFF:VP8Version", "RIFF:ImageWidth", "RIFF:HorizontalScale", "RIFF:ImageHeight",
    "RIFF:VerticalScale", "Composite:ImageSize", "Composite:Megapixels",
}  # fmt: skip


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def copy_of(source: bytes, decoder: Box, wish: CopyWish = PLAIN) -> bytes:
    copied = safe_copy(source, decoder, wish)
    assert copied.content is not None, copied.why
    return copied.content


@exiftool
@pytest.mark.slow
def test_exiftool_finds_nothing_but_pixels_in_thirty_varied_copies(decoder: Box, tmp_path: Path) -> None:
    inputs, forms, shapes = ("jpeg", "png", "webp", "heic"), ("jpeg", "png", "webp"), ("round", "box", "smile")
    for number in range(30):
        picture = group_picture(number, number % 4, (320 + 40 * (number % 3), 300))
        source = encode(
            picture, form=inputs[number % 4], exif=Exif(**{**_fields(NOISY), "orientation": 1 + number % 8})
        )
        form = forms[number % 3]
        made = copy_of(source, decoder, CopyWish(200 + 10 * number, form, shapes[number // 3 % 3]))
        (tmp_path / f"{number}.{form}").write_bytes(made)
    told = subprocess.run(
        ["exiftool", "-j", "-a", "-G", "-ee", "-U", str(tmp_path)], capture_output=True, check=True
    ).stdout
    pictures = json.loads(told)
    assert len(pictures) == 30
    for picture in pictures:
        own = {name for name in picture if not name.startswith("File:File") and ":" in name}
        assert own - {"ExifTool:ExifToolVersion", "File:Directory"} <= ALLOWED


def _fields(exif: Exif) -> dict[str, object]:
    return {name: getattr(exif, name) for name in ("latitude", "longitude", "device")}


def test_a_picture_without_faces_gets_a_copy_like_any_other(decoder: Box) -> None:
    copied = safe_copy(encode(group_picture(1, 0), exif=NOISY), decoder, PLAIN)
    assert copied.passed
    assert "JFIF" in copied.segments


def test_the_faces_are_gone_from_the_copy_and_the_cover_is_solid(decoder: Box) -> None:
    picture = group_picture(2, 3)
    faces = find_faces(picture)
    assert len(faces) == 3
    copied = safe_copy(encode(picture), decoder, PLAIN)
    assert copied.content is not None
    assert copied.covered >= 3
    made = np.asarray(opened(copied.content))
    for face in faces:
        box, (height, width) = face.box, made.shape[:2]
        inside = made[
            int(box.top * height) : int(box.bottom * height), int(box.left * width) : int(box.right * width)
        ]
        assert np.abs(inside.astype(int) - FILL).max() < 40
    assert not find_faces(made, thorough=True)


@pytest.mark.parametrize("place", [(0.06, 0.5), (0.95, 0.5), (0.5, 0.08), (0.5, 0.95)])
def test_a_face_at_the_very_edge_is_covered(decoder: Box, place: tuple[float, float]) -> None:
    picture = one_at(place)
    copied = safe_copy(encode(picture), decoder, PLAIN)
    assert copied.content is not None, copied.why
    assert not find_faces(np.asarray(opened(copied.content)), thorough=True)


def test_a_face_in_a_turned_photo_is_covered_upright(decoder: Box) -> None:
    stored = np.rot90(one_at((0.5, 0.5)))  # as a phone stores it that was held on its side
    copied = safe_copy(encode(stored, exif=Exif(orientation=6)), decoder, PLAIN)
    assert copied.content is not None
    assert opened(copied.content).size == (480, 360)
    assert copied.covered >= 1


def test_a_face_that_stays_is_left_as_it_is_and_the_other_is_covered(decoder: Box) -> None:
    picture = group_picture(3, 2)
    left = min(find_faces(picture), key=lambda face: face.box.left)
    middle = (left.box.left + left.box.right) / 2
    copied = safe_copy(
        encode(picture),
        decoder,
        PLAIN,
        lambda faces: [n for n, face in enumerate(faces) if face.box.left < middle < face.box.right],
    )
    assert copied.content is not None, copied.why
    seen = find_faces(np.asarray(opened(copied.content)))
    assert len(seen) == 1
    assert seen[0].box.left < middle < seen[0].box.right


def test_a_rectangle_that_was_chosen_is_covered(decoder: Box) -> None:
    plate = Area(0.25, 0.5, 0.5, 0.75)
    made = opened(copy_of(encode(group_picture(1, 0, (320, 240))), decoder, CopyWish(areas=(plate,))))
    assert made.getpixel((120, 150)) == pytest.approx(FILL, abs=12)


def test_two_hundred_megapixels_are_refused(decoder: Box) -> None:
    huge = io.BytesIO()
    Image.new("L", (16_320, 12_240), 90).save(huge, "JPEG", quality=20)
    assert MOST_PIXELS < 16_320 * 12_240
    assert safe_copy(huge.getvalue(), decoder, PLAIN).why == "too_large"


def test_text_chunks_of_a_png_stay_behind(decoder: Box) -> None:
    told = PngInfo()
    told.add_text("Comment", "Ada Marrow, Oakfield School")
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Ada</x:xmpmeta>")
    source = written(Image.fromarray(group_picture(1, 0)), "PNG", pnginfo=told)
    made = copy_of(source, decoder, CopyWish(form="png"))
    assert b"Oakfield" in source
    assert b"Oakfield" not in made
    assert is_plain(made, "png")


def test_heic_becomes_a_plain_jpeg(decoder: Box) -> None:
    assert is_plain(copy_of(encode(group_picture(4, 1), form="heic", exif=NOISY), decoder), "jpeg")


def test_of_an_animation_the_first_frame_is_copied(decoder: Box) -> None:
    frames = [Image.new("RGB", (160, 120), colour) for colour in ("red", "green", "blue")]
    source = written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    made = opened(copy_of(source, decoder, CopyWish(form="png")))
    assert getattr(made, "n_frames", 1) == 1
    assert made.getpixel((5, 5)) == (255, 0, 0)


def test_cmyk_becomes_rgb(decoder: Box) -> None:
    made = opened(copy_of(written(Image.new("CMYK", (160, 120), (0, 255, 255, 0)), "JPEG"), decoder))
    assert made.mode == "RGB"
    red, green, blue = made.getpixel((80, 60))
    assert red > 150 > 100 > max(green, blue)


def test_colours_of_another_space_become_srgb_and_the_profile_stays_behind(decoder: Box) -> None:
    wide = Image.new("RGB", (160, 120), (120, 200, 80))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    source = written(wide, "PNG", icc_profile=profile.tobytes())
    made = opened(copy_of(source, decoder, CopyWish(form="png")))
    assert "icc_profile" not in made.info


def test_what_is_no_whole_picture_is_refused_with_its_reason(decoder: Box) -> None:
    whole = encode(group_picture(1, 0))
    refusals = {b"": "empty", b"words of a letter": "not_a_picture", whole[: len(whole) // 2]: "cut_off"}
    for source, why in refusals.items():
        assert safe_copy(source, decoder, PLAIN).why == why
    assert safe_copy(film(1), decoder, PLAIN).why == "video"


def test_a_large_copy_is_searched_piece_by_piece(decoder: Box) -> None:
    far = np.asarray(Image.fromarray(group_picture(5, 2, (400, 300))).resize((133, 100), Image.Resampling.BOX))
    wide = np.full((1500, 2000, 3), 170, np.uint8)
    wide[1200:1300, 1700:1833] = far
    copied = safe_copy(encode(wide, form="png"), decoder, CopyWish(2000), keep_nobody)
    assert copied.content is not None, copied.why
    assert copied.covered >= 2


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (2000, 1), (1, 900), (30, 30)])
def test_pictures_of_odd_sizes_get_a_copy_or_a_refusal(decoder: Box, size: tuple[int, int]) -> None:
    copied = safe_copy(
        written(Image.new("RGB", size, (90, 160, 70)), "PNG"), decoder, CopyWish(areas=(Area(0, 0, 1, 1),))
    )
    assert copied.passed or copied.why
    assert copied.content is None or is_plain(copied.content, "jpeg")
