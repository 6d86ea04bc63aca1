"""Small exports of the Marrow family, made on the spot. Pictures of people are drawn by smallprint.demo.draw."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image

from smallprint.demo.draw import Identity, Scene, Sitter, draw, encode

CANARY = "Zanzibarque"  # a word that stands in captions and chats, and must not come out in error texts
PERSON = "personal_information/personal_information/personal_information.json"
POSTS = "your_instagram_activity/media/posts_1.json"
DELETED = "your_instagram_activity/media/recently_deleted_content.json"
ARCHIVED = "your_instagram_activity/media/archived_posts.json"
FOLLOWERS = "connections/followers_and_following/followers_1.json"
CHAT = "your_instagram_activity/messages/inbox/edith_1/message_1.json"


@cache
def portrait(who: int, age: float, seed: int = 1) -> bytes:
    """A drawn person, alone, large in the picture."""
    sitter = Sitter(Identity.from_seed(who), age, size=0.5)
    return encode(draw(Scene("garden", seed=seed, sitters=(sitter,), size=(640, 480))))


@cache
def landscape(seed: int) -> bytes:
    """A picture of nobody."""
    out = io.BytesIO()
    tiles = random.Random(seed).randbytes(8 * 6 * 3)
    Image.frombytes("RGB", (8, 6), tiles).resize((320, 240), Image.Resampling.NEAREST).save(out, "JPEG")
    return out.getvalue()


def media(name: str, stamp: int, words: str = "") -> dict[str, object]:
    return {"uri": name, "creation_timestamp": stamp, "title": words}


def export_files(
    account: str = "cleo.marrow", *, private: bool = False, posts: int = 4, faces: bool = False
) -> dict[str, bytes]:
    """The files of one Instagram download: `posts` posts, one deleted, one archived, one follower, one chat."""
    files: dict[str, bytes] = {}
    listed = []
    for number in range(posts):
        name = f"media/posts/202405/{number}_n_1800000000000{number:04}.jpg"
        files[name] = portrait(7, 6.0, number) if faces and number % 2 == 0 and number < 8 else landscape(number)
        listed.append({"media": [media(name, 1_715_000_000 + 86_400 * number, f"day {number} {CANARY}")]})
    files["media/recently_deleted/202405/d_n_18000000000010001.jpg"] = landscape(101)
    files["media/archived_posts/202405/a_n_18000000000010002.jpg"] = landscape(102)
    files["your_instagram_activity/messages/inbox/edith_1/photos/m_18000000000010003.jpg"] = landscape(103)
    files[POSTS] = packed(listed)
    files[DELETED] = packed(
        {
            "ig_recently_deleted_media": [
                {"media": [media("media/recently_deleted/202405/d_n_18000000000010001.jpg", 1_715_500_000)]}
            ]
        }
    )
    files[ARCHIVED] = packed(
        {
            "ig_archived_post_media": [
                {"media": [media("media/archived_posts/202405/a_n_18000000000010002.jpg", 1_715_600_000)]}
            ]
        }
    )
    files[PERSON] = packed(person(account, private=private))
    files[FOLLOWERS] = packed([follower("edith.marrow"), follower("gale.stranger")])
    files[CHAT] = packed(chat())
    return files


def person(account: str, *, private: bool, born: str = "1985-04-02") -> dict[str, object]:
    said = {
        "Username": {"href": "", "value": account, "timestamp": 0},
        "Name": {"href": "", "value": "Cleo", "timestamp": 0},
        "Date of birth": {"href": "", "value": born, "timestamp": 0},
        "Private Account": {"href": "", "value": str(private), "timestamp": 0},
    }
    return {"profile_user": [{"title": "", "media_map_data": {}, "string_map_data": said}]}


def follower(name: str) -> dict[str, object]:
    link = {"href": f"https://www.instagram.com/{name}", "value": name, "timestamp": 1_600_000_000}
    return {"title": "", "media_list_data": [], "string_list_data": [link]}


def chat() -> dict[str, object]:
    photo = {"uri": "your_instagram_activity/messages/inbox/edith_1/photos/m_18000000000010003.jpg"}
    sent = {"sender_name": "Cleo", "timestamp_ms": 1_715_700_000_000, "photos": [photo]}
    text = {"sender_name": "Edith", "timestamp_ms": 1_715_700_100_000, "content": f"lovely {CANARY}"}
    return {"participants": [{"name": "Edith"}, {"name": "Cleo"}], "messages": [text, sent], "title": "Edith"}


def packed(value: object) -> bytes:
    return json.dumps(value, indent=1).encode()


def as_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    """The files as one zip, with the same bytes each time."""
    with zipfile.ZipFile(path, "w") as out:
        for name, content in files.items():
            out.writestr(zipfile.ZipInfo(name, (2024, 6, 1, 12, 0, 0)), content)
    return path


def as_folder(path: Path, files: Mapping[str, bytes]) -> Path:
    """The files as a folder."""
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return path
