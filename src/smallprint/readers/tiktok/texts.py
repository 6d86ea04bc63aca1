"""TikTok's text edition: files of blocks parted by an empty line, each line `Key: value`.

Folders, files and keys are in the account's language. A line that is no `Key: value` goes on with the value above.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator

from smallprint.exports import Export, ExportTrouble, File
from smallprint.exports.json_window import encoding_of
from smallprint.exports.text import storable
from smallprint.readers.tiktok.walk import Told
from smallprint.readers.tiktok.words import FILES, meaning, squeeze
from smallprint.records.items import Trouble

_LONGEST = 1 << 16
_MOST_KEYS = 100
_LINE = re.compile(r"([^:\n]{1,60}):(?:\s(.*))?", re.DOTALL)
_PARENTS = ("tiktok", "youractivity", "profileandsettings", "likesandfavourites", "likesandfavorites", "post")


def text_files(export: Export) -> dict[str, list[File]]:
    """Give the files of each section, by their names in the languages known."""
    found: dict[str, list[File]] = {}
    for file in export.find("*.txt"):
        stem = squeeze(file.name.rpartition("/")[2].removesuffix(".txt"))
        for section, names in FILES.items():
            if stem in names:
                found.setdefault(section, []).append(file)
    return found


def looks_like(export: Export) -> bool:
    """Say whether text files of TikTok are there: below its folder, with lines of keys in the first block."""
    files = [file for file in export.find("*.txt") if _is_within(file)]
    return any(_begins_with_keys(file) for file in files[:40])


def _is_within(file: File) -> bool:
    return any(squeeze(folder) in _PARENTS for folder in file.name.split("/")[:-1])


def _begins_with_keys(file: File) -> bool:
    head = file.head(2048)
    lines = head.decode(encoding_of(head[:64]), "replace").splitlines()
    return bool(lines) and any(meaning(found[1]) for line in lines[:6] if (found := _LINE.fullmatch(line)))


def told_in_text(file: File, section: str) -> Iterator[Told | Trouble]:
    """Give each block of a file. A sentence alone, as an empty section has it, is no block."""
    if not file.size:
        yield Trouble(file.name, "empty")
        return
    count = 0
    try:
        for block in _blocks(file):
            yield Told(section, f"{file.name}#{count}", block)
            count += 1
    except ExportTrouble as problem:
        yield Trouble(f"{file.name}#{count}", problem.kind, problem.note, int(section in ("posts", "deleted")))


def _blocks(file: File) -> Iterator[dict[str, str]]:
    block: dict[str, str] = {}
    usual: frozenset[str] = frozenset()  # the keys of the first block: the others have the same ones
    last = ""
    with file.open() as stream:
        encoding = encoding_of(stream.peek(64)[:64])
        with io.TextIOWrapper(stream, encoding, errors="replace") as text:
            while line := text.readline(_LONGEST):
                line = storable(line.rstrip("\n"))
                found = _LINE.fullmatch(line)
                if not line.strip():
                    if block:
                        yield block
                    usual, block, last = usual or frozenset(block), {}, ""
                elif found and not _goes_on(found[1].strip(), block, usual) and len(block) < _MOST_KEYS:
                    last = found[1].strip()
                    block[last] = (found[2] or "").strip()
                elif last and len(block[last]) < _LONGEST:
                    block[last] += "\n" + line
    if block:
        yield block


def _goes_on(key: str, block: Collection[str], usual: Collection[str]) -> bool:
    """Say whether what looks like a key belongs to the value above: keys begin large, and are those of all blocks."""
    if not block or meaning(key) or key in usual:
        return False
    return bool(usual) or key[:1].islower() or len(key.split()) > 5
