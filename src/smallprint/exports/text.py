"""Text as the networks mangle it: Meta's mojibake, HTML, and forms for comparing.

Meta writes each byte of the UTF-8 form of a character as its own \\u00XX (meta-common.md, "Text encoding").
"""

from __future__ import annotations

import html
import re
import unicodedata

_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_UNREAD = re.compile(r"<\s*(script|style)\b.*?(?:<\s*/\s*\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAGS = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
_SPACES = re.compile(r"[ \t\f\v\u00a0]+")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})


def repair(text: str) -> str:
    """Undo Meta's mojibake. Text that is right stays as it is, and repairing twice changes nothing."""
    while not text.isascii():
        try:
            better = text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return text
        text = better
    return text


def repair_all(value: object) -> object:
    """Repair every text of a JSON value, keys as well: translated labels are keys."""
    if isinstance(value, str):
        return repair(value)
    if isinstance(value, list):
        return [repair_all(one) for one in value]
    if isinstance(value, dict):
        return {repair(key): repair_all(one) for key, one in value.items()}
    return value


def storable(text: str) -> str:
    """Replace lone surrogates, which no file and no table can hold, by U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def storable_all(value: object) -> object:
    """Make every text of a JSON value storable, keys as well."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_all(one) for one in value]
    if isinstance(value, dict):
        return {storable(key): storable_all(one) for key, one in value.items()}
    return value


def html_to_text(markup: str) -> str:
    """Give the words of a piece of HTML: no tags, no scripts, entities read once, line ends kept."""
    markup = _COMMENTS.sub("", _UNREAD.sub("", markup))
    words = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", markup)))
    lines = (_SPACES.sub(" ", line).strip() for line in words.splitlines())
    return storable(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def plain(name: str) -> str:
    """Give a name as it is compared: no case, no accents, one apostrophe, single spaces."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", letters).translate(_APOSTROPHES).split())
