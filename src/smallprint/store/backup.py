"""Backups, putting one back, and forgetting everything.

A backup is one zip with `home.db` (encrypted, as it is), `key.json` (the wrapped key) and nothing in plain. The
cache is not in it: looking again makes it, and thumbnails of findings are in the main file.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from smallprint.errors import HomeDamaged, NoHome, Refused, UnreadablePath
from smallprint.store import key as keys
from smallprint.store.cache import CACHE_FILE
from smallprint.store.database import Database
from smallprint.store.dropping import SET_ASIDE
from smallprint.store.files import make_private_file, make_private_folder, sync_folder, telling_of_files
from smallprint.store.kept import Restored
from smallprint.store.schema import BACKUPS

HOME_FILE = "home.db"
_MEMBERS = {HOME_FILE, keys.KEY_FILE}
_SIDES = ("", "-wal", "-shm", "-journal")
_PIECE = 1 << 20


def write_backup(main: Database, folder: Path, target: Path) -> None:
    """Write a backup all at once; Refused when there is a file of that name."""
    with telling_of_files():
        if target.exists():
            raise Refused("There is a file of that name already.", hint="Choose another name for the backup.")
        copy = folder / "backup.partial.db"
        partial = target.with_name(target.name + ".partial")
        try:
            copy.unlink(missing_ok=True)
            main.copy_to(copy)
            _write_zip(partial, {HOME_FILE: copy, keys.KEY_FILE: folder / keys.KEY_FILE})
            partial.replace(target)
            sync_folder(target.parent)
        finally:
            copy.unlink(missing_ok=True)
            partial.unlink(missing_ok=True)


def restore(backup: Path, folder: Path, unlock: Callable[[keys.KeyFile], bytes]) -> Restored:
    """Put a backup back after reading it whole; what lay there is set aside in the folder, never written over.

    `unlock` opens the backup's own key file: the passphrase of the day it was made, or its recovery code.
    """
    with telling_of_files():
        if not backup.is_file():
            raise UnreadablePath("There is no such backup.")
        make_private_folder(folder)
        incoming = folder / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        make_private_folder(incoming)
        try:
            _unpack(backup, incoming)
            _check(incoming, unlock)
            aside = _set_aside(folder)
            for name in (HOME_FILE, keys.KEY_FILE):  # the key last: a home is there when its key is
                (incoming / name).replace(folder / name)
            sync_folder(folder)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
    return Restored(folder, aside)


def forget_everything(folder: Path) -> None:
    """Delete every file of the home, the key first: without it the rest is unreadable. Close the home before."""
    if not any((folder / name).exists() for name in (keys.KEY_FILE, HOME_FILE, CACHE_FILE, BACKUPS)):
        raise NoHome("There is no home here.")
    with telling_of_files():
        for name in _our_files():
            (folder / name).unlink(missing_ok=True)
        for inside in [folder / BACKUPS, folder / "incoming", *folder.glob(f"{SET_ASIDE}*")]:
            if inside.is_dir() and not inside.is_symlink():
                shutil.rmtree(inside)
        if not any(folder.iterdir()):
            folder.rmdir()


def _our_files() -> list[str]:
    first = [keys.KEY_FILE, keys.KEY_FILE + ".partial", "unfinished"]
    return first + [name + end for name in (HOME_FILE, CACHE_FILE, "backup.partial.db") for end in _SIDES]


def _write_zip(target: Path, files: dict[str, Path]) -> None:
    target.unlink(missing_ok=True)
    make_private_file(target)
    with target.open("r+b") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as out:
            for name, file in files.items():
                out.write(file, name)
        opened.flush()
        os.fsync(opened.fileno())


def _unpack(backup: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as opened:
            entries = opened.infolist()
            if {entry.filename for entry in entries} != _MEMBERS or len(entries) != len(_MEMBERS):
                raise HomeDamaged("This file is not a backup of a home.")
            if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries):
                raise HomeDamaged("This file is not a backup of a home.")
            for entry in entries:
                make_private_file(folder / entry.filename)
                with opened.open(entry) as source, (folder / entry.filename).open("wb") as out:
                    shutil.copyfileobj(source, out, _PIECE)
                    os.fsync(out.fileno())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise HomeDamaged("This backup is damaged.", hint="Nothing was changed. Try an older backup.") from None


def _check(folder: Path, unlock: Callable[[keys.KeyFile], bytes]) -> None:
    key = unlock(keys.read_key_file(folder / keys.KEY_FILE))
    database = Database(folder / HOME_FILE, key)
    try:
        if database.faults():
            raise HomeDamaged("This backup is damaged.", hint="Nothing was changed. Try an older backup.")
    finally:
        database.close()
        for end in _SIDES[1:]:
            (folder / (HOME_FILE + end)).unlink(missing_ok=True)


def _set_aside(folder: Path) -> Path | None:
    """Move what lies there into a folder of its own. The cache belongs to the old key: it goes along."""
    there = [folder / name for name in _our_files() if (folder / name).exists()]
    if not there:
        return None
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
    aside = folder / f"{SET_ASIDE}{stamp}"
    make_private_folder(aside)
    for file in there:
        file.rename(aside / file.name)
    sync_folder(folder)
    return aside
