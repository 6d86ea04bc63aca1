"""Kinds that are only counted until the person says so: switched on for one export at a time."""

from __future__ import annotations

from smallprint.records.items import Kind
from smallprint.store import Home


def switch_on(home: Home, export: int, kind: str) -> frozenset[Kind]:
    """Let pictures of this kind be looked at in one export; gives all kinds that are on.

    Raises Refused in the export of a child one cares for or of a holder under 18, UnknownName for another number.
    """
    home.exports.switch_on(export, Kind(kind))
    return home.exports.switched_on(export)
