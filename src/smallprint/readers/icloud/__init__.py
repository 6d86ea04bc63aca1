"""iCloud Photos, from privacy.apple.com: the library, and shared albums with who can see them (apple-icloud.md).

What counts as an entry of the ledger: each line of Photo Details*.csv and of Shared Library Details*.csv; each
picture of a shared album's list; each album of others that was joined; and each file that no list names. Lists of
albums are no entries: belonging to an album is a fact on the item. A live photo's clip or an edited copy with a
line of its own is joined to its still.

Who can see a picture is stated for shared albums only. Captions, people and places stand in the files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from smallprint.exports import Export, sniff
from smallprint.exports.limits import KIB
from smallprint.readers.base import Match, Tells
from smallprint.readers.icloud import library, shared_albums
from smallprint.readers.icloud.library import NETWORK, Library
from smallprint.records.items import Record

__all__ = ["ICloud"]

_FOLDER = re.compile(r"(?:^|/)iCloud Photos Part \d+ of \d+/", re.IGNORECASE)
_COLUMNS = (b"imgname", b"filechecksum")


class ICloud:
    """The reader of Apple's copy of iCloud Photos."""

    name = NETWORK
    title = "iCloud Photos and shared albums"
    eras = ("any",)
    tells = Tells(
        audience="item",
        links=False,
        followers=True,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        if any(b'"albumName"' in file.head() for file in islice(shared_albums.files(export), 20)):
            return Match(NETWORK, "any", 0.95, "it has shared albums as Apple writes them")
        lists = (file for file in export.files.values() if sniff.extension(file.name) == "csv")
        for file in islice(lists, 300):
            head = file.head(KIB).lower().replace(b"\0", b"")
            if all(column in head for column in _COLUMNS) or b"contributedbyme" in head:
                return Match(NETWORK, "any", 0.95, "it has the lists of an iCloud library")
        if any(map(_FOLDER.search, export.files)):
            return Match(NETWORK, "any", 0.2, "a part of iCloud Photos without its lists")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        held = Library(export)
        library.look_into(held, shared_albums.folders(export))
        yield from library.read(held)
        yield from shared_albums.read(export)
