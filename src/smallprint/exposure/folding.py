"""Text made comparable: case, accents, apostrophes and invisible marks folded, then cut into words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇ʹ", "'"))
# Letters that Unicode does not take apart although people type them plainly.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ß": "ss"}
)
# As German and Nordic keyboards without the letters spell them.
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_WORD = re.compile(r"([#@]?)([^\W\d_]+(?:'[^\W\d_]+)*|\d+)")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Written without spaces, or with particles glued on (Hangul): Thai to Khmer, kana, Han, Hangul.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_PREFIXING = re.compile("[\u0590-\u06ff]")  # Hebrew and Arabic glue "and", "in", "to" in front


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    word: str  # folded
    capital: bool  # written with a capital, or in a script that has none
    tag: bool  # stood behind # or @
    start: int = 0  # place in the softened text
    end: int = 0


def soften(text: str) -> str:
    """Fold everything but case, so that places in the text still line up with its capitals."""
    if text.isascii():
        return text.replace("`", "'")
    text = _INVISIBLE.sub("", text.translate(_APOSTROPHES))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def fold(text: str) -> str:
    """Make two spellings of one word the same text."""
    return soften(text).casefold().translate(_PLAIN)


def spellings(text: str) -> frozenset[str]:
    """Give the folded forms of a family word: "Jürgen" is written jurgen and juergen."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return frozenset({fold(text), fold(composed.translate(_SPELLED))})


def tokens(softened: str) -> list[Token]:
    """Cut softened text into words and numbers."""
    found = []
    for match in _WORD.finditer(softened):
        written = match[2]
        word = written.casefold()
        if not word.isascii():
            word = word.translate(_PLAIN)
        found.append(Token(word, not written[0].islower(), bool(match[1]), match.start(), match.end()))
    return found


def humps(written: str) -> list[str]:
    """Cut "AdaMarrowAtOakfield" at its capitals."""
    return [piece for piece in _HUMP.split(written) if piece]


def is_unspaced(text: str) -> bool:
    """Say whether this is in a script where words do not stand apart."""
    return bool(_UNSPACED.search(text))


def takes_prefixes(word: str) -> bool:
    """Say whether small words may be glued in front of this one."""
    return bool(_PREFIXING.match(word))


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether one letter more, less or different, or two neighbours swapped, parts the two."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return (len(left) <= 1 and len(right) <= 1) or (len(left) == 2 and left == right[::-1])
