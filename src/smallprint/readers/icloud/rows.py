"""The rows of a CSV file, one at a time, from files that may be cut, garbled or hostile. Content never raises."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from smallprint.exports import File
from smallprint.exports.json_window import encoding_of
from smallprint.exports.limits import MIB, ExportTrouble
from smallprint.exports.text import storable
from smallprint.records.items import Trouble

Row = tuple[int, list[str]]
_LONGEST = MIB  # characters of one line


class _TooLong(Exception):
    """A line without an end."""


def rows(file: File) -> Iterator[Row | Trouble]:
    """Give each row with its line number, the header among them, or a Trouble in its place.

    RFC 4180, any encoding with a mark. Rows without any text are left out. A file that ends within a row gives one
    Trouble("cut_off", entries=1) last.
    """
    if not file.size:
        yield Trouble(file.name, "empty")
        return
    try:
        with file.open() as stream:
            encoding = encoding_of(stream.peek(4)[:4])
            with io.TextIOWrapper(stream, encoding, "replace", newline="") as text:
                yield from _walk(file.name, text)
    except ExportTrouble as problem:
        yield Trouble(file.name, problem.kind, problem.note, entries=1)
    except _TooLong:
        yield Trouble(file.name, "too_large", "a line without an end", entries=1)


def _walk(name: str, text: io.TextIOWrapper) -> Iterator[Row | Trouble]:
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True)
    width = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            yield Trouble(name, "cut_off" if lines.ended else "not_csv", entries=1)
            if lines.ended:
                return
            continue
        if row is None:
            return
        if lines.open_end and not width:
            yield Trouble(name, "cut_off", "it ends within its first line")
        width = width or len(row)
        if lines.open_end and len(row) < width:
            yield Trouble(name, "cut_off", entries=1)
            return
        if any(cell.strip() for cell in row):
            yield reader.line_num, [storable(cell) for cell in row]


class _Lines:
    """The lines of a text, none of them longer than memory should hold."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.ended = False
        self.open_end = False  # the last line had no line end

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) >= _LONGEST:
            raise _TooLong
        self.open_end = not line.endswith(("\n", "\r"))
        return line
