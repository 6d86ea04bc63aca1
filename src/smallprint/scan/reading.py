"""Getting at the bytes of one member: the opened exports of this process, and hashing while reading."""

from __future__ import annotations

import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from smallprint.exports import Export, ExportTrouble, File, open_export
from smallprint.records.items import Trouble

_KEPT_OPEN = 2  # exports; a zip of 300,000 members takes 190 MB to hold open
_IN_MEMORY = 64 << 20  # bytes; larger files (videos) are read a second time for the decoder
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export, read once from end to end."""

    file: File
    sha256: str
    size: int
    content: bytes | None  # None when it was too large to hold
    trouble: Trouble | None  # why it could not be read to its end


def open_exports_of_this_process() -> OpenExports:
    """The one shelf of this process."""
    return _SHELF


class OpenExports:
    """The exports last asked for, kept open: opening one anew for every batch would cost more than looking."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[object, ...], Export] = OrderedDict()

    def get(self, parts: tuple[str, ...]) -> Export:
        """The export of these parts, opened again if a part changed on the disk. SmallprintError as open_export."""
        key = (parts, tuple(_stamp(Path(part)) for part in parts))
        if key not in self._open:
            while len(self._open) >= _KEPT_OPEN:
                self._open.popitem(last=False)[1].__exit__(None, None, None)
            self._open[key] = open_export([Path(part) for part in parts]).__enter__()
        self._open.move_to_end(key)
        return self._open[key]

    def close(self) -> None:
        """Let go of all of them."""
        while self._open:
            self._open.popitem()[1].__exit__(None, None, None)


def read_member(file: File, *, keep: bool) -> Member:
    """Hash a member; with `keep` its bytes are held too where they are few enough.

    A member that breaks off gives what came before, with the trouble beside it."""
    digest, size, trouble = hashlib.sha256(), 0, None
    held: io.BytesIO | None = io.BytesIO() if keep else None
    try:
        with file.open() as stream:
            while chunk := stream.read1(_CHUNK):  # not read(): it drops what came before a break
                digest.update(chunk)
                size += len(chunk)
                if held is not None and size <= _IN_MEMORY:
                    held.write(chunk)
                else:
                    held = None
    except ExportTrouble as problem:
        trouble = Trouble(file.name, problem.kind, problem.note)
    except OSError as problem:
        trouble = Trouble(file.name, "unreadable", type(problem).__name__)
    sha256 = digest.hexdigest() if size or trouble is None else ""
    return Member(file, sha256, size, held.getvalue() if held is not None else None, trouble)


@contextmanager
def source_of(member: Member) -> Iterator[bytes | BinaryIO]:
    """What the decoder reads: the bytes in hand, or the member opened once more."""
    if member.content is not None:
        yield member.content
        return
    with member.file.open() as stream:
        yield stream


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


_SHELF = OpenExports()
