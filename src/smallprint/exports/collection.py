"""The files of an export as they are gathered, with every refusal told."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack

from smallprint.exports.file import File
from smallprint.exports.limits import KIB, LIMITS, ExportTrouble
from smallprint.exports.members import Met
from smallprint.exports.names import fold, is_junk, natural, shown
from smallprint.records.items import Trouble


class Collection:
    """The files met so far, and what was refused."""

    def __init__(self, holding: ExitStack) -> None:
        self.files: dict[str, File] = {}
        self.skipped = 0  # what a system put beside the export, and second copies of the same bytes
        self.sums: list[str] = []
        self.holding = holding
        self._by_fold: dict[int, File] = {}  # by the hash of the compared name: a third of the memory
        self._refused: list[Trouble] = []
        self._untold: Counter[str] = Counter()
        self._total = 0

    @property
    def full(self) -> bool:
        """Whether no further file is taken in."""
        return len(self.files) >= LIMITS.members

    def refuse(self, where: str, kind: str, note: str = "") -> None:
        """Keep why something was not opened; beyond a thousand only how many there were."""
        if len(self._refused) < LIMITS.listed_troubles:
            self._refused.append(Trouble(shown(where), kind, note))
        else:
            self._untold[kind] += 1

    def refuse_for(self, where: str, problem: ExportTrouble) -> None:
        """Keep a problem of a whole part."""
        self.refuse(where, problem.kind, problem.note)

    def troubles(self) -> tuple[Trouble, ...]:
        """Give every refusal, the many last as numbers."""
        rest = (Trouble("the export", kind, f"{count} more") for kind, count in sorted(self._untold.items()))
        return (*self._refused, *rest)

    def take(self, met: Met, prefix: str, part: str) -> File | None:
        """Take a member in, skip it, or refuse it with its reason."""
        path = prefix + met.path
        if met.odd_name:
            self.refuse(path, met.odd_name)
        elif is_junk(met.path):
            self.skipped += 1
        elif met.odd:
            self.refuse(path, met.odd)
        elif met.size > LIMITS.member or self._total + met.size > LIMITS.total:
            self.refuse(path, "too_large")
        else:
            return self._add(File(shown(path), met.size, part, met.holder, met.where))
        return None

    def _add(self, file: File) -> File | None:
        compared = fold(file.name)
        earlier = self._by_fold.setdefault(hash(compared), file)
        if earlier is file or (file.name not in self.files and fold(earlier.name) != compared):
            self.files[file.name] = file
            self._total += file.size
            return file
        if _same_bytes(earlier, file):
            self.skipped += 1
        else:
            self.refuse(file.name, "same_name", "another file of this name was read instead")
        return None

    def in_order(self) -> dict[str, File]:
        """Give the files in natural order, and forget what only gathering needed."""
        self._by_fold.clear()
        folders: dict[str, list[File]] = {}
        for file in self.files.values():
            folders.setdefault(file.name.rpartition("/")[0], []).append(file)
        self.files = {}
        ordered = {}
        for folder in sorted(folders, key=natural):
            for file in sorted(folders.pop(folder), key=lambda file: natural(file.name.rpartition("/")[2])):
                ordered[file.name] = file
        return ordered


def _same_bytes(one: File, other: File) -> bool:
    if one.size != other.size:
        return False
    if one.crc is not None and other.crc is not None:
        return one.crc == other.crc
    return one.head(64 * KIB) == other.head(64 * KIB)
