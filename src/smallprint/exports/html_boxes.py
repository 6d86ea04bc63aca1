"""The records of a Meta HTML page, one box at a time, from pages of 100 MB and more in bounded memory.

One record is one `div` with the class uiBoxWhite; that class has survived since 2018 on Instagram while its
neighbours change (meta-common.md, "The HTML edition"). Facebook's pages of 2023 and later have `_a6-g` without it,
first on a `div`, since 2025 on a `section` (public parsers of real pages of both). What a box means is the reader's
business; here it is cut into its pieces.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from smallprint.exports.file import File
from smallprint.exports.json_window import MOST, encoding_of
from smallprint.exports.limits import KIB, ExportTrouble
from smallprint.exports.text import storable
from smallprint.records.items import Trouble

_STEP = 64 * KIB
_LONGEST_TAG = 4 * KIB
_MOST_MARKUP = 4 * MOST
_SENTINEL = b" <p></p> <p></p> "  # lxml gives a text only when it sees what follows
BOXES = ("uiBoxWhite", "_a6-g")
_ADDRESSES = {"a": "href", "img": "src", "video": "src", "source": "src", "audio": "src"}
_UNREAD = frozenset({"script", "style", "head", "noscript", "template"})
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "col", "track", "embed"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text or one address of a box, in the page's order.

    kind: "text"; "media" for an address within the export; "link" for an http(s) address; "page" for another page
    of the export. tag and classes are those of the innermost element: td, h2, div; "_3-94 _a6-o".
    """

    kind: Literal["text", "media", "link", "page"]
    value: str
    tag: str
    classes: str


Box = tuple[str, tuple[Piece, ...]]
_Word = str | bytes


def boxes(file: File, *names: str) -> Iterator[Box | Trouble]:
    """Give ("#0", pieces), ("#1", pieces)…, or a Trouble in a box's place. Never raises on content.

    A box is a div or section with one of the classes `names` (BOXES where none is given).
    """
    count, cut = 0, False
    classes = frozenset(names or BOXES)
    pages, reading = _Pages(classes), _BoxReader(classes)
    try:
        with file.open() as stream:
            for markup, last in pages.cut(stream):
                pieces, closed = reading.read(markup)
                cut = cut or (last and not closed)
                if pieces is None or cut:
                    yield Trouble(f"{file.name}#{count}", "cut_off" if cut else "too_large", entries=1)
                else:
                    yield f"#{count}", pieces
                count += 1
    except ExportTrouble as problem:
        yield Trouble(f"{file.name}#{count}", problem.kind, problem.note, entries=int(pages.inside))
        return
    if pages.empty:
        yield Trouble(file.name, "empty")
    elif not cut and "</html" not in pages.ending.casefold():
        yield Trouble(f"{file.name}#{count}", "cut_off")


class _Pages:
    """A page that is cut where each box begins. lxml would keep as much memory as it is fed, so it is fed one box."""

    def __init__(self, names: frozenset[str]) -> None:
        named = "|".join(re.escape(name) for name in sorted(names))
        self._start = re.compile(
            rf"<(?:div|section)\b[^<>]*\bclass\s*=\s*[\"'](?:[^\"'<>]*\s)?(?:{named})[\s\"']", re.IGNORECASE
        )
        self.inside = False
        self.empty = True
        self.ending = ""

    def cut(self, stream: io.BufferedReader) -> Iterator[tuple[str, bool]]:
        """Give the markup from each box's start to the next one's, and whether it is the last."""
        held, seen = "", 0
        for text in self._texts(stream):
            held, start = held + text, 0
            for found in self._start.finditer(held, seen):
                if self.inside:
                    yield held[start : found.start()], False
                start, self.inside = found.start(), True
            held = held[start:]
            seen = max(int(self.inside), len(held) - _LONGEST_TAG)
            if not self.inside:
                held, seen = held[seen:], 0
            elif len(held) > _MOST_MARKUP:  # a box this long is not given: its start and its end are enough
                held = held[: _MOST_MARKUP - _STEP] + held[-_LONGEST_TAG:]
                seen = len(held) - _LONGEST_TAG
        if self.inside:
            yield held, True

    def _texts(self, stream: io.BufferedReader) -> Iterator[str]:
        decoder: codecs.IncrementalDecoder | None = None
        while fresh := stream.read1(_STEP):
            decoder = decoder or codecs.getincrementaldecoder(encoding_of(fresh))("replace")
            text = decoder.decode(fresh)
            self.empty, self.ending = False, (self.ending + text)[-200:]
            yield text


class _BoxReader:
    """One parser for all boxes of a page."""

    def __init__(self, names: frozenset[str]) -> None:
        self._target = _Target(names)
        self._parser = etree.HTMLParser(target=self._target, huge_tree=True, encoding="utf-8")

    def read(self, markup: str) -> tuple[tuple[Piece, ...] | None, bool]:
        """Give a box's pieces, None for too many, and whether it has its end. What follows the end is left out."""
        target = self._target
        target.begin()
        try:
            for at in range(0, len(markup), _STEP):
                self._parser.feed(markup[at : at + _STEP].replace("\x00", " ").encode("utf-8", "replace"))
            self._parser.feed(_SENTINEL)
            closed = target.closed
            self._parser.close()
        except etree.ParseError:
            closed = False
        too_large = target.size > MOST or len(markup) > _MOST_MARKUP - _STEP
        return (None if too_large else target.pieces()), closed


class _Target:
    """What lxml tells as it goes: tags and texts, gathered into boxes."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self.begin()

    def begin(self) -> None:
        """Forget the last box."""
        self._open: list[tuple[str, str]] = []  # tag and classes of every open element of the box
        self._unread = 0
        self._pieces: list[Piece] = []
        self._text: list[str] = []
        self.size = 0
        self.closed = False

    def pieces(self) -> tuple[Piece, ...]:
        """Give what the box holds."""
        return tuple(self._pieces)

    # The five methods of an lxml parser target. For HTML it gives text, though its types allow bytes.

    def start(self, tag: _Word, attrib: dict[_Word, _Word]) -> None:
        self._start(str(tag), {str(name): str(value) for name, value in attrib.items()})

    def end(self, tag: _Word) -> None:
        self._end(str(tag))

    def data(self, data: _Word) -> None:
        if self._open and not self._unread and self.size <= MOST:
            self._text.append(str(data))
            self.size += len(data)

    def comment(self, text: _Word) -> None:
        """Comments are not shown, so they are not read."""

    def close(self) -> None:
        """Nothing is left to give: an open box was cut off."""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        classes = attributes.get("class", "")
        starts = tag in ("div", "section") and not self._names.isdisjoint(classes.split())
        if self.closed or (not self._open and not starts):
            return
        if tag == "br":
            self._text.append("\n")
            return
        self._flush()
        if tag not in _VOID:
            self._open.append((tag, classes))
        address = attributes.get(_ADDRESSES.get(tag, ""))
        if address:
            self._address(tag, classes, address.strip())

    def _end(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread -= 1
        if not self._open or tag in _VOID:
            return
        self._flush()
        self._open.pop()
        self.closed = not self._open

    def _flush(self) -> None:
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self._text).split("\n"))
        text = "\n".join(lines).strip()
        self._text = []
        if text and self._open:
            tag, classes = self._open[-1]
            self._pieces.append(Piece("text", storable(text), tag, classes))
            self.size += 64  # what a piece takes beside its text

    def _address(self, tag: str, classes: str, address: str) -> None:
        self.size += len(address) + 64
        if self.size > MOST or any(piece.value == address for piece in self._pieces[-8:]):
            return  # a picture is written twice: as a link and as what is shown
        kind = _kind_of(address)
        if kind is not None:
            self._pieces.append(Piece(kind, storable(address), tag, classes))


def _kind_of(address: str) -> Literal["media", "link", "page"] | None:
    if address.casefold().startswith(("http://", "https://")):
        return "link"
    if _SCHEME.match(address):  # javascript:, data:, mailto:, a place on the same page
        return None
    bare = address.partition("#")[0].partition("?")[0].casefold()
    return "page" if bare.endswith((".html", ".htm")) else "media"
