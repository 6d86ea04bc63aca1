"""Where things lie in an Instagram download, from the first (flat) layout to the one of 2026, and how one is known.

Files are found by the end of their path: people unzip, re-zip and drop the whole tree into other folders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from smallprint.exports import Export, File
from smallprint.readers.base import Match
from smallprint.records.items import Kind

ERAS = ("to 2020", "2021-23", "2023-24", "2025", "2026")


@dataclass(frozen=True, slots=True)
class Section:
    """One list of own pictures: its files (without .json or .html) and the key that holds the list."""

    kind: Kind
    files: tuple[str, ...]
    keys: tuple[str, ...] = ()


def _content(name: str) -> tuple[str, ...]:
    return (
        f"content/{name}",
        f"your_instagram_activity/media/{name}",
        f"your_instagram_activity/{name}",
        f"media/{name}",
    )


# In this order, because the same media may stand in several lists: archived wins over live, a reel stays a reel when
# it is also on the grid, and the leftovers repeat all others.
ARCHIVED = Section(Kind.ARCHIVED, _content("archived_posts"), ("ig_archived_post_media",))
DELETED = Section(Kind.DELETED, _content("recently_deleted_content"), ("ig_recently_deleted_media",))
REELS = Section(Kind.REEL, _content("reels"), ("ig_reels_media",))
IGTV = Section(Kind.VIDEO, _content("igtv_videos"), ("ig_igtv_media",))
POSTS = Section(Kind.POST, _content("posts_*"), ("ig_posts", "posts"))
STORIES = Section(Kind.STORY, _content("stories"), ("ig_stories",))
PROFILE = Section(Kind.PROFILE_PICTURE, _content("profile_photos"), ("ig_profile_picture",))
FULL = Section(Kind.POST, _content("posts"), ("ig_posts", "posts"))  # 2026: all posts, drafts and archived among them
OTHER = Section(Kind.OTHER, _content("other_content"), ("ig_other_media",))
SECTIONS = (ARCHIVED, DELETED, REELS, IGTV, POSTS, STORIES, PROFILE, FULL, OTHER)

OLD = ("media.json", "profile.json", "connections.json")  # to 2020, all at the root

_MEDIA = re.compile(r"(^|/)media/(posts|stories|reels|igtv|archived_posts|recently_deleted|profile|other)/\d{6}/")
_PERSON = re.compile(r"(^|/)(account_information|personal_information)/")
_MEDIA_2026 = re.compile(r"(^|/)media/posts/\d{6}/\d{15,20}\.\w+$")  # stories were named so before
_THREADS = re.compile(r"(^|/)threads/[^/]+$")  # the Threads profile, which can be downloaded by itself
_LISTS = (".json", ".html")


def files_of(export: Export, *stems: str) -> list[File]:
    """The JSON files of a section; the HTML ones where there is no JSON."""
    found = export.find(*(f"{stem}.json" for stem in stems))
    return found or export.find(*(f"{stem}.html" for stem in stems))


def recognise(export: Export, reader: str) -> Match | None:
    """From names alone."""
    if export.has(*OLD[:1]) and export.has(*OLD[1:2]) and export.has(*OLD[2:]):
        return Match(reader, ERAS[0], 0.95, "it has media.json, profile.json and connections.json")
    lists = [name for name in export.files if name.endswith(_LISTS)]
    if lists and all(_THREADS.search(name) for name in lists):
        return None
    sure, why = _tells(export, lists)
    if sure:
        return Match(reader, _era(export, lists), sure, why)
    if any(_MEDIA.search(name) for name in export.files) and not _is_facebook(export):
        return Match(reader, ERAS[-1], 0.2, "pictures only")
    return None


def _tells(export: Export, lists: list[str]) -> tuple[float, str]:
    """How sure the lists make us, and by what."""
    activity = [name for name in lists if "your_instagram_activity/" in name]
    chats = [name for name in activity if "your_instagram_activity/messages/" in name]
    if chats and len(chats) == len(lists):
        return 0.5, "messages only"
    if activity:
        return 0.99, "it has the folder your_instagram_activity"
    return (0.0, "") if _is_facebook(export) else _tells_by_content(export, lists)


def _tells_by_content(export: Export, lists: list[str]) -> tuple[float, str]:
    """2021-23, and downloads of some information only: the lists stand at the root."""
    content = any(files_of(export, *section.files) for section in SECTIONS)
    people = any("followers_and_following/" in name for name in lists)
    person = any(_PERSON.search(name) for name in lists)
    media = any(_MEDIA.search(name) for name in export.files)
    told = (
        (content and (people or person), 0.95, "it has lists of posts or stories beside those of the account"),
        (media and (people or person), 0.9, "it has pictures by month beside the lists of the account"),
        (people and person, 0.85, "it has followers_and_following and the account's own page"),
        (content, 0.7, "it has lists of posts or stories as Instagram names them"),
        (people, 0.6, "it has followers_and_following"),
    )
    return next(((sure, why) for holds, sure, why in told if holds), (0.0, ""))


def _is_facebook(export: Export) -> bool:
    if export.has("posts/your_posts*.json", "posts/your_posts*.html"):
        return True
    return any("your_facebook_activity/" in name for name in export.files)


def _era(export: Export, lists: list[str]) -> str:
    def some(*parts: str) -> bool:
        return any(part in name for name in lists for part in parts)

    if export.has("media/posts.json", "media/posts.html", "reposts.json") or any(
        map(_MEDIA_2026.search, export.files)
    ):
        return ERAS[4]
    if some("your_instagram_activity/media/", "/story_interactions/", "preferences/media_settings/"):
        return ERAS[3]
    if some("your_instagram_activity/threads/"):
        return ERAS[3]
    return ERAS[2] if some("your_instagram_activity/", "connections/followers_and_following/") else ERAS[1]


# instagram-<username>-<date>-<8 characters>.zip; the date follows the country: 2024-11-18, 12-4-2025, 07.07.2024.
_PART = re.compile(
    r"instagram-(?P<account>[a-z0-9._]{1,30})-(?:\d{4}-\d{2}-\d{2}|\d{1,2}[-._]\d{1,2}[-._]\d{4})(?=[-_. ]|$)", re.I
)
_DAY = re.compile(r"instagram-[a-z0-9._]{1,30}-(\d{4}-\d{2}-\d{2})(?=[-_. ]|$)", re.I)


def account_in(parts: tuple[str, ...]) -> str | None:
    """The username, where the name of a zip or its folder tells it."""
    found = (_PART.search(part) for part in parts)
    return next((match["account"] for match in found if match), None)


def day_in(parts: tuple[str, ...]) -> str | None:
    """The day the download was made (ISO), where a name tells it in the one form that has a single reading."""
    found = (_DAY.search(part) for part in parts)
    return next((match[1] for match in found if match), None)
