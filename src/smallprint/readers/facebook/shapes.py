"""One entry of a list, whatever shape it was written in: post, photo, comment, or label_values (since 2024)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.exports import sniff
from smallprint.readers.facebook import tables
from smallprint.readers.meta.labels import Field, fields, listed, media_below, number_of, text_of
from smallprint.readers.meta.media import Shot, media_id, point, shot_of
from smallprint.readers.meta.words import meaning
from smallprint.records.items import Point

# `<n>_<a>_<b>_n_<id>.jpg` or `_o_`: the digits at the end stay the same for a photo; old ones have 13 to 15.
_ID = re.compile(r"_[a-z]_(\d{8,20})(?:\.[^./?]*)?(?:\?.*)?$")
_POST_KEYS = frozenset({"timestamp", "data", "attachments", "title", "tags", "media", "post", "url", "fbid"})
# Below these keys of an attachment lies what is not the holder's: the card of a link, an event, a place.
_CARDS = frozenset({"external_context", "event", "place", "fundraiser", "poll", "comments"})
_MENTION = re.compile(r"@\[\d{1,20}:(?:\d{1,10}:)?([^\]]{1,200})\]")
_PAIR = re.compile(r"\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?")
_LINK = re.compile(
    r"https?://(?:www\.|m\.|web\.)?facebook\.com/(?=\S*(?:/posts/|photo|permalink|story\.php|reel/|videos?/|watch|dyi/l/))"
    r"[^\s<>\"']{3,480}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says, before anybody looks for its files."""

    stamp: float | None
    words: str = ""
    shots: tuple[Shot, ...] = ()
    albums: tuple[str, ...] = ()
    title: str = ""  # Facebook's own sentence: "Cleo Marrow added a new photo."
    link: str | None = None
    id: str | None = None  # the network's own, in the archive, the trash and check-ins
    places: tuple[str, ...] = ()
    point: Point | None = None
    people: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it tells nothing at all."""
        return not (self.words or self.shots or self.title or self.places)


def photo_id(uri: str) -> str | None:
    """The platform's own id of a photo or video, from its file's name."""
    found = _ID.search(uri)
    return found[1] if found else media_id(uri)


def permalink(text: str) -> str | None:
    """An address of a post or photo, where the whole text is one."""
    text = text.strip()
    return text if len(text) < 500 and _LINK.fullmatch(text) else None


def entry_of(record: object) -> Entry | None:
    """The entry in a record; None where it has no shape we know."""
    if not isinstance(record, dict):
        return None
    if "label_values" in record:
        return _labelled(record)
    if isinstance(record.get("uri"), str):
        return _flat(record)
    return None if _POST_KEYS.isdisjoint(record) else _post(record)


@dataclass(frozen=True, slots=True)
class _Photo:
    shot: Shot
    album: str  # `title` of a photo is usually its album's name, `description` its caption


def _photo(media: dict[str, object]) -> _Photo | None:
    shot = shot_of(media)
    if shot is None or "stickers_used/" in shot.uri:
        return None
    title, said = text_of(media.get("title")).strip(), _plain_words(text_of(media.get("description")))
    metadata = media.get("media_metadata")
    video = sniff.looks_like_video(shot.uri.split("?", 1)[0]) or (
        isinstance(metadata, dict) and "video_metadata" in metadata
    )
    if video and not said and not tables.same_album(title, shot.uri):
        said, title = title, ""
    shot = Shot(shot.uri, shot.stamp, said, shot.point, shot.sources, photo_id(shot.uri))
    return _Photo(shot, "" if title == said else title)


def _photos(held: object) -> list[_Photo]:
    """The photos below a part of a record in order, each once; not those of link cards, nor below comments."""
    found: dict[str, _Photo] = {}
    for media in _media(held):
        photo = _photo(media)
        if photo is not None:
            found.setdefault(photo.shot.mark, photo)
    return list(found.values())


def _media(held: object) -> Iterator[dict[str, object]]:
    if isinstance(held, list):
        for one in held:
            yield from _media(one)
    elif isinstance(held, dict) and isinstance(held.get("uri"), str):
        yield held
    elif isinstance(held, dict):
        for key, value in held.items():
            if key not in _CARDS and isinstance(value, dict | list):
                yield from _media(value)


def _flat(record: dict[str, object]) -> Entry:
    """A photo or video of an album, or of the lists of those in no album."""
    photo = _photo(record)
    stamp = number_of(record.get("creation_timestamp"))
    if photo is None:
        return Entry(stamp)
    return Entry(stamp, photo.shot.words, (photo.shot,), (photo.album,) if photo.album else ())


def _post(record: dict[str, object]) -> Entry:
    """`{"timestamp", "data": [{"post"}, …], "attachments": [{"data": [ITEM, …]}], "title", "tags": [{"name"}]}`."""
    told = [part for part in listed(record.get("data")) if isinstance(part, dict)]
    items = list(_items(record.get("attachments")))
    photos = _photos([items, record.get("media")])
    shots = tuple(photo.shot for photo in photos)
    raw = _own_text(record, told, items)
    title = text_of(record.get("title")).strip()
    places, spot = _places(items)
    stamps = (number_of(part.get("update_timestamp")) for part in told)
    stamp = number_of(record.get("timestamp")) or next((one for one in stamps if one), None)
    return Entry(
        stamp or next((shot.stamp for shot in shots if shot.stamp), None),
        _plain_words(raw) or _shared_words(shots),
        shots,
        tuple(dict.fromkeys(photo.album for photo in photos if photo.album)),
        title,
        permalink(text_of(record.get("url"))),
        _own_id(record),
        places,
        spot,
        tuple(dict.fromkeys([*_tagged(record.get("tags")), *_MENTION.findall(raw)])),
    )


def _items(attachments: object) -> Iterator[dict[str, object]]:
    for attachment in listed(attachments):
        if isinstance(attachment, dict):
            yield from (item for item in listed(attachment.get("data")) if isinstance(item, dict))


def _own_text(record: dict[str, object], told: list[dict[str, object]], items: list[dict[str, object]]) -> str:
    """The holder's words: of a post, of a comment, of a life event."""
    texts = [text_of(part.get("post")) for part in told]
    texts += [text_of(_inner(part.get("comment"), "comment")) for part in told]
    texts += [text_of(record.get("post"))]
    texts += [text_of(_inner(item.get("life_event"), "title")) for item in items]
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _plain_words(text: str) -> str:
    """Words as they were shown: a mention is written `@[id:size:name]`."""
    return _MENTION.sub(r"\1", text).strip() if "@[" in text else text.strip()


def _shared_words(shots: tuple[Shot, ...]) -> str:
    """The description that all pictures of a post without a text share."""
    words = {shot.words for shot in shots}
    return words.pop() if len(words) == 1 else ""


def _tagged(tags: object) -> Iterator[str]:
    for tag in tags if isinstance(tags, list) else listed(tags):
        name = text_of(tag.get("name")) if isinstance(tag, dict) else tag if isinstance(tag, str) else ""
        if name.strip():
            yield name.strip()


def _places(items: list[dict[str, object]]) -> tuple[tuple[str, ...], Point | None]:
    names: dict[str, None] = {}
    spot = None
    for item in items:
        for place in (item.get("place"), _inner(item.get("life_event"), "place")):
            if isinstance(place, dict):
                found = (text_of(place.get(key)).strip() for key in ("name", "address"))
                names.update(dict.fromkeys(name for name in found if name))
                spot = spot or _spot(place)
    return tuple(names), spot


def _inner(held: object, key: str) -> object:
    return held.get(key) if isinstance(held, dict) else None


def _spot(place: dict[str, object]) -> Point | None:
    where = place.get("coordinate")
    return point(where.get("latitude"), where.get("longitude")) if isinstance(where, dict) else None


def _own_id(record: dict[str, object]) -> str | None:
    """`fbid`, where it is a number."""
    told = text_of(record.get("fbid")).strip()
    return told if re.fullmatch(r"[1-9]\d{4,24}", told) else None


def pair(text: str) -> Point | None:
    """`(54.28 , -0.40)` as a place."""
    found = _PAIR.fullmatch(text.strip()) if len(text) < 80 else None
    return point(found[1], found[2]) if found else None


def _labelled(record: dict[str, object]) -> Entry:
    """`label_values`: archive, trash, check-ins, posts on other profiles, and the copies made for memories."""
    said = list(fields(record))
    shots = tuple(photo.shot for photo in _photos(list(media_below(record))))
    stamp = number_of(record.get("timestamp")) or next((one.stamp for one in said if one.stamp), None)
    links = (link for one in said for text in (one.href, one.value) if (link := permalink(text)))
    raw = _said_words(said)
    spots = (spot for one in said if one.value and (spot := pair(one.value)))
    return Entry(
        stamp or next((shot.stamp for shot in shots if shot.stamp), None),
        _plain_words(raw) or _shared_words(shots),
        shots,
        title=text_of(record.get("title")).strip(),
        link=next(links, None),
        id=_own_id(record),
        places=tuple(dict.fromkeys(one.value.strip() for one in said if _names_a_place(one))),
        point=next(spots, None),
        people=tuple(dict.fromkeys([*(one.value.strip() for one in said if _names_somebody(one))])),
    )


def _said_words(said: list[Field]) -> str:
    """The text under a label we know; else the longest one that is no address, number, place or name."""
    known = [one.value for one in said if tables.label(one.label) == "message" or meaning(one.label) == "caption"]
    if any(text.strip() for text in known):
        return "\n".join(dict.fromkeys(text.strip() for text in known if text.strip()))
    free = [one.value for one in said if len(one.path) == 1 and not _known(one) and _is_text(one.value)]
    return max(free, key=len, default="")


def _known(field: Field) -> bool:
    return bool(meaning(field.label) or tables.label(field.label))


def _is_text(value: str) -> bool:
    return " " in value.strip() and not value.startswith(("http://", "https://")) and pair(value) is None


def _below(field: Field, group: str, table: str) -> bool:
    return any(meaning(label) == group or tables.label(label) == table for label in field.path)


def _names_a_place(field: Field) -> bool:
    if not field.value.strip() or not _below(field, "place", "places") or permalink(field.value):
        return False
    return pair(field.value) is None and number_of(field.value) is None and not field.value.startswith("http")


def _names_somebody(field: Field) -> bool:
    told = bool(field.value.strip()) and any(meaning(label) == "tagged" for label in field.path)
    return told and not field.value.startswith("http") and number_of(field.value) is None
