"""The whole texts of long posts. They name no post: they are found by the second and by the words they begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from smallprint.exports import Export
from smallprint.readers.x import layout
from smallprint.readers.x.account import Account
from smallprint.readers.x.shapes import digits_of, inner, text_of, time_of
from smallprint.records.items import Item, Joined, Kind, Record, Skipped, Trouble

_NEAR = (0, 1, -1, 2, -2)  # seconds between a post and its note
_SAME = 200  # characters that a post and its note share


@dataclass(frozen=True, slots=True)
class Note:
    """One long text."""

    where: str
    id: str
    when: datetime | None
    words: str


@dataclass(slots=True)
class Notes:
    """The texts that no post has taken yet."""

    _by_second: dict[datetime | None, list[Note]] = field(default_factory=dict)

    def read(self, export: Export) -> Iterator[Record]:
        """Take all texts; give what could not be read."""
        for file in layout.files_of(export, *layout.NOTES):
            for record in layout.records(file):
                if isinstance(record, Trouble):
                    yield record
                    continue
                where, value = record
                note = _note(where, value)
                if not value:
                    yield Skipped(where, "nothing in it")
                elif note is None:
                    yield Trouble(where, "unknown_shape", "a long text of a shape that is not known yet", 1)
                else:
                    self._by_second.setdefault(_second(note.when), []).append(note)

    def for_post(self, when: datetime | None, words: str) -> Note | None:
        """Give the whole text of a post, and let it go."""
        if when is None or not self._by_second:
            return None
        second = when.replace(microsecond=0)
        for shift in _NEAR:
            notes = self._by_second.get(second + timedelta(seconds=shift), [])
            for note in notes:
                if begins_alike(note.words, words):
                    notes.remove(note)
                    return note
        return None

    def left(self, account: Account, met: set[str]) -> Iterator[Record]:
        """The texts whose post is not in the download: items of their own."""
        for notes in self._by_second.values():
            for note in notes:
                key = f"note-{note.id or note.where.rpartition('/')[2]}"
                if key in met:
                    yield Joined(note.where, key)
                    continue
                met.add(key)
                audience, why, then = account.audience(note.when)
                yield Item("x", Kind.POST, key, note.when, note.words, audience, why, then)


def _second(when: datetime | None) -> datetime | None:
    return when.replace(microsecond=0) if when else None


def begins_alike(note: str, post: str) -> bool:
    """Say whether a post is the beginning of a note: the post ends in `…` and an address, the note goes on."""
    start = " ".join(note.split())[: _SAME // 2]
    return bool(start) and start[: len(start) - 1] in " ".join(post.split())


def _note(where: str, value: object) -> Note | None:
    held = inner(value, "noteTweet")
    text = text_of(inner(held, "core").get("text")) or text_of(
        inner(inner(held, "noteTweetResults"), "core").get("text")
    )
    if not text:
        return None
    id = digits_of(held.get("noteTweetId")) or digits_of(held.get("tweetId"))
    return Note(where, id, time_of(held.get("createdAt")), text)
