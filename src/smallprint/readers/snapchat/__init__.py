"""Snapchat, as downloaded with "My Data", with JSON files or with pages only. Facts: formats/snapchat.md.

What counts as an entry of the ledger: each row of the list of memories, and each picture in `memories/` that belongs
to no row; each own story of story_history; each row of shared_story, and each picture in `shared_story/` that no row
names; each message of chat_history, and each picture in `chat_media/` that no message names. Friends, snaps and the
account are no entries: they become contacts, counts and facts.

Memories and chat pictures ask first. Never opened: places and location history, devices, log-ins, searches, rankings,
what anybody wrote.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from smallprint.exports import Export, File, json_stream, sniff
from smallprint.readers.base import Match, Tells
from smallprint.readers.snapchat.bundled import bundles, is_video
from smallprint.readers.snapchat.chats import count_snaps, read_chats
from smallprint.readers.snapchat.memories import read_memories
from smallprint.readers.snapchat.rows import Row, json_rows, texts_of, when_of
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Tie,
    Trouble,
)

__all__ = ["Snapchat"]

LINKS, BUNDLED, PAGES = "with links", "with pictures", "pages only"
_LISTS = (
    ("memories_history*.json", b'"Saved Media"'),
    ("json/account.json", b'"Basic Information"'),
    ("json/friends.json", b'"Friends"'),
    ("json/chat_history.json", b'"IsSender"'),
    ("json/snap_history.json", b'"IsSender"'),
    ("json/story_history.json", b'"Your Story Views"'),
)
_NAMES = {"username": "account", "name": "display_name"}
_WHY_STORY = "The export does not say who could see this story. Unless you chose otherwise: your friends, for a day."
_WHY_SHARED = "Shared with Spotlight, the map or a public story: everybody could see it."


class Snapchat:
    """The reader of Snapchat's own download."""

    name = "snapchat"
    title = "Snapchat"
    eras = (LINKS, BUNDLED, PAGES)
    tells = Tells(
        audience="none",
        links=False,
        followers=True,
        close_friends=False,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By its lists; a later part, with pictures only, is a weak match."""
        pictures = bool(bundles(export))
        if any(text in file.head(65_536) for names, text in _LISTS for file in export.find(names)):
            era = BUNDLED if pictures else LINKS
            return Match(self.name, era, 0.95, "it has Snapchat's lists", _username(export))
        pages = export.find("html/memories_history.html", "memories_history.html")
        if any(b"Media Type" in file.head(65_536) or b"downloadMemories" in file.head(65_536) for file in pages):
            return Match(self.name, PAGES, 0.9, "it has Snapchat's page of memories")
        if pictures:
            return Match(self.name, BUNDLED, 0.4, "it has pictures named as Snapchat names memories")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """The account first: older chats tell by its name who sent what."""
        facts = list(_account(export))
        yield from facts
        me = next((fact.value for fact in facts if isinstance(fact, AccountFact) and fact.name == "account"), None)
        yield from _friends(export)
        yield from read_memories(export)
        yield from _stories(export)
        yield from _shared(export)
        touch: Counter[str] = Counter()
        yield from read_chats(export, me, touch)
        yield from count_snaps(export, me, touch)
        yield from (InTouch(name, "message", times) for name, times in sorted(touch.items()) if name != me)


def _username(export: Export) -> str | None:
    for file in export.find("json/account.json", "account.json"):
        found = re.search(r'"Username"\s*:\s*"([\w.-]{1,40})"', file.head(65_536).decode("utf-8", "replace"))
        if found:
            return found[1]
    return None


def _account(export: Export) -> Iterator[AccountFact | Trouble]:
    """Of the account's page the names and its beginning, and nothing of devices."""
    for file in export.find("json/account.json", "account.json")[:1]:
        value = json_stream.whole(file)
        if isinstance(value, Trouble):
            yield value
            continue
        said = texts_of(value.get("Basic Information")) if isinstance(value, dict) else {}
        for key, name in _NAMES.items():
            if text := said.get(key, "").strip():
                yield AccountFact(name, text, file.name)
        joined = when_of(said.get("creation date", ""))
        if joined:
            yield AccountFact("joined", joined.date().isoformat(), file.name)


def _friends(export: Export) -> Iterator[Contact | Trouble]:
    met: set[str] = set()
    for file in export.find("friends*.json"):
        for row in json_rows(file, "friend", "Friends"):
            if isinstance(row, Trouble):
                yield Trouble(row.where, row.kind, row.note)
                continue
            name = row.said.get("username", "").strip()
            if name and name not in met:
                met.add(name)
                yield Contact(Tie.FRIEND, name, when_of(row.said.get("creation timestamp", "")))


def _stories(export: Export) -> Iterator[Item | Joined | Trouble]:
    """Own stories: the list tells when each was shown, and nothing of what it showed."""
    met = Met()
    for file in export.find("story_history*.json"):
        for row in json_rows(file, "story", "Your Story Views"):
            if isinstance(row, Trouble):
                yield row
                continue
            when = when_of(row.said.get("story date", ""))
            if when is None:
                yield Trouble(row.place, "no_story", entries=1)
                continue
            yield met.once(row, "story", when, Item("snapchat", Kind.STORY, "", when, audience_why=_WHY_STORY))


def _shared(export: Export) -> Iterator[Item | Joined | Trouble]:
    """What was shared publicly. The list's shape was not seen: any row with a time counts, its file where named."""
    met = Met()
    named: set[str] = set()
    for file in export.find("shared_story*.json"):
        for row in json_rows(file, "shared"):
            if isinstance(row, Trouble):
                yield row
                continue
            when = next((when for key, text in row.said.items() if _is_time(key) and (when := when_of(text))), None)
            if when is None:
                yield Trouble(row.place, "no_story", entries=1)
                continue
            pictures = _named_in(export, row, file)
            named.update(picture.member for picture in pictures)
            yield met.once(row, "shared", when, _public(when, pictures))
    for file in export.find("shared_story/*"):
        if file.name not in named and sniff.what(file.head(64)) is not None:
            picture = PictureRef(file.name, is_video(file))
            yield _public(None, (picture,), file.name.rpartition("/")[2])


def _is_time(key: str) -> bool:
    return key in ("created", "date", "story date", "timestamp", "creation timestamp", "time")


def _named_in(export: Export, row: Row, near: File) -> tuple[PictureRef, ...]:
    texts = (text for text in row.said.values() if sniff.looks_like_media(text.split("?", 1)[0]) and len(text) < 500)
    files = {file.name: file for text in texts if (file := export.resolve(text, near))}
    return tuple(PictureRef(file.name, is_video(file)) for file in files.values())


def _public(when: datetime | None, pictures: tuple[PictureRef, ...], name: str = "") -> Item:
    key = hashlib.sha256(f"shared|{name}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Item("snapchat", Kind.POST, key, when, "", Audience.PUBLIC, _WHY_SHARED, pictures=pictures)


@dataclass(slots=True)
class Met:
    """Which rows of a list were given."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # digest -> what its rows say

    def once(self, row: Row, what: str, when: datetime, item: Item) -> Item | Joined:
        """Give an item its key, made of its time; the same row again is the same item."""
        digest = hashlib.sha256(f"{what}|{when.isoformat()}".encode()).hexdigest()[:24]
        alike = self.rows.setdefault(digest, [])
        if row.said in alike:
            place = alike.index(row.said)
            return Joined(row.place, f"{digest}-{place + 1}" if place else digest)
        alike.append(row.said)
        return replace(item, key=digest if len(alike) == 1 else f"{digest}-{len(alike)}")
