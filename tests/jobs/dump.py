"""A home as a person could see it, for comparing two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from smallprint.store import Home

NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def dump(home: Home) -> tuple[object, ...]:
    """All that a person could see, without the home's own numbers and days."""
    exports = [replace(one, added=NEVER, seconds=0.0, paths=()) for one in home.exports.all()]
    items = sorted((item.key, item.kind.value, item.words) for one in exports for _, item in home.items.of(one.id))
    people = sorted((one.verdict.value, one.faces, one.pictures) for one in home.people.all())
    findings = [(one.id, one.score, one.unnamed_faces, one.clues) for one in home.findings.all()]
    troubles = [(row.network, row.kind, row.count) for row in home.troubles.counts()]
    return exports, items, people, findings, troubles, home.pictures.count_looked_at(exports[0].id)
