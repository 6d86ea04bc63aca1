"""Folders and files that only their owner may read, and small files that are either old or new, never half.

Modes are set on the open file, so the umask does not matter. Windows has no such modes: there the folder lies in
the person's own profile, whose access list keeps other people out.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from smallprint.errors import DiskFull, HomeError

if sys.platform != "win32":
    import resource

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_LITTLE = 256 * 1024
_FAT32 = 4 * 1024**3
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def telling_of_files() -> Iterator[None]:
    """Say what an operating system error means, without the path it names."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise DiskFull("There is no room left on the disk.") from None
        if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise HomeError(
                "The home's folder may not be written.", hint="Check that the disk is not read-only, and whose it is."
            ) from None
        raise HomeError(
            f"The home's folder could not be read or written ({type(problem).__name__}).",
            hint="Check that the disk is plugged in, and try again.",
        ) from None


def make_private_folder(path: Path) -> None:
    """Make the folder (parents too), or tighten the one that is there, to 0700."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    path.chmod(FOLDER_MODE)


def make_private_file(path: Path) -> None:
    """Make an empty file of mode 0600; FileExistsError if there is one."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
    os.close(descriptor)
    path.chmod(FILE_MODE)


def write_private(path: Path, content: bytes) -> None:
    """Put `content` at `path` all at once: a crash leaves the old file or the new one."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    make_private_file(partial)
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def no_room(folder: Path) -> bool:
    """Whether the disk is full, a quota is used up, or a file is as large as files may be here."""
    try:
        free = shutil.disk_usage(folder).free
        largest = max((file.stat().st_size for file in folder.iterdir()), default=0)
        if free < _LITTLE or largest > _largest_file() - _LITTLE:
            return True
        with tempfile.TemporaryFile(dir=folder) as probe:  # only a quota is met here
            probe.write(bytes(_LITTLE))
            probe.flush()
    except OSError as problem:
        return problem.errno in _NO_ROOM
    return False


def _largest_file() -> int:
    """The system's limit for this program, else that of FAT32, the smallest of disks in use."""
    if sys.platform != "win32":
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
        if limit != resource.RLIM_INFINITY:
            return min(limit, _FAT32)
    return _FAT32


def sync_folder(path: Path) -> None:
    """Make renames in this folder survive a power cut, where the system can (Windows cannot open a folder)."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def tighten(folder: Path) -> None:
    """Set our modes on a home's folder and files again, where they have been loosened."""
    with suppress(PermissionError):
        folder.chmod(FOLDER_MODE)
        for file in folder.iterdir():
            if file.is_file() and not file.is_symlink():
                file.chmod(FILE_MODE)
