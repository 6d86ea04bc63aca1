"""What goes to the screen: words to stderr, records to stdout. A stranger's text never steers the terminal."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import click

# Cc and Cf hold control characters, escape sequences and the marks that turn the reading direction round;
# Cs are lone surrogates, which a terminal cannot print. Zero-width joiners stay: emoji families are made with them.
STEERING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
KEPT = {"\u200d", "\ufe0f"}


def one_line(text: str, longest: int = 80) -> str:
    """A stranger's text as one harmless line: control and direction marks out, white space folded, cut to length."""
    folded = " ".join(text.split())
    clean = "".join(sign for sign in folded if sign in KEPT or unicodedata.category(sign) not in STEERING)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def say(text: str = "") -> None:
    """A line for the person, on stderr."""
    click.echo(text, err=True)


def show(text: str = "") -> None:
    """A line of the answer, on stdout."""
    click.echo(text)


def print_json(fields: Mapping[str, object]) -> None:
    """Exactly one JSON object on stdout, with the version of the promise."""
    click.echo(json.dumps({"version": 1, **fields}, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows in columns as wide as they need, on stdout; the last column may be as long as it likes."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(columns(line[i]) for line in [list(heads), *lines]) for i in range(len(heads))]
    for line in [list(heads), *lines]:
        cells = [cell + " " * (widths[i] - columns(cell)) for i, cell in enumerate(line[:-1])]
        show("  ".join([*cells, line[-1]]).rstrip())


def columns(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese, Japanese and Korean signs and most emoji take two."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if not unicodedata.combining(sign)
    )


def on_a_terminal() -> bool:
    """Whether a person can be asked something."""
    return sys.stdin.isatty() and sys.stderr.isatty()
