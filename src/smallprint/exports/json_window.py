"""A stretch of a JSON file's text that moves forward through it, and the steps a reader of JSON takes on it."""

from __future__ import annotations

import codecs
import io
import json
import math
import re

from smallprint.exports.limits import KIB, MIB

MOST = 8 * MIB  # characters of one entry
DEEPEST = 64
_STEP = 256 * KIB
_NEAR_END = 16  # an error this close to what is loaded may only be the text's end, cut within \uXXXX or `false`
_SPACE = re.compile(r"[ \t\r\n]*")
_NEXT = re.compile(r'["\[\]{},]')
_IN_STRING = re.compile(r'["\\]')
_CLOSING = {"{": "}", "[": "]"}
_MOST_OPEN = 1_000_000


class CutOff(Exception):
    """The text ends in the middle of a value."""


class Bad(Exception):
    """The value at the window's place cannot be taken. `kind` is the slug of its Trouble."""

    def __init__(self, kind: str, note: str = "") -> None:
        super().__init__(kind)
        self.kind, self.note = kind, note


def _no_number(word: str) -> object:
    raise Bad("not_json", f"{word} is no number")


def _whole_number(digits: str) -> object:
    """Read a whole number; over 4,300 digits Python refuses, and then it stays text."""
    return int(digits) if len(digits) <= 4_000 else digits


def _fraction(digits: str) -> object:
    number = float(digits)
    return number if math.isfinite(number) else digits


_PLAIN = json.JSONDecoder(parse_constant=_no_number, parse_float=_fraction, strict=False)
_GUARDED = json.JSONDecoder(
    parse_constant=_no_number, parse_float=_fraction, parse_int=_whole_number, strict=False
)  # slower: a call for each whole number


def encoding_of(head: bytes) -> str:
    """Tell UTF-16 from UTF-8 by the mark at the start, or by where the zeros of its first character stand."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 2 and 0 in head[:2] and head[:2] != b"\x00\x00":
        return "utf-16-be" if head[0] == 0 else "utf-16-le"
    return "utf-8-sig"


class Window:
    """What of the text is in memory: from the reader's place on, and a little ahead."""

    def __init__(self, stream: io.BufferedReader) -> None:
        head = stream.read1(_STEP)
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
        self.text = self._decoder.decode(head)
        self.at = 0
        self._ended = not head

    def more(self) -> bool:
        """Load as much again as is there, and forget what lies behind; False at the end. Raises ExportTrouble."""
        if self._ended:
            return False
        pieces = [self.text[self.at :]]
        wanted = max(_STEP, len(pieces[0]))
        while wanted > 0 and not self._ended:
            fresh = self._stream.read1(_STEP)
            self._ended = not fresh
            pieces.append(self._decoder.decode(fresh, final=self._ended))
            wanted -= len(fresh)
        self.text, self.at = "".join(pieces), 0
        return len(self.text) > len(pieces[0])

    def peek(self) -> str:
        """Step over white space and show the next character; "" at the end."""
        while True:
            space = _SPACE.match(self.text, self.at)
            assert space is not None
            self.at = space.end()
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def value(self, most: int = MOST) -> tuple[object, str]:
        """Take the value at this place, with its text. Raises Bad and CutOff, and then stays at its start."""
        decoder = _PLAIN
        while True:
            stuck = -1
            try:
                value, end = decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as problem:
                stuck = len(self.text) if problem.msg.startswith("Unterminated") else problem.pos
            except RecursionError:
                raise Bad("too_deep") from None
            except ValueError:  # a whole number of more than 4,300 digits
                decoder = _GUARDED
                continue
            else:
                if end < len(self.text) or self._ended or isinstance(value, dict | list | str):
                    return self._taken(value, end, most)
            self._load_or_give_up(stuck, most)

    def _load_or_give_up(self, stuck: int, most: int) -> None:
        """Load more where the end of the loaded text may be all that is wrong; else raise Bad or CutOff."""
        if 0 <= stuck < len(self.text) - _NEAR_END:
            raise Bad("not_json")
        if len(self.text) - self.at > most:
            raise Bad("too_large")
        rest = self.text[stuck:]
        if self.more() or stuck < 0:
            return
        raise Bad("not_json") if _NEXT.search(rest) else CutOff

    def _taken(self, value: object, end: int, most: int) -> tuple[object, str]:
        if end - self.at > most:
            raise Bad("too_large")
        raw = self.text[self.at : end]
        if raw.count("{") + raw.count("[") > DEEPEST and deeper_than(value, DEEPEST):
            raise Bad("too_deep")
        self.at = end
        return value, raw

    def skip(self) -> None:
        """Step over the value at this place, however long, in constant memory. Raises CutOff and Bad."""
        opened: list[str] = []
        while True:
            found = _NEXT.search(self.text, self.at)
            if found is None:
                self.at = len(self.text)
                self._must_go_on()
                continue
            sign = found[0]
            if not opened and sign in ",]}":
                self.at = found.start()
                return
            self.at = found.end()
            if sign == '"':
                self._skip_string()
            elif sign in _CLOSING:
                opened.append(_CLOSING[sign])
                if len(opened) > _MOST_OPEN:
                    raise Bad("too_deep")
            elif sign != ",":
                if opened.pop() != sign:
                    raise Bad("not_json")
                if not opened:
                    return

    def _skip_string(self) -> None:
        while True:
            found = _IN_STRING.search(self.text, self.at)
            if found is None:
                self.at = len(self.text)
                self._must_go_on()
            elif found[0] == '"':
                self.at = found.end()
                return
            elif found.end() == len(self.text):
                self.at = found.start()
                self._must_go_on()
            else:
                self.at = found.end() + 1

    def _must_go_on(self) -> None:
        if not self.more():
            raise CutOff

    def jump(self, mark: re.Pattern[str]) -> bool:
        """Go to the next place behind this one where the mark stands; False, and at the end, where it does not."""
        start = self.at + 1
        while True:
            found = mark.search(self.text, start)
            if found:
                self.at = found.end()
                return True
            self.at = max(self.at, len(self.text) - 256)  # a mark is shorter than this
            if not self.more():
                self.at = len(self.text)
                return False
            start = self.at


def deeper_than(value: object, most: int) -> bool:
    """Say whether a value nests more than `most` levels of lists and objects."""
    level = [value]
    for _ in range(most):
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
        level = [one for one in inner if isinstance(one, dict | list)]
        if not level:
            return False
    return True
