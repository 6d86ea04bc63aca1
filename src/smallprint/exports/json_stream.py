"""One entry of a long JSON list at a time, in constant memory, from files that may be cut, garbled or hostile.

The standard parser finds the end of each entry while it reads it, so that there is no second walk over the bytes;
only what it refuses is walked over by brackets.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from smallprint.exports.file import File
from smallprint.exports.json_window import Bad, CutOff, Window
from smallprint.exports.limits import MIB, ExportTrouble
from smallprint.exports.text import repair_all, storable_all
from smallprint.records.items import Trouble

Entry = tuple[str, object]
_Steps = Generator[Entry | Trouble, None, bool]  # gives what was read, and whether there is a way on
_LINE_START = re.compile(r"[ \t\r\n]*\n([ \t]*)(?=[\[{\"])")


def entries(file: File, *keys: str, repair: bool = False) -> Iterator[Entry | Trouble]:
    """Give each entry of a list as ("#0", value), ("#1", value)…, or a Trouble in its place.

    The file is a bare list, or an object that holds a list under one of `keys` (`name` or `name_v2`), or one bare
    object where a list is expected. A cut-off file gives every entry before the cut and then one Trouble.
    `repair` undoes Meta's mojibake in values and keys. Content never raises.
    """
    reading = _Reading(file.name, keys, repair=repair)
    try:
        with file.open() as stream:
            yield from reading.top(Window(stream))
        if keys and reading.no_such_key:
            with file.open() as stream:
                yield from reading.one(Window(stream))
    except ExportTrouble as problem:
        yield reading.trouble(problem.kind, problem.note, entries=int(not reading.finished))


def whole(file: File, limit: int = 32 * MIB, *, repair: bool = False) -> object | Trouble:
    """Give a small file's one value, or a Trouble."""
    if file.size > limit:
        return Trouble(file.name, "too_large")
    reading = _Reading(file.name, (), repair=repair)
    try:
        with file.open() as stream:
            window = Window(stream)
            if (first := window.peek()) in ("", "<"):
                return _not_begun(file.name, first)
            value, raw = window.value(limit)
            if window.peek():
                return Trouble(file.name, "not_json", "something follows its end")
            return reading.mended(value, raw)
    except CutOff:
        return Trouble(file.name, "cut_off")
    except (Bad, ExportTrouble) as problem:
        return Trouble(file.name, problem.kind, problem.note)


def _not_begun(name: str, first: str) -> Trouble:
    if not first:
        return Trouble(name, "empty")
    return Trouble(name, "not_json", "a web page where JSON was expected")


class _Reading:
    """One walk through one file."""

    def __init__(self, name: str, keys: tuple[str, ...], *, repair: bool) -> None:
        self._name, self._repair = name, repair
        self._keys = re.compile("|".join(f"(?:{re.escape(key)})(?:_v[0-9]+)?" for key in keys), re.IGNORECASE)
        self._any_key = bool(keys)
        self._count = 0
        self.no_such_key = False
        self.finished = False

    def trouble(self, kind: str, note: str = "", *, entries: int = 1) -> Trouble:
        return Trouble(f"{self._name}#{self._count}", kind, note, entries)

    def mended(self, value: object, raw: str) -> object:
        """Repair what the raw text shows to need it; most entries do not."""
        plain = raw.isascii()
        if self._repair and (not plain or "\\u00" in raw):
            value = repair_all(value)
        if "\\ud" in raw or "\\uD" in raw:
            value = storable_all(value)
        return value

    def top(self, window: Window) -> _Steps:
        """Walk the whole file."""
        first = window.peek()
        if first in ("", "<"):
            self.finished = True
            yield _not_begun(self._name, first)
            return False
        if first == "[":
            going = yield from self._list(window)
        elif first == "{" and self._any_key:
            going = yield from self._object(window)
        else:
            going = yield from self._entry(window, None)
        if going and not self.no_such_key:
            yield from self._end(window)
        return going

    def one(self, window: Window) -> _Steps:
        """Take the whole file as one entry: a list of one, collapsed."""
        window.peek()
        going = yield from self._entry(window, None)
        if going:
            yield from self._end(window)
        return going

    def _end(self, window: Window) -> Iterator[Trouble]:
        self.finished = True
        if window.peek():  # reading to the end also checks the zip's checksum
            yield Trouble(self._name, "not_json", "something follows its end")

    def _list(self, window: Window) -> _Steps:
        window.at += 1
        mark: re.Pattern[str] | None = None
        while True:
            start = window.text[window.at : window.at + 64]
            sign = window.peek()
            if sign == "]":
                window.at += 1
                return True
            if sign == ",":
                window.at += 1
                continue
            if not sign:
                return (yield from self._cut())
            mark = mark or _mark(start)
            going = yield from self._entry(window, mark)
            if not going:
                return False

    def _entry(self, window: Window, mark: re.Pattern[str] | None) -> _Steps:
        try:
            value, raw = window.value()
        except Bad as problem:
            yield self._trouble(problem)
            return self._go_on(window, mark)
        except CutOff:
            if mark and mark.search(window.text, window.at + 1):  # more entries follow: a lost quote, not a cut
                yield self._trouble(Bad("not_json"))
                return self._go_on(window, mark)
            return (yield from self._cut())
        yield f"#{self._count}", self.mended(value, raw)
        self._count += 1
        return True

    def _trouble(self, problem: Bad) -> Trouble:
        trouble = self.trouble(problem.kind, problem.note)
        self._count += 1
        return trouble

    def _cut(self) -> _Steps:
        self.finished = True
        yield self.trouble("cut_off")
        return False

    def _go_on(self, window: Window, mark: re.Pattern[str] | None) -> bool:
        """Get past an entry that could not be taken; False where nothing more can be found."""
        try:
            if mark is not None:
                return window.jump(mark)
            at = window.at
            window.skip()
            return window.at != at or window.text[at] == ","
        except (Bad, CutOff):
            self.finished = True
            return False

    def _object(self, window: Window) -> _Steps:
        """Walk an object's keys; give the lists under those that are asked for."""
        window.at += 1
        met = False
        while (sign := window.peek()) != "}":
            if sign == ",":
                window.at += 1
                continue
            try:
                wanted = self._key(window)
                if not wanted:
                    window.skip()
                    continue
            except (Bad, CutOff) as problem:
                self.finished = True
                yield self.trouble("cut_off" if isinstance(problem, CutOff) else problem.kind)
                return False
            met = True
            going = yield from self._wanted(window)
            if not going:
                return False
        window.at += 1
        self.no_such_key = not met
        return True

    def _wanted(self, window: Window) -> _Steps:
        """Give what lies under a key that is asked for: a list, a list of one collapsed, or nothing."""
        first = window.peek()
        if first == "[":
            return (yield from self._list(window))
        if first == "n":  # null where a list is expected: an empty one
            try:
                window.value()
            except (Bad, CutOff) as problem:
                self.finished = True
                yield self.trouble("cut_off" if isinstance(problem, CutOff) else problem.kind)
                return False
            return True
        return (yield from self._entry(window, None))

    def _key(self, window: Window) -> bool:
        """Take a key and its colon, and say whether its value is asked for. Raises Bad and CutOff."""
        if not window.peek():
            raise CutOff
        key, _ = window.value()
        colon = window.peek()
        if not colon:
            raise CutOff
        if colon != ":" or not isinstance(key, str):
            raise Bad("not_json")
        window.at += 1
        if not window.peek():
            raise CutOff
        return self._keys.fullmatch(key) is not None


def _mark(before: str) -> re.Pattern[str] | None:
    """Make the mark of the next entry from the line break and indent before the first one.

    JSON has no line breaks inside strings, so in a file with one line an entry the mark is sure. None for files
    that are one long line.
    """
    space = _LINE_START.match(before)
    if space is None:
        return None
    indent = len(space[1])
    return re.compile(rf"\n(?:[ \t]{{{indent}}}(?=[\[{{\"])|[ \t]{{0,{max(0, indent - 1)}}}(?=\]))")
