"""What is to be copied: files and folders that somebody named, or the pictures of one finding. Only ever read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from smallprint.errors import UnreadablePath
from smallprint.exports import open_export
from smallprint.scan.reading import read_member, source_of
from smallprint.store import Home

LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Original:
    """One picture to copy."""

    name: str  # as the person wrote it, or as the export calls it
    path: Path | None  # a file of its own; None when it lies in an export
    parts: tuple[str, ...] = ()  # of the export

    def stamp(self) -> tuple[str, int, int]:
        """What changes when the file does."""
        path = self.path or Path(self.parts[0])
        try:
            found = path.stat()
        except OSError:
            return str(path.absolute()), 0, 0
        return str(path.absolute()), found.st_size, found.st_mtime_ns


def originals_at(paths: Sequence[Path], out: Path) -> list[Original]:
    """Every file that was named, and those below the folders that were, by name. What lies in `out` is left aside.

    Raises UnreadablePath for a path that is not there."""
    found: list[Original] = []
    for path in paths:
        if path.is_dir():
            found.extend(Original(str(file), file) for file in _files_below(path, out))
        elif path.exists():
            found.append(Original(str(path), path))
        else:
            raise UnreadablePath(f"{path} is not there.")
    return found


def originals_of(home: Home, finding: str) -> tuple[list[Original], bool]:
    """The pictures of a finding, and whether a confirmed export stands behind it. UnknownName when there is none."""
    shown = home.findings.get(finding)
    export = home.exports.get(shown.export)
    pictures = [picture for picture in shown.pictures if not picture.missing]
    return [Original(one.name, None, export.paths) for one in pictures], export.confirmed != LOOSE


@contextmanager
def opened(original: Original) -> Iterator[tuple[bytes | BinaryIO, int | None]]:
    """Its bytes or a stream of them, and how many. OSError or SmallprintError where it cannot be read."""
    if original.path is not None:
        if not original.path.is_file():  # a pipe or a device would wait for ever
            raise UnreadablePath(f"{original.name} is not a file.")
        with original.path.open("rb") as stream:
            yield stream, None
        return
    with open_export([Path(part) for part in original.parts]) as export:
        file = export.files.get(original.name)
        if file is None:
            raise UnreadablePath(f"{original.name} is not in the export any more.")
        member = read_member(file, keep=True)
        with source_of(member) as source:
            yield source, member.size


def _files_below(folder: Path, out: Path) -> Iterator[Path]:
    """Sorted by name; links are not followed, hidden files are not copied."""
    ours = out.absolute()
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and (here / one).absolute() != ours)
        if here.absolute() != ours:
            yield from (here / name for name in sorted(files) if _is_ordinary(here / name))


def _is_ordinary(path: Path) -> bool:
    return not path.name.startswith(".") and not path.is_symlink()
