"""Reddit, as its data request gives it: a flat folder of tables, without any picture.

What counts as an entry of the ledger: each row of posts.csv, comments.csv, drafts.csv and scheduled_posts.csv. A
comment is an item where it holds a picture, else it is skipped. The tables of "headers" repeat the same rows without
their texts and are left alone. Never opened: messages, chats, IP addresses, phone number, date of birth, payments,
votes; the column `ip` is dropped at once. checkfile.csv tells whether the tables opened here are as Reddit wrote
them.

Posts on Reddit are public. The download does not say which communities are private; being approved to post in one is
a sign that it may be, and then nothing is stated (formats/reddit.md).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from smallprint.exports import Export, ExportTrouble, File, sniff
from smallprint.exports.dates import from_seconds, from_text
from smallprint.exports.json_window import encoding_of
from smallprint.exports.text import storable
from smallprint.readers.base import Match, Tells
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Tie,
    Trouble,
)

NETWORK = "reddit"
_POSTS, _COMMENTS, _DRAFTS, _SCHEDULED = "posts.csv", "comments.csv", "drafts.csv", "scheduled_posts.csv"
_LISTS = (_POSTS, _COMMENTS, _DRAFTS, _SCHEDULED)
_OTHERS = ("statistics.csv", "friends.csv", "user_preferences.csv", "approved_submitter_subreddits.csv")
_HEADING = re.compile(rb"(?:\xef\xbb\xbf)?\"?id\"?,\"?permalink\"?,\"?date\"?,", re.IGNORECASE)
_PACKED = re.compile(r"export_(?P<account>[A-Za-z0-9_-]{2,30})_(?P<day>\d{8})(?!\d)")
_LONGEST_LINE = 1 << 20
_STEP = 1 << 16
# Hosts where the pictures of posts lie: Reddit's own and, before 2016, imgur.
_HOSTS = frozenset({"i.redd.it", "preview.redd.it", "v.redd.it", "i.imgur.com", "imgur.com", "www.imgur.com"})
_GALLERY = re.compile(r"/gallery/\w+")
_IN_WORDS = re.compile(r"https?://(?:i|preview|v)\.redd\.it/[\w.%-]+")
_PLACED = re.compile(r"!\[[^\]]*\]\((?P<id>[A-Za-z0-9_-]{3,40})(?:\s+\"[^\"]*\")?\)")  # not `giphy|…`: another's
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_PUBLIC = "Posts on Reddit are public; the download does not say whether this community is a private one."
_OWN_PROFILE = "It is on your own profile, where anyone can see it."
_PERHAPS_PRIVATE = "You are approved to post in this community, so it may be private; the download does not say."
_REMOVED = "It was removed from its community; who can still see it, the download does not say."
_DRAFT = "It is a draft that you had not posted when this download was made."
_DRAFT_LINK = "It is a draft that anyone with its link can see."
_LATER = "It was planned and not posted yet when this download was made."


class Reddit:
    """The reader of Reddit's own download."""

    name = NETWORK
    title = "Reddit"
    eras = ("tables",)
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=False,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the heading of posts.csv or comments.csv, and the tables beside them."""
        headed = any(_HEADING.match(file.head(256)) for file in export.find(_POSTS, _COMMENTS))
        named = any(b"account name" in file.head(4096) for file in export.find("statistics.csv"))
        packed = next((found for part in export.parts if (found := _PACKED.search(part))), None)
        if not headed and not named:
            return None
        beside = export.has("checkfile.csv", "statistics.csv", "post_headers.csv", "comment_headers.csv")
        sure = 0.97 if headed and beside else 0.8 if headed else 0.7
        return Match(NETWORK, self.eras[0], sure, "it has tables as Reddit writes them", packed and packed["account"])

    def read(self, export: Export) -> Iterator[Record]:
        """Facts first, then each table."""
        yield from _account(export)
        checks = {_last(row.get("filename", "")): row.get("sha256", "") for row in _told(export, [], "checkfile.csv")}
        yield from _absent(export, checks)
        troubles: list[Trouble] = []
        approved = {row.get("subreddit", "").casefold() for row in _told(export, troubles, _OTHERS[3])}
        yield from troubles
        reading = Reading(
            export, {_stem(name): file for name, file in export.files.items() if sniff.looks_like_media(name)}
        )
        reading.approved = approved - {""}
        for name in _LISTS:
            for file in export.find(name):
                yield from _list(reading, name, file, checks.get(name, ""))
        yield from _friends(export)


@dataclass(slots=True)
class Reading:
    """One reading of one export: what was met so far."""

    export: Export
    pictures: dict[str, File]  # name without its end -> a file that the person saved beside the tables
    approved: set[str] = field(default_factory=set)  # communities that may be private
    met: set[str] = field(default_factory=set)


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _stem(name: str) -> str:
    return _last(name).partition(".")[0]


# Tables -----------------------------------------------------------------------------------------------------------


class _Table:
    """One table while it is read, row by row. Bodies hold line breaks, so a row may be many lines."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.heading: list[str] = []
        self.cut = False

    def rows(self) -> Iterator[dict[str, str] | Trouble]:
        """Each row by its heading; a Trouble for one that does not fit it."""
        count = 0
        try:
            with self._file.open() as stream:
                encoding = encoding_of(stream.peek(4)[:4])
                with io.TextIOWrapper(stream, encoding, "replace", newline="") as text:
                    for row in self._fitting(csv.reader(self._lines(text))):
                        yield row if isinstance(row, dict) else Trouble(f"{self._file.name}#{count}", row, "", 1)
                        count += 1
        except ExportTrouble as problem:
            yield Trouble(f"{self._file.name}#{count}", problem.kind, problem.note, int(bool(self.heading)))

    def _lines(self, text: io.TextIOWrapper) -> Iterator[str]:
        while line := text.readline(_LONGEST_LINE):
            self.cut = not line.endswith(("\n", "\r"))
            yield line.replace("\0", "")

    def _fitting(self, reader: Iterator[list[str]]) -> Iterator[dict[str, str] | str]:
        lost = False  # after a broken row, lines are passed over until one fits: they are pieces of that row
        while True:
            try:
                row = next(reader, None)
            except csv.Error:  # a field of over 128 KB: a quote was lost
                lost = True
                yield "not_csv"
                continue
            if row is None:
                return
            if not self.heading:
                self.heading = [name.strip().casefold() for name in row]
            elif not row:
                continue
            elif len(row) == len(self.heading):
                lost = False
                yield dict(zip(self.heading, map(storable, row), strict=False))
            elif not lost:
                yield "cut_off" if self.cut else "unknown_shape"


def _told(export: Export, troubles: list[Trouble], name: str) -> Iterator[dict[str, str]]:
    """The rows of a table that holds no items. What cannot be read is told and counts as no entry."""
    for file in export.find(name):
        table = _Table(file)
        for row in table.rows():
            if isinstance(row, Trouble):
                troubles.append(Trouble(row.where, row.kind, row.note))
            elif any(row.values()):
                yield row
        if table.cut or not table.heading:
            troubles.append(Trouble(file.name, "cut_off" if table.heading else "empty"))


def _absent(export: Export, checks: dict[str, str]) -> Iterator[Trouble]:
    for name in checks:
        if name in (*_LISTS, *_OTHERS) and not export.has(name):
            yield Trouble(name, "missing_list", "the download says that it holds this table")


def _whole(file: File, stated: str) -> bool | None:
    """Say whether the file is as Reddit wrote it; None where it does not say."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", stated.strip()):
        return None
    sums = hashlib.sha256()
    try:
        with file.open() as stream:
            while piece := stream.read1(_STEP):
                sums.update(piece)
    except ExportTrouble:
        return False
    return sums.hexdigest() == stated.strip().casefold()


def _list(reading: Reading, name: str, file: File, stated: str) -> Iterator[Record]:
    table = _Table(file)
    for count, row in enumerate(table.rows()):
        where = f"{file.name}#{count}"
        if isinstance(row, Trouble):
            yield row
        elif not any(row.values()):
            yield Skipped(where, "nothing in it")
        else:
            row.pop("ip", None)
            yield _READS[name](reading, where, row)
    whole = _whole(file, stated)
    if not table.heading:
        yield Trouble(file.name, "empty")
    elif table.cut and not whole:
        yield Trouble(file.name, "cut_off", "its last line has no end")
    elif whole is False:
        yield Trouble(file.name, "changed", "it is not as Reddit wrote it")
    elif not {"id", "scheduled_post_id"} & set(table.heading):
        yield Trouble(file.name, "unknown_shape", "a table of a shape that is not known yet")


# The account ------------------------------------------------------------------------------------------------------


def _account(export: Export) -> Iterator[AccountFact | Trouble]:
    told: dict[str, AccountFact] = {}
    troubles: list[Trouble] = []

    def tell(name: str, value: str, source: str, when: datetime | None = None) -> None:
        if value:
            told.setdefault(name, AccountFact(name, value, source, when))

    for row in _told(export, troubles, "statistics.csv"):
        name, value = row.get("statistic", "").strip().casefold(), row.get("value", "").strip()
        when = _time(value) if name in ("export time", "registration date") else None
        if name == "account name":
            tell("account", value, "statistics.csv")
        elif name == "export time" and when:
            tell("exported_at", when.isoformat(), "statistics.csv", when)
        elif when:
            tell("joined", when.date().isoformat(), "statistics.csv")
    for part in export.parts:
        if found := _PACKED.search(part):
            tell("account", found["account"], "the name of the download")
            when = from_text(found["day"])
            tell("exported_at", when.date().isoformat() if when else "", "the name of the download", when)
    for row in _told(export, troubles, "user_preferences.csv"):
        # The name of this setting in Reddit's own interface for programs; not yet seen in a download.
        if row.get("preference") == "hide_from_robots" and row.get("value", "").casefold() in ("true", "false"):
            tell("search_engines", "false" if row["value"].casefold() == "true" else "true", "user_preferences.csv")
    yield from told.values()
    yield from troubles


def _friends(export: Export) -> Iterator[Contact | Trouble]:
    troubles: list[Trouble] = []
    names = (row.get("username", "").strip() for row in _told(export, troubles, "friends.csv"))
    yield from (Contact(Tie.FRIEND, name) for name in dict.fromkeys(names) if name)
    yield from troubles


def _time(value: str) -> datetime | None:
    """`2017-02-13 15:35:01 UTC`, or seconds since 1970."""
    bare = value.strip()
    return from_seconds(bare) if bare.isdigit() and len(bare) > 8 else from_text(bare)


# Rows -------------------------------------------------------------------------------------------------------------


def _post(reading: Reading, where: str, row: dict[str, str]) -> Record:
    words, gone = _words(row.get("title", ""), row.get("body", ""))
    if gone == "[deleted]":
        return Skipped(where, "a post that was deleted")
    pictures = [*_linked(row.get("url", "")), *_placed(row.get("body", ""))]
    return _given(reading, where, "t3_", row, words, pictures, _audience(reading, row, gone))


def _comment(reading: Reading, where: str, row: dict[str, str]) -> Record:
    words, gone = _words("", row.get("body", ""))
    if gone == "[deleted]":
        return Skipped(where, "a comment that was deleted")
    media = row.get("media", "").strip()
    named = [media] if _ID.fullmatch(media) and media.casefold() not in ("none", "null", "false") else []
    pictures = [*_placed(row.get("body", "")), *_IN_WORDS.findall(media), *named]
    if not pictures:
        return Skipped(where, "a comment without pictures")
    return _given(reading, where, "t1_", row, words, pictures, _audience(reading, row, gone))


def _draft(reading: Reading, where: str, row: dict[str, str]) -> Record:
    linked = row.get("is_public_link", "").strip().casefold() in ("true", "t", "1")
    stated = (Audience.LINK, _DRAFT_LINK) if linked else (Audience.ONLY_ME, _DRAFT)
    words, _ = _words(row.get("title", ""), row.get("body", ""))
    pictures = [*_linked(row.get("body", "")), *_placed(row.get("body", ""))]
    return _given(reading, where, "draft-", row, words, pictures, stated)


def _scheduled(reading: Reading, where: str, row: dict[str, str]) -> Record:
    row = row | {"id": row.get("scheduled_post_id", ""), "date": row.get("submission_time", "")}
    words, _ = _words(row.get("title", ""), row.get("body", ""))
    pictures = [*_linked(row.get("url", "")), *_placed(row.get("body", ""))]
    return _given(reading, where, "scheduled-", row, words, pictures, (Audience.ONLY_ME, _LATER))


_READS = {_POSTS: _post, _COMMENTS: _comment, _DRAFTS: _draft, _SCHEDULED: _scheduled}
_GONE = ("[deleted]", "[removed]")


def _words(title: str, body: str) -> tuple[str, str]:
    """The words, and the mark of a post that is gone."""
    gone = next((mark for mark in _GONE if body.strip().casefold().startswith(mark)), "")
    return "\n".join(part for one in (title, "" if gone else body) if (part := one.strip())), gone


def _audience(reading: Reading, row: dict[str, str], gone: str) -> tuple[Audience, str]:
    community = row.get("subreddit", "").strip().casefold().removeprefix("r/")
    if gone == "[removed]":
        return Audience.UNKNOWN, _REMOVED
    if community.startswith("u_"):
        return Audience.PUBLIC, _OWN_PROFILE
    if community in reading.approved:
        return Audience.UNKNOWN, _PERHAPS_PRIVATE
    return Audience.PUBLIC, _PUBLIC


def _given(
    reading: Reading,
    where: str,
    sort: str,
    row: dict[str, str],
    words: str,
    pictures: list[str],
    stated: tuple[Audience, str],
) -> Record:
    id = row.get("id", "").strip()
    if not _ID.fullmatch(id):
        return Trouble(where, "unknown_shape", "a row without an id", 1)
    key = sort + id.removeprefix("t3_").removeprefix("t1_")
    if key in reading.met:
        return Joined(where, key)
    reading.met.add(key)
    link = row.get("permalink", "").strip()
    link = f"https://www.reddit.com{link}" if link.startswith("/") else link
    return Item(
        NETWORK,
        Kind.POST if sort == "t3_" else Kind.OTHER,
        key,
        _time(row.get("date") or row.get("created") or ""),
        words,
        *stated,
        pictures=tuple(_picture(reading, address) for address in {_stem(one): one for one in pictures}.values()),
        link=link if link.startswith(("https://", "http://")) else None,
    )


# Pictures ---------------------------------------------------------------------------------------------------------


def _linked(address: str) -> Iterator[str]:
    """The address of a post, where it is that of a picture, a video or a gallery on the hosts of posts."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
    except ValueError:  # a bracket that is no IPv6 address
        return
    if parts.scheme not in ("http", "https") or any(space in address for space in " \n"):
        return
    on_reddit = host == "reddit.com" or host.endswith(".reddit.com")
    if (host in _HOSTS and parts.path.strip("/")) or (on_reddit and _GALLERY.match(parts.path)):
        yield address.partition("?")[0]


def _placed(body: str) -> list[str]:
    """The pictures within a text: their addresses, or the ids of those that Reddit placed there."""
    return [*_IN_WORDS.findall(body), *(found["id"] for found in _PLACED.finditer(body))]


def _picture(reading: Reading, address: str) -> PictureRef:
    """The picture: a file that the person saved under the same name, else only its address."""
    id = _stem(address)
    file = reading.pictures.get(id)
    video = "//v.redd.it/" in address or sniff.looks_like_video(address)
    if file is None:
        return PictureRef(address, video, id or None, missing=True)
    return PictureRef(file.name, sniff.looks_like_video(file.name), id)
