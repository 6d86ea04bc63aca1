"""The answer for a picture that ended its worker even when it was alone: a trouble of the kind its asker expects."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smallprint.records.items import Trouble
from smallprint.scan.batches import Batch, Piece
from smallprint.scan.look import blind, fingerprint_files
from smallprint.scan.read_text import ReadText, read_text


def lost(work: Callable[[Batch], Sequence[object]], piece: Piece) -> object:
    """One answer of `work` that holds nothing but the trouble."""
    trouble = Trouble(piece.member, "worker_died", "looking at it ended the program that looked")
    if work is fingerprint_files:
        return piece.id, "", 0, trouble
    if work is read_text:
        return ReadText(piece.id, "", (), trouble)
    return blind(piece, trouble)
