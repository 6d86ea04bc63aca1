"""Chats: which pictures the holder sent, and how many messages and snaps went to and fro with whom.

Each message of chat_history.json is an entry; snap_history.json holds no pictures and is counted only. What anybody
wrote is never kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_millis
from smallprint.readers.snapchat.bundled import is_video
from smallprint.readers.snapchat.rows import Row, json_rows, when_of
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

WHERE = "chats"  # names of chats are names of people, so no trouble gives them
_WHY = "Sent in a Snapchat chat: those in it could see it, and may have saved it."
_RECEIVED = "received in a chat"
_TEXT = "a message without pictures"
_BESIDE = ("overlay~", "thumbnail~", "metadata~")
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,14}", re.IGNORECASE)
_OLD_LISTS = ("saved chat history", "snap history")


class ChatMedia:
    """The files of `chat_media/`, by the id in their names: `2024-03-02_b~<id>.jpg`."""

    def __init__(self, export: Export) -> None:
        self._files: dict[str, File] = {}
        self._beside: dict[str, list[File]] = {}
        for file in export.find("chat_media/*"):
            mark = _mark(file.name.rpartition("/")[2].partition("_")[2].rpartition(".")[0])
            if any(word in file.name.casefold() for word in _BESIDE):
                continue
            self._files.setdefault(mark, file)

    def take(self, media_id: str) -> File | None:
        """Give the file of an id, once."""
        return self._files.pop(_mark(media_id), None)

    def left(self) -> int:
        """How many pictures no message names."""
        return sum(sniff.what(file.head(64)) is not None for file in self._files.values())


def _mark(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.casefold())


def read_chats(export: Export, me: str | None, touch: Counter[str]) -> Iterator[Record]:
    """Each picture the holder sent as an item; `touch` counts messages by the other's name."""
    media = ChatMedia(export)
    skipped: Counter[str] = Counter()
    met: set[str] = set()
    unknown = 0
    for file in export.find("chat_history*.json"):
        for row in json_rows(file, "message"):
            if isinstance(row, Trouble):
                yield Trouble(WHERE, row.kind, row.note, row.entries)
                continue
            mine = sent_by_holder(row, me)
            count(row, touch, mine=mine)
            if row.said.get("media type", "").casefold() not in ("media", "image", "video"):
                skipped[_TEXT] += 1
            elif mine is None:
                unknown += 1
            elif mine:
                yield _item(row, media, met)
            else:
                skipped[_RECEIVED] += 1
                _ids(row, media)
    yield from (Skipped(WHERE, why, number) for why, number in skipped.items())
    if unknown := unknown + media.left():
        yield Trouble(WHERE, "sender_unknown", "we could not tell who sent these pictures", unknown)


def count_snaps(export: Export, me: str | None, touch: Counter[str]) -> Iterator[Trouble]:
    """Count the snaps of the last weeks."""
    for file in export.find("snap_history*.json"):
        for row in json_rows(file, "snap"):
            if isinstance(row, Trouble):
                yield Trouble(file.name, row.kind, row.note)
            else:
                count(row, touch, mine=sent_by_holder(row, me))


def sent_by_holder(row: Row, me: str | None) -> bool | None:
    """Whether the holder sent it: as it says, by the name of an older list, or by the account's own name."""
    stated = row.said.get("issender", "").casefold()
    if stated in ("true", "false"):
        return stated == "true"
    within = row.within.casefold()
    if within.endswith(_OLD_LISTS):
        return within.startswith("sent")
    author = row.said.get("from", "")
    return author == me if author and me else None


def count(row: Row, touch: Counter[str], *, mine: bool | None) -> None:
    """Count one message for the other person."""
    if mine is False:
        name = row.said.get("from", "")
    elif mine:
        name = row.said.get("to", "") or ("" if row.within.casefold().endswith(_OLD_LISTS) else row.within)
    else:
        return
    if _USERNAME.fullmatch(name):
        touch[name] += 1


def _ids(row: Row, media: ChatMedia) -> list[tuple[str, File | None]]:
    ids = [one.strip() for one in row.said.get("media ids", "").split("|")]
    return [(one, media.take(one)) for one in dict.fromkeys(ids) if one]


def _item(row: Row, media: ChatMedia, met: set[str]) -> Item | Joined:
    found = _ids(row, media)
    key = _key(row, [one for one, _ in found])
    if key in met:
        return Joined(f"{WHERE}#{key}", key)
    met.add(key)
    video = row.said.get("media type", "").casefold() == "video"
    missing = PictureRef(f"chat media {key}", video, missing=True)
    return Item(
        network="snapchat",
        kind=Kind.MESSAGE,
        key=key,
        when=_when(row),
        audience=Audience.CUSTOM,
        audience_why=_WHY,
        pictures=tuple(_picture(media_id, file, video=video) for media_id, file in found) or (missing,),
        asks_first=True,
    )


def _picture(media_id: str, file: File | None, *, video: bool) -> PictureRef:
    if file is None:
        return PictureRef(f"chat media {media_id}", video, media_id, missing=True)
    return PictureRef(file.name, is_video(file), media_id)


def _when(row: Row) -> datetime | None:
    """The time in words, else `Created(microseconds)`, which are milliseconds in some exports: told by size."""
    number = row.said.get("created(microseconds)", "")
    millis = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
    exact = from_millis(millis // 1000 if millis > 10**14 else millis) if millis else None
    return when_of(row.said.get("created", "")) or exact


def _key(row: Row, ids: list[str]) -> str:
    when = _when(row)
    told = "|".join(sorted(ids)) or f"{when.isoformat() if when else ''}|{row.within}|{row.said.get('to', '')}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
