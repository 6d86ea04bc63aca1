"""Where things lie in a download of X, how one is known, and how its files are unwrapped.

Each list is a script: `window.YTD.tweets.part0 = [ … ]`, to 2019 `Grailbird.data.tweets_2013_05 = [ … ]`. The name of
the variable changes between years, so everything up to the first `=` is passed over and nothing is made of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from smallprint.exports import Export, File
from smallprint.exports.json_stream import entries, whole
from smallprint.exports.json_window import encoding_of
from smallprint.exports.sources import Source
from smallprint.readers.base import Match
from smallprint.records.items import Trouble

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ERAS = ("to 2019", "2018-20", "2020-22", "2022 on")
CIRCLE = ("twitter-circle-tweet",)
COMMUNITY = ("community-tweet",)
POSTS = ("tweets", "tweet")
DELETED = ("deleted-tweets", "deleted-tweet")
NOTES = ("note-tweet",)
ARTICLES = ("article", "twitter-article")
MONTHS = ("data/js/tweets/*.js",)
USER = ("data/js/user_details.js",)

_WRAPPED = re.compile(rb"\s*window\s*\.\s*YTD\s*\.\s*\w+\s*\.\s*part\d+\s*=")
_MONTH = re.compile(rb"\s*Grailbird\.data\.tweets_\w+\s*=")
_MANIFEST = b"__THAR_CONFIG"
_MEDIA = re.compile(r"(?:^|/)(?:tweets?_media|(?:community|deleted)_tweets?_media)/(?:.*/)?\d{9,20}-[^/]+$")
_CSV = b"tweet_id"
_MOST_TRIED = 200


def files_of(export: Export, *stems: str) -> list[File]:
    """Give the files of a list, `tweets.js` and its parts `tweets-part1.js`; not those of the viewer."""
    patterns = (pattern for stem in stems for pattern in (f"{stem}.js", f"{stem}-part*.js"))
    return [file for file in export.find(*patterns) if not is_viewer(file)]


def is_viewer(file: File) -> bool:
    """Say whether it belongs to the page that shows the download: 6,000 of 7,000 files."""
    return "/assets/" in f"/{file.name.casefold()}"


def recognise(export: Export, reader: str) -> Match | None:
    """From the first bytes of few files."""
    for file in export.find("manifest.js"):
        head = file.head(8192)
        if _MANIFEST in head:
            era = ERAS[3] if _is_newer(export) else ERAS[2]
            return Match(reader, era, 0.99, "it has the manifest of an X download", _username(head))
    if any(_MONTH.match(file.head(512)) for file in islice(export.find(*MONTHS), _MOST_TRIED)):
        return Match(reader, ERAS[0], 0.98, "it has posts by month as Twitter wrote them to 2019")
    if wrapped := _wrapped(export):
        era = ERAS[1] if "/data/" not in f"/{wrapped.name}" else ERAS[3] if _is_newer(export) else ERAS[2]
        return Match(reader, era, 0.95, "it has lists as X writes them", _username(_account_head(export)))
    if any(file.head(64).lstrip(b"\xef\xbb\xbf\"' ").startswith(_CSV) for file in export.find("tweets.csv")):
        return Match(reader, ERAS[0], 0.9, "it has the table of posts of Twitter's download to 2019")
    if any(_MEDIA.search(name) for name in export.files):
        return Match(reader, ERAS[3], 0.2, "pictures only")
    return None


def _wrapped(export: Export) -> File | None:
    known = [*files_of(export, *POSTS), *files_of(export, "account", "profile"), *export.find("*.js")]
    scripts = (file for file in known if not is_viewer(file))
    return next((file for file in islice(scripts, _MOST_TRIED) if _WRAPPED.match(file.head(256))), None)


def _is_newer(export: Export) -> bool:
    """Tell by the names of 2022: tweets.js and tweets_media instead of tweet.js and tweet_media."""
    return export.has("tweets.js", "tweets-part*.js", "tweets_media/*", "note-tweet.js")


def _account_head(export: Export) -> bytes:
    return b"".join(file.head(4096) for file in files_of(export, "account")[:1])


def _username(head: bytes) -> str | None:
    found = re.search(rb'"user[Nn]ame"\s*:\s*"([A-Za-z0-9_]{1,20})"', head)
    return found[1].decode() if found else None


def records(file: File) -> Iterator[tuple[str, object] | Trouble]:
    """Give each record of a list with its place, or a Trouble; one at a time, however long the list is."""
    for entry in entries(unwrapped(file)):
        if isinstance(entry, Trouble):
            yield entry
        else:
            yield f"{file.name}{entry[0]}", entry[1]


def small(export: Export, troubles: list[Trouble], *stems: str) -> Iterator[tuple[File, dict[str, object]]]:
    """Give the records of lists that hold no items. What cannot be read is told and counts as no entry."""
    for file in files_of(export, *stems):
        for record in records(file):
            if isinstance(record, Trouble):
                troubles.append(Trouble(record.where, record.kind, record.note))
            elif isinstance(record[1], dict):
                yield file, record[1]


def one(file: File) -> object | Trouble:
    """Give the one value of a small script."""
    return whole(unwrapped(file))


def unwrapped(file: File) -> File:
    """Give the same file without what stands before its value, and without the last semicolon."""
    return File(file.name, file.size, file.part, _Unwrapping(file), b"")


class _Unwrapping:
    """What a File needs to be read from its value on."""

    def __init__(self, file: File) -> None:
        self._file = file

    def open(self, _where: bytes, _size: int, /) -> io.BufferedReader:
        return io.BufferedReader(_Value(self._file.open()), 1 << 16)

    def modified(self, _where: bytes, /) -> datetime | None:
        return self._file.modified

    def crc(self, _where: bytes, /) -> int | None:
        return self._file.crc

    def source(self, _where: bytes, _size: int, /) -> Source:
        return self._file.source()


_TAIL = b"; \t\r\n"
_LONGEST_TAIL = 256
_EQUALS = {"utf-16-le": b"=\0", "utf-16-be": b"\0="}
_OPENING = re.compile(rb"[\[{]")


class _Value(io.RawIOBase):
    """The bytes of a script from behind its first `=` to before its last `;`."""

    def __init__(self, script: io.BufferedReader) -> None:
        super().__init__()
        self._script = script
        self._script.read(_value_start(script.peek(4096)))
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        while True:
            fresh = self._script.read1(max(1, len(view) - len(self._held)))
            if not fresh and len(self._held.rstrip(_TAIL)) == 0:
                return 0
            known = self._held + fresh
            sure = len(known.rstrip(_TAIL))
            if len(known) - sure > _LONGEST_TAIL:
                sure = len(known)
            given = min(sure, len(view))
            view[:given] = known[:given]
            self._held = known[given:]
            if given:
                return given

    def close(self) -> None:
        self._script.close()
        super().close()


def _value_start(head: bytes) -> int:
    encoding = encoding_of(head)
    if encoding == "utf-16":
        encoding = "utf-16-le" if head.startswith(b"\xff\xfe") else "utf-16-be"
    equals = _EQUALS.get(encoding, b"=")
    at = head.find(equals)
    opening = _OPENING.search(head)
    return 0 if at < 0 or (opening and opening.start() < at) else at + len(equals)
