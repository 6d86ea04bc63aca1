"""With whom the holder exchanges likes, comments and messages: names and counts, never the words.

Lists name people by username, chats by display name. A display name becomes a username only where a record of the
export states both; an equal spelling is no proof, since somebody who copies a relative's name would pass it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from smallprint.exports import Export
from smallprint.exports.text import plain
from smallprint.readers.instagram.account import small_list
from smallprint.readers.instagram.people import LISTS, USERNAME
from smallprint.readers.instagram.shapes import permalink
from smallprint.readers.meta.history import time_of
from smallprint.readers.meta.labels import fields, first, text_of, within
from smallprint.readers.meta.words import meaning
from smallprint.records.items import InTouch, Tie, Trouble

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
SAVED = (("saved/saved_posts*",), ("saved_saved_media",))
_SOURCES = (("comment", COMMENTS), ("like", LIKES), ("like", STICKERS), ("", SAVED))
_GONE = ("instagram user", "instagram-nutzer", "instagrambenutzer")  # what chats call people who left


@dataclass(slots=True)
class Touch:
    """What the lists of likes and comments tell, gathered in one walk."""

    me: str | None
    counts: dict[str, Counter[str]] = field(default_factory=dict)  # "like", "comment" … -> username -> times
    links: dict[datetime, set[tuple[str, str]]] = field(default_factory=dict)  # own posts: time -> caption, address
    names: dict[str, set[str]] = field(default_factory=dict)  # compared display name -> usernames beside it
    troubles: list[Trouble] = field(default_factory=list)

    def known_links(self) -> dict[datetime, tuple[str, str]]:
        """Addresses of own posts; a time that stands beside two addresses tells neither."""
        return {when: next(iter(told)) for when, told in self.links.items() if len(told) == 1}

    def add_messages(self, sent: Counter[str]) -> None:
        """Count messages under usernames where they are known, else under display names."""
        counts = self.counts.setdefault("message", Counter())
        for name, times in sent.items():
            usernames = self.names.get(plain(name), set())
            if not plain(name).startswith(_GONE):
                counts[next(iter(usernames)) if len(usernames) == 1 else name] += times

    def records(self) -> Iterator[InTouch]:
        """The counts as records."""
        for how, names in self.counts.items():
            for name, times in sorted(names.items()):
                yield InTouch(name, how, times)


def read_touch(export: Export, me: str | None) -> Touch:
    """Walk the lists of likes, comments, story reactions and saved posts, and the close lists for names."""
    touch = Touch(me, {"comment": Counter(), "like": Counter(), "tag": Counter()})
    for how, (stems, keys) in _SOURCES:
        for _, record in small_list(export, touch.troubles, stems, keys):
            _note(touch, how, record)
    for tie in Tie:
        for _, record in small_list(export, [], *LISTS.get(tie, ((), ()))):
            _note_name(touch, record)
    return touch


def _note(touch: Touch, how: str, record: object) -> None:
    owner = owner_of(record)
    if owner and owner == touch.me:
        _note_link(touch, record)
    elif owner and how:
        touch.counts[how][owner] += 1
    _note_name(touch, record)


def _note_name(touch: Touch, record: object) -> None:
    """Display name and username in one record: label_values name both."""
    if isinstance(record, dict) and "label_values" in record:
        said = {meaning(one.label): one.value.strip() for one in fields(record) if one.value}
        if said.get("name") and said.get("username"):
            touch.names.setdefault(plain(said["name"]), set()).add(said["username"])


def _note_link(touch: Touch, record: object) -> None:
    """The address of an own post that was liked or saved.

    Only the 2026 lists name owner, creation time and caption beside the address [inferred].
    """
    caption = first(record, "caption")
    texts = (text for one in fields(record) for text in (one.href, one.value))
    links = {link for text in texts if (link := permalink(text))}
    times = (time_of(one) for one in fields(record) if meaning(one.label) == "time" and one.stamp)
    for when in times if len(links) == 1 else ():
        if when is not None:
            touch.links.setdefault(when, set()).add((caption.value if caption else "", next(iter(links))))


def owner_of(record: object) -> str:
    """Whose post a like or a comment stands under, as a username; "" where that cannot be told."""
    if not isinstance(record, dict):
        return ""
    title = text_of(record.get("title")).strip()
    if USERNAME.fullmatch(title):
        return title
    for one in within(record, "owner"):
        if meaning(one.label) in {"owner", "username"} and USERNAME.fullmatch(one.value.strip()):
            return one.value.strip()
    if "label_values" in record:
        named = first(record, "username")
        return named.value.strip() if named and USERNAME.fullmatch(named.value.strip()) else ""
    return _owner_by_place(record) if "string_map_data" in record else ""


def _owner_by_place(record: dict[str, object]) -> str:
    """In a language without a table: comment, owner, time stand in this order; the owner is the last text of two."""
    texts = [one.value.strip() for one in fields(record) if one.value and not one.stamp]
    return texts[-1] if len(texts) == 2 and USERNAME.fullmatch(texts[-1]) else ""
