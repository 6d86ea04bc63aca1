"""Passphrases to suggest: plain English words, drawn by the system's random source.

The list (words.txt) was written for this project: 2,486 everyday words of 3 to 11 letters. Six of them carry 67.7
bits; at the cost of key.FULL, trying half of them all is out of reach.
"""

from __future__ import annotations

import math
import secrets
from functools import cache
from importlib.resources import files


@cache
def words() -> tuple[str, ...]:
    """Every word of the list, once."""
    return tuple((files("smallprint.store") / "words.txt").read_text(encoding="ascii").split())


def suggest_passphrase(count: int = 6) -> str:
    """Give so many random words, spaced as a person would type them."""
    return " ".join(secrets.choice(words()) for _ in range(count))


def bits(count: int = 6) -> float:
    """How hard it is to guess a suggestion: binary digits."""
    return count * math.log2(len(words()))
