"""Posts as items: each id once, in its last version, with the account's audience and its own pictures.

Posts for a Circle stand in a list of their own and again among all posts, so that list comes first. A repost
(`RT @…`) is another person's, and so are pictures that name another account as their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from smallprint.exports import Export, File
from smallprint.readers.x import layout
from smallprint.readers.x.account import Account
from smallprint.readers.x.manifest import Manifest
from smallprint.readers.x.notes import Notes
from smallprint.readers.x.people import People
from smallprint.readers.x.pictures import NETWORK, Shelf
from smallprint.readers.x.shapes import (
    digits_of,
    edits_of,
    id_of,
    media_of,
    place_of,
    point_of,
    post_of,
    when_of,
    words_of,
)
from smallprint.readers.x.table import rows
from smallprint.records.items import Audience, Item, Joined, Kind, Record, Skipped, Trouble

_SECTIONS = ("circle", "community", "posts", "deleted")  # a post may stand in several: the first of these tells
_CIRCLES_ENDED = datetime(2023, 11, 1, tzinfo=UTC)
_CIRCLE_NOW = "You posted it for your Circle, and Circles still existed when this download was made."
_CIRCLE_WAS = "You posted it for your Circle. X ended Circles in 2023; please look who can see it now."
_COMMUNITY = "You posted it in a Community, where anyone can see posts."
_DELETED = "You had deleted it when this download was made; it was no longer on X."


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    export: Export
    manifest: Manifest
    account: Account
    shelf: Shelf
    people: People
    notes: Notes = field(default_factory=Notes)
    met: set[str] = field(default_factory=set)  # keys given
    edited: dict[str, list[tuple[str, str, dict[str, object]]]] = field(
        default_factory=dict
    )  # key of an edited post -> (section, where, version)


def read_posts(reading: Reading) -> Iterator[Record]:
    """Every list of posts."""
    yield from reading.notes.read(reading.export)
    for section, stems in (("circle", layout.CIRCLE), ("community", layout.COMMUNITY), ("posts", layout.POSTS)):
        for file in layout.files_of(reading.export, *stems):
            yield from _list(reading, section, file)
    yield from _posts_to_2019(reading)
    for file in layout.files_of(reading.export, *layout.DELETED):
        yield from _list(reading, "deleted", file)
    yield from _edited(reading)
    yield from reading.notes.left(reading.account, reading.met)
    for file in layout.files_of(reading.export, *layout.ARTICLES):
        for record in layout.records(file):
            yield record if isinstance(record, Trouble) else _unread(record[0], "a long article")


def _unread(where: str, note: str) -> Trouble:
    return Trouble(where, "unknown_shape", f"{note} of a shape that is not known yet", 1)


def _list(reading: Reading, section: str, file: File) -> Iterator[Record]:
    count = 0
    for record in layout.records(file):
        if isinstance(record, Trouble):
            count += record.entries
            yield record
        else:
            count += 1
            yield from _placed(reading, section, *record)
    lacking = reading.manifest.stated.get(file.name, 0) - count
    if lacking > 0:
        yield Trouble(file.name, "fewer_than_stated", "the download says that it holds more", lacking)


def _posts_to_2019(reading: Reading) -> Iterator[Record]:
    months = reading.export.find(*layout.MONTHS)
    for file in months:
        yield from _list(reading, "posts", file)
    if months or layout.files_of(reading.export, *layout.POSTS):
        return
    for file in reading.export.find("tweets.csv"):
        for row in rows(file):
            if isinstance(row, Trouble):
                yield row
            else:
                yield from _placed(reading, "posts", *row)


def _placed(reading: Reading, section: str, where: str, record: object) -> Iterator[Record]:
    """Exactly one record for one entry, now or, where the post was edited, at the end."""
    if not record:
        yield Skipped(where, "nothing in it")
        return
    post = post_of(record)
    if post is None:
        yield _unread(where, "a post")
        return
    if _is_repost(post):
        reading.people.note(post, own=False)
        yield Skipped(where, "a repost of another person's post")
        return
    edits = edits_of(post)
    key = edits[0] if edits else id_of(post)
    if edits and key not in reading.met:
        reading.edited.setdefault(key, []).append((section, where, post))
        return
    if key in reading.met:
        yield Joined(where, key)
        return
    yield from _given(reading, section, [key], post)


def _is_repost(post: dict[str, object]) -> bool:
    return words_of(post).startswith("RT @") or isinstance(post.get("retweeted_status"), dict)


def _edited(reading: Reading) -> Iterator[Record]:
    """Each edited post once, as its last version has it, with the pictures of all versions."""
    for key, versions in reading.edited.items():
        versions.sort(key=lambda version: int(id_of(version[2])))
        section = min((version[0] for version in versions), key=_SECTIONS.index)
        _, where, last = versions[-1]
        if key in reading.met:
            yield Joined(where, key)
        else:
            ids = [key, *(id_of(post) for _, _, post in versions)]
            media = [one for _, _, post in reversed(versions) for one in media_of(post)]
            merged = {**last, "extended_entities": {"media": _once(media)}}
            yield from _given(reading, section, list(dict.fromkeys(ids)), merged)
        yield from (Joined(where, key) for _, where, _ in versions[:-1])


def _once(media: list[dict[str, object]]) -> list[dict[str, object]]:
    return list({digits_of(one.get("id_str")) or str(number): one for number, one in enumerate(media)}.values())


def _given(reading: Reading, section: str, ids: list[str], post: dict[str, object]) -> Iterator[Record]:
    reading.met.add(ids[0])
    if section != "deleted":
        reading.people.note(post, own=True)
    item = _item(reading, section, ids, post)
    notes = reading.notes.for_post(ids, item.when, item.words)
    yield replace(item, words=notes[-1].words) if notes else item
    yield from (Joined(note.where, item.key) for note in notes)


def _item(reading: Reading, section: str, ids: list[str], post: dict[str, object]) -> Item:
    when = when_of(post)
    audience, why, then = _audience(reading, section, when)
    media = media_of(post)
    own = [one for one in media if not _is_others(reading, one)]
    return Item(
        NETWORK,
        Kind.DELETED if section == "deleted" else Kind.POST,
        ids[0],
        when,
        words_of(post),
        audience,
        why,
        then,
        reading.shelf.pictures_of(ids, own, others=len(own) < len(media)),
        None if section == "deleted" else link_to(reading.account.username, id_of(post)),
        place_of(post),
        point_of(post),
        asks_first=section == "deleted",
    )


def _is_others(reading: Reading, medium: dict[str, object]) -> bool:
    source = digits_of(medium.get("source_user_id_str")) or digits_of(medium.get("source_user_id"))
    return bool(source) and source != reading.account.id


def link_to(username: str, id: str) -> str:
    """The post's address; the form without a name survives a change of name."""
    return f"https://x.com/{username or 'i/web'}/status/{id}"


def _audience(reading: Reading, section: str, when: datetime | None) -> tuple[Audience, str, Audience | None]:
    if section == "circle":
        made = reading.manifest.made
        if made is not None and made.replace(tzinfo=made.tzinfo or UTC) < _CIRCLES_ENDED:
            return Audience.CLOSE_FRIENDS, _CIRCLE_NOW, None
        return Audience.UNKNOWN, _CIRCLE_WAS, Audience.CLOSE_FRIENDS
    if section == "community":
        return Audience.PUBLIC, _COMMUNITY, None
    audience, why, then = reading.account.audience(when if when and when.tzinfo else None)
    if section == "deleted":
        return Audience.ONLY_ME, _DELETED, then or (audience if audience is not Audience.UNKNOWN else None)
    return audience, why, then
