"""Rows of Snapchat's lists, from JSON and from the pages that hold the same (html/memories_history.html).

Keys are English in every account; a row is a small object with texts. Facts: formats/snapchat.md.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from smallprint.exports import ExportTrouble, File
from smallprint.exports.dates import from_text
from smallprint.exports.json_tree import Found, Path, found_in
from smallprint.exports.text import html_to_text, storable
from smallprint.records.items import Point, Trouble

_STEP = 1 << 16
_LONGEST_ROW = 1 << 20
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)(?=<t[dh]\b|</tr|\Z)", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s'\"<>]{4,4000}")
_ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
_NUMBERS = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list."""

    place: str
    said: dict[str, str]  # keys in small letters -> text
    within: str = ""  # the name of the list: whom a chat is with


def json_rows(file: File, section: str, *keys: str) -> Iterator[Row | Trouble]:
    """Give the rows of the lists under some keys; without keys of all lists."""
    wanted = {key.casefold() for key in keys}

    def section_of(path: Path) -> str:
        if not path or not path[-1]:
            return ""
        return section if not wanted or path[-1].casefold() in wanted else ""

    nothing = True
    for found in found_in(file, section_of, (section,)):
        nothing = False
        yield Row(found.place, texts_of(found.value), found.path[-1]) if isinstance(found, Found) else found
    if nothing and keys and not _names_one_of(file, wanted):
        yield Trouble(file.name, "no_known_list")


def _names_one_of(file: File, keys: set[str]) -> bool:
    """Say whether a list without entries is there at all."""
    head = file.head(_STEP).decode("utf-8", "replace").casefold()
    return any(f'"{key}"' in head for key in keys)


def texts_of(value: object) -> dict[str, str]:
    """Give the texts and numbers of an entry by their keys in small letters."""
    held = value if isinstance(value, dict) else {}
    return {str(key).casefold(): text for key, one in held.items() if (text := text_of(one))}


def text_of(value: object) -> str:
    """A text as it is, a number as its digits, yes and no as words; anything else as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def page_rows(file: File) -> Iterator[Row | Trouble]:
    """Give the rows of a page's table, under the heads of its columns; the address of a button as `download link`."""
    heads: list[str] = []
    count = 0
    try:
        for markup in _table_rows(file):
            if isinstance(markup, Trouble):
                yield markup
                continue
            cells = [html_to_text(cell[1]) for cell in _CELL.finditer(markup)]
            if re.search(r"<th\b", markup, re.IGNORECASE):
                heads = [cell.casefold() for cell in cells]
            elif cells:
                address = _ADDRESS.search(html.unescape(markup))
                said = dict(zip(heads or ("date", "media type", "location"), cells, strict=False))
                yield Row(f"{file.name}#{count}", said | ({"download link": address[0]} if address else {}))
                count += 1
    except ExportTrouble as problem:
        yield Trouble(f"{file.name}#{count}", problem.kind, problem.note, 1)


def _table_rows(file: File) -> Iterator[str | Trouble]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    rest = ""
    ended = False
    with file.open() as stream:
        while chunk := stream.read1(_STEP):
            *whole, rest = _ROW_END.split(rest + decoder.decode(chunk))
            yield from map(storable, whole)
            ended = "</html" in rest.casefold()
            if len(rest) > _LONGEST_ROW:
                yield Trouble(file.name, "too_large", "", 1)
                rest = ""
    if not file.size:
        yield Trouble(file.name, "empty")
    elif not ended:
        yield Trouble(file.name, "cut_off", "", int("<td" in rest.casefold()))


def when_of(text: str) -> datetime | None:
    """Read a time: `2024-03-02 15:04:05 UTC`. Snapchat writes UTC everywhere."""
    return from_text(text, UTC)


def point_of(text: str) -> Point | None:
    """Read `Latitude, Longitude: 54.28, -0.4`. Zero and zero is what Snapchat writes for none."""
    found = _NUMBERS.search(text[-80:])
    if found is None:
        return None
    north, east = float(found[1]), float(found[2])
    if (north == 0 and east == 0) or abs(north) > 90 or abs(east) > 180:
        return None
    return Point(north, east)


def memory_id(address: str) -> str | None:
    """Give the memory's own id in the address of its download."""
    try:
        told = parse_qs(urlsplit(address).query).get("mid", [""])[0]
    except ValueError:
        return None
    return told if re.fullmatch(r"[\w-]{8,80}", told) else None
