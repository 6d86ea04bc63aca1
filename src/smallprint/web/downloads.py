"""Finding downloads on this computer: the ones in the Downloads folder, and the one that was dropped on the page.

A browser does not tell where a dropped file lies. The page gives its name, its size and the SHA-256 of its first and
last 64 KB; the file is looked for in the places where people keep downloads, and read there. Nothing is uploaded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import platformdirs

from smallprint.exports import group_parts

ENDINGS = (".zip", ".tgz", ".tar.gz", ".tar")
MOST_SHOWN = 30
MOST_SEEN = 50_000  # names looked at for one dropped file
DEEPEST = 3  # folders below Downloads, Desktop or Documents
EDGE = 65536  # bytes at either end of a dropped file


@dataclass(frozen=True, slots=True)
class FoundDownload:
    """One download as it lies there: one file, or several parts."""

    paths: tuple[Path, ...]
    size: int
    modified: datetime

    @property
    def name(self) -> str:
        return self.paths[0].name


@dataclass(frozen=True, slots=True)
class Dropped:
    """What the page says of a file that was dropped on it."""

    name: str
    size: int
    first: str  # SHA-256 of the first EDGE bytes, hex
    last: str


def usual_places() -> tuple[Path, ...]:
    """Where people keep downloads."""
    places = (
        platformdirs.user_downloads_path(),
        platformdirs.user_desktop_path(),
        platformdirs.user_documents_path(),
    )
    return tuple(place for place in dict.fromkeys(places) if place.is_dir())


def downloads_there(folder: Path | None = None) -> list[FoundDownload]:
    """Zips at the top of the Downloads folder, newest first; parts of one download together."""
    folder = folder or platformdirs.user_downloads_path()
    try:
        files = [entry for entry in folder.iterdir() if entry.name.lower().endswith(ENDINGS) and entry.is_file()]
    except OSError:
        return []
    found = [one for paths in group_parts(files) if (one := _found(paths)) is not None]
    return sorted(found, key=lambda one: one.modified, reverse=True)[:MOST_SHOWN]


def _found(paths: tuple[Path, ...]) -> FoundDownload | None:
    try:
        stats = [path.stat() for path in paths]
    except OSError:
        return None
    newest = max(stat.st_mtime for stat in stats)
    return FoundDownload(paths, sum(stat.st_size for stat in stats), datetime.fromtimestamp(newest, UTC))


def where_it_lies(dropped: Dropped, places: Sequence[Path] | None = None) -> Path | None:
    """The file of this name, size and edges in one of the usual places; None where it is not found."""
    for path in islice(_names_under(usual_places() if places is None else places), MOST_SEEN):
        if path.name == dropped.name and _is(path, dropped):
            return path
    return None


def _names_under(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        for folder, inside, names in os.walk(place):
            depth = len(Path(folder).relative_to(place).parts)
            inside[:] = [name for name in inside if not name.startswith(".")] if depth < DEEPEST else []
            yield from (Path(folder, name) for name in names)


def _is(path: Path, dropped: Dropped) -> bool:
    try:
        if path.stat().st_size != dropped.size:
            return False
        with path.open("rb") as file:
            first = file.read(EDGE)
            file.seek(max(0, dropped.size - EDGE))
            last = file.read(EDGE)
    except OSError:
        return False
    return (hashlib.sha256(first).hexdigest(), hashlib.sha256(last).hexdigest()) == (dropped.first, dropped.last)
