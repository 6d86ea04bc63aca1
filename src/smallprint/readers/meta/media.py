"""Pictures and videos as Meta's records name them: where they lie, their id, their place on the globe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.exports import Export, File, sniff
from smallprint.readers.meta.labels import listed, number_of, text_of
from smallprint.records.items import PictureRef, Point

# The platform's own id is the digits right before the extension: the same in HTML and JSON and from export to
# export (all 643 media of one account). Seen with 17 digits; a date such as 20240506101112 is shorter than 15.
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{15,20})(?:\.[^./?]*)?(?:\?.*)?$")
_SUBTITLES = frozenset({"srt", "vtt"})


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture or video as a record names it, before its file is looked for."""

    uri: str
    stamp: float | None = None  # seconds since 1970
    words: str = ""
    point: Point | None = None
    sources: tuple[str, ...] = ()  # "library", "camera", "feed_reshare", …
    id: str | None = None  # the platform's own

    @property
    def mark(self) -> str:
        """What tells this picture from all others: its id, or its address where it has none."""
        return self.id or self.uri


def media_id(uri: str) -> str | None:
    """The platform's own id in a file name: `a_n_17972948920990787.jpg` and `17972948920990787.jpg` alike."""
    found = _ID.search(uri)
    return found[1] if found else None


def is_subtitles(uri: str) -> bool:
    """Whether it is the text of a video and no picture."""
    return sniff.extension(uri.split("?", 1)[0]) in _SUBTITLES


def shot_of(media: object) -> Shot | None:
    """A media object as a Shot; None where it names no file."""
    if not isinstance(media, dict) or not isinstance(media.get("uri"), str):
        return None
    uri = media["uri"].strip()
    if not uri or is_subtitles(uri):
        return None
    exif = list(_exif(media.get("media_metadata")))
    return Shot(
        uri,
        number_of(media.get("creation_timestamp")),
        text_of(media.get("title")),
        _point_in(exif),
        tuple(text_of(small["source_type"]) for small in exif if "source_type" in small),
        media_id(uri),
    )


def _exif(metadata: object) -> Iterator[dict[str, object]]:
    """`exif_data` is a list of small dicts that belong together, or one dict."""
    if not isinstance(metadata, dict):
        return
    for kind in ("photo_metadata", "video_metadata"):
        for held in listed(metadata.get(kind)):
            if isinstance(held, dict):
                yield from (small for small in listed(held.get("exif_data")) if isinstance(small, dict))


def _point_in(exif: list[dict[str, object]]) -> Point | None:
    merged = {key: value for small in exif for key, value in small.items() if key in {"latitude", "longitude"}}
    return point(merged.get("latitude"), merged.get("longitude"))


def point(latitude: object, longitude: object) -> Point | None:
    """A place, where both numbers are on the globe. Zero and zero is what Meta writes for none."""
    north, east = number_of(latitude), number_of(longitude)
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return Point(north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def picture_of(export: Export, shot: Shot, near: File | None, words: str = "") -> PictureRef:
    """Where the shot lies in this export. A remote address is never fetched: it is a missing file."""
    found = export.resolve(shot.uri, near)
    if found is None:
        return PictureRef(
            _shown(shot.uri),
            sniff.looks_like_video(shot.uri.split("?", 1)[0]),
            media_id(shot.uri),
            True,
            shot.point,
            words,
        )
    return PictureRef(found.name, _is_video(found), shot.id, False, shot.point, words)


def _shown(uri: str) -> str:
    """The export's own wording, without the signature of a remote address (it opens the picture for days)."""
    return uri.split("?", 1)[0].split("#", 1)[0] if "://" in uri else uri


def _is_video(file: File) -> bool:
    """By its first bytes: extensions are missing (158 stories of one export) or wrong (`.webp` that is a JPEG)."""
    head = file.head(64)
    return sniff.looks_like_video(file.name) if sniff.what(head) is None else sniff.is_video(head)
