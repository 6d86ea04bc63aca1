"""Gathering the files of all parts into one tree, with every refusal told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from smallprint.exports import folder_list, zip_list
from smallprint.exports.file import File, Holder
from smallprint.exports.holders import FolderHolder, ZipHolder
from smallprint.exports.limits import KIB, LIMITS, ExportTrouble
from smallprint.exports.names import fold, is_junk, natural, shown, tidy, why_refused, why_too_long
from smallprint.exports.outside import Form, form_of
from smallprint.exports.sources import OnDisk, Source, read_exactly
from smallprint.records.items import Trouble


class Collection:
    """The files met so far, and what was refused."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.skipped = 0
        self.fingerprints: list[Callable[[], str]] = []
        self._by_fold: dict[str, File] = {}
        self._refused: list[Trouble] = []
        self._untold: Counter[str] = Counter()
        self._total = 0

    def refuse(self, where: str, kind: str, note: str = "") -> None:
        """Keep why something was not opened; beyond a thousand only how many there were."""
        if len(self._refused) < LIMITS.listed_troubles:
            self._refused.append(Trouble(shown(where), kind, note))
        else:
            self._untold[kind] += 1

    def troubles(self) -> tuple[Trouble, ...]:
        """Give every refusal, the many last as numbers."""
        rest = (Trouble("the export", kind, f"{count} more") for kind, count in sorted(self._untold.items()))
        return (*self._refused, *rest)

    def add(self, path: str, size: int, part: str, holder: Holder, where: bytes) -> File | None:
        """Take a file in, unless a limit or an earlier file of the same name stands against it."""
        if len(self.files) >= LIMITS.members:
            self.refuse(path, "too_many_files")
            return None
        if size > LIMITS.member or self._total + size > LIMITS.total:
            self.refuse(path, "too_large")
            return None
        file = File(shown(path), size, part, holder, where)
        earlier = self._by_fold.setdefault(fold(file.name), file)
        if earlier is not file:
            if _same_bytes(earlier, file):
                self.skipped += 1
            else:
                self.refuse(path, "same_name", "another file of this name was read instead")
            return None
        self.files[file.name] = file
        self._total += size
        return file

    def in_order(self) -> dict[str, File]:
        """Give the files in natural order, and forget what only gathering needed."""
        self._by_fold.clear()
        names = sorted(self.files, key=lambda name: (natural(name), name))
        return {name: self.files[name] for name in names}


def _same_bytes(one: File, other: File) -> bool:
    if one.size != other.size:
        return False
    if one.crc is not None and other.crc is not None:
        return one.crc == other.crc
    return one.head(64 * KIB) == other.head(64 * KIB)


def collect(paths: list[Path], holding: ExitStack) -> Collection:
    """Gather all parts. Raises UnreadablePath and NotAnExport."""
    collection = Collection()
    for path in paths:
        form = form_of(path)
        if form is Form.FOLDER:
            _add_folder(collection, path)
        else:
            source = OnDisk(path)
            holding.callback(source.close)
            collection.fingerprints.append(partial(fingerprint, source))
            _add_zip(collection, source, path.name)
    return collection


def fingerprint(source: Source) -> str:
    """Sum up a part by its size and its two ends. A zip's end lists the checksum of every member."""
    edge = 64 * KIB
    ends = read_exactly(source, 0, edge) + read_exactly(source, max(0, source.size - edge), edge)
    return hashlib.sha256(b"%d\n" % source.size + ends).hexdigest()


def _add_folder(collection: Collection, folder: Path) -> None:
    holder = FolderHolder(folder)
    sums = hashlib.sha256()
    for lying in sorted(folder_list.walk(str(folder)), key=lambda lying: lying.path):
        if is_junk(lying.path):
            collection.skipped += 1
            continue
        odd = lying.odd or why_too_long(lying.path)
        if odd:
            collection.refuse(lying.path, odd)
            continue
        sums.update(f"{lying.path}\n{lying.size}\n{lying.modified:.0f}\n".encode("utf-8", "surrogateescape"))
        collection.add(lying.path, lying.size, folder.name, holder, holder.where(lying.path, lying.modified))
    collection.fingerprints.append(sums.hexdigest)


def _add_zip(collection: Collection, source: Source, part: str) -> None:
    holder = ZipHolder(source)
    for entry in _entries(collection, source, part):
        if entry.folder:
            continue
        odd = why_refused(entry.path)
        path = tidy(entry.path)
        if not odd and is_junk(path):
            collection.skipped += 1
        elif odd or entry.odd:
            collection.refuse(path, odd or entry.odd)
        else:
            collection.add(path, entry.size, part, holder, holder.where(entry))


def _entries(collection: Collection, source: Source, part: str) -> Iterator[zip_list.Entry]:
    try:
        directory = zip_list.find_directory(source)
    except ExportTrouble as problem:
        collection.refuse(part, problem.kind, problem.note)
        return
    if directory is None:
        collection.refuse(part, "cut_off", "only a part of this file was downloaded")
        return
    for entry in zip_list.entries(directory):
        if isinstance(entry, ExportTrouble):
            collection.refuse(part, entry.kind, entry.note)
        else:
            yield entry
