"""From what the decoder box tells to a record that may be believed. Absurd values become absent; nothing raises."""

from __future__ import annotations

import math
from datetime import datetime

from smallprint.media.told import LONGEST_TEXT, Told, add_text
from smallprint.records.items import Point
from smallprint.records.seen import Details

# Cameras without a clock write 1970, 1980 or (a wrapped counter) 2036; digital cameras start about 1990.
_FIRST_YEAR, _LAST_YEAR = 1990, 2035


def details_of(told: Told) -> Details:
    """The checked record of what one file said beside its pixels."""
    return Details(
        taken=_taken(told.taken),
        point=_point(told.point),
        names=_texts(told.names),
        words=_texts(told.words),
        places=_texts(told.places),
        device=next(iter(_texts([told.device])), "")[:120],
    )


def _taken(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _point(pair: object) -> Point | None:
    match pair:
        case [int() | float() as latitude, int() | float() as longitude]:
            fits = (
                math.isfinite(latitude) and abs(latitude) <= 90 and math.isfinite(longitude) and abs(longitude) <= 180
            )
            return Point(float(latitude), float(longitude)) if fits and (latitude or longitude) else None
    return None


def _texts(texts: object) -> tuple[str, ...]:
    kept: list[str] = []
    for text in texts if isinstance(texts, list | tuple) else ():
        if isinstance(text, str):
            add_text(kept, text[:LONGEST_TEXT])
    return tuple(kept)
