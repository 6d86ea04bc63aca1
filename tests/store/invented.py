"""Invented records for the store's tests: nobody in them exists."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import numpy as np

from smallprint.records.items import Audience, Item, Kind, PictureRef, Point
from smallprint.records.seen import Box, Details, Face, Look
from smallprint.store import Counts, Home, NewExport

PASSPHRASE = "barley kettle harbour"
MODELS = "centerface+faceres 1"
START = datetime(2019, 5, 4, 10, 30, tzinfo=UTC)


def new_export(digest: str = "d1", **changes: object) -> NewExport:
    fields: dict[str, object] = {
        "network": "instagram",
        "era": "2025",
        "account": "cleo.marrow",
        "parts": ("instagram-cleo.zip",),
        "paths": ("/nowhere/instagram-cleo.zip",),
        "digest": digest,
        "confirmed": "mine",
    }
    return NewExport(**{**fields, **changes})  # type: ignore[arg-type]


def post(number: int, *members: str, kind: Kind = Kind.POST, **changes: object) -> Item:
    fields: dict[str, object] = {
        "network": "instagram",
        "kind": kind,
        "key": f"k{number}",
        "when": START + timedelta(days=number),
        "words": f"Ada at Oakfield School, number {number}",
        "audience": Audience.PUBLIC,
        "audience_why": "The account is public.",
        "pictures": tuple(PictureRef(member) for member in members),
        "places": ("Oakfield",),
        "point": Point(51.5, -0.25),
        "people": ("fitz.coach",),
        "albums": ("Summer",),
    }
    return Item(**{**fields, **changes})  # type: ignore[arg-type]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def vector(seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).standard_normal(1024).astype(np.float32)
    return made / np.linalg.norm(made)


def face(left: float = 0.1, seed: int | None = 1, **changes: object) -> Face:
    fields: dict[str, object] = {
        "box": Box(left, 0.2, left + 0.2, 0.5),
        "score": 0.9,
        "pixels": 120.0,
        "detectors": 2,
        "aligned": True,
        "young": 0.8,
        "descriptor": None if seed is None else vector(seed),
    }
    return Face(**{**fields, **changes})  # type: ignore[arg-type]


def look(piece: int, sha256: str, *faces: Face, **changes: object) -> Look:
    fields: dict[str, object] = {
        "piece": piece,
        "sha256": sha256,
        "alike": hashlib.blake2b(sha256.encode(), digest_size=32).digest(),
        "width": 1280,
        "height": 960,
        "video": False,
        "details": Details(taken=START.replace(tzinfo=None), point=Point(51.5, -0.25), names=("Cleo",)),
        "faces": faces,
        "thumbnail": b"\xff\xd8jpeg of " + sha256.encode(),
    }
    return Look(**{**fields, **changes})  # type: ignore[arg-type]


def keep(home: Home, *items: Item, finish: bool = True, **changes: object) -> int:
    """One export with these items, every file hashed by its member's name."""
    export = home.exports.begin(new_export(**changes))  # type: ignore[arg-type]
    home.items.keep(export, items)
    home.pictures.keep_fingerprints(
        [(one.file_id, sha(one.member), 1000, None) for one in home.pictures.not_fingerprinted(export, 1000)]
    )
    if finish:
        home.exports.finish(export, Counts(entries=len(items), items=len(items)))
    return export


def look_at_all(home: Home, *faces: Face, models: str = MODELS) -> None:
    home.pictures.keep_looks(
        models, [look(one.file_id, one.sha256, *faces) for one in home.pictures.not_looked_at(models, 1000)]
    )
