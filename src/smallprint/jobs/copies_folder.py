"""The folder of the copies: names of ours, nothing overwritten, and a note while a batch is under way.

The note is what makes a stopped batch go on: a salt, the batch's salted fingerprint, how far it was and one number of
covers. It names no file and no face, and goes when the batch is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from smallprint.errors import UnreadablePath
from smallprint.jobs.originals import Original

NOTE = ".smallprint-unfinished"
_OURS = re.compile(r"copy-(\d{4,})\.(?:jpg|png|webp)")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How far a batch is."""

    salt: str
    batch: str
    first: int  # number of the first copy
    done: int = 0  # originals that were answered, in their order
    covered: int = 0

    def after(self, place: int, covered: int) -> Unfinished:
        """With one more answered; what was answered in an earlier run is not counted twice."""
        return self if place < self.done else replace(self, done=place + 1, covered=self.covered + covered)


def begin(out: Path, originals: Sequence[Original], settings: str) -> Unfinished:
    """Go on with this very batch where it was stopped, or begin anew after the highest number that is taken."""
    _make_folder(out)
    before = _noted(out)
    if before is not None and before.batch == _fingerprint(before.salt, originals, settings):
        return before
    salt = secrets.token_hex(16)
    taken = [int(found[1]) for path in out.iterdir() if (found := _OURS.fullmatch(path.name))]
    going = Unfinished(salt, _fingerprint(salt, originals, settings), max(taken, default=0) + 1)
    note(out, going)
    return going


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (PermissionError, FileExistsError, NotADirectoryError) as problem:
        raise UnreadablePath(
            f"The folder {out} cannot be made.", hint="Choose another with --out; copies need a folder of their own."
        ) from problem


def note(out: Path, going: Unfinished) -> None:
    """Keep how far the batch is, in one step."""
    part = out / f"{NOTE}.part"
    part.write_text(json.dumps(asdict(going)), encoding="utf-8")
    part.replace(out / NOTE)


def finish(out: Path) -> None:
    """The batch is done: nothing stays but the copies."""
    (out / NOTE).unlink(missing_ok=True)


def copy_name(number: int, suffix: str) -> str:
    """`copy-0001.jpg`: a number in the order of the originals, and nothing of theirs."""
    return f"copy-{number:04}{suffix}"


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that was not there, whole or not at all. False when there is another of that name."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return _given_its_name(part, path)
    finally:
        part.unlink(missing_ok=True)


def _given_its_name(part: Path, path: Path) -> bool:
    """A hard link never overwrites; where a file system has none (FAT), we look first."""
    with suppress(FileExistsError):
        try:
            path.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:
            if path.exists():
                raise FileExistsError from None
            part.rename(path)
        return True
    return path.read_bytes() == part.read_bytes()  # written just before the power went


def _noted(out: Path) -> Unfinished | None:
    try:
        found = json.loads((out / NOTE).read_text(encoding="utf-8"))
        return Unfinished(
            str(found["salt"]), str(found["batch"]), int(found["first"]), int(found["done"]), int(found["covered"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _fingerprint(salt: str, originals: Sequence[Original], settings: str) -> str:
    told = json.dumps([salt, settings, [[one.name, *one.stamp()] for one in originals]])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
