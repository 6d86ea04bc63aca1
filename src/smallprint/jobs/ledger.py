"""Counts what a reader gives, so that entries = items + joined + skipped + unread. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from smallprint.records.items import Item, Joined, PictureRef, Skipped, Trouble


@dataclass(slots=True)
class Ledger:
    """The running count of one export. Files are counted once however many items name them."""

    items: int = 0
    joined: int = 0
    skipped: int = 0
    unread: int = 0
    unreadable: int = 0  # files, members or lists that could not be read and cost no known entry
    by_kind: Counter[str] = field(default_factory=Counter)
    by_audience: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None
    _pictures: set[str] = field(default_factory=set)
    _videos: set[str] = field(default_factory=set)
    _missing: set[str] = field(default_factory=set)

    @property
    def entries(self) -> int:
        return self.items + self.joined + self.skipped + self.unread

    @property
    def pictures(self) -> int:
        return len(self._pictures)

    @property
    def videos(self) -> int:
        return len(self._videos)

    @property
    def missing_media(self) -> int:
        return len(self._missing)

    @property
    def troubles(self) -> int:
        return self.unread + self.missing_media + self.unreadable

    def item(self, item: Item) -> None:
        """One own item, with the files it names."""
        self.items += 1
        self.by_kind[item.kind.value] += 1
        self.by_audience[item.audience.value] += 1
        for ref in item.pictures:
            self._file(ref)
        if item.when is not None:
            self.first = item.when if self.first is None else min(self.first, item.when, key=moment)
            self.last = item.when if self.last is None else max(self.last, item.when, key=moment)

    def beside(self, record: Joined | Skipped | Trouble) -> None:
        """An entry that is no item of its own, or something that could not be read."""
        if isinstance(record, Joined):
            self.joined += 1
        elif isinstance(record, Skipped):
            self.skipped += record.entries
        else:
            self.unread += record.entries
            if not record.entries and record.kind != "missing_media":  # a missing file is counted by its item
                self.unreadable += 1

    def _file(self, ref: PictureRef) -> None:
        (self._videos if ref.video else self._pictures).add(ref.member)
        if ref.missing:
            self._missing.add(ref.member)


def moment(when: datetime) -> datetime:
    """For comparing only: a time without a zone is read as UTC."""
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when
