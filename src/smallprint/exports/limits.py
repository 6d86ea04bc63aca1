"""How much of a stranger's zip we are willing to look at, and what reading says when it stops.

The figures are several times what real exports hold: 52,469 files and 273 GB in one Google Takeout, 17,447
entries in one Facebook export (formats/google-photos.md, meta-common.md).
"""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one export."""

    members: int = 300_000
    total: int = 4096 * GIB  # what all members claim to hold, unpacked
    member: int = 64 * GIB
    ratio: int = 250  # bytes out for each byte in. Deflate itself ends at 1,032; an export's JSON stays under 60
    ratio_from: int = 64 * MIB  # below this much output a ratio says nothing
    name: int = 1_024  # characters of a whole path
    folders: int = 64  # levels of folders in a path
    nested: int = 3  # a zip in a zip in a zip
    nested_size: int = 64 * GIB  # unpacked size of one zip that lies packed inside another
    listed_troubles: int = 1_000  # refused members told one by one; the rest are told as a number


LIMITS = Limits()


class ExportTrouble(ValueError):
    """A member cannot be read to its end. `kind` is the slug of the Trouble that it becomes.

    Kinds: cut_off, too_large, too_packed, wrong_size, bad_crc, not_packed_right, unreadable.
    """

    def __init__(self, kind: str, note: str = "") -> None:
        super().__init__(f"{kind}: {note}" if note else kind)
        self.kind = kind
        self.note = note
