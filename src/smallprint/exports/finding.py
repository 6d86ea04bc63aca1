"""Finding files by the end of their path, because people unzip, re-zip, wrap and nest their exports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from smallprint.exports.file import File
from smallprint.exports.names import fold, natural

_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|(?:https?|ftp|mailto|javascript|file|blob|about):", re.IGNORECASE)
_INLINE = re.compile(r"data:", re.IGNORECASE)


class Index:
    """Files by their last name. Made once per export, when the first file is looked for."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._by_last: dict[str, File | list[File]] = {}
        for file in files.values():
            last = fold(file.name.rpartition("/")[2])
            held = self._by_last.get(last)
            if held is None:
                self._by_last[last] = file
            elif isinstance(held, list):
                held.append(file)
            else:
                self._by_last[last] = [held, file]

    def called(self, last: str) -> list[File]:
        """Give the files with this folded last name, in the export's order."""
        held = self._by_last.get(last, [])
        return held if isinstance(held, list) else [held]

    def matching(self, pattern: str) -> list[File]:
        """Give the files whose path ends as the pattern says, in no order."""
        last = fold(pattern.rpartition("/")[2])
        if "*" not in last and "?" not in last:
            lasts: Iterable[str] = (last,)
        else:
            ending = re.split(r"[*?]", last)[-1]
            one = _glob(last)
            lasts = [name for name in self._by_last if name.endswith(ending) and one.fullmatch(name)]
        path = _glob(fold(pattern).lstrip("/"))
        found = (file for name in lasts for file in self.called(name))
        return [file for file in found if "/" not in pattern or path.fullmatch(fold(file.name))]


@lru_cache(maxsize=512)
def _glob(pattern: str) -> re.Pattern[str]:
    """Make `a/b_*.json` a regular expression for the end of a path; `*` stays within one folder, `**` does not."""
    pieces = re.split(r"(\*\*|[*?])", pattern)
    body = "".join({"**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece, re.escape(piece)) for piece in pieces)
    return re.compile(rf"(?:.*/)?{body}", re.DOTALL)


def in_order(files: Iterable[File]) -> list[File]:
    """Put files in natural order, each once."""
    return sorted({file.name: file for file in files}.values(), key=lambda file: (natural(file.name), file.name))


def resolve(index: Index, uri: str, near: File | None) -> File | None:
    """Find the file that an export's own wording means."""
    if not uri or "\x00" in uri or _ELSEWHERE.match(uri) or _INLINE.match(uri):
        return None
    for wording in _wordings(uri):
        inside = _inside(wording.replace("\\", "/"), near)
        if inside and (found := _nearest(_ending_with(index, inside), inside, index, near)):
            return found
    return None


def _wordings(uri: str) -> list[str]:
    """As it stands first: a name may hold a real `%20`, `?` or `#`."""
    bare = urlsplit(uri.replace("\\", "/")).path if "?" in uri or "#" in uri else uri
    return list(dict.fromkeys((uri, unquote(uri), bare, unquote(bare))))


def _inside(uri: str, near: File | None) -> str | None:
    """Give the path without `.` and `..`; None where it climbs out of the export."""
    path = posixpath.normpath(uri.lstrip("/"))
    if path.startswith("..") and near is not None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(near.name), path))
    return None if path in (".", "..") or path.startswith("../") else path


def _ending_with(index: Index, path: str) -> list[File]:
    folded = fold(path)
    same_last = index.called(folded.rpartition("/")[2])
    if "/" not in folded:
        return same_last
    return [file for file in same_last if fold(file.name) == folded or fold(file.name).endswith("/" + folded)]


def _nearest(candidates: list[File], path: str, index: Index, near: File | None) -> File | None:
    if near is None or not candidates:
        return min(candidates, key=lambda file: (file.name.count("/"), natural(file.name)), default=None)
    here = near.name.split("/")[:-1]
    best, best_rank = None, (-1, 0, "")
    for file in candidates:
        shared = _shared(here, file.name.split("/")[:-1])
        root = file.name.split("/")[: file.name.count("/") - path.count("/")]
        if shared < len(root) and _another_root(index, near, here, root, shared):
            continue
        rank = (shared, -file.name.count("/"), file.name)
        if rank[:2] > best_rank[:2]:
            best, best_rank = file, rank
    return best


def _shared(here: list[str], there: list[str]) -> int:
    count = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        count += 1
    return count


def _another_root(index: Index, near: File, here: list[str], root: list[str], shared: int) -> bool:
    """Say whether the branch of a candidate is an export of its own: it has the same list as ours.

    Wrapper folders of two parts of one export differ as well, but only one of them holds posts_1.json.
    """
    branch = "/".join(root[: shared + 1]) + "/"
    below = "/".join(near.name.split("/")[min(shared + 1, len(here)) :])
    twins = index.called(fold(near.name.rpartition("/")[2]))
    return any(twin.name.startswith(branch) and fold(twin.name[len(branch) :]) == fold(below) for twin in twins)
