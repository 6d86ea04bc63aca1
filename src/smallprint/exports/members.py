"""The members of a zip, a tar or a folder in one form: name, size, where it is, and why not to open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from smallprint.exports import folder_list, rescue, tar_list, zip_list
from smallprint.exports.file import Holder
from smallprint.exports.holders import FolderHolder, TarHolder, ZipHolder
from smallprint.exports.limits import ExportTrouble
from smallprint.exports.names import tidy, why_refused, why_too_long
from smallprint.exports.sources import Source


@dataclass(frozen=True, slots=True)
class Met:
    """A member as it was met, before it is taken in or refused."""

    path: str
    size: int
    odd_name: str  # slug of the reason to refuse the name, or ""
    odd: str  # slug of the reason to refuse the member itself, or ""
    holder: Holder
    where: bytes


def of_zip(source: Source) -> Iterator[Met | ExportTrouble]:
    """Give a zip's members by its list, or by their own headers where the list is missing. Raises ExportTrouble."""
    holder = ZipHolder(source)
    directory = zip_list.find_directory(source)
    listed: Iterator[zip_list.Entry | ExportTrouble]
    listed = zip_list.entries(directory) if directory else rescue.entries(source)
    for entry in listed:
        if isinstance(entry, ExportTrouble):
            yield entry
        elif not entry.folder:
            odd_name = why_refused(entry.path)
            yield Met(tidy(entry.path), entry.size, odd_name, entry.odd, holder, holder.where(entry))


def of_tar(source: Source) -> Iterator[Met | ExportTrouble]:
    """Give a tar's members."""
    holder = TarHolder(source)
    for entry in tar_list.members(source):
        if isinstance(entry, ExportTrouble):
            yield entry
        else:
            odd_name = why_refused(entry.path)
            yield Met(tidy(entry.path), entry.size, odd_name, entry.odd, holder, holder.where(entry))


def of_folder(folder: Path) -> Iterator[Met]:
    """Give a folder's files, ordered by path. A colon in a name is fine on a disk that has it."""
    holder = FolderHolder(folder)
    for lying in sorted(folder_list.walk(str(folder)), key=lambda lying: lying.path):
        where = holder.where(lying.path, lying.modified)
        yield Met(lying.path, lying.size, why_too_long(lying.path), lying.odd, holder, where)
