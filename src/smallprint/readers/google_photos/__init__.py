"""Google Photos, from Google Takeout: originals, one JSON beside each, and albums. Facts: formats/google-photos.md.

What counts as an entry of the ledger: each picture or video file, and each sidecar whose file is nowhere. Edited
copies, clips of live photos, album copies and second copies of one path are joined to their item. Album files, and
sidecars beside their file, are no entries.

Who could see an item is nowhere stated for it; a public album, and traces of sharing, are all that an export tells.
Never opened: the lists of print orders and memories, and everything outside the folder of Photos but the profile.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.json_stream import whole
from smallprint.exports.limits import KIB
from smallprint.exports.names import fold
from smallprint.readers.base import Match, Tells
from smallprint.readers.google_photos import sidecars
from smallprint.readers.google_photos.folders import Folder, gather, is_root, sidecars_in
from smallprint.readers.google_photos.matching import SUPPLEMENTAL, Group, core_of, targets, units
from smallprint.readers.google_photos.sidecars import Comment, Sidecar
from smallprint.records.items import (
    AccountFact,
    Audience,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Trouble,
)

__all__ = ["GooglePhotos"]

NETWORK = "google_photos"
ERAS = ("to 2020", "2020-24", "2025", "2026")
_WHY_UNKNOWN = (
    "Google Photos is private unless you shared it; the download does not say whether you did, or a link is on."
)
_WHY_PUBLIC = "It is in an album that the download calls public, so anyone could see it."
_WHY_SHARED = "Somebody commented on it or liked it, or it is in a conversation, so you shared it with some people."
_WHY_BIN = "It was in the bin when this download was made; only you can see it there."
_WHY_PROFILE = "The download does not say who can see the picture of your Google account."

# takeout-20240516T230250Z-001.zip; from 2025 on another number stands before the part's: ...T1994402Z-3-009.zip.
_PART = re.compile(r"(takeout-(\d{8})t(\d{6,7})z)(?:-(\d+))?(?:-(\d+))?(?=[ .(]|$)", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(PXL_)|IMG_|VID_|MVIMG_|PANO_|Screenshot[_-])?((?:19|20)\d{6})[_-](\d{6})(?!\d{4})", re.IGNORECASE
)


class GooglePhotos:
    """The reader of Google Photos in a Takeout."""

    name = NETWORK
    title = "Google Photos"
    eras = ERAS
    tells = Tells(
        audience="none",
        links=True,
        followers=False,
        close_friends=False,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        jsons = [file for file in export.files.values() if file.name.casefold().endswith(".json")]
        below = [file for file in jsons if any(is_root(piece) for piece in file.name.split("/")[:-1])]
        found = next(sidecars_in(below or jsons, 40), None)
        if found is not None:
            return Match(NETWORK, _era(jsons, found), 0.97, "its pictures have files that say when each was taken")
        if any(is_root(piece) for name in export.files for piece in name.split("/")[:-1] if piece):
            return Match(NETWORK, ERAS[-1], 0.2, "pictures of Google Photos without their lists")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        yield from _facts_of_parts(export)
        reading = _Reading(export)
        yield from _profile(reading)
        folders = gather(export)
        _read_ahead(reading, folders)
        for folder in folders:
            yield from folder.troubles
            yield from _with_files(reading, folder)
        for folder in folders:
            yield from _without_files(reading, folder)
        for folder in folders:
            yield from _bare(reading, folder)
        yield from reading.in_touch()


@dataclass(slots=True)
class _Reading:
    """One reading of one export: what was met so far."""

    export: Export
    me: str = ""
    albums: dict[str, list[Folder]] = field(default_factory=dict)  # key, or mark of a bare file -> its albums
    met: dict[str, Folder] = field(default_factory=dict)  # key -> the folder it was given from
    marks: dict[str, str] = field(default_factory=dict)  # mark of a bare file -> key of the item of the same file
    bare_marks: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)  # keys of other people's pictures
    comments: set[Comment] = field(default_factory=set)

    def in_touch(self) -> Iterator[InTouch]:
        """Who commented on or liked what was shared: each comment once, though an album repeats it."""
        counts = Counter((one.name, one.how) for one in self.comments if one.name and one.name != self.me)
        for (name, how), times in sorted(counts.items()):
            yield InTouch(name, how, times)


def _era(jsons: list[File], found: File) -> str:
    names = [core_of(fold(file.name.rpartition("/")[2])) for file in jsons[:2000]]
    if any(name.endswith(SUPPLEMENTAL) and units(name) > 46 for name in names):
        return ERAS[3]
    if any(f".{SUPPLEMENTAL[:4]}" in name for name in names):
        return ERAS[2]
    return ERAS[0] if b'"modificationTime"' in found.head() else ERAS[1]


def _facts_of_parts(export: Export) -> Iterator[Record]:
    """When the download was made, and which of its parts are not here."""
    named = [found for part in export.parts if (found := _PART.match(part))]
    for found in named[:1]:
        clock = found[3] if len(found[3]) == 6 else ""  # seven digits were seen, and are no time of day
        when = from_text(f"{found[2]}T{clock}" if clock else found[2], UTC)
        if when:
            yield AccountFact("exported_at", when.isoformat(), "the name of the download", when)
    numbers: dict[str, set[int]] = {}
    for found in named:
        number = found[5] or found[4]  # the small zip without a part's number holds the report alone
        if number:
            numbers.setdefault(found[1], set()).add(int(number))
    for name, here in numbers.items():
        for number in sorted(set(range(1, min(max(here), 1000))) - here):
            yield Trouble(name, "part_missing", f"part {number} is not here: pictures, dates or captions may lack")


def _profile(reading: _Reading) -> Iterator[Record]:
    """The name on the account, and its picture. Nothing else of the profile is looked at."""
    for file in reading.export.find("Profile/Profile.json", "Profil/Profil.json"):
        value = whole(file, 64 * KIB)
        if isinstance(value, Trouble):
            yield value
        elif isinstance(value, dict) and (name := sidecars.text(value.get("displayName")).strip()):
            reading.me = reading.me or name
            yield AccountFact("display_name", name, file.name)
    for file in reading.export.find("Profile/ProfilePhoto.*", "Profil/Profilbild.*"):
        if sniff.looks_like_media(file.name):
            key = f"profile-{_digest_of(file)}"
            known = key in reading.met
            reading.met.setdefault(key, Folder(""))
            picture = (PictureRef(file.name),)
            item = Item(NETWORK, Kind.PROFILE_PICTURE, key, None, audience_why=_WHY_PROFILE, pictures=picture)
            yield Joined(file.name, key) if known else item


def _read_ahead(reading: _Reading, folders: list[Folder]) -> None:
    """Which items are in which albums: an item is given once, with all of them."""
    for folder in folders:
        reading.bare_marks.update(
            _mark(_first(folder, group)) for group in folder.matched.groups if not group.sidecar
        )
    for folder in folders:
        if not folder.album_name:
            continue
        if folder.album:
            reading.comments.update(folder.album.comments)
        named = [group.sidecar for group in folder.matched.groups if group.sidecar] + folder.orphans
        for name in named:
            said = sidecars.read_as_item(folder.files[name])
            if isinstance(said, Sidecar):
                reading.albums.setdefault(said.key, []).append(folder)
        for group in folder.matched.groups:
            if not group.sidecar:
                reading.albums.setdefault(_mark(_first(folder, group)), []).append(folder)


def _first(folder: Folder, group: Group) -> File:
    return folder.files[group.media[0]]


def _mark(file: File) -> str:
    """What a file without a sidecar has in common with its copy in another folder: name and size."""
    return f"{fold(file.name.rpartition('/')[2])}|{file.size}"


def _with_files(reading: _Reading, folder: Folder) -> Iterator[Record]:
    for file in folder.doubles:
        if not file.name.casefold().endswith(".json"):
            yield Skipped(file.name, "the same file again, in another part")
    for group in folder.matched.groups:
        if group.sidecar is None:
            continue
        file = folder.files[group.sidecar]
        said = sidecars.read_as_item(file)
        if isinstance(said, Trouble):
            yield said
            reading.bare_marks.add(_mark(_first(folder, group)))
        else:
            yield from _placed(reading, folder, said, [folder.files[name] for name in group.media], file)


def _without_files(reading: _Reading, folder: Folder) -> Iterator[Record]:
    """Sidecars whose file is not beside them: perhaps it was met in another folder, perhaps its part is missing."""
    for name in folder.orphans:
        file = folder.files[name]
        said = sidecars.read_as_item(file)
        if isinstance(said, Trouble):
            yield Trouble(said.where, said.kind, said.note, entries=1)
        else:
            yield from _placed(reading, folder, said, [], file)


def _placed(
    reading: _Reading, folder: Folder, said: Sidecar, media: list[File], file: File
) -> Iterator[Item | Joined | Skipped]:
    """One record for each file, or one for a sidecar without files."""
    names = [one.name for one in media] or [file.name]
    if said.others or said.key in reading.others:
        reading.others.add(said.key)
        reading.marks.update({_mark(one): said.key for one in media[:1]})
        yield Skipped(names[0], said.others or "another person's picture", len(names))
        return
    key = _key(reading, folder, said, media)
    if media and _mark(media[0]) in reading.bare_marks:
        reading.marks.setdefault(_mark(media[0]), key)
    reading.comments.update(said.comments)
    if key in reading.met:
        yield from (Joined(name, key) for name in names)
        return
    reading.met[key] = folder
    pictures = tuple(_picture(one) for one in media) or (_missing(said, file),)
    marks = [_mark(media[0])] if media else []
    yield _item(reading, folder, key, said, pictures, marks)
    yield from (Joined(name, key) for name in names[1:])


def _key(reading: _Reading, folder: Folder, said: Sidecar, media: list[File]) -> str:
    """Google's own id; else a digest, numbered where two pictures of one folder have the same name and times."""
    if said.own_key or not media:
        return said.key
    key, number = said.key, 1
    while reading.met.get(key) is folder:
        number += 1
        key = f"{said.key}-{number}"
    return key


def _picture(file: File) -> PictureRef:
    return PictureRef(file.name, _is_video(file))


def _is_video(file: File) -> bool:
    if sniff.looks_like_media(file.name):
        return sniff.looks_like_video(file.name)
    return sniff.is_video(file.head(512))


def _missing(said: Sidecar, file: File) -> PictureRef:
    name = said.title or next(iter(targets(core_of(file.name.rpartition("/")[2]))))
    return PictureRef(name, sniff.looks_like_video(name), missing=True)


def _item(
    reading: _Reading,
    folder: Folder,
    key: str,
    said: Sidecar,
    pictures: tuple[PictureRef, ...],
    marks: list[str],
) -> Item:
    albums = [one for mark in (said.key, *marks) for one in reading.albums.get(mark, [])]
    trashed = said.trashed or folder.is_bin
    audience, why = (Audience.ONLY_ME, _WHY_BIN) if trashed else _who_could_see(albums, said)
    return Item(
        NETWORK,
        _kind(said, albums, trashed=trashed),
        key,
        said.when,
        said.words,
        audience,
        why,
        pictures=pictures,
        link=said.link,
        point=said.point,
        people=said.people,
        albums=tuple(dict.fromkeys(one.album_name for one in albums)),
        asks_first=trashed,
    )


def _kind(said: Sidecar, albums: list[Folder], *, trashed: bool) -> Kind:
    if trashed:
        return Kind.DELETED
    if said.archived:
        return Kind.ARCHIVED
    return Kind.ALBUM if albums else Kind.OTHER


def _who_could_see(albums: list[Folder], said: Sidecar) -> tuple[Audience, str]:
    """An album's word `protected` was seen on shared and unshared ones alike, so only `public` tells something."""
    told = [folder.album for folder in albums if folder.album]
    if any(album.public for album in told):
        return Audience.PUBLIC, _WHY_PUBLIC
    if said.comments or any(album.comments for album in told):
        return Audience.CUSTOM, _WHY_SHARED
    return Audience.UNKNOWN, _WHY_UNKNOWN


def _bare(reading: _Reading, folder: Folder) -> Iterator[Record]:
    """Files without a readable sidecar: still pictures, with a date only where their name is certain."""
    for group in folder.matched.groups:
        media = [folder.files[name] for name in group.media]
        mark = _mark(media[0])
        if group.sidecar and not isinstance(sidecars.read_as_item(folder.files[group.sidecar]), Trouble):
            continue
        key = reading.marks.get(mark) or _digest_of(media[0])
        if key in reading.others:
            yield Skipped(media[0].name, "another person's picture", len(media))
            continue
        if key not in reading.met:
            reading.met[key] = folder
            said = _said_by_name(key, media[0])
            yield _item(reading, folder, key, said, tuple(map(_picture, media)), [mark])
            media = media[1:]
        yield from (Joined(file.name, key) for file in media)


def _said_by_name(key: str, file: File) -> Sidecar:
    return Sidecar(key, False, "", "", _date_in_name(file.name), None, None, (), ())


def _digest_of(file: File) -> str:
    """The same for the same file in any export, zipped or not: its name, size and first bytes."""
    last = fold(file.name.rpartition("/")[2])
    told = f"{last}|{file.size}|".encode("utf-8", "surrogatepass") + file.head(64 * KIB)
    return hashlib.sha256(told).hexdigest()[:24]


def _date_in_name(name: str) -> datetime | None:
    """What a camera wrote into the name. Pixel phones write UTC, others their local time."""
    found = _DATED.match(name.rpartition("/")[2])
    return from_text(f"{found[2]}T{found[3]}", UTC if found[1] else None) if found else None
