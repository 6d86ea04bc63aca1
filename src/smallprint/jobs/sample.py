"""A guided random sample: pictures that were said to show no child, for a person to look at.

Only of confirmed exports: of a loose folder nothing tells which files show a child (security.md section 3). The same
seed asks about the same pictures, and a larger sample begins with the smaller one, so that answers add up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from smallprint.errors import UnknownName
from smallprint.exposure.clues import shows_a_child
from smallprint.exposure.estimate import Estimate, Stratum, estimate
from smallprint.jobs.account_facts import by_account
from smallprint.jobs.rank_items import present_items
from smallprint.records.items import Kind
from smallprint.records.seen_items import SeenItem, SeenPicture
from smallprint.store import Home

SIZE = 60  # with none found: at most 6 in 100 missed, of each sort 11 in 100
SEED = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """One picture of the sample."""

    sha256: str
    network: str
    kind: Kind
    when: datetime | None
    name: str  # in the export
    link: str | None
    perhaps: bool  # something in it is perhaps a face


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: what is still to be looked at, and what the answers so far tell."""

    to_ask: tuple[Asked, ...]
    missed: tuple[Asked, ...]  # answered: they show a child after all
    estimate: Estimate


def draw_sample(home: Home, size: int = SIZE, seed: int = SEED) -> Drawn:
    """Draw `size` pictures, half of them from those with perhaps a face, where there are so many."""
    answers = home.sample.answers()
    everything = said_to_show_none(home)
    perhaps = in_order([one for one in everything.values() if one.perhaps], seed)
    others = in_order([one for one in everything.values() if not one.perhaps], seed)
    of_perhaps = min(len(perhaps), max(size // 2, size - len(others)))
    chosen = [*perhaps[:of_perhaps], *others[: size - of_perhaps]]
    return Drawn(
        to_ask=tuple(one for one in chosen if one.sha256 not in answers),
        missed=tuple(one for one in everything.values() if answers.get(one.sha256)),
        estimate=estimate([stratum(perhaps, answers), stratum(others, answers)]),
    )


def keep_answers(home: Home, answers: Mapping[str, bool]) -> None:
    """Keep what a person saw. UnknownName for a picture that is not one of those a sample is drawn from."""
    known = said_to_show_none(home)
    strange = [sha256 for sha256 in answers if sha256 not in known]
    if strange:
        raise UnknownName(
            f"{len(strange)} of the answers belong to no picture of the sample. Nothing was kept.",
            hint="Take the names of the pictures from: smallprint sample --json",
        )
    home.sample.keep(answers)


def said_to_show_none(home: Home) -> dict[str, Asked]:
    """Every picture of confirmed exports that was looked at and makes no finding, by sha256, each once."""
    blind = home.sample.without_pixels()
    found: dict[str, Asked] = {}
    for item, picture in looked_at(home):
        if picture.sha256 not in blind and not any(map(shows_a_child, picture.faces)):
            found.setdefault(picture.sha256, asked(item, picture))
    return found


def looked_at(home: Home) -> Iterator[tuple[SeenItem, SeenPicture]]:
    """The pictures that were looked at, of what is there today."""
    for exports in by_account(home.exports.all()).values():
        for item in present_items(home, exports):
            yield from ((item, one) for one in item.pictures if one.looked and one.details is not None and one.sha256)


def asked(seen: SeenItem, picture: SeenPicture) -> Asked:
    """One picture as it is asked about."""
    item = seen.item
    perhaps = any(face.perhaps and face.counts_as_child for face in picture.faces)
    return Asked(picture.sha256, item.network, item.kind, item.when, picture.ref.member, item.link, perhaps)


def in_order(pictures: list[Asked], seed: int) -> list[Asked]:
    """In an order of chance that the seed fixes, whatever is added to the library later."""
    return sorted(pictures, key=lambda one: hashlib.sha256(f"{seed} {one.sha256}".encode()).digest())


def stratum(pictures: list[Asked], answers: Mapping[str, bool]) -> Stratum:
    """What the answers say about one sort of pictures."""
    given = [answers[one.sha256] for one in pictures if one.sha256 in answers]
    return Stratum(len(pictures), len(given), sum(given))
