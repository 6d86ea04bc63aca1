"""A loose folder of pictures: a camera roll, a memory card, a shared drive. Facts: formats/plain-folder.md.

Nothing in the files says who could see them, so the audience is unknown. Layouts of programs that fetch other
people's accounts are not read as an export (what-it-does-not-do).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from posixpath import commonpath

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.readers.base import Match, Tells
from smallprint.records.items import Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

_WHY_UNKNOWN = "A folder of pictures does not say who could see them."
_SYSTEM = re.compile(
    r"(?:^|/)(?:\.[^/]*|@eadir|\$recycle\.bin|thumbs\.db|desktop\.ini|zbthumbnail\.info|#recycle)(?:/|$)"
    r"|\.(?:aae|thm|lrv)$",
    re.IGNORECASE,
)
# One picture in several files: a live photo's clip, a RAW beside its JPEG, a smaller twin for the web.
_TWINS = frozenset({"jpeg", "heif", "webp", "avif", "tiff", "raw", "mp4", "mov", "3gp"})
_EDITED = re.compile(
    r"^(?P<apple>IMG_)E(?P<number>\d{4})$"  # iPhone: IMG_E0001 is the edited IMG_0001
    r"|(?P<stem>.+?)(?:[-_](?:edited|effects|collage)|-\d{2,4}x\d{2,4}|_thumb)$"
    r"|(?P<burst>(?:IMG|PXL)_.+?)(?:_BURST\d+(?:_COVER)?|\.RAW-\d+(?:\.(?:COVER|ORIGINAL|MP))*|\.MP)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?:(?P<pixel>PXL_)|IMG_|VID_|MVIMG_|PANO_|BURST_?|Screenshot[_-]|signal-|photo_|video_"
    r"|WhatsApp (?:Image|Video) )?"
    r"(?P<year>(?:19|20)\d{2})-?(?P<month>\d{2})-?(?P<day>\d{2})(?:[_ -]| at )"
    r"(?P<hour>\d{2})[-.]?(?P<minute>\d{2})[-.]?(?P<second>\d{2})(?P<more>\d{3})?(?![0-9])",
    re.IGNORECASE,
)
# Programs that fetch accounts: instaloader (..._UTC.jpg, .json.xz, iterator_*), gallery-dl, yt-dlp (.info.json).
_FETCHED_NAME = re.compile(r"_UTC(?:_\d+|_profile_pic|_cover)?\.\w+$")
_FETCHED_BESIDE = re.compile(r"\.json\.xz$|(?:^|/)iterator_[^/]*\.json|\.info\.json$", re.IGNORECASE)
_FETCHED_FOLDER = re.compile(r"(?:^|/)(?:gallery-dl|instaloader|yt-dlp|4k stogram)/", re.IGNORECASE)
_LIST_NAMES = frozenset({"json", "js", "csv", "xml", "html", "htm"})
# A record of a Meta page, of 2018 to 2024, since 2023, and the frame of Facebook's pages until 2018.
_META = re.compile(rb'uiBoxWhite|_a6-g|<div class="nav">.*<div class="contents">', re.DOTALL)
_NAMED_MEDIA = re.compile(
    rb"[^\s\"'/\\<>(),;=]{1,200}\.(?:jpe?g|png|heic|webp|gif|mp4|mov)(?=[\"'\s<,)])", re.IGNORECASE
)


class PhotoFolder:
    """The reader of last resort: claims a folder only where it is nobody's export."""

    name = "photo_folder"
    title = "A folder of pictures"
    eras = ("any",)
    tells = Tells(
        audience="none",
        links=False,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        if fetched_folders(export):
            return Match(self.name, "any", 0.05, "it looks like pictures fetched from other people's accounts")
        if not _has_a_picture(export) or _has_a_list(export):
            return None
        return Match(self.name, "any", 0.1, "it holds pictures and no lists of a network")

    def read(self, export: Export) -> Iterator[Record]:
        fetched = fetched_folders(export)
        root = _root(export.files.values())
        for folder, files in _by_folder(export).items():
            if any(_lies_in(folder, one) for one in fetched):
                yield Trouble(folder or "the folder", "scraper_layout", "fetched accounts are not read")
                yield Skipped(
                    folder or "the folder", "fetched from an account, not exported by its owner", len(files)
                )
            else:
                yield from _read_folder(files, root)


def _has_a_picture(export: Export) -> bool:
    likely = [file for file in export.files.values() if sniff.looks_like_media(file.name)]
    bare = [file for file in export.files.values() if not sniff.extension(file.name)]
    tried = (*likely[:50], *bare[:50])
    return any(sniff.what(file.head(64)) for file in tried if not _SYSTEM.search(file.name))


def _has_a_list(export: Export) -> bool:
    """Say whether a file of this tree lists pictures that are in it: then it is some network's export."""
    lists = (file for file in export.files.values() if sniff.extension(file.name) in _LIST_NAMES)
    for file in islice(lists, 200):
        head = file.head(65_536)
        if _META.search(head):
            return True
        if sniff.extension(file.name) not in ("html", "htm") and _names_a_picture(head, export):
            return True
    return False


def _names_a_picture(head: bytes, export: Export) -> bool:
    named = {found[0].decode("utf-8", "replace") for found in islice(_NAMED_MEDIA.finditer(head), 50)}
    return any(export.resolve(name) for name in named)


def fetched_folders(export: Export) -> set[str]:
    """Give the folders that a program for fetching accounts has filled."""
    names: dict[str, int] = {}
    sure: set[str] = set()
    for name in export.files:
        folder = name.rpartition("/")[0]
        if (inside := _FETCHED_FOLDER.search(name)) is not None:
            sure.add(name[: inside.end() - 1])
        elif _FETCHED_BESIDE.search(name):
            sure.add(folder)
        elif _FETCHED_NAME.search(name):
            names[folder] = names.get(folder, 0) + 1
    return sure | {folder for folder, count in names.items() if count > 1}


def _lies_in(folder: str, other: str) -> bool:
    return not other or folder == other or folder.startswith(other + "/")


def _by_folder(export: Export) -> dict[str, list[File]]:
    folders: dict[str, list[File]] = {}
    for file in export.files.values():
        folders.setdefault(file.name.rpartition("/")[0], []).append(file)
    return folders


def _root(files: Iterable[File]) -> str:
    """Give the folder that holds all, so that an item keeps its key when the folder is wrapped in another."""
    folders = {file.name.rpartition("/")[0] for file in files if sniff.looks_like_media(file.name)}
    return commonpath(folders) if folders and "" not in folders else ""


def _read_folder(files: list[File], root: str) -> Iterator[Record]:
    groups: dict[str, list[tuple[File, str]]] = {}
    for file in files:
        if _SYSTEM.search(file.name):
            yield Skipped(file.name, "a hidden file of the system")
            continue
        kind = sniff.what(file.head(512))
        if kind is not None:
            groups.setdefault(_stem(file.name, kind), []).append((file, kind))
        elif sniff.looks_like_media(file.name):
            yield Trouble(file.name, "no_picture", "named as a picture and holds none", entries=1)
        else:
            yield Skipped(file.name, "not a picture")
    for stem, group in _joined_to_originals(groups).items():
        yield from _item(group, root, stem)


def _stem(name: str, kind: str) -> str:
    """Give what files of one picture have in common; a kind that has no twins keeps its whole name."""
    last = name.rpartition("/")[2]
    stem, dot, _ = last.rpartition(".")
    return (stem if dot and kind in _TWINS else last).casefold()


def _joined_to_originals(groups: dict[str, list[tuple[File, str]]]) -> dict[str, list[tuple[File, str]]]:
    """Put an edited or smaller twin to its original, where the original lies beside it."""
    joined: dict[str, list[tuple[File, str]]] = {}
    for stem, group in groups.items():
        joined.setdefault(_original(stem, groups), []).extend(group)
    return joined


def _original(stem: str, groups: dict[str, list[tuple[File, str]]]) -> str:
    found = _EDITED.match(stem)
    if found is None:
        return stem
    first = f"img_{found['number']}" if found["apple"] else (found["stem"] or found["burst"])
    return first if first in groups or found["burst"] else stem


def _item(group: list[tuple[File, str]], root: str, stem: str) -> Iterator[Record]:
    group = sorted(group, key=lambda one: (one[1] in sniff.VIDEOS, one[1] == "raw", len(one[0].name), one[0].name))
    first = group[0][0]
    inside = first.name.removeprefix(root).lstrip("/") if root else first.name
    key = hashlib.sha256(f"{inside.rpartition('/')[0]}/{stem}".encode()).hexdigest()[:24]
    pictures = tuple(PictureRef(file.name, video=kind in sniff.VIDEOS) for file, kind in group)
    whens = (date_in_name(file.name) for file, _ in group)
    yield Item(
        network=PhotoFolder.name,
        kind=Kind.OTHER,
        key=key,
        when=next((when for when in whens if when), None),
        audience_why=_WHY_UNKNOWN,
        pictures=pictures,
    )
    for file, _ in group[1:]:
        yield Joined(file.name, key)


def date_in_name(name: str) -> datetime | None:
    """Read the date and time that a camera or messenger wrote into a name. Pixel phones write UTC, others local."""
    found = _DATED.match(name.rpartition("/")[2])
    if found is None:
        return None
    digits = "".join(found[part] for part in ("year", "month", "day", "hour", "minute", "second"))
    return from_text(f"{digits[:8]}T{digits[8:]}", UTC if found["pixel"] else None)
