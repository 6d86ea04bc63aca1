"""The pages of Facebook's HTML edition, told as the same posts as the JSON one.

A box holds the sentence (h2, or `_a6-h`, `_2lel`), the pictures with tables of camera facts, the own text, a line
"Updated …", and in the footer the date with an address `facebook.com/dyi/l/…` that opens the post (public parsers of
real pages of 2019 to 2026). Beside each picture stands the album's name, without a class; its description has one.
Camera facts hold the address of a computer: tables are read for coordinates alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from smallprint.exports import File
from smallprint.exports.html_boxes import Piece, boxes
from smallprint.exports.text import storable
from smallprint.readers.facebook import tables
from smallprint.readers.facebook.shapes import pair, permalink
from smallprint.readers.meta import pages as meta
from smallprint.readers.meta.words import meaning
from smallprint.records.items import Trouble

_HEADINGS = frozenset({"_a6-h", "_a6-i", "_2lek", "_2lel"})
_DATES = frozenset({"_a6-o", "_a72d", "_2lem"})
_TABLE = frozenset({"_a6-q", "_a6_q", "_a6_r"})
_DESCRIPTION = "_3-95"
_SHOWN = frozenset({"img", "video", "source"})
_CLOCK = re.compile(r"(?=.*\d{4}).*\d{1,2}[:.]\d{2}[:.]\d{2}.*")
_COMPUTER = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.I)
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,400})</title>", re.I)
_CLICK = re.compile(r":\s*$")  # "Click for video:" stands right behind a video


def records(file: File, *keys: str, photos: bool = False) -> Iterator[tuple[str, object]]:
    """Each record of a JSON or HTML list with its place; a Trouble stands in the place of one that cannot be read.

    `photos`: a list of photos, where the words below a picture may be comments of others.
    """
    if not meta.is_page(file):
        yield from meta.records(file, *keys)
        return
    met = False
    for told in boxes(file):
        if isinstance(told, Trouble):
            yield "", told
            met = True
            continue
        record = post_of(told[1], photos=photos)
        if record:
            met = True
            yield told[0], record
    if not met and (unknown := _unknown_layout(file)):
        yield "", unknown


def _unknown_layout(file: File) -> Trouble | None:
    """A page without boxes that shows pictures, or that is no page at all, is told; an empty list is an answer."""
    head = file.head(262_144)
    if b"<html" not in head.lower():
        return Trouble(file.name, "not_html")
    shows = re.search(rb"<(?:img|video)[^>]+src=\"(?!data:|https?:)", head, re.I)
    return Trouble(file.name, "no_records", "a page that is laid out in a way we do not know yet") if shows else None


def title_of(file: File) -> str:
    """What a page is called: an album's page bears the album's name."""
    found = _TITLE.search(file.head(65_536))
    return storable(html.unescape(found[1].decode("utf-8", "replace"))).strip() if found else ""


@dataclass(slots=True)
class _Post:
    """A post as its box is walked through."""

    texts: list[str] = field(default_factory=list)
    media: list[dict[str, object]] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    spot: dict[str, object] = field(default_factory=dict)


def post_of(pieces: tuple[Piece, ...], *, photos: bool = False) -> dict[str, object]:
    """A box as a JSON post; {} where it holds nothing."""
    body, heading, date, link = _apart(pieces)
    post = _Post()
    place = 0
    while place < len(body):
        place = _take(post, body, place)
    if photos:
        post.texts, heading = _caption(post, heading), ""
    items: list[dict[str, object]] = [{"media": media} for media in post.media]
    items += [{"external_context": {"url": card}} for card in post.cards]
    items += [{"place": {"name": name, "coordinate": post.spot}} for name in post.places[:1]]
    told: dict[str, object] = {"attachments": [{"data": items}]} if items else {}
    if post.texts:
        told["data"] = [{"post": "\n".join(dict.fromkeys(post.texts))}]
    if heading:
        told["title"] = heading
    if date is not None:
        told["timestamp"] = date
    if link:
        told["url"] = link
    for media in post.media:
        media["creation_timestamp"] = date or 0
    return told if items or post.texts or heading else {}


def _caption(post: _Post, heading: str) -> list[str]:
    """The words of a photo's own: its description, or the only words there are. A comment comes with its author."""
    if any(media["description"] for media in post.media):
        return []
    return post.texts if len(post.texts) == 1 else [heading] * bool(heading)


def _apart(pieces: tuple[Piece, ...]) -> tuple[list[Piece], str, int | None, str | None]:
    """The body of a box, its sentence, its date in seconds, and the address beside the date."""
    body: list[Piece] = []
    heading, date, link = "", None, None
    for place, piece in enumerate(pieces):
        classes = frozenset(piece.classes.split())
        if piece.kind == "text" and (piece.tag in {"h2", "h3"} or _HEADINGS & classes):
            heading = heading or piece.value
        elif piece.kind == "text" and _DATES & classes:
            when = meta.printed_date(piece.value)
            date = int(when.timestamp()) if when else date
        elif piece.kind == "link" and piece.tag == "a" and _before_date(pieces, place) and permalink(piece.value):
            link = piece.value
        else:
            body.append(piece)
    return body, heading, date, link


def _before_date(pieces: tuple[Piece, ...], place: int) -> bool:
    if "/dyi/l/" in pieces[place].value:
        return True
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    return after is not None and bool(_DATES & frozenset(after.classes.split()))


def _take(post: _Post, body: list[Piece], place: int) -> int:
    """Take the piece at a place in; give the next place."""
    piece = body[place]
    if piece.kind == "media" or (piece.kind == "link" and piece.tag in _SHOWN):
        post.media.append({"uri": piece.value, "title": "", "description": ""})
    elif piece.kind == "link":
        post.cards.append(piece.value)
    elif piece.kind == "text" and (piece.tag in {"td", "th"} or _TABLE & frozenset(piece.classes.split())):
        return _table_row(post, body, place)
    elif not (place and body[place - 1].kind == "media" and len(piece.value) <= 40 and _CLICK.search(piece.value)):
        _text(post, piece)
    return place + 1


def _table_row(post: _Post, body: list[Piece], place: int) -> int:
    """A label and the value that follows it: only coordinates are read."""
    after = body[place + 1] if place + 1 < len(body) else None
    if after is None or after.kind != "text":
        return place + 1
    known = meaning(body[place].value)
    if known in {"latitude", "longitude"} and post.media:
        spot = post.media[-1].setdefault("media_metadata", {"photo_metadata": {"exif_data": [{}]}})
        _coordinates(spot).setdefault(known, after.value)
    return place + 2


def _coordinates(metadata: object) -> dict[str, object]:
    """The small dict that a media object keeps its camera facts in."""
    assert isinstance(metadata, dict)
    spot = metadata["photo_metadata"]["exif_data"][0]
    assert isinstance(spot, dict)
    return spot


def _text(post: _Post, piece: Piece) -> None:
    value = piece.value
    label, _, rest = value.partition(": ")
    coordinates = rest or (value if value.startswith("(") else "")
    if _is_note(piece, value):
        return
    if coordinates and (spot := pair(coordinates)):
        post.spot = {"latitude": spot.latitude, "longitude": spot.longitude}
    elif rest and len(label) <= 20 and (meaning(label) == "place" or tables.label(label) == "places"):
        post.places.append(rest.strip())
    elif post.media and tables.same_album(value, str(post.media[-1]["uri"])):
        post.media[-1]["title"] = value
    elif post.media and _DESCRIPTION in piece.classes.split() and not post.media[-1]["description"]:
        post.media[-1]["description"] = value
    else:
        post.texts.append(value)


def _is_note(piece: Piece, value: str) -> bool:
    """What Facebook adds: "Updated May 3, 2025 10:16:09 pm", the words on a link, a computer's address."""
    if piece.tag == "a" and value.startswith(("http://", "https://")):
        return True
    return len(value) <= 60 and bool(_CLOCK.fullmatch(value) or _COMPUTER.fullmatch(value))
