"""Taking one child's name out of findings that were ranked before it was forgotten."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from smallprint.store import tables as t


def forget_name(connection: sa.Connection, name: str) -> None:
    """Turn the named child of every finding into an unnamed face, and drop clues and reasons that say the name.

    The words of the item itself stay: they are the network's, and show what is still out there.
    """
    labels = t.finding_labels
    named = sa.select(labels.c.finding).where(labels.c.what == "child", labels.c.value == name.casefold())
    rows = connection.execute(sa.select(t.findings.c.id, t.findings.c.body).where(t.findings.c.id.in_(named))).all()
    for number, body in rows:
        left = _without(body, name)
        connection.execute(t.findings.update().where(t.findings.c.id == number).values(body=left))
        text = "\n".join([left["words"], *left["children"], *(clue["value"] for clue in left["clues"])]).casefold()
        connection.execute(t.finding_texts.update().where(t.finding_texts.c.finding == number).values(text=text))
    connection.execute(labels.delete().where(labels.c.what == "child", labels.c.value == name.casefold()))


def _without(body: dict[str, Any], name: str) -> dict[str, Any]:
    folded = name.casefold()
    children = [child for child in body["children"] if child.casefold() != folded]
    return {
        **body,
        "children": children,
        "unnamed_faces": body["unnamed_faces"] + len(body["children"]) - len(children),
        "clues": [clue for clue in body["clues"] if folded not in clue["value"].casefold()],
        "reasons": [reason for reason in body["reasons"] if folded not in reason["words"].casefold()],
    }
