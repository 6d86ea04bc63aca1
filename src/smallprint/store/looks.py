"""Keeping looks: one per sha256, its faces under stable numbers, its thumbnail and descriptors in the cache.

Two files cannot be written as one. A look therefore names its descriptors by a random token: the cache is written
first under a new token, then the main file takes the look and its token at once. A crash between the two leaves
the old look with its old descriptors, and rows of an unknown token that `sweep_cache` deletes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import sqlalchemy as sa

from smallprint.records.items import Point, Trouble
from smallprint.records.seen import Box, Details, Face, Look
from smallprint.store import tables as t
from smallprint.store.cache import descriptors, thumbnails
from smallprint.store.columns import Row, pairs
from smallprint.store.database import Database, pieces
from smallprint.store.kept import KnownFace

SAME_PLACE = 0.4  # intersection over union from which two boxes are the same face


def keep_looks(main: Database, cache: Database, models: str, looks: list[Look]) -> None:
    """Keep looks; those without a sha256 become troubles of their files."""
    by_sha = {look.sha256: look for look in looks if look.sha256}
    tokens = {sha256: secrets.token_hex(8) for sha256 in by_sha}
    with main.write() as connection:
        unread = [look for look in looks if not look.sha256]
        _keep_unread(connection, unread)
        _bring_hashes_up_to_date(connection, list(by_sha.values()))
        before = _faces_before(connection, list(by_sha))
        old_tokens = _tokens(connection, list(by_sha))
        rows = {sha: _face_rows(look, before.get(sha, [])) for sha, look in by_sha.items()}
        _write_cache(cache, by_sha, tokens, rows)
        _write_looks(connection, models, by_sha, tokens, set(old_tokens))
        _write_faces(connection, rows, before)
    _forget_tokens(cache, list(old_tokens.values()))


def to_known_face(row: Row) -> KnownFace:
    """Build one face from its row."""
    face = Face(
        box=Box(row["left"], row["top"], row["right"], row["bottom"]),
        score=row["score"],
        pixels=row["pixels"],
        detectors=row["detectors"],
        aligned=row["aligned"],
        young=row["young"],
        at=row["at"],
    )
    person = None if row["person_id"] is None else f"p{row['person_id']}"
    return KnownFace(row["id"], row["sha256"], person, face)


def to_look(row: Row, faces: Sequence[Face]) -> Look:
    """Build one look from its row; `piece` is 0, as no asker is waiting."""
    return Look(
        piece=0,
        sha256=row["sha256"],
        alike=row["alike"],
        width=row["width"],
        height=row["height"],
        video=row["video"],
        details=to_details(row["details"]),
        faces=tuple(faces),
        thumbnail=b"",
        trouble=Trouble("", row["trouble"], row["trouble_note"] or "") if row["trouble"] else None,
        seconds=row["seconds"],
    )


def to_details(fields: Mapping[str, Any]) -> Details:
    """Build details from their JSON."""
    return Details(
        taken=datetime.fromisoformat(fields["taken"]) if fields["taken"] else None,
        point=Point(*fields["point"]) if fields["point"] else None,
        names=tuple(fields["names"]),
        words=tuple(fields["words"]),
        places=tuple(fields["places"]),
        device=fields["device"],
    )


def _from_details(details: Details) -> dict[str, Any]:
    return {
        "taken": details.taken.isoformat() if details.taken else None,
        "point": [details.point.latitude, details.point.longitude] if details.point else None,
        "names": list(details.names),
        "words": list(details.words),
        "places": list(details.places),
        "device": details.device,
    }


def _keep_unread(connection: sa.Connection, looks: list[Look]) -> None:
    values = [
        {
            "number": look.piece,
            "trouble": look.trouble.kind if look.trouble else "unreadable",
            "trouble_note": look.trouble.note if look.trouble else "",
        }
        for look in looks
    ]
    if values:
        connection.execute(t.files.update().where(t.files.c.id == sa.bindparam("number")), values)


def _bring_hashes_up_to_date(connection: sa.Connection, looks: list[Look]) -> None:
    """A file may have been replaced between its fingerprint and its look: the look is of what it saw."""
    values = [{"number": look.piece, "seen": look.sha256} for look in looks]
    if values:
        here = (t.files.c.id == sa.bindparam("number")) & (t.files.c.sha256 != sa.bindparam("seen"))
        connection.execute(t.files.update().where(here).values(sha256=sa.bindparam("seen")), values)


def _faces_before(connection: sa.Connection, hashes: list[str]) -> dict[str, list[Row]]:
    before: dict[str, list[Row]] = {}
    for some in pieces(hashes):
        for row in connection.execute(sa.select(t.faces).where(t.faces.c.sha256.in_(some))).mappings():
            before.setdefault(row["sha256"], []).append(row)
    return before


def _tokens(connection: sa.Connection, hashes: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in pieces(hashes):
        rows = connection.execute(sa.select(t.looks.c.sha256, t.looks.c.token).where(t.looks.c.sha256.in_(some)))
        found.update(pairs(rows))
    return found


def _face_rows(look: Look, before: list[Row]) -> list[dict[str, Any]]:
    """Rows of the new faces, each with the id, person and closing of the old face that lay there."""
    old_of = _same_faces(look.faces, before)
    rows = []
    for position, face in enumerate(look.faces):
        old = old_of.get(position)
        closed = bool(old and old["closed"])
        rows.append(
            {
                "id": old["id"] if old else None,
                "person_id": old["person_id"] if old else None,
                "closed": closed,
                "described": face.descriptor is not None and not closed,
                "sha256": look.sha256,
                "position": position,
                "left": face.box.left,
                "top": face.box.top,
                "right": face.box.right,
                "bottom": face.box.bottom,
                "score": face.score,
                "pixels": face.pixels,
                "detectors": face.detectors,
                "aligned": face.aligned,
                "young": face.young,
                "at": face.at,
            }
        )
    return rows


def _same_faces(faces: Sequence[Face], before: list[Row]) -> dict[int, Row]:
    """Pair new faces with old ones, most overlapping first; each is used once. In a video the second counts too."""
    pairs = []
    for position, face in enumerate(faces):
        for old in before:
            shared = _overlap(face.box, Box(old["left"], old["top"], old["right"], old["bottom"]))
            if shared >= SAME_PLACE and _same_second(face.at, old["at"]):
                pairs.append((-shared, position, old["id"], old))
    found: dict[int, Row] = {}
    used: set[int] = set()
    for _, position, number, old in sorted(pairs, key=lambda pair: pair[:3]):
        if position not in found and number not in used:
            found[position] = old
            used.add(number)
    return found


def _same_second(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < 0.5


def _overlap(one: Box, other: Box) -> float:
    """Intersection over union, 0 to 1."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    both = wide * high
    areas = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return both / (areas - both)


def _write_cache(
    cache: Database, looks: dict[str, Look], tokens: dict[str, str], rows: dict[str, list[dict[str, Any]]]
) -> None:
    small = [{"sha256": sha, "jpeg": look.thumbnail} for sha, look in looks.items() if look.thumbnail]
    vectors = [
        {
            "token": tokens[sha],
            "position": row["position"],
            "vector": np.asarray(look.faces[row["position"]].descriptor, dtype=np.float16).tobytes(),
        }
        for sha, look in looks.items()
        for row in rows[sha]
        if row["described"]
    ]
    with cache.write() as connection:
        for some in pieces([row["sha256"] for row in small]):
            connection.execute(thumbnails.delete().where(thumbnails.c.sha256.in_(some)))
        if small:
            connection.execute(thumbnails.insert(), small)
        if vectors:
            connection.execute(descriptors.insert(), vectors)


def _forget_tokens(cache: Database, tokens: list[str]) -> None:
    for some in pieces(tokens):
        with cache.write() as connection:
            connection.execute(descriptors.delete().where(descriptors.c.token.in_(some)))


def _write_looks(
    connection: sa.Connection, models: str, looks: dict[str, Look], tokens: dict[str, str], there: set[str]
) -> None:
    rows = [
        {
            "sha256": sha,
            "models": models,
            "stale": False,
            "token": tokens[sha],
            "alike": look.alike,
            "width": look.width,
            "height": look.height,
            "video": look.video,
            "seconds": look.seconds,
            "details": _from_details(look.details),
            "trouble": look.trouble.kind if look.trouble else None,
            "trouble_note": look.trouble.note if look.trouble else None,
        }
        for sha, look in looks.items()
    ]
    new: list[dict[str, Any]] = [{**row, "lines": []} for row in rows if row["sha256"] not in there]
    if new:
        connection.execute(t.looks.insert(), new)
    for row in rows:
        if row["sha256"] in there:
            connection.execute(t.looks.update().where(t.looks.c.sha256 == row["sha256"]).values(**row))


def _write_faces(
    connection: sa.Connection, rows: dict[str, list[dict[str, Any]]], before: dict[str, list[Row]]
) -> None:
    every = [row for some in rows.values() for row in some]
    stay = {row["id"] for row in every if row["id"] is not None}
    gone = [old["id"] for some in before.values() for old in some if old["id"] not in stay]
    for lost in pieces(gone):
        connection.execute(t.faces.delete().where(t.faces.c.id.in_(lost)))
    for row in every:
        if row["id"] is not None:
            connection.execute(t.faces.update().where(t.faces.c.id == row["id"]).values(**row))
    new = [_without_id(row) for row in every if row["id"] is None]
    if new:
        connection.execute(t.faces.insert(), new)


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}
