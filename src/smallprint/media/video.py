"""A few frames of a video, spread over it, and what its container says. Runs inside the box (box_child.py).

The demuxer is always named from our own sniffing: left to itself ffmpeg runs a playlist that names other files.
"""

from __future__ import annotations

import math
import re
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO, cast

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from smallprint.media.decode import BROKEN, Give, upright
from smallprint.media.exif import device, moment
from smallprint.media.kinds import DEMUXERS
from smallprint.media.told import Told, Wish, add_text

# What phones, cameras and networks have written since about 2000. ffmpeg knows hundreds more, each a way in.
_CODECS = frozenset(
    {"h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "h263", "mjpeg", "mpeg1video", "mpeg2video", "wmv1"}
    | {"wmv2", "wmv3", "vc1", "flv", "flv1", "prores", "msmpeg4v2", "msmpeg4v3", "msmpeg4", "theora", "dvvideo"}
    | {"svq3", "cinepak", "libvpx", "libvpx-vp9"}
)
FAULTS = (*BROKEN, av.error.FFmpegError)
_MOST_PIXELS = 100_000_000
_LONGEST = 48 * 3600.0  # seconds; a length beyond this is not believed
_LATE = 1.5  # seconds a key frame may lie before the moment that was wanted
_ISO6709 = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)")
_WORDS = (
    "title",
    "comment",
    "description",
    "keywords",
    "synopsis",
    "com.apple.quicktime.title",
    "com.apple.quicktime.description",
    "com.apple.quicktime.comment",
    "com.apple.quicktime.keywords",
)
_NAMES = ("artist", "author", "com.apple.quicktime.author", "com.apple.quicktime.artist")
_PLACES = ("com.apple.quicktime.location.ISO6709", "location", "location-eng", "xyz")


def decode_video(source: BinaryIO, kind: str, wish: Wish, give: Give) -> Told:
    """Give up to `wish.frames` frames with their seconds. What goes wrong is in `told.trouble`."""
    told = Told()
    try:
        with av.open(source, "r", format=DEMUXERS[kind], metadata_errors="replace") as container:
            read_container(container.metadata, told)
            _give_frames(container, wish, told, give)
    except FAULTS as problem:
        told.trouble, told.note = told.trouble or "broken_video", type(problem).__name__
    return told


def read_container(facts: Mapping[str, str], told: Told) -> None:
    """When, where, with what, and words, as QuickTime, MP4 and Matroska keep them."""
    for texts, keys in ((told.words, _WORDS), (told.names, _NAMES)):
        for key in keys:
            add_text(texts, facts.get(key, ""))
    told.device = device(
        *(facts.get(f"com.apple.quicktime.{key}") or facts.get(key, "") for key in ("make", "model"))
    )
    stated = facts.get("com.apple.quicktime.creationdate", "") or facts.get("creation_time", "")
    told.taken = moment(stated, stated[19:].lstrip(".0123456789"))
    for key in _PLACES:
        if told.point is None and (match := _ISO6709.match(facts.get(key, ""))):
            told.point = float(match[1]), float(match[2])


def _give_frames(container: InputContainer, wish: Wish, told: Told, give: Give) -> None:
    stream = next(iter(container.streams.video), None)
    if stream is None:
        told.trouble, told.note = "no_frames", "no video stream"
        return
    if stream.codec_context.name not in _CODECS:
        told.trouble, told.note = "unknown_codec", stream.codec_context.name[:40]
        return
    if stream.width * stream.height > _MOST_PIXELS:
        told.trouble, told.note = "too_large", "look yourself"
        return
    stream.codec_context.thread_count = 1
    told.seconds = _length(container, stream)
    found = _Found(wish, told, give)
    try:
        _look_around(container, stream, wish, told, found)
    except FAULTS as problem:
        told.trouble, told.note = "cut_off", type(problem).__name__
    if not found.moments:
        told.trouble = "no_frames"
    elif found.is_late and not told.trouble:
        told.trouble, told.note = "seen_in_part", "it took too long"


class _Found:
    """Hands on each frame once, counts them, and knows when time is up."""

    def __init__(self, wish: Wish, told: Told, give: Give) -> None:
        self.wish, self.told, self.give = wish, told, give
        self.moments: list[float] = []
        self.is_late = False
        self._end = time.monotonic() + wish.seconds

    def goes_on(self) -> bool:
        self.is_late = self.is_late or time.monotonic() > self._end
        return not self.is_late and len(self.moments) < self.wish.frames

    def keep(self, frame: VideoFrame) -> None:
        seconds = _seconds(frame)
        if any(abs(seconds - moment) < 0.04 for moment in self.moments):
            return
        picture = _picture(frame, self.wish.long_side)
        if not self.moments:
            turned = frame.rotation % 180 != 0
            self.told.width, self.told.height = (frame.height, frame.width) if turned else (frame.width, frame.height)
        self.moments.append(seconds)
        self.give(picture, seconds)


def _look_around(container: InputContainer, stream: VideoStream, wish: Wish, told: Told, found: _Found) -> None:
    """Key frames first, because they are cheap; the moments they miss by reading on from where they lie."""
    stream.codec_context.skip_frame = "NONKEY"
    missed = []
    for wanted in _moments(told.seconds, wish.frames):
        if not found.goes_on():
            return
        frame = _key_frame_before(container, stream, wanted)
        if frame is not None:
            found.keep(frame)
        if frame is None or wanted - _seconds(frame) > max(_LATE, told.seconds / wish.frames):
            missed.append(wanted)
    stream.codec_context.skip_frame = "DEFAULT"
    _read_on(container, stream, missed, found)


def _moments(seconds: float, count: int) -> list[float]:
    """Spread over the clip, denser at its start, none at the very end where many clips have no frame."""
    if seconds <= 0:
        return [float(step) for step in range(count)]
    return [seconds * 0.97 * (step / max(1, count - 1)) ** 1.4 for step in range(count)]


def _key_frame_before(container: InputContainer, stream: VideoStream, seconds: float) -> VideoFrame | None:
    try:
        _seek(container, stream, seconds)
        return next(iter(container.decode(stream)), None)
    except FAULTS:
        return None


def _seek(container: InputContainer, stream: VideoStream, seconds: float) -> None:
    base = float(stream.time_base or 0) or 1 / 1000
    container.seek(int(seconds / base) + (stream.start_time or 0), stream=stream, backward=True)


def _read_on(container: InputContainer, stream: VideoStream, missed: list[float], found: _Found) -> None:
    """Read from the start and keep the frame at each missed moment."""
    if not missed or not found.goes_on():
        return
    with suppress(*FAULTS):  # a film that cannot be sought in is read from where it stands
        _seek(container, stream, 0.0)
    waiting, furthest = deque(sorted(missed)), 0.0
    for frame in container.decode(stream):
        if not waiting or not found.goes_on():
            return
        furthest = _seconds(frame)
        if furthest >= waiting[0]:
            found.keep(frame)
        while waiting and waiting[0] <= furthest:
            waiting.popleft()
    if waiting and waiting[-1] - furthest > _LATE and not found.told.trouble:
        found.told.trouble, found.told.note = "cut_off", "it is shorter than it says"


def _seconds(frame: VideoFrame) -> float:
    seconds = frame.time
    return min(max(0.0, seconds), _LONGEST) if seconds is not None and math.isfinite(seconds) else 0.0


def _length(container: InputContainer, stream: VideoStream) -> float:
    """Seconds. The first length that can be true; a clip that states none gets 0."""
    lengths = [(container.duration or 0) / 1_000_000, float((stream.duration or 0) * (stream.time_base or 0))]
    return next((length for length in lengths if 0 < length <= _LONGEST), 0.0)


def _picture(frame: VideoFrame, long_side: int) -> Image.Image:
    if frame.width * frame.height > _MOST_PIXELS:
        raise ValueError("too large")
    scale = min(1.0, long_side / max(frame.width, frame.height))
    width, height = (max(1, round(side * scale)) for side in (frame.width, frame.height))
    small = frame.reformat(width, height, "rgb24", interpolation="AREA", threads=1)
    picture: Image.Image = cast(Any, small).to_image()  # PyAV states no types here
    return upright(picture, {90: 8, 180: 3, 270: 6}.get(round(frame.rotation) % 360, 1))
