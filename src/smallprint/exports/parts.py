"""Which of the given files are parts of one export, by their names.

Seen: `instagram-ada-2024-11-18-AbCdEfGh-1.zip`, `..._part_2.zip`, `takeout-20250921T1994402Z-3-009.zip` with a
small `takeout-20250921T1994402Z.zip` beside it, `-20250214T091036Z-001` from Google Drive, and ` (1)`, ` copy`
from browsers and systems (formats/meta-common.md, google-takeout.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from smallprint.exports.collect import fingerprint
from smallprint.exports.names import export_name, fold, natural
from smallprint.exports.sources import OnDisk


def group_parts(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Say which paths are parts of one export. A part that lies there twice is given once.

    Only parts in the same folder are joined: two people's exports may have the same name.
    Raises UnreadablePath.
    """
    groups: dict[tuple[Path, str], list[Path]] = {}
    for path in paths:
        groups.setdefault((path.absolute().parent, fold(export_name(path.name))), []).append(path)
    return [_each_once(group) for group in groups.values()]


def _each_once(paths: list[Path]) -> tuple[Path, ...]:
    met: set[str] = set()
    kept = []
    for path in sorted(paths, key=lambda path: (len(path.name), natural(path.name))):
        content = _content(path) if len(paths) > 1 else ""
        if content not in met:
            met.add(content)
            kept.append(path)
    return tuple(sorted(kept, key=lambda path: natural(path.name)))


def _content(path: Path) -> str:
    if path.is_dir():
        return str(path.resolve())
    source = OnDisk(path)
    try:
        return fingerprint(source)
    finally:
        source.close()
