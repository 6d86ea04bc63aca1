"""Addresses from a pasted list or a table: what can be used is taken, the rest is given back with the reason."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from smallprint.records.addresses import NotAnAddress, read_address

MOST_LINES = 20_000
_LOOKS_LIKE_ONE = re.compile(r"[a-z][a-z0-9+.-]*:|www\.|[^\s@]+\.[a-z]{2,}(/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unusable:
    """One line without an address that can be used. `text` is the line as it was pasted."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came out of a list."""

    urls: tuple[str, ...]  # each once, in order
    unusable: tuple[Unusable, ...]
    repeated: int


def read_pasted(text: str, *, table: bool = False) -> Pasted:
    """Read a pasted list (addresses anywhere in a line) or a table (in any column); blank lines are skipped.

    A list whose first line is a heading is a table too.
    """
    urls: dict[str, None] = {}
    unusable: list[Unusable] = []
    lines = text.lstrip("\ufeff").splitlines()
    heading = _is_heading(lines)
    sign = max(",;\t", key=lines[0].count) if lines else ","
    repeated = 0
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line.strip() or (number == 1 and heading):
            continue
        found, why = _read_cells(_table_cells(line, sign) if table or heading else _words(line))
        if not found:
            unusable.append(Unusable(number, line, why))
        repeated += sum(url in urls for url in found)
        urls.update(dict.fromkeys(found))
    if len(lines) > MOST_LINES:
        unusable.append(Unusable(MOST_LINES + 1, "", f"only the first {MOST_LINES} lines were read"))
    return Pasted(tuple(urls), tuple(unusable), repeated)


def _read_cells(cells: list[str]) -> tuple[list[str], str]:
    why = "there is no web address in this line"
    found = []
    for cell in cells:
        try:
            found.append(read_address(cell).url)
        except NotAnAddress as problem:
            if _LOOKS_LIKE_ONE.match(cell):
                why = str(problem)
    return found, why


def _words(line: str) -> list[str]:
    """The pieces between spaces, without the marks that mails and lists put around an address."""
    return [word.strip("<>\"'“”,;*•") for word in line.split()]


def _table_cells(line: str, sign: str) -> list[str]:
    try:
        row = next(csv.reader([line], delimiter=sign), [])
    except csv.Error:  # a cell longer than the reader takes
        row = line.split(sign)
    return [cell.strip().strip("<>") for cell in row]


def _is_heading(lines: list[str]) -> bool:
    return len(lines) > 1 and "://" not in lines[0] and any(sign in lines[0] for sign in ",;\t")
