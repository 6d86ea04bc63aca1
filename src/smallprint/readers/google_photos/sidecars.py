"""What the JSON beside a picture, and the JSON of an album, say. Every key is optional, any value may be absurd."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from smallprint.exports import File
from smallprint.exports.dates import from_seconds
from smallprint.exports.json_stream import whole
from smallprint.exports.limits import MIB
from smallprint.records.items import Point, Trouble

MARK = "photoTakenTime"  # the key that makes a JSON an item's sidecar
_KNOWN = frozenset(
    {MARK, "url", "description", "creationTime", "imageViews", "geoData", "people", "googlePhotosOrigin"}
)
_ALBUM = frozenset({"title", "albumData", "access", "enrichments", "sharedAlbumComments"})
_LINK = re.compile(r"https://photos\.google\.com/(?:[^\s?#]*/)?([A-Za-z0-9_-]{10,200})(?:[?#]\S*)?")
_OTHERS = {
    "fromPartnerSharing": "another person's picture, from partner sharing",
    "fromSharedAlbum": "another person's picture, from a shared album",
}


@dataclass(frozen=True, slots=True)
class Comment:
    """That somebody commented on, or liked, a shared picture. Never the words."""

    name: str
    how: str  # "comment" or "like"
    when: str


@dataclass(frozen=True, slots=True)
class Sidecar:
    """One item as its JSON states it."""

    key: str
    own_key: bool  # Google's own id; else a digest, which two pictures of one second and name may share
    title: str
    words: str
    when: datetime | None
    link: str | None
    point: Point | None
    people: tuple[str, ...]
    comments: tuple[Comment, ...]
    others: str = ""  # why it is another person's
    trashed: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Album:
    """An album as its JSON states it."""

    title: str
    public: bool
    comments: tuple[Comment, ...]


def read(file: File) -> Sidecar | Album | Trouble | None:
    """What a JSON file is; None where it is neither an item's nor an album's."""
    value = whole(file, MIB)
    if isinstance(value, Trouble):
        return value
    if not isinstance(value, dict):
        return None
    if MARK in value:
        return _sidecar(value)
    if _ALBUM.isdisjoint(value) or "url" in value:
        return _sidecar(value) if not _KNOWN.isdisjoint(value) else None
    return _album(value)


def read_as_item(file: File) -> Sidecar | Trouble:
    """A JSON file that belongs to a picture by its name: the newest form may have almost no keys."""
    value = whole(file, MIB)
    if isinstance(value, Trouble):
        return value
    if not isinstance(value, dict) or (_KNOWN | {"title"}).isdisjoint(value):
        return Trouble(file.name, "unknown_shape", "beside a picture, and not of a shape that is known")
    return _sidecar(value)


def _sidecar(value: dict[str, object]) -> Sidecar:
    title, url = text(value.get("title")), text(value.get("url")).strip()
    link = _LINK.fullmatch(url)
    return Sidecar(
        key=link[1] if link else _digest(title, value),
        own_key=link is not None,
        title=title,
        words=text(value.get("description")).strip(),
        when=from_seconds(_stamp(value.get(MARK))),
        link=url if link else None,
        point=_point(value.get("geoData")) or _point(value.get("geoDataExif")),
        people=tuple(dict.fromkeys(filter(None, (text(one.get("name")).strip() for one in dicts(value, "people"))))),
        comments=_comments(value),
        others=_origin(value.get("googlePhotosOrigin")),
        trashed=value.get("trashed") is True,
        archived=value.get("archived") is True,
    )


def _album(value: dict[str, object]) -> Album:
    """Three shapes: all in `albumData` (to 2020), flat (to 2024), and often only the title."""
    inner = value.get("albumData")
    held = {**value, **inner} if isinstance(inner, dict) else value
    return Album(
        text(held.get("title")).strip(),
        text(held.get("access")).casefold() == "public",
        _comments(held),
    )


def _digest(title: str, value: dict[str, object]) -> str:
    told = f"{title}|{_stamp(value.get(MARK))}|{_stamp(value.get('creationTime'))}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _stamp(time: object) -> object:
    """Seconds as text; may be "0" or negative. `formatted` beside it follows the language and is never read."""
    return time.get("timestamp") if isinstance(time, dict) else None


def _point(place: object) -> Point | None:
    """Zero and zero is what Google writes for none."""
    if not isinstance(place, dict):
        return None
    north, east = _degrees(place.get("latitude")), _degrees(place.get("longitude"))
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return Point(north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _degrees(value: object) -> float | None:
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 360 else None
    )


def _origin(origin: object) -> str:
    if not isinstance(origin, dict):
        return ""
    return next((why for key, why in _OTHERS.items() if key in origin), "")


def _comments(value: dict[str, object]) -> tuple[Comment, ...]:
    found = []
    for one in dicts(value, "sharedAlbumComments"):
        name = text(one.get("contentOwnerName")).strip()
        how = "like" if one.get("liked") is True and not one.get("text") else "comment"
        found.append(Comment(name, how, text(_stamp(one.get("creationTime")))))
    return tuple(found)


def dicts(value: dict[str, object], key: str) -> list[dict[str, object]]:
    """The objects of a list; none where it is no list."""
    held = value.get(key)
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def text(value: object) -> str:
    """A text, or "" for anything else."""
    return value if isinstance(value, str) else ""
