"""A first look: an encrypted home in a folder of its own, whose key is nowhere but in this program's memory.

It is wrapped by a random passphrase that nobody knows. When the person wants to keep it, the same key is wrapped by
theirs and the folder moves to its lasting place; otherwise it is deleted when the program ends, and what a crash
leaves behind cannot be opened by anybody.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from smallprint.errors import Refused
from smallprint.store import Home, create_home, open_home
from smallprint.store.files import make_private_folder, telling_of_files
from smallprint.store.key import FULL, KEY_FILE, wrap, write_key_file


@dataclass(slots=True)
class FirstLook:
    """One first look under way."""

    folder: Path  # holds the home; deleted with everything in it
    home: Home

    def throw_away(self) -> None:
        """Close it and delete the folder."""
        self.home.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def keep_at(self, place: Path, passphrase: str) -> tuple[Home, str]:
        """Move it to `place` under a passphrase; gives the open home and the recovery code, told once.

        Refused when something lies there already. The library key stays, so nothing is encrypted anew.
        """
        if place.exists() and any(place.iterdir()):
            raise Refused("There is a smallprint here already.", hint="Open it with its passphrase.")
        key = self.home.raw_key
        file, code = wrap(key, passphrase, FULL)
        self.home.close()
        with telling_of_files():
            write_key_file(self.home.path / KEY_FILE, file)
            make_private_folder(place.parent)
            if place.exists():
                place.rmdir()
            shutil.move(self.home.path, place)
        shutil.rmtree(self.folder, ignore_errors=True)
        return open_home(place, raw_key=key), code


def begin_first_look() -> FirstLook:
    """Make the temporary home. Its passphrase is random and forgotten at once."""
    folder = Path(tempfile.mkdtemp(prefix="smallprint-"))
    passphrase = secrets.token_urlsafe(32)
    create_home(folder / "first-look", passphrase, light=True)
    return FirstLook(folder, open_home(folder / "first-look", passphrase=passphrase))
