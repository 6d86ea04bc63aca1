"""How the apparent age of a face is read, for the store, which knows faces only as numbers."""

from __future__ import annotations

from smallprint.faces.age import verdict
from smallprint.records.family import Verdict
from smallprint.records.seen import Face


def face_verdict(face: Face) -> Verdict:
    """Child or adult by this face alone; in doubt a child."""
    return verdict(face.young, face.pixels, face.aligned)
