"""Own posts, photos, albums, stories and the rest as items: each photo once, with every album it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from smallprint.exports import Export, File
from smallprint.exports.dates import from_seconds
from smallprint.exports.json_stream import entries
from smallprint.exports.text import plain
from smallprint.readers.facebook import layout, pages, tables
from smallprint.readers.facebook.audience import who_could_see
from smallprint.readers.facebook.layout import Section
from smallprint.readers.facebook.shapes import Entry, entry_of
from smallprint.readers.meta.keys import digest_of, same_words
from smallprint.readers.meta.labels import text_of
from smallprint.readers.meta.media import Shot, picture_of
from smallprint.readers.meta.pages import is_page
from smallprint.records.items import Item, Joined, Kind, PictureRef, Point, Record, Skipped, Trouble

NETWORK = "facebook"
_LIVE = frozenset({Kind.POST, Kind.ALBUM, Kind.OTHER, Kind.PROFILE_PICTURE})
_OF_PHOTOS = (layout.ALBUMS, layout.PHOTOS, layout.VIDEOS)
_NEEDS_PICTURES = {
    layout.COMMENTS: "a comment without a picture",
    layout.UPDATES: "a change of the profile without a picture",
    layout.COPIES: "nothing in it",
}
_PROFILE_KINDS = {"profile": Kind.PROFILE_PICTURE, "cover": Kind.COVER_PICTURE}


@dataclass(frozen=True, slots=True)
class Beside:
    """What the albums say of a photo that stands in a post as well."""

    albums: tuple[str, ...] = ()
    words: str = ""
    point: Point | None = None


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    export: Export
    page: bool = False
    me: frozenset[str] = frozenset()  # the holder's names, as compared
    beside: dict[str, Beside] = field(default_factory=dict)  # mark of a photo -> what albums say of it
    newest: dict[Kind, tuple[float, str]] = field(default_factory=dict)  # profile and cover: time, mark
    check_ins: dict[int, Entry] = field(default_factory=dict)  # second -> the one check-in of that second
    at: dict[int, str] = field(default_factory=dict)  # second -> key of the post of that second, where check-ins are
    met: dict[str, str] = field(default_factory=dict)  # mark of a photo -> key of its item
    said: dict[str, int] = field(default_factory=dict)  # key of an item with photos -> hash of its words
    given: set[str] = field(default_factory=set)  # keys of items given so far
    alike: Counter[str] = field(default_factory=Counter)  # digests given so far
    tagged: Counter[str] = field(default_factory=Counter)  # people tags of own items


def read_lists(reading: Reading) -> Iterator[Record]:
    """Every list of the ledger, in the order that lets the fuller account of a photo come first."""
    _read_ahead(reading)
    for section in layout.SECTIONS:
        for file in _files(reading.export, section):
            skipped: Counter[str] = Counter()
            for record in _of_file(reading, section, file):
                if isinstance(record, Skipped):
                    skipped[record.why] += record.entries
                else:
                    yield record
            yield from (Skipped(file.name, why, count) for why, count in skipped.items())


def _files(export: Export, section: Section) -> list[File]:
    found = layout.files_of(export, *section.files)
    return [file for file in found if section is not layout.POSTS or "_in_groups" not in file.name.casefold()]


def _of_file(reading: Reading, section: Section, file: File) -> Iterator[Record]:
    album = name_of_album(file) if section is layout.ALBUMS else ""
    for place, record in pages.records(file, *section.keys, photos=section in _OF_PHOTOS):
        for where, one in _unfolded(f"{file.name}{place}", record):
            yield _placed(reading, section, file, where, one, album)


def _unfolded(where: str, record: object) -> Iterator[tuple[str, object]]:
    """The entries in a record: until 2020 some lists lie one level deeper, under `activity_log_data`."""
    deeper = record.get("activity_log_data") if isinstance(record, dict) else None
    if not isinstance(deeper, list):
        yield where, record
        return
    for number, one in enumerate(deeper):
        yield f"{where}.{number}", one


def name_of_album(file: File) -> str:
    """An album's name: a key of its file, or the title of its page."""
    if is_page(file):
        return pages.title_of(file)
    told = (entry[1] for entry in entries(file, "name", repair=True) if not isinstance(entry, Trouble))
    first = next(told, "")
    return (text_of(first.get("name")) if isinstance(first, dict) else text_of(first)).strip()


def _read_ahead(reading: Reading) -> None:
    """What later lists tell of photos and posts in earlier ones: albums, captions, addresses, the newest pictures."""
    for file in _files(reading.export, layout.ALBUMS):
        name = name_of_album(file)
        for _, record in pages.records(file, *layout.ALBUMS.keys, photos=True):
            entry = None if isinstance(record, Trouble) else _album_entry(record, name)
            for shot in entry.shots if entry else ():
                _note_beside(reading, shot, (name,) if name else ())
                _note_newest(reading, entry, shot, (name,) if name else ())
    for section in (layout.PHOTOS, layout.VIDEOS, layout.UPDATES):
        for file in _files(reading.export, section):
            for _, record in pages.records(file, *section.keys, photos=section in _OF_PHOTOS):
                entry = None if isinstance(record, Trouble) else entry_of(record)
                for shot in entry.shots if entry else ():
                    _note_beside(reading, shot, entry.albums if entry else ())
                    _note_newest(reading, entry, shot, entry.albums if entry else ())
    _read_check_ins(reading)


def _note_beside(reading: Reading, shot: Shot, albums: tuple[str, ...]) -> None:
    if not (albums or shot.words or shot.point):
        return
    known = reading.beside.get(shot.mark)
    if known is None:
        reading.beside[shot.mark] = Beside(albums, shot.words, shot.point)
    else:
        together = tuple(dict.fromkeys((*known.albums, *albums)))
        reading.beside[shot.mark] = Beside(together, known.words or shot.words, known.point or shot.point)


def _note_newest(reading: Reading, entry: Entry | None, shot: Shot, albums: tuple[str, ...]) -> None:
    kind = profile_kind(shot, albums)
    stamp = (entry.stamp if entry else None) or shot.stamp
    if kind and stamp and from_seconds(stamp):
        reading.newest[kind] = max(reading.newest.get(kind, (0.0, "")), (stamp, shot.mark))


def profile_kind(shot: Shot, albums: tuple[str, ...]) -> Kind | None:
    """PROFILE_PICTURE or COVER_PICTURE, told by the album or its folder in a language of the table."""
    for name in (tables.folder_of(shot.uri), *albums):
        sort = tables.album_sort(name) if name else ""
        if sort:
            return _PROFILE_KINDS[sort]
    return None


def _read_check_ins(reading: Reading) -> None:
    """Check-ins repeat posts, and only they have the address: 352 of 356 matched one post by their second."""
    doubled: set[int] = set()
    for file in _files(reading.export, layout.CHECK_INS):
        for _, record in pages.records(file, *layout.CHECK_INS.keys):
            entry = None if isinstance(record, Trouble) else entry_of(record)
            if entry is None or not entry.stamp or from_seconds(entry.stamp) is None:
                continue
            second = int(entry.stamp)
            doubled |= {second} & reading.check_ins.keys()
            reading.check_ins[second] = entry
    for second in doubled:
        del reading.check_ins[second]


def _album_entry(record: object, name: str) -> Entry | None:
    """A photo of an album; of an album without a list of photos its cover."""
    if isinstance(record, dict) and "uri" not in record and isinstance(record.get("cover_photo"), dict):
        record = record["cover_photo"]
    entry = entry_of(record)
    if entry is None or not name:
        return entry
    return replace(entry, albums=(name,))


def _placed(reading: Reading, section: Section, file: File, where: str, record: object, album: str) -> Record:
    """Exactly one record for one entry."""
    if isinstance(record, Trouble):
        return record
    if section.others:
        return Skipped(where, section.others)
    if not record:
        return Skipped(where, "nothing in it")
    entry = _album_entry(record, album) if section is layout.ALBUMS else entry_of(record)
    if entry is None:
        if isinstance(record, dict) and section in _OF_PHOTOS:
            return _without_a_picture(where, record)
        return Trouble(where, "unknown_shape", "an entry of a shape that is not known yet", 1)
    return _why_not_ours(reading, section, where, record, entry) or own_item(reading, section, file, where, entry)


def _why_not_ours(
    reading: Reading, section: Section, where: str, record: object, entry: Entry
) -> Skipped | Trouble | Joined | None:
    why = _why_skipped(section, record, entry)
    if why:
        return Skipped(where, why)
    if section is layout.CHECK_INS and entry.stamp and not entry.shots and int(entry.stamp) in reading.at:
        return Joined(where, reading.at[int(entry.stamp)])
    if section in _OF_PHOTOS and not entry.shots:
        return _without_a_picture(where, record)
    return Skipped(where, "nothing in it") if entry.empty else None


def _why_skipped(section: Section, record: object, entry: Entry) -> str:
    if entry.shots:
        return ""
    if _only_stickers(record, entry):
        return "a sticker, no picture of yours"
    return _NEEDS_PICTURES.get(section, "")


def _only_stickers(record: object, entry: Entry) -> bool:
    return not entry.shots and not entry.words and "stickers_used/" in repr(record)[:20_000]


def _without_a_picture(where: str, record: object) -> Skipped | Trouble:
    """An entry of a list of photos that names none: on a page the words of others, elsewhere a shape to be told."""
    if isinstance(record, dict) and record.keys() & {"photos", "cover_photo", "last_modified_timestamp"}:
        return Skipped(where, "an empty album")
    if isinstance(record, dict) and "attachments" not in record and "uri" not in record:
        return Skipped(where, "words without a picture")
    return Trouble(where, "no_picture", "an entry that names no picture", 1)


def own_item(
    reading: Reading, section: Section, file: File, where: str, entry: Entry, *, stated: datetime | None = None
) -> Item | Joined:
    """The entry as an item, or as joined to the one that already holds all its photos.

    `stated` is the time of the first pages, which write it as text, mostly without a zone.
    """
    new = tuple(shot for shot in entry.shots if shot.mark not in reading.met)
    words = entry.words or ("" if entry.shots or section is layout.STORIES else entry.title)
    entry = entry if words == entry.words else replace(entry, words=words)
    if entry.shots and not new:
        key = reading.met[entry.shots[0].mark]
        if not _tells_more(reading, section, entry, key):
            return Joined(where, key)
    elif len(new) < len(entry.shots) and section.kind is not Kind.POST:
        entry = replace(entry, shots=new)  # the rest was given before; these are in no other entry
    when = from_seconds(entry.stamp) if entry.stamp else stated
    found, again = _key(reading, section, entry, when, new)
    if again:
        return Joined(where, found)
    _remember(reading, entry, new, found)
    return _item(reading, section, file, entry, (found, when))


def _tells_more(reading: Reading, section: Section, entry: Entry, key: str) -> bool:
    """Whether a post of photos that were met before is one of its own: it says something else of them."""
    if section.kind is not Kind.POST or not entry.words:
        return False
    return reading.said.get(key) != hash(same_words(entry.words))


def _key(
    reading: Reading, section: Section, entry: Entry, when: datetime | None, new: tuple[Shot, ...]
) -> tuple[str, bool]:
    """The id of the first new photo, else the entry's own, else a digest; and whether a text came again."""
    known = next((shot.id for shot in new if shot.id), None) or ("" if new else entry.id)
    if known and known not in reading.given:
        return known, False
    if known and not new:
        return known, True
    name = entry.shots[0].uri.rsplit("/", 1)[-1] if entry.shots else where_of(entry)
    # Pictures in chats have no words, and several may be sent in one minute.
    digest = digest_of(when, name if section.kind is Kind.MESSAGE else entry.words, name)
    count = reading.alike[digest]
    if count and not new:
        return digest, True
    reading.alike[digest] += 1
    return (f"{digest}-{count + 1}" if count else digest), False


def where_of(entry: Entry) -> str:
    """What tells an item without time, words and photos."""
    return "|".join((*entry.places, entry.title, entry.link or ""))


def _remember(reading: Reading, entry: Entry, new: tuple[Shot, ...], key: str) -> None:
    reading.given.add(key)
    reading.met.update(dict.fromkeys((shot.mark for shot in new), key))
    if entry.shots:
        reading.said[key] = hash(same_words(entry.words))
    if reading.check_ins and entry.stamp:
        reading.at.setdefault(int(entry.stamp), key)
    reading.tagged.update(name for name in entry.people if plain(name) not in reading.me)


def _item(reading: Reading, section: Section, file: File, entry: Entry, named: tuple[str, datetime | None]) -> Item:
    key, when = named
    entry = _with_check_in(reading, section, entry)
    kind = _kind(section, entry)
    place = section.place or ("elsewhere" if tables.stands_elsewhere(entry.title) else "")
    newest = reading.newest.get(kind)
    current = any(newest[1] == shot.mark for shot in entry.shots) if newest else None
    audience, why = who_could_see(kind, place, page=reading.page, current=current)
    told = [reading.beside.get(shot.mark) for shot in entry.shots]
    albums = (*entry.albums, *(name for one in told if one for name in one.albums))
    return Item(
        NETWORK,
        kind,
        key,
        when,
        entry.words,
        audience,
        why,
        pictures=tuple(picture(reading.export, shot, file, entry.words, reading.beside) for shot in entry.shots),
        link=entry.link,
        places=entry.places,
        point=entry.point,
        people=entry.people,
        albums=tuple(dict.fromkeys(albums)),
        asks_first=kind in {Kind.DELETED, Kind.MESSAGE},
    )


def _with_check_in(reading: Reading, section: Section, entry: Entry) -> Entry:
    """A post with what its check-in adds: the address, and the place where the post names none."""
    more = reading.check_ins.get(int(entry.stamp)) if entry.stamp and section is layout.POSTS else None
    if more is None:
        return entry
    return replace(
        entry,
        link=entry.link or more.link,
        places=entry.places or more.places,
        point=entry.point or more.point,
    )


def _kind(section: Section, entry: Entry) -> Kind:
    """The list's own sort; a live photo in the album of profile or cover pictures is one of those."""
    if section.kind not in _LIVE or section.place or not entry.shots:
        return section.kind
    kinds = {profile_kind(shot, entry.albums) for shot in entry.shots}
    told = kinds.pop() if len(kinds) == 1 else None
    return told or section.kind


def picture(export: Export, shot: Shot, file: File, words: str, beside: dict[str, Beside]) -> PictureRef:
    """Where the photo lies, with the caption and place that only its album gives."""
    more = beside.get(shot.mark)
    own = shot.words or (more.words if more else "")
    if more and more.point and not shot.point:
        shot = replace(shot, point=more.point)
    ref = picture_of(export, shot, file, "" if own == words else own)
    return ref if ref.id == shot.id else replace(ref, id=shot.id)
