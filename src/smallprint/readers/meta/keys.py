"""Keys of items that have no id of their own: the same in JSON and HTML and from export to export."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from unicodedata import normalize


def same_words(words: str) -> str:
    """Words for comparing: one kind of blank, composed letters (iOS writes them decomposed)."""
    return re.sub(r"\s+", " ", normalize("NFC", words)).strip()


def digest_of(when: datetime | None, words: str, otherwise: str = "") -> str:
    """24 hexadecimal digits of the minute (pages print no seconds) and the words; of `otherwise` without both."""
    if when is None and not words:
        told = otherwise
    else:
        told = f"{int(when.timestamp() // 60) if when else '-'}|{same_words(words)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
