"""The pictures of memories that lie in the export, and which row of the list each belongs to.

`memories/2024-03-02_<UUID>-main.jpg` with `-overlay.png` when text or stickers were added: the overlay carries
written names. Nothing in the list names the file since 2026, so a file is joined to a row by the id, by its time, or
by being the only one of its day and kind. Everything else stays apart: a wrong join would give a wrong place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from smallprint.exports import Export, File, sniff
from smallprint.records.items import PictureRef

_NAME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})_(?P<id>[0-9A-Za-z-]{8,60}?)(?:-(?P<layer>main|overlay|thumbnail))?\.(?P<ending>\w{1,5})$",
    re.IGNORECASE | re.ASCII,
)
_STEP = 15 * 60  # seconds: clocks of the world differ by quarters of an hour
_MOST_PAIRS = 250_000  # of rows and files of one day: beyond that it is not worth the hours
_MOST_OFFSET = timedelta(hours=14, seconds=2)


@dataclass(slots=True)
class Bundle:
    """The files of one memory."""

    day: str
    id: str
    main: list[File] = field(default_factory=list)
    overlay: list[File] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """The same id can occur under two days."""
        return f"{self.day}_{self.id}".casefold()

    @property
    def video(self) -> bool:
        first = self.main[0] if self.main else None
        return first is not None and is_video(first)

    def pictures(self) -> tuple[PictureRef, ...]:
        """The picture, then what was written over it."""
        return tuple(PictureRef(file.name, is_video(file), self.id) for file in (*self.main, *self.overlay))


def is_video(file: File) -> bool:
    """By its first bytes; by its name where they tell nothing."""
    kind = sniff.what(file.head(64))
    return kind in sniff.VIDEOS if kind else sniff.looks_like_video(file.name)


def bundles(export: Export) -> list[Bundle]:
    """Give the memories that lie in the export, in its order. Thumbnails are none."""
    found: dict[str, Bundle] = {}
    for file in export.find("memories/*"):
        named = _NAME.search(file.name.rpartition("/")[2])
        if named is None or (named["layer"] or "").casefold() == "thumbnail":
            continue
        bundle = found.setdefault(f"{named['day']}_{named['id']}".casefold(), Bundle(named["day"], named["id"]))
        layer = bundle.overlay if (named["layer"] or "").casefold() == "overlay" else bundle.main
        layer.append(file)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says that a file could be joined by."""

    number: int
    when: datetime | None
    video: bool
    id: str | None


def join(wanted: Iterable[Wanted], bundles: Iterable[Bundle]) -> dict[int, Bundle]:
    """Give the files of each row that has some: by id, then by time, then as the only one of its day and kind."""
    rows, free = {one.number: one for one in wanted}, {one.mark: one for one in bundles}
    joined: dict[int, Bundle] = {}
    _by_id(rows, free, joined)
    for rule in (_same_time, None):
        _by_day(rows, free, joined, rule)
    return joined


def _take(
    rows: dict[int, Wanted], free: dict[str, Bundle], joined: dict[int, Bundle], row: Wanted, bundle: Bundle
) -> None:
    joined[row.number] = bundle
    del rows[row.number], free[bundle.mark]


def _by_id(rows: dict[int, Wanted], free: dict[str, Bundle], joined: dict[int, Bundle]) -> None:
    by_id: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in free.values():
        by_id[bundle.id.casefold()].append(bundle)
    for row in list(rows.values()):
        same = [one for one in by_id.get((row.id or "").casefold(), []) if one.mark in free]
        if len(same) > 1 and row.when:
            same = [one for one in same if one.day == f"{row.when:%Y-%m-%d}"]
        if len(same) == 1:
            _take(rows, free, joined, row, same[0])


def _by_day(
    rows: dict[int, Wanted],
    free: dict[str, Bundle],
    joined: dict[int, Bundle],
    rule: Callable[[Wanted, Bundle], bool] | None,
) -> None:
    """Join where, among those of one day and kind, a row and a file fit each other and nothing else."""
    days: dict[tuple[str, bool], tuple[list[Wanted], list[Bundle]]] = defaultdict(lambda: ([], []))
    for row in rows.values():
        if row.when:
            days[f"{row.when:%Y-%m-%d}", row.video][0].append(row)
    for bundle in free.values():
        days[bundle.day, bundle.video][1].append(bundle)
    for some, files in days.values():
        if len(some) * len(files) > _MOST_PAIRS or (rule is None and len(some) * len(files) != 1):
            continue
        fits = [(row, one) for row in some for one in files if rule is None or rule(row, one)]
        of_row = Counter(row.number for row, _ in fits)
        of_file = Counter(one.mark for _, one in fits)
        for row, one in fits:
            if of_row[row.number] == 1 and of_file[one.mark] == 1:
                _take(rows, free, joined, row, one)


def _same_time(row: Wanted, bundle: Bundle) -> bool:
    """Within two seconds. A zip states local time without its zone: then any quarter of an hour may lie between."""
    modified = bundle.main[0].modified if bundle.main else None
    if modified is None or row.when is None:
        return False
    if modified.tzinfo is not None:
        return abs(modified - row.when) <= timedelta(seconds=2)
    apart = modified.replace(tzinfo=UTC) - row.when
    off = apart.total_seconds() % _STEP
    return abs(apart) <= _MOST_OFFSET and min(off, _STEP - off) <= 2
