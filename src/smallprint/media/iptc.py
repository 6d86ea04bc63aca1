"""What IPTC-IIM says (captions and places typed by photographers and schools). Layout: IPTC-NAA IIM version 4.2."""

from __future__ import annotations

from collections.abc import Iterator

from smallprint.media.told import Told, add_text, decoded_text

_WORDS = frozenset({5, 25, 105, 120})  # object name, keywords, headline, caption
_NAMES = frozenset({80, 85, 122})  # by-line, its title, writer of the caption
_PLACES = frozenset({90, 92, 95, 101})  # city, sublocation, state, country
_MOST_FIELDS = 2000


def read_iptc(block: bytes, told: Told) -> None:
    """Fill `told` from one IIM block. A block that stops in the middle gives what came before."""
    for dataset, value in _fields(block):
        if dataset in _WORDS:
            add_text(told.words, decoded_text(value))
        elif dataset in _NAMES:
            add_text(told.names, decoded_text(value))
        elif dataset in _PLACES:
            add_text(told.places, decoded_text(value))


def _fields(block: bytes) -> Iterator[tuple[int, bytes]]:
    """(dataset, value) of the application record (2)."""
    at = 0
    for _ in range(_MOST_FIELDS):
        if block[at : at + 1] != b"\x1c" or at + 5 > len(block):
            return
        record, dataset = block[at + 1], block[at + 2]
        length = int.from_bytes(block[at + 3 : at + 5])
        if length & 0x8000:  # an extended field: megabytes of caption are not a caption
            return
        at += 5
        if record == 2:
            yield dataset, block[at : at + length]
        at += length
