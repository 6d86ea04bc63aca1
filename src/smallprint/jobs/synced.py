"""Whether a folder is copied to somebody's cloud, told from its path alone. Nothing is opened and nobody is asked.

Folder names that the makers' programs make by default: "OneDrive", "OneDrive - Company", "Dropbox",
"Dropbox (Team)", "Google Drive", "My Drive" under "CloudStorage/GoogleDrive-…" or a drive letter of its own,
"iCloudDrive" on Windows, "Mobile Documents/com~apple~CloudDocs" on a Mac, "CloudStorage/<Maker>-…" since macOS 12.3.
A Mac with "Desktop & Documents in iCloud" syncs two ordinary folders, which no path shows: hence `may_be_synced`.
"""

from __future__ import annotations

import sys
from pathlib import PurePath

MAKERS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("icloud drive", "iCloud Drive"),
    ("icloud photos", "iCloud"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("pcloud drive", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("proton drive", "Proton Drive"),
    ("protondrive", "Proton Drive"),
)


def synced_by(path: PurePath) -> str | None:
    """The maker of the cloud that copies this place, or None where the path does not say so."""
    for part in path.parts:
        folded = part.casefold()
        for sign, maker in MAKERS:
            if folded == sign or folded.startswith((f"{sign} ", f"{sign}-")):
                return maker
    return None


def may_be_synced(path: PurePath, home: PurePath, platform: str = sys.platform) -> bool:
    """Whether the place is one that a Mac or Windows may copy to the cloud without its path saying so."""
    if platform not in {"darwin", "win32"} or not path.is_relative_to(home):
        return False
    return path.relative_to(home).parts[:1] in {("Desktop",), ("Documents",), ("Pictures",)}
