"""Gathering the files of all parts, and of the zips inside them, into one tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from smallprint.errors import NotAnExport, UnreadablePath
from smallprint.exports import members
from smallprint.exports.collection import Collection
from smallprint.exports.file import File
from smallprint.exports.limits import KIB, LIMITS, ExportTrouble
from smallprint.exports.members import Met
from smallprint.exports.names import export_name, is_junk, is_packed
from smallprint.exports.outside import Form, form_of, packed_form
from smallprint.exports.rewind import GZIP, Inflated, Spooled
from smallprint.exports.sources import OnDisk, Source, read_exactly


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a zip, tar or folder stands in the tree that is gathered."""

    part: str  # the given file or folder it belongs to
    name: str  # its own name, for troubles
    prefix: str = ""  # put before the names of its members
    depth: int = 0  # 0 for what was given


def collect(paths: list[Path], holding: ExitStack) -> Collection:
    """Gather all parts. Raises UnreadablePath and NotAnExport."""
    collection = Collection(holding)
    for path in paths:
        form = form_of(path)
        name = path.name or path.resolve().name
        if form is Form.FOLDER:
            found = list(members.of_folder(path))
            collection.sums.append(_sum_up(found))
            _add(collection, found, _Place(name, name))
        else:
            source = OnDisk(path)
            holding.callback(source.close)
            collection.sums.append(fingerprint(source))
            _add_packed(collection, source, form, _Place(name, name))
    _refuse_nothing(collection)
    return collection


def fingerprint(source: Source) -> str:
    """Sum up a part by its size and its two ends. A zip's end lists the checksum of every member."""
    edge = 64 * KIB
    ends = read_exactly(source, 0, edge) + read_exactly(source, max(0, source.size - edge), edge)
    return hashlib.sha256(b"%d\n" % source.size + ends).hexdigest()


def _sum_up(found: list[Met]) -> str:
    """Sum up a folder by the names, sizes and times in it."""
    sums = hashlib.sha256()
    for met in found:
        if is_junk(met.path):  # looking into a folder on a Mac leaves a .DS_Store there
            continue
        sums.update(b"%d\n%b\n" % (met.size, met.where))
    return sums.hexdigest()


_NOTHING = {
    "cut_off": ("was downloaded only in part.", "Download it again and wait until it is finished."),
    "encrypted": ("is locked with a password.", "Unpack it with its password and choose the folder."),
    "split_zip": ("is one piece of a split zip.", "Join the pieces, or unpack them, and choose the folder."),
    "not_packed_right": ("is damaged.", "Download it again."),
    "too_packed": ("is made to fill up a computer. No network makes such a file.", "Choose the file as it came."),
}


def _refuse_nothing(collection: Collection) -> None:
    """Stop where not one file can be read, and say what to do."""
    refused = collection.troubles()
    if collection.files or not refused:
        return
    said, hint = _NOTHING.get(refused[0].kind, ("holds nothing that can be read.", UnreadablePath.hint))
    raise UnreadablePath(f"{refused[0].where} {said}", hint=hint)


def _add(collection: Collection, found: Iterable[Met | ExportTrouble], place: _Place) -> None:
    packed = []
    try:
        for met in found:
            if isinstance(met, ExportTrouble):
                collection.refuse_for(place.name, met)
                continue
            if collection.full:
                collection.refuse(place.name, "too_many_files", f"the first {LIMITS.members:,} were read")
                break
            file = collection.take(met, place.prefix, place.part)
            if file and is_packed(file.name):
                packed.append(file)
    except ExportTrouble as problem:
        collection.refuse_for(place.name, problem)
    for file in packed:
        _open_inside(collection, file, place)


def _add_packed(collection: Collection, source: Source, form: Form, place: _Place) -> None:
    if form is Form.ZIP:
        _add(collection, members.of_zip(source), place)
        return
    if form is Form.TAR:
        _add(collection, members.of_tar(source), place)
        return
    try:
        tar = Inflated(source, GZIP) if form is Form.TAR_GZ else Spooled(source, form)
    except ExportTrouble as problem:
        collection.refuse_for(place.name, problem)
        return
    collection.holding.callback(tar.close)
    if packed_form(tar.read_at(0, 512)) is Form.TAR:
        _add(collection, members.of_tar(tar), place)
    elif not place.depth and tar.broken is None:
        raise NotAnExport(f"{place.name} is not a folder or zip from a network.")
    if tar.broken:
        collection.refuse_for(place.name, tar.broken)


def _open_inside(collection: Collection, file: File, place: _Place) -> None:
    """Open a zip or tar that lies inside, in place. It stays a file as well: a message may name it."""
    form = packed_form(file.head(512))
    if form is None:
        return
    if place.depth >= LIMITS.nested:
        collection.refuse(file.name, "too_many_zips_in_zips")
        return
    folder, _, name = file.name.rpartition("/")
    prefix = f"{folder}/{export_name(name)}/" if folder else f"{export_name(name)}/"
    try:
        source = file.source()
    except (ExportTrouble, UnreadablePath) as problem:
        kind = problem.kind if isinstance(problem, ExportTrouble) else "unreadable"
        collection.refuse(file.name, kind)
        return
    collection.holding.callback(source.close)
    _add_packed(collection, source, form, _Place(place.part, file.name, prefix, place.depth + 1))
