"""YouTube, from Google Takeout: the catalogue of videos with who may see each. Facts: formats/youtube.md.

What counts as an entry of the ledger: each row of the lists of videos and of community posts; to 2021, each video of
the JSON files; and each video file that is no row's. Files and rows are matched by title alone, one to one; where
two have the same name, both the rows and the files are items, and none is taken for another.
Channels, subscriptions, playlists, recording places and long texts are no entries: they become facts, contacts,
albums, places and words.

Never opened: comments, live chats, history.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date
from itertools import islice

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.limits import KIB
from smallprint.exports.names import fold
from smallprint.readers.base import Match, Tells
from smallprint.readers.youtube import clips, old
from smallprint.readers.youtube.clips import Clips
from smallprint.readers.youtube.columns import VIDEO_ID, Table, segments
from smallprint.readers.youtube.lists import Listed, csv_files, is_below, listed
from smallprint.readers.youtube.shapes import (
    NAMESAKES,
    NETWORK,
    NO_ROW,
    PUBLIC_POST,
    Video,
    audience_of,
    item_of,
    point_of,
    words_of,
)
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    Item,
    Joined,
    Kind,
    PictureRef,
    Point,
    Record,
    Tie,
    Trouble,
)

__all__ = ["YouTube"]

ERAS = ("to 2021", "2022-24", "2025")
_DOWNLOAD = re.compile(r"takeout-(\d{8})t(\d{6,7})z(?=[-. (]|$)", re.IGNORECASE)
_POSTS = ("/posts.csv", "/beiträge.csv")


class YouTube:
    """The reader of YouTube's part of a Takeout."""

    name = NETWORK
    title = "YouTube"
    eras = ERAS
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        below = [name for name in export.files if is_below(name)]
        if any(name.casefold().endswith(".csv") for name in below):
            era = ERAS[2] if any(fold(name).endswith(_POSTS) for name in below) else ERAS[1]
            return Match(NETWORK, era, 0.95, "it has the lists of a YouTube channel")
        if below and old.files(export):
            return Match(NETWORK, ERAS[0], 0.9, "it has a JSON file for each video, as YouTube wrote them to 2021")
        if any(map(_is_catalogue, islice(csv_files(export), 300))):
            return Match(NETWORK, ERAS[1], 0.9, "it has a list of videos with who may see each")
        return Match(NETWORK, ERAS[1], 0.2, "a YouTube folder without its lists") if below else None

    def read(self, export: Export) -> Iterator[Record]:
        yield from _day(export)
        reading = _Reading(export)
        lists = listed(export, reading.troubles)
        yield from _accounts(reading, lists)
        _read_ahead(reading, lists)
        yield from reading.troubles
        reading.clips = clips.match(reading.titles, reading.files)
        for one in lists:
            if one.columns.table is Table.VIDEOS:
                yield from _videos(reading, one)
        yield from _old_videos(reading)
        yield from _loose_files(reading)
        for one in lists:
            if one.columns.table is Table.POSTS:
                yield from _posts(reading, one)


@dataclass(slots=True)
class _Reading:
    """One reading of one export: what was told ahead, and what was met so far."""

    export: Export
    troubles: list[Trouble] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # by id, as the other dicts
    audiences: dict[str, Audience] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # long title, long description
    spots: dict[str, tuple[str, Point | None]] = field(default_factory=dict)
    albums: dict[str, list[str]] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    clips: Clips = field(default_factory=lambda: Clips({}, {}))
    taken: set[str] = field(default_factory=set)  # names of files that belong to a video
    met: set[str] = field(default_factory=set)


def _is_catalogue(file: File) -> bool:
    head = file.head(KIB).partition(b"\n")[0]
    return re.search(rb"video[ -]id", head, re.IGNORECASE) is not None and (
        b"Privacy" in head or b"(Original)" in head
    )


def _day(export: Export) -> Iterator[AccountFact]:
    """When the download was made, by its name. A time of seven digits was seen, and is no time of day."""
    found = next((match for part in export.parts if (match := _DOWNLOAD.match(part))), None)
    when = from_text(f"{found[1]}T{found[2]}" if len(found[2]) == 6 else found[1], UTC) if found else None
    if when:
        yield AccountFact("exported_at", when.isoformat(), "the name of the download", when)


def _accounts(reading: _Reading, lists: list[Listed]) -> Iterator[Record]:
    """The first channel's name and visibility; whom the account follows."""
    channels = [one for one in lists if one.columns.table is Table.CHANNELS]
    first = next(((one, row) for one in channels for row in one.rows_for_facts(reading.troubles)), None)
    if first:
        yield from _channel(*first)
    for one in lists:
        if one.columns.table is Table.SUBSCRIPTIONS:
            for row in one.rows_for_facts(reading.troubles):
                if name := one.columns.cell(row, "name"):
                    yield Contact(Tie.FOLLOWING, name)


def _channel(channels: Listed, row: list[str]) -> Iterator[AccountFact]:
    for name, column in (("account", "channel"), ("display_name", "name"), ("bio", "description")):
        if value := channels.columns.cell(row, column):
            yield AccountFact(name, value, channels.file.name)
    seen_by = audience_of(channels.columns.cell(row, "privacy"))
    if seen_by is not Audience.UNKNOWN:
        yield AccountFact("private", "true" if seen_by is Audience.ONLY_ME else "false", channels.file.name)


def _read_ahead(reading: _Reading, lists: list[Listed]) -> None:
    """What other lists tell of a video, before it is given."""
    for one in lists:
        if one.columns.table is Table.VIDEOS:
            for row in one.rows():
                if not isinstance(row, Trouble):
                    video = one.columns.cell(row[1], "id")
                    reading.titles.setdefault(video, one.columns.cell(row[1], "title"))
                    reading.audiences.setdefault(video, audience_of(one.columns.cell(row[1], "privacy")))
    for one in lists:
        if one.columns.table in _AHEAD:
            for cells in one.rows_for_facts(reading.troubles):
                if (video := one.columns.cell(cells, "id")) in reading.titles:
                    _AHEAD[one.columns.table](reading, one, video, cells)
    reading.files = _video_files(reading.export)


def _recording(reading: _Reading, one: Listed, video: str, cells: list[str]) -> None:
    spot = point_of(one.columns.cell(cells, "latitude"), one.columns.cell(cells, "longitude"))
    reading.spots[video] = (one.columns.cell(cells, "address"), spot)


def _text(reading: _Reading, one: Listed, video: str, cells: list[str]) -> None:
    title, description = (
        "".join(cells[at] for at in segments(one.header, description=wanted) if at < len(cells)).strip()
        for wanted in (False, True)
    )
    reading.texts[video] = (title, description)
    reading.titles[video] = reading.titles[video] or title


def _playlist(reading: _Reading, one: Listed, video: str, _: list[str]) -> None:
    name = one.file.name.rpartition("/")[2].rpartition(".")[0]
    reading.albums.setdefault(video, []).append(name.rpartition("-")[0] or name)


_AHEAD = {Table.RECORDINGS: _recording, Table.TEXTS: _text, Table.PLAYLIST: _playlist}


def _video_files(export: Export) -> list[File]:
    """The video files of the YouTube folder; any, where the lists were given without that folder."""
    found = [file for file in export.files.values() if sniff.looks_like_video(file.name)]
    return [file for file in found if is_below(file.name)] if any(map(is_below, export.files)) else found


def _videos(reading: _Reading, one: Listed) -> Iterator[Record]:
    for row in one.rows():
        if isinstance(row, Trouble):
            yield row
            continue
        where, cells = f"{one.file.name}#{row[0]}", row[1]
        video = one.columns.cell(cells, "id")
        if not VIDEO_ID.fullmatch(video):
            yield Trouble(where, "unknown_shape", "a line without the id of a video", 1)
        elif video in reading.met:
            yield Joined(where, video)
        else:
            reading.met.add(video)
            yield _item(reading, _row_as_video(reading, one, video, cells), reading.clips.of.get(video))


def _row_as_video(reading: _Reading, one: Listed, video: str, cells: list[str]) -> Video:
    columns = one.columns
    title, description = reading.texts.get(video, ("", ""))
    place, point = reading.spots.get(video, ("", None))
    return Video(
        video,
        max(columns.cell(cells, "title"), title, key=len),  # the catalogue cuts long ones
        max(columns.cell(cells, "description"), description, key=len),
        tuple(cells[at].strip() for at in columns.tags if at < len(cells) and cells[at].strip()),
        columns.cell(cells, "privacy"),
        from_text(columns.cell(cells, "published")) or from_text(columns.cell(cells, "created")),
        place,
        point,
    )


def _item(reading: _Reading, video: Video, file: File | None) -> Item:
    picture = PictureRef(
        file.name if file else video.title or video.id, video=True, id=video.id, missing=file is None
    )
    return item_of(video, picture, reading.albums.get(video.id, ()))


def _old_videos(reading: _Reading) -> Iterator[Record]:
    for file in old.files(reading.export):
        for where, video in old.videos(file):
            if isinstance(video, Trouble):
                yield video
            elif video.id in reading.met:
                yield Joined(where, video.id)
            else:
                reading.met.add(video.id)
                beside = old.beside(reading.export, file)
                reading.taken.update([beside.name] if beside else [])
                yield _item(reading, video, beside)


def _loose_files(reading: _Reading) -> Iterator[Item | Joined]:
    """Live streams may have no row, and two videos of one name cannot be told apart: the file is an item itself."""
    reading.taken.update(file.name for file in reading.clips.of.values())
    for file in reading.files:
        if file.name in reading.taken:
            continue
        seen_by = {reading.audiences[video] for video in reading.clips.loose.get(file.name, ())}
        audience, why = (seen_by.pop(), NAMESAKES) if len(seen_by) == 1 else (Audience.UNKNOWN, NO_ROW)
        name = file.name.rpartition("/")[2]
        key = hashlib.sha256(f"{fold(name)}|{file.size}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        if key in reading.met:
            yield Joined(file.name, key)
            continue
        reading.met.add(key)
        picture = (PictureRef(file.name, video=True),)
        yield Item(NETWORK, Kind.VIDEO, key, None, name.rpartition(".")[0], audience, why, pictures=picture)


def _posts(reading: _Reading, one: Listed) -> Iterator[Record]:
    for row in one.rows():
        if isinstance(row, Trouble):
            yield row
            continue
        where, cells = f"{one.file.name}#{row[0]}", row[1]
        post = one.columns.cell(cells, "post")
        if not re.fullmatch(r"[A-Za-z0-9_-]{6,80}", post):
            yield Trouble(where, "unknown_shape", "a line without the id of a post", 1)
        elif post in reading.met:
            yield Joined(where, post)
        else:
            reading.met.add(post)
            yield _post(reading, one, post, cells)


def _post(reading: _Reading, one: Listed, post: str, cells: list[str]) -> Item:
    """A community post; its picture is named after the post."""
    named = [cells[at].strip() for at in one.columns.images if at < len(cells) and cells[at].strip()]
    pictures = [_picture(reading, one, name) for name in named]
    if all(picture.missing for picture in pictures):
        named = [f"{post}_image.{extension}" for extension in ("jpg", "jpeg", "png", "webp", "gif")]
        beside = [picture for name in named if not (picture := _picture(reading, one, name)).missing]
        pictures = beside or pictures
    return Item(
        NETWORK,
        Kind.POST,
        post,
        from_text(one.columns.cell(cells, "created")),
        words_of(one.columns.cell(cells, "text")),
        Audience.PUBLIC,
        PUBLIC_POST,
        pictures=tuple(pictures),
        link=f"https://www.youtube.com/post/{post}",
    )


def _picture(reading: _Reading, one: Listed, name: str) -> PictureRef:
    file = reading.export.resolve(name, one.file)
    return PictureRef(file.name) if file else PictureRef(name, missing=True)
