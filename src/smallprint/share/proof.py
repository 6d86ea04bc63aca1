"""The proof of a copy: its bytes are read back as a stranger would read them. Anything left, and there is no copy.

Four questions, none of which trusts the part that made the copy: does the file hold only what pixels need; does it
open at the size that was meant, telling nothing beside; does every cover lie where the face was; do the detectors, at
a lower threshold than the one used for covering, still find anybody who is not to stay visible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smallprint.faces.sweep import FOR_PROVING, box_of, sweep
from smallprint.media.box import Box as DecoderBox
from smallprint.media.box import Decoded
from smallprint.media.clean import Form
from smallprint.media.cover import Cover, lies_there
from smallprint.media.segments import is_plain
from smallprint.media.told import Wish
from smallprint.records.seen import Box, Details

_SAME_FACE = 0.3  # shared area of a find and a face that stays, as a part of the two together


@dataclass(frozen=True, slots=True)
class Left:
    """What a proof found. `why` is "" when nothing was left."""

    why: str = ""
    faces: tuple[Box, ...] = ()


def what_is_left(
    content: bytes,
    form: Form,
    size: tuple[int, int],
    covers: Sequence[Cover],
    kept: Sequence[Box],
    decoder: DecoderBox,
) -> Left:
    """Prove one copy. `size` is width and height as meant; `kept` are the faces that stay visible."""
    if not is_plain(content, form):
        return Left("more_than_pixels")
    decoded = decoder.decode(content, Wish(max(size), frames=1))
    if decoded.rgb is None or not _as_meant(decoded, size):
        return Left("not_read_back")
    if not lies_there(decoded.rgb, covers):
        return Left("cover_not_there")
    found = (box_of(one, decoded.rgb) for one in sweep(decoded.rgb, FOR_PROVING))
    faces = tuple(box for box in found if not any(_is_the_same(box, stays) for stays in kept))
    return Left("face_left", faces) if faces else Left()


def _as_meant(decoded: Decoded, size: tuple[int, int]) -> bool:
    is_whole = decoded.trouble is None and not decoded.frames
    return is_whole and (decoded.width, decoded.height) == size and decoded.details == Details()


def _is_the_same(found: Box, stays: Box) -> bool:
    across, down = (found.left + found.right) / 2, (found.top + found.bottom) / 2
    if not (stays.left <= across <= stays.right and stays.top <= down <= stays.bottom):
        return False
    wide = min(found.right, stays.right) - max(found.left, stays.left)
    high = min(found.bottom, stays.bottom) - max(found.top, stays.top)
    shared = max(0.0, wide) * max(0.0, high)
    both = sum((box.right - box.left) * (box.bottom - box.top) for box in (found, stays)) - shared
    return shared >= _SAME_FACE * both
