"""Small pictures for the person's own screen, by the fingerprint of their bytes; never a path (W5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from smallprint.errors import UnknownName
from smallprint.locale import _
from smallprint.records.family import Person, Verdict
from smallprint.records.findings import Finding, ShownPicture
from smallprint.records.items import Audience
from smallprint.records.seen import Box
from smallprint.store import Home, KnownFace
from smallprint.web.asked import Ask, File
from smallprint.web.words import SPOKEN_AUDIENCES, spoken

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Preview:
    """One picture on the page: what is shown, what is covered, and what is spoken."""

    sha256: str
    video: bool
    covers: str  # boxes of other people's faces, "left,top,right,bottom" as fractions, separated by blanks
    spoken: str
    there: bool


def small(ask: Ask) -> File:
    """The thumbnail of one picture. Raises UnknownName."""
    name = str(ask.path["sha256"])
    jpeg = ask.room.home().pictures.thumbnail(name) if FINGERPRINT.fullmatch(name) else None
    if jpeg is None:
        raise UnknownName("There is no such picture.")
    return File(jpeg, "image/jpeg")


def preview(home: Home, people: Mapping[str, Person], finding: Finding, picture: ShownPicture) -> Preview:
    """One picture as the page shows it: faces of people who are not the family's own are covered."""
    faces = home.pictures.faces(picture.sha256) if picture.sha256 else []
    return Preview(
        sha256=picture.sha256,
        video=picture.video,
        covers=" ".join(box_words(one.face.box) for one in faces if not is_ours(one, people)),
        spoken=spoken_of(faces, people, video=picture.video, when=finding.when, audience=finding.audience),
        there=bool(picture.sha256) and not picture.missing,
    )


def spoken_of(
    faces: Sequence[KnownFace],
    people: Mapping[str, Person],
    *,
    video: bool,
    when: datetime | None,
    audience: Audience,
) -> str:
    """What a screen reader says of it. A face that nobody has named counts as a child."""
    known = [people.get(one.person or "") for one in faces if not one.face.perhaps]
    names = [one.name for one in known if one is not None and one.enrolled and one.name]
    others = [one for one in known if one is None or not (one.enrolled and one.name)]
    adults = sum(1 for one in others if one is not None and one.verdict is Verdict.ADULT)
    ghosts = sum(1 for one in others if one is not None and one.not_a_face)
    return spoken(
        video=video,
        names=list(dict.fromkeys(names)),
        children=len(others) - adults - ghosts,
        adults=adults,
        day=when,
        seen_by=_(SPOKEN_AUDIENCES[audience]),
    )


def is_ours(face: KnownFace, people: Mapping[str, Person]) -> bool:
    """Whether this is somebody of the family, or nobody at all."""
    person = people.get(face.person or "")
    return person is not None and (person.enrolled or person.not_a_face)


def box_words(box: Box) -> str:
    """A box as the page's script reads it."""
    return ",".join(f"{edge:.4f}" for edge in (box.left, box.top, box.right, box.bottom))
