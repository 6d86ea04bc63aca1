"""A finding as JSON and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from smallprint.records.findings import Clue, ClueKind, Finding, Reason, ShownPicture
from smallprint.records.items import Audience, Kind


def from_finding(finding: Finding) -> dict[str, Any]:
    """Give the finding as plain lists, texts and numbers."""
    fields = asdict(finding)
    fields["when"] = finding.when.isoformat() if finding.when else None
    return fields


def to_finding(fields: dict[str, Any]) -> Finding:
    """Undo `from_finding`."""
    then = fields["audience_then"]
    return Finding(
        id=fields["id"],
        network=fields["network"],
        account=fields["account"],
        kind=Kind(fields["kind"]),
        when=datetime.fromisoformat(fields["when"]) if fields["when"] else None,
        words=fields["words"],
        audience=Audience(fields["audience"]),
        audience_why=fields["audience_why"],
        audience_then=Audience(then) if then else None,
        children=tuple(fields["children"]),
        unnamed_faces=fields["unnamed_faces"],
        clues=tuple(Clue(ClueKind(clue["kind"]), clue["where"], clue["value"]) for clue in fields["clues"]),
        score=fields["score"],
        reasons=tuple(Reason(reason["points"], reason["words"]) for reason in fields["reasons"]),
        pictures=tuple(ShownPicture(**picture) for picture in fields["pictures"]),
        link=fields["link"],
        steps=tuple(fields["steps"]),
        key=fields["key"],
        export=fields["export"],
    )
