"""The command line: parse, call one job, print. What it prints with --json is a promise (docs: the command line)."""

from __future__ import annotations

import io
import sys

from smallprint.cli.app import smallprint

__all__ = ["main"]


def main() -> None:
    """The console script. A terminal that cannot show a sign shows a question mark, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    smallprint.main(prog_name="smallprint")
