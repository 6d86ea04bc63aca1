"""The recovery code: 150 random bits as 30 characters and two check characters, in eight groups of four.

Characters are Crockford's 32 (no I, L, O, U). The two check characters are those of a Reed-Solomon code over
GF(32) of length 32: any two wrong characters are noticed, so any swap is too, and one wrong character is located,
so that the person is told which group to read again. Nothing is corrected in silence.
"""

from __future__ import annotations

import secrets

from smallprint.errors import WrongKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 32
GROUP = 4
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_TOLERATED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_FIELD = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new_code() -> str:
    """Make a code, as printed: `XXXX-XXXX-…`, eight groups."""
    values = [secrets.randbelow(32) for _ in range(LENGTH - 2)]
    # Solve c30 + c31 = s and 30*c30 + 31*c31 = t; in this field 30 + 31 = 1, so c30 = t + 31*s.
    total, weighted = _checks(values)
    first = weighted ^ _times(31, total)
    values += [first, first ^ total]
    text = "".join(ALPHABET[value] for value in values)
    return "-".join(text[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> bytes:
    """Read a typed code, forgiving case, spaces and dashes; WrongKey says which group to read again."""
    text = "".join(character for character in typed.upper().translate(_TOLERATED) if character.isalnum())
    if len(text) != LENGTH:
        raise WrongKey(
            f"The recovery code has {LENGTH} letters and numbers; this has {len(text)}.",
            hint="It is on the sheet you printed: eight groups of four.",
        )
    if strange := next((place for place, character in enumerate(text) if character not in _VALUE), None):
        raise _look_again(strange)
    values = [_VALUE[character] for character in text if character in _VALUE]
    if len(values) != LENGTH:
        raise _look_again(0)
    total, weighted = _checks(values)
    if total or weighted:
        raise _look_again(_place_of_one_error(total, weighted))
    return text.encode("ascii")


def _look_again(place: int | None) -> WrongKey:
    if place is None:
        return WrongKey("More than one character of the recovery code is not as printed.", hint="Read it once more.")
    return WrongKey(
        "One character of the recovery code is not as printed.",
        hint=f"Look at group {place // GROUP + 1} once more.",
    )


def _checks(values: list[int]) -> tuple[int, int]:
    """Give the sum of the values and the sum of each value times its place."""
    total = weighted = 0
    for place, value in enumerate(values):
        total ^= value
        weighted ^= _times(place, value)
    return total, weighted


def _place_of_one_error(total: int, weighted: int) -> int | None:
    """Find the one place whose change by `total` gives `weighted`; None when no single change does."""
    if total == 0:
        return None
    return next(place for place in range(LENGTH) if _times(place, total) == weighted)


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= _FIELD
        right >>= 1
    return product
