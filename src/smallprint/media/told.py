"""What the decoder says about one file. Plain text and numbers, because it crosses the wall of the box as JSON.

Nothing here is believed: `details.checked` in the asking program weighs every value before it becomes a record.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LONG_SIDE = 1280  # pixels; what the face detectors were measured at
MOST_SIDE = 2560  # pixels of a picture that crosses the wall, for copies
FRAMES = 12  # of a video: the price of looking at twelve pictures
MOST_FRAMES = 24
LONGEST_TEXT = 2000  # characters of one caption
MOST_TEXTS = 64  # captions, names or places of one file


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of one file."""

    long_side: int = LONG_SIDE
    frames: int = FRAMES
    seconds: float = 14.0  # after this the decoder stops by itself and gives what it has
    exact_colours: bool = False  # every stated colour space becomes sRGB: for copies, which state none


@dataclass(slots=True)
class Told:
    """Filled while one file is read."""

    width: int = 0  # of the upright original
    height: int = 0
    seconds: float = 0.0
    trouble: str = ""  # a Trouble's kind, or "" when all went well
    note: str = ""
    taken: str = ""  # ISO 8601, with an offset only where the file states one
    point: tuple[float, float] | None = None  # latitude, longitude in degrees
    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    device: str = ""


def add_text(texts: list[str], text: str) -> None:
    """Keep one text, tidied and bounded, unless it is empty or already there."""
    tidy = " ".join("".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_TEXT]).split())
    if tidy and tidy not in texts and len(texts) < MOST_TEXTS:
        texts.append(tidy)


def decoded_text(raw: bytes) -> str:
    """Text of unknown alphabet: UTF-8 where it is that, else Windows' Latin letters. Ends at the first NUL."""
    raw = raw.split(b"\0", 1)[0][: LONGEST_TEXT * 4]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
