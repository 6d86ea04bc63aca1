"""Findings as a person asks for them, best first."""

from __future__ import annotations

from collections.abc import Iterator

from smallprint.records.findings import Finding
from smallprint.store import Home
from smallprint.store.kept import Wanted

PAGE = 200


def every_finding(home: Home, wanted: Wanted) -> Iterator[Finding]:
    """All findings that are wanted, highest score first, read in pages."""
    after: tuple[int, str] | None = None
    while True:
        page = home.findings.page(wanted, after=after, limit=PAGE)
        yield from page.findings
        if page.next is None:
            return
        after = page.next
