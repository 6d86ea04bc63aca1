"""Telegram's pages, for exports without JSON: messages.html, messages2.html …, and the lists of own pictures.

A page names senders and no numbers, and never says what sort of chat it is. The holder is told by
export_results.html, else by a chat of two that is headed with the other one's name. Everything of one message lies
between two `<div class="message …"`. No expression looks further than some hundred characters, whatever a page holds.
"""

from __future__ import annotations

import codecs
import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from smallprint.exports import Export, ExportTrouble, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.text import html_to_text, storable
from smallprint.readers.telegram.pictures import Shot, picture_of
from smallprint.readers.telegram.story import WHERE
from smallprint.records.items import AccountFact, Audience, Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

CHATS = ("messages*.html",)
_OWN = {"profile_pictures": Kind.PROFILE_PICTURE, "stories": Kind.STORY}
_STEP = 1 << 16
_LONGEST = 1 << 20  # of one message with its markup
_BEGINS = re.compile(r'(?=<div class="message )')
_NUMBER = re.compile(r'id="message(-?\d{1,20})"')
_TIME = re.compile(
    r'class="pull_right date details"[^>]{0,100}title="'
    r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:?\d\d))?"
)
_FROM = re.compile(r'<div class="from_name">(.{0,500}?)</?(?:div|span)\b', re.DOTALL)
_LINK = re.compile(
    r'<a class="(?:[\w ]{0,60} )?(?:photo_wrap|video_file_wrap|animated_wrap|media_photo|media_video|media_file)'
    r'[\w ]{0,60}"[^>]{0,100}href="([^"]{1,1000})"'
)
_ABSENT = re.compile(r'<div class="[\w ]{0,60}\bmedia_(photo|video)\b[\w ]{0,60}"')
_HEADED = re.compile(r'class="page_header".{0,600}?class="text bold">(.{0,300}?)</div>', re.DOTALL)
_NAMED = re.compile(
    r'>\s*(First name|Last name|Username|Bio)\s*</div>\s*<div class="value bold">(.{0,1000}?)</div>', re.DOTALL
)
_HREF = re.compile(r'href="(?:\.\./)?((profile_pictures|stories)/[^"]{1,300})"')
_IN_NAME = re.compile(r"@(\d\d)-(\d\d)-(\d{4})_(\d\d)-(\d\d)-(\d\d)")
_RECEIVED, _PASSED_ON = "received in a chat", "passed on from somebody else"
_NOTHING, _ITSELF = "a message without pictures", "a line of Telegram itself"
_WHY = "The pages do not say what sort of chat this is, nor who is in it."
_WHY_OWN = "The export does not say who can see it."


@dataclass(slots=True)
class Page:
    """What is carried from one message to the next."""

    chat: str = ""  # the name at the head of the page
    sender: str = ""
    holder: str = ""
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: int = 0


def has_pages(export: Export) -> bool:
    """Say whether pages of Telegram are there."""
    files = export.find("export_results.html", *CHATS)[:20]
    return any(_BEGINS.search(head) or "personal_info" in head for head in map(_head, files))


def _head(file: File) -> str:
    return file.head(_STEP).decode("utf-8", "replace")


def read_pages(export: Export) -> Iterator[Record]:
    """The holder, the own pictures, then each chat."""
    holder = ""
    for file in export.find("export_results.html")[:1]:
        said = {key: html_to_text(value).strip() for key, value in _NAMED.findall(_head(file))}
        holder = " ".join(filter(None, (said.get("First name"), said.get("Last name"))))
        facts = {
            "account": said.get("Username", "").removeprefix("@"),
            "display_name": holder,
            "bio": said.get("Bio", ""),
        }
        yield from (AccountFact(name, value, file.name) for name, value in facts.items() if value)
        if not file.size:
            yield Trouble(file.name, "empty")
    yield from _own(export)
    met: set[str] = set()
    for file in export.find(*CHATS):
        page = Page(holder=holder or _other_of_two(file))
        yield from _chat(export, file, page, met)


def _own(export: Export) -> Iterator[Item | Trouble]:
    met: set[str] = set()
    alike: Counter[str] = Counter()
    for file in export.find("lists/profile_pictures.html", "lists/stories.html"):
        if not file.size:
            yield Trouble(file.name, "empty")
        for markup in _blocks(file, re.compile(r"(?=<a\b)")):
            if isinstance(markup, Trouble):
                yield Trouble(file.name, markup.kind, markup.note)
                continue
            for address, folder in _HREF.findall(markup):
                if "_thumb." in address or address in met:
                    continue
                met.add(address)
                yield _own_item(export, file, html.unescape(address), _OWN[folder], alike)


def _own_item(export: Export, file: File, address: str, kind: Kind, alike: Counter[str]) -> Item:
    """Its key is its second; its number in the list is another one when pictures are added."""
    stamped = _IN_NAME.search(address)
    key = f"{kind.value}-{stamped[0] if stamped else address.rpartition('/')[2]}"
    alike[key] += 1
    key = key if alike[key] == 1 else f"{key}-{alike[key]}"
    clock = f"{stamped[3]}-{stamped[2]}-{stamped[1]} {stamped[4]}:{stamped[5]}:{stamped[6]}" if stamped else ""
    shot = Shot(address, sniff.looks_like_video(address))
    picture = picture_of(export, shot, file, key)
    return Item("telegram", kind, key, from_text(clock), audience_why=_WHY_OWN, pictures=(picture,))


def _other_of_two(file: File) -> str:
    """The other one of a chat of two that is headed with one's name."""
    page, names = Page(), set[str]()
    for block in _blocks(file, _BEGINS):
        if isinstance(block, str):
            _head_of(page, block)
            if found := _FROM.search(block.partition('class="forwarded')[0]):
                names.add(_name(found[1]))
        if len(names) > 2:
            return ""
    names.discard("")
    return next(iter(names - {page.chat})) if len(names) == 2 and page.chat in names else ""


def _blocks(file: File, begins: re.Pattern[str]) -> Iterator[str | Trouble]:
    """Give what stands before the first beginning, then each piece from one beginning to the next."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    rest, tail = "", ""
    try:
        with file.open() as stream:
            while chunk := stream.read1(_STEP):
                *whole, rest = begins.split(rest + decoder.decode(chunk))
                yield from (storable(one) for one in whole if one)
                tail = rest[-200:]
                if len(rest) > _LONGEST:
                    yield Trouble(WHERE, "too_large", "", 1)
                    rest = ""
    except ExportTrouble as problem:
        yield Trouble(WHERE, problem.kind, problem.note, 1)
        return
    if file.size and "</html" not in tail.casefold():
        yield Trouble(WHERE, "cut_off", "", int(bool(begins.match(rest))))
    elif rest:
        yield storable(rest)


def _chat(export: Export, file: File, page: Page, met: set[str]) -> Iterator[Record]:
    if not file.size:
        yield Trouble(WHERE, "empty")
    for block in _blocks(file, _BEGINS):
        if isinstance(block, Trouble):
            yield block
        elif not _BEGINS.match(block):
            _head_of(page, block)
        else:
            yield from _message(export, file, page, block, met)
    yield from (Skipped(WHERE, why, number) for why, number in page.skipped.items())
    if page.unknown:
        yield Trouble(WHERE, "sender_unknown", "the pages do not say which messages are yours", page.unknown)


def _head_of(page: Page, block: str) -> None:
    if found := _HEADED.search(block):
        page.chat = html_to_text(found[1]).strip()


def _name(markup: str) -> str:
    """A sender without the bot it was sent through."""
    return html_to_text(markup).partition(" via @")[0].strip()


def _message(export: Export, file: File, page: Page, block: str, met: set[str]) -> Iterator[Record]:
    if block.startswith('<div class="message service'):
        page.skipped[_ITSELF] += 1
        return
    own, forwarded, _ = block.partition('class="forwarded')
    if found := _FROM.search(own):
        page.sender = _name(found[1])
    shot = _shot(block)
    if shot is None:
        page.skipped[_NOTHING] += 1
    elif not page.holder or not page.sender:
        page.unknown += 1
    elif page.sender != page.holder:
        page.skipped[_RECEIVED] += 1
    elif forwarded:
        page.skipped[_PASSED_ON] += 1
    else:
        yield _sent(export, file, page, block, shot, met)


def _shot(block: str) -> Shot | None:
    for address in map(html.unescape, _LINK.findall(block)):
        if sniff.looks_like_media(address):
            return Shot(address, sniff.looks_like_video(address))
    absent = _ABSENT.search(block)
    return Shot("(", absent[1] == "video") if absent else None


def _sent(export: Export, file: File, page: Page, block: str, shot: Shot, met: set[str]) -> Item | Joined:
    number, when = _NUMBER.search(block), _when(block)
    chat = hashlib.sha256(page.chat.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    key = f"{chat}:{number[1] if number else when or shot.path}"
    if key in met:
        return Joined(WHERE, key)
    met.add(key)
    picture: PictureRef = picture_of(export, shot, file, key)
    return Item(
        network="telegram",
        kind=Kind.MESSAGE,
        key=key,
        when=when,
        audience=Audience.UNKNOWN,
        audience_why=_WHY,
        pictures=(picture,),
        asks_first=True,
    )


def _when(block: str) -> datetime | None:
    """`14.11.2025 09:12:44 UTC+00:00`; older pages have no zone."""
    found = _TIME.search(block)
    return from_text(f"{found[3]}-{found[2]}-{found[1]} {found[4]}{found[5] or ''}") if found else None
