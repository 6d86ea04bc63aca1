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
_SAME = 100  # characters that must be the same; a post shows some 200 of its note, perhaps behind names it answers


@dataclass(frozen=True, slots=True)
class Note:
    """One long text."""

    where: str
    id: str
    post: str  # the id of its post, where it names one
    when: datetime | None
    words: str


@dataclass(slots=True)
class Notes:
    """The texts that no post has taken yet."""

    _by_second: dict[datetime | None, list[Note]] = field(default_factory=dict)
    _by_post: dict[str, Note] = field(default_factory=dict)  # in one description a note names its post

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
                elif note.post:
                    yield from self._named(note)
                else:
                    self._by_second.setdefault(_second(note.when), []).append(note)

    def _named(self, note: Note) -> Iterator[Record]:
        if note.post in self._by_post:
            yield Joined(note.where, note.post)
        else:
            self._by_post[note.post] = note

    def for_post(self, ids: list[str], when: datetime | None, words: str) -> list[Note]:
        """Give the whole texts of a post, the newest last, and let them go. `ids` are those of all its versions."""
        named = [self._by_post.pop(id) for id in ids if id in self._by_post]
        if named or when is None or not self._by_second:
            return named
        second = when.replace(microsecond=0)
        for shift in _NEAR:
            notes = self._by_second.get(second + timedelta(seconds=shift), [])
            for note in notes:
                if begins_alike(note.words, words):
                    notes.remove(note)
                    return [note]
        return []

    def left(self, account: Account, met: set[str]) -> Iterator[Record]:
        """The texts whose post is not in the download: items of their own."""
        for note in (*self._by_post.values(), *(note for notes in self._by_second.values() for note in notes)):
            key = note.post or f"note-{note.id or note.where.rpartition('/')[2]}"
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
    start = " ".join(note.split())[:_SAME]
    return bool(start) and start in " ".join(post.split())


def _note(where: str, value: object) -> Note | None:
    held = inner(value, "noteTweet")
    text = text_of(inner(held, "core").get("text")) or text_of(
        inner(inner(held, "noteTweetResults"), "core").get("text")
    )
    if not text:
        return None
    id, post = digits_of(held.get("noteTweetId")), digits_of(held.get("tweetId"))
    return Note(where, id, post, time_of(held.get("createdAt")), text)
