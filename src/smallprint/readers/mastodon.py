"""Mastodon and its forks, as "Request your archive" gives it: outbox.json, actor.json and the media of own posts.

What counts as an entry of the ledger: each activity of outbox.json, and the profile picture and header that
actor.json names. Lists of followed accounts (a table of its own on the same page) are no entries. `totalItems` is not
held against the list: it leaves out private posts. Never opened: likes and bookmarks (other people's posts), blocks.

The audience stands in `to` and `cc` of each post (formats/mastodon.md). A locked account changes nothing there: it
says who may follow, not who may see a public post. A post to named people who are all mentioned in it is a private
mention: a message, whose words are not kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from smallprint.exports import Export, ExportTrouble, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.json_stream import entries, whole
from smallprint.exports.text import html_to_text, storable
from smallprint.readers.base import Match, Tells
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Point,
    Record,
    Skipped,
    Tie,
    Trouble,
)

NETWORK = "mastodon"
ERAS = ("to 4.1", "4.2 on")
_EVERYONE = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_SMALL = 1 << 20
_LOCAL_SCOPE = re.compile(r"https?://[^/]+/#Public", re.IGNORECASE)  # Pleroma: everyone on this server
_STORED = re.compile(r"media_attachments/files/(?P<digits>[0-9/]+)/\w+/[^/]+$")
_MADE = re.compile(r"archive-(\d{14})(?!\d)")
_WHY = {
    "public": "It is public: anyone can see it.",
    "unlisted": "It is unlisted: left out of timelines and search, but anyone can see it on your profile.",
    "followers": "It is for followers only; their servers hold copies.",
    "named": "It is for the people named in it only.",
    "server": "It is for everyone on your server; who that is, the download does not say.",
    "unstated": "The download does not say who could see it.",
    "profile": "Anyone can see the pictures at the top of a profile.",
}

_AUDIENCES = {
    "public": Audience.PUBLIC,
    "unlisted": Audience.PUBLIC,
    "followers": Audience.FOLLOWERS,
    "named": Audience.CUSTOM,
}


class Mastodon:
    """The reader of Mastodon's own download."""

    name = NETWORK
    title = "Mastodon"
    eras = ERAS
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By outbox.json beside actor.json; a part with pictures only is a weak match."""
        outbox = any(b'"OrderedCollection"' in file.head(65_536) for file in export.find("outbox.json"))
        actors = [file for file in export.find("actor.json") if b"preferredUsername" in file.head(262_144)]
        if outbox or actors:
            newer = any(b'"indexable"' in file.head(262_144) for file in actors)
            sure = 0.98 if outbox and actors else 0.8
            account = next(
                (told.address for file in actors if file.size < _SMALL and (told := _actor(file, []))), None
            )
            return Match(
                NETWORK, ERAS[newer], sure, "it has outbox.json or actor.json as Mastodon writes them", account
            )
        if any(_STORED.search(name) for name in export.files):
            return Match(NETWORK, ERAS[1], 0.2, "pictures only")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """The account first: its address of followers tells what is for followers only."""
        troubles: list[Trouble] = []
        found = ((file, _actor(file, troubles)) for file in export.find("actor.json"))
        source, actor = next(((file, actor) for file, actor in found if actor), (None, Actor()))
        yield from troubles
        if source is not None:
            yield from _facts(export, actor, source)
        reading = Reading(export, actor)
        for file in export.find("outbox.json"):
            for entry in entries(file, "orderedItems"):
                yield entry if isinstance(entry, Trouble) else _placed(reading, file, *entry)
        if source is not None:
            yield from _profile_pictures(export, actor, source)
        yield from _following(export, actor)
        for how, counts in reading.touch.items():
            yield from (InTouch(name, how, times) for name, times in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Actor:
    """The holder's account, as far as reading needs it."""

    id: str = ""
    address: str | None = None  # cleo@social.example
    server: str = ""
    followers: str = ""
    raw: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    export: Export
    actor: Actor
    met: set[str] = field(default_factory=set)
    touch: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, how: str, names: list[str]) -> None:
        """Count one exchange with each of these people."""
        self.touch.setdefault(how, Counter()).update(name for name in names if name != self.actor.address)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str | dict) else []


def _server(address: str) -> str:
    """The server in an address; "" where it is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # urlsplit refuses a bracket that is no IPv6 address
        return ""


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


# The account ------------------------------------------------------------------------------------------------------


def _actor(file: File, troubles: list[Trouble]) -> Actor | None:
    value = whole(file)
    if isinstance(value, Trouble):
        troubles.append(value)
        return None
    if not isinstance(value, dict):
        troubles.append(Trouble(file.name, "unknown_shape", "an account of a shape that is not known yet"))
        return None
    name, id = _text(value.get("preferredUsername")), _text(value.get("id"))
    server = _server(id) or _server(_text(value.get("url")))
    address = f"{name}@{server}" if name and server else name or None
    return Actor(id, address, server, _text(value.get("followers")), value)


def _facts(export: Export, actor: Actor, file: File) -> Iterator[AccountFact]:
    joined = from_text(actor.raw.get("published"))
    for name, value in (
        ("account", actor.address or ""),
        ("display_name", _text(actor.raw.get("name"))),
        ("bio", html_to_text(_text(actor.raw.get("summary")))),
        ("website", _website(actor.raw)),
        ("joined", joined.date().isoformat() if joined else ""),
    ):
        if value:
            yield AccountFact(name, value, file.name)
    made = next((found[1] for part in export.parts if (found := _MADE.search(part))), "")
    when = from_text(f"{made[:8]}T{made[8:]}Z") if made else None
    if when is not None:  # the file is named by the server in UTC
        yield AccountFact("exported_at", when.isoformat(), "the name of the download", when)


def _website(actor: dict[str, object]) -> str:
    """The first address among the profile's own fields."""
    for line in _listed(actor.get("attachment")):
        value = html_to_text(_text(line.get("value"))) if isinstance(line, dict) else ""
        if _is_web(value):
            return value
    return ""


def _profile_pictures(export: Export, actor: Actor, file: File) -> Iterator[Item]:
    for kind, key, stem in (
        (Kind.PROFILE_PICTURE, "icon", "avatar"),
        (Kind.COVER_PICTURE, "image", "header"),
    ):
        stated = _address_of(actor.raw.get(key))
        beside = (found for found in export.find(f"{stem}.*") if _folder(found) == _folder(file))
        present = (_file_at(export, stated, file) if stated else None) or next(beside, None)
        if present is None and not stated:
            continue
        picture = PictureRef(present.name) if present else PictureRef(stated, missing=True)
        yield Item(NETWORK, kind, f"profile-{stem}", None, "", Audience.PUBLIC, _WHY["profile"], pictures=(picture,))


def _folder(file: File) -> str:
    return file.name.rpartition("/")[0]


def _following(export: Export, actor: Actor) -> Iterator[Contact | Trouble]:
    """The table of followed accounts; before 2019 it had no heading."""
    seen: set[str] = set()
    for file in export.find("following_accounts*.csv"):
        try:
            for row in csv.reader(_lines(file)):
                name = _full_name(storable(row[0]) if row else "", actor.server)
                if "@" in name and name not in seen:
                    seen.add(name)
                    yield Contact(Tie.FOLLOWING, name)
        except csv.Error:
            yield Trouble(file.name, "not_csv")
        except ExportTrouble as problem:
            yield Trouble(file.name, problem.kind, problem.note)


def _lines(file: File) -> Iterator[str]:
    """The lines of a table. Raises ExportTrouble where the last one does not end: the server ends every line."""
    with file.open() as stream, io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="") as text:
        while line := text.readline(_SMALL):
            if not line.endswith("\n"):
                raise ExportTrouble("cut_off", "its last line has no end")
            yield line.replace("\0", "")
    if not file.size:
        raise ExportTrouble("empty")


def _full_name(name: str, server: str) -> str:
    """`edith@social.example`, also for an account of the holder's own server, which is written without it."""
    bare = name.strip().lstrip("@")
    if not re.fullmatch(r"[\w.-]+(?:@[\w.:-]+)?", bare):
        return ""
    return bare if "@" in bare or not server else f"{bare}@{server}"


# Posts ------------------------------------------------------------------------------------------------------------


def _placed(reading: Reading, file: File, place: str, activity: object) -> Record:
    """Exactly one record for one activity."""
    where = f"{file.name}{place}"
    if not activity:
        return Skipped(where, "nothing in it")
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        return Trouble(where, "unknown_shape", "an activity of a shape that is not known yet", 1)
    if activity["type"] == "Announce" and not _is_own(reading, activity, activity.get("object")):
        return Skipped(where, "a boost of another person's post")
    if activity["type"] not in ("Create", "Announce"):
        return Skipped(where, "an activity that is no post")
    return _once(reading, file, where, activity)


def _once(reading: Reading, file: File, where: str, activity: dict[str, object]) -> Record:
    """A post the first time it is met."""
    post = activity.get("object")
    if not isinstance(post, dict):
        return Trouble(where, "unknown_shape", "a post of which only the address is told", 1)
    key = _text(post.get("id")) or _text(activity.get("id")).removesuffix("/activity")
    if not key:
        return Trouble(where, "unknown_shape", "a post without an id", 1)
    if key in reading.met:
        return Joined(where, key)
    reading.met.add(key)
    return _own(reading, file, where, key, post, activity)


def _is_own(reading: Reading, activity: dict[str, object], post: object) -> bool:
    """Say whether a boost is of one's own post, which then stands in it whole."""
    if not isinstance(post, dict):
        return False
    author = _text(post.get("attributedTo"))
    return bool(author) and author in {reading.actor.id, _text(activity.get("actor"))}


def _own(
    reading: Reading, file: File, where: str, key: str, post: dict[str, object], activity: dict[str, object]
) -> Item | Skipped:
    # A boost is addressed on its own: only the post's own addressees tell who could see the post.
    stated = post if "to" in post or "cc" in post or activity["type"] == "Announce" else activity
    level, named = _level(reading.actor, stated)
    mentions = _mentions(post)
    message = level == "named" and named <= set(mentions)
    people = [_full_name(name, _server(href)) for href, name in mentions.items()]
    reading.count(
        "message" if message else "comment" if post.get("inReplyTo") else "tag", [one for one in people if one]
    )
    pictures = tuple(_pictures(reading.export, file, post))
    if message and not pictures:
        return Skipped(where, "a private mention without pictures")
    link = _address_of(post.get("url")) or key
    return Item(
        NETWORK,
        Kind.MESSAGE if message else Kind.POST,
        key,
        _when(post, activity),
        "" if message else _words(post),
        _AUDIENCES.get(level, Audience.UNKNOWN),
        _WHY[level],
        pictures=pictures,
        link=link if _is_web(link) else None,
        places=_places(post),
        point=_point(post),
        asks_first=message,
    )


def _level(actor: Actor, stated: dict[str, object]) -> tuple[str, set[str]]:
    """How far a post goes, and the addresses of the people it is for."""
    to = {address for one in _listed(stated.get("to")) if (address := _text(one))}
    cc = {address for one in _listed(stated.get("cc")) if (address := _text(one))}
    if to & _EVERYONE:
        return "public", set()
    if cc & _EVERYONE:
        return "unlisted", set()
    if any(_LOCAL_SCOPE.fullmatch(address) for address in to | cc):
        return "server", set()
    if any(_is_followers(actor, address) for address in to | cc):
        return "followers", set()
    return ("named", to | cc) if to or cc else ("unstated", set())


def _is_followers(actor: Actor, address: str) -> bool:
    """Without actor.json, the address of followers is known by its end; people's addresses do not end so."""
    return address == actor.followers if actor.followers else address.endswith("/followers")


def _mentions(post: dict[str, object]) -> dict[str, str]:
    """The people mentioned in a post: address -> name as written."""
    tags = (tag for tag in _listed(post.get("tag")) if isinstance(tag, dict) and tag.get("type") == "Mention")
    return {_text(tag.get("href")): _text(tag.get("name")) for tag in tags}


def _when(post: dict[str, object], activity: dict[str, object]) -> datetime | None:
    return from_text(post.get("published")) or from_text(activity.get("published"))


def _words(post: dict[str, object]) -> str:
    """The content warning, the text, and the choices of a poll."""
    content = _text(post.get("content")) or _first_text(post.get("contentMap"))
    choices = [one for key in ("oneOf", "anyOf") for one in _listed(post.get(key)) if isinstance(one, dict)]
    lines = [_text(post.get("summary")), html_to_text(content), *(_text(choice.get("name")) for choice in choices)]
    return "\n".join(line for line in lines if line)


def _first_text(value: object) -> str:
    return next((text for one in value.values() if (text := _text(one))), "") if isinstance(value, dict) else ""


def _pictures(export: Export, file: File, post: dict[str, object]) -> Iterator[PictureRef]:
    met: set[str] = set()
    for medium in _listed(post.get("attachment")):
        if not isinstance(medium, dict):
            continue
        address, sort = _address_of(medium), _text(medium.get("mediaType"))
        if not address or sort.startswith("audio/"):
            continue
        found = _file_at(export, address, file)
        member = found.name if found else address
        if member in met:
            continue
        met.add(member)
        stored = _STORED.search(address)
        id = stored["digits"].replace("/", "") if stored else None
        video = sort.startswith("video/") or sniff.looks_like_video(member)
        yield PictureRef(member, video, id or None, found is None, None, _text(medium.get("name")))


def _address_of(held: object) -> str:
    """An address, written as text, as an object or as a list of objects (Pleroma)."""
    for _ in range(4):
        if isinstance(held, list):
            held = held[0] if held else None
        elif isinstance(held, dict):
            held = held.get("url") or held.get("href")
    return _text(held)


def _file_at(export: Export, address: str, near: File) -> File | None:
    """Find the file: the path in front of media_attachments differs with the server's storage, its end does not."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    stored = _STORED.search(path)
    last = path.rpartition("/")[2]
    found = export.resolve(stored[0], near) if stored else export.resolve(path, near)
    return found or (export.resolve(last, near) if last else None)


def _places(post: dict[str, object]) -> tuple[str, ...]:
    """The place that forks let one add."""
    place = post.get("location")
    name = _text(place.get("name")) if isinstance(place, dict) else ""
    return (name,) if name else ()


def _point(post: dict[str, object]) -> Point | None:
    place = post.get("location")
    north, east = (place.get("latitude"), place.get("longitude")) if isinstance(place, dict) else (None, None)
    if isinstance(north, bool) or isinstance(east, bool):
        return None
    if not isinstance(north, int | float) or not isinstance(east, int | float) or (north == 0 and east == 0):
        return None
    return Point(float(north), float(east)) if abs(north) <= 90 and abs(east) <= 180 else None
