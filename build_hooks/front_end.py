"""Fetch what the local pages need from npm, exactly as package-lock.json pins it, and copy the few files we ship."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from fetch import npm, run

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "src" / "smallprint" / "web" / "static" / "vendor"
SHIPPED = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
}


def make_front_end(folder: Path = VENDOR) -> bool:
    """Put the shipped files into `folder`; False when this lock's files were there already."""
    if up_to_date(folder):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="smallprint-") as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, scratch)
        # npm compares each package with the integrity in the lock file and refuses another.
        run(
            [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], Path(scratch), "htmx.org (npm)"
        )
        for inside, name in SHIPPED.items():
            shutil.copyfile(Path(scratch) / "node_modules" / inside, folder / name)
    (folder / "lock.json").write_text(locked(), "utf-8")
    return True


def up_to_date(folder: Path) -> bool:
    if not all((folder / name).is_file() for name in SHIPPED.values()):
        return False
    lock = folder / "lock.json"
    return lock.is_file() and lock.read_text("utf-8") == locked()


def locked() -> str:
    """Name, version and integrity of what the lock pins: kept beside the copies to know them again."""
    packages = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    kept = {name: [entry["version"], entry["integrity"]] for name, entry in packages.items() if name}
    return json.dumps(kept, indent=1, sort_keys=True) + "\n"
