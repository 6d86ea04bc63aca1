"""Flickr, as downloaded from "Your Flickr Data". Facts: formats/flickr.md. Flat, unzipped anyhow.

What counts as an entry of the ledger:
- each photo or video page, photo_<id>.json (one object a file, or each of a list where somebody merged them);
- each picture file that belongs to no page which could be read: an item of its own, its audience unknown.
Further sizes of one photo are pictures of its item. Albums, contacts, followers, favourites and comments are no
entries: they become facts, contacts and counts.

Who could see a photo is stated in `privacy`. Since January 2025 friends-only and family-only are both written
`friend & family`. The contacts list does not say who is marked as friend or family.

Never opened: sent and received mail, groups' discussions, testimonials, galleries. Never kept: the e-mail address,
the address of the original file (it opens a private photo to whoever has it), the words of comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from smallprint.exports import Export, File, sniff
from smallprint.exports.dates import from_text
from smallprint.exports.json_stream import entries, whole
from smallprint.exports.limits import MIB
from smallprint.exports.text import html_to_text
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

_PROFILE = "account_profile.json"
_PAGE = re.compile(r"photo_(\d{1,20})(?: ?\(\d+\))?\.json", re.IGNORECASE)  # (1): saved twice by a browser
# Names of media zips, also as the folders that they were unpacked into.
_ZIP_2025 = re.compile(r"(?:^|/)data_\d+_[a-f0-9]+_\d+(?:\.zip)?(?:/|$)", re.IGNORECASE)
_ZIP_2018 = re.compile(r"(?:^|/)data-download-\d+(?: ?\(\d+\))?(?:\.zip)?(?:/|$)", re.IGNORECASE)
# slug_<id>_o, <id>_<secret>_o, slug_<id>_<secret>_o, <id>_o, video_<id>, slug_<id>.mp4: for files without a page.
_NAMED = re.compile(r"(?:^|_)(\d{1,20})(?:_[0-9a-f]{8,12})?_o$|^video_(\d{1,20})$", re.IGNORECASE)
_NAMED_VIDEO = re.compile(r"_(\d{6,20})$")
_ADDRESS = re.compile(r"https?://(?:www\.|m\.)?flickr\.com/photos/([^/?#\s]+)/(\d{1,20})(?:[/?#]\S*)?", re.IGNORECASE)
_OWNER = re.compile(r"https?://(?:www\.|m\.)?flickr\.com/(?:photos|people)/([^/?#\s]+)", re.IGNORECASE)
_NAME = re.compile(r"[^\s/?#]{1,100}")
_OPEN_LICENCE = re.compile(r"cc\b|creative commons|attribution|public domain|no known", re.IGNORECASE)
_PAGE_KEYS = frozenset({"photopage", "privacy", "date_taken", "date_imported", "original", "count_views"})
_CONTACTS = {Tie.FOLLOWING: ("contacts*.json", "contacts"), Tie.FOLLOWER: ("followers*.json", "followers")}
_COMMENTS = ("photos_comments*.json", "sets_comments*.json", "galleries_comments*.json")
_FACTS = {"real_name": "display_name", "description": "bio", "website_url": "website"}

_UNKNOWN = "The download does not say, in a way we could read, who could see it."
_NO_PAGE = "The download holds this picture without its page, so it does not say who could see it."


@dataclass(slots=True)
class _Reading:
    """What the small lists tell before the photos are read, and what is counted on the way."""

    export: Export
    me: set[str] = field(default_factory=set)  # our nsid and alias, folded
    account: str | None = None
    albums: dict[str, dict[str, str]] = field(default_factory=dict)  # photo id -> album id -> title
    names: dict[str, str] = field(default_factory=dict)  # nsid or alias, folded -> the name in the contacts list
    media: dict[str, list[File]] = field(default_factory=dict)  # photo id -> its files
    touch: dict[str, Counter[str]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def met(self, how: str, who: str) -> None:
        """Count one sign of contact with somebody else."""
        if who and who.casefold() not in self.me:
            self.touch.setdefault(how, Counter())[self.names.get(who.casefold(), who)] += 1


class Flickr:
    """The reader of Flickr's own download: metadata zips and media zips, together or alone."""

    name = "flickr"
    title = "Flickr"
    eras = ("2018", "2025")
    tells = Tells(
        audience="item",
        links=True,
        followers=True,
        close_friends=False,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the account's page, by a photo's page, or by the names of media zips."""
        era = "2025" if any(_ZIP_2025.search(name) for name in _places(export)) else "2018"
        if any(b'"nsid"' in file.head(65_536) for file in export.find(_PROFILE)):
            return Match(self.name, era, 0.95, "it has the page of a Flickr account", _account(export))
        if any(_looks_like_a_page(file) for file in _pages(export)[:20]):
            return Match(self.name, era, 0.9, "it has pages of Flickr photos")
        if _media_alone(export):
            return Match(self.name, era, 0.4, "its pictures are named as Flickr names them")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """The account and the small lists first: they hold the names of albums and people."""
        reading = _Reading(export)
        yield from _read_profile(reading)
        yield from _read_albums(reading)
        yield from _read_contacts(reading)
        pages = _pages(export)
        yield from _sort_media(reading, {number for file in pages if (number := _number(file))})
        for file in pages:
            yield from _read_page(reading, file)
        yield from _read_rest(reading)
        yield from _read_comments(reading)
        for how, names in reading.touch.items():
            yield from (InTouch(name, how, times) for name, times in sorted(names.items()))


# Recognising --------------------------------------------------------------------------------------------------------


def _places(export: Export) -> Iterator[str]:
    """The names of the parts, and the folders that a zip was unpacked into."""
    yield from export.parts
    yield from {name.rpartition("/")[0] for name in export.files}


def _pages(export: Export) -> list[File]:
    return [file for file in export.find("photo_*.json") if _PAGE.fullmatch(_last(file.name))]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _number(file: File) -> str | None:
    found = _PAGE.fullmatch(_last(file.name))
    return found[1] if found else None


def _looks_like_a_page(file: File) -> bool:
    head = file.head(65_536)
    return b'"photopage"' in head and (b'"privacy"' in head or b'"original"' in head)


def _media_alone(export: Export) -> bool:
    if not any(zips.search(name) for zips in (_ZIP_2018, _ZIP_2025) for name in _places(export)):
        return False
    return any(sniff.looks_like_media(name) and _own_number(name) for name in export.files)


def _account(export: Export) -> str | None:
    reading = _Reading(export)
    for _ in _read_profile(reading):
        pass
    return reading.account


# The account and the small lists ------------------------------------------------------------------------------------


def _read_profile(reading: _Reading) -> Iterator[Record]:
    for file in reading.export.find(_PROFILE):
        profile = whole(file, 8 * MIB)
        if isinstance(profile, Trouble):
            yield profile
        elif isinstance(profile, dict):
            yield from _facts(reading, profile, file.name)
        else:
            yield Trouble(file.name, "unknown_shape")


def _facts(reading: _Reading, profile: dict[str, object], source: str) -> Iterator[AccountFact]:
    marks = [_text(profile.get(key)).strip() for key in ("path_alias", "nsid")]
    reading.me |= {mark.casefold() for mark in marks if mark}
    if reading.account is None:
        reading.account = next((mark for mark in marks if _NAME.fullmatch(mark)), None)
        if reading.account:
            yield AccountFact("account", reading.account, source)
    shown = dict(profile)
    shown["real_name"] = _text(profile.get("real_name")).strip() or profile.get("screen_name")
    for key, fact in _FACTS.items():
        value = html_to_text(_text(shown.get(key)))
        if value:
            yield AccountFact(fact, value, source)
    joined = from_text(profile.get("join_date"))
    if joined:
        yield AccountFact("joined", joined.date().isoformat(), source)


def _small(reading: _Reading, pattern: str, key: str) -> Iterator[tuple[File, object]]:
    """Records of a list that holds no items. A Trouble of it costs no entry."""
    for file in reading.export.find(pattern):
        for record in entries(file, key):
            value: object = replace(record, entries=0) if isinstance(record, Trouble) else record[1]
            yield file, value


def _read_albums(reading: _Reading) -> Iterator[Trouble]:
    """Which photos are in which album. An album may list photos of others, deleted ones, and "0"."""
    for file, album in _small(reading, "albums*.json", "albums"):
        if isinstance(album, Trouble):
            yield album
        elif not isinstance(album, dict) or not isinstance(album.get("photos"), list):
            yield Trouble(file.name, "unknown_shape")
        elif title := _text(album.get("title")).strip():
            for number in map(_text, album["photos"]):
                reading.albums.setdefault(number, {})[_text(album.get("id")) or title] = title


def _read_contacts(reading: _Reading) -> Iterator[Record]:
    """`{"contacts": {name: address}}`: people I follow; followers likewise. Who is friend or family is not in it."""
    for tie, (pattern, key) in _CONTACTS.items():
        seen: set[str] = set()
        for file, told in _small(reading, pattern, key):
            if isinstance(told, Trouble):
                yield told
                continue
            named = list(_named(told))
            if not named and told not in ({}, {key: {}}):
                yield Trouble(file.name, "unknown_shape")
            for name, address in named:
                owner = _owner(address)
                reading.names.setdefault(owner.casefold() or name.casefold(), name)
                if name not in seen:
                    seen.add(name)
                    yield Contact(tie, name)


def _named(told: object) -> Iterator[tuple[str, str]]:
    if not isinstance(told, dict):
        return
    if _text(told.get("name")) and _text(told.get("url")):
        yield _text(told["name"]), _text(told["url"])
        return
    for name, address in told.items():
        if name.strip() and isinstance(address, str) and (_owner(address) or not address):
            yield name.strip(), address


def _owner(address: object) -> str:
    """Whose page an address is: an alias or an nsid."""
    found = _OWNER.match(_text(address).strip())
    return found[1] if found else ""


def _read_comments(reading: _Reading) -> Iterator[Trouble]:
    """Under whose photos I wrote, and whose I marked: names and counts. A list, or a list below a key."""
    for pattern in _COMMENTS:
        for _, comment in _small(reading, pattern, "comments"):
            if isinstance(comment, Trouble):
                yield comment
            else:
                reading.met("comment", _first_owner(comment))
    for _, fave in _small(reading, "faves*.json", "faves"):
        if isinstance(fave, Trouble):
            yield fave
        else:
            reading.met("like", _first_owner(fave))


def _first_owner(record: object) -> str:
    values = record.values() if isinstance(record, dict) else ()
    return next((owner for value in values if isinstance(value, str) and (owner := _owner(value))), "")


# Photos -------------------------------------------------------------------------------------------------------------


def _sort_media(reading: _Reading, known: set[str]) -> Iterator[Record]:
    """Find whose file each picture is: the last number of its name for which there is a page, else Flickr's form."""
    for file in reading.export.files.values():
        if not sniff.looks_like_media(file.name):
            continue
        stem = _last(file.name).rpartition(".")[0]
        tokens = [token for token in stem.split("_") if token in known]
        number = tokens[-1] if tokens else _own_number(file.name)
        if number:
            reading.media.setdefault(number, []).append(file)
        else:
            yield Skipped(file.name, "not named as Flickr names its pictures")


def _own_number(name: str) -> str | None:
    stem = _last(name).rpartition(".")[0]
    found = _NAMED.search(stem)
    if found:
        return found[1] or found[2]
    video = _NAMED_VIDEO.search(stem) if sniff.looks_like_video(name) else None
    return video[1] if video else None


def _read_page(reading: _Reading, file: File) -> Iterator[Record]:
    number = _number(file)
    for record in entries(file):
        if isinstance(record, Trouble):
            # A file that cannot even be begun is one lost photo; what follows a whole one loses nothing.
            yield replace(record, entries=1) if number else record
            number = None
            continue
        place, page = record
        key = number or _digits(page.get("id")) if isinstance(page, dict) else None
        number = None  # the name speaks for the first object only
        if not isinstance(page, dict) or key is None or _PAGE_KEYS.isdisjoint(page):
            yield Trouble(f"{file.name}{place}", "unknown_shape", entries=1)
        elif key in reading.given:
            yield Joined(f"{file.name}{place}", key)
        else:
            reading.given.add(key)
            yield _item(reading, key, page)


def _item(reading: _Reading, key: str, page: dict[str, object]) -> Item:
    audience, why = _audience(page)
    people = tuple(dict.fromkeys(_people(page)))
    for person in people:
        reading.met("tag", person)
    for comment in _dicts(page.get("comments")):
        reading.met("comment", _text(comment.get("user")))
    return Item(
        network=Flickr.name,
        kind=Kind.POST,
        key=key,
        # Posted, not taken: a print of 1985 that was scanned in 2014 was not on Flickr before.
        when=_moment(page.get("date_imported")) or _moment(page.get("date_taken")),
        words=_words(page),
        audience=audience,
        audience_why=why,
        pictures=_pictures(reading, key, "; ".join(_notes(page))),
        link=_link(reading, key, page),
        point=_point(page.get("geo")),
        people=people,
        albums=_albums(reading, key, page),
    )


def _words(page: dict[str, object]) -> str:
    """Title, description, and tags, which often hold a child's name or a school."""
    tags = (_text(tag.get("tag")).strip() for tag in _dicts(page.get("tags")))
    lines = [
        html_to_text(_text(page.get("name"))),
        html_to_text(_text(page.get("description"))),
        " ".join(f"#{tag}" for tag in dict.fromkeys(tags) if tag),
    ]
    return "\n".join(line for line in lines if line)


def _notes(page: dict[str, object]) -> Iterator[str]:
    """Texts on a part of the picture: often a name."""
    for note in _dicts(page.get("notes")):
        if words := html_to_text(_text(note.get("note"))):
            yield words


def _people(page: dict[str, object]) -> Iterator[str]:
    for person in _dicts(page.get("people")):
        name = next((_text(person.get(key)) for key in ("username", "nsid", "person") if person.get(key)), "")
        if name.strip():
            yield name.strip()


def _albums(reading: _Reading, key: str, page: dict[str, object]) -> tuple[str, ...]:
    """By the photo's page and by the list of albums: either may be in a part that is missing."""
    titles = {}
    for album in _dicts(page.get("albums")):
        if title := _text(album.get("title")).strip():
            titles[_text(album.get("id")) or title] = title
    return tuple((titles | reading.albums.get(key, {})).values())


def _link(reading: _Reading, key: str, page: dict[str, object]) -> str | None:
    stated = _text(page.get("photopage")).strip()
    found = _ADDRESS.fullmatch(stated)
    if found:
        return f"https://www.flickr.com/photos/{found[1]}/{found[2]}/"
    return f"https://www.flickr.com/photos/{reading.account}/{key}/" if reading.account else None


def _audience(page: dict[str, object]) -> tuple[Audience, str]:
    """What `privacy` says. A word we do not know is neither public nor private."""
    audience, who = _stated(_text(page.get("privacy")).casefold())
    if audience is Audience.UNKNOWN:
        return audience, _UNKNOWN
    licence = _text(page.get("license")).strip()
    if audience is Audience.PUBLIC:
        return audience, f"{who}, and its licence lets others copy it." if _lets_copy(licence) else f"{who}."
    if _dicts(page.get("groups")):
        # A group's members see what stands in its pool, whatever the photo's own setting (platforms.md, Flickr).
        wider = Audience.CUSTOM if audience is Audience.ONLY_ME else audience
        return wider, f"{who}, and it was also in a group, whose members can see it."
    return audience, f"{who}."


def _stated(privacy: str) -> tuple[Audience, str]:
    friend, family = "friend" in privacy, "family" in privacy
    if friend and family:
        return Audience.FRIENDS, "It was open to people you marked as friends, as family, or as both"
    if friend:
        return Audience.FRIENDS, "It was open to people you marked as friends"
    if family:
        return Audience.CUSTOM, "It was open to people you marked as family"
    word = privacy.strip()
    if word == "public":
        return Audience.PUBLIC, "It was public when this download was made"
    if word in ("private", "only you", "only me"):
        return Audience.ONLY_ME, "It was private when this download was made"
    return Audience.UNKNOWN, ""


def _lets_copy(licence: str) -> bool:
    return _OPEN_LICENCE.match(licence) is not None


def _point(geo: object) -> Point | None:
    """`[]`, a list of one, or a bare object; millionths of a degree as text without a point, later with a point."""
    first = geo[0] if isinstance(geo, list) and geo else geo
    if not isinstance(first, dict):
        return None
    north, east = _degrees(first.get("latitude")), _degrees(first.get("longitude"))
    if north is None or east is None or not (north or east):
        return None
    return Point(north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _degrees(value: object) -> float | None:
    if isinstance(value, float):
        return value
    text = _text(value).strip()
    if re.fullmatch(r"[+-]?\d{1,3}\.\d{1,20}", text, re.ASCII):
        return float(text)
    return int(text) / 1_000_000 if re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII) else None


def _moment(value: object) -> datetime | None:
    """`2014-06-18 10:02:11`, no zone stated; `0000-00-00 00:00:00` and anything before 1990 is none."""
    return from_text(value)


def _pictures(reading: _Reading, key: str, notes: str) -> tuple[PictureRef, ...]:
    files = {_last(file.name): file for file in reversed(reading.media.get(key, []))}
    if not files:  # the address of the original is not the file's name to show: it opens a private photo
        return (PictureRef(f"photo {key}", id=key, missing=True, words=notes),)
    found = [PictureRef(file.name, _is_video(file), key) for file in reversed(files.values())]
    return (replace(found[0], words=notes), *found[1:])


def _is_video(file: File) -> bool:
    head = file.head(64)
    return sniff.looks_like_video(file.name) if sniff.what(head) is None else sniff.is_video(head)


def _read_rest(reading: _Reading) -> Iterator[Record]:
    """Pictures whose page is missing or could not be read. Flickr is known to leave files out of a download."""
    for number, files in reading.media.items():
        if number in reading.given:
            continue
        yield Item(
            network=Flickr.name,
            kind=Kind.POST,
            key=number,
            when=None,
            audience_why=_NO_PAGE,
            pictures=_pictures(reading, number, ""),
            link=f"https://www.flickr.com/photos/{reading.account}/{number}/" if reading.account else None,
            albums=tuple(reading.albums.get(number, {}).values()),
        )
        yield from (Joined(file.name, number) for file in files[1:])


# Values -------------------------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    """A text as it is, a whole number as its digits, anything else as nothing."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**20 else ""
    return value if isinstance(value, str) else ""


def _digits(value: object) -> str | None:
    found = re.fullmatch(r"\s*(\d{1,20})\s*", _text(value), re.ASCII)
    return found[1] if found else None


def _dicts(value: object) -> list[dict[str, object]]:
    """The objects of a list; a lone object as a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, dict)]
