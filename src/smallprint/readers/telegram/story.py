"""What Telegram's JSON holds, in its own order: the holder, profile pictures, stories, chats with their messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from smallprint.exports import File
from smallprint.exports.dates import from_seconds, from_text
from smallprint.exports.json_tree import STEP_OVER, Path, found_in
from smallprint.readers.telegram.mend import mended
from smallprint.records.items import Trouble

WHERE = "messages"  # names of chats are names of people, so no trouble gives them
COUNTED = ("message", "profile", "stories")
# Never looked into: the address book, where one is logged in, sent drafts of settings.
_NEVER = frozenset({"about", "contacts", "sessions", "web_sessions", "other_data", "ips"})
_OF_A_CHAT = ("name", "type", "id")
_SECTIONS = {
    "personal_information": "holder",
    "profile_pictures": "profile",
    "stories": "stories",
    "messages": "message",
}


@dataclass(slots=True)
class Chat:
    """One chat, as the keys before its messages say."""

    said: dict[str, str] = field(default_factory=dict)  # "name", "type", "id"
    begun: bool = False  # whether a message was met

    @property
    def type(self) -> str:
        return self.said.get("type", "")

    @property
    def id(self) -> str:
        return self.said.get("id", "")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry and the section it belongs to."""

    section: str  # "holder", "profile", "stories", "frequent", "message"
    place: str
    value: dict[str, object]
    chat: Chat


def told_in(file: File) -> Iterator[Told | Trouble]:
    """Give each entry of the JSON. Never raises on content."""
    chat = Chat()
    nothing = True
    for found in found_in(file, _section_of, COUNTED, mended):
        nothing = False
        if isinstance(found, Trouble):
            yield found
        elif found.section == "chat":
            chat = _with(chat, found.path[-1], found.value)
        else:
            chat.begun = chat.begun or found.section == "message"
            place = f"{WHERE}#{found.place.rpartition('#')[2]}" if found.section == "message" else found.place
            for value in _entries_of(found.value):
                yield Told(found.section, place, value, chat)
    if nothing:
        yield Trouble(file.name, "no_known_list")


def _section_of(path: Path) -> str:
    names = [name for name in path if name]
    if not names or not path[-1]:
        return ""
    last, above = names[-1], names[:-1]
    if last in _NEVER:
        return STEP_OVER
    if last == "list" and above and above[-1] == "frequent_contacts":
        return "frequent"
    if last in _OF_A_CHAT and (not above or above[-1] == "list"):
        return "chat"
    return _SECTIONS.get(last, "")


def _entries_of(value: object) -> Iterator[dict[str, object]]:
    """A section may be a list, or an object that holds one."""
    held = value.get("list") if isinstance(value, dict) and isinstance(value.get("list"), list) else [value]
    for one in held if isinstance(held, list) else []:
        yield one if isinstance(one, dict) else {}


def _with(chat: Chat, key: str, value: object) -> Chat:
    """Put a key to its chat. One that is there already, or comes after messages, begins the next chat."""
    if chat.begun or key in chat.said:
        chat = Chat()
    chat.said[key] = text_of(value)
    return chat


def text_of(value: object) -> str:
    """A text as it is, a number as its digits, anything else as nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def words_of(value: object) -> str:
    """A text, or a list of texts and of objects with a text, as plain words."""
    if not isinstance(value, list):
        return text_of(value)
    return "".join(text_of(one.get("text")) if isinstance(one, dict) else text_of(one) for one in value)


def when_of(said: dict[str, object], key: str = "date") -> datetime | None:
    """The exact second where it is written; before 2021 only the computer's local time, without its zone."""
    return from_seconds(said.get(f"{key}_unixtime")) or from_text(said.get(key))
