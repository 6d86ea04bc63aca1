"""Lists that lie anywhere in a JSON file, one entry at a time, in constant memory.

json_stream reads one list near the top. Here a reader names each place by its path of keys, because TikTok's sections
moved twice, Telegram's messages lie in a list of chats, and Snapchat's lists are named after people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from io import BufferedReader

from smallprint.exports.file import File
from smallprint.exports.json_window import Bad, CutOff, Window
from smallprint.exports.limits import ExportTrouble
from smallprint.exports.text import storable_all
from smallprint.records.items import Trouble

STEP_OVER = "-"
_DEEPEST = 10

Path = tuple[str, ...]  # keys from the top; "" for an entry of a list
SectionOf = Callable[[Path], str]  # a name: give what lies here; "": look further in; STEP_OVER: do not


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of a list, or what else lies at a place that was asked for."""

    section: str
    place: str  # file#section0
    value: object
    path: Path  # of the list, not of its entry


def found_in(
    file: File,
    section_of: SectionOf,
    counted: Collection[str] = (),
    through: Callable[[BufferedReader], BufferedReader] | None = None,
) -> Iterator[Found | Trouble]:
    """Give what lies in the sections, in the file's order. Content never raises.

    A lone object stands for a list of one; null and an empty object for an empty list. A cut-off file gives all that
    is before the cut, then one Trouble, which counts an entry where the cut is in a `counted` section.
    `through` mends the bytes first.
    """
    walk = _Walk(file.name, section_of, counted)
    try:
        with file.open() as stream:
            window = Window(through(stream) if through else stream)
            sign = window.peek()
            if sign in ("", "<"):
                yield Trouble(file.name, "not_json" if sign else "empty")
                return
            yield from walk.value(window, ())
            if window.peek():  # reading to the end also checks the zip's checksum
                yield Trouble(file.name, "not_json", "something follows its end")
    except CutOff:
        yield walk.trouble("cut_off")
    except (Bad, ExportTrouble) as problem:
        yield walk.trouble(problem.kind, problem.note)


class _Walk:
    """One walk through one file. Its methods raise CutOff, Bad and ExportTrouble."""

    def __init__(self, name: str, section_of: SectionOf, counted: Collection[str]) -> None:
        self._name, self._section_of, self._counted = name, section_of, counted
        self._numbers: dict[str, int] = {}
        self._section = ""  # the list we are in: a cut there loses an entry

    def trouble(self, kind: str, note: str = "") -> Trouble:
        where = f"{self._name}#{self._section}" if self._section else self._name
        return Trouble(where, kind, note, int(self._section in self._counted))

    def value(self, window: Window, path: Path) -> Iterator[Found | Trouble]:
        """Walk whatever stands here."""
        sign = window.peek()
        if not sign:
            raise CutOff
        section = self._section_of(path)
        if section and section != STEP_OVER:
            self._section = section
            yield from self._entries(window, section, path)
            self._section = ""
        elif sign == "{" and not section and len(path) < _DEEPEST:
            yield from self._object(window, path)
        elif sign == "[" and not section and len(path) < _DEEPEST:
            for _ in self._each(window):
                yield from self.value(window, (*path, ""))
        else:
            _step_over(window)

    def _object(self, window: Window, path: Path) -> Iterator[Found | Trouble]:
        window.at += 1
        while (sign := window.peek()) != "}":
            if not sign:
                raise CutOff
            if sign == ",":
                window.at += 1
                continue
            key, _ = window.value()
            colon = window.peek()
            if not colon:
                raise CutOff
            if colon != ":" or not isinstance(key, str):
                raise Bad("not_json")
            window.at += 1
            yield from self.value(window, (*path, key))
        window.at += 1

    def _each(self, window: Window) -> Iterator[None]:
        """Stop at each entry of a list; whoever asked must step over it."""
        window.at += 1
        while (sign := window.peek()) != "]":
            if not sign:
                raise CutOff
            if sign == ",":
                window.at += 1
                continue
            if sign == "}":
                raise Bad("not_json")
            yield
        window.at += 1

    def _entries(self, window: Window, section: str, path: Path) -> Iterator[Found | Trouble]:
        sign = window.peek()
        if sign == "[":
            for _ in self._each(window):
                yield from self._entry(window, section, path)
        elif sign != "n":
            yield from (found for found in self._entry(window, section, path) if not _is_empty(found))
        else:
            _step_over(window)

    def _entry(self, window: Window, section: str, path: Path) -> Iterator[Found | Trouble]:
        number = self._numbers.get(section, 0)
        self._numbers[section] = number + 1
        place = f"{self._name}#{section}{number}"
        try:
            value, raw = window.value()
        except Bad as problem:
            yield Trouble(place, problem.kind, problem.note, int(section in self._counted))
            _step_over(window)
            return
        yield Found(section, place, storable_all(value) if "\\u" in raw else value, path)


def _step_over(window: Window) -> None:
    """Step over one value; a place where nothing can be stepped over ends the walk."""
    start = window.at
    window.skip()
    if window.at == start:
        raise Bad("not_json")


def _is_empty(found: Found | Trouble) -> bool:
    return isinstance(found, Found) and found.value == {}
