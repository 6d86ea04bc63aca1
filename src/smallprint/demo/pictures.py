"""Draws the pictures of each moment, and short videos for the reels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO

import av
import numpy as np
from numpy.typing import NDArray

from smallprint.demo.cast import identity
from smallprint.demo.draw import Clothing, Identity, Pose, Scene, Sitter, draw, draw_empty, encode, line_up
from smallprint.demo.draw.head import Expression
from smallprint.demo.moments import Moment, age_on
from smallprint.records.items import Kind

SIZE = (900, 900)
TALL = (864, 1080)
STORY = (720, 1280)
BACKGROUNDS = {"meadow": "garden", "sofa": "room", "blanket": "room", "door": "street"}
EMPTY = {"cake": "food", "meadow": "landscape", "beach": "beach", "snow": "snow", "garden": "flowers"}
SCHOOL_BLUE = (38, 52, 110)
TOPS = ((70, 96, 140), (150, 72, 66), (86, 124, 88), (196, 160, 84), (120, 92, 130), (214, 206, 192), (60, 64, 74))
FRAMES, PER_SECOND = 24, 8


def picture(moment: Moment, position: int) -> bytes:
    """One picture of a moment as a file: a JPEG, or an MP4 for a reel."""
    if moment.kind is Kind.REEL:
        return film(moment)
    return encode(pixels(moment, position), quality=86)


def pixels(moment: Moment, position: int) -> NDArray[np.uint8]:
    """H x W x 3, sRGB."""
    if not moment.who[position]:
        name = EMPTY.get(moment.where, moment.where)
        return draw_empty(name, number(moment, position), size_of(moment))
    return draw(scene_of(moment, position))


def scene_of(moment: Moment, position: int) -> Scene:
    """Who stands where in one picture of a moment. The same moment gives the same scene."""
    people = tuple(
        (identity(name), age_on(name, moment.when.date()), dressed(name, moment)) for name in moment.who[position]
    )
    seed = number(moment, position)
    width, height = size_of(moment)
    sitters = (
        (alone(people[0], seed),) if len(people) == 1 else line_up(people, seed, aspect=width / height, head=0.24)
    )
    if moment.turned:
        sitters = tuple(turn(sitter) for sitter in sitters)
    where = BACKGROUNDS.get(moment.where, moment.where)
    return Scene(where, seed=seed, sitters=sitters, text=moment.sign or None, size=(width, height))


def alone(person: tuple[Identity, float, Clothing], seed: int) -> Sitter:
    """One person, near the middle, looking about at the camera."""
    who, age, clothing = person
    rng = np.random.default_rng(seed)
    pose = Pose(float(rng.normal(0, 12)), float(rng.normal(0, 4)), float(rng.normal(0, 5)))
    mood = Expression(smile=float(rng.uniform(0.3, 1.0)), open=float(rng.choice([0.0, 0.0, 0.4])))
    place = (float(rng.uniform(0.4, 0.6)), float(rng.uniform(0.34, 0.42)))
    return Sitter(who, age, pose, mood, clothing, size=float(rng.uniform(0.24, 0.38)), place=place)


def turn(sitter: Sitter) -> Sitter:
    return Sitter(
        sitter.identity,
        sitter.age,
        sitter.pose,
        sitter.expression,
        sitter.clothing,
        covered=True,
        size=sitter.size,
        place=sitter.place,
    )


def dressed(name: str, moment: Moment) -> Clothing:
    """The school jumper where the moment says so, else something of one's own."""
    if moment.jumper and name in moment.children:
        return Clothing(SCHOOL_BLUE, "OAKFIELD SCHOOL")
    choice = int(hashlib.sha256(f"{name}{moment.when:%Y%m}".encode()).hexdigest(), 16)
    return Clothing(TOPS[choice % len(TOPS)])


def size_of(moment: Moment) -> tuple[int, int]:
    if moment.kind in {Kind.STORY, Kind.REEL}:
        return STORY
    return TALL if moment.when.year >= 2024 else SIZE


def number(moment: Moment, position: int) -> int:
    return int(hashlib.sha256(f"{moment.when.isoformat()}{moment.kind}{position}".encode()).hexdigest()[:12], 16)


def film(moment: Moment) -> bytes:
    """Three seconds of video: the camera goes slowly over the drawn picture. 360 x 640, MPEG-4 part 2 in MP4."""
    still = pixels(moment, 0)
    out = BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=PER_SECOND)
        stream.width, stream.height, stream.pix_fmt = 360, 640, "yuv420p"
        stream.time_base = Fraction(1, PER_SECOND)
        stream.bit_rate = 1_500_000
        for frame in pan(still):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    return out.getvalue()


def pan(still: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Give frames of half size, moving a little from left to right."""
    small = still[: still.shape[0] // 2 * 2, : still.shape[1] // 2 * 2].astype(np.uint16)
    half = ((small[::2, ::2] + small[1::2, ::2] + small[::2, 1::2] + small[1::2, 1::2]) // 4).astype(np.uint8)
    for step in range(FRAMES):
        yield np.ascontiguousarray(np.roll(half, -step, axis=1))
