"""Which sidecar belongs to which file of one Google Photos folder, by names (formats/google-photos.md, "Matching").

Takeout cuts a sidecar's name to 46 and a picture's to 47 UTF-16 units, in some exports since July 2026 not at all,
and puts the number of a second file of one name before the picture's extension but at the end of the sidecar's. So
no name is ever computed from a length: exact names first, then long names by the title that the sidecar states.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from smallprint.exports import sniff
from smallprint.exports.names import fold, natural

SUPPLEMENTAL = "supplemental-metadata"
_NUMBERED = re.compile(r"(.*?)\((\d{1,5})\)", re.DOTALL)
_LONG = 45  # UTF-16 units: from here on a name may have been cut
_IN_TITLES_ONLY = re.compile(r'[/\\:*?"<>|&%\x00-\x1f\x7f]')  # Takeout writes _ for these in file names
_CLIPS = frozenset({"mp4", "mov", "mp", "mp~2", ""})
_STILLS = frozenset({"heic", "heif", "jpg", "jpeg", "png", "webp"})
# The word for "edited" in the languages seen, and what Google's own creations are called; each may be cut short.
_EDITED_WORDS = """
    edited modifié bearbeitet modificato ha_editado editado editat edytowane bewerkt 編集済み 编辑 upravené
    отредактировано effects smile mix collage animation movie motion
"""
_EDITED = tuple(fold(word).replace("_", " ") for word in _EDITED_WORDS.split())
_SUFFIX = re.compile(r"(.+?)-([^\W\d_][^-()0-9]{0,19})(\(\d{1,5}\))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A media file's name in its pieces, folded for comparing: `Ada(1).jpg` is ("ada", 1, "jpg")."""

    whole: str
    stem: str  # without number
    number: int
    extension: str

    @property
    def numbered_stem(self) -> str:
        return f"{self.stem}({self.number})" if self.number else self.stem


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one picture, the original first, and its sidecar where it has one. Folded names."""

    sidecar: str | None
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """One folder, matched: its pictures, and the JSON files that belong to none of them."""

    groups: tuple[Group, ...]
    loose: tuple[str, ...]


NOTHING_MATCHED = Matched((), ())


def match(media: Iterable[str], jsons: Iterable[str], title_of: Callable[[str], str]) -> Matched:
    """Match a folder's names (folded, JSON with its extension). `title_of` is asked for cut names only."""
    names = {name: name_of(name) for name in media}
    owned: dict[str, str] = {}  # media -> its sidecar
    left = [json for json in jsons if not _by_exact_name(json, names, owned)]
    left = [json for json in left if not _by_stem(json, names, owned)]
    for whole, json in _by_title(left, names, owned, title_of):
        owned[whole] = json
    taken = set(owned.values())
    return Matched(tuple(_grouped(names, owned)), tuple(json for json in left if json not in taken))


def name_of(whole: str) -> Name:
    """Take a folded media name to pieces."""
    stem, dot, extension = whole.rpartition(".")
    if not dot or not stem or len(extension) > 5 or not re.fullmatch(r"[a-z0-9~]+", extension):
        stem, extension = whole, ""
    numbered = _NUMBERED.fullmatch(stem)
    return Name(whole, numbered[1], int(numbered[2]), extension) if numbered else Name(whole, stem, 0, extension)


def core_of(json: str) -> str:
    """A sidecar's name without `.json`."""
    return json[: -len(".json")] if json.endswith(".json") else json


def targets(core: str) -> Iterator[str]:
    """The whole or cut media names that a sidecar's core may stand for, the surest first."""
    yield core
    yield from _without_supplemental(core)
    numbered = _NUMBERED.fullmatch(core)
    if numbered:
        for target in (numbered[1], *_without_supplemental(numbered[1])):
            stem, dot, extension = target.rpartition(".")
            yield f"{stem}({numbered[2]}).{extension}" if dot else f"{target}({numbered[2]})"


def _without_supplemental(core: str) -> Iterator[str]:
    head, dot, last = core.rpartition(".")
    if dot and head and SUPPLEMENTAL.startswith(last):  # also `name.jpg.`, cut right after the dot
        yield head


def is_sidecars_name(json: str) -> bool:
    """Whether a name is that of a sidecar, whatever lies in it: it ends in a media extension before `.json`."""
    return any(sniff.looks_like_media(target) for target in targets(core_of(json))) or any(
        last and SUPPLEMENTAL.startswith(last) and "-" in last for last in [core_of(json).rpartition(".")[2]]
    )


def _by_exact_name(json: str, names: dict[str, Name], owned: dict[str, str]) -> bool:
    for target in targets(core_of(json)):
        if target in names and target not in owned:
            owned[target] = json
            return True
    return False


def _by_stem(json: str, names: dict[str, Name], owned: dict[str, str]) -> bool:
    """An item uploaded without an extension gets one on disk; its sidecar has none."""
    for target in targets(core_of(json)):
        if sniff.extension(target) in _STILLS | _CLIPS - {""}:
            continue
        free = [ext for ext in (*sorted(_STILLS), "gif", "mp4", "mov") if f"{target}.{ext}" in names.keys() - owned]
        if len(free) == 1:
            owned[f"{target}.{free[0]}"] = json
            return True
    return False


def units(text: str) -> int:
    """Length in UTF-16 units, by which Takeout cuts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _by_title(
    left: list[str], names: dict[str, Name], owned: dict[str, str], title_of: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Cut names: the title tells the stem, the numbers tell which of several."""
    free = [name for whole, name in names.items() if whole not in owned and units(name.stem) >= _LONG]
    long = [json for json in left if units(core_of(json)) >= _LONG] if free else []
    sought: dict[tuple[str, str], list[str]] = {}
    for json in long:
        stem = _stem_by_title(fold(_IN_TITLES_ONLY.sub("_", title_of(json))), free)
        if stem:
            sought.setdefault(stem, []).append(json)
    for wanted, jsons in sought.items():
        theirs = [name for name in free if (name.stem, name.extension) == wanted]
        yield from _by_number(sorted(theirs, key=lambda one: one.number), jsons)


def _stem_by_title(title: str, free: list[Name]) -> tuple[str, str] | None:
    """The one cut stem that this title begins with; None where there is none, or two of different extensions."""
    wanted = name_of(title)
    whole = title[: -len(wanted.extension) - 1] if wanted.extension else title
    fitting = [name for name in free if whole.startswith(name.stem)]
    same = [name for name in fitting if name.extension == wanted.extension] or fitting
    longest = max((units(name.stem) for name in same), default=0)
    found = {(name.stem, name.extension) for name in same if units(name.stem) == longest}
    return found.pop() if len(found) == 1 else None


def _by_number(media: list[Name], jsons: list[str]) -> Iterator[tuple[str, str]]:
    numbers = {json: _number(json) for json in jsons}
    if len(media) == len(jsons):
        # Names that are not cut any more have no number: theirs follows the natural order of the titles.
        jsons = sorted(jsons, key=lambda json: (numbers[json], natural(core_of(json))))
        yield from zip((name.whole for name in media), jsons, strict=True)
        return
    for name in media:
        same = [json for json in jsons if numbers[json] == name.number]
        if len(same) == 1:
            yield name.whole, same[0]


def _number(json: str) -> int:
    numbered = _NUMBERED.fullmatch(core_of(json))
    return int(numbered[2]) if numbered else 0


def _grouped(names: dict[str, Name], owned: dict[str, str]) -> Iterator[Group]:
    """Put edited copies, clips and forgotten second copies to their originals."""
    heads: dict[str, list[str]] = {}  # numbered stem -> the originals of that stem
    members: dict[str, list[str]] = {}
    for whole in owned:
        heads.setdefault(names[whole].numbered_stem, []).append(whole)
        members[whole] = [whole]
    bare = [name for whole, name in names.items() if whole not in owned]
    for name in sorted(bare, key=lambda one: (one.extension in _CLIPS, len(one.whole), one.whole)):
        head = _head_of(name, heads, names, owned)
        if head is None:
            heads.setdefault(name.numbered_stem, []).append(name.whole)
            members[name.whole] = [name.whole]
        else:
            members[head].append(name.whole)
    for head, media in sorted(members.items(), key=lambda one: (natural(one[0]), one[0])):
        yield Group(owned.get(head), tuple(media))


def _head_of(name: Name, heads: dict[str, list[str]], names: dict[str, Name], owned: dict[str, str]) -> str | None:
    """The original that a file without a sidecar of its own belongs to, where there is exactly one."""
    found = _original_of_clip(name, heads, names) or _original_of_edit(name, heads, owned)
    if not found and name.number and units(name.stem) >= _LONG:  # 8b: a forgotten duplicate of a cut name
        found = [head for head in heads.get(name.stem, []) if names[head].extension == name.extension]
    return found[0] if len(found) == 1 else None


def _original_of_clip(name: Name, heads: dict[str, list[str]], names: dict[str, Name]) -> list[str]:
    """`X.MP4` or `X` beside `X.HEIC`; `X.MP` or `X.MP~2` beside `X.MP.jpg`."""
    if name.extension not in _CLIPS:
        return []
    stems = {name.numbered_stem, name.whole, name.whole.removesuffix("~2")}
    near = [head for stem in stems for head in heads.get(stem, [])]
    return [head for head in near if names[head].extension in _STILLS]


def _original_of_edit(name: Name, heads: dict[str, list[str]], owned: dict[str, str]) -> list[str]:
    suffixed = _SUFFIX.fullmatch(name.numbered_stem)
    if suffixed is None:
        return []
    near = heads.get(suffixed[1] + (suffixed[3] or ""), [])
    if any(word.startswith(suffixed[2]) for word in _EDITED):
        return near
    return near if all(head in owned for head in near) else []
