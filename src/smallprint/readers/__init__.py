"""Every network smallprint reads. A new one is a line in READERS, or an entry point of another package."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from smallprint.errors import UnknownName
from smallprint.exports import Export
from smallprint.readers.base import Match, Reader
from smallprint.readers.facebook import Facebook
from smallprint.readers.instagram import Instagram
from smallprint.readers.photo_folder import PhotoFolder
from smallprint.readers.threads import Threads

READERS: tuple[Reader, ...] = (Facebook(), Instagram(), Threads(), PhotoFolder())


@cache
def all_readers() -> tuple[Reader, ...]:
    """Give our own readers, then those that other packages add under the entry point `smallprint.readers`."""
    added: list[Reader] = []
    for entry in sorted(entry_points(group="smallprint.readers"), key=lambda entry: entry.name):
        reader: Reader = entry.load()()
        added.append(reader)
    return (*READERS, *added)


def recognise(export: Export) -> list[Match]:
    """Give the claims of all readers on an export, the surest first."""
    claims = (reader.recognises(export) for reader in all_readers())
    return sorted((claim for claim in claims if claim), key=lambda claim: -claim.how_sure)


def reader_named(name: str) -> Reader:
    """Give a reader by its name. Raises UnknownName."""
    for reader in all_readers():
        if reader.name == name:
            return reader
    known = ", ".join(reader.name for reader in all_readers())
    raise UnknownName(f"no network is called {name!r}", hint=f"Networks: {known}")
