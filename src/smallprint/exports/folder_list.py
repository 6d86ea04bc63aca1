"""What lies in a folder on disk. Links are never followed, and files that are only in the cloud are told."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.exports.sniff import looks_like_media

_RECALL = 0x0040_0000 | 0x0004_0000 | 0x1000  # Windows: fetched when read, fetched when opened, offline
_DATALESS = 0x4000_0000  # macOS: the bytes are in iCloud; reading would fetch them over the network
_MOUNT_POINT = 0xA000_0003  # a Windows junction


@dataclass(frozen=True, slots=True)
class Lying:
    """One file on disk. `odd` is the slug of the reason not to open it, or ""."""

    path: str  # below the folder, "/" between folders, undecodable bytes as surrogates
    size: int
    modified: float
    odd: str


def walk(folder: str) -> Iterator[Lying]:
    """Give every file below a folder, without following one link."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder + os.sep + inside.replace("/", os.sep)) as found:
                entries = list(found)
        except OSError:
            yield Lying(inside, 0, 0.0, "unreadable_folder")
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if _is_folder(entry):
                waiting.append(path)
            else:
                yield _lying(path, entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not _is_link(entry)
    except OSError:
        return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == _MOUNT_POINT)


def _lying(path: str, entry: os.DirEntry[str]) -> Lying:
    try:
        state = entry.stat(follow_symlinks=False)
        linked = _is_link(entry)
    except OSError:
        return Lying(path, 0, 0.0, "unreadable")
    return Lying(_real_name(path), state.st_size, state.st_mtime, _why_odd(path, state, linked=linked))


def _why_odd(path: str, state: os.stat_result, *, linked: bool) -> str:
    if linked:
        return "link"
    if not stat.S_ISREG(state.st_mode):
        return "special_file"
    if _only_in_the_cloud(path, state):
        return "not_downloaded"
    return "empty" if state.st_size == 0 and looks_like_media(path) else ""


def _only_in_the_cloud(path: str, state: os.stat_result) -> bool:
    if path.endswith(".icloud"):
        return True
    attributes = getattr(state, "st_file_attributes", 0)
    return bool(attributes & _RECALL or getattr(state, "st_flags", 0) & _DATALESS)


def _real_name(path: str) -> str:
    """Give the name behind iCloud's stand-in: `.IMG_1.jpg.icloud` stands for IMG_1.jpg."""
    folder, _, name = path.rpartition("/")
    if name.startswith(".") and name.endswith(".icloud"):
        return f"{folder}/{name[1:-7]}" if folder else name[1:-7]
    return path
