"""A picture's bytes -> upright RGB of bounded size, and what the file says. Runs inside the box (box_child.py).

A large JPEG is decoded at a half, a quarter or an eighth (Pillow's `draft`), then averaged down; nothing is enlarged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO, cast

import pillow_heif
from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, UnidentifiedImageError

from smallprint.media.metadata import ABSURD, read_metadata
from smallprint.media.told import Told, Wish

Give = Callable[[Image.Image, float | None], None]  # takes one RGB picture; seconds into a video, None for a still

# Without "MPO": its plugin raises a bare KeyError on damaged files, and its JPEG opens as JPEG all the same.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF", "BMP", "TIFF")
_MOST_PIXELS = 100_000_000
_MOST_JPEG_PIXELS = 1_000_000_000  # an eighth of each side is 16 megapixels
_MOST_STEPS = 5_000  # frames of an animation walked through
# MemoryError: the box's own limit. RuntimeError: seen from the AVIF reader on mutated files (tests/media/made.py).
BROKEN = (*ABSURD, RuntimeError, MemoryError, ImageCms.PyCMSError)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def prepare() -> None:
    """Set the decoders' own limits, once per box: one thread each, no picture beyond ours."""
    pillow_heif.register_heif_opener(thumbnails=False)
    pillow_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = _MOST_JPEG_PIXELS  # `_refuse_large` holds the narrower limits


def decode_picture(source: BinaryIO, wish: Wish, give: Give) -> Told:
    """Give the picture, and for an animation its middle and last frame. What goes wrong is in `told.trouble`."""
    try:
        return _decoded(source, wish, give)
    except UnidentifiedImageError:  # its first bytes promised a picture, or nobody would have asked us
        return Told(trouble="broken_picture", note="no header")
    except Image.DecompressionBombError:
        return Told(trouble="too_large", note="look yourself")
    except BROKEN as problem:
        reason = type(problem).__name__
    try:
        source.seek(0)
        with _as_far_as_it_goes():
            told = _decoded(source, wish, give)
    except BROKEN:
        return Told(trouble="out_of_memory" if reason == "MemoryError" else "broken_picture", note=reason)
    told.trouble, told.note = told.trouble or "cut_off", told.note or reason
    return told


def shrunk(picture: Image.Image, long_side: int) -> Image.Image:
    """No side longer than `long_side`, by averaging. Smaller pictures stay as they are."""
    size = _fitting(picture.size, long_side)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.BOX)


def upright(picture: Image.Image, turn: int) -> Image.Image:
    """Turned by an EXIF orientation, 1 to 8."""
    return picture.transpose(_TURNS[turn]) if turn in _TURNS else picture


def _decoded(source: BinaryIO, wish: Wish, give: Give) -> Told:
    started, told = time.monotonic(), Told()
    picture = Image.open(source, formats=FORMATS)
    if _is_too_large(picture):
        told.width, told.height = picture.size
        told.trouble, told.note = "too_large", "look yourself"
        return told
    size = picture.size
    if picture.format == "JPEG":
        picture.draft(None, _fitting(size, wish.long_side))
    picture.load()
    turn = read_metadata(picture, told)
    told.width, told.height = size if turn < 5 else size[::-1]
    give(upright(_rgb(picture, wish), turn), None)
    if wish.frames > 1 and getattr(picture, "n_frames", 1) > 1:
        _give_later_frames(picture, wish, started, told, give)
    return told


def _is_too_large(picture: Image.Image) -> bool:
    most = _MOST_JPEG_PIXELS if picture.format == "JPEG" else _MOST_PIXELS
    return picture.width * picture.height > most


def _fitting(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    scale = min(1.0, long_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


@contextmanager
def _as_far_as_it_goes() -> Iterator[None]:
    """Half a picture shows half a face. For looking only."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _rgb(picture: Image.Image, wish: Wish) -> Image.Image:
    """Small, then RGB: what is seen through lies on white, 16 bits become 8, known colours become sRGB."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("1", "P", "PA"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture = shrunk(picture, wish.long_side)
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _eight_bits(picture).convert("RGB")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    if isinstance(profile, bytes) and (picture.mode == "RGB" or wish.exact_colours):
        picture = _in_srgb(picture, profile, always=wish.exact_colours)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits or fractions, stretched from its own darkest to its own brightest."""
    wide = picture.convert("F")
    low, high = cast(tuple[float, float], wide.getextrema())
    if not high > low:
        return Image.new("L", picture.size, 128)
    scale = 255 / (high - low)
    return wide.point(lambda value: value * scale - low * scale).convert("L")


def _in_srgb(picture: Image.Image, profile: bytes, *, always: bool) -> Image.Image:
    """Unless `always`, only for profiles far from sRGB (Adobe RGB, ProPhoto): a phone's Display P3 is near enough to
    find faces in, and the change takes 18 ms beside some 45 ms of decoding (1280 x 960 of a 12-megapixel JPEG,
    Pillow 13.0)."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        name = ImageCms.getProfileDescription(source)
        if not always and not any(far in name for far in ("Adobe", "ProPhoto", "ROMM", "2020", "Wide")):
            return picture
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except BROKEN:
        return picture
    return changed or picture


def _give_later_frames(picture: Image.Image, wish: Wish, started: float, told: Told, give: Give) -> None:
    """The middle and the last frame. Frames build on one another, so all before them are walked through."""
    try:
        count = min(getattr(picture, "n_frames", 1), _MOST_STEPS)
        wanted, seconds = {count // 2, count - 1} - {0}, 0.0
        for step in range(1, count):
            seconds += _duration(picture)
            picture.seek(step)
            if _is_too_large(picture):
                raise ValueError
            late = time.monotonic() - started > wish.seconds / 2
            if step in wanted or late:
                picture.load()
                seconds = picture.info.get("timestamp", seconds * 1000) / 1000  # WebP alone tells it, once loaded
                give(_rgb(picture, wish), seconds)
            if late:
                told.trouble, told.note = "seen_in_part", "too many frames"
                return
        told.seconds = seconds + _duration(picture)
    except BROKEN as problem:
        told.trouble, told.note = "cut_off", type(problem).__name__


def _duration(picture: Image.Image) -> float:
    value = picture.info.get("duration", 0)
    return max(0.0, float(value)) / 1000 if isinstance(value, int | float) else 0.0
