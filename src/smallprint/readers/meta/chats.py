"""Chats as Meta writes them, and the end-to-end ones: who is in them, and the pictures that the holder sent.

In the ledger each message is one entry, or one entry for each picture and video in it: those sent by the holder are
the holder's, received ones and messages without pictures are skipped. Messages name people by display name; the
holder is the one of the account's own page, else the one person who is in every chat. Where two people of a chat bear
the holder's name, or nobody can be told to be the holder, who sent a picture is unknown and it counts as unread.
Texts are never kept, and no trouble names a chat: their folders bear people's names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from smallprint.exports import File
from smallprint.exports.text import plain, repair
from smallprint.readers.meta.labels import listed, number_of, text_of
from smallprint.readers.meta.media import Shot, shot_of
from smallprint.readers.meta.pages import is_page, records
from smallprint.records.items import Record, Skipped, Trouble

WHERE = "messages"
# Strangers write into these unasked: no sign of contact.
_UNASKED = ("/message_requests/", "/broadcast/", "/filtered_threads/")
_RECEIVED = "received in a chat"
_TEXT = "a message without pictures"
_UNKNOWN = Trouble(WHERE, "sender_unknown", "we could not tell who sent these pictures")

Make = Callable[[File, str, Shot], Record]  # file, place, picture with its time -> one record


@dataclass(slots=True)
class Chats:
    """What is known before the messages are read."""

    files: list[File]
    holder: str = ""  # compared form of the display name; "" when it cannot be told
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # file name -> display names in that chat


def open_chats(files: list[File], own: set[str]) -> Chats:
    """Who is in the chats, and who of those is the holder, whose known names (as compared) are `own`."""
    chats = Chats(files)
    for file in files:
        chats.names[file.name] = tuple(_participants(file))
    chats.holder = who_is_holder(list(chats.names.values()), own)
    return chats


def _participants(file: File) -> Iterator[str]:
    if is_page(file):
        yield from _writers(file)
        return
    for _, record in records(file, "participants", repaired=False):
        for name in _names(record):
            if name.strip():
                yield repair(name).strip()


def _writers(file: File) -> Iterator[str]:
    """Who wrote on a page: who is in the chat stands outside the boxes, or in one without a date."""
    dated: dict[str, None] = {}
    others: dict[str, None] = {}
    for _, record in records(file):
        message = message_of(record)
        (dated if message.get("timestamp") else others)[sender_of(message)] = None
    yield from (name for name in dated or others if name)


def _names(record: object) -> Iterator[str]:
    """`{"name": …}`, or in end-to-end chats the bare name. A whole chat stands here where it has no such key."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict) and "messages" not in record:
        yield text_of(record.get("name"))


def who_is_holder(chats: list[tuple[str, ...]], own: set[str]) -> str:
    """The holder's display name, as compared: a name of the account's page, else who is in each of several chats."""
    rooms = [{plain(name) for name in names} for names in chats if names]
    met = set().union(*rooms) if rooms else set()
    if len(own & met) == 1:
        return next(iter(own & met))
    rooms = [room for room in rooms if len(room) > 1]  # one name alone: notes to oneself, or a damaged list
    common = set.intersection(*rooms) if len({frozenset(room) for room in rooms}) > 1 else set()
    return common.pop() if len(common) == 1 else ""


def read_chats(chats: Chats, make: Make, sent: Counter[str]) -> Iterator[Record]:
    """Each chat picture of the holder by `make`; `sent` counts messages by the other person's display name."""
    for file in chats.files:
        yield from _chat(chats, file, make, sent)


def _chat(chats: Chats, file: File, make: Make, sent: Counter[str]) -> Iterator[Record]:
    names = chats.names[file.name]
    unclear = not chats.holder or [plain(name) for name in names].count(chats.holder) > 1
    counts = not any(part in f"/{file.name}".casefold() for part in _UNASKED)
    skipped: Counter[str] = Counter()
    unread = 0
    for place, record in records(file, "messages", repaired=False):
        if isinstance(record, Trouble):
            yield Trouble(WHERE, record.kind, record.note, record.entries)
            continue
        message = message_of(record)
        sender = sender_of(message)
        shots = list(_shots(message))
        if counts:
            _count(sent, chats.holder, names, sender)
        if not shots:
            skipped[_TEXT] += 1
        elif unclear or not sender:
            unread += len(shots)
        elif plain(sender) != chats.holder:
            skipped[_RECEIVED] += len(shots)
        else:
            for shot in shots:
                yield make(file, f"{WHERE}{place}", shot)
    yield from (Skipped(WHERE, why, number) for why, number in skipped.items())
    if unread:
        yield replace(_UNKNOWN, entries=unread)


def message_of(record: object) -> dict[str, object]:
    """A message as JSON has it; a box of a page names its sender in the heading."""
    if not isinstance(record, dict):
        return {}
    if "heading" not in record:
        return record
    return {
        "sender_name": record["heading"],
        "photos": record.get("media"),
        "timestamp": record.get("creation_timestamp"),
    }


def sender_of(message: dict[str, object]) -> str:
    """Who wrote it, by display name; "" where that is not said."""
    return repair(text_of(message.get("sender_name")) or text_of(message.get("senderName"))).strip()


def _shots(message: dict[str, object]) -> Iterator[Shot]:
    """The pictures and videos of a message with its time: seconds on pages, else milliseconds."""
    millis = number_of(message.get("timestamp_ms"))
    stamp = number_of(message.get("timestamp"))
    if "senderName" in message and stamp:
        millis = stamp
    when = millis / 1000 if millis else stamp
    for key in ("photos", "videos", "media"):
        for media in listed(message.get(key)):
            shot = shot_of(media)
            if shot is not None and "stickers_used/" not in shot.uri:
                yield replace(shot, stamp=when or shot.stamp, words="")


def _count(sent: Counter[str], holder: str, names: tuple[str, ...], sender: str) -> None:
    """One message: it counts for its sender, or, when the holder wrote it to one other person, for that one."""
    if sender and plain(sender) != holder:
        sent[sender] += 1
        return
    others = [name for name in names if plain(name) != holder] if holder else []
    if sender and len(others) == 1:
        sent[others[0]] += 1
