"""The HTML edition, told as the same records as the JSON one, and one way to read either.

A box is one record: heading, body with media and tables, date. The caption is what stands before the first media; the
date is the first date after the last one. Dates are printed in the interface's language, without a zone, in fixed
UTC-8 all year (measured by one importer against the JSON of the same account).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from smallprint.exports import File
from smallprint.exports.dates import from_text
from smallprint.exports.html_boxes import Piece, boxes
from smallprint.exports.json_stream import entries
from smallprint.readers.meta.words import meaning
from smallprint.records.items import Trouble

PRINTED_IN = timezone(timedelta(hours=-8))
_HEADINGS = frozenset({"_a6-h", "_a6-i", "_2lek", "_2lel"})
_DATES = frozenset({"_a6-o", "_a72d", "_2lem"})
_LABELS = frozenset({"_a6-q", "_a6_q"})
_SHOWN = frozenset({"img", "video", "source"})
# 14.11.2023 is day first wherever points are written; 14/11/2023 only where one of the two cannot be a month.
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\s?(\d{4}),?\s+(\d{1,2}[:.]\d{2}.*)")
_CLOCK = re.compile(r"\d[:.h]\d\d")


def records(file: File, *keys: str, repaired: bool = True) -> Iterator[tuple[str, object]]:
    """Each record of a JSON or HTML list with its place; a Trouble stands in the place of one that cannot be read."""
    if is_page(file):
        yield from _of_page(file)
        return
    for told in entries(file, *keys, repair=repaired):
        yield ("", told) if isinstance(told, Trouble) else told


def is_page(file: File) -> bool:
    """Whether it belongs to the HTML edition."""
    return file.name.casefold().endswith((".html", ".htm"))


def _of_page(file: File) -> Iterator[tuple[str, object]]:
    met = False
    for told in boxes(file):
        met = True
        if isinstance(told, Trouble):
            yield "", told
            continue
        record = record_of(told[1])
        if record:
            yield told[0], record
    if not met and b"uiBoxWhite" not in file.head(4096) and b'"media/' in file.head(262144):
        yield "", Trouble(file.name, "no_records", "a page that is laid out in a way we do not know yet")


def record_of(pieces: tuple[Piece, ...]) -> dict[str, object]:
    """A box as a JSON record: media, title, creation_timestamp, string_map_data, string_list_data; its heading."""
    media = [place for place, piece in enumerate(pieces) if _is_media(piece)]
    told: dict[str, object] = {}
    heading = _heading(pieces)
    caption = _words(pieces[: media[0]]) if media else heading
    stamp = _stamp(pieces[media[-1] + 1 :] if media else pieces)
    labelled = _labelled(pieces, bool(media))
    links = _links(pieces, stamp)
    if media:
        told["media"] = [_media(pieces, place, stamp) for place in media]
    if heading:
        told["heading"] = heading
    if caption:
        told["title"] = caption
    if stamp:
        told["creation_timestamp"] = stamp
    if labelled:
        told["string_map_data"] = labelled
    if links:
        told["string_list_data"] = links
    return told if media or stamp or labelled or links else {}


def _is_media(piece: Piece) -> bool:
    """A file of the export, or a remote address that is shown as a picture."""
    return piece.kind == "media" or (piece.kind == "link" and piece.tag in _SHOWN)


def _classes(piece: Piece) -> frozenset[str]:
    return frozenset(piece.classes.split())


def _heading(pieces: tuple[Piece, ...]) -> str:
    found = (p.value for p in pieces if p.kind == "text" and (p.tag in {"h2", "h3"} or _HEADINGS & _classes(p)))
    return next(found, "")


def _words(pieces: tuple[Piece, ...]) -> str:
    return "\n".join(p.value for p in pieces if p.kind == "text" and p.tag != "td" and not _DATES & _classes(p))


def _stamp(pieces: tuple[Piece, ...]) -> int | None:
    """Seconds since 1970 of the first date; a text in the place of dates first, else any short one with a clock."""
    texts = [piece for piece in pieces if piece.kind == "text" and len(piece.value) <= 60]
    placed = [piece for piece in texts if _DATES & _classes(piece)]
    loose = [piece for piece in texts if _CLOCK.search(piece.value) and piece not in placed]
    found = (when for piece in (*placed, *loose) if (when := printed_date(piece.value)))
    when = next(found, None)
    return int(when.timestamp()) if when else None


def printed_date(text: str) -> datetime | None:
    """A date as a page prints it, in UTC-8."""
    numbers = _NUMBERS.fullmatch(text.strip())
    if numbers is None:
        return from_text(text, PRINTED_IN)
    day, month = int(numbers[1]), int(numbers[3])
    if numbers[2] == "/" and month > 12:
        day, month = month, day
    elif numbers[2] == "/" and day <= 12:
        return None  # 3/4/2023: nobody can tell
    return (
        from_text(f"{day} {_ENGLISH[month - 1]} {numbers[4]} {numbers[5]}", PRINTED_IN) if 1 <= month <= 12 else None
    )


_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _labelled(pieces: tuple[Piece, ...], has_media: bool) -> dict[str, object]:
    """Known labels with the text that follows: `<td>Username<div>fern.ashby</div></td>`, or two cells in a row."""
    texts = [piece for piece in pieces if piece.kind == "text"]
    found: dict[str, object] = {}
    for label, value in pairwise(texts):
        known = meaning(label.value) if len(label.value) <= 60 else ""
        is_label = (
            label.tag in {"td", "th"} or _LABELS & _classes(label) or not (has_media or _HEADINGS & _classes(label))
        )
        if known and is_label and not (meaning(value.value) and _LABELS & _classes(value)):
            when = printed_date(value.value) if known in {"time", "start", "end", "completed", "requested"} else None
            held = {"href": "", "value": value.value, "timestamp": int(when.timestamp()) if when else 0}
            found.setdefault(label.value, held)
    return found


def _links(pieces: tuple[Piece, ...], stamp: int | None) -> list[dict[str, object]]:
    """Addresses with the text they stand under."""
    found = []
    for place, piece in enumerate(pieces):
        if piece.kind == "link" and piece.tag not in _SHOWN:
            after = pieces[place + 1] if place + 1 < len(pieces) else None
            words = after.value if after is not None and after.kind == "text" and after.tag == "a" else ""
            found.append({"href": piece.value, "value": words, "timestamp": stamp or 0})
    return found


def _media(pieces: tuple[Piece, ...], place: int, stamp: int | None) -> dict[str, object]:
    """One media object, with the coordinates of the table that follows it."""
    after = pieces[place + 1 :]
    until = next((n for n, piece in enumerate(after) if _is_media(piece)), len(after))
    texts = [piece.value for piece in after[:until] if piece.kind == "text"]
    spot: dict[str, object] = {}
    for label, value in pairwise(texts):
        known = meaning(label)
        if known in {"latitude", "longitude"}:
            spot.setdefault(known, value)
    media: dict[str, object] = {"uri": pieces[place].value, "title": "", "creation_timestamp": stamp or 0}
    if len(spot) == 2:
        media["media_metadata"] = {"photo_metadata": {"exif_data": [spot]}}
    return media
