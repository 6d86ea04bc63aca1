"""Child or adult, for one face and for one person. In doubt, a child.

Never the mean age: on small faces it drifts to adult (at 24 pixels "mean under 25" keeps 0.30 of small children).
Adults are flagged unevenly by origin (docs/decisions/0003-face-models.md): one word of the parent clears a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from smallprint.faces.thresholds import THRESHOLDS
from smallprint.records.family import Verdict
from smallprint.records.seen import Face


def verdict(young: float | None, pixels: float, aligned: bool) -> Verdict:
    """One face: ADULT only when large enough, aligned, and clearly not young."""
    if young is None or not aligned or pixels < THRESHOLDS.least_pixels:
        return Verdict.CHILD
    return Verdict.CHILD if young >= THRESHOLDS.young else Verdict.ADULT


def person_verdict(faces: Iterable[Face]) -> Verdict:
    """One person by all their faces that are good enough to tell: the median of P(under 22).

    UNSURE, which counts as a child, between the two thresholds and when no face is good enough.
    """
    told = [
        face.young
        for face in faces
        if face.young is not None and face.aligned and face.pixels >= THRESHOLDS.least_pixels
    ]
    if not told:
        return Verdict.UNSURE
    middle = median(told)
    if middle >= THRESHOLDS.clearly_young:
        return Verdict.CHILD
    return Verdict.ADULT if middle < THRESHOLDS.young else Verdict.UNSURE
