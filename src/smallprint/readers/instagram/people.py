"""Followers, following, close friends; and with whom the holder exchanges likes and comments: names and counts.

These lists hold no items, so their lines are no entries of the ledger. Synced contacts (an address book), blocked and
restricted accounts are never opened; of the accounts that stories are hidden from only the number is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from smallprint.exports import Export
from smallprint.exports.dates import from_seconds
from smallprint.readers.instagram.account import small_list
from smallprint.readers.instagram.shapes import permalink
from smallprint.readers.meta.history import time_of
from smallprint.readers.meta.labels import fields, first, listed, number_of, text_of, within
from smallprint.readers.meta.words import meaning
from smallprint.records.items import AccountFact, Contact, InTouch, Tie, Trouble

FOLDER = "followers_and_following"  # `threads/` has lists of the same names
LISTS = {
    Tie.FOLLOWER: ((f"{FOLDER}/followers", f"{FOLDER}/followers_*"), ("relationships_followers",)),
    Tie.FOLLOWING: ((f"{FOLDER}/following", f"{FOLDER}/following_*"), ("relationships_following",)),
    Tie.CLOSE_FRIEND: ((f"{FOLDER}/close_friends",), ("relationships_close_friends",)),
}
HIDDEN = (("hide_story_from",), ("relationships_hide_stories_from",))
COMMENTS = (
    ("comments/post_comments*", "comments/reels_comments*"),
    ("comments_media_comments", "comments_reels_comments"),
)
LIKES = (
    ("likes/liked_posts*", "likes/liked_comments*"),
    ("likes_media_likes", "likes_comment_likes"),
)
STICKERS = (
    ("story_sticker_interactions/*", "story_interactions/*"),
    tuple(
        f"story_activities_{what}"
        for what in (
            "story_likes",
            "emoji_sliders",
            "emoji_quick_reactions",
            "reaction_sticker_reactions",
            "polls",
            "questions",
            "quizzes",
            "countdowns",
        )
    ),
)
SAVED = (("saved/saved_posts*", "saved_posts*"), ("saved_saved_media",))
_USERNAME = re.compile(r"[A-Za-z0-9._]{1,30}")
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
        name = _labelled_name(record) or (title if _USERNAME.fullmatch(title) else "")
        if name:
            yield name, time_of(first(record, "time")) or from_seconds(number_of(record.get("timestamp")) or 0)


def _name(value: str, href: str, title: str) -> str:
    for text in (value.strip(), in_address(href), title):
        if _USERNAME.fullmatch(text):
            return text
    return ""


def in_address(href: str) -> str:
    """The username at the end of a profile's address."""
    found = _PROFILE.fullmatch(href.strip())
    return found[1] if found and found[1] not in {"p", "reel", "tv", "explore"} else ""


def _labelled_name(record: object) -> str:
    said = first(record, "username")
    if said and _USERNAME.fullmatch(said.value.strip()):
        return said.value.strip()
    return next((name for one in fields(record) for text in (one.href, one.value) if (name := in_address(text))), "")


def read_in_touch(export: Export, me: str | None) -> tuple[dict[str, Counter[str]], list[Trouble]]:
    """How often each account's posts were liked or commented on, by username: {"like": …, "comment": …}."""
    troubles: list[Trouble] = []
    counts = {"comment": Counter[str](), "like": Counter[str]()}
    for how, (stems, keys) in (("comment", COMMENTS), ("like", LIKES), ("like", STICKERS)):
        for _, record in small_list(export, troubles, stems, keys):
            name = owner_of(record)
            if name and name != me:
                counts[how][name] += 1
    return counts, troubles


def owner_of(record: object) -> str:
    """Whose post a like or a comment stands under; the words themselves are never kept."""
    if not isinstance(record, dict):
        return ""
    title = text_of(record.get("title")).strip()
    if _USERNAME.fullmatch(title):
        return title
    for field in within(record, "owner"):
        if meaning(field.label) in {"owner", "username"} and _USERNAME.fullmatch(field.value.strip()):
            return field.value.strip()
    return _owner_by_place(record) if "string_map_data" in record else ""


def _owner_by_place(record: dict[str, object]) -> str:
    """In a language without a table: comment, owner, time stand in this order; the owner is the last text of two."""
    texts = [field.value.strip() for field in fields(record) if field.value and not field.stamp]
    return texts[-1] if len(texts) == 2 and _USERNAME.fullmatch(texts[-1]) else ""


def touched(counts: dict[str, Counter[str]]) -> Iterator[InTouch]:
    """The counts as records."""
    for how, names in counts.items():
        for name, times in sorted(names.items()):
            yield InTouch(name, how, times)


def own_links(export: Export, me: str | None) -> dict[datetime, tuple[str, str]]:
    """Addresses of own posts that the holder liked or saved: time of the post -> (its caption, address).

    Only the 2026 lists name owner, creation time and caption beside the address [inferred]. A time that stands beside
    two addresses tells neither.
    """
    found: dict[datetime, set[tuple[str, str]]] = {}
    for stems, keys in (LIKES, SAVED) if me else ():
        for _, record in small_list(export, [], stems, keys):
            if owner_of(record) == me:
                caption = first(record, "caption")
                links = {
                    link for one in fields(record) for text in (one.href, one.value) if (link := permalink(text))
                }
                for when in _times(record) if len(links) == 1 else ():
                    found.setdefault(when, set()).add((caption.value if caption else "", next(iter(links))))
    return {when: told.pop() for when, told in found.items() if len(told) == 1}


def _times(record: object) -> set[datetime]:
    times = (time_of(one) for one in fields(record) if meaning(one.label) == "time" and one.stamp)
    return {when for when in times if when}
