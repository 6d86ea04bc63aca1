"""Shared albums: AlbumInfo.json of each album the person owns, and the list of the albums of others that they joined.

This is the one place where Apple says who can see a picture: everybody with the address of the Public Website, or
the people who were invited. E-mail addresses are compared and never kept; the words of comments are never read.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.json_stream import entries, whole
from smallprint.exports.names import fold
from smallprint.records.items import (
    Audience,
    Contact,
    InTouch,
    Item,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Tie,
    Trouble,
)

NETWORK = "icloud"
INFO = "AlbumInfo.json"
JOINED = "Subscribed Albums.json"
_WHY_LINK = "The album's Public Website was on when this download was made, so anyone with its address can see it."
_WHY_PEOPLE = "It is in a shared album, so the people you invited to that album can see it."
_WHY_UNKNOWN = "It is in a shared album; the download does not say, in a way we could read, who can see that."


@dataclass(frozen=True, slots=True)
class Album:
    """One shared album of the person's own."""

    file: File
    name: str = ""
    public: bool | None = None
    owner: frozenset[str] = frozenset()  # name and address as compared; never given


@dataclass(slots=True)
class Sharing:
    """What was met so far in all shared albums."""

    export: Export
    people: dict[str, str] = field(default_factory=dict)  # participants: as compared -> as written
    touch: Counter[tuple[str, str]] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)  # digests given so far
    media: dict[str, list[File]] = field(default_factory=dict)  # folder of an album -> its pictures


def files(export: Export) -> list[File]:
    """The list of each shared album."""
    return export.find(INFO)


def folders(export: Export) -> set[str]:
    """The folders of shared albums: their pictures are not the library's."""
    return {file.name.rpartition("/")[0] for file in files(export)}


def read(export: Export) -> Iterator[Record]:
    """Every picture of every shared album, then who is in them and who answers."""
    sharing = Sharing(export, media={folder: [] for folder in folders(export)})
    for file in export.files.values():
        folder = file.name.rpartition("/")[0]
        if folder in sharing.media and sniff.looks_like_media(file.name):
            sharing.media[folder].append(file)
    for file in files(export):
        yield from _album(sharing, file)
    for file in export.find(JOINED):
        for found in entries(file):
            if isinstance(found, Trouble):
                yield found
            else:
                yield Skipped(f"{file.name}{found[0]}", "an album of somebody else that you joined")
    yield from (Contact(Tie.FOLLOWER, name) for name in sharing.people.values())
    yield from (InTouch(name, how, times) for (name, how), times in sorted(sharing.touch.items()))


def _album(sharing: Sharing, file: File) -> Iterator[Record]:
    value = whole(file)
    said = value if isinstance(value, dict) else {}
    owner = said.get("owner")
    public = said.get("isPublic")
    album = Album(
        file,
        _text(said.get("albumName")) or file.name.rpartition("/")[0].rpartition("/")[2],
        public if isinstance(public, bool) else None,
        _who(owner),
    )
    _participants(sharing, album, said)
    taken: set[str] = set()
    if isinstance(value, Trouble) or "photos" in said or not said:
        for found in entries(file, "photos"):
            if isinstance(found, Trouble):
                yield found
            else:
                yield _photo(sharing, album, f"{file.name}{found[0]}", found[1], taken)
    elif "albumName" not in said:
        yield Trouble(file.name, "unknown_shape", "an album of a shape that is not known yet")
    yield from _unlisted(sharing, album, taken)


def _participants(sharing: Sharing, album: Album, said: dict[str, object]) -> None:
    for one in _dicts(said.get("participants")):
        person = one.get("participant", one)
        name = _text(person.get("fullName")) if isinstance(person, dict) else ""
        if name and not _who(person) & album.owner:
            sharing.people.setdefault(fold(name), name)


def _photo(sharing: Sharing, album: Album, where: str, record: object, taken: set[str]) -> Record:
    if not isinstance(record, dict) or not _text(record.get("name")):
        return Trouble(where, "unknown_shape", "a picture without a name", 1)
    name = _text(record.get("name"))
    file = sharing.export.files.get(f"{album.file.name.rpartition('/')[0]}/{name}".lstrip("/"))
    file = file or _in_folder(sharing.export, album.file, name)
    media = [file, *_clips(sharing.export, file)] if file else []
    taken.update(one.name for one in media)
    by = _who(record.get("contributor"))
    if by and album.owner and not by & album.owner:
        return Skipped(where, "another person's picture, put into your shared album")
    for comment in _dicts(record.get("comments")):
        _touch(sharing, album, comment)
    pictures = tuple(PictureRef(one.name, sniff.looks_like_video(one.name)) for one in media)
    date = _text(record.get("dateCreated"))
    missing = PictureRef(name, sniff.looks_like_video(name), missing=True)
    return _item(sharing, album, f"{name}|{date}", date, pictures or (missing,))


def _item(sharing: Sharing, album: Album, told: str, date: str, pictures: tuple[PictureRef, ...]) -> Item:
    audience, why = {
        True: (Audience.LINK, _WHY_LINK),
        False: (Audience.CUSTOM, _WHY_PEOPLE),
        None: (Audience.UNKNOWN, _WHY_UNKNOWN),
    }[album.public]
    digest = hashlib.sha256(f"{album.name}|{told}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    sharing.met[digest] += 1
    key = digest if sharing.met[digest] == 1 else f"{digest}-{sharing.met[digest]}"
    when = from_text(date)
    albums = (album.name,) if album.name else ()
    return Item(NETWORK, Kind.ALBUM, key, when, audience=audience, audience_why=why, pictures=pictures, albums=albums)


def _touch(sharing: Sharing, album: Album, comment: dict[str, object]) -> None:
    by = comment.get("contributor")
    name = _text(by.get("fullName")) if isinstance(by, dict) else ""
    if name and not _who(by) & album.owner:
        sharing.touch[name, "like" if comment.get("isLike") is True else "comment"] += 1


def _in_folder(export: Export, near: File, name: str) -> File | None:
    """By name without case, in the album's own folder only."""
    found = export.resolve(name, near)
    same = found is not None and found.name.rpartition("/")[0] == near.name.rpartition("/")[0]
    return found if same else None


def _clips(export: Export, still: File) -> list[File]:
    """The clip of a live photo: the same name next to it."""
    if sniff.looks_like_video(still.name):
        return []
    stem = still.name.rpartition(".")[0]
    names = (f"{stem}.{extension}" for extension in ("MOV", "mov", "MP4", "mp4"))
    return [export.files[name] for name in names if name in export.files]


def _unlisted(sharing: Sharing, album: Album, taken: set[str]) -> Iterator[Item]:
    """Pictures in the album's folder that its list does not name: the list is cut off, or of another shape."""
    for file in sharing.media[album.file.name.rpartition("/")[0]]:
        if file.name not in taken:
            picture = (PictureRef(file.name, sniff.looks_like_video(file.name)),)
            yield _item(sharing, album, f"{file.name.rpartition('/')[2]}|{file.size}", "", picture)


def _who(person: object) -> frozenset[str]:
    if not isinstance(person, dict):
        return frozenset()
    said = (_text(person.get("appleid")), _text(person.get("fullName")))
    return frozenset(fold(one) for one in said if one)


def _dicts(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
