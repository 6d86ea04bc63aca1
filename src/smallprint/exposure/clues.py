"""What in an item, beside the face, tells who or where the child is.

Every text of an item is searched for the family's words; places, tags and files are clues by themselves. A clue's
value is for the person's own screen only. Rules and figures: docs/how-it-works/rank.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from smallprint.exposure import birthdays, vocabulary
from smallprint.exposure.folding import fold
from smallprint.exposure.words import Hit, KnownWords
from smallprint.records.family import Family
from smallprint.records.findings import Clue, ClueKind
from smallprint.records.items import Point
from smallprint.records.seen_items import SeenFace, SeenItem, SeenPicture

# In these the person's own folders are what was shared; elsewhere folders are the network's, and the outermost one
# often carries the account's name (formats: "instagram-cleomarrow-2026-03-01").
OWN_FOLDERS = frozenset({"photo_folder", "wordpress"})
_ORDER = {kind: place for place, kind in enumerate(ClueKind)}
_STREET_SIGN = re.compile(r"[^\W\d_]{3,} (?:lane|street|road|avenue|drive|close|crescent|strasse|weg|platz|gasse)\b")


def clues_of(seen: SeenItem, family: Family | KnownWords) -> tuple[Clue, ...]:
    """Give every clue of an item once per place, faces first. For many items, compile `KnownWords(family)` once."""
    known = family if isinstance(family, KnownWords) else _compiled(family)
    found = dict.fromkeys(_all(seen, known))
    return tuple(sorted(found, key=lambda clue: (_ORDER[clue.kind], clue.where, clue.value)))


def shows_a_child(face: SeenFace) -> bool:
    """Say whether this face makes a finding: not an adult, and not only perhaps a face unless a person said so."""
    sure = not face.perhaps or (face.person is not None and face.person.said)
    return face.counts_as_child and sure


def child_faces(seen: SeenItem) -> list[SeenFace]:
    """Give the faces that make this item a finding."""
    return [face for picture in seen.pictures if picture.looked for face in picture.faces if shows_a_child(face)]


@lru_cache(maxsize=4)
def _compiled(family: Family) -> KnownWords:
    return KnownWords(family)


def _all(seen: SeenItem, known: KnownWords) -> Iterator[Clue]:
    item = seen.item
    if child_faces(seen):
        yield Clue(ClueKind.FACE, "picture")
    yield from _prose(item.words, "words", seen, known)
    for place in item.places:
        yield from _as_clues(known.in_prose(place), "place")
        if place.strip():
            yield Clue(ClueKind.PLACE_TAG, "place", place)
    yield from _point(item.point, "place")
    for person in item.people:
        yield from _as_clues(known.in_name(person), "tag")
        if person.strip():
            yield Clue(ClueKind.PEOPLE_TAG, "tag", person)
    for album in item.albums:
        yield from _as_clues(known.in_name(album), "album")
        yield from _birthdays(album, "album", seen, known)
    for picture in seen.pictures:
        yield from _of_picture(picture, seen, known)


def _of_picture(picture: SeenPicture, seen: SeenItem, known: KnownWords) -> Iterator[Clue]:
    yield from _prose(picture.ref.words, "words", seen, known)
    yield from _point(picture.ref.point, "place")
    yield from _of_name(picture, seen, known)
    details = picture.details
    if details is not None:
        for text in (*details.words, *details.names):
            yield from _prose(text, "file", seen, known)
        for place in details.places:
            yield from _as_clues(known.in_prose(place), "file")
            if place.strip():
                yield Clue(ClueKind.PLACE_TAG, "file", place)
        yield from _point(details.point, "file")
    yield from _lettering(picture.text, known)


def _prose(text: str, where: str, seen: SeenItem, known: KnownWords) -> Iterator[Clue]:
    if text:
        yield from _as_clues(known.in_prose(text), where)
        yield from _birthdays(text, where, seen, known)


def _as_clues(hits: Iterator[Hit], where: str) -> Iterator[Clue]:
    for hit in hits:
        yield Clue(hit.kind, "tag" if hit.tag and where == "words" else where, hit.value)


def _birthdays(text: str, where: str, seen: SeenItem, known: KnownWords) -> Iterator[Clue]:
    for birthday in known.birthdays:
        if birthdays.tells(text, seen.item.when, birthday):
            yield Clue(ClueKind.BIRTHDAY, where, birthday.value)


def _point(point: Point | None, where: str) -> Iterator[Clue]:
    # 0, 0 lies in the sea off Ghana: phones write it for "no place".
    if point is not None and (point.latitude, point.longitude) != (0.0, 0.0):
        yield Clue(ClueKind.EXACT_PLACE, where, f"{point.latitude:.5f}, {point.longitude:.5f}")


def _of_name(picture: SeenPicture, seen: SeenItem, known: KnownWords) -> Iterator[Clue]:
    path = PurePosixPath(picture.ref.member)
    named = [path.stem, *path.parts[:-1]] if seen.item.network in OWN_FOLDERS else [path.stem]
    for text in named:
        hits = list(known.in_name(text))
        yield from _as_clues(iter(hits), "file name")
        if hits:
            yield Clue(ClueKind.FILE_NAME, "file name", text)


def _lettering(lines: tuple[str, ...], known: KnownWords) -> Iterator[Clue]:
    if not lines:
        return
    hits = list(known.in_picture(lines))
    yield from _as_clues(iter(hits), "picture")
    folded = fold(" ".join(lines))
    names_a_place = any(word in vocabulary.SCHOOLS for word in folded.split()) or _STREET_SIGN.search(folded)
    if hits or names_a_place:
        yield Clue(ClueKind.TEXT_IN_PICTURE, "picture", " ".join(lines))
