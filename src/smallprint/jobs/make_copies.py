"""Safe copies of a batch, one after another: an output or a refusal for each original, whether or not it has a face.

Nothing is said of a single original but what became of it: how many faces were covered is one number for the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from smallprint.errors import NotAnExport, PartMissing, UnreadablePath
from smallprint.exports import ExportTrouble
from smallprint.jobs.copies_folder import Unfinished, begin, copy_name, finish, note, write_new
from smallprint.jobs.originals import Original, opened
from smallprint.jobs.progress import Progress
from smallprint.media.box import Box
from smallprint.media.clean import SUFFIXES
from smallprint.media.segments import is_plain, list_segments
from smallprint.share.safe_copy import Copied, CopyWish, Keep, keep_nobody, safe_copy

_NOT_THERE = (OSError, ExportTrouble, UnreadablePath, NotAnExport, PartMissing)


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one original."""

    source: str
    output: str | None
    segments: tuple[str, ...]
    why: str  # a slug; "" when there is an output


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of a batch, in the order of its originals."""

    made: tuple[Copy, ...]
    covered: int  # heads, in all copies together

    @property
    def refused(self) -> int:
        """How many have no output."""
        return sum(1 for copy in self.made if copy.output is None)


def make_copies(
    originals: Sequence[Original],
    out: Path,
    wish: CopyWish,
    progress: Progress,
    keep: Keep = keep_nobody,
    cover: str = "all",
) -> Copies:
    """Write a proven copy of each original into `out`. Raises Stopped; the same call again goes on from there."""
    progress.stage("copy", len(originals))
    going = begin(out, originals, f"{cover} {wish!r}")
    made = []
    with Box() as decoder:
        for place, original in enumerate(originals):
            path = out / copy_name(going.first + place, SUFFIXES[wish.form])
            copy, covered = _one(original, path, wish, keep, decoder, is_done=place < going.done)
            made.append(copy)
            going = _kept(out, going, place, covered)
            progress.advance()
    finish(out)
    return Copies(tuple(made), going.covered)


def _one(
    original: Original, path: Path, wish: CopyWish, keep: Keep, decoder: Box, *, is_done: bool
) -> tuple[Copy, int]:
    """One answer, and how many heads were covered in it."""
    if is_done and (before := _made_before(path, wish)) is not None:
        return Copy(original.name, str(path), list_segments(before), ""), 0
    copied = _copied(original, wish, keep, decoder)
    if copied.content is None:
        return Copy(original.name, None, (), copied.why), 0
    if not write_new(path, copied.content):
        return Copy(original.name, None, (), "name_taken"), 0
    return Copy(original.name, str(path), copied.segments, ""), copied.covered


def _made_before(path: Path, wish: CopyWish) -> bytes | None:
    """The copy that a stopped run wrote: it was proven before it was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if is_plain(content, wish.form) else None


def _copied(original: Original, wish: CopyWish, keep: Keep, decoder: Box) -> Copied:
    try:
        with opened(original) as (source, size):
            return safe_copy(source, decoder, wish, keep, size=size)
    except _NOT_THERE:
        return Copied(None, why="unreadable")


def _kept(out: Path, going: Unfinished, place: int, covered: int) -> Unfinished:
    after = going.after(place, covered)
    if after != going:
        note(out, after)
    return after
