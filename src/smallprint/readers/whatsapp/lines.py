"""The line grammar of a chat export: where a message begins, who wrote it, and its date before its order is known.

`[12/03/2024, 09:15:02] Edith: text` (iOS) and `12/03/2024, 09:15 - Edith: text` (Android), in the date forms, digits
and invisible direction marks of all interface languages. A line without a header belongs to the message above.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from smallprint.exports import ExportTrouble, File
from smallprint.exports.json_window import encoding_of
from smallprint.exports.text import plain
from smallprint.readers.whatsapp.words import AFTERNOON, BETWEEN, MORNING
from smallprint.records.items import Trouble

WHERE = "messages"  # names of chat files are names of people, so no trouble gives them
_LONGEST = 1 << 16  # characters of one line; WhatsApp's own limit of a message is about 65,000
_MOST_LINES = 40  # of one message are looked at; a name of a file stands in the first or the last few
_MARKS = dict.fromkeys(map(ord, "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
_BETWEEN = r"(?:\s?[./\-]\s?|\s?[年월月년]\s?)"
_WORD = r"[^\d\s\[\]:,/\-–—]{1,12}"
_HEADER = re.compile(
    rf"(?P<open>\[)?(?P<a>\d{{1,4}}){_BETWEEN}(?P<b>\d{{1,2}}){_BETWEEN}(?P<c>\d{{1,4}})[.日일]?"
    rf"(?:[,،、]\s*|\s+)(?:(?P<before>{_WORD}(?:\s{_WORD})?)\s?)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    rf"(?:\s?(?P<after>{_WORD}(?:\s{_WORD})?))?(?P<close>\]\s?|\s[-–—]\s|:\s)"
)
_LONGEST_NAME = 100


@dataclass(slots=True)
class Message:
    """One message as it stands: three numbers of a date whose order is not yet known, and its first lines."""

    numbers: tuple[str, str, str]
    clock: time | None
    author: str  # "" for a line of WhatsApp itself on Android
    generated: bool  # U+200E before the text: written by WhatsApp on iOS
    iphone: bool
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The first line."""
        return self.lines[0] if self.lines else ""


def messages(file: File) -> Iterator[Message | Trouble]:
    """Give each message. Lines before the first one are not taken for one."""
    message: Message | None = None
    for line in lines(file):
        if isinstance(line, Trouble):
            if message is not None:
                yield message
            yield line
            return
        begun = None if line.startswith("\n") else message_of(line)
        if begun is not None:
            if message is not None:
                yield message
            message = begun
        elif message is not None and len(message.lines) < _MOST_LINES:
            message.lines.append(without_marks(line))
    if message is not None:
        yield message


def lines(file: File) -> Iterator[str | Trouble]:
    """Give each line, however it ends; one without measure comes in pieces that begin with a break."""
    try:
        with file.open() as stream:
            encoding = encoding_of(stream.peek(64)[:64])
            with io.TextIOWrapper(stream, encoding, errors="replace") as text:
                whole = True
                while line := text.readline(_LONGEST):
                    yield line.rstrip("\n") if whole else "\n" + line.rstrip("\n")
                    whole = line.endswith("\n")
    except ExportTrouble as problem:
        yield Trouble(WHERE, problem.kind, problem.note, 1)


def message_of(line: str) -> Message | None:
    """Give the message that begins with this line; None where the line begins none."""
    begin = line[:200]
    bare = begin if begin.isascii() else begin.translate(_MARKS).translate(_SPACES)
    found = _HEADER.match(bare)
    if found is None or bool(found["open"]) != found["close"].startswith("]"):
        return None
    rest = _after(line, found.end())
    author, text = _split(rest)
    return Message(
        (found["a"], found["b"], found["c"]),
        _clock(found),
        author,
        text.startswith("\u200e") or (not author and rest.startswith("\u200e")),
        bool(found["open"]) or "\u200e" in line[:1] or text.startswith("\u200e"),
        [without_marks(text)],
    )


def _after(line: str, count: int) -> str:
    """Give what follows the first `count` characters that are no marks."""
    if line[:count].isascii():
        return line[count:]
    at = 0
    while count and at < len(line):
        count -= ord(line[at]) not in _MARKS
        at += 1
    return line[at:]


def _split(rest: str) -> tuple[str, str]:
    """Part the author from the text. A name that holds ": " cannot be told from its text."""
    author, colon, text = rest.partition(": ")
    if not colon and rest.rstrip().endswith(":"):
        author, colon, text = rest.rstrip()[:-1], ":", ""
    if not colon or len(author) > _LONGEST_NAME:
        return "", rest
    return without_marks(author).strip().removeprefix("~").strip(), text


def without_marks(text: str) -> str:
    """Give a text without invisible marks of direction and with plain spaces."""
    return (text if text.isascii() else text.translate(_MARKS).translate(_SPACES)).strip()


def _clock(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    words = {plain(word) for word in (found["before"], found["after"]) if word}
    if words & AFTERNOON or words & MORNING:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if words & AFTERNOON else 0)
    elif words - BETWEEN and hour <= 12:
        return None  # a half of the day in a language that is not in the table
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def when_of(message: Message, order: str | None) -> datetime | None:
    """Give a message's local time, read as "dmy", "mdy" or "ymd"; None where that is no date or cannot be told."""
    a, b, c = message.numbers
    if len(a) > 2:
        order = "ymd"
    elif order is None and int(a) == int(b):
        order = "dmy"
    if order is None or message.clock is None:
        return None
    day, month, year = {"dmy": (a, b, c), "mdy": (b, a, c), "ymd": (c, b, a)}[order]
    try:
        when = datetime.combine(date(_year(year), int(month), int(day)), message.clock)
    except ValueError:
        return None
    return when if 1990 <= when.year < 2100 else None


def _year(digits: str) -> int:
    """Give a year of our count. Thai phones write the Buddhist one: 2567, or 67."""
    year = int(digits)
    if len(digits) <= 2:
        return 2000 + year if year < 52 else 2000 + year - 43
    return year - 543 if 2400 <= year < 2700 else year
