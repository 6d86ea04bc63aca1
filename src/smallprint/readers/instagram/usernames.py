"""From display names, which chats use, to usernames, which all lists use."""

from __future__ import annotations

from collections import Counter

from smallprint.exports import Export
from smallprint.exports.text import plain
from smallprint.readers.instagram.account import small_list
from smallprint.readers.instagram.people import COMMENTS, LIKES, LISTS, STICKERS
from smallprint.readers.meta.labels import fields
from smallprint.readers.meta.words import meaning


def by_username(export: Export, names: Counter[str]) -> Counter[str]:
    """The counts under usernames where the export states name and username together, else under the display name."""
    known = _stated(export) if names else {}
    found: Counter[str] = Counter()
    for name, times in names.items():
        usernames = known.get(plain(name), set())
        found[next(iter(usernames)) if len(usernames) == 1 else name] += times
    return found


def _stated(export: Export) -> dict[str, set[str]]:
    """Compared display name -> usernames that stand beside it in a record (label_values name both)."""
    known: dict[str, set[str]] = {}
    for stems, keys in (*LISTS.values(), COMMENTS, LIKES, STICKERS):
        for _, record in small_list(export, [], stems, keys):
            said = {meaning(field.label): field.value.strip() for field in fields(record) if field.value}
            if said.get("name") and said.get("username"):
                known.setdefault(plain(said["name"]), set()).add(said["username"])
    return known
