"""Pictures the holder sent in chats, and how many messages went to and fro with whom. Texts are never kept.

In the ledger each message is one entry, or one entry for each picture and video in it: those sent by the holder are
items, received ones and messages without pictures are skipped. Messages name people by display name; the holder is
the one of the account's own page, else the one person who is in every chat. Where two people of a chat bear the
holder's name, or nobody can be told to be the holder, who sent a picture is unknown and it counts as unread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from smallprint.exports import File
from smallprint.exports.text import plain, repair
from smallprint.readers.instagram import layout
from smallprint.readers.instagram.posts import Place, Reading, own_item
from smallprint.readers.instagram.shapes import Entry
from smallprint.readers.meta.labels import listed, number_of, text_of
from smallprint.readers.meta.media import Shot, shot_of
from smallprint.readers.meta.pages import is_page, records
from smallprint.records.items import Kind, Record, Skipped, Trouble

CHATS = ("messages/*/*/message_*",)
# Strangers write into these unasked: no sign of contact.
_UNASKED = ("/message_requests/", "/broadcast/")
_WHERE = "messages"  # the folders of chats bear people's names, so no trouble names them
_RECEIVED = "received in a chat"
_TEXT = "a message without pictures"
_UNKNOWN = Trouble(_WHERE, "sender_unknown", "we could not tell who sent these pictures", 0)


@dataclass(slots=True)
class Chats:
    """What is known before the messages are read."""

    files: list[File]
    holder: str = ""  # compared form of the display name; "" when it cannot be told
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # file name -> display names in that chat


def read_chats(reading: Reading, sent: Counter[str]) -> Iterator[Record]:
    """Each chat picture of the holder as an item; `sent` counts messages by the other person's display name."""
    chats = open_chats(reading)
    for file in chats.files:
        yield from _chat(reading, chats, file, sent)


def open_chats(reading: Reading) -> Chats:
    """Find the chats, who is in them, and who of those is the holder."""
    files = [file for file in layout.files_of(reading.export, *CHATS) if "facebook" not in file.name.casefold()]
    chats = Chats(files)
    for file in files:
        chats.names[file.name] = tuple(_participants(file))
    own = {plain(name) for name in (reading.account.display_name, reading.account.username) if name}
    chats.holder = who_is_holder(list(chats.names.values()), own)
    return chats


def _participants(file: File) -> Iterator[str]:
    if is_page(file):  # who is in a chat stands outside the boxes: those who wrote are known
        senders = (_message(record).get("sender_name") for _, record in records(file))
        yield from dict.fromkeys(sender for sender in senders if isinstance(sender, str) and sender)
        return
    for _, record in records(file, "participants", repaired=False):
        if isinstance(record, dict):
            name = repair(text_of(record.get("name"))).strip()
            if name:
                yield name


def who_is_holder(chats: list[tuple[str, ...]], own: set[str]) -> str:
    """The holder's display name, as compared: a name of the account's page, else who is in each of several chats."""
    rooms = [{plain(name) for name in names} for names in chats if names]
    met = set().union(*rooms) if rooms else set()
    if len(own & met) == 1:
        return next(iter(own & met))
    common = set.intersection(*rooms) if len({frozenset(room) for room in rooms}) > 1 else set()
    return common.pop() if len(common) == 1 else ""


def _chat(reading: Reading, chats: Chats, file: File, sent: Counter[str]) -> Iterator[Record]:
    names = chats.names[file.name]
    unclear = not chats.holder or [plain(name) for name in names].count(chats.holder) > 1
    counts = not any(part in f"/{file.name}" for part in _UNASKED)
    skipped: Counter[str] = Counter()
    unread = 0
    for place, record in records(file, "messages", repaired=False):
        if isinstance(record, Trouble):
            yield Trouble(_WHERE, record.kind, record.note, record.entries)
            continue
        message = _message(record)
        sender = repair(text_of(message.get("sender_name"))).strip()
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
                yield own_item(reading, Kind.MESSAGE, Place(file, f"{_WHERE}{place}"), _entry(shot, message))
    yield from (Skipped(_WHERE, why, number) for why, number in skipped.items())
    if unread:
        yield Trouble(_UNKNOWN.where, _UNKNOWN.kind, _UNKNOWN.note, unread)


def _message(record: object) -> dict[str, object]:
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


def _shots(message: dict[str, object]) -> Iterator[Shot]:
    for key in ("photos", "videos"):
        for media in listed(message.get(key)):
            shot = shot_of(media)
            if shot is not None:
                yield shot


def _entry(shot: Shot, message: dict[str, object]) -> Entry:
    millis = number_of(message.get("timestamp_ms"))
    stamp = millis / 1000 if millis else number_of(message.get("timestamp"))
    return Entry(stamp or shot.stamp, "", (replace(shot, words=""),))


def _count(sent: Counter[str], holder: str, names: tuple[str, ...], sender: str) -> None:
    """One message: it counts for its sender, or, when the holder wrote it to one other person, for that one."""
    if sender and plain(sender) != holder:
        sent[sender] += 1
        return
    others = [name for name in names if plain(name) != holder] if holder else []
    if sender and len(others) == 1:
        sent[others[0]] += 1
