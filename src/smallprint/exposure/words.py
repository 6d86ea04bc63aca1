"""The family's words, made ready once and then looked for in every text.

A text is cut into words; each word is looked up in a table of the family's words. What is met is a `Hit`. The
rules and their reasons are in docs/how-it-works/rank.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from smallprint.exposure import vocabulary
from smallprint.exposure.birthdays import Birthday, birthdays_of
from smallprint.exposure.folding import (
    Token,
    fold,
    humps,
    is_unspaced,
    one_edit_apart,
    soften,
    spellings,
    takes_prefixes,
    tokens,
)
from smallprint.records.family import Family, FamilyWord, Person, Verdict, WordKind
from smallprint.records.findings import ClueKind

TOLERANT_FROM = 6  # letters: shorter words have too many neighbours (figures in docs/how-it-works/rank.md)
_GLUED_FROM = 6  # letters: a word this long is told inside a hashtag whatever stands around it
_BARE_IN_PICTURE = 5  # letters: a jumper says only "OAKFIELD"
_MOST_REMEMBERED = 200_000
_LONGEST_TAG = 64
_RUN = re.compile(r"[^\W\d_]+")


class Needs(Enum):
    """What must stand around a phrase before it counts."""

    NOTHING = auto()
    CAPITAL = auto()
    SCHOOL = auto()
    CLUB = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row that give something away."""

    kind: ClueKind
    tokens: tuple[str, ...]
    value: str  # as the family wrote it
    needs: Needs = Needs.NOTHING


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase met in a text."""

    kind: ClueKind
    value: str
    tag: bool  # in a hashtag or a mention


class KnownWords:
    """All words of one family, compiled. Make it once for a run: `KnownWords(family)`."""

    __slots__ = ("_by_first", "_glue", "_meant", "_near", "_tokens", "_unspaced", "birthdays")

    def __init__(self, family: Family) -> None:
        phrases = list(dict.fromkeys(_phrases(family)))
        self.birthdays: tuple[Birthday, ...] = birthdays_of(family)
        self._unspaced = [
            (phrase, "".join(phrase.tokens)) for phrase in phrases if is_unspaced("".join(phrase.tokens))
        ]
        spaced = [phrase for phrase in phrases if not is_unspaced("".join(phrase.tokens))]
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in spaced:
            self._by_first[phrase.tokens[0]].append(phrase)
        self._tokens = frozenset(token for phrase in spaced for token in phrase.tokens)
        self._near: dict[str, list[str]] = defaultdict(list)
        for token in self._tokens:
            if len(token) >= TOLERANT_FROM:
                self._near[token[0]].append(token)
        self._glue = vocabulary.GLUE | {token for token in self._tokens if len(token) > 2}
        self._meant: dict[str, tuple[str, ...]] = {}

    def in_prose(self, text: str) -> Iterator[Hit]:
        """Find the family's words in a caption, a place or a line of a file's details."""
        if not text:
            return
        softened = soften(text)
        found = tokens(softened)
        yield from self._spaced(found)
        if self._unspaced:
            yield from self._contained(fold(text))
        if "#" in text or "@" in text or "＃" in text:
            for match in re.finditer(r"[#@]([\w.]+)", softened):
                yield from self._glued(match[1])

    def in_name(self, text: str) -> Iterator[Hit]:
        """Find them in a tag, an album's name, a file's name or lettering, where words may be glued."""
        if not text:
            return
        yield from self.in_prose(text)
        yield from self._glued(soften(text))

    def in_picture(self, lines: Sequence[str]) -> Iterator[Hit]:
        """Find them in text read in a picture, where a bare name on a jumper says enough."""
        text = "\n".join(lines)
        yield from self.in_name(text)
        found = tokens(soften(text))
        for place, phrase in self._candidates(found):
            if phrase.needs in (Needs.SCHOOL, Needs.CLUB) and len("".join(phrase.tokens)) >= _BARE_IN_PICTURE:
                yield Hit(phrase.kind, phrase.value, found[place].tag)

    def _spaced(self, found: Sequence[Token], tag: bool = False) -> Iterator[Hit]:
        for place, phrase in self._candidates(found):
            if self._stands(phrase, found, place, tag):
                yield Hit(phrase.kind, phrase.value, tag or found[place].tag)

    def _candidates(self, found: Sequence[Token]) -> Iterator[tuple[int, Phrase]]:
        for place, token in enumerate(found):
            for first in self.meant(token.word):
                for phrase in self._by_first.get(first, ()):
                    rest = phrase.tokens[1:]
                    following = found[place + 1 : place + 1 + len(rest)]
                    if len(following) == len(rest) and all(
                        wanted in self.meant(other.word) for wanted, other in zip(rest, following, strict=True)
                    ):
                        yield place, phrase

    def _stands(self, phrase: Phrase, found: Sequence[Token], place: int, tag: bool) -> bool:
        if phrase.needs is Needs.NOTHING:
            return True
        token = found[place]
        if phrase.needs is Needs.CAPITAL:
            return tag or token.tag or (token.capital and not _is_a_month(found, place))
        around = vocabulary.SCHOOL_WORDS if phrase.needs is Needs.SCHOOL else vocabulary.CLUB_WORDS
        if any(_base(other.word) in around for other in found if other is not token):
            return True
        before = found[place - 1].word if place else ""
        return token.capital and before in vocabulary.BEFORE_A_PLACE

    def _contained(self, folded: str) -> Iterator[Hit]:
        for phrase, text in self._unspaced:
            if text in folded:
                yield Hit(phrase.kind, phrase.value, False)

    def _glued(self, written: str) -> Iterator[Hit]:
        """Look into "AdaMarrow", "oakfieldprimary" and "ada_marrow_7"."""
        pieces = [hump for run in _RUN.findall(written) for hump in humps(run)]
        yield from self._spaced([Token(fold(piece), True, True) for piece in pieces], tag=True)
        for run in _RUN.findall(written):
            cut = self._cut(fold(run)[:_LONGEST_TAG])
            if cut:
                yield from self._spaced([Token(word, True, True) for word in cut], tag=True)

    def _cut(self, glued: str) -> list[str]:
        """Cut a run of letters into known words, all of it; else keep only the long family words inside."""
        best: list[tuple[int, list[str]] | None] = [None] * (len(glued) + 1)
        best[0] = (0, [])
        for end in range(1, len(glued) + 1):
            for start in range(max(0, end - 24), end):
                before, word = best[start], glued[start:end]
                if before is None or not (word in self._glue or _plural_of(word, self._tokens)):
                    continue
                ours = before[0] + (len(word) if self.meant(word) else 0)
                kept = best[end]
                if kept is None or ours > kept[0]:
                    best[end] = (ours, [*before[1], word])
        whole = best[-1]
        if whole is not None and whole[0]:
            return whole[1]
        return [token for token in sorted(self._tokens) if len(token) >= _GLUED_FROM and token in glued]

    def meant(self, word: str) -> tuple[str, ...]:
        """Say which of the family's words this word may be: as it is, possessive, plural or misspelled."""
        known = self._meant.get(word)
        if known is None:
            if len(self._meant) >= _MOST_REMEMBERED:
                self._meant.clear()
            known = self._meant[word] = tuple(self._read(word))
        return known

    def _read(self, word: str) -> list[str]:
        forms = _forms(word)
        exact = [form for form in forms if form in self._tokens]
        plural = [form[:-1] for form in forms if _plural_of(form, self._tokens)]
        if exact or plural:
            return list(dict.fromkeys(exact + plural))
        return [
            token
            for form in forms
            for token in self._near.get(form[:1], ())
            if len(form) >= TOLERANT_FROM - 1 and _misspells(form, token)
        ]


def _base(word: str) -> str:
    word = word.replace("'s", "")
    return vocabulary.SHORT.get(word, word)


def _forms(word: str) -> list[str]:
    """Give the ways to read one written word: "d'Ada's" is also Ada."""
    forms = [vocabulary.SHORT.get(word, word)]
    if "'" in word:
        parts = word.split("'")
        forms = [word.replace("'", ""), *(part for part in parts if len(part) > 1)]
        if len(parts) > 2:
            forms.append("".join(parts[:-1]))
    if word.endswith("strasse") and len(word) > len("strasse"):
        forms.append(word.removesuffix("asse"))
    if takes_prefixes(word):
        forms += [word[count:] for count in (1, 2) if len(word) - count > 1]
    return forms


def _plural_of(word: str, known: frozenset[str]) -> bool:
    """Say whether this is a known word with an s: "the Marrows", "Adas birthday". Not of words like "may"."""
    return len(word) > 3 and word[-1] == "s" and word[:-1] in known and word[:-1] not in vocabulary.ORDINARY


def _misspells(word: str, token: str) -> bool:
    """Say whether a word is one slip away from a family word of six letters and more.

    The first letter must be right, and under eight letters another letter in place of one does not count: those two
    made 28 of 39 false hits of 65 names against a word list (narrow, barrow, morrow for Marrow; rank.md).
    """
    if len(token) >= 8:
        return one_edit_apart(word, token)
    return one_edit_apart(word, token) and (len(word) != len(token) or sorted(word) == sorted(token))


def _is_a_month(found: Sequence[Token], place: int) -> bool:
    if found[place].word not in vocabulary.MONTH_NAMES:
        return False
    beside = [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]]
    return any(token.word.isdigit() for token in beside)


def _phrases(family: Family) -> Iterator[Phrase]:
    for word in family.words:
        yield from _of_word(word)
    children = [person for person in family.people if _may_be_a_child(person)]
    for person in children:
        yield from _of_name(ClueKind.NAME, person.name or "")
    for surname in _shared_surnames(family.people):
        yield from _of_name(ClueKind.SURNAME, surname)


def _may_be_a_child(person: Person) -> bool:
    return bool(person.name) and person.verdict is not Verdict.ADULT and not person.not_a_face


def _shared_surnames(people: Iterable[Person]) -> list[str]:
    """Take a last word for a surname only where two people share it: Ada Rose alone need not be a Rose."""
    last = [person.name.split()[-1] for person in people if person.name and len(person.name.split()) > 1]
    folded = [fold(word) for word in last]
    return sorted({word for word in last if folded.count(fold(word)) > 1})


def _of_word(word: FamilyWord) -> Iterator[Phrase]:
    match word.kind:
        case WordKind.NAME:
            yield from _of_name(ClueKind.NAME, word.text)
        case WordKind.SURNAME | WordKind.AREA:
            yield from _plain(ClueKind(word.kind.value), word.text, word.text)
        case WordKind.SCHOOL:
            yield from _telling(ClueKind.SCHOOL, word.text, vocabulary.SCHOOL_WORDS, Needs.SCHOOL)
        case WordKind.CLUB:
            yield from _telling(ClueKind.CLUB, word.text, vocabulary.CLUB_WORDS, Needs.CLUB)
        case WordKind.STREET:
            street = re.sub(r"\d+\s?[a-zA-Z]?\b", " ", word.text.split(",")[0])
            yield from _plain(ClueKind.STREET, street, word.text)
        case WordKind.BIRTHDAY:
            pass  # smallprint.exposure.birthdays


def _of_name(kind: ClueKind, text: str) -> Iterator[Phrase]:
    yield from _plain(kind, text, text)
    first, *rest = text.split() or [""]
    if rest and len(first) > 1:
        yield from _plain(kind, first, text)


def _plain(kind: ClueKind, text: str, value: str) -> Iterator[Phrase]:
    for row in _rows(text):
        ordinary = len(row) == 1 and (row[0] in vocabulary.ORDINARY or len(row[0]) == 1)
        yield Phrase(kind, row, value, Needs.CAPITAL if ordinary else Needs.NOTHING)


def _telling(kind: ClueKind, text: str, generic: frozenset[str], needs: Needs) -> Iterator[Phrase]:
    """Keep of "Oakfield Primary School" the word that tells it from every other school."""
    for row in _rows(text):
        telling = _first_run(row, generic)
        if telling in ((), ("st",)):
            yield Phrase(kind, row, text)
        else:
            yield Phrase(kind, telling, text, Needs.NOTHING if telling == row else needs)


def _first_run(row: tuple[str, ...], generic: frozenset[str]) -> tuple[str, ...]:
    """Give the first words in a row that are not generic: "Our Lady of Lourdes" of a primary school of that name."""
    run: list[str] = []
    for token in row:
        if token not in generic and (run or token not in vocabulary.LITTLE):
            run.append(token)
        elif run:
            break
    while run and run[-1] in vocabulary.LITTLE:
        run.pop()
    return tuple(run)


def _rows(text: str) -> list[tuple[str, ...]]:
    rows = [tuple(_bare(token.word) for token in tokens(form)) for form in sorted(spellings(text))]
    return [row for row in rows if row]


def _bare(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    if word.endswith("strasse") and len(word) > len("strasse"):
        return word.removesuffix("asse")
    return vocabulary.SHORT.get(word, word)
