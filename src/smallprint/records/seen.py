"""What was found by looking at one picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from smallprint.records.items import Point, Trouble


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle as fractions of the upright picture's width and height, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Face:
    """One face. Nothing about body, sex, origin or clothing is ever read."""

    box: Box
    score: float  # 0 to 1, the better of the detectors that found it
    pixels: float  # shorter side of the box, in pixels of the 1280-wide input
    detectors: int  # how many of the two detectors found it
    aligned: bool  # five landmarks found; without them no age and no match
    young: float | None  # P(under 22), 0 to 1; None: could not be told, which counts as a child
    descriptor: NDArray[np.float32] | None = None  # 1024 numbers of length 1; None under 32 pixels
    at: float | None = None  # seconds into the video

    @property
    def perhaps(self) -> bool:
        """A find so weak that alone it makes no finding (face-models.md section 5, `perhaps a face`)."""
        return (self.pixels < 32 or not self.aligned) and self.score < 0.6 and self.detectors < 2


@dataclass(frozen=True, slots=True)
class Details:
    """What the file itself says beside its pixels."""

    taken: datetime | None = None  # naive where the file states no zone
    point: Point | None = None
    names: tuple[str, ...] = ()  # people named in the file: creator, person in image, face regions
    words: tuple[str, ...] = ()  # captions, keywords, titles
    places: tuple[str, ...] = ()  # city, sublocation, country as text
    device: str = ""  # make and model


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at one picture gave. Small, picklable, free of paths."""

    piece: int  # the asker's own number for the picture
    sha256: str  # "" when not even the bytes could be read
    alike: bytes  # look-alike hash, 32 bytes; b"" when there were no pixels
    width: int  # of the upright original, pixels; 0 when unknown
    height: int
    video: bool
    details: Details
    faces: tuple[Face, ...]
    thumbnail: bytes  # small JPEG for the person's own screen, in the encrypted home only; b"" when none
    trouble: Trouble | None = None  # why there were no pixels, or why a video was seen only in part
    seconds: float = 0.0  # length of a video
