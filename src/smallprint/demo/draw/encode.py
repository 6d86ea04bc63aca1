"""Pixels as the bytes of a picture file, with what a camera writes beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

FORMATS = ("jpeg", "png", "webp", "heic")


@dataclass(frozen=True, slots=True)
class Exif:
    """What the camera noted. Empty fields are not written."""

    taken: datetime | None = None
    latitude: float | None = None  # degrees, north positive
    longitude: float | None = None  # degrees, east positive
    device: str = ""
    orientation: int = 1  # as the camera writes it; the pixels are stored as given


def encode(rgb: NDArray[np.uint8], *, quality: int = 88, exif: Exif | None = None, form: str = "jpeg") -> bytes:
    """The picture as a file of one of FORMATS. JPEG colour is stored at half size, as phones do."""
    image = Image.fromarray(rgb)
    notes = _notes(exif) if exif is not None else None
    out = BytesIO()
    if form == "heic":
        pillow_heif.from_pillow(image).save(out, quality=quality, exif=b"" if notes is None else notes.tobytes())
        return out.getvalue()
    extra = {} if notes is None else {"exif": notes}
    image.save(out, form.upper(), quality=quality, **extra)
    return out.getvalue()


def _notes(exif: Exif) -> Image.Exif:
    notes = Image.Exif()
    if exif.orientation != 1:
        notes[0x0112] = exif.orientation
    if exif.device:
        notes[0x0110] = exif.device
    if exif.taken is not None:
        stamp = exif.taken.strftime("%Y:%m:%d %H:%M:%S")
        notes[0x0132] = stamp
        notes.get_ifd(0x8769)[0x9003] = stamp
    if exif.latitude is not None and exif.longitude is not None:
        gps = notes.get_ifd(0x8825)
        gps[1], gps[2] = "N" if exif.latitude >= 0 else "S", _degrees(exif.latitude)
        gps[3], gps[4] = "E" if exif.longitude >= 0 else "W", _degrees(exif.longitude)
    return notes


def _degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = abs(value)
    minutes = (whole % 1) * 60
    seconds = Fraction((minutes % 1) * 60).limit_denominator(10000)
    return IFDRational(int(whole)), IFDRational(int(minutes)), IFDRational(seconds.numerator, seconds.denominator)
