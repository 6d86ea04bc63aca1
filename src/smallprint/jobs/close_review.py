"""Closing a review: what is known of strangers' faces is dropped, and the person is told where the downloads lie."""

from __future__ import annotations

from dataclasses import dataclass

from smallprint.store import Home, KeptExport


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did."""

    dropped: int  # face matches of people who are not enrolled
    still_there: tuple[KeptExport, ...]  # downloads that lie on this machine, unencrypted


def close_review(home: Home) -> Closed:
    """Drop the descriptors of everybody who is not enrolled (security.md section 3). Doing it again drops nothing."""
    dropped = home.people.close_review()
    return Closed(dropped, tuple(export for export in home.exports.all() if export.present and export.paths))
