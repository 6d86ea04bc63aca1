"""Pinterest, as "Request your data" gives it: one web page (or a few) with a flat run of lines, and no picture files.

What counts as an entry of the ledger: each pin, from its address to the next one. Pins of other people that were
saved (re-pins) and deleted pins are skipped. Never read: messages, searches, IP addresses, interests; the line with
the IP address of a pin is dropped at once. Boards and followers were never seen in a download, so nothing is made of
them (formats/pinterest.md).

Ids of sections are random and headings are translated, so a pin is known by its address and its lines. In a language
without known words the lines are told apart by their values: the signature, the date, and the last three yes or no.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from smallprint.exports import Export, ExportTrouble, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.json_window import encoding_of
from smallprint.exports.text import plain, storable
from smallprint.readers.base import Match, Tells
from smallprint.records.items import AccountFact, Audience, Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

NETWORK = "pinterest"
_PAGES = ("*.html", "*.htm")
_PIN = re.compile(r"https?://(?:[a-z-]+\.)?pinterest\.[a-z.]{2,6}/pin/(?P<id>[A-Za-z0-9_-]{1,64})/?(?:[?#]|$)")
_PIN_HEAD = re.compile(rb"https?://(?:[a-z-]+\.)?pinterest\.[a-z.]{2,6}/pin/\w")
_CONTENTS = re.compile(rb"id\s*=\s*[\"']?contents\b")
_SIGNATURE = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_DATE = re.compile(r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}")
_NOTHING = frozenset({"", "no data", "none"})
_YES_OR_NO = {"true": True, "false": False}
_FREE = frozenset(
    {"title", "details"}
)  # written by the holder, and they come first: a line in them may look like a key
_KEYS = _FREE | {
    "image",
    "is native",
    "board id",
    "board name",
    "is video",
    "ip address",
    "username",
    "alt text",
    "canonical link",
    "story pin media",
    "video",
    "created at",
    "alive",
    "is a repin",
    "private",
}
_FLAGS = frozenset({"is native", "is video", "alive", "is a repin", "private"})
_DROPPED = frozenset({"ip address"})
_STEP = 1 << 16
_MOST = 1 << 20  # characters of one pin
_UNREAD = frozenset({"script", "style", "head", "noscript", "template"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_CLOSED = (b"</div", b"</body", b"</html")
_AUDIENCES = {
    True: (Audience.ONLY_ME, "It is on a secret board: only you and people you invited to the board can see it."),
    False: (Audience.PUBLIC, "It is not on a secret board, so anyone can see it."),
    None: (Audience.UNKNOWN, "The download does not say whether it is on a secret board."),
}


class Pinterest:
    """The reader of Pinterest's own download."""

    name = NETWORK
    title = "Pinterest"
    eras = ("one page",)
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=False,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the first bytes of a page: the frame of the page and the address of a pin."""
        for file in export.find(*_PAGES):
            sure, why = _looks_like(file.head(_STEP))
            if sure:
                return Match(NETWORK, self.eras[0], sure, why)
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """Each pin of each page, once."""
        reading = Reading(
            {_stem(name): file for name, file in export.files.items() if _SIGNATURE.fullmatch(_stem(name))}
        )
        for file in export.find(*_PAGES):
            yield from _page(reading, file)
        if reading.usernames:
            (username, _), *_ = sorted(reading.usernames.items(), key=lambda one: (-one[1], one[0]))
            yield AccountFact("account", username, reading.source)


def _looks_like(head: bytes) -> tuple[float, str]:
    head = head.replace(b"\0", b"")  # of a page in UTF-16
    framed, pinned = _CONTENTS.search(head) is not None, _PIN_HEAD.search(head) is not None
    if framed and pinned:
        return 0.95, "it has a page of pins as Pinterest writes it"
    if pinned and (b"Is a repin:" in head or b"Board Name:" in head):
        return 0.9, "it has lines of pins as Pinterest writes them"
    if framed and b"pinterest" in head.lower():
        return 0.6, "it has a page with the frame of Pinterest's download"
    return 0.0, ""


def _stem(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0].casefold()


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    pictures: dict[str, File]  # signature -> a file that the person put beside the page
    met: set[str] = field(default_factory=set)
    usernames: Counter[str] = field(default_factory=Counter)
    source: str = ""


@dataclass(slots=True)
class Pin:
    """The lines of one pin."""

    id: str
    section: str
    lines: list[str] = field(default_factory=list)
    size: int = 0


# The page ---------------------------------------------------------------------------------------------------------


def _page(reading: Reading, file: File) -> Iterator[Record]:
    target = _Target()
    parser = etree.HTMLParser(target=target, huge_tree=True, encoding="utf-8")
    ending = b""
    try:
        with file.open() as stream:
            head = stream.read1(_STEP)
            decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
            while head:
                parser.feed(decoder.decode(head).replace("\x00", " ").encode("utf-8", "replace"))
                for pin in target.take():
                    yield from _placed(reading, file, pin)
                ending = (ending + head)[-400:]
                head = stream.read1(_STEP)
    except ExportTrouble as problem:
        yield Trouble(file.name, problem.kind, problem.note, int(target.open))
        return
    except etree.ParseError:
        yield Trouble(file.name, "not_html", "", int(target.open))
        return
    yield from _end(reading, file, target, ending)


def _end(reading: Reading, file: File, target: _Target, ending: bytes) -> Iterator[Record]:
    """The last pin, whole where its last line is there."""
    if not ending:
        yield Trouble(file.name, "empty")
        return
    closed = any(tag in ending.replace(b"\0", b"").lower() for tag in _CLOSED)
    target.finish()
    last = target.take()
    for pin in last:
        if closed or "private" in _fields(pin):
            yield from _placed(reading, file, pin)
        else:
            yield Trouble(f"{file.name}#{pin.id}", "cut_off", "", 1)
            return
    if not closed:
        yield Trouble(file.name, "cut_off", "its end is missing")


class _Target:
    """What lxml tells as it goes: tags and texts, gathered into the lines of pins."""

    def __init__(self) -> None:
        self._section = ""
        self._heading = False
        self._unread = 0
        self._line: list[str] = []
        self._pin: Pin | None = None
        self._ready: list[Pin] = []

    @property
    def open(self) -> bool:
        """Say whether a pin is begun, which a cut would lose."""
        return self._pin is not None

    def take(self) -> list[Pin]:
        """Give the pins that are whole."""
        ready, self._ready = self._ready, []
        return ready

    def finish(self) -> None:
        """Take what is begun as whole."""
        self._end_line()
        if self._pin is not None:
            self._ready.append(self._pin)
            self._pin = None

    # The five methods of an lxml parser target. For HTML it gives text, though its types allow bytes.

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        tag = str(tag)
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _HEADINGS:
            self.finish()
            self._section, self._heading = "", True
        elif tag in ("br", "p", "div", "li"):
            self._end_line()
        elif tag == "a" and not self._words():
            found = _PIN.match(str(attrib.get("href", "")).strip())
            if found:
                self.finish()
                self._pin = Pin(found["id"], self._section)

    def end(self, tag: str | bytes) -> None:
        if str(tag) in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif str(tag) in _HEADINGS:
            self._section, self._heading = plain(self._words()), False
            self._line = []

    def data(self, data: str | bytes) -> None:
        if self._unread or not (self._pin or self._heading):
            return
        if self._pin is not None:
            self._pin.size += len(data)
            if self._pin.size > _MOST:
                return
        self._line.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """Comments are not shown, so they are not read."""

    def close(self) -> None:
        """What is left is taken by `finish`."""

    def _words(self) -> str:
        return " ".join("".join(self._line).split())

    def _end_line(self) -> None:
        words = self._words()
        self._line = []
        if self._pin is None or not words or self._heading:
            return
        if self._pin.lines or not _PIN.match(words):  # the first line is the address itself
            self._pin.lines.append(storable(words))


# Pins -------------------------------------------------------------------------------------------------------------


def _fields(pin: Pin) -> dict[str, str]:
    """The lines by their keys. A line without a known key goes on with the value before it."""
    told: dict[str, str] = {}
    last = ""
    for line in pin.lines:
        key, colon, rest = line.partition(":")
        key = plain(key)
        value = rest.strip().removesuffix(",").strip()
        if colon and _is_key(key, value, told):
            last = key
            told[key] = value
        elif last:
            told[last] += "\n" + line.removesuffix(",")
    for key in _DROPPED:
        told.pop(key, None)
    return told


def _is_key(key: str, value: str, told: dict[str, str]) -> bool:
    if key not in _KEYS or (key in _FREE and key in told):
        return False
    empty = value.casefold() in _NOTHING
    if key in _FLAGS:
        return empty or value.casefold() in _YES_OR_NO
    if key == "image":
        return empty or _SIGNATURE.fullmatch(value.casefold()) is not None
    return key != "created at" or empty or _DATE.match(value) is not None


def _by_values(pin: Pin) -> dict[str, str]:
    """The lines of a language whose words are not known, by what their values look like."""
    values = [line.partition(":")[2].strip().removesuffix(",").strip() for line in pin.lines]
    told: dict[str, str] = {}
    for value in values:
        if _SIGNATURE.fullmatch(value.casefold()):
            told.setdefault("image", value)
        elif _DATE.fullmatch(value):
            told.setdefault("created at", value)
    flags = [value for value in values if value.casefold() in _YES_OR_NO]
    if "created at" in told and len(flags) >= 3:
        told |= dict(zip(("alive", "is a repin", "private"), flags[-3:], strict=True))
    if told:
        placeholders = {value for value, count in Counter(values).items() if count > 1}
        written = [value for value in values[:2] if value not in placeholders]
        told |= dict(zip(("title", "details"), written, strict=False))
    return told


def _placed(reading: Reading, file: File, pin: Pin) -> Iterator[Record]:
    """Exactly one record for one pin; none for an address in another section, which is no pin of this list."""
    where = f"{file.name}#{pin.id}"
    if pin.size > _MOST:
        yield Trouble(where, "too_large", "", 1)
        return
    told = _fields(pin)
    if not told.keys() & {"image", "is a repin", "private"}:
        told = _by_values(pin) or told
    if not told.keys() & {"image", "is a repin", "private"}:
        if pin.section == "pins":
            yield Trouble(where, "unknown_shape", "a pin of a shape that is not known yet", 1)
        return
    username = _said(told, "username")
    if username and pin.id not in reading.met:
        reading.usernames[username] += 1
        reading.source = reading.source or file.name
    yield _record(reading, where, pin, told)


def _record(reading: Reading, where: str, pin: Pin, told: dict[str, str]) -> Record:
    if _flag(told, "alive") is False:
        return Skipped(where, "a pin that was deleted")
    if _flag(told, "is a repin"):
        return Skipped(where, "another person's picture that you saved")
    if pin.id in reading.met:
        return Joined(where, pin.id)
    reading.met.add(pin.id)
    return Item(
        NETWORK,
        Kind.POST,
        pin.id,
        from_text(_said(told, "created at")),
        "\n".join(words for key in ("title", "details") if (words := _said(told, key))),
        *_AUDIENCES[_flag(told, "private")],
        pictures=tuple(_pictures(reading, told)),
        link=f"https://www.pinterest.com/pin/{pin.id}/",
        albums=(board,) if (board := _said(told, "board name")) else (),
    )


def _pictures(reading: Reading, told: dict[str, str]) -> Iterator[PictureRef]:
    """The picture, and those of a story pin, by their signatures: the page holds none of them."""
    words = _said(told, "alt text")
    video = bool(_flag(told, "is video"))
    named = f"{_said(told, 'image')} {_said(told, 'story pin media')}".casefold()
    for signature in dict.fromkeys(_SIGNATURE.findall(named)):
        file = reading.pictures.get(signature)
        if file is not None:
            moves = sniff.is_video(file.head(64)) or sniff.looks_like_video(file.name)
            yield PictureRef(file.name, moves, signature, words=words)
        else:
            yield PictureRef(address_of(signature), video, signature, missing=True, words=words)


def address_of(signature: str) -> str:
    """Where Pinterest keeps a picture. The extension may be another one."""
    first, second, third = signature[:2], signature[2:4], signature[4:6]
    return f"https://i.pinimg.com/originals/{first}/{second}/{third}/{signature}.jpg"


def _said(told: dict[str, str], key: str) -> str:
    value = told.get(key, "").strip()
    return "" if value.casefold() in _NOTHING else value


def _flag(told: dict[str, str], key: str) -> bool | None:
    return _YES_OR_NO.get(told.get(key, "").casefold())
