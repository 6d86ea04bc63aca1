"""Where each download lies now, and putting it away: delete it, move it, or leave it. Only ever on the person's word.

The home keeps small thumbnails, ids and fingerprints of what it found, so lists, steps and proof work without it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from smallprint.errors import Refused, UnknownName, UnreadablePath
from smallprint.jobs.given import LOOSE
from smallprint.jobs.synced import may_be_synced, synced_by
from smallprint.store import Home, KeptExport


@dataclass(frozen=True, slots=True)
class Lies:
    """Where one part of a download lies."""

    path: Path
    there: bool
    size: int  # bytes; 0 when it is not there
    synced: str | None  # the maker of the cloud that copies this folder, told from its path
    perhaps_synced: bool  # Desktop, Documents or Pictures of a Mac or Windows: the path alone does not tell


def where_it_lies(export: KeptExport) -> list[Lies]:
    """Each part of one export, as it lies on this machine today."""
    return [_lies(Path(path)) for path in export.paths]


def _lies(path: Path) -> Lies:
    there = path.exists()
    synced = synced_by(path)
    return Lies(
        path, there, size_of(path) if there else 0, synced, synced is None and may_be_synced(path, Path.home())
    )


def size_of(path: Path) -> int:
    """Bytes of a file, or of everything in a folder; links are not followed."""
    if path.is_dir() and not path.is_symlink():
        return sum(inside.lstat().st_size for inside in path.rglob("*") if not inside.is_dir())
    return path.lstat().st_size


def export_numbered(home: Home, number: int) -> KeptExport:
    """The export with this number. Raises UnknownName."""
    for export in home.exports.all():
        if export.id == number:
            return export
    raise UnknownName(f"There is no export with the number {number}.", hint="See them: smallprint put-away")


def delete_download(home: Home, number: int) -> list[Path]:
    """Delete the parts of one download and give what was deleted. The caller has asked the person first."""
    export = export_numbered(home, number)
    refuse_deleting(export)
    gone = []
    for path in map(Path, export.paths):
        if path.exists():
            remove(path)
            gone.append(path)
    return gone


def move_download(home: Home, number: int, target: Path) -> list[Path]:
    """Move the parts of one download into the folder `target` and remember the new place. Raises UnreadablePath."""
    export = export_numbered(home, number)
    target = target.expanduser().absolute()
    new = [target / Path(path).name for path in export.paths]
    for path in new:
        if path.exists():
            raise UnreadablePath(f"{path} is there already.", hint="Name another folder. Nothing was moved.")
    target.mkdir(parents=True, exist_ok=True)
    for path, goal in zip(map(Path, export.paths), new, strict=True):
        if path.exists():
            shutil.move(path, goal)
    home.exports.moved(number, tuple(str(path) for path in new))
    return new


def refuse_deleting(export: KeptExport) -> None:
    """A download not read to its end is still needed, and a person's own pictures are no download. Raises Refused."""
    if not export.finished:
        raise Refused(
            "This download was not read to its end, so it is still needed.",
            hint="Add it again first; it goes on where it stopped.",
        )
    if export.network == LOOSE:
        raise Refused("This is a folder of your own pictures, not a download.", hint="smallprint leaves it as it is.")
    for path in map(Path, export.paths):
        if path.is_dir() and holds_more_than_a_download(path):
            raise Refused(
                f"{path} is a place that holds more than this download.", hint="Delete the download yourself."
            )


def holds_more_than_a_download(folder: Path) -> bool:
    """Whether the folder is a person's own place, or one that we stand in: never deleted as a whole."""
    whole = folder.resolve()
    return any(
        place.resolve().is_relative_to(whole) for place in (Path.home(), Path.home() / "Downloads", Path.cwd())
    )


def remove(path: Path) -> None:
    """Remove one part; a link is removed, not what it points to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
