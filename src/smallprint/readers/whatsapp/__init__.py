"""WhatsApp, as exported from one chat with "Export chat", on Android and on iPhones. Facts: formats/whatsapp.md.

What counts as an entry of the ledger: each message of each chat. A picture or video that the person who exported
sent is an item; received media, texts, other files and lines of WhatsApp itself are skipped. Where it cannot be told
who of those in the chat exported it, a picture is unread and not guessed. Own media that was left out of the export
("without media") is unread as well.

Never kept: what anybody wrote, places, contact cards, phone numbers. Status, profile picture and members are not in
this export.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from smallprint.exports import Export, File
from smallprint.exports.text import plain, storable
from smallprint.readers.base import Match, Tells
from smallprint.readers.whatsapp.attached import Attached, Shelf
from smallprint.readers.whatsapp.chats import Chat, chat_files, chat_name, holder_of, is_named, looks_like, survey
from smallprint.readers.whatsapp.lines import WHERE, Message, messages
from smallprint.readers.whatsapp.order import without_pasted
from smallprint.readers.whatsapp.words import deleted_by_you, left_out
from smallprint.records.items import (
    AccountFact,
    Audience,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Trouble,
)

__all__ = ["WhatsApp"]

ANDROID, IPHONE = "Android", "iPhone"
_WHY = "Sent in a WhatsApp chat: everybody who was in that chat then has it."
_LEFT_OUT_SHAPE = re.compile(r"<[^<>:.]{3,60}>")  # Android: <Media omitted>, in every language
_RECEIVED = "received in a chat"
_TEXT = "a message without pictures"
_ITSELF = "a line of WhatsApp itself"
_STICKER = "a sticker"
_NO_PICTURE = "a file that is no picture"
_PHONE = re.compile(r"[+(]?[\d\s().\-–]{5,}")


class WhatsApp:
    """The reader of exported chats."""

    name = "whatsapp"
    title = "WhatsApp"
    eras = (ANDROID, IPHONE)
    tells = Tells(
        audience="none",
        links=False,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the first lines of the text files; the account is the chat, since one export is one chat."""
        files = chat_files(export)
        for file in files:
            enough, iphone = looks_like(file)
            if enough:
                era = IPHONE if iphone else ANDROID
                return Match(self.name, era, 0.9 if is_named(file) else 0.6, "it holds a chat", _account(files))
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """Each chat is walked through three times: for its dates, for who is in it, and for its pictures."""
        files = chat_files(export)
        chats = survey(export, files)
        reading = Reading(export, holder_of(chats), alone=len(files) == 1)
        holder = next((chat for chat in chats if reading.holder in chat.authors), None)
        if holder is not None:
            yield AccountFact("display_name", storable(holder.authors[reading.holder]), holder.file.name)
        for chat in chats:
            yield from _read_chat(reading, chat)
        yield from (InTouch(storable(name), "message", times) for name, times in sorted(reading.sent.items()))


@dataclass(slots=True)
class Reading:
    """What is known and gathered while the chats are read."""

    export: Export
    holder: str  # compared name; "" where it cannot be told
    alone: bool
    sent: Counter[str] = field(default_factory=Counter)  # the other's name -> messages to and fro
    alike: dict[str, dict[str, str]] = field(default_factory=dict)  # digest -> file's name -> key


def _account(files: list[File]) -> str | None:
    """The chat's name, so that two chats are never taken for an earlier and a later export of one account."""
    if len(files) != 1:
        return None
    begun = (message for message in messages(files[0]) if isinstance(message, Message))
    first = next(begun, None)
    name = chat_name(files[0], first.author if first and first.generated else "")
    return f"chat: {storable(name)}" if name else None


def _read_chat(reading: Reading, chat: Chat) -> Iterator[Record]:
    shelf = Shelf(reading.export, chat.file, alone=reading.alone)
    skipped: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    troubles: list[Trouble] = []
    told = _messages_of(chat.file, troubles)
    count = 0
    for place, (message, when) in enumerate(without_pasted(told, chat.order, shelf.has_file_of)):
        count += 1
        found = shelf.attached(message)
        why = _why_not(reading, message, found)
        _count(reading, chat, message, own_line=why == _ITSELF)
        if why in _UNREAD:
            unread[why] += 1
        elif why or found is None:
            skipped[why] += 1
        else:
            yield _item(reading, chat, Sent(message, when, found, f"{WHERE}#{place}"))
    yield from (Skipped(WHERE, why, number) for why, number in skipped.items())
    yield from (Trouble(WHERE, why, _UNREAD[why], number) for why, number in unread.items())
    yield from troubles
    yield from _of_the_whole(chat, count, told_of_damage=bool(troubles))


_SENDER_UNKNOWN, _WITHOUT_MEDIA = "sender_unknown", "without_media"
_UNREAD = {
    _SENDER_UNKNOWN: "we could not tell which of the names in this chat is yours",
    _WITHOUT_MEDIA: "you sent these, and the chat was exported without them",
}


def _messages_of(file: File, troubles: list[Trouble]) -> Iterable[Message]:
    for message in messages(file):
        if isinstance(message, Trouble):
            troubles.append(message)
        else:
            yield message


def _of_the_whole(chat: Chat, count: int, *, told_of_damage: bool) -> Iterator[Trouble]:
    if not count and not told_of_damage:
        yield Trouble(WHERE, "empty" if chat.file.size == 0 else "no_chat", "named as a chat, and no message in it")
    elif chat.undated:
        yield Trouble(WHERE, "date_unknown", f"day and month cannot be told apart in {chat.undated} messages")


def _why_not(reading: Reading, message: Message, found: Attached | None) -> str:
    """Say why a message gives no item; "" where it does."""
    if found is None:
        omitted = left_out(message.text) if message.generated else _LEFT_OUT_SHAPE.fullmatch(message.text)
        if not message.author or (message.generated and not omitted) or deleted_by_you(message.text):
            return _ITSELF
        return _whose(reading, message) or _WITHOUT_MEDIA if omitted else _TEXT
    if found.sticker:
        return _STICKER
    if not found.shows_something:
        return _NO_PICTURE
    return _whose(reading, message)


def _whose(reading: Reading, message: Message) -> str:
    if not reading.holder:
        return _SENDER_UNKNOWN
    return "" if plain(message.author) == reading.holder else _RECEIVED


def _count(reading: Reading, chat: Chat, message: Message, *, own_line: bool) -> None:
    """Count a message for its sender, or, when the holder wrote it to one other person, for that one."""
    if own_line or not reading.holder or not message.author:
        return
    name = message.author
    if plain(name) == reading.holder:
        others = [written for folded, written in chat.authors.items() if folded != reading.holder]
        name = others[0] if len(others) == 1 and not chat.group else ""
    if name and not _PHONE.fullmatch(name):
        reading.sent[name] += 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture the holder sent."""

    message: Message
    when: datetime | None
    attached: Attached
    place: str


def _item(reading: Reading, chat: Chat, sent: Sent) -> Item | Joined:
    file, name = sent.attached.file, storable(sent.attached.name)
    key, again = _key(reading, chat, sent)
    if again:
        return Joined(sent.place, key)
    picture = PictureRef(file.name if file else name, video=sent.attached.video, missing=file is None)
    return Item(
        network=WhatsApp.name,
        kind=Kind.MESSAGE,
        key=key,
        when=sent.when,
        audience=Audience.CUSTOM,
        audience_why=_WHY,
        pictures=(picture,),
        asks_first=True,
    )


def _key(reading: Reading, chat: Chat, sent: Sent) -> tuple[str, bool]:
    """The minute and the lasting name, as messages have no id; and whether this very message was met before."""
    minute = f"{sent.when:%Y-%m-%dT%H:%M}" if sent.when else "/".join(sent.message.numbers)
    digest = hashlib.sha256(
        f"{minute}|{plain(sent.attached.lasting_name)}".encode("utf-8", "surrogatepass")
    ).hexdigest()[:24]
    met = reading.alike.setdefault(digest, {})
    mark = f"{chat.file.name}|{sent.attached.name}"
    if mark in met:
        return met[mark], True
    met[mark] = f"{digest}-{len(met) + 1}" if met else digest
    return met[mark], False
