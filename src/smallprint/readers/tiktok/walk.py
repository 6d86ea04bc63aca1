"""The lists of TikTok's JSON, found by their leaf names anywhere, one entry at a time in constant memory.

Section names moved in 2025 and in 2026, region by region; the names of the leaves hardly did. Watch history is a
`VideoList` as well: it is told apart by the names above it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from smallprint.exports import ExportTrouble, File
from smallprint.exports.json_window import Bad, CutOff, Window
from smallprint.exports.text import storable_all
from smallprint.readers.tiktok.words import squeeze
from smallprint.records.items import Trouble

_LEAVES = {
    "fanslist": "followers",
    "following": "following",
    "profilemap": "profile",
    "settingsmap": "settings",
    "postlist": "deleted",
}
_NOT_OURS = ("history", "watch", "browsing", "favorite", "favourite", "like", "repost", "hashtag", "search")
_CHATS = ("chathistory", "groupchat")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a list, or one small object, and the section it belongs to."""

    section: str  # "posts", "deleted", "profile", "settings", "followers", "following", "message"
    place: str
    value: object
    within: str = ""  # the name of the list: whom a chat is with


def told_in(file: File, wanted: Collection[str]) -> Iterator[Told | Trouble]:
    """Give what the wanted sections hold. Never raises on content; a cut gives what is before it, then a Trouble."""
    walk = _Walk(file.name, wanted)
    try:
        with file.open() as stream:
            window = Window(stream)
            sign = window.peek()
            if sign in ("", "<"):
                yield Trouble(file.name, "empty" if not sign else "not_json")
                return
            yield from walk.value(window, ())
    except CutOff:
        yield walk.trouble("cut_off")
    except (Bad, ExportTrouble) as problem:
        yield walk.trouble(problem.kind, problem.note)
    else:
        if not walk.known:
            yield Trouble(file.name, "no_known_list")


class _Walk:
    """One walk through one file. Its methods raise CutOff, Bad and ExportTrouble."""

    def __init__(self, name: str, wanted: Collection[str]) -> None:
        self._name, self._wanted = name, wanted
        self._count: dict[str, int] = {}
        self._section = ""  # the list we are in: a cut there loses an entry
        self.known = False

    def trouble(self, kind: str, note: str = "") -> Trouble:
        inside = self._section in ("posts", "deleted")
        return Trouble(f"{self._name}#{self._section or 'lists'}", kind, note, int(inside))

    def value(self, window: Window, path: tuple[str, ...]) -> Iterator[Told | Trouble]:
        """Walk whatever stands here. Lists of one, collapsed or wrapped, are walked as well."""
        sign = window.peek()
        if not sign:
            raise CutOff
        section = _section(path)
        self.known = self.known or bool(section)
        if section and section not in self._wanted:
            window.skip()
        elif section:
            yield from self._entries(window, section, path[-1])
        elif sign == "{" and len(path) < _DEEPEST:
            yield from self._object(window, path)
        elif sign == "[" and len(path) < _DEEPEST and not _is_not_ours(path):
            yield from self._list(window, path)
        else:
            window.skip()

    def _object(self, window: Window, path: tuple[str, ...]) -> Iterator[Told | Trouble]:
        window.at += 1
        while (sign := window.peek()) != "}":
            if not sign:
                raise CutOff
            if sign == ",":
                window.at += 1
                continue
            key, _ = window.value()
            colon = window.peek()
            if not colon:
                raise CutOff
            if colon != ":" or not isinstance(key, str):
                raise Bad("not_json")
            window.at += 1
            yield from self.value(window, (*path, key))
        window.at += 1

    def _list(self, window: Window, path: tuple[str, ...]) -> Iterator[Told | Trouble]:
        """Walk a list where an object is expected."""
        window.at += 1
        while (sign := window.peek()) != "]":
            if not sign:
                raise CutOff
            if sign == ",":
                window.at += 1
            else:
                yield from self.value(window, (*path, ""))
        window.at += 1

    def _entries(self, window: Window, section: str, name: str) -> Iterator[Told | Trouble]:
        """Give the entries of a list that is asked for; a lone object as a list of one, null as an empty one."""
        self._section = section
        sign = window.peek()
        if sign == "[":
            window.at += 1
            while (sign := window.peek()) != "]":
                if not sign:
                    raise CutOff
                if sign == ",":
                    window.at += 1
                    continue
                yield from self._entry(window, section, name)
            window.at += 1
        elif sign == "{":
            yield from (told for told in self._entry(window, section, name) if not _is_empty(told))
        else:
            window.skip()
        self._section = ""

    def _entry(self, window: Window, section: str, name: str) -> Iterator[Told | Trouble]:
        number = self._count.get(section, 0)
        self._count[section] = number + 1
        place = f"{self._name}#{section}{number}"
        start = window.at
        try:
            value, raw = window.value()
        except Bad as problem:
            yield Trouble(place, problem.kind, problem.note, int(section in ("posts", "deleted")))
            window.skip()
            if window.at == start:
                raise
            return
        yield Told(section, place, storable_all(value) if "\\u" in raw else value, name)


def _is_empty(told: Told | Trouble) -> bool:
    """An empty list is written as null, as nothing, or as an empty object."""
    return isinstance(told, Told) and told.value == {}


def _section(path: tuple[str, ...]) -> str:
    """Say which list a path leads to; "" where it leads to none of ours, or only on the way to one."""
    names = [squeezed for name in path if (squeezed := squeeze(name))]
    if not names or not path[-1]:
        return ""
    last, above = names[-1], names[:-1]
    if last == "videolist":
        return "" if _is_not_ours(path) else "posts"
    if above and above[-1] in _CHATS and last not in (*_CHATS, "app"):
        return "message"
    if last == "following" and not (above and above[-1].startswith(last)):
        return ""  # the section that holds the list of that name
    return _LEAVES.get(last, "")


def _is_not_ours(path: tuple[str, ...]) -> bool:
    return any(word in squeeze(name) for name in path for word in _NOT_OURS)
