"""Writes moments as an Instagram download, in the layout of 2025 (era D), as Meta writes it: ASCII JSON with UTF-8
bytes escaped one by one, media named by the network's own number, no time zone but seconds since 1970.
"""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from smallprint.demo.moments import PLACES, SWITCHED_TO_PUBLIC, Moment
from smallprint.records.items import Kind

USERNAME = "cleo.marrow"
HOLDER = "Cleo Marrow"
RELATIVES = {
    "dan.marrow": "Dan Marrow",
    "edith.marrow": "Edith Marrow",
    "hal.marrow": "Hal Marrow",
    "joss.fenn": "Joss Fenn",
    "mina.okoro": "Mina Okoro",
    "tess.fenn": "Tess Fenn",
}
FOLLOWERS = 412
CLOSE_FRIENDS = ("dan.marrow", "edith.marrow", "gale.harrow")
ACTIVITY = "your_instagram_activity"
ALL_TIME = datetime(2004, 1, 1, tzinfo=UTC)  # before there was such a network: everything was ordered
LISTS = {
    Kind.POST: ("posts_1", None),
    Kind.REEL: ("reels", "ig_reels_media"),
    Kind.STORY: ("stories", "ig_stories"),
    Kind.ARCHIVED: ("archived_posts", "ig_archived_post_media"),
    Kind.DELETED: ("recently_deleted_content", "ig_recently_deleted_media"),
    Kind.PROFILE_PICTURE: ("profile_photos", "ig_profile_picture"),
}
FOLDERS = {
    Kind.POST: "posts",
    Kind.REEL: "reels",
    Kind.STORY: "stories",
    Kind.ARCHIVED: "archived_posts",
    Kind.DELETED: "recently_deleted",
    Kind.PROFILE_PICTURE: "profile",
}


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """Which moments go into one download, and what the account was like on its day."""

    name: str
    asked: datetime
    private: bool
    moments: Sequence[Moment]
    since: datetime | None = None  # only a part of the years was ordered


def media_id(moment: Moment, position: int) -> str:
    """The network's own number for one picture: 17 digits, the same in every download."""
    seed = f"{moment.when.isoformat()}|{moment.kind}|{position}"
    return str(random.Random(seed).randrange(17_800_000_000_000_000, 18_199_999_999_999_999))


def media_path(moment: Moment, position: int) -> str:
    """Where one picture lies in the download."""
    ending = "mp4" if moment.kind is Kind.REEL else "jpg"
    return f"media/{FOLDERS[moment.kind]}/{moment.when:%Y%m}/{media_id(moment, position)}.{ending}"


def write_export(plan: ExportPlan, folder: Path, picture: Callable[[Moment, int], bytes]) -> Path:
    """Write one zip and return its path. `picture` gives the bytes of each picture of a moment."""
    path = folder / f"instagram-{USERNAME}-{plan.asked:%Y-%m-%d}-{plan.name}.zip"
    moments = [m for m in plan.moments if plan.since is None or m.when >= plan.since]
    half = path.with_suffix(".half")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as out:
        for name, value in [*lists(moments), *account(plan), *contacts(), *activity()]:
            add(out, f"{name}.json", as_meta_writes(value), plan.asked)
        for moment in moments:
            for position in range(len(moment.who)):
                add(out, media_path(moment, position), picture(moment, position), plan.asked)
        add(
            out,
            f"{ACTIVITY}/messages/inbox/minaokoro_17841400000000005/photos/44120001_17990000000000001.jpg",
            picture(moments[-1], 0),
            plan.asked,
        )
    half.replace(path)
    return path


def add(out: zipfile.ZipFile, name: str, content: bytes, when: datetime) -> None:
    """One member with a fixed time, so that the same plan gives the same bytes."""
    out.writestr(zipfile.ZipInfo(name, (when.year, when.month, when.day, 3, 0, 0)), content)


def as_meta_writes(value: object) -> bytes:
    """JSON in which each byte of a non-English letter stands as its own escape."""
    return json.dumps(mangled(value), indent=1).encode("ascii")


def mangled(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8").decode("latin-1")
    if isinstance(value, dict):
        return {mangled(key): mangled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [mangled(inner) for inner in value]
    return value


def lists(moments: Sequence[Moment]) -> list[tuple[str, object]]:
    """The content lists, newest first as the network gives them."""
    files: list[tuple[str, object]] = []
    for kind, (name, key) in LISTS.items():
        entries = [entry(m) for m in sorted(moments, key=lambda m: m.when, reverse=True) if m.kind is kind]
        if entries:
            files.append((f"{ACTIVITY}/media/{name}", {key: entries} if key else entries))
    return files


def entry(moment: Moment) -> dict[str, object]:
    """One record: flat for stories and profile pictures, with `media` for the rest."""
    stamp = int(moment.when.timestamp())
    media = [medium(moment, position, stamp) for position in range(len(moment.who))]
    if moment.kind in {Kind.STORY, Kind.PROFILE_PICTURE}:
        return media[0]
    if len(media) == 1:
        media[0]["title"] = moment.words
        return {"media": media}
    return {"media": media, "title": moment.words, "creation_timestamp": stamp}


def medium(moment: Moment, position: int, stamp: int) -> dict[str, object]:
    exif: list[dict[str, object]] = [{"source_type": "library"}]
    if moment.point:
        place = PLACES[moment.point]
        exif.insert(0, {"latitude": place.latitude, "longitude": place.longitude})
    metadata = "video_metadata" if moment.kind is Kind.REEL else "photo_metadata"
    return {
        "uri": media_path(moment, position),
        "creation_timestamp": stamp,
        "media_metadata": {
            metadata: {"exif_data": exif},
            "camera_metadata": {"has_camera_metadata": False},
        },
        "title": "",
        "cross_post_source": {"source_app": "FB"},
    }


def account(plan: ExportPlan) -> list[tuple[str, object]]:
    """The flag, its history, the bio, and what was ordered."""
    changes = [("Switched to Private", datetime(2016, 3, 5, 9, 0, tzinfo=UTC))]
    changes.append(("Switched to Public", datetime.combine(SWITCHED_TO_PUBLIC, datetime.min.time(), UTC)))
    if plan.private:
        changes.append(("Switched to Private", datetime(2026, 10, 6, 20, 30, tzinfo=UTC)))
    strings = {
        "Email": {"href": "", "value": "cleo@marrow.invalid", "timestamp": 0},
        "Username": {"href": "", "value": USERNAME, "timestamp": 0},
        "Name": {"href": "", "value": HOLDER, "timestamp": 0},
        "Bio": {"href": "", "value": "Cakes on the coast. Mum of Ada and Ben", "timestamp": 0},
        "Private Account": {"href": "", "value": str(plan.private), "timestamp": 0},
    }
    professional = {"title": "Professional account", "string_map_data": {"Account type": {"value": "Business"}}}
    request = {
        "timestamp": int(plan.asked.timestamp()),
        "media": [],
        "label_values": [
            {"label": "Request completion time", "timestamp_value": int(plan.asked.timestamp())},
            {"label": "Start date", "timestamp_value": int((plan.since or ALL_TIME).timestamp())},
            {"label": "End date", "timestamp_value": int(plan.asked.timestamp())},
            {"label": "Media quality", "value": "High"},
        ],
    }
    me = "personal_information/personal_information"
    login = "security_and_login_information/login_and_profile_creation"
    return [
        (f"{me}/personal_information", {"profile_user": [{"title": "", "string_map_data": strings}]}),
        (f"{me}/professional_information", {"profile_business": [] if plan.private else [professional]}),
        (
            f"{login}/profile_privacy_changes",
            {
                "account_history_account_privacy_history": [
                    {"title": title, "string_map_data": {"Time": {"timestamp": int(when.timestamp())}}}
                    for title, when in changes
                ]
            },
        ),
        (f"{ACTIVITY}/other_activity/your_information_download_requests", [request]),
    ]


def contacts() -> list[tuple[str, object]]:
    """412 followers of whom six are family and a friend; three on the close-friends list, one of them a stranger."""
    followers = sorted({*RELATIVES, "gale.harrow", *strangers(FOLLOWERS - len(RELATIVES) - 1)})
    following = sorted([*RELATIVES, *strangers(60)])
    return [
        ("connections/followers_and_following/followers_1", [listed(name) for name in followers]),
        (
            "connections/followers_and_following/following",
            {"relationships_following": [listed(n) for n in following]},
        ),
        (
            "connections/followers_and_following/close_friends",
            {"relationships_close_friends": [listed(name) for name in CLOSE_FRIENDS]},
        ),
        (
            "connections/followers_and_following/hide_story_from",
            {"relationships_hide_stories_from": [listed("nosy.neighbour")]},
        ),
    ]


def strangers(count: int) -> list[str]:
    """Invented account names, the same at every call."""
    draw = random.Random("followers")
    first = ["cake", "coast", "harbour", "north", "crumb", "sugar", "wave", "daily", "little", "salt", "pier", "oak"]
    second = [
        "lover",
        "bakes",
        "notes",
        "life",
        "studio",
        "walks",
        "corner",
        "post",
        "shed",
        "club",
        "view",
        "kitchen",
    ]
    names: set[str] = set()
    ordered: list[str] = []
    while len(ordered) < count:
        name = f"{draw.choice(first)}_{draw.choice(second)}{draw.randrange(10, 999)}"
        if name not in names:
            names.add(name)
            ordered.append(name)
    return ordered


def listed(name: str) -> dict[str, object]:
    href = f"https://www.instagram.com/{name}"
    joined = 1_500_000_000 + random.Random(name).randrange(250_000_000)
    return {
        "title": "",
        "media_list_data": [],
        "string_list_data": [{"href": href, "value": name, "timestamp": joined}],
    }


def activity() -> list[tuple[str, object]]:
    """Messages, comments and likes with the family, and a few with strangers who never answered."""
    files: list[tuple[str, object]] = []
    for number, (account_name, name) in enumerate(sorted(RELATIVES.items()), start=1):
        thread = f"{account_name.replace('.', '')}_1784140000000000{number}"
        files.append((f"{ACTIVITY}/messages/inbox/{thread}/message_1", thread_of(name, number, thread)))
    comments = [comment(owner, 40 * n) for n, owner in enumerate(sorted(RELATIVES))]
    likes = [liked(owner, 90 * n) for n, owner in enumerate([*sorted(RELATIVES), *sorted(RELATIVES)])]
    files.append((f"{ACTIVITY}/comments/post_comments_1", comments))
    files.append((f"{ACTIVITY}/likes/liked_posts", {"likes_media_likes": likes}))
    return files


def thread_of(name: str, number: int, thread: str) -> dict[str, object]:
    texts = ["see you on Sunday", "can you bring the blue tin", "thank you!!", "on our way"]
    messages: list[dict[str, object]] = [
        {
            "sender_name": (HOLDER, name)[n % 2],
            "timestamp_ms": 1_780_000_000_000 + n * 5_000_000,
            "content": texts[n % 4],
        }
        for n in range(6 + number)
    ]
    if name == RELATIVES["mina.okoro"]:
        uri = f"{ACTIVITY}/messages/inbox/{thread}/photos/44120001_17990000000000001.jpg"
        messages[0] = {
            "sender_name": HOLDER,
            "timestamp_ms": 1_780_900_000_000,
            "photos": [{"uri": uri, "creation_timestamp": 1_780_900_000}],
        }
    return {
        "participants": [{"name": name}, {"name": HOLDER}],
        "messages": messages,
        "title": name,
        "thread_path": f"inbox/{thread}",
    }


def comment(owner: str, offset: int) -> dict[str, object]:
    stamp = 1_770_000_000 + offset
    return {
        "media_list_data": [],
        "string_map_data": {
            "Comment": {"value": "lovely"},
            "Media Owner": {"value": owner},
            "Time": {"timestamp": stamp},
        },
    }


def liked(owner: str, offset: int) -> dict[str, object]:
    code = f"C{random.Random(f'{owner}{offset}').randrange(10**9):09d}x"
    href = f"https://www.instagram.com/p/{code}/"
    return {
        "title": owner,
        "string_list_data": [{"href": href, "value": "\U0001f44d", "timestamp": 1_771_000_000 + offset}],
    }
