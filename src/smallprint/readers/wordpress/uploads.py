"""The uploads folder of a site: year and month, the picture, and up to seven sizes of it beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from smallprint.exports import Export, File, sniff
from smallprint.readers.wordpress.pictures import Library, compared, is_video, path_of
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Record, Skipped

_SIZED = re.compile(r"(?:^|/)20\d\d/[01]\d/[^/]+-\d{2,5}x\d{2,5}\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
_UPLOADS = re.compile(r"(?:^|/)uploads/", re.IGNORECASE)
_SENT_IN = re.compile(r"(?:^|/)(?:gravity_forms|wpforms|wpcf7_uploads|ninja-forms|formidable)/", re.IGNORECASE)
_MADE = re.compile(r"(?:^|/)(?:elementor/thumbs|woocommerce_uploads|[^/]*backup[^/]*|cache)/", re.IGNORECASE)
_WHY = "A picture in a site's uploads folder opens to whoever has its address."


def is_uploads(export: Export) -> float:
    """How surely this is an uploads folder: resized copies below year and month."""
    sized = [name for name in export.files if _SIZED.search(name)]
    if not sized:
        return 0.0
    return 0.8 if any(_UPLOADS.search(name) for name in sized) else 0.4


def sort_files(library: Library) -> Iterator[Skipped]:
    """Put each picture file to its original, the original first. What visitors sent in by a form is not ours."""
    for file in library.export.files.values():
        if not sniff.looks_like_media(file.name):
            continue
        if _SENT_IN.search(file.name):
            yield Skipped(file.name, "sent in through a form of the site, not posted")
        elif _MADE.search(file.name):
            yield Skipped(file.name, "a copy that a plugin keeps for itself")
        else:
            library.files.setdefault(compared(path_of(file.name) or file.name), []).append(file)
    for files in library.files.values():
        files.sort(key=lambda file: (len(file.name), file.name))


def read_loose(library: Library, base: str) -> Iterator[Record]:
    """Pictures that no item of an XML file shows. Their sizes are the same item."""
    for mark, files in library.files.items():
        if mark in library.named:
            continue
        key = hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:24]
        yield Item(
            network="wordpress",
            kind=Kind.OTHER,
            key=key,
            when=None,
            audience=Audience.LINK,
            audience_why=_WHY,
            pictures=tuple(PictureRef(file.name, is_video(file)) for file in files),
            link=_address(files[0], base),
        )
        yield from (Joined(file.name, key) for file in files[1:])


def _address(file: File, base: str) -> str | None:
    found = _UPLOADS.search(file.name)
    if not base or found is None:
        return None
    return f"{base.rstrip('/')}/wp-content/uploads/{file.name[found.end() :].replace(' ', '%20')}"
