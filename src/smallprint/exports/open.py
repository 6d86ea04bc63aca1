"""One read-only view over what a network gave: a folder, a zip, several zips, a tar, and zips inside them.

Nothing is unpacked to disk, no member is read to open the view, and no name from inside is used to write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType

from smallprint.errors import UnreadablePath
from smallprint.exports import finding
from smallprint.exports.collect import collect
from smallprint.exports.collection import Collection
from smallprint.exports.file import File
from smallprint.records.items import Trouble


class Export:
    """An open export. Use it as a context manager; several processes may open the same one."""

    def __init__(self, parts: tuple[str, ...], collection: Collection, holding: ExitStack) -> None:
        self.parts = parts
        self.refused: tuple[Trouble, ...] = collection.troubles()
        self.skipped = collection.skipped  # what a system put beside the export: __MACOSX, .DS_Store
        self.files: Mapping[str, File] = MappingProxyType(collection.in_order())
        # Whether this is the same export again, told without reading it; the order of the parts does not matter.
        self.digest = hashlib.sha256("\n".join(sorted(collection.sums)).encode()).hexdigest()
        self._holding = holding

    def __enter__(self) -> Export:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the parts go. Files of this export cannot be read any more."""
        self._holding.close()

    @cached_property
    def _index(self) -> finding.Index:
        return finding.Index(self.files)

    def find(self, *patterns: str) -> list[File]:
        """Give the files whose path ends as one of the patterns says (`content/posts_*.json`), in natural order."""
        return finding.in_order(file for pattern in patterns for file in self._index.matching(pattern))

    def has(self, *patterns: str) -> bool:
        """Say whether there is any such file."""
        return any(self._index.matching(pattern) for pattern in patterns)

    def resolve(self, uri: str, near: File | None = None) -> File | None:
        """Find the file that the export's own wording names, in any part; None for addresses and absent files."""
        return finding.resolve(self._index, uri, near)


def open_export(paths: Sequence[Path]) -> Export:
    """Open the parts of one export as one tree. Raises UnreadablePath and NotAnExport."""
    if not paths:
        raise UnreadablePath("no path was given")
    with ExitStack() as holding:
        collection = collect([Path(path) for path in paths], holding)
        names = tuple(_shown_names(paths))
        return Export(names, collection, holding.pop_all())


def _shown_names(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        yield Path(path).name or Path(path).resolve().name
