"""Looks at every picture that nobody has looked at yet. The store knows what is left, so stopping costs one batch.

First a cheap pass reads sha256 of every file, so that the same bytes in two exports are looked at once; then the look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TypeVar

from smallprint.faces.models import MODELS
from smallprint.jobs.progress import Progress
from smallprint.scan import Batch, Engine, Piece, fingerprint_files, look_at
from smallprint.store import Home

PAGE = 2048  # pieces asked of the store at once: few queries, and still small in memory
BATCH = 16  # pieces a worker takes at once: what a power cut costs each worker
FINGERPRINTS = 256  # files a worker reads at once in the cheap pass

T = TypeVar("T")


def scan_pictures(home: Home, engine: Engine, progress: Progress) -> int:
    """Fingerprint, then look. Gives how many files were looked at now; 0 when nothing was new."""
    for export in home.exports.all():
        if export.present:
            fingerprint_export(home, engine, progress, export.id, tuple(export.paths))
    return look_at_what_is_new(home, engine, progress)


def fingerprint_export(home: Home, engine: Engine, progress: Progress, export: int, paths: tuple[str, ...]) -> None:
    """Read sha256 and size of the files of one export that have none yet."""
    progress.stage("fingerprint")
    asked: set[int] = set()
    while True:
        rows = home.pictures.not_fingerprinted(export, PAGE)
        pieces = [Piece(number, member, video) for number, member, video in rows if number not in asked]
        if not pieces:
            return
        asked.update(piece.id for piece in pieces)
        batches = (Batch(paths, some) for some in chunks(pieces, FINGERPRINTS))
        for prints in engine.run(fingerprint_files, batches):
            home.pictures.keep_fingerprints(prints)
            progress.advance(len(prints))


def look_at_what_is_new(home: Home, engine: Engine, progress: Progress) -> int:
    """Look at one file of every sha256 that this model set has not seen."""
    progress.stage("look", home.pictures.count_not_looked_at(MODELS))
    asked: set[int] = set()
    looked = 0
    while True:
        rows = home.pictures.not_looked_at(MODELS, PAGE)
        fresh = [(tuple(paths), Piece(number, member, video)) for _, paths, number, member, video in rows]
        fresh = [(paths, piece) for paths, piece in fresh if piece.id not in asked]
        if not fresh:
            return looked
        asked.update(piece.id for _, piece in fresh)
        for looks in engine.run(look_at, by_export(fresh)):
            home.pictures.keep_looks(MODELS, looks)
            looked += len(looks)
            progress.advance(len(looks))


def by_export(fresh: Iterable[tuple[tuple[str, ...], Piece]]) -> Iterator[Batch]:
    """Batches of one export each: a worker keeps the export it has open."""
    for paths, rows in groupby(sorted(fresh, key=lambda row: row[0]), key=lambda row: row[0]):
        for some in chunks((piece for _, piece in rows), BATCH):
            yield Batch(paths, some)


def chunks(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Tuples of at most `size`."""
    left = iter(things)
    while some := tuple(islice(left, size)):
        yield some
