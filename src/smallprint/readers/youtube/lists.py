"""The CSV files of the download that are ours: each known by its header and its first rows, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from smallprint.exports import Export, File, sniff
from smallprint.exports.names import fold
from smallprint.readers.youtube.columns import Columns, Table, columns_of
from smallprint.readers.youtube.rows import Row, rows
from smallprint.records.items import Trouble

_SAMPLE = 50  # rows from which the columns are told
_NOT_READ = ("/comments", "/kommentare", "/live chats", "/livechats", "/history", "/verlauf")
_OURS = ("videos", "video recordings", "video texts", "posts", "channel.", "subscriptions")


@dataclass(frozen=True, slots=True)
class Listed:
    """One CSV file and what its columns hold."""

    file: File
    header: list[str]
    columns: Columns

    def rows(self) -> Iterator[Row | Trouble]:
        """The rows after the header."""
        found = rows(self.file)
        for first in found:
            if isinstance(first, Trouble):
                yield first
            elif first[1] == self.header:
                break
        yield from found

    def rows_for_facts(self, troubles: list[Trouble]) -> Iterator[list[str]]:
        """The rows of a list that holds no items; what cannot be read is told, and counts as no entry."""
        for row in self.rows():
            if isinstance(row, Trouble):
                troubles.append(replace(row, entries=0))
            else:
                yield row[1]


def is_below(name: str) -> bool:
    """Whether a file lies in a folder `YouTube …`: that word stands first in every language seen."""
    return any(fold(piece).startswith("youtube") for piece in name.split("/")[:-1])


def csv_files(export: Export) -> list[File]:
    """Every CSV of the YouTube folder; of the whole export where it has no such folder."""
    found = [file for file in export.files.values() if sniff.extension(file.name) == "csv"]
    return [file for file in found if is_below(file.name)] or found


def listed(export: Export, troubles: list[Trouble]) -> list[Listed]:
    """The lists that are read. Comments, live chats and history are not even opened."""
    found = []
    for file in csv_files(export):
        if f"/{fold(file.name.rpartition('/')[0])}".endswith(_NOT_READ):
            continue
        one = _listed(file, troubles)
        if one is not None:
            found.append(one)
    return found


def _listed(file: File, troubles: list[Trouble]) -> Listed | None:
    found = list(islice(rows(file), _SAMPLE))
    sample = [row[1] for row in found if not isinstance(row, Trouble)]
    columns = columns_of(sample[0], sample[1:]) if sample else None
    if columns is not None:
        return Listed(file, sample[0], columns)
    for at in range(1, min(len(sample), 5)):  # to 2022 a playlist's list began with lines about the playlist
        columns = columns_of(sample[at], sample[at + 1 :])
        if columns is not None and columns.table is Table.PLAYLIST:
            return Listed(file, sample[at], columns)
    told = [replace(one, entries=0) for one in found if isinstance(one, Trouble)]
    if not told and fold(file.name.rpartition("/")[2]).startswith(_OURS):
        told = [Trouble(file.name, "unknown_shape", "its columns are not known yet")]
    troubles.extend(told)
    return None
