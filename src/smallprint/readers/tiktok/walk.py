"""TikTok's sections, found by the names of their leaves anywhere in the JSON.

Section names moved in 2025 and in 2026, region by region; the names of the leaves hardly did. Watch history is a
`VideoList` as well: it is told apart by the names above it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from smallprint.exports import File
from smallprint.exports.json_tree import STEP_OVER, Path, found_in
from smallprint.readers.tiktok.words import squeeze
from smallprint.records.items import Trouble

COUNTED = ("posts", "deleted")
_LEAVES = {
    "fanslist": "followers",
    "following": "following",
    "profilemap": "profile",
    "settingsmap": "settings",
    "postlist": "deleted",
}
_NOT_OURS = ("history", "watch", "browsing", "favorite", "favourite", "like", "repost", "hashtag", "search")
_CHATS = ("chathistory", "groupchat")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a list, or one small object, and the section it belongs to."""

    section: str  # "posts", "deleted", "profile", "settings", "followers", "following", "message"
    place: str
    value: object
    within: str = ""  # the name of the list: whom a chat is with


def told_in(file: File, wanted: Collection[str]) -> Iterator[Told | Trouble]:
    """Give what the wanted sections hold. Never raises on content; a cut gives what is before it, then a Trouble."""
    known: set[str] = set()

    def section_of(path: Path) -> str:
        section = _section(path)
        known.update([section] if section else [])
        return STEP_OVER if section and section not in wanted else section

    broken = False
    for found in found_in(file, section_of, COUNTED):
        if isinstance(found, Trouble):
            broken = True
            yield found
        else:
            yield Told(found.section, found.place, found.value, found.path[-1])
    if not known and not broken:
        yield Trouble(file.name, "no_known_list")


def _section(path: Path) -> str:
    """Say which list a path leads to; "" where it leads to none of ours, or only on the way to one."""
    names = [squeezed for name in path if (squeezed := squeeze(name))]
    if not names or not path[-1]:
        return ""
    last, above = names[-1], names[:-1]
    if last == "videolist":
        return STEP_OVER if _is_not_ours(path) else "posts"
    if above and above[-1] in _CHATS and last not in (*_CHATS, "app"):
        return "message"
    if last == "following" and not (above and above[-1].startswith(last)):
        return ""  # the section that holds the list of that name
    return _LEAVES.get(last, "")


def _is_not_ours(path: Path) -> bool:
    return any(word in squeeze(name) for name in path for word in _NOT_OURS)
