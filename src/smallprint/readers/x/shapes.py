"""The shapes of X's records, taken one field at a time: every number is text, and any field may be absent."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from smallprint.exports.dates import from_millis, from_text
from smallprint.records.items import Point

_TWITTER_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) \+0000 (\d{4})", re.ASCII)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_SNOWFLAKES_FROM = 1_288_834_974_657  # milliseconds since 1970; ids made since November 2010 hold their own time


def text_of(value: object) -> str:
    """A text as it is, without blanks around it; anything else as nothing."""
    return value.strip() if isinstance(value, str) else ""


def digits_of(value: object) -> str:
    """An id or a count: digits as text, also where they are a number. "" for anything else, and for -1."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 64:
        return str(value)
    text = text_of(value)
    return text if text.isascii() and text.isdigit() and len(text) <= 20 else ""


def listed(value: object) -> list[object]:
    """A list as it is, a lone object as a list of one, anything else as nothing."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def inner(record: object, key: str) -> dict[str, object]:
    """The object under a key; an empty one where there is none."""
    held = record.get(key) if isinstance(record, dict) else None
    return held if isinstance(held, dict) else {}


def post_of(record: object) -> dict[str, object] | None:
    """The post in a record, which before 2019 had no wrapper of its own."""
    if not isinstance(record, dict):
        return None
    held = record.get("tweet", record)
    return held if isinstance(held, dict) and id_of(held) else None


def id_of(post: dict[str, object]) -> str:
    """The post's id."""
    return digits_of(post.get("id_str")) or digits_of(post.get("id"))


def edits_of(post: dict[str, object]) -> list[str]:
    """The ids of all versions of an edited post, the first version first; nothing where it was never edited."""
    info = inner(post, "edit_info")
    for holder in (inner(info, "initial"), inner(inner(info, "edit"), "editControlInitial"), info):
        ids = [digits for one in listed(holder.get("editTweetIds")) if (digits := digits_of(one))]
        if len(ids) > 1:
            return sorted(ids, key=int)
    first = digits_of(inner(info, "edit").get("initialTweetId"))
    return sorted({first, id_of(post)}, key=int) if first and first != id_of(post) else []


def words_of(post: dict[str, object]) -> str:
    """The words, which X writes as HTML (`&amp;`)."""
    return html.unescape(text_of(post.get("full_text")) or text_of(post.get("text")))


def when_of(post: dict[str, object]) -> datetime | None:
    """When it was posted, in UTC: as written, else as the id itself tells."""
    return time_of(post.get("created_at")) or _by_id(id_of(post))


def time_of(value: object) -> datetime | None:
    """A time as X writes it: `Wed Sep 06 07:50:00 +0000 2023`, ISO 8601, or `2013-05-04 12:03:15 +0000`."""
    found = _TWITTER_TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None or found[1] not in _MONTHS:
        return from_text(value)
    day, hour, minute, second, year = (int(found[group]) for group in range(2, 7))
    try:
        when = datetime(year, _MONTHS[found[1]], day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return when if 1990 <= year < 2100 else None


def _by_id(id: str) -> datetime | None:
    number = int(id) if id else 0
    return from_millis((number >> 22) + _SNOWFLAKES_FROM) if number >> 40 else None


def point_of(post: dict[str, object]) -> Point | None:
    """The exact place of older posts. `coordinates` has east before north, `geo` north before east."""
    for key, north, east in (("coordinates", 1, 0), ("geo", 0, 1)):
        pair = inner(post, key).get("coordinates")
        if isinstance(pair, list) and len(pair) == 2:
            point = _on_the_globe(_number(pair[north]), _number(pair[east]))
            if point is not None:
                return point
    return None


def _on_the_globe(north: float | None, east: float | None) -> Point | None:
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return Point(north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def place_of(post: dict[str, object]) -> tuple[str, ...]:
    """The named place."""
    place = inner(post, "place")
    name = text_of(place.get("full_name")) or text_of(place.get("fullName")) or text_of(place.get("name"))
    return (name,) if name else ()


def mentions_of(post: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The accounts named in a post: (id or "", user name)."""
    for mention in listed(inner(post, "entities").get("user_mentions")):
        if isinstance(mention, dict):
            name = text_of(mention.get("screen_name"))
            if name:
                yield digits_of(mention.get("id_str")) or digits_of(mention.get("id")), name


def media_of(post: dict[str, object]) -> list[dict[str, object]]:
    """The media of a post. `entities` names only the first of up to four, so the longer list is taken."""
    lists = [
        [one for one in listed(inner(post, key).get("media")) if isinstance(one, dict)]
        for key in ("extended_entities", "entities")
    ]
    return lists[0] or lists[1]
