"""What the manifest says of a download: whose it is, when it was made, and how many records each list holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from smallprint.exports import Export, File
from smallprint.exports.dates import from_text
from smallprint.readers.x import layout
from smallprint.readers.x.shapes import digits_of, inner, listed, text_of
from smallprint.records.items import Trouble

# Only the lists whose records are entries: their number can be held against what was read.
_COUNTED = tuple(
    f"{stem}{part}"
    for stem in (*layout.CIRCLE, *layout.COMMUNITY, *layout.POSTS, *layout.DELETED, *layout.NOTES)
    for part in (".js", "-part")
)


@dataclass(slots=True)
class Manifest:
    """The manifest as far as reading needs it. An absent one is an empty one."""

    source: str = "data/manifest.js"
    id: str = ""
    username: str = ""
    display_name: str = ""
    made: datetime | None = None
    stated: dict[str, int] = field(default_factory=dict)  # File.name of a list -> how many records it must hold
    troubles: list[Trouble] = field(default_factory=list)


def read_manifest(export: Export) -> Manifest:
    """Read the first manifest that can be read; lists that it names and no part holds are told."""
    manifest = Manifest()
    for file in export.find("manifest.js"):
        if layout.is_viewer(file):
            continue
        value = layout.one(file)
        if isinstance(value, Trouble):
            manifest.troubles.append(value)
        elif isinstance(value, dict) and "dataTypes" in value:
            _take(export, manifest, file, value)
    return manifest


def _take(export: Export, manifest: Manifest, file: File, value: dict[str, object]) -> None:
    user, made = inner(value, "userInfo"), inner(value, "archiveInfo")
    manifest.source = file.name
    manifest.id = manifest.id or digits_of(user.get("accountId"))
    manifest.username = manifest.username or text_of(user.get("userName"))
    manifest.display_name = manifest.display_name or text_of(user.get("displayName"))
    when = from_text(made.get("generationDate"))
    if when is not None and (manifest.made is None or when > manifest.made):
        manifest.made = when
    for name, count in _lists(value):
        found = export.resolve(name, file) or _beside(export, name.rpartition("/")[2])
        if found is not None:
            manifest.stated[found.name] = count
        elif count:
            manifest.troubles.append(Trouble(name, "missing_list", "a part of the download is missing", count))


def _beside(export: Export, last: str) -> File | None:
    """Find a list by its bare name: only the folder `data` was given, or its files lie loose."""
    return next((file for file in export.find(last) if not layout.is_viewer(file)), None)


def _lists(value: dict[str, object]) -> Iterator[tuple[str, int]]:
    for kind in inner(value, "dataTypes").values():
        for listing in listed(kind.get("files")) if isinstance(kind, dict) else ():
            if not isinstance(listing, dict):
                continue
            name = text_of(listing.get("fileName"))
            count = digits_of(listing.get("count"))
            if name.rpartition("/")[2].casefold().startswith(_COUNTED) and 0 < len(count) < 10:
                yield name, int(count)
