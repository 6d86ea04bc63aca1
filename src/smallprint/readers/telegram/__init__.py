"""Telegram, as exported by Telegram Desktop, in JSON: all data or one chat. Facts: formats/telegram.md.

What counts as an entry of the ledger: each profile picture, each story, and each message of each chat. A picture or
video the holder sent is an item; received ones, those passed on from others, texts, voice and stickers are skipped.
In channels, and in a group exported alone, the export does not say which messages are the holder's: their pictures
are unread. Frequent contacts are counts.

Never opened: the address book, log-ins, phone numbers, what anybody wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from smallprint.exports import Export, File
from smallprint.readers.base import Match, Tells
from smallprint.readers.telegram.pages import has_pages, read_pages
from smallprint.readers.telegram.pictures import Shot, picture_of, shot_of, who_can_see
from smallprint.readers.telegram.story import WHERE, Chat, Told, text_of, told_in, when_of, words_of
from smallprint.records.items import (
    AccountFact,
    Audience,
    InTouch,
    Item,
    Joined,
    Kind,
    Record,
    Skipped,
    Trouble,
)

__all__ = ["Telegram"]

ALL, CHAT, PAGES = "all data", "one chat", "pages only"
_HEAD = 65_536
_ALL = re.compile(
    r'"(?:personal_information|profile_pictures|frequent_contacts|contacts|stories|left_chats|sessions)"\s*:\s*[{\[]'
    r'|"chats"\s*:\s*\{[^{}]*"list"'
)
_CHAT = re.compile(
    r'"type"\s*:\s*"(?:saved_messages|personal_chat|bot_chat|replies|verification_codes|'
    r'(?:private|public)_(?:group|supergroup|channel))"'
)
_NAME = re.compile(r'\A\s*\{\s*"name"\s*:\s*"([^"\\]{1,100})"')
_USERNAME = re.compile(r'"username"\s*:\s*"@?(\w{3,40})"')
_PUBLIC = ("public_channel", "public_supergroup")
_LINKED = ("channel", "supergroup")

_WHY_PROFILE = "Everybody can see it, unless you changed that in the settings. The export does not hold them."
_WHY_PINNED = "It is pinned to your profile. The export does not say who can see it there."
_WHY_ENDED = "It ended and is not pinned to your profile: only you can see it."
_RECEIVED = "received in a chat"
_PASSED_ON = "passed on from somebody else"
_NOTHING = "a message without pictures"
_ITSELF = "a line of Telegram itself"


class Telegram:
    """The reader of Telegram Desktop's export."""

    name = "telegram"
    title = "Telegram"
    eras = (ALL, CHAT, PAGES)
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the first keys of result.json, else by the pages."""
        for file in export.find("result*.json"):
            head = file.head(_HEAD).decode("utf-8", "replace")
            if _ALL.search(head):
                found = _USERNAME.search(head)
                return Match(self.name, ALL, 0.95, "it has Telegram's lists", found[1] if found else None)
            if _CHAT.search(head[:4096]):
                named = _NAME.search(head)
                account = f"chat: {named[1]}" if named else None
                return Match(self.name, CHAT, 0.9, "it has a chat of Telegram", account)
        if has_pages(export):
            return Match(self.name, PAGES, 0.8, "it has Telegram's pages")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """In the file's order: the holder stands before the chats."""
        files = export.find("result*.json")
        reading = Reading(export)
        for file in files:
            reading.file = file
            for told in told_in(file):
                yield from [told] if isinstance(told, Trouble) else _records(reading, told)
        if not files:
            yield from read_pages(export)
        yield from (Skipped(WHERE, why, number) for why, number in reading.skipped.items())
        if reading.unknown:
            yield Trouble(
                WHERE, "sender_unknown", "the export does not say which messages are yours", reading.unknown
            )
        for name in reading.frequent:
            reading.touch[name] = reading.touch[name] or 1
        yield from (InTouch(name, "message", times) for name, times in sorted(reading.touch.items()))


@dataclass(slots=True)
class Reading:
    """What is known and gathered while the file is read."""

    export: Export
    file: File | None = None
    me: str = ""  # the holder's user number
    name: str = ""  # the holder's own name, which forwarded messages give
    met: set[str] = field(default_factory=set)
    paths: dict[str, list[str]] = field(default_factory=dict)  # key -> own pictures of that second
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    touch: Counter[str] = field(default_factory=Counter)
    frequent: list[str] = field(default_factory=list)


def _records(reading: Reading, told: Told) -> Iterator[Record]:
    if told.section == "holder":
        yield from _holder(reading, told)
    elif told.section == "frequent":
        name = text_of(told.value.get("name"))
        if name and told.value.get("category") == "people" and told.value.get("type") == "user":
            reading.frequent.append(name)
    elif told.section == "message":
        yield from _message(reading, told)
    else:
        yield _own_page(reading, told)


def _holder(reading: Reading, told: Told) -> Iterator[AccountFact]:
    """The account's names and bio; never its phone number."""
    said = {key: text_of(value).strip() for key, value in told.value.items()}
    source = told.place.rpartition("#")[0]
    reading.me = said.get("user_id", "")
    reading.name = " ".join(filter(None, (said.get("first_name"), said.get("last_name"))))
    facts = {
        "account": said.get("username", "").removeprefix("@"),
        "display_name": reading.name,
        "bio": said.get("bio", ""),
    }
    yield from (AccountFact(name, value, source) for name, value in facts.items() if value)


def _own_page(reading: Reading, told: Told) -> Item | Joined | Trouble:
    """A profile picture, or a story. All profile pictures of the list are still on the profile."""
    when, shot = when_of(told.value), shot_of(told.value)
    if shot is None:
        return Trouble(told.place, "no_picture", entries=1)
    key = _own_key(reading, f"{told.section}-{int(when.timestamp()) if when else shot.path}", shot)
    story = told.section == "stories"
    pinned = told.value.get("pinned") is True
    audience, why = Audience.UNKNOWN, _WHY_PINNED if story else _WHY_PROFILE
    if story and not pinned:
        audience, why = Audience.ONLY_ME, _WHY_ENDED
    item = Item(
        network="telegram",
        kind=Kind.STORY if story else Kind.PROFILE_PICTURE,
        key=key,
        when=when,
        words=words_of(told.value.get("caption") or told.value.get("text")) if story else "",
        audience=audience,
        audience_why=why,
    )
    return _once(reading, told, item, shot)


def _own_key(reading: Reading, key: str, shot: Shot) -> str:
    """Two pictures of one second are two; the same picture in a second export of that day is one."""
    paths = reading.paths.setdefault(key, [])
    if shot.path not in paths:
        paths.append(shot.path)
    place = paths.index(shot.path)
    return f"{key}-{place + 1}" if place else key


def _message(reading: Reading, told: Told) -> Iterator[Record]:
    said, chat = told.value, told.chat
    if not said:
        yield Trouble(told.place, "no_message", entries=1)
        return
    service = said.get("type") == "service"
    shot = shot_of(said) if not service or said.get("action") == "edit_group_photo" else None
    mine = sent_by_holder(reading, said, chat)
    _count(reading, said, chat, service=service)
    if shot is None:
        reading.skipped[_ITSELF if service else _NOTHING] += 1
    elif mine is None:
        reading.unknown += 1
    elif not mine:
        reading.skipped[_RECEIVED] += 1
    elif _passed_on(reading, said):
        reading.skipped[_PASSED_ON] += 1
    else:
        yield _sent(reading, told, shot)


def sent_by_holder(reading: Reading, said: dict[str, object], chat: Chat) -> bool | None:
    """Whether the holder sent it. In a chat of two the other one bears the chat's number."""
    author = text_of(said.get("from_id")) or text_of(said.get("actor_id"))
    if not author.startswith("user") and not author.isdigit():  # a channel speaks in its own name
        return None
    number = author.removeprefix("user")
    if reading.me:
        return number == reading.me
    if chat.type == "saved_messages":
        return True
    return number != chat.id if chat.type == "personal_chat" and chat.id else None


def _passed_on(reading: Reading, said: dict[str, object]) -> bool:
    source = said.get("forwarded_from", said.get("saved_from"))
    if "forwarded_from" not in said and source is None:
        return False
    return not reading.name or text_of(source) != reading.name


def _count(reading: Reading, said: dict[str, object], chat: Chat, *, service: bool) -> None:
    """Count a message of a chat of two, and in a private group for who sent it."""
    name = chat.said.get("name", "")
    if chat.type == "private_group":
        name = "" if sent_by_holder(reading, said, chat) is not False else text_of(said.get("from"))
    elif chat.type != "personal_chat":
        name = ""
    if name and not service:
        reading.touch[name] += 1


def _sent(reading: Reading, told: Told, shot: Shot) -> Item | Joined:
    chat = told.chat
    number = text_of(told.value.get("id"))
    when = when_of(told.value)
    audience, why = who_can_see(chat)
    public = chat.type in _PUBLIC
    item = Item(
        network="telegram",
        kind=Kind.POST if public else Kind.MESSAGE,
        key=f"{chat.id}:{number or (when.isoformat() if when else shot.path)}",
        when=when,
        audience=audience,
        audience_why=why,
        link=permalink(chat, number),
        asks_first=not public,
    )
    return _once(reading, told, item, shot)


def permalink(chat: Chat, number: str) -> str | None:
    """The address of a message in a channel or a large group, for its members. Those of before it grew have none."""
    if not chat.type.endswith(_LINKED) or not chat.id.isdecimal() or not number.isdecimal():
        return None
    return f"https://t.me/c/{chat.id}/{number}"


def _once(reading: Reading, told: Told, item: Item, shot: Shot) -> Item | Joined:
    if item.key in reading.met:
        return Joined(told.place, item.key)
    reading.met.add(item.key)
    assert reading.file is not None
    return replace(item, pictures=(picture_of(reading.export, shot, reading.file, item.key),))
