"""The records of a Meta HTML page, one box at a time, from pages of 100 MB and more in bounded memory.

One record is one `div` with the class uiBoxWhite; that class has survived since 2018 while its neighbours change
(meta-common.md, "The HTML edition"). What a box means is the reader's business; here it is cut into its pieces.
"""

from __future__ import annotations

import codecs
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


def boxes(file: File, name: str = "uiBoxWhite") -> Iterator[Box | Trouble]:
    """Give ("#0", pieces), ("#1", pieces)…, or a Trouble in a box's place. Never raises on content."""
    target = _Target(file.name, name)
    parser = etree.HTMLParser(target=target, huge_tree=True, encoding="utf-8")
    ending = b""
    try:
        with file.open() as stream:
            head = stream.read1(_STEP)
            decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
            while head:
                parser.feed(decoder.decode(head).replace("\x00", " ").encode("utf-8", "replace"))
                yield from target.take()
                ending = (ending + head)[-200:]
                head = stream.read1(_STEP)
    except ExportTrouble as problem:
        yield target.trouble(problem.kind, problem.note, entries=target.inside)
        return
    except etree.ParseError:
        yield target.trouble("not_html", entries=target.inside)
        return
    yield from _end(file.name, target, ending)


def _end(name: str, target: _Target, ending: bytes) -> Iterator[Trouble]:
    if not ending:
        yield Trouble(name, "empty")
    elif target.inside or b"</html" not in ending.replace(b"\x00", b"").lower():
        yield target.trouble("cut_off", entries=target.inside)


class _Target:
    """What lxml tells as it goes: tags and texts, gathered into boxes."""

    def __init__(self, page: str, box: str) -> None:
        self._page, self._box = page, box
        self._open: list[tuple[str, str]] = []  # tag and classes of every open element of the box
        self._unread = 0
        self._pieces: list[Piece] = []
        self._text: list[str] = []
        self._size = 0
        self._count = 0
        self._ready: list[Box | Trouble] = []

    @property
    def inside(self) -> int:
        """1 in the middle of a box, which a cut would lose."""
        return int(bool(self._open))

    def take(self) -> list[Box | Trouble]:
        """Give the boxes that are whole."""
        ready, self._ready = self._ready, []
        return ready

    def trouble(self, kind: str, note: str = "", *, entries: int = 1) -> Trouble:
        return Trouble(f"{self._page}#{self._count}", kind, note, entries)

    # The five methods of an lxml parser target. For HTML it gives text, though its types allow bytes.

    def start(self, tag: _Word, attrib: dict[_Word, _Word]) -> None:
        self._start(str(tag), {str(name): str(value) for name, value in attrib.items()})

    def end(self, tag: _Word) -> None:
        self._end(str(tag))

    def data(self, data: _Word) -> None:
        if self._open and not self._unread and self._size <= MOST:
            self._text.append(str(data))
            self._size += len(data)

    def comment(self, text: _Word) -> None:
        """Comments are not shown, so they are not read."""

    def close(self) -> None:
        """Nothing is left to give: an open box was cut off."""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        classes = attributes.get("class", "")
        if not self._open and not (tag == "div" and self._box in classes.split()):
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
        if not self._open:
            self._finish()

    def _finish(self) -> None:
        if self._size > MOST:
            self._ready.append(self.trouble("too_large"))
        else:
            self._ready.append((f"#{self._count}", tuple(self._pieces)))
        self._count += 1
        self._pieces, self._text, self._size = [], [], 0

    def _flush(self) -> None:
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self._text).split("\n"))
        text = "\n".join(lines).strip()
        self._text = []
        if text and self._open:
            tag, classes = self._open[-1]
            self._pieces.append(Piece("text", storable(text), tag, classes))
            self._size += 64  # what a piece takes beside its text

    def _address(self, tag: str, classes: str, address: str) -> None:
        self._size += len(address) + 64
        if self._size > MOST or any(piece.value == address for piece in self._pieces[-8:]):
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
