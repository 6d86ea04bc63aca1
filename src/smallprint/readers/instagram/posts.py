"""Own posts, reels, stories and the rest as items: each entry once, with its audience and its pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from unicodedata import normalize

from smallprint.exports import Export, File
from smallprint.exports.dates import from_seconds
from smallprint.readers.instagram import layout
from smallprint.readers.instagram.audience import Account, who_could_see
from smallprint.readers.instagram.shapes import Entry, entry_of
from smallprint.readers.meta.media import Shot, picture_of
from smallprint.readers.meta.pages import records
from smallprint.records.items import Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

NETWORK = "instagram"


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    export: Export
    account: Account
    links: dict[datetime, tuple[str, str]] = field(
        default_factory=dict
    )  # own posts once liked: time -> (words, address)
    extras: dict[str, Entry] = field(default_factory=dict)  # mark of a picture -> its entry in the full list of 2026
    met: dict[str, str] = field(default_factory=dict)  # mark of a picture -> key of its item
    others: set[str] = field(default_factory=set)  # marks of other people's pictures
    alike: dict[str, int] = field(default_factory=dict)  # digests given so far


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: its list, and how that is written in the ledger."""

    file: File
    where: str


def read_pictures(reading: Reading) -> Iterator[Record]:
    """Every list of own pictures, in the order that lets the fuller account of a picture come first."""
    _read_ahead(reading)
    for section in layout.SECTIONS:
        for file in layout.files_of(reading.export, *section.files):
            for place, record in records(file, *section.keys):
                yield _placed(reading, section.kind, file, f"{file.name}{place}", record)


def _read_ahead(reading: Reading) -> None:
    """What only the full list of 2026 tells of pictures that stand in the older lists too."""
    full = layout.files_of(reading.export, *layout.FULL.files)
    if not full or not any(
        layout.files_of(reading.export, *s.files) for s in layout.SECTIONS if s is not layout.FULL
    ):
        return
    for file in full:
        for _, record in records(file, *layout.FULL.keys):
            entry = None if isinstance(record, Trouble) else entry_of(record)
            if entry is not None:
                for shot in entry.shots:
                    reading.extras.setdefault(shot.mark, entry)


def _placed(reading: Reading, kind: Kind, file: File, where: str, record: object) -> Record:
    """Exactly one record for one entry."""
    if isinstance(record, Trouble):
        return record
    if not record:
        return Skipped(where, "nothing in it")
    entry = entry_of(record)
    if entry is None:
        return Trouble(where, "unknown_shape", "an entry of a shape that is not known yet", 1)
    if not entry.shots and not entry.words:
        return _empty(where, record)
    if kind in {Kind.STORY, Kind.OTHER} and (entry.reshared or _is_others(reading, entry)):
        reading.others.update(shot.mark for shot in entry.shots)
        return Skipped(where, "another person's post, shown in your story")
    return own_item(reading, kind, Place(file, where), _fuller(reading, entry))


def _empty(where: str, record: object) -> Record:
    if isinstance(record, dict) and str(record.get("uri", "")).casefold().endswith((".srt", ".vtt")):
        return Skipped(where, "the subtitles of a video")
    return Trouble(where, "empty_entry", "an entry without words or pictures", 1)


def _is_others(reading: Reading, entry: Entry) -> bool:
    return bool(entry.shots) and all(shot.mark in reading.others for shot in entry.shots)


def _fuller(reading: Reading, entry: Entry) -> Entry:
    """The entry with what the full list adds: further pictures, words, link, place, and that it is a draft."""
    more = next((reading.extras[shot.mark] for shot in entry.shots if shot.mark in reading.extras), None)
    if more is None:
        return entry
    have = {shot.mark for shot in entry.shots}
    return replace(
        entry,
        stamp=entry.stamp or more.stamp,
        words=entry.words or more.words,
        shots=(*entry.shots, *(shot for shot in more.shots if shot.mark not in have)),
        link=entry.link or more.link,
        draft=entry.draft or more.draft,
        reel=entry.reel or more.reel,
        point=entry.point or more.point,
        places=entry.places or more.places,
        people=entry.people or more.people,
    )


def own_item(
    reading: Reading, kind: Kind, place: Place, entry: Entry, *, stated: datetime | None = None
) -> Item | Joined:
    """The entry as an item, or as joined to the one that already holds all its pictures.

    `stated` is the time of layouts that write it as text, perhaps without a zone.
    """
    marks = [shot.mark for shot in entry.shots]
    new = [shot for shot in entry.shots if shot.mark not in reading.met]
    if marks and not new:
        return Joined(place.where, reading.met[marks[0]])
    if len(new) < len(marks):
        entry = replace(entry, shots=tuple(new))  # the rest was given before; these are in no other entry
    when = from_seconds(entry.stamp) if entry.stamp else stated
    key, again = _key(reading, entry, when)
    if again:
        return Joined(place.where, key)
    reading.met.update(dict.fromkeys((shot.mark for shot in new), key))
    kind = Kind.REEL if entry.reel and kind in {Kind.POST, Kind.OTHER} else kind
    return _item(reading, kind, (key, when), entry, place.file)


def _item(reading: Reading, kind: Kind, named: tuple[str, datetime | None], entry: Entry, file: File) -> Item:
    """The entry as an item, with the account's audience."""
    key, when = named
    audience, why, then = who_could_see(reading.account, kind, when, draft=entry.draft)
    return Item(
        NETWORK,
        kind,
        key,
        when,
        entry.words,
        audience,
        why,
        then,
        tuple(_picture(reading.export, shot, file, entry.words) for shot in entry.shots),
        entry.link or _known_link(reading, entry, when),
        entry.places,
        entry.point,
        entry.people,
        asks_first=kind is Kind.DELETED or kind is Kind.MESSAGE,
    )


def _picture(export: Export, shot: Shot, file: File, words: str) -> PictureRef:
    own_words = "" if shot.words == words else shot.words
    return picture_of(export, shot, file, own_words)


def _known_link(reading: Reading, entry: Entry, when: datetime | None) -> str | None:
    """The address of an own post that was liked or saved: the same second, and no other caption."""
    if when not in reading.links:
        return None
    words, link = reading.links[when]
    return link if not words or same_words(words) == same_words(entry.words) else None


def _key(reading: Reading, entry: Entry, when: datetime | None) -> tuple[str, bool]:
    """The platform's id of the first picture that has one, else a digest; and whether a text-only entry came again.

    The digest is of the minute (HTML pages print no seconds), the words, and which of several alike ones it is: the
    same in JSON and HTML and from export to export.
    """
    known = next((shot.id for shot in entry.shots if shot.id), None)
    if known:
        return known, False
    digest = stable_digest(when, entry.words, entry.shots)
    count = reading.alike.get(digest, 0)
    if count and not entry.shots:
        return digest, True
    reading.alike[digest] = count + 1
    return (f"{digest}-{count + 1}" if count else digest), False


def stable_digest(when: datetime | None, words: str, shots: tuple[Shot, ...]) -> str:
    """24 hexadecimal digits for an item that has no id of its own."""
    if when is None and not words and shots:
        told = shots[0].uri.rsplit("/", 1)[-1]
    else:
        told = f"{_minute(when) if when else '-'}|{same_words(words)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _minute(when: datetime) -> int:
    return int(when.timestamp() // 60)


def same_words(words: str) -> str:
    """Words for comparing: one kind of blank, composed letters (iOS writes them decomposed)."""
    return re.sub(r"\s+", " ", normalize("NFC", words)).strip()
