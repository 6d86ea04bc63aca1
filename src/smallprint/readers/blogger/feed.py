"""The entries of an Atom feed, one at a time, from files of 100 MB that may be cut, garbled or hostile.

No entity is resolved, no DTD loaded, nothing fetched. What is broken is stepped over where the parser can; a feed
that does not end as feeds end was cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from smallprint.exports import File
from smallprint.exports.json_window import encoding_of
from smallprint.exports.limits import KIB, ExportTrouble
from smallprint.exports.text import storable
from smallprint.records.items import Trouble

ATOM = "{http://www.w3.org/2005/Atom}"
NEW = "{http://schemas.google.com/blogger/2018}"
APP = ("{http://purl.org/atom/app#}", "{http://www.w3.org/2007/app}")
_STEP = 64 * KIB
_MOST_CHILDREN = 5_000  # of one entry
# No XML may hold these, and libxml2 gives up at the first; a post that was pasted from elsewhere may hold one.
_NOT_XML = bytes({*range(32)} - {9, 10, 13})
_ERROR = 2  # libxml2's level; 1 is a warning


@dataclass(frozen=True, slots=True)
class Node:
    """One element of an entry: its name with namespace, its text, its attributes, its path of parents."""

    name: str
    text: str
    attributes: dict[str, str]
    inside: str  # name of the element it stands in; "" for a direct child of the entry


Entry = tuple[str, tuple[Node, ...]]


def entries(file: File) -> Iterator[Entry | Trouble]:
    """Give ("#0", nodes), ("#1", nodes)…, or a Trouble in an entry's place. Never raises on content."""
    if not file.size:
        yield Trouble(file.name, "empty")
        return
    reading = _Reading(file.name)
    try:
        with file.open() as stream:
            while chunk := stream.read(_STEP):
                yield from reading.feed(chunk)
    except ExportTrouble as problem:
        yield Trouble(f"{file.name}#{reading.count}", problem.kind, problem.note, int(reading.inside))
        return
    yield from reading.end()


class _Reading:
    """One walk through one feed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=(f"{ATOM}entry", f"{ATOM}feed"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
            huge_tree=False,
        )
        self._tail = b""
        self._broken = ""
        self._wide = False  # UTF-16, in which every other byte is a zero
        self.count = 0
        self.inside = False
        self._is_feed = False
        self._faults = False

    def feed(self, chunk: bytes) -> Iterator[Entry]:
        if not self._tail:
            self._wide = encoding_of(chunk) != "utf-8-sig"
        self._tail = (self._tail + chunk)[-256:]
        if self._broken:
            return
        try:
            self._parser.feed(chunk if self._wide else chunk.translate(None, _NOT_XML))
        except etree.XMLSyntaxError as problem:
            self._broken = type(problem).__name__
        yield from self._take()

    def _take(self) -> Iterator[Entry]:
        for event, element in self._parser.read_events():
            if not isinstance(element, etree._Element) or element.tag == f"{ATOM}feed":
                self._is_feed = True
            elif event == "start":
                self.inside = True
            else:
                self.inside = False
                yield f"#{self.count}", tuple(_nodes(element))
                self.count += 1
                _forget(element)

    def end(self) -> Iterator[Entry | Trouble]:
        """What the parser still held back (it waits for more after a fault), and what was wrong."""
        ended = b"</feed>" in self._tail.replace(b"\0", b"")
        rest = self._rest()
        if not ended and self.inside:
            rest = rest[:-1]  # the last entry was ended by us, and not by the feed
        yield from rest
        where = f"{self._name}#{self.count}"
        if not self._is_feed:
            yield Trouble(self._name, "not_xml", "no feed of a blog")
        elif not ended:
            yield Trouble(where, "cut_off", entries=int(self.inside))
        elif self._broken or self._faults:
            yield Trouble(where, "not_xml", "some of it is not as XML must be")

    def _rest(self) -> list[Entry]:
        if self._broken:
            return []
        inside = self.inside
        try:
            self._parser.close()
        except etree.XMLSyntaxError as problem:
            self._broken = type(problem).__name__
        rest = list(self._take())
        self.inside = inside
        self._faults = inside or any(one.level >= _ERROR for one in self._parser.error_log)
        return rest


def _forget(entry: etree._Element) -> None:
    """Let go of an entry, and of what stands before it: otherwise the whole feed stays in memory."""
    entry.clear()
    parent = entry.getparent()
    while parent is not None and entry.getprevious() is not None:
        del parent[0]


def _nodes(entry: etree._Element) -> Iterator[Node]:
    for count, element in enumerate(entry.iter(etree.Element)):
        if element is entry or count > _MOST_CHILDREN:
            continue
        parent = element.getparent()
        inside = "" if parent is entry or parent is None else str(parent.tag)
        attributes = {str(name): storable(str(value)) for name, value in element.attrib.items()}
        yield Node(str(element.tag), storable(element.text or ""), attributes, inside)


def looks_like(head: bytes) -> str:
    """What kind of feed a file's first bytes are those of: "2018", "classic", or "" where it is no blog's."""
    if encoding_of(head) != "utf-8-sig":
        head = head.replace(b"\0", b"")
    if b"<feed" not in head:
        return ""
    if b"http://schemas.google.com/blogger/2018" in head:
        return "2018"
    return "classic" if b"http://schemas.google.com/blogger/2008" in head or b"blogger.com,1999" in head else ""
