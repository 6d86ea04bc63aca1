"""Everything a picture file says beside its pixels, gathered from the places each format keeps it."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable

from PIL import Image

from smallprint.media.exif import orientation, read_exif
from smallprint.media.iptc import read_iptc
from smallprint.media.told import Told, add_text, decoded_text
from smallprint.media.xmp import read_xmp

# What reading an invented field may raise, in Pillow's TIFF reader, in lxml, or in a conversion of our own.
ABSURD = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
    struct.error,
)

_IPTC_IN_PHOTOSHOP = 0x0404
_IPTC_IN_TIFF = 33723
_XMP_IN_TIFF = 700
_PNG_WORDS = ("Title", "Description", "Comment", "parameters", "Caption")
_PNG_NAMES = ("Author", "Creator")


def read_metadata(picture: Image.Image, told: Told) -> int:
    """Fill `told`; gives the EXIF orientation, 1 to 8. Never raises on what a file says.

    One block that cannot be read leaves the others."""
    turned = [1]

    def exif() -> None:
        found = picture.getexif()
        turned[0] = orientation(found)
        read_exif(found, told)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about every damaged tag
        for read in (exif, lambda: _read_xmp(picture, told), lambda: _read_iptc(picture, told)):
            _try(read)
        _try(lambda: _read_comments(picture, told))
    return turned[0]


def _try(read: Callable[[], None]) -> None:
    try:
        read()
    except ABSURD:
        return


def _read_xmp(picture: Image.Image, told: Told) -> None:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or _tiff_tag(picture, _XMP_IN_TIFF)
    if isinstance(packet, str):
        packet = packet.encode()
    if isinstance(packet, bytes):
        read_xmp(packet, told)


def _read_iptc(picture: Image.Image, told: Told) -> None:
    blocks = picture.info.get("photoshop")
    block = blocks.get(_IPTC_IN_PHOTOSHOP) if isinstance(blocks, dict) else _tiff_tag(picture, _IPTC_IN_TIFF)
    if isinstance(block, bytes):
        read_iptc(block, told)


def _tiff_tag(picture: Image.Image, tag: int) -> object:
    tags = getattr(picture, "tag_v2", None)
    return tags.get(tag) if tags is not None else None


def _read_comments(picture: Image.Image, told: Told) -> None:
    """PNG text, and the comment of a JPEG or GIF."""
    for texts, keys in ((told.words, _PNG_WORDS), (told.names, _PNG_NAMES)):
        for key in keys:
            if isinstance(value := picture.info.get(key), str):
                add_text(texts, value)
    comment = picture.info.get("comment")
    if isinstance(comment, bytes):
        add_text(told.words, decoded_text(comment))
