"""The items of a WXR file, one at a time, in bounded memory, from files that may be cut, garbled or hostile.

The text is cut at each `<item>` outside CDATA, and each piece is parsed by itself. So a broken item costs itself
alone, and neither the DOCTYPE nor an entity of the file ever reaches the parser (formats/wordpress.md, "Pitfalls").
"""

from __future__ import annotations

import codecs
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from smallprint.exports import ExportTrouble, File
from smallprint.exports.json_window import MOST, encoding_of
from smallprint.exports.limits import KIB
from smallprint.exports.text import storable
from smallprint.records.items import Trouble

_STEP = 256 * KIB
_LONGEST_MARK = 64
_HEADER = 512 * KIB  # of the channel's own words before the first item
_MARK = re.compile(r"<!\[CDATA\[|<!--|<item(?=[\s>])|</item\s*>|</rss\s*>")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_ENCODINGS = (
    "utf",
    "iso-8859",
    "iso8859",
    "latin",
    "windows-",
    "cp",
    "koi8",
    "big5",
    "gb",
    "euc",
    "shift",
    "us-ascii",
)
_NAMESPACES = re.compile(r"xmlns:([A-Za-z_][\w.-]{0,30})\s*=\s*[\"']([^\"'<>&]{1,200})[\"']")
_KNOWN = {"wp": "wp", "content": "content", "excerpt": "excerpt", "dc": "dc", "wfw": "wfw", "media": "media"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_APART = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z]{2,31});)?")
_IDS = re.compile(r"<\w{1,30}:post_id>")
_MOST_METAS = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One `<item>`, or the channel's own words: texts by local name, the first that is not empty."""

    texts: dict[str, str]
    metas: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()  # domain and name of each category
    lost: int = 0  # how many further items were swallowed by this one's broken markup

    def text(self, name: str) -> str:
        """Give a text without the blanks around it; "" where there is none."""
        return self.texts.get(name, "").strip()


@dataclass(slots=True)
class Items:
    """One walk through a file. `channel` is known once the first item was given."""

    file: File
    channel: Piece = field(default_factory=lambda: Piece({}))
    _spaces: dict[str, str] = field(default_factory=dict)

    def read(self, only: str = "") -> Iterator[tuple[str, Piece] | Trouble]:
        """Give ("#0", piece)…, or a Trouble in its place. `only` leaves out items whose markup lacks that text."""
        count, cutter = 0, _Cutter()
        try:
            with self.file.open() as stream:
                for markup, whole in cutter.cut(_texts(stream)):
                    self._read_channel(cutter.header)
                    place = f"#{count}"
                    count += 1
                    if not whole or len(markup) > MOST:
                        kind = "cut_off" if cutter.ended and not whole else "not_xml" if not whole else "too_large"
                        yield Trouble(f"{self.file.name}{place}", kind, entries=1)
                    elif only in markup:
                        yield self._piece(markup, place)
        except ExportTrouble as problem:
            yield Trouble(f"{self.file.name}#{count}", problem.kind, problem.note, entries=int(cutter.inside))
            return
        self._read_channel(cutter.header)
        yield from _how_it_ended(self.file.name, cutter, count)

    def _piece(self, markup: str, place: str) -> tuple[str, Piece] | Trouble:
        root = _parsed(markup, self._spaces)
        piece = _of_element(root, len(_IDS.findall(markup)) - 1) if root is not None else None
        if piece is None or not piece.texts:
            return Trouble(f"{self.file.name}{place}", "not_xml", entries=1)
        return place, piece

    def _read_channel(self, header: str) -> None:
        if self.channel.texts or not header:
            return
        self._spaces = dict(_NAMESPACES.findall(header[: 64 * KIB]))
        inner = header.partition("<channel")[2].partition(">")[2]
        root = _parsed(f"<item>{inner}</item>", self._spaces)
        self.channel = (_of_element(root, 0) if root is not None else None) or Piece({"": ""})


class _Cutter:
    """Cuts text at the items. `header` is what stands before the first one."""

    def __init__(self) -> None:
        self.header = ""
        self.begun = self.inside = self.closed = self.ended = False
        self._held, self._at, self._until = "", 0, ""

    def cut(self, texts: Iterator[str]) -> Iterator[tuple[str, bool]]:
        """Give each item's markup, and whether it has its end."""
        for text in texts:
            self.begun = self.begun or bool(text.strip("\ufeff \t\r\n"))
            self._held += text
            yield from self._pieces()
            self._drop()
        self.ended = True
        if self.inside:
            yield self._held, False
        elif not self.header:
            self.header = self._held[:_HEADER]

    def _pieces(self) -> Iterator[tuple[str, bool]]:
        while True:
            if self._until:  # within CDATA or a comment: nothing counts before its end
                end = self._held.find(self._until, self._at)
                if end < 0:
                    self._at = max(self._at, len(self._held) - len(self._until))
                    return
                self._at, self._until = end + len(self._until), ""
            found = _MARK.search(self._held, self._at)
            if found is None:
                self._at = max(self._at, len(self._held) - _LONGEST_MARK)
                return
            yield from self._mark(found)

    def _mark(self, found: re.Match[str]) -> Iterator[tuple[str, bool]]:
        mark = found[0]
        self._at = found.end()
        if mark in _ENDS:
            self._until = _ENDS[mark]
        elif mark == "<item":
            before = self._held[: found.start()]
            if self.inside:
                yield before, False
            elif not self.header:
                self.header = before[:_HEADER]
            self._held, self._at, self.inside = self._held[found.start() :], len(mark), True
        elif mark.startswith("</rss"):
            self.closed = True
        elif self.inside:
            whole, self._held, self._at = self._held[: found.end()], self._held[found.end() :], 0
            self.inside = False
            yield whole, True

    def _drop(self) -> None:
        """Let go of what no item needs. An item that is too long keeps its start and its length."""
        if not self.inside and self.header:
            self._held, self._at = self._held[self._at :], 0
        elif not self.inside and len(self._held) > 4 * MOST:
            self.header = self._held[:_HEADER]
        elif len(self._held) > 2 * MOST:
            gone = self._at - MOST - 1
            if gone > 0:
                self._held, self._at = self._held[: MOST + 1] + self._held[self._at :], MOST + 1


def _how_it_ended(name: str, cutter: _Cutter, count: int) -> Iterator[Trouble]:
    if not cutter.begun:
        yield Trouble(name, "empty")
    elif "<channel" not in cutter.header and not count:
        yield Trouble(name, "not_xml", "no WordPress export is in it")
    elif not cutter.closed and not cutter.inside:
        yield Trouble(f"{name}#{count}", "cut_off")


def _texts(stream: io.BufferedReader) -> Iterator[str]:
    decoder: codecs.IncrementalDecoder | None = None
    while fresh := stream.read1(_STEP):
        decoder = decoder or codecs.getincrementaldecoder(_encoding(fresh))("replace")
        yield decoder.decode(fresh)


def _encoding(head: bytes) -> str:
    """As its mark or its first line says; UTF-8 for all that is no encoding of text."""
    by_mark = encoding_of(head)
    declared = _DECLARED.search(head[:400])
    name = declared[1].decode("ascii").casefold() if declared else ""
    if "16" in by_mark or "32" in by_mark or not name.startswith(_ENCODINGS) or name.startswith(("utf-16", "utf-7")):
        return by_mark
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return by_mark
    return "cp1252" if found == "iso8859-1" else found  # as browsers do: the typographic quotes of Windows


def _parsed(markup: str, spaces: dict[str, str]) -> etree._Element | None:
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in (_KNOWN | spaces).items())
    clean = _CONTROL.sub("", "".join(_readable(part) for part in _APART.split(markup)))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(f"<x {declared}>{clean}</x>".encode(), parser)
    except etree.XMLSyntaxError:
        return None
    return next(iter(root), None) if root is not None else None


def _readable(part: str) -> str:
    """Outside CDATA and comments: HTML's own entities as characters, and a bare & as one."""
    if part.startswith("<!"):
        return part
    return _NAMED.sub(lambda found: html.escape(html.unescape(found[0])) if found[1] else "&amp;", part)


def _of_element(root: etree._Element, lost: int) -> Piece:
    texts: dict[str, str] = {}
    metas: list[tuple[str, str]] = []
    terms: list[tuple[str, str]] = []
    for child in root:
        name = _name(child)
        if name == "postmeta":
            inner = {_name(one): _words(one) for one in child}
            if len(metas) < _MOST_METAS:
                metas.append((inner.get("meta_key", "").strip(), inner.get("meta_value", "")))
        elif name == "category":
            terms.append((child.get("domain") or "category", _words(child).strip()))
        elif name not in ("", "comment") and not texts.get(name, "").strip():
            texts[name] = _words(child)
    return Piece(texts, tuple(metas), tuple(terms), max(0, lost))


def _name(element: etree._Element) -> str:
    """The local name: addresses of the namespaces differ. Two elements are called `encoded`."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    local = tag.rpartition("}")[2].rpartition(":")[2]
    if local == "encoded":
        return "excerpt" if "excerpt" in tag else "content"
    return local


def _words(element: etree._Element) -> str:
    return storable("".join(str(text) for text in element.itertext()))
