"""A covered copy of one picture, which is given only when it was proven (proof.py). Nothing is written here.

The original is decoded in the box; the copy is made from those pixels alone. Whoever is to stay visible is named by
`keep`; every other find is covered, the ones the detectors are unsure of too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from smallprint.faces import as_face
from smallprint.faces.detect import Found
from smallprint.faces.pixels import Picture
from smallprint.faces.sweep import FOR_COVERING, box_of, sweep
from smallprint.media.box import Box as DecoderBox
from smallprint.media.clean import MOST_PIXELS, Form, written
from smallprint.media.cover import Cover, Shape, covered, over_head, over_rectangle
from smallprint.media.kinds import DEMUXERS, HEAD, PICTURES, kind_of
from smallprint.media.segments import list_segments
from smallprint.media.told import LONG_SIDE, Wish
from smallprint.records.seen import Box, Face
from smallprint.share.proof import Left, what_is_left

# Rounds of covering what the proof still finds; a second was needed in 1 of 10 drawn group pictures.
ROUNDS = 3

Keep = Callable[[Sequence[Face]], Collection[int]]  # the places, in the list, of the faces that stay visible


@dataclass(frozen=True, slots=True)
class CopyWish:
    """How a copy is to look."""

    long_side: int = LONG_SIDE  # pixels, at most media.told.MOST_SIDE; nothing is enlarged
    form: Form = "jpeg"
    shape: Shape = "round"
    areas: tuple[Box, ...] = ()  # rectangles that are covered too


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that passed, or why there is none."""

    content: bytes | None
    segments: tuple[str, ...] = ()
    covered: int = 0  # heads
    why: str = ""  # a slug: "video", "not_a_picture", "cut_off", "too_large", "face_left", ...

    @property
    def passed(self) -> bool:
        """Whether the proof let it through."""
        return self.content is not None


def keep_nobody(_faces: Sequence[Face]) -> Collection[int]:
    """Cover every face."""
    return ()


def safe_copy(
    source: bytes | BinaryIO,
    decoder: DecoderBox,
    wish: CopyWish,
    keep: Keep = keep_nobody,
    *,
    size: int | None = None,
) -> Copied:
    """The copy of one picture, whatever the bytes are. SmallprintError when the decoder or the models are missing."""
    opened = _pixels(source, decoder, wish, size)
    if isinstance(opened, str):
        return Copied(None, why=opened)
    heads, kept = _divided(opened, keep)
    return _covered_and_proven(opened, heads, kept, decoder, wish)


def _pixels(source: bytes | BinaryIO, decoder: DecoderBox, wish: CopyWish, size: int | None) -> Picture | str:
    """Upright sRGB of the wished size, or why there is none."""
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    head = stream.read(HEAD)
    kind = kind_of(head)
    if kind in DEMUXERS:
        return "video"
    if kind not in PICTURES:
        return "not_a_picture" if head else "empty"
    decoded = decoder.decode(stream, Wish(wish.long_side, frames=1, exact_colours=True), size=size)
    if decoded.width * decoded.height > MOST_PIXELS:
        return "too_large"
    if decoded.trouble is not None or decoded.rgb is None:
        return decoded.trouble.kind if decoded.trouble is not None else "no_picture"
    return decoded.rgb


def _divided(rgb: Picture, keep: Keep) -> tuple[list[Box], list[Box]]:
    """Faces to cover, and faces that stay."""
    found = sweep(rgb, FOR_COVERING)
    boxes = [box_of(one, rgb) for one in found]
    if keep is keep_nobody:
        return boxes, []
    kept = _kept_places(rgb, found, keep)
    return (
        [box for place, box in enumerate(boxes) if place not in kept],
        [box for place, box in enumerate(boxes) if place in kept],
    )


def _kept_places(rgb: Picture, found: Sequence[Found], keep: Keep) -> set[int]:
    told = [(place, as_face(rgb, one)) for place, one in enumerate(found)]
    known = [(place, face) for place, face in told if face is not None]
    return {known[chosen][0] for chosen in keep([face for _, face in known])}


def _covered_and_proven(
    rgb: Picture, heads: list[Box], kept: list[Box], decoder: DecoderBox, wish: CopyWish
) -> Copied:
    size = (rgb.shape[1], rgb.shape[0])
    areas = [over_rectangle(area, size) for area in wish.areas]
    left = Left()
    for _ in range(ROUNDS):
        covers = [*areas, *_over_heads(heads, size, wish.shape)]
        content = written(covered(rgb, covers), wish.form)
        left = what_is_left(content, wish.form, size, covers, kept, decoder)
        if not left.why:
            return Copied(content, list_segments(content), len(heads))
        if not left.faces:
            break
        heads = [*heads, *left.faces]
    return Copied(None, why=left.why)


def _over_heads(heads: Sequence[Box], size: tuple[int, int], shape: Shape) -> list[Cover]:
    return [over_head(head, size, shape) for head in heads]
