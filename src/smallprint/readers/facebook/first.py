"""The pages of 2010 to May 2018: index.htm, html/timeline.htm, html/friends.htm, photos/<album>/index.htm, videos.

There was no JSON. A timeline entry is `<p><div class="meta">date</div>sentence<div class="comment">own words</div>`;
a photo's page shows each picture with its date, a table of camera facts and the comments of others, whose names stand
in `div.user`. Whether an audience was printed is not confirmed, so none is read. The pages come as one stream of
tags: they are walked through once, in constant memory.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from lxml import etree

from smallprint.exports import Export, ExportTrouble, File
from smallprint.exports.dates import from_text
from smallprint.exports.text import storable
from smallprint.readers.facebook import layout
from smallprint.readers.facebook.account import Told, account_in
from smallprint.readers.facebook.pages import title_of
from smallprint.readers.facebook.posts import Reading, own_item
from smallprint.readers.facebook.shapes import Entry, photo_id
from smallprint.readers.meta.labels import number_of
from smallprint.readers.meta.media import Shot, point
from smallprint.readers.meta.words import meaning
from smallprint.records.items import Contact, Record, Skipped, Tie, Trouble

_STEP = 1 << 16
_SINCE = re.compile(r"^(.*?)\s*\(([^()]{4,40})\)\s*$", re.S)
_FRIENDS = re.compile(
    r"\s*(?:your )?(?:friends|freunde|vrienden|amis|amigos|amici|přátelé|vänner|venner|ystävät|znajomi|"
    r"arkadaşlar)\s*",
    re.I,
)
_LONGEST = 100_000  # characters of one entry
_MOST = 5_000  # pictures of one entry


@dataclass(slots=True)
class _Block:
    """One entry as it is walked through."""

    date: str = ""
    text: list[str] = field(default_factory=list)  # in pieces, as they come
    comment: list[str] = field(default_factory=list)
    table: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)


_Word = str | bytes


class _Walk:
    """What lxml tells as it goes, gathered into blocks; one begins at each date (timeline) or picture (albums)."""

    def __init__(self, *, by_picture: bool) -> None:
        self.ready: list[_Block] = []
        self._by_picture = by_picture
        self._block: _Block | None = None
        self._size = 0
        self._open: list[tuple[str, frozenset[str]]] = []

    def close(self) -> None:
        """The page is at its end, and so is the last block."""
        self._next(None)

    def comment(self, text: _Word) -> None:
        """Comments are not shown, so they are not read."""

    def start(self, tag: _Word, attrib: dict[_Word, _Word]) -> None:
        given = {str(name): str(value) for name, value in attrib.items()}
        classes = frozenset(given.get("class", "").split())
        if str(tag) == "div" and "meta" in classes and not self._by_picture:
            self._next(_Block())
        if self._block is not None and str(tag) in {"br", "p", "div"}:
            (self._block.comment if self._inside("comment") else self._block.text).append("\n")
        address = given.get("src", "").strip()
        if str(tag) in {"img", "video", "source"} and address and not self._inside("nav"):
            self._picture(address)
        self._open.append((str(tag), classes))

    def end(self, tag: _Word) -> None:
        if self._open and self._open[-1][0] == str(tag):
            self._open.pop()

    def data(self, data: _Word) -> None:
        block, text = self._block, str(data)
        tags = {tag for tag, _ in self._open}
        if block is None or tags & {"style", "script", "head"} or self._size > _LONGEST:
            return
        self._size += len(text)
        if tags & {"table", "td", "th"}:
            block.table.append(text)
        elif self._inside("meta"):
            block.date += "" if self._inside("comment") else text
        elif self._inside("comment"):
            block.comment += [] if self._inside("user") else [text]
        elif not (self._inside("footer") or self._inside("nav")):
            block.text.append(text)

    def _next(self, block: _Block | None) -> None:
        if self._block is not None:
            self.ready.append(self._block)
        self._block, self._size = block, 0

    def _picture(self, address: str) -> None:
        if self._by_picture and (self._block is None or address not in self._block.media):
            self._next(_Block())
        if self._block is not None and len(self._block.media) < _MOST:
            self._block.media.append(address)

    def _inside(self, name: str) -> bool:
        return any(name in classes for _, classes in self._open)


def _blocks(file: File, *, by_picture: bool) -> Iterator[tuple[str, _Block] | Trouble]:
    """Each entry of a page with its place. A page that ends early gives what is before, and one Trouble."""
    walk = _Walk(by_picture=by_picture)
    parser = etree.HTMLParser(target=walk, huge_tree=True, encoding="utf-8")
    count = 0
    ending = b""
    try:
        with file.open() as stream:
            while part := stream.read1(_STEP):
                parser.feed(part.replace(b"\x00", b" "))
                ending = (ending + part)[-200:]
                for block in walk.ready:
                    yield f"#{count}", block
                    count += 1
                walk.ready.clear()
    except ExportTrouble as problem:
        yield Trouble(f"{file.name}#{count}", problem.kind, problem.note, 1)
        return
    except etree.ParseError:
        yield Trouble(f"{file.name}#{count}", "not_html", entries=1)
        return
    if not ending or b"</html" not in ending.lower():
        yield Trouble(f"{file.name}#{count}", "cut_off" if ending else "empty", entries=int(bool(ending)))
        return
    walk.close()
    for number, block in enumerate(walk.ready, count):
        yield f"#{number}", block


def read_lists(reading: Reading) -> Iterator[Record]:
    """The timeline, then the photos and videos of each album."""
    for file in reading.export.find("html/timeline.htm", "html/wall.htm"):
        for told in _blocks(file, by_picture=False):
            yield told if isinstance(told, Trouble) else _placed(reading, layout.POSTS, file, told, "")
    for file in reading.export.find("photos/*/index.htm", "html/videos.htm", "videos/index.htm"):
        section = layout.VIDEOS if "videos" in file.name.casefold() else layout.ALBUMS
        album = _page_title(file) if section is layout.ALBUMS else ""
        for told in _blocks(file, by_picture=True):
            yield told if isinstance(told, Trouble) else _placed(reading, section, file, told, album)


def _placed(reading: Reading, section: layout.Section, file: File, told: tuple[str, _Block], album: str) -> Record:
    place, block = told
    entry = _photo(block, album) if section is not layout.POSTS else _status(block)
    if entry.empty:
        return Skipped(file.name + place, "nothing in it")
    return own_item(reading, section, file, file.name + place, entry, stated=_date(block.date))


def _date(text: str) -> datetime | None:
    return from_text(" ".join(text.split()))


def _words(texts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(texts).split("\n"))
    return storable("\n".join(line for line in lines if line))


def _status(block: _Block) -> Entry:
    """Own words stand in `comment`; outside stands Facebook's sentence, or the words where there are no others."""
    said, sentence = _words(block.comment), _words(block.text)
    shots = tuple(Shot(uri, id=photo_id(uri)) for uri in dict.fromkeys(block.media))
    return Entry(None, said or ("" if shots else sentence), shots, title=sentence if said or shots else "")


def _photo(block: _Block, album: str) -> Entry:
    """A picture with its caption; what stands in `comment` was written by others."""
    table = [text.strip() for text in block.table if text.strip()]
    said = {meaning(label): value for label, value in pairwise(table)}
    spot = point(number_of(said.get("latitude")), number_of(said.get("longitude")))
    caption = _words(block.text)
    shots = tuple(Shot(uri, words=caption, point=spot, id=photo_id(uri)) for uri in dict.fromkeys(block.media))
    return Entry(None, caption, shots, (album,) if album else ())


def _page_title(file: File) -> str:
    """ "Cleo Marrow - Mobile uploads": the album's name."""
    title = title_of(file)
    return title.rpartition(" - ")[2] if " - " in title else title


def read_account(export: Export, told: Told) -> None:
    """The name and address of the profile, from index.htm."""
    for file in export.find("index.htm"):
        if "/photos/" in f"/{file.name}" or "/videos/" in f"/{file.name}":
            continue
        head = file.head(1 << 18).decode("utf-8", "replace")
        if not head.strip():
            told.troubles.append(Trouble(file.name, "empty"))
        elif file.size <= 1 << 18 and "</html" not in head.casefold():
            told.troubles.append(Trouble(file.name, "cut_off"))
        name = re.search(r"<h1[^>]*>([^<]{1,200})</h1>", head)
        found = (account_in(text) for text in re.findall(r"https?://[a-z-]*\.?facebook\.com/[^\s<\"']{1,80}", head))
        told.add("display_name", storable(html.unescape(name[1])) if name else "", file.name)
        told.add("account", next((one for one in found if one), ""), file.name)


def read_contacts(export: Export) -> Iterator[Contact | Trouble]:
    """The friends of html/friends.htm: the list under the first heading, `Name (day)`; the others are requests."""
    for file in export.find("html/friends.htm"):
        if not file.size:
            yield Trouble(file.name, "empty")
            continue
        page = file.head(16 << 20).decode("utf-8", "replace")
        if "</html" not in page[-400:].casefold():
            yield Trouble(file.name, "cut_off")
        for number, part in enumerate(re.split(r"<h2[^>]*>", page)[1:]):
            heading, _, rest = part.partition("</h2>")
            if number and not _FRIENDS.fullmatch(heading):
                continue
            for line in re.findall(r"<li[^>]*>([^<]{1,300})</li>", rest):
                yield _friend(line)


def _friend(line: str) -> Contact:
    """`Edith Marrow (Jan 5, 2010)`; the year is left out for friends of this year, and then the day says nothing."""
    line = storable(html.unescape(line)).strip()
    found = _SINCE.match(line)
    if found is None:
        return Contact(Tie.FRIEND, line)
    return Contact(Tie.FRIEND, found[1].strip(), from_text(found[2]))
