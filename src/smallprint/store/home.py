"""The home: one folder with the encrypted main file, the cache, and the wrapped key.

    key.json   the library key, wrapped          home.db    everything that is known, encrypted
    cache.db   what looking again brings back    backups/   copies made before a migration

A home is there when key.json is there: it is written last.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from smallprint.errors import HomeDamaged, NoHome, Refused, WrongKey
from smallprint.store import backup as backups
from smallprint.store import key as keys
from smallprint.store.backup import HOME_FILE
from smallprint.store.cache import open_cache
from smallprint.store.database import PAGE, PATIENCE, Database
from smallprint.store.exports import Exports
from smallprint.store.facts import Facts, Troubles
from smallprint.store.family import FamilyWords
from smallprint.store.files import make_private_file, make_private_folder, sync_folder, telling_of_files, tighten
from smallprint.store.findings import Findings
from smallprint.store.forgetting import sweep_cache
from smallprint.store.items import Items
from smallprint.store.jobs import Jobs
from smallprint.store.kept import Restored
from smallprint.store.people import People
from smallprint.store.pictures import Pictures
from smallprint.store.sample import Sample
from smallprint.store.schema import bring_up_to_date, make_schema
from smallprint.store.seen import Seen
from smallprint.store.steps import Steps
from smallprint.store.takedowns import Takedowns

UNFINISHED = "unfinished"  # stands in the folder while a home is being made
_PLAIN = b"SQLite format 3\x00"


class Home:
    """An open home. Its parts are small objects of plain functions over one engine; all give records."""

    def __init__(self, path: Path, raw_key: bytes, main: Database, cache: Database, *, cache_is_new: bool) -> None:
        self.path = path
        self.raw_key = raw_key
        self.cache_is_new = cache_is_new  # thumbnails and descriptors were lost: those pictures are looked at again
        self._main, self._cache = main, cache
        self.exports = Exports(main, cache)
        self.items = Items(main)
        self.facts = Facts(main)
        self.troubles = Troubles(main)
        self.pictures = Pictures(main, cache, path)
        self.people = People(main, cache)
        self.family = FamilyWords(main)
        self.seen = Seen(main)
        self.findings = Findings(main, cache)
        self.steps = Steps(main)
        self.jobs = Jobs(main)
        self.sample = Sample(main)
        self.takedowns = Takedowns(main, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close both files and forget the key."""
        self._main.close()
        self._cache.close()
        self.raw_key = b""

    lock = close

    def backup(self, target: Path) -> None:
        """Write one encrypted file that `restore_home` puts back; it opens with the passphrase of today."""
        backups.write_backup(self._main, self.path, target)

    def faults(self) -> list[str]:
        """Read both files whole and say what is damaged; empty when nothing is."""
        return self._main.faults() + self._cache.faults()


def create_home(path: Path, passphrase: str, *, light: bool = False) -> str:
    """Make a home in a new or empty folder and give its recovery code, which is shown once and kept nowhere.

    Refused when the folder holds anything else, HomeDamaged when it holds a home's file without its key.
    """
    library_key = keys.new_key()
    file, code = keys.wrap(library_key, passphrase, keys.LIGHT if light else keys.FULL)
    with telling_of_files():
        _clear_the_ground(path)
        make_private_folder(path)
        (path / UNFINISHED).touch()
        make_private_file(path / HOME_FILE)
    main = Database(path / HOME_FILE, library_key)
    try:
        make_schema(main)
    finally:
        main.close()
    cache, _ = open_cache(path, library_key, PATIENCE)
    cache.close()
    with telling_of_files():
        sync_folder(path)
        keys.write_key_file(path / keys.KEY_FILE, file)
        (path / UNFINISHED).unlink()
    return code


def open_home(
    path: Path,
    *,
    passphrase: str | None = None,
    recovery: str | None = None,
    raw_key: bytes | None = None,
    patience: float = PATIENCE,
) -> Home:
    """Open the home with one of the three keys; `patience` is how many seconds to wait for another writer."""
    library_key = unlock(path, passphrase=passphrase, recovery=recovery, raw_key=raw_key)
    _check_main_file(path / HOME_FILE)
    with telling_of_files():
        tighten(path)
    main = Database(path / HOME_FILE, library_key, patience)
    try:
        bring_up_to_date(main, path)
        cache, is_new = open_cache(path, library_key, patience)
    except BaseException:
        main.close()
        raise
    home = Home(path, library_key, main, cache, cache_is_new=is_new)
    if is_new:
        home.pictures.look_again_at_all()
    if main.sweep_is_due():
        sweep_cache(main, cache)
    return home


def unlock(
    path: Path, *, passphrase: str | None = None, recovery: str | None = None, raw_key: bytes | None = None
) -> bytes:
    """Give the library key of the home at `path`, from the first of the three that was given."""
    return _unwrap(_key_file(path), passphrase, recovery, raw_key)


def _unwrap(file: keys.KeyFile, passphrase: str | None, recovery: str | None, raw_key: bytes | None) -> bytes:
    if passphrase is not None:
        return keys.unwrap_by_passphrase(file, passphrase)
    if recovery is not None:
        return keys.unwrap_by_recovery(file, recovery)
    if raw_key is not None:
        return keys.check_raw(file, raw_key)
    raise WrongKey("This home opens with its passphrase or its recovery code.")


def change_passphrase(path: Path, new: str, *, passphrase: str | None = None, recovery: str | None = None) -> None:
    """Set a new passphrase, opened by the old one or by the recovery code. Nothing is encrypted anew."""
    library_key = unlock(path, passphrase=passphrase, recovery=recovery)
    _write_key(path, lambda file: keys.rewrap_passphrase(file, library_key, new))


def new_recovery_code(path: Path, *, passphrase: str) -> str:
    """Give a new recovery code; the old sheet no longer opens the home."""
    library_key = unlock(path, passphrase=passphrase)
    file, code = keys.rewrap_recovery(_key_file(path), library_key)
    _write_key(path, lambda _: file)
    return code


def restore_home(backup: Path, path: Path, *, passphrase: str | None = None, recovery: str | None = None) -> Restored:
    """Put a backup back at `path`, opened by the keys it was made with. What lay there is set aside."""
    return backups.restore(backup, path, lambda file: _unwrap(file, passphrase, recovery, None))


def _write_key(path: Path, change: Callable[[keys.KeyFile], keys.KeyFile]) -> None:
    changed = change(_key_file(path))
    with telling_of_files():
        keys.write_key_file(path / keys.KEY_FILE, changed)


def _key_file(path: Path) -> keys.KeyFile:
    try:
        return keys.read_key_file(path / keys.KEY_FILE)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError:
        with telling_of_files():
            raise
    if (path / HOME_FILE).exists() and not (path / UNFINISHED).exists():
        raise HomeDamaged("The key file of this home is missing.", hint="Put key.json back from a backup.")
    raise NoHome("There is no home here yet.")


def _check_main_file(file: Path) -> None:
    """Tell a missing, cut or foreign file before anything opens it: SQLite makes a file anew that is no page long."""
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_PLAIN))
            size = opened.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise HomeDamaged("The home's main file is missing.") from None
    except OSError:
        with telling_of_files():
            raise
    if size < PAGE:
        raise HomeDamaged("The home's main file is cut off.")
    if head == _PLAIN:
        raise HomeDamaged("The home's main file is not encrypted, so it is not ours.")


def _clear_the_ground(path: Path) -> None:
    """Let a home be made here: nothing, an empty folder, or one where making a home was cut short."""
    if not path.exists():
        return
    if not path.is_dir():
        raise Refused("There is a file of that name.", hint="Choose another place: --home PATH")
    if (path / keys.KEY_FILE).exists():
        raise Refused("There is a home here already.", hint="Open it with its passphrase.")
    if (path / UNFINISHED).exists():
        for left in path.glob("*.db*"):
            left.unlink()
    elif (path / HOME_FILE).exists():
        raise HomeDamaged("There is a home here without its key file.", hint="Put key.json back from a backup.")
    if any(not entry.name.startswith(".") and entry.name != UNFINISHED for entry in path.iterdir()):
        raise Refused("This folder holds other things.", hint="A home needs an empty folder: --home PATH")
