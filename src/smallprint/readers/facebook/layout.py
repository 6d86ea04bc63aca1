"""Where things lie in a Facebook download, from the pages of 2010-18 to the layout of 2026, and how one is known.

Files are found by the end of their path: people unzip, re-zip and drop the whole tree into other folders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from smallprint.exports import Export, File
from smallprint.readers.base import Match
from smallprint.records.items import Kind

ERAS = ("to 2018", "2018-20", "2020-22", "2023-24", "2024-26", "page", "messenger")


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the ledger: its files (without .json or .html) and the keys that may hold the list."""

    kind: Kind
    files: tuple[str, ...]
    keys: tuple[str, ...] = ()
    others: str = ""  # why its entries are skipped, where they are other people's
    place: str = ""  # "group", "elsewhere", "comment": whose audience rules


# In this order, because the same photo may stand in several lists: archived wins over live, a post over the album.
ARCHIVED = Section(Kind.ARCHIVED, ("posts/archive", "archive/archive"), ("archive", "archived_posts"))
DELETED = Section(Kind.DELETED, ("posts/trash", "trash/trash"), ("trash",))
REELS = Section(Kind.REEL, ("reels/your_reels", "reels/reels"), ("lasso_videos", "reels"))
POSTS = Section(Kind.POST, ("posts/your_posts*", "posts/profile_posts*"), ("status_updates", "posts"))
GROUPS = Section(
    Kind.POST,
    ("groups/group_posts*", "groups/your_posts_in_groups*", "groups/your_posts_and_comments*"),
    ("group_posts",),
    place="group",
)
ELSEWHERE = Section(
    Kind.POST,
    ("posts/posts_on_other_pages_and_profiles*",),
    ("posts_on_other_pages_and_profiles",),
    place="elsewhere",
)
STORIES = Section(Kind.STORY, ("stories/archived_stories", "stories/your_stories"), ("archived_stories", "stories"))
VIDEOS = Section(Kind.VIDEO, ("posts/your_videos", "posts/videos", "photos_and_videos/your_videos"), ("videos",))
PHOTOS = Section(
    Kind.ALBUM,
    (
        "posts/your_uncategorized_photos",
        "posts/uncategorized_photos",
        "posts/your_photos",
        "photos_and_videos/your_uncategorized_photos",
        "photos_and_videos/your_photos",
    ),
    ("other_photos", "photos"),
)
UPDATES = Section(Kind.PROFILE_PICTURE, ("profile_information/profile_update_history",), ("profile_updates",))
ALBUMS = Section(Kind.ALBUM, ("posts/album/*", "photos_and_videos/album/*"), ("photos",))
CHECK_INS = Section(Kind.POST, ("check-ins", "check_ins"), ("check_ins", "checkins"))
COPIES = Section(
    Kind.OTHER,
    ("posts/birthday_media", "posts/shared_memories", "posts/media_used_for_memories"),
    ("birthday_media", "shared_memories", "media_used_for_memories"),
)
COMMENTS = Section(
    Kind.OTHER,
    ("comments_and_reactions/comments*", "comments/comments*", "groups/your_comments_in_groups*"),
    ("comments", "group_comments"),
    place="comment",
)
WALL = Section(
    Kind.POST,
    ("posts/other_people's_posts_to_your_timeline*",),
    ("wall_posts_sent_to_you",),
    others="written by somebody else on your profile",
)
SECTIONS = (
    ARCHIVED,
    DELETED,
    REELS,
    POSTS,
    GROUPS,
    ELSEWHERE,
    STORIES,
    VIDEOS,
    PHOTOS,
    UPDATES,
    ALBUMS,
    CHECK_INS,
    COPIES,
    COMMENTS,
    WALL,
)

CHATS = ("messages/*/*/message_*",)
_FOLDERS = re.compile(
    r"(?:^|/)(?:your_facebook_activity|your_activity_across_facebook|this_profile.s_activity_across_facebook)/", re.I
)
_PAGE = re.compile(r"(?:^|/)this_profile.s_activity_across_facebook/", re.I)
_INSTAGRAM = re.compile(
    r"^instagram-|(?:^|/)your_instagram_activity/|(?:^|/)(?:followers_and_following|threads)/|(?:^|/)media/(?:posts|stories|reels|other)/\d{6}/",
    re.I,
)
_LISTS = (".json", ".html", ".htm")
# Files that no other network has, beside the folders above.
_TELLING = (
    (("posts/your_posts*",), 0.95, "it has lists of posts as Facebook names them"),
    (("posts/album/*", "photos_and_videos/album/*"), 0.9, "it has albums as Facebook keeps them"),
    (("friends_and_followers/friends", "connections/friends/your_friends"), 0.9, "it has a list of Facebook friends"),
    (("friends/friends", "following_and_followers/following"), 0.85, "it has a list of Facebook friends"),
    (("profile_information/profile_update_history",), 0.85, "it has the history of a Facebook profile"),
    (("posts/your_uncategorized_photos", "stories/archived_stories"), 0.85, "it has lists as Facebook names them"),
)


def files_of(export: Export, *stems: str) -> list[File]:
    """The JSON files of a section; the HTML ones where there is no JSON."""
    found = export.find(*(f"{stem}.json" for stem in stems)) or export.find(*(f"{stem}.html" for stem in stems))
    return [file for file in found if "your_instagram_activity/" not in file.name.casefold()]


def is_first(export: Export) -> bool:
    """Whether these are the pages of 2010-18: index.htm with html/timeline.htm and its like."""
    return export.has("html/timeline.htm") or (
        export.has("index.htm") and export.has("html/photos.htm", "html/friends.htm", "html/messages.htm")
    )


def is_page(export: Export) -> bool:
    """Whether this is the download of a Page or second profile."""
    return any(_PAGE.search(name) for name in export.files)


def chat_files(export: Export) -> list[File]:
    """The chats of Messenger that lie in the download itself."""
    found = files_of(export, *CHATS)
    return [file for file in found if not re.search(r"(?:^|/)your_instagram_activity/", file.name, re.I)]


_SEALED = re.compile(r"_\d+\.json$", re.I)
_NOT_SEALED = re.compile(r"(?:^|/)(?:message_\d+\.json$|posts/|album/|comments_and_reactions/|connections/)", re.I)


def sealed_files(export: Export) -> list[File]:
    """The end-to-end chats: `<name>_<n>.json`, in a zip of their own since December 2023.

    One is known by its keys; the others in the same folder by their names, so that a damaged one is told.
    """
    likely: dict[str, list[File]] = {}
    for file in export.files.values():
        if _SEALED.search(file.name) and not _NOT_SEALED.search(file.name):
            likely.setdefault(_folder(file), []).append(file)
    found = (files for files in islice(likely.values(), 50) if any(map(_is_sealed, files[:5])))
    return [file for files in found for file in files]


def _folder(file: File) -> str:
    return file.name.rpartition("/")[0]


def _is_sealed(file: File) -> bool:
    head = file.head(16_384)
    return b'"participants"' in head and (b'"threadName"' in head or b'"senderName"' in head)


def recognise(export: Export, reader: str) -> Match | None:
    """From names alone; where only chats are there, from the first bytes of one."""
    if is_first(export):
        return Match(reader, ERAS[0], 0.95, "it has the pages of a Facebook download of 2010 to 2018")
    lists = [name for name in export.files if name.casefold().endswith(_LISTS)]
    sure, why = _tells(export, lists)
    if sure:
        return Match(reader, _era(export), sure, why)
    if any(_INSTAGRAM.search(name) for name in (*export.files, *export.parts)):
        return None
    if any(_looks_like_a_chat(file) for file in chat_files(export)[:3]):
        return Match(reader, _era(export), 0.6, "messages only")
    if sealed_files(export):
        return Match(reader, ERAS[6], 0.8, "it has end-to-end chats of Messenger")
    return None


def _looks_like_a_chat(file: File) -> bool:
    head = file.head(16_384)
    return b'"participants"' in head or b"uiBoxWhite" in head or b"_a6-g" in head


def _tells(export: Export, lists: list[str]) -> tuple[float, str]:
    named = [name for name in export.files if _FOLDERS.search(name)]
    if any(name.casefold().endswith(_LISTS) for name in named):
        return 0.99, "it has a folder that only Facebook's download has"
    if named:
        return (0.95 if lists else 0.5), "pictures only" if not lists else "it has a folder of Facebook's download"
    if any("your_instagram_activity/" in name for name in lists):
        return 0.0, ""
    told = ((sure, why) for stems, sure, why in _TELLING if files_of(export, *stems))
    return next(told, (0.0, ""))


def _era(export: Export) -> str:
    def some(*parts: str) -> bool:
        return any(f"/{part}" in f"/{name}" for name in export.files for part in parts)

    if is_page(export):
        return ERAS[5]
    if some("your_facebook_activity/"):
        return ERAS[4]
    if some("your_activity_across_facebook/", "connections/friends/", "personal_information/profile_information/"):
        return ERAS[3]
    if some("photos_and_videos/", "following_and_followers/", "friends/friends."):
        return ERAS[1]
    return ERAS[2] if some("posts/", "friends_and_followers/", "stories/", "profile_information/") else ERAS[6]


# facebook-<username or number>-<date>-<8 characters>.zip; the date follows the country: 2024-11-18, 12-4-2025.
_PART = re.compile(
    r"facebook-(?P<account>[a-z0-9.]{1,60})"
    r"(?:-(?:\d{4}-\d{2}-\d{2}|\d{1,2}[-._]\d{1,2}[-._]\d{4})(?=[-_. ]|$)|(?:\.zip|\.tgz)?$)",
    re.I,
)
_DAY = re.compile(r"facebook-[a-z0-9.]{1,60}-(\d{4}-\d{2}-\d{2})(?=[-_. ]|$)", re.I)


def account_in(parts: tuple[str, ...]) -> str | None:
    """The username or number, where the name of a zip or its folder tells it."""
    found = (_PART.search(part) for part in parts)
    return next((match["account"].removesuffix(".zip") for match in found if match), None)


def day_in(parts: tuple[str, ...]) -> str | None:
    """The day the download was made (ISO), where a name tells it in the one form that has a single reading."""
    found = (_DAY.search(part) for part in parts)
    return next((match[1] for match in found if match), None)
