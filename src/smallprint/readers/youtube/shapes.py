"""A video or a post as an item: its words, its audience, its picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smallprint.exports.text import plain
from smallprint.readers.youtube.columns import PRIVACY
from smallprint.records.items import Audience, Item, Kind, PictureRef, Point

NETWORK = "youtube"
_WHY = {
    Audience.PUBLIC: "The download says Public: anyone can find and watch it.",
    Audience.LINK: "The download says Unlisted: anyone who has the address can watch it.",
    Audience.ONLY_ME: "The download says Private: only you, and accounts you invited, can watch it.",
    Audience.UNKNOWN: "The download does not say, in words we know, who could see it.",
}
NO_ROW = "The download holds the video and no line that says who could see it."
NAMESAKES = "Several of your videos have this name, and the download says the same for all of them."
PUBLIC_POST = "Posts of a channel are open to anyone."
_PIECES = re.compile(r'\s*\{\s*"text"')


@dataclass(frozen=True, slots=True)
class Video:
    """One video as a row or a JSON file states it."""

    id: str
    title: str
    description: str
    tags: tuple[str, ...]
    privacy: str
    when: datetime | None
    place: str = ""
    point: Point | None = None


def audience_of(privacy: str) -> Audience:
    """What a word of the privacy column means; UNKNOWN for any other."""
    return PRIVACY.get(plain(privacy), Audience.UNKNOWN)


def item_of(video: Video, picture: PictureRef, albums: Iterable[str] = ()) -> Item:
    """A video as an item. Its tags are words as well: searching finds them."""
    audience = audience_of(video.privacy)
    return Item(
        NETWORK,
        Kind.VIDEO,
        video.id,
        video.when,
        "\n".join(part for part in (video.title, video.description, ", ".join(video.tags)) if part),
        audience,
        _WHY[audience],
        pictures=(picture,),
        link=f"https://www.youtube.com/watch?v={video.id}",
        places=(video.place,) if video.place else (),
        point=video.point,
        albums=tuple(dict.fromkeys(albums)),
    )


def point_of(latitude: str, longitude: str) -> Point | None:
    """A place, where both numbers are on the globe; zero and zero is none."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    on_globe = abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0)
    return Point(north, east) if on_globe else None


def words_of(text: str) -> str:
    """Some texts are written as JSON objects joined by commas: `{"text":"hi "},{"text":"5:02"}`."""
    if not _PIECES.match(text):
        return text
    try:
        pieces = json.loads(f"[{text}]")
    except (ValueError, RecursionError):
        return text
    said = (piece.get("text") for piece in pieces if isinstance(piece, dict))
    return "".join(one for one in said if isinstance(one, str))
