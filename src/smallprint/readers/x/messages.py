"""Pictures the holder sent in chats, and to whom the holder writes. Texts are never kept.

In the ledger each message is one entry, or one entry for each picture and video in it: those sent by the holder are
items, received ones, messages without pictures and other events of a chat are skipped. People are numbers here; the
holder's stands in account.js or in the manifest. Without both nobody is taken for the sender.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from smallprint.exports import Export, File, sniff
from smallprint.readers.x import layout
from smallprint.readers.x.people import People
from smallprint.readers.x.pictures import NETWORK, last_part
from smallprint.readers.x.shapes import digits_of, inner, listed, text_of, time_of
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

CHATS = ("direct-messages", "direct-message", "direct-messages-group", "direct-message-group")
_WHERE = "messages"
_WHY = "You sent it in a chat, so the people in that chat can see it."
_MEDIA = re.compile(
    r"(?:^|/)direct_messages?(?:_group)?_media/(?:.*/)?(?P<id>\d{1,20})-(?P<rest>[^/]+)$", re.IGNORECASE
)


@dataclass(slots=True)
class _Chats:
    """What is met while the chats are walked."""

    people: People
    files: dict[tuple[str, str], File]  # (message, last part of the address) -> file
    skipped: Counter[str] = field(default_factory=Counter)
    met: set[str] = field(default_factory=set)
    unknown: int = 0


def read_chats(export: Export, people: People) -> Iterator[Record]:
    """Each chat picture of the holder as an item; everything else as a number."""
    named = ((_MEDIA.search(name), file) for name, file in export.files.items())
    chats = _Chats(people, {(found["id"], found["rest"].casefold()): file for found, file in named if found})
    for file in layout.files_of(export, *CHATS):
        for record in layout.records(file):
            if isinstance(record, Trouble):
                yield Trouble(_WHERE, record.kind, record.note, record.entries)
            else:
                yield from _chat(chats, record[1])
    yield from (Skipped(_WHERE, why, number) for why, number in chats.skipped.items())
    if chats.unknown:
        yield Trouble(_WHERE, "sender_unknown", "we could not tell who sent these pictures", chats.unknown)


def _chat(chats: _Chats, record: object) -> Iterator[Record]:
    chat = inner(record, "dmConversation")
    if not isinstance(chat.get("messages"), list | dict):
        yield Trouble(_WHERE, "unknown_shape", "a chat of a shape that is not known yet", 1)
        return
    for event in listed(chat["messages"]):
        message = inner(event, "messageCreate")
        sender = digits_of(message.get("senderId"))
        addresses = [one for one in map(text_of, listed(message.get("mediaUrls"))) if one]
        _count(chats.people, chat, message, sender)
        if not addresses:
            chats.skipped["a message without pictures"] += 1
        elif not sender or not chats.people.me:
            chats.unknown += len(addresses)
        elif sender != chats.people.me:
            chats.skipped["received in a chat"] += len(addresses)
        else:
            yield from _sent(chats, message, addresses)


def _count(people: People, chat: dict[str, object], message: dict[str, object], sender: str) -> None:
    """A message counts for its sender, or, when the holder wrote it to one other person, for that one."""
    if not sender or not people.me:
        return
    if sender != people.me:
        people.count("message", sender)
        return
    other = digits_of(message.get("recipientId"))
    pair = text_of(chat.get("conversationId")).split("-")
    if not other and len(pair) == 2 and people.me in pair:
        other = digits_of(pair[1 - pair.index(people.me)])
    people.count("message", other)


def _sent(chats: _Chats, message: dict[str, object], addresses: list[str]) -> Iterator[Record]:
    id = digits_of(message.get("id"))
    when = time_of(message.get("createdAt"))
    for number, address in enumerate(addresses):
        last = last_part(address)
        key = f"dm-{id}-{last.rpartition('.')[0] or last or number}"
        if key in chats.met:
            yield Joined(_WHERE, key)
            continue
        chats.met.add(key)
        picture = _picture(chats.files.get((id, last.casefold())), address)
        yield Item(NETWORK, Kind.MESSAGE, key, when, "", Audience.CUSTOM, _WHY, pictures=(picture,), asks_first=True)


def _picture(file: File | None, address: str) -> PictureRef:
    if file is not None:
        return PictureRef(file.name, sniff.looks_like_video(file.name))
    return PictureRef(address.split("?", 1)[0], sniff.looks_like_video(last_part(address)), missing=True)
