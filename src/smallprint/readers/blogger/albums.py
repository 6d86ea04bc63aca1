"""`Albums/`: the bytes of the pictures that were uploaded to the blogs, each with a JSON beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_millis
from smallprint.exports.json_stream import whole
from smallprint.exports.limits import MIB
from smallprint.exports.names import fold
from smallprint.exports.text import plain
from smallprint.records.items import Trouble

_WORDS = re.compile(r"\w{2,}")


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One uploaded picture: its file, its JSON, or both."""

    name: str
    folder: str
    file: File | None
    json: File | None

    @property
    def where(self) -> str:
        near = self.file or self.json
        return near.name if near else self.name

    @property
    def album(self) -> str:
        return self.folder.rpartition("/")[2]


@dataclass(slots=True)
class Albums:
    """Every uploaded picture, by folded name."""

    by_name: dict[str, list[Uploaded]] = field(default_factory=dict)

    def all(self) -> Iterator[Uploaded]:
        for found in self.by_name.values():
            yield from found

    def find(self, name: str, blog: str) -> Uploaded | None:
        """The one picture of this name; where two blogs have one, that of the album named most like the blog."""
        found = self.by_name.get(fold(name), [])
        if len(found) > 1:
            likeness = [len(_words(one.album) & _words(blog)) for one in found]
            best = max(likeness)
            found = [one for one, like in zip(found, likeness, strict=True) if like == best and best]
        return found[0] if len(found) == 1 else None


def gather(export: Export) -> Albums:
    """The pictures below `Blogger/Albums`."""
    held: dict[tuple[str, str], dict[str, File]] = {}
    for file in export.files.values():
        folder, _, last = file.name.rpartition("/")
        if "blogger/albums" not in fold(folder):
            continue
        is_json = sniff.extension(last) == "json"
        name = last[: -len(".json")] if is_json else last
        if sniff.looks_like_media(name):
            held.setdefault((folder, fold(name)), {})["json" if is_json else "file"] = file
    albums = Albums()
    for (folder, name), files in held.items():
        shown = (
            files["file"].name.rpartition("/")[2] if "file" in files else files["json"].name.rpartition("/")[2][:-5]
        )
        albums.by_name.setdefault(name, []).append(Uploaded(shown, folder, files.get("file"), files.get("json")))
    return albums


def told_of(one: Uploaded) -> tuple[str, datetime | None, Trouble | None]:
    """A stable key, the day of upload (milliseconds as text), and what could not be read."""
    value = whole(one.json, MIB) if one.json else {}
    said = value if isinstance(value, dict) else {}
    name, stamp = said.get("filename"), said.get("creationTimestampMs")
    size = one.file.size if one.file else 0
    told = f"{name}|{stamp}" if isinstance(name, str) and stamp else f"{fold(one.name)}|{size}"
    key = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return key, from_millis(stamp), value if isinstance(value, Trouble) else None


def _words(name: str) -> set[str]:
    return set(_WORDS.findall(plain(name.replace("_", " "))))
