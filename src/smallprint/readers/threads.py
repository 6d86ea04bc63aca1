"""Threads, as it comes inside Instagram's download (`your_instagram_activity/threads/`) or by itself, JSON and HTML.

What counts as an entry of the ledger: each record of the lists of archived threads and of threads and replies (one
with several pictures is one), and the profile's picture. Followers, following, likes, saved threads and the profile
are no entries: they become contacts, counts and facts. Lists are told by the key at their top, since the names of
their files vary; the name tells what a damaged one was.

Facts are from structures of real downloads of 2024-25 (formats/threads.md): no audience, id or link of own posts, one
private switch of the Threads profile, apart from Instagram's. `reply_control` says who may answer, not who may see.
Never opened: blocked and restricted profiles, follow requests, threads viewed, interests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from smallprint.exports import Export, File
from smallprint.exports.dates import from_seconds, from_text
from smallprint.readers.base import Match, Tells
from smallprint.readers.meta.history import order_facts, time_of
from smallprint.readers.meta.keys import digest_of
from smallprint.readers.meta.labels import fields, first, listed, media_below, number_of, text_of
from smallprint.readers.meta.media import Shot, picture_of, shot_of
from smallprint.readers.meta.pages import is_page, records
from smallprint.readers.meta.words import meaning, yes_or_no
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    Record,
    Skipped,
    Tie,
    Trouble,
)

__all__ = ["Threads"]

ERAS = ("2023-25", "2026")
# What a list is: the key at its top, and the usual names of its file.
LISTS = {
    "archived": ("text_post_app_text_app_archived_posts", "archived_threads"),
    "posts": ("text_post_app_text_posts", "threads_and_replies"),
    "profile": ("text_post_app_text_post_app_profile", "personal_information"),
    "followers": ("text_post_app_text_post_app_followers", "followers"),
    "following": ("text_post_app_text_post_app_following", "following"),
    "likes": ("text_post_app_media_likes", "liked_threads"),
    "saved": ("text_post_app_text_post_app_saved_posts", "saved_threads"),
}
_KEY = re.compile(rb'"(text_post_app_[a-z_]{3,60}?)(?:_v\d+)?"\s*:')
_FOLDER = re.compile(r"(?:^|/)threads/[^/]+\.(?:json|html)$", re.I)
_NAMED = re.compile(r"(?:^|/)(?:threads_and_replies|archived_threads|liked_threads)[^/]*\.(?:json|html)$", re.I)
_FEW = 60  # a download with so few lists is small enough to look into each
_PART = re.compile(r"(?:threads|instagram)-([a-z0-9._]{1,30})-(?=\d{1,4}[-._]\d{1,2}[-._]\d{1,4})", re.I)
_DAY = re.compile(r"(?:threads|instagram)-[a-z0-9._]{1,30}-(\d{4}-\d{2}-\d{2})(?=[-_. ]|$)", re.I)
_USERNAME = re.compile(r"[A-Za-z0-9._]{1,30}")
_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:threads\.(?:com|net)/@|instagram\.com/(?:_u/)?)([A-Za-z0-9._]{1,30})(?:[/?]\S*)?"
)
_FACTS = {"username": "account", "name": "display_name", "bio": "bio", "website": "website", "link": "website"}

PUBLIC = "Your Threads profile was public when this download was made, so anyone could see it, also outside Threads."
FOLLOWERS = "Your Threads profile was private when this download was made, so your Threads followers could see it."
UNREADABLE = "This download does not say, in a way we could read, whether your Threads profile was public or private."
ARCHIVED = "It was in your Threads archive when this download was made; only you can see it there."
PICTURE = "Anyone can see a profile picture, also when the profile is private."


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says, before anybody looks for its files."""

    stamp: float | None
    words: str
    shots: tuple[Shot, ...]


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    export: Export
    private: bool | None = None
    met: dict[str, str] = field(default_factory=dict)  # mark of a picture -> key of its item
    alike: Counter[str] = field(default_factory=Counter)  # digests given so far


class Threads:
    """The reader of Threads."""

    name = "threads"
    title = "Threads"
    eras = ERAS
    tells = Tells(
        audience="account",
        links=False,
        followers=True,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the folder `threads` or the key of a list. Someone who never posted has a profile there and no more."""
        found = lists_of(export)
        told = [name for name in ("posts", "archived", "followers", "following", "likes") if found.get(name)]
        alone = _is_alone(export)
        if not told and not (alone and found.get("profile")):
            return None
        sure, why = (
            (0.97, "it holds the lists of Threads") if alone else (0.4, "Threads inside an Instagram download")
        )
        return Match(self.name, _era(found), sure, why, _account(export, found))

    def read(self, export: Export) -> Iterator[Record]:
        """The profile first, since its private switch decides who could see the rest."""
        found = lists_of(export)
        reading = Reading(export)
        facts = list(_facts(export, found))
        yield from facts
        reading.private = yes_or_no(
            next((f.value for f in facts if isinstance(f, AccountFact) and f.name == "private"), "")
        )
        me = next((f.value for f in facts if isinstance(f, AccountFact) and f.name == "account"), "")
        yield from _contacts(found)
        yield from _in_touch(found, me)
        yield from _posts(reading, found)
        yield from _profile_pictures(reading, found)


def lists_of(export: Export) -> dict[str, list[File]]:
    """The files of each list; JSON where both editions lie there."""
    every = [file for file in export.files.values() if file.name.casefold().endswith((".json", ".html"))]
    likely = [file for file in every if _FOLDER.search(file.name) or _NAMED.search(file.name)]
    rest = [] if likely or len(every) > _FEW else every
    found: dict[str, list[File]] = {}
    for file in (*likely, *rest):
        name = _list_in(file, by_name=file in likely)
        if name:
            found.setdefault(name, []).append(file)
    for files in found.values():
        if not all(map(is_page, files)):
            files[:] = [file for file in files if not is_page(file)]
    return found


def _list_in(file: File, *, by_name: bool) -> str:
    """Which list a file holds; "" for one that is not read."""
    key = None if is_page(file) else _KEY.search(file.head(4096))
    if key:
        told = key[1].decode()
        return next((name for name, (known, _) in LISTS.items() if known == told), "")
    stem = re.sub(r"(?:_\d+)?\.\w+$", "", file.name.rpartition("/")[2].casefold())
    return next((name for name, (_, known) in LISTS.items() if known == stem), "") if by_name else ""


def _is_alone(export: Export) -> bool:
    """Whether nothing of Instagram's own lists is there."""
    names = [name for name in export.files if name.casefold().endswith((".json", ".html"))]
    others = (name for name in names if not _FOLDER.search(name) and not _NAMED.search(name))
    return not any(
        re.search(r"your_instagram_activity/|followers_and_following/|(?:^|/)content/", one) for one in others
    )


def _era(found: dict[str, list[File]]) -> str:
    heads = (file.head(4096) for name in ("posts", "archived") for file in found.get(name, ()))
    return ERAS[1] if any(b'"label_values"' in head for head in heads) else ERAS[0]


def _account(export: Export, found: dict[str, list[File]]) -> str | None:
    small = all(file.size < 1 << 20 for file in found.get("profile", ()))
    facts = _profile(export, found) if small else iter(())
    told = next((fact.value for fact in facts if isinstance(fact, AccountFact) and fact.name == "account"), None)
    return told or _in_parts(_PART, export)


def _in_parts(pattern: re.Pattern[str], export: Export) -> str | None:
    return next((match[1] for part in export.parts if (match := pattern.search(part))), None)


def _each(found: dict[str, list[File]], name: str) -> Iterator[tuple[File, str, object]]:
    for file in found.get(name, ()):
        for place, record in records(file, LISTS[name][0]):
            yield file, place, record


# The account -------------------------------------------------------------------------------------------------------


def _facts(export: Export, found: dict[str, list[File]]) -> Iterator[AccountFact | Trouble]:
    """What was ordered, then the profile: never the e-mail address or the phone number."""
    for file in export.find("your_information_download_requests.json", "your_information_download_requests.html"):
        told = [record for _, record in records(file)]
        yield from (replace(one, entries=0) for one in told if isinstance(one, Trouble))
        yield from order_facts((one for one in told if not isinstance(one, Trouble)), file.name)
        break
    else:
        day = _in_parts(_DAY, export)
        if day:
            yield AccountFact("exported_at", day, "the name of the download", from_text(day))
    yield from _profile(export, found)


def _profile(export: Export, found: dict[str, list[File]]) -> Iterator[AccountFact | Trouble]:
    given: set[str] = set()
    for file, _, record in _each(found, "profile"):
        if isinstance(record, Trouble):
            yield replace(record, entries=0)
            continue
        for fact in _stated(export, file, record):
            if fact.name not in given:
                given.add(fact.name)
                yield fact
    known = _in_parts(_PART, export)
    if known and "account" not in given:
        yield AccountFact("account", known, "the name of the download")


def _stated(export: Export, file: File, record: object) -> Iterator[AccountFact]:
    said = {meaning(one.label): one.value for one in reversed(list(fields(record))) if one.label}
    for label, name in _FACTS.items():
        if said.get(label, "").strip():
            yield AccountFact(name, said[label].strip(), file.name)
    private = yes_or_no(said.get("private"))
    if private is not None:
        yield AccountFact("private", "true" if private else "false", file.name)
    minor = _minor(said.get("born", ""), from_text(_in_parts(_DAY, export)) or file.modified)
    if minor is not None:
        yield AccountFact("minor", "true" if minor else "false", file.name)


def _minor(born: str, made: datetime | None) -> bool | None:
    """Whether the holder was under 18 on the day of the download. Only here years before 1990 are real ones."""
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", born)
    day = from_text(born.replace(year[0], "2000", 1)) if year else None
    if year is None or day is None or made is None:
        return None
    years = made.year - int(year[0]) - ((made.month, made.day) < (day.month, day.day))
    return years < 18 if 0 <= years < 150 else None


def _contacts(found: dict[str, list[File]]) -> Iterator[Contact | Trouble]:
    """Followers of Threads are others than those of Instagram."""
    for name, tie in (("followers", Tie.FOLLOWER), ("following", Tie.FOLLOWING)):
        seen: set[str] = set()
        for _, _, record in _each(found, name):
            if isinstance(record, Trouble):
                yield replace(record, entries=0)
                continue
            for account, since in _accounts(record):
                if account not in seen:
                    seen.add(account)
                    yield Contact(tie, account, since)


def _accounts(record: object) -> Iterator[tuple[str, datetime | None]]:
    """The accounts of one line: `value`, the end of the address, the title, or the label Username."""
    if not isinstance(record, dict):
        return
    lines = [line for line in listed(record.get("string_list_data")) if isinstance(line, dict)]
    title = text_of(record.get("title"))
    for line in lines:
        name = _username(text_of(line.get("value")), text_of(line.get("href")), title)
        if name:
            yield name, from_seconds(number_of(line.get("timestamp")) or 0)
    if not lines:
        said = first(record, "username")
        texts = [text for one in fields(record) for text in (one.href, one.value) if _ADDRESS.fullmatch(text)]
        name = _username(said.value if said else "", *texts, title)
        if name:
            yield name, time_of(first(record, "time")) or from_seconds(number_of(record.get("timestamp")) or 0)


def _username(*texts: str) -> str:
    for text in texts:
        found = _ADDRESS.fullmatch(text.strip())
        if found:
            return found[1]
        if _USERNAME.fullmatch(text.strip()):
            return text.strip()
    return ""


def _in_touch(found: dict[str, list[File]], me: str) -> Iterator[InTouch | Trouble]:
    """Whose threads the holder liked: names and counts."""
    likes: Counter[str] = Counter()
    for _, _, record in _each(found, "likes"):
        if isinstance(record, Trouble):
            yield replace(record, entries=0)
        elif isinstance(record, dict):
            likes.update({name for name, _ in _accounts(record)} - {me})
    yield from (InTouch(name, "like", times) for name, times in sorted(likes.items()))


# Threads and replies -----------------------------------------------------------------------------------------------


def _posts(reading: Reading, found: dict[str, list[File]]) -> Iterator[Record]:
    """Archived first: it wins over the same thread in the list of all."""
    for name, kind in (("archived", Kind.ARCHIVED), ("posts", Kind.POST)):
        for file, place, record in _each(found, name):
            yield _placed(reading, kind, file, f"{file.name}{place}", record)


def _placed(reading: Reading, kind: Kind, file: File, where: str, record: object) -> Record:
    """Exactly one record for one entry."""
    if isinstance(record, Trouble):
        return record
    if not record:
        return Skipped(where, "nothing in it")
    entry = entry_of(record)
    if entry is None:
        return Trouble(where, "unknown_shape", "an entry of a shape that is not known yet", 1)
    if not entry.shots and not entry.words:
        return Trouble(where, "empty_entry", "an entry without words or pictures", 1)
    return _item(reading, kind, file, where, entry)


def entry_of(record: object) -> Entry | None:
    """`{"media": [M, …], "title"?, "creation_timestamp"?}` or label_values; a text alone has no uri."""
    if not isinstance(record, dict) or not {"media", "label_values", "title", "uri"} & record.keys():
        return None
    media = [held for held in listed(record.get("media")) if isinstance(held, dict)]
    below = list(media_below(record))
    shots = {shot.mark: shot for held in below if (shot := shot_of(held)) is not None}
    titles = (text_of(held.get("title")) for held in (*media, *below))
    said = first(record, "caption")
    words = text_of(record.get("title")).strip() or next((text for text in titles if text.strip()), "")
    stamps = [record.get("creation_timestamp"), record.get("timestamp")]
    stamps += [held.get("creation_timestamp") for held in (*media, *below)]
    labelled = first(record, "time")
    stamp = next((number for one in stamps if (number := number_of(one))), labelled.stamp if labelled else None)
    return Entry(stamp, (words or (said.value if said else "")).strip(), tuple(shots.values()))


def _item(reading: Reading, kind: Kind, file: File, where: str, entry: Entry) -> Item | Joined:
    new = tuple(shot for shot in entry.shots if shot.mark not in reading.met)
    if entry.shots and not new:
        return Joined(where, reading.met[entry.shots[0].mark])
    when = from_seconds(entry.stamp) if entry.stamp else None
    key = next((shot.id for shot in new if shot.id), None)
    if key is None:
        digest = digest_of(when, entry.words, new[0].uri if new else where)
        count = reading.alike[digest]
        if count and not new:
            return Joined(where, digest)
        reading.alike[digest] += 1
        key = f"{digest}-{count + 1}" if count else digest
    reading.met.update(dict.fromkeys((shot.mark for shot in new), key))
    audience, why = who_could_see(kind, reading.private)
    pictures = tuple(
        picture_of(reading.export, shot, file, "" if shot.words == entry.words else shot.words) for shot in new
    )
    return Item("threads", kind, key, when, entry.words, audience, why, pictures=pictures)


def who_could_see(kind: Kind, private: bool | None) -> tuple[Audience, str]:
    """Audience at the export's date, and one sentence on where that comes from."""
    if kind is Kind.ARCHIVED:
        return Audience.ONLY_ME, ARCHIVED
    if kind is Kind.PROFILE_PICTURE:
        return Audience.PUBLIC, PICTURE
    if private is None:
        return Audience.UNKNOWN, UNREADABLE
    return (Audience.FOLLOWERS, FOLLOWERS) if private else (Audience.PUBLIC, PUBLIC)


def _profile_pictures(reading: Reading, found: dict[str, list[File]]) -> Iterator[Record]:
    """`media_map_data: {"Profile Photo": {"uri", "creation_timestamp"}}`; its label is translated."""
    for file, place, record in _each(found, "profile"):
        for held in () if isinstance(record, Trouble) else media_below(record):
            shot = shot_of(held)
            if shot is not None:
                entry = Entry(shot.stamp, "", (replace(shot, words=""),))
                yield _item(reading, Kind.PROFILE_PICTURE, file, f"{file.name}{place}", entry)
