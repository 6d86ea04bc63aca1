"""To 2021: one JSON file for each video, an array with a resource of YouTube's interface (youtube.md: inferred)."""

from __future__ import annotations

from collections.abc import Iterator

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.json_stream import entries
from smallprint.exports.names import fold
from smallprint.readers.youtube.columns import VIDEO_ID
from smallprint.readers.youtube.lists import is_below
from smallprint.readers.youtube.shapes import Video, point_of
from smallprint.records.items import Trouble


def files(export: Export) -> list[File]:
    """The JSON files beside the videos; no other JSON of the folder, which is history and playlists."""
    return [file for file in export.files.values() if _is_one(file.name)]


def _is_one(name: str) -> bool:
    folder = fold(name.rpartition("/")[0]).rpartition("/")[2]
    return sniff.extension(name) == "json" and folder in {"videos", "vidéos"} and is_below(name)


def videos(file: File) -> Iterator[tuple[str, Video | Trouble]]:
    """Each video of a file with its place, or a Trouble."""
    for found in entries(file):
        if isinstance(found, Trouble):
            yield found.where, found
            continue
        where = f"{file.name}{found[0]}"
        video = _video(found[1])
        yield where, video or Trouble(where, "unknown_shape", "no video of a shape that is known", 1)


def beside(export: Export, file: File) -> File | None:
    """The video file of the same name."""
    stem = file.name[: -len(".json")]
    names = (f"{stem}.{extension}" for extension in ("mp4", "mov", "avi", "webm", "mpg", "3gp", "wmv", "flv", "mkv"))
    return next((export.files[name] for name in names if name in export.files), None)


def _video(record: object) -> Video | None:
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        return None
    if not VIDEO_ID.fullmatch(record["id"]):
        return None
    snippet, spot = _dict(record, "snippet"), _dict(_dict(record, "recordingDetails"), "location")
    tags = snippet.get("tags")
    return Video(
        record["id"],
        _text(snippet.get("title")),
        _text(snippet.get("description")),
        tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        _text(_dict(record, "status").get("privacyStatus")),
        from_text(snippet.get("publishedAt")),
        _text(_dict(record, "recordingDetails").get("locationDescription")),
        point_of(str(spot.get("latitude")), str(spot.get("longitude"))),
    )


def _dict(record: dict[str, object], key: str) -> dict[str, object]:
    held = record.get(key)
    return held if isinstance(held, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
