"""The library: Photo Details*.csv, the lists of albums and of the Shared Photo Library, and the files themselves.

Lists are known by their header, and name files only: a name is looked for in the list's own folder first, because
the same IMG_0042.MOV lies in several parts. A second file of one name is IMG_0042-1.MOV on disk and IMG_0042.MOV
twice in the list.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.limits import KIB
from smallprint.exports.names import fold
from smallprint.exports.text import plain
from smallprint.readers.icloud.rows import rows
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

NETWORK = "icloud"
_WHY_UNKNOWN = "An iCloud library is private unless you shared from it; the download does not say what you shared."
_WHY_SHARED_LIBRARY = (
    "It is in an iCloud Shared Photo Library, so the up to five people you share it with can see it."
)
_WHY_DELETED = "It was in Recently Deleted when this download was made; only you can see it there."
_DELETED = "recently deleted"
# Lists that Apple makes by itself (apple-icloud.md, "Tree").
_AUTOMATIC_WORDS = """
    Favorites;Favourites;Hidden;RAW;Recents;Recently Deleted;Recently Saved;Videos;Selfies;Live Photos;Portrait;
    Long Exposure;Panoramas;Time-lapse;Slo-mo;Bursts;Screenshots;Screen Recordings;Animated;Cinematic;Imports;
    Duplicates;Unable to Upload;Depth Effect;Spatial;All Photos
"""
_AUTOMATIC = frozenset(plain(name) for name in _AUTOMATIC_WORDS.split(";"))
_CLIPS = frozenset({"mov", "mp4"})
_STILLS = frozenset({"heic", "heif", "jpg", "jpeg", "png"})
_EDIT = re.compile(r"img_e(\d+)")  # iPhone: IMG_E0001 is the edited IMG_0001
_TOGETHER = timedelta(minutes=2)  # a live photo's clip; the same name years apart is another picture


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    where: str
    name: str
    checksum: str
    when: datetime | None
    deleted: bool
    contributed: str  # "yes", "no", or "" where the list has no such column

    @property
    def key(self) -> str:
        """Apple's checksum is the same for the same picture, and cannot be computed anew; else a digest."""
        if self.checksum:
            return self.checksum
        told = f"{fold(self.name)}|{self.when.isoformat() if self.when else '-'}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    @property
    def stem(self) -> str:
        return fold(self.name).rpartition(".")[0] or fold(self.name)


@dataclass(slots=True)
class Library:
    """What the lists tell, and what of the library was given so far."""

    export: Export
    files: dict[str, dict[str, File]] = field(default_factory=dict)  # folder -> folded last name -> file
    albums: dict[str, list[str]] = field(default_factory=dict)  # folded name -> albums
    album_lists: list[tuple[File, set[str]]] = field(default_factory=list)
    shared: dict[str, set[str]] = field(default_factory=dict)  # checksum or name -> what the Shared Library says
    details: list[File] = field(default_factory=list)
    shared_lists: list[File] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # folded, of every line and file
    lines: set[tuple[str, str]] = field(default_factory=set)  # folder of a list, and a name in it
    met: set[str] = field(default_factory=set)  # keys
    given: dict[str, str] = field(default_factory=dict)  # folded name -> key of the first of that name
    taken: set[str] = field(default_factory=set)  # files that belong to an item
    times: Counter[tuple[str, str]] = field(default_factory=Counter)  # folder and name -> how often it was listed


def is_list(header: Iterable[str]) -> str:
    """What a CSV is by its header: "details", "shared", "names", or ""."""
    heads = {plain(cell) for cell in header}
    if "contributedbyme" in heads:
        return "shared"
    if "imgname" in heads and len(heads) > 2:
        return "details"
    return "names" if len(heads) == 1 and heads <= {"imgname", "images", "imagename"} else ""


def look_into(library: Library, shared_folders: set[str]) -> None:
    """Sort the lists and the files; shared albums are another part of the download."""
    for file in library.export.files.values():
        folder, _, last = file.name.rpartition("/")
        if any(folder == one or folder.startswith(one + "/") for one in shared_folders):
            continue
        if sniff.extension(last) == "csv":
            _sort(library, file)
        elif sniff.looks_like_media(last):
            library.files.setdefault(folder, {})[fold(last)] = file


def _sort(library: Library, file: File) -> None:
    if not file.size:
        library.troubles.append(Trouble(file.name, "empty"))
        return
    first = next(rows(file), None)
    kind = "" if first is None or isinstance(first, Trouble) else is_list(first[1])
    if kind == "details":
        library.details.append(file)
    elif kind == "shared":
        library.shared_lists.append(file)
        for row in listed(file):
            if isinstance(row, Row):
                library.shared.setdefault(row.checksum or fold(row.name), set()).add(row.contributed)
    elif kind == "names":
        _album(library, file)
    elif _is_named_as_ours(file):
        told = first if isinstance(first, Trouble) else Trouble(file.name, "unknown_shape", "columns not known yet")
        library.troubles.append(replace(told, entries=0))


def _is_named_as_ours(file: File) -> bool:
    folder, _, last = fold(file.name).rpartition("/")
    return last.startswith(("photo details", "shared library details")) or folder.endswith("albums")


def _album(library: Library, file: File) -> None:
    """An album of the person's own. Memories and Apple's own lists are none."""
    folder, _, last = file.name.rpartition("/")
    name = last[: -len(".csv")]
    if fold(folder).endswith("memories") or plain(name) in _AUTOMATIC:
        return
    held = set()
    for row in listed(file):
        if isinstance(row, Trouble):
            library.troubles.append(replace(row, entries=0))
        elif row.name:
            held.add(fold(row.name))
    for one in held:
        library.albums.setdefault(one, []).append(name)
    library.album_lists.append((file, held))


def listed(file: File) -> Iterator[Row | Trouble]:
    """The lines of a list after its header."""
    found = rows(file)
    header = next(found, None)
    if header is None or isinstance(header, Trouble):
        return
    heads = [plain(cell) for cell in header[1]]
    for row in found:
        if isinstance(row, Trouble):
            yield row
            continue
        said = dict(zip(heads, row[1], strict=False))
        yield Row(
            f"{file.name}#{row[0]}",
            (said.get("imgname") or said.get("images") or said.get("imagename") or "").strip(),
            said.get("filechecksum", "").strip(),
            from_text(said.get("originalcreationdate", "").strip(), UTC),
            plain(said.get("deleted", "")) in {"yes", "true"},
            plain(said.get("contributedbyme", "")),
        )


def read(library: Library) -> Iterator[Record]:
    """Every line of the lists, then the files that no list names."""
    yield from library.troubles
    for file in library.details:
        yield from _details(library, file)
    for file in library.shared_lists:
        for row in listed(file):
            yield row if isinstance(row, Trouble) else _shared(library, file, row)
    yield from _unlisted(library)
    for file, held in library.album_lists:
        if absent := len(held - library.names):
            yield Trouble(file.name, "missing_media", f"{absent} of its pictures are not in what was given")


def _details(library: Library, file: File) -> Iterator[Record]:
    found = list(listed(file))
    by_stem: dict[str, list[Row]] = {}
    for row in found:
        if isinstance(row, Row):
            by_stem.setdefault(row.stem, []).append(row)
            library.lines.add((file.name.rpartition("/")[0], fold(row.name)))
    for row in found:
        if isinstance(row, Trouble):
            yield row
        elif not row.name:
            yield Trouble(row.where, "unknown_shape", "a line without a name", 1)
        else:
            yield _line(library, file, row, by_stem)


def _line(library: Library, file: File, row: Row, by_stem: dict[str, list[Row]]) -> Item | Joined | Skipped:
    library.names.add(fold(row.name))
    first = _first_of(row, by_stem)
    if first is not None:
        return Joined(row.where, first.key)
    said = library.shared.get(row.checksum) or library.shared.get(fold(row.name), set())
    media = _files(library, file, row)
    if said == {"no"}:
        library.taken.update(one.name for one in media)
        return Skipped(row.where, "another person's picture, in an iCloud Shared Photo Library")
    if row.key in library.met:
        library.taken.update(one.name for one in media)
        return Joined(row.where, row.key)
    for other in _companions(row, by_stem):
        media += [one for one in _files(library, file, other) if one not in media]
    return _item(library, row, media, shared=said == {"yes"})


def _first_of(row: Row, by_stem: dict[str, list[Row]]) -> Row | None:
    """The still that this clip or edit belongs to: the same stem, and the same moment."""
    edit = _EDIT.fullmatch(row.stem)
    if edit:
        near = by_stem.get(f"img_{edit[1]}", [])
    elif sniff.extension(row.name) in _CLIPS:
        near = by_stem[row.stem]
    else:
        return None
    stills = [
        one for one in near if sniff.extension(one.name) in _STILLS and one is not row and _same_moment(one, row)
    ]
    return stills[0] if len(stills) == 1 else None


def _same_moment(one: Row, other: Row) -> bool:
    return one.when is not None and other.when is not None and abs(one.when - other.when) <= _TOGETHER


def _companions(row: Row, by_stem: dict[str, list[Row]]) -> list[Row]:
    if sniff.extension(row.name) not in _STILLS:
        return []
    edited = f"img_e{row.stem.removeprefix('img_')}"
    near = [*by_stem.get(edited, []), *by_stem[row.stem]]
    return [one for one in near if one is not row and _first_of(one, by_stem) is row]


def _files(library: Library, file: File, row: Row) -> list[File]:
    """The file of a line: in the list's folder, in Photos beside it, or wherever there is only one of that name."""
    folder = file.name.rpartition("/")[0]
    place = (folder, fold(row.name))
    count = library.times[place]
    library.times[place] += 1
    stem, dot, extension = fold(row.name).rpartition(".")
    second = f"{stem}-{max(1, count)}{dot}{extension}"
    wanted = second if count else fold(row.name)
    for near in (folder, f"{folder}/Photos".lstrip("/"), f"{folder}/Recently Deleted".lstrip("/")):
        held = library.files.get(near, {})
        found = held.get(wanted)
        if found is None or not found.size:  # an empty X.mp4, or none, was seen beside the real X-1.mp4
            found = held.get(second, found)
        if found is not None:
            return [found]
    everywhere = [held[wanted] for held in library.files.values() if wanted in held]
    return everywhere if len(everywhere) == 1 else []


def _item(library: Library, row: Row, media: list[File], *, shared: bool) -> Item:
    library.met.add(row.key)
    library.given.setdefault(fold(row.name), row.key)
    media = media + [one for first in media[:1] for one in _beside(library, first) if one not in media]
    library.taken.update(one.name for one in media)
    deleted = row.deleted or any(_is_deleted(one) for one in media)
    pictures = tuple(PictureRef(one.name, sniff.looks_like_video(one.name)) for one in media)
    missing = PictureRef(row.name, sniff.looks_like_video(row.name), missing=True)
    audience, why = (Audience.CUSTOM, _WHY_SHARED_LIBRARY) if shared else (Audience.UNKNOWN, _WHY_UNKNOWN)
    return Item(
        NETWORK,
        Kind.DELETED if deleted else Kind.OTHER,
        row.key,
        row.when,
        audience=Audience.ONLY_ME if deleted else audience,
        audience_why=_WHY_DELETED if deleted else why,
        pictures=pictures or (missing,),
        albums=tuple(library.albums.get(fold(row.name), ())),
        asks_first=deleted,
    )


def _beside(library: Library, file: File) -> list[File]:
    """A clip or an edited copy that no list names, next to its still."""
    folder, _, last = file.name.rpartition("/")
    stem, _, extension = fold(last).rpartition(".")
    if extension not in _STILLS:
        return []
    edits = [f"img_e{stem[4:]}.{one}" for one in _STILLS] if stem.startswith("img_") else []
    wanted = [*(f"{stem}.{clip}" for clip in sorted(_CLIPS)), *sorted(edits)]
    held = library.files.get(folder, {})
    found = [held[name] for name in wanted if name in held]
    return [one for one in found if one.name not in library.taken and not _is_listed(library, one)]


def _is_listed(library: Library, file: File) -> bool:
    """Whether a list in its folder, or in the one above, has a line for it."""
    folder, _, last = file.name.rpartition("/")
    return not library.lines.isdisjoint({(folder, fold(last)), (folder.rpartition("/")[0], fold(last))})


def _is_deleted(file: File) -> bool:
    return fold(file.name.rpartition("/")[0]).endswith(_DELETED)


def _shared(library: Library, file: File, row: Row) -> Item | Joined | Skipped | Trouble:
    if not row.name:
        return Trouble(row.where, "unknown_shape", "a line without a name", 1)
    if row.checksum in library.met:
        return Joined(row.where, row.checksum)
    if not row.checksum and fold(row.name) in library.given:
        return Joined(row.where, library.given[fold(row.name)])
    if row.contributed == "no":
        return Skipped(row.where, "another person's picture, in an iCloud Shared Photo Library")
    library.names.add(fold(row.name))
    return _item(library, row, _files(library, file, row), shared=row.contributed == "yes")


def _unlisted(library: Library) -> Iterator[Item | Joined]:
    """Files that no line names: their lists are empty, or in a part that is not here."""
    for held in library.files.values():
        for name, file in sorted(held.items(), key=lambda one: (sniff.extension(one[0]) in _CLIPS, one[0])):
            if file.name in library.taken or not file.size:
                continue
            row = Row(file.name, file.name.rpartition("/")[2], _digest_of(file), None, deleted=False, contributed="")
            library.names.add(name)
            if row.key in library.met:
                library.taken.add(file.name)
                yield Joined(file.name, row.key)
                continue
            item = _item(library, row, [file], shared=False)
            yield item
            yield from (Joined(picture.member, row.key) for picture in item.pictures[1:])


def _digest_of(file: File) -> str:
    """The same for the same file in any download: its name, size and first bytes."""
    told = f"{fold(file.name.rpartition('/')[2])}|{file.size}|".encode("utf-8", "surrogatepass") + file.head(64 * KIB)
    return hashlib.sha256(told).hexdigest()[:24]
