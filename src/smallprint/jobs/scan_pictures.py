"""Looks at every picture that nobody has looked at yet. The store knows what is left, so stopping costs one batch.

First a cheap pass reads sha256 of every file, so that the same bytes in two exports are looked at once; then the look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TypeVar

from smallprint.faces.models import MODELS
from smallprint.jobs.progress import Progress
from smallprint.scan import Batch, Engine, Piece, fingerprint_files, look_at
from smallprint.store import Home
from smallprint.store.kept import ToLookAt

PAGE = 2048  # pieces asked of the store at once: few queries, and still small in memory
BATCH = 16  # pieces a worker takes at once: what a power cut costs each worker
FINGERPRINTS = 256  # files a worker reads at once in the cheap pass

T = TypeVar("T")


def scan_pictures(home: Home, engine: Engine, progress: Progress) -> Counter[int]:
    """Fingerprint, then look. Gives how many files were looked at now, by export; empty when nothing was new."""
    for export in home.exports.all():
        if export.present:
            fingerprint_export(home, engine, progress, export.id, export.paths)
    return look_at_what_is_new(home, engine, progress)


def fingerprint_export(home: Home, engine: Engine, progress: Progress, export: int, paths: tuple[str, ...]) -> None:
    """Read sha256 and size of the files of one export that have none yet."""
    progress.stage("fingerprint")
    asked: set[int] = set()
    while True:
        rows = home.pictures.not_fingerprinted(export, PAGE)
        pieces = [Piece(row.file_id, row.member, row.video) for row in rows if row.file_id not in asked]
        if not pieces:
            return
        asked.update(piece.id for piece in pieces)
        batches = (Batch(paths, some) for some in chunks(pieces, FINGERPRINTS))
        for prints in engine.run(fingerprint_files, batches):
            home.pictures.keep_fingerprints(prints)
            progress.advance(len(prints))


def look_at_what_is_new(home: Home, engine: Engine, progress: Progress) -> Counter[int]:
    """Look at one file of every sha256 that this model set has not seen; files looked at, by export."""
    progress.stage("look", home.pictures.count_not_looked_at(MODELS))
    asked: dict[int, int] = {}  # file -> its export
    looked: Counter[int] = Counter()
    while True:
        rows = [row for row in home.pictures.not_looked_at(MODELS, PAGE) if row.file_id not in asked]
        if not rows:
            return looked
        asked.update({row.file_id: row.export_id for row in rows})
        for looks in engine.run(look_at, by_export(rows)):
            home.pictures.keep_looks(MODELS, looks)
            looked.update(asked[look.piece] for look in looks)
            progress.advance(len(looks))


def by_export(rows: Iterable[ToLookAt]) -> Iterator[Batch]:
    """Batches of one export each: a worker keeps the export it has open."""
    for paths, of_one in groupby(sorted(rows, key=lambda row: row.paths), key=lambda row: row.paths):
        pieces = (Piece(row.file_id, row.member, row.video) for row in of_one)
        for some in chunks(pieces, BATCH):
            yield Batch(paths, some)


def chunks(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Tuples of at most `size`."""
    left = iter(things)
    while some := tuple(islice(left, size)):
        yield some
