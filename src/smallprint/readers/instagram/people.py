"""Followers, following and close friends: names, and the day they were added.

These lists hold no items, so their lines are no entries of the ledger. Synced contacts (an address book), blocked and
restricted accounts are never opened; of the accounts that stories are hidden from only the number is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from smallprint.exports import Export
from smallprint.exports.dates import from_seconds
from smallprint.readers.instagram.account import small_list
from smallprint.readers.meta.history import time_of
from smallprint.readers.meta.labels import fields, first, listed, number_of, text_of
from smallprint.records.items import AccountFact, Contact, Tie, Trouble

FOLDER = "followers_and_following"  # `threads/` has lists of the same names
LISTS = {
    Tie.FOLLOWER: ((f"{FOLDER}/followers", f"{FOLDER}/followers_*"), ("relationships_followers",)),
    Tie.FOLLOWING: ((f"{FOLDER}/following", f"{FOLDER}/following_*"), ("relationships_following",)),
    Tie.CLOSE_FRIEND: ((f"{FOLDER}/close_friends",), ("relationships_close_friends",)),
}
HIDDEN = (("hide_story_from",), ("relationships_hide_stories_from",))
USERNAME = re.compile(r"[A-Za-z0-9._]{1,30}")
_PROFILE = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/|stories/)?([A-Za-z0-9._]{1,30})/?(?:\?\S*)?")


def read_contacts(export: Export) -> Iterator[Contact | AccountFact | Trouble]:
    """Each account of each list once, with the day it was added where the list says so."""
    troubles: list[Trouble] = []
    for tie, (stems, keys) in LISTS.items():
        seen: set[str] = set()
        for _, record in small_list(export, troubles, stems, keys):
            for name, since in _accounts(record):
                if name not in seen:
                    seen.add(name)
                    yield Contact(tie, name, since)
    hidden = list(small_list(export, troubles, *HIDDEN))
    if hidden:
        number = len({name for _, record in hidden for name, _ in _accounts(record)})
        yield AccountFact("hide_story", str(number), hidden[0][0].name)
    yield from troubles


def _accounts(record: object) -> Iterator[tuple[str, datetime | None]]:
    """The accounts of one line: `value`, or since 2025-10 the title, or the end of the address."""
    if not isinstance(record, dict):
        return
    title = text_of(record.get("title")).strip()
    lines = [line for line in listed(record.get("string_list_data")) if isinstance(line, dict)]
    for line in lines:
        name = _name(text_of(line.get("value")), text_of(line.get("href")), title)
        if name:
            yield name, from_seconds(number_of(line.get("timestamp")) or 0)
    if not lines:
        name = _labelled_name(record) or (title if USERNAME.fullmatch(title) else "")
        if name:
            yield name, time_of(first(record, "time")) or from_seconds(number_of(record.get("timestamp")) or 0)


def _name(value: str, href: str, title: str) -> str:
    for text in (value.strip(), in_address(href), title):
        if USERNAME.fullmatch(text):
            return text
    return ""


def in_address(href: str) -> str:
    """The username at the end of a profile's address."""
    found = _PROFILE.fullmatch(href.strip())
    return found[1] if found and found[1] not in {"p", "reel", "tv", "explore"} else ""


def _labelled_name(record: object) -> str:
    said = first(record, "username")
    if said and USERNAME.fullmatch(said.value.strip()):
        return said.value.strip()
    return next((name for one in fields(record) for text in (one.href, one.value) if (name := in_address(text))), "")
