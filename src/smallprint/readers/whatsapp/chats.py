"""Which files are chats, what each is called, and who of those in it is the person who exported it.

An export names neither its owner nor its members. The owner is told by what WhatsApp writes under one's own name only
("You deleted this message"), by a chat of two named after the other, or by being the one person in several chats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from smallprint.exports import Export, File
from smallprint.exports.json_window import encoding_of
from smallprint.exports.text import plain
from smallprint.readers.whatsapp.attached import Shelf
from smallprint.readers.whatsapp.lines import Message, message_of, messages
from smallprint.readers.whatsapp.order import Dates, without_pasted
from smallprint.readers.whatsapp.words import deleted_by_you, left_out, name_in_title, speaks_of_a_group
from smallprint.records.items import Trouble

_MOST_TRIED = 300
_HEAD = 16_384
_MOST_AUTHORS = 5_000  # a community holds two thousand


@dataclass(slots=True)
class Chat:
    """One chat, after a first walk through it."""

    file: File
    name: str = ""  # the person or group it is with, where a name says so
    order: str | None = None
    authors: dict[str, str] = field(default_factory=dict)  # compared form -> as written
    deleters: set[str] = field(default_factory=set)  # compared names above "You deleted this message"
    group: bool = False
    texts: set[str] = field(default_factory=set)  # names of text files sent in it
    undated: int = 0


def looks_like(file: File) -> tuple[bool, bool]:
    """Say whether the first lines are those of a chat, and whether an iPhone wrote them."""
    head = file.head(_HEAD)
    text = head.decode(encoding_of(head[:64]), "replace")
    lines = [line for line in text.splitlines() if line.strip()][:30]
    begun = [message for message in map(message_of, lines) if message]
    enough = len(begun) >= 3 or (bool(begun) and is_named(file))
    return enough, any(message.iphone for message in begun)


def is_named(file: File) -> bool:
    """Say whether a file is named as WhatsApp names a chat."""
    last = file.name.rpartition("/")[2].casefold()
    return last.startswith("_chat") or "whatsapp" in last


def chat_files(export: Export) -> list[File]:
    """Give the chats; a text file that was sent in a chat is none."""
    found = export.find("*.txt")
    sure = [file for file in found if file.name.rpartition("/")[2].casefold().startswith("_chat")]
    taken = {file.name.rpartition("/")[0] for file in sure}
    others = [file for file in found if file not in sure and file.name.rpartition("/")[0] not in taken]
    return [*sure, *(file for file in others[:_MOST_TRIED] if is_named(file) or looks_like(file)[0])]


def survey(export: Export, files: list[File]) -> list[Chat]:
    """Walk once through each chat for the order of its dates and once for who is in it."""
    chats = [_survey(export, file, alone=len(files) == 1) for file in files]
    return [chat for chat in chats if not any(_sent_in(chat, other) for other in chats if other is not chat)]


def _sent_in(chat: Chat, other: Chat) -> bool:
    folder, _, last = chat.file.name.rpartition("/")
    return plain(last) in other.texts and folder == other.file.name.rpartition("/")[0]


def _survey(export: Export, file: File, *, alone: bool) -> Chat:
    chat, shelf, dates = Chat(file), Shelf(export, file, alone=alone), Dates()
    for message in _only_messages(file):
        dates.note(message)
    chat.order = dates.order()
    first = ""
    for message, when in without_pasted(_only_messages(file), chat.order, shelf.has_file_of):
        chat.undated += when is None
        first = first or _who_began(message, shelf)
        _note(chat, message, shelf)
    chat.name = chat_name(file, first)
    return chat


def _only_messages(file: File) -> Iterable[Message]:
    return (message for message in messages(file) if not isinstance(message, Trouble))


def _who_began(message: Message, shelf: Shelf) -> str:
    """An iPhone puts the chat's own name above its first line, the one about encryption."""
    return message.author if message.generated and message.author and not shelf.attached(message) else ""


def _note(chat: Chat, message: Message, shelf: Shelf) -> None:
    attached = shelf.attached(message)
    if attached and attached.name.casefold().endswith(".txt"):
        chat.texts.add(plain(attached.name))
    own_note = message.author and deleted_by_you(message.text)
    if own_note:
        chat.deleters.add(plain(message.author))
    written_by_hand = not message.generated or attached or own_note or left_out(message.text)
    if not message.author or not written_by_hand:
        chat.group = chat.group or speaks_of_a_group(message.text)
    elif len(chat.authors) < _MOST_AUTHORS:
        chat.authors.setdefault(plain(message.author), message.author)


def chat_name(file: File, first: str) -> str:
    """Give the person or group that a chat is with: by its file's name, its first line, or what holds it."""
    *folders, last = file.name.split("/")
    around = [*reversed(folders), file.part]
    by_file = name_in_title(_stem(last))
    return by_file or first or next(filter(None, (name_in_title(_stem(one)) for one in around)), "")


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    stem = stem if dot and ending.casefold() in ("txt", "zip") else name
    return stem.rstrip() if not stem.endswith(")") else stem.rpartition(" (")[0] or stem


def holder_of(chats: list[Chat]) -> str:
    """Give the compared name of the person who exported these chats; "" where it cannot be told."""
    deleters = set().union(*(chat.deleters for chat in chats)) if chats else set()
    if deleters:
        return deleters.pop() if len(deleters) == 1 else ""
    by_pair = {name for chat in chats if (name := _other_of_two(chat))}
    if by_pair:
        return by_pair.pop() if len(by_pair) == 1 else ""
    rooms = [set(chat.authors) for chat in chats if chat.authors]
    common = set.intersection(*rooms) if len(set(map(frozenset, rooms))) > 1 else set()
    return common.pop() if len(common) == 1 else ""


def _other_of_two(chat: Chat) -> str:
    if chat.group or len(chat.authors) != 2 or plain(chat.name) not in chat.authors:
        return ""
    return next(name for name in islice(chat.authors, 2) if name != plain(chat.name))
