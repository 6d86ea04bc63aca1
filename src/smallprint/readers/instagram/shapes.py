"""One entry of a list of own pictures, whatever shape it was written in: post, flat media, or label_values (2026)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from smallprint.readers.meta.labels import Field, fields, listed, media_below, number_of, text_of, within
from smallprint.readers.meta.media import Shot, point, shot_of
from smallprint.readers.meta.words import meaning, yes_or_no
from smallprint.records.items import Point

_LINK = re.compile(
    r"https?://(?:www\.)?instagram\.com/(?:[A-Za-z0-9._]+/)?(p|reels?|tv)/([A-Za-z0-9_-]{5,60})/?(?:[?#]\S*)?", re.I
)
_SHAPE_KEYS = frozenset({"media", "uri", "label_values", "title", "creation_timestamp", "string_map_data"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says, before anybody looks for its files."""

    stamp: float | None
    words: str
    shots: tuple[Shot, ...]
    link: str | None = None
    draft: bool = False
    reel: bool = False
    point: Point | None = None
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def reshared(self) -> bool:
        """Another person's post shown in one's own story: feed_reshare, reel_reshare."""
        return bool(self.shots) and all(any(s.endswith("_reshare") for s in shot.sources) for shot in self.shots)


def entry_of(record: object) -> Entry | None:
    """The entry in a record; None where it has no shape we know."""
    if not isinstance(record, dict) or _SHAPE_KEYS.isdisjoint(record):
        return None
    if "label_values" in record:
        return _labelled(record)
    if "media" in record:
        return _post(record)
    return _flat(record) if "uri" in record else _text_only(record)


def _post(record: dict[str, object]) -> Entry:
    """`{"media": [M, …], "title"?, "creation_timestamp"?}`: single posts usually have no outer fields at all."""
    media = [held for held in listed(record["media"]) if isinstance(held, dict)]
    shots = _once(media)
    inner = text_of(media[0].get("title")) if media else ""
    stamp = number_of(record.get("creation_timestamp")) or (
        number_of(media[0].get("creation_timestamp")) if media else None
    )
    outer = text_of(record.get("title"))
    entry = Entry(stamp, outer if outer.strip() else inner, shots, _address_in(record, media))
    return _with_labels(entry, record) if "string_map_data" in record else entry


def _flat(record: dict[str, object]) -> Entry:
    shot = shot_of(record)
    return Entry(
        number_of(record.get("creation_timestamp")),
        text_of(record.get("title")),
        (shot,) if shot else (),
        _address_in(record, []),
    )


def _text_only(record: dict[str, object]) -> Entry:
    entry = Entry(number_of(record.get("creation_timestamp")), text_of(record.get("title")), ())
    return _with_labels(entry, record)


def _labelled(record: dict[str, object]) -> Entry:
    """A record of the 2026 lists. Caption: the record's title, else the first media's, else the label Caption."""
    shots = _once(list(media_below(record)))
    inner = next((text_of(media.get("title")) for media in media_below(record)), "")
    stamp = number_of(record.get("timestamp")) or number_of(record.get("creation_timestamp"))
    if not stamp:
        stamp = next((shot.stamp for shot in shots if shot.stamp), None)
    return _with_labels(Entry(stamp, text_of(record.get("title")) or inner, shots), record)


def _once(media: list[dict[str, object]]) -> tuple[Shot, ...]:
    """The shots in order, without doubles and without subtitles."""
    shots: dict[str, Shot] = {}
    for held in media:
        shot = shot_of(held)
        if shot is not None:
            shots.setdefault(shot.mark, shot)
    return tuple(shots.values())


def _with_labels(entry: Entry, record: dict[str, object]) -> Entry:
    """Add what stands beside the media in labelled values."""
    said: dict[str, Field] = {}
    for field in fields(record):
        said.setdefault(meaning(field.label), field)
    caption = said["caption"].value if "caption" in said else ""
    spot = (
        point(said["latitude"].value, said["longitude"].value) if {"latitude", "longitude"} <= said.keys() else None
    )
    return replace(
        entry,
        stamp=entry.stamp or (said["time"].stamp if "time" in said else None),
        words=entry.words or caption,
        link=entry.link or _address_of(fields(record)),
        draft="draft" in said and yes_or_no(said["draft"].value) is True,
        reel=_has_reel(record),
        point=None if any(shot.point for shot in entry.shots) else spot,
        places=tuple(dict.fromkeys(f.value for f in within(record, "place") if _is_a_name(f))),
        people=tuple(dict.fromkeys(f.value for f in within(record, "tagged") if _is_a_name(f))),
    )


def _is_a_name(field: Field) -> bool:
    """Within a place or a tagged account: the name, and neither an address, a number nor coordinates."""
    kind = meaning(field.label)
    return (
        bool(field.value) and kind in {"", "name", "username", "place", "tagged"} and number_of(field.value) is None
    )


def _has_reel(record: dict[str, object]) -> bool:
    parts = listed(record.get("label_values"))
    groups = (part for part in parts if isinstance(part, dict) and part.get("dict"))
    return any(meaning(text_of(group.get("title")) or text_of(group.get("label"))) == "reel" for group in groups)


def _address_of(some: Iterator[Field]) -> str | None:
    """The one address of a post among the fields; None where there is none or where two differ."""
    texts = (text for field in some if meaning(field.label) != "caption" for text in (field.href, field.value))
    found = {link for text in texts if (link := permalink(text))}
    return found.pop() if len(found) == 1 else None


def _address_in(record: dict[str, object], media: list[dict[str, object]]) -> str | None:
    held = [record, *media]
    texts = (value for one in held for key, value in one.items() if isinstance(value, str) and key != "title")
    found = {link for text in texts if "instagram.com/" in text and (link := permalink(text))}
    return found.pop() if len(found) == 1 else None


def permalink(text: str) -> str | None:
    """The address of a post, reel or IGTV video, where the whole text is one."""
    match = _LINK.fullmatch(text.strip()) if len(text) < 400 else None
    if match is None:
        return None
    kind = match[1].casefold()
    return f"https://www.instagram.com/{'reel' if kind.startswith('reel') else kind}/{match[2]}/"
