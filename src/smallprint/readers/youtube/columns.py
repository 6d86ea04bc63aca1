"""Which list a CSV of YouTube's download is, and which of its columns holds what.

Folders, file names and headers follow the language of the account (seen: English, German); ids, times and the order
of columns do not. So a header is taken where it is known, and the values and the order tell the rest. Columns
that are empty for every row are left out of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from smallprint.exports.text import plain
from smallprint.records.items import Audience

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
_POST_ID = re.compile(r"Ug[A-Za-z0-9_-]{15,60}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_NUMBER = re.compile(r"-?\d{1,5}(?:\.\d+)?")
_ADDRESS = re.compile(r"https?://(?:www\.)?youtube\.com/", re.IGNORECASE)

# The values were only seen in English. The others are the words of YouTube's own menus; a word that stands for two
# things in two languages is left out, and what is not here is unknown.
_PRIVACY: Mapping[Audience, str] = {
    Audience.PUBLIC: "public; öffentlich; publique; público; pubblico; pubblica; openbaar; publiczny; publiczne; "
    "offentlig; julkinen; veřejné; herkese açık; 公開; 공개; 公开; открытый доступ",
    Audience.LINK: "unlisted; nicht gelistet; non répertoriée; no listado; non in elenco; não listado; niepubliczny; "
    "niepubliczne; olistad; ikke oppført; piilotettu; neveřejné; liste dışı; 限定公開; 일부 공개; 不公开列出",
    Audience.ONLY_ME: "private; privat; privée; privado; privato; privata; privé; prywatny; prywatne; yksityinen; "
    "soukromé; özel; 非公開; 비공개; 私享; ограниченный доступ",
}
PRIVACY = {plain(word): audience for audience, words in _PRIVACY.items() for word in words.split(";")}

_HEADERS = {
    "video id": "id",
    "video-id": "id",
    "privacy": "privacy",
    "datenschutz": "privacy",
    "sichtbarkeit": "privacy",
    "video title (original)": "title",
    "videotitel (original)": "title",
    "video description (original)": "description",
    "videobeschreibung (original)": "description",
    "video publish timestamp": "published",
    "video create timestamp": "created",
    "video recording address": "address",
    "video recording latitude": "latitude",
    "video recording longitude": "longitude",
    "channel id": "channel",
    "kanal-id": "channel",
    "channel title (original)": "name",
    "kanaltitel (original)": "name",
    "channel title": "name",
    "kanaltitel": "name",
    "channel url": "address",
    "kanal-url": "address",
    "channel description (original)": "description",
    "channel visibility": "privacy",
    "kanalsichtbarkeit": "privacy",
    "post id": "post",
    "beitrags-id": "post",
    "post text": "text",
    "beitragstext": "text",
}
_TAG = re.compile(r"tag:? ?\d+")
_IMAGE = re.compile(r"(?:image name|bildname)\s*\d*")
_SEGMENT = re.compile(r"segment")
_TITLE_WORDS, _DESCRIPTION_WORDS = ("tit", "naslov"), ("desc", "besch", "opis", "popis")


class Table(StrEnum):
    """The lists that are read. All others are left alone: comments, live chats, history, playlists' own settings."""

    VIDEOS = "videos"
    RECORDINGS = "recordings"
    TEXTS = "texts"
    PLAYLIST = "playlist"
    CHANNELS = "channels"
    SUBSCRIPTIONS = "subscriptions"
    POSTS = "posts"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a table."""

    table: Table
    at: Mapping[str, int]
    width: int
    tags: tuple[int, ...] = ()
    images: tuple[int, ...] = ()

    def cell(self, row: Sequence[str], name: str) -> str:
        """The text under a column; "" where the table or the row has none."""
        at = self.at.get(name, -1)
        return row[at].strip() if 0 <= at < len(row) else ""


def columns_of(header: Sequence[str], sample: Sequence[Sequence[str]]) -> Columns | None:
    """What a file is, by its header and first rows; None where it is none of ours."""
    heads = [_head(cell) for cell in header]
    at: dict[str, int] = {}
    for place, head in enumerate(heads):
        if head in _HEADERS:
            at.setdefault(_HEADERS[head], place)
    kinds = [_kind_of([row[place] for row in sample if place < len(row)]) for place in range(len(heads))]
    for name, kind in (("id", "video"), ("channel", "channel"), ("post", "post"), ("privacy", "privacy")):
        if name not in at and kind in kinds:
            at[name] = kinds.index(kind)
    table = _table(at, heads, kinds)
    if table is None:
        return None
    _fill(table, at, kinds)
    tags = tuple(place for place, head in enumerate(heads) if _TAG.fullmatch(head))
    images = tuple(place for place, head in enumerate(heads) if _IMAGE.fullmatch(head))
    return Columns(table, at, len(heads), tags, images)


def segments(header: Sequence[str], description: bool) -> tuple[int, ...]:
    """The columns of a long text that is cut into numbered segments, in their order."""
    words = _DESCRIPTION_WORDS if description else _TITLE_WORDS
    heads = [(place, _head(cell)) for place, cell in enumerate(header)]
    found = [(place, head) for place, head in heads if _SEGMENT.search(head) and any(word in head for word in words)]
    return tuple(place for place, head in sorted(found, key=lambda one: (_last_number(one[1]), one[0])))


def _last_number(head: str) -> int:
    numbers = re.findall(r"\d{1,6}", head)
    return int(numbers[-1]) if numbers else 0


def _head(cell: str) -> str:
    """A header as it is compared; the German one has a hyphen that does not break."""
    return plain(cell).replace("\u2010", "-").replace("\u2011", "-")


def _kind_of(values: Iterable[str]) -> str:
    """What all the values of a column are, where they are all of one kind."""
    held = [value.strip() for value in values if value.strip()]
    shapes = (
        ("channel", _CHANNEL_ID),
        ("post", _POST_ID),
        ("number", _NUMBER),
        ("video", VIDEO_ID),
    )
    if not held:
        return ""
    for kind, shape in shapes:
        if all(shape.fullmatch(value) for value in held):
            return kind
    if all(_TIME.match(value) for value in held):
        return "time"
    if all(_ADDRESS.match(value) for value in held):
        return "address"
    return "privacy" if all(plain(value) in PRIVACY for value in held) else "text"


def _table(at: Mapping[str, int], heads: Sequence[str], kinds: Sequence[str]) -> Table | None:
    if "post" in at:
        return Table.POSTS
    if "id" in at:
        return _table_of_videos(at, heads, kinds)
    if at.get("channel") == 0:
        if "address" in kinds or "address" in at:
            return Table.SUBSCRIPTIONS
        return Table.CHANNELS if "privacy" in at or "name" in at else None
    return None


def _table_of_videos(at: Mapping[str, int], heads: Sequence[str], kinds: Sequence[str]) -> Table | None:
    if any(_SEGMENT.search(head) for head in heads):
        return Table.TEXTS
    if "privacy" in at or "title" in at or ("channel" in at and kinds.count("time") >= 1 and len(heads) > 5):
        return Table.VIDEOS
    if kinds.count("number") >= 2 or "latitude" in at:
        return Table.RECORDINGS
    return Table.PLAYLIST if at["id"] == 0 and len(heads) <= 3 else None


def _fill(table: Table, at: dict[str, int], kinds: Sequence[str]) -> None:
    """Columns under headers of a language that is not known: by the order that all languages share."""
    if table is Table.VIDEOS:
        _fill_videos(at, kinds)
    elif table is Table.RECORDINGS:
        numbers = [place for place, kind in enumerate(kinds) if kind == "number"][-2:]
        if "latitude" not in at and "longitude" not in at and len(numbers) == 2:
            at["latitude"], at["longitude"] = numbers
        if "address" not in at and "text" in kinds[:2]:
            at["address"] = kinds.index("text")
    elif table in (Table.CHANNELS, Table.SUBSCRIPTIONS):
        if "text" in kinds:
            at.setdefault("name", kinds.index("text"))
    elif table is Table.POSTS:
        at.setdefault("text", at["post"] + 1)
        if "time" in kinds:
            at.setdefault("created", kinds.index("time"))


def _fill_videos(at: dict[str, int], kinds: Sequence[str]) -> None:
    """Description, channel, title, privacy, state, created, published: neighbours in this order."""
    if "privacy" not in at and "channel" in at:
        at["privacy"] = at["channel"] + 2
    if "privacy" in at:
        at.setdefault("title", at["privacy"] - 1)
    if "channel" in at and kinds[max(0, at["channel"] - 1)] == "text" and at["channel"] - 1 > at.get("id", 0):
        at.setdefault("description", at["channel"] - 1)
    times = [place for place, kind in enumerate(kinds) if kind == "time"]
    if times:
        at.setdefault("created", times[0])
        at.setdefault("published", times[-1])
