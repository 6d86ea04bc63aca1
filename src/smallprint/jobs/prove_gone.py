"""What the newest export of an account shows of what the one before it held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from smallprint.exposure.accounts import AccountState
from smallprint.exposure.coverage import Coverage
from smallprint.exposure.proof import ExportSide, Mark, SideItem, prove
from smallprint.exposure.rank import rank
from smallprint.exposure.words import KnownWords
from smallprint.jobs.account_facts import by_account, coverage_of, state_of
from smallprint.jobs.face_verdict import face_verdict
from smallprint.records.findings import Proof
from smallprint.records.items import Kind
from smallprint.records.seen_items import SeenItem, SeenPicture
from smallprint.store import Home
from smallprint.store.kept import KeptExport


@dataclass(frozen=True, slots=True)
class ProvenAccount:
    """One account with the days of the two exports that were compared."""

    network: str
    account: str
    earlier: date
    later: date
    complete: bool  # the later one covers all time, and all of it could be read
    proofs: tuple[Proof, ...]
    items: Mapping[str, tuple[Kind, datetime | None]] = field(default_factory=dict)  # by finding, gone ones too


def prove_gone(home: Home) -> list[ProvenAccount]:
    """Compare the latest two exports of every account that has two with a date."""
    return [
        proven
        for exports in by_account(home.exports.all()).values()
        if (proven := _one_account(home, exports)) is not None
    ]


def prove_and_keep(home: Home) -> list[ProvenAccount]:
    """The same, and add what is shown to the log of proofs; what is its last word already adds nothing."""
    proven = prove_gone(home)
    home.steps.keep_proofs(proof for account in proven for proof in account.proofs)
    return proven


def _one_account(home: Home, exports: Sequence[KeptExport]) -> ProvenAccount | None:
    sides = [side_of(home, export) for export in exports if export.exported_at is not None]
    while len(sides) > 1 and sides[-1].on == sides[-2].on:
        sides.pop(-2)  # two downloads of one day prove nothing against each other
    if len(sides) < 2:
        return None
    earlier, later = sides[-2], sides[-1]
    assert earlier.on is not None
    assert later.on is not None
    proofs = prove(earlier, later, sides[:-2])
    items = {item.finding: (item.kind, item.when) for side in (earlier, later) for item in side.items if item.finding}
    return ProvenAccount(
        later.network, later.account, earlier.on, later.on, is_complete(later.coverage), tuple(proofs), items
    )


def is_complete(coverage: Coverage) -> bool:
    """Whether the export covers all time and nothing of it is missing."""
    return coverage.asked_all is True and not coverage.parts_missing and not coverage.unread_anywhere


def side_of(home: Home, export: KeptExport) -> ExportSide:
    """One export as proof needs it."""
    words, state = KnownWords(home.family.family()), state_of(home, export)
    alikes = home.pictures.alikes(export.id)
    items = tuple(side_item(alikes, seen, words, state) for seen in home.seen.items(export.id, face_verdict))
    return ExportSide(export.network, export.account, coverage_of(export), items)


def side_item(alikes: Mapping[str, bytes], seen: SeenItem, words: KnownWords, state: AccountState) -> SideItem:
    """One item with all its pictures, and which of them show a child."""
    finding = rank(seen, words, state)
    shown = {picture.id for picture in finding.pictures} if finding else set()
    return SideItem(
        key=seen.item.key,
        kind=seen.item.kind,
        when=seen.item.when,
        audience=seen.item.audience,
        pictures=tuple(marks_of(alikes, seen.pictures)),
        finding=finding.id if finding else None,
        shows=frozenset(place for place, picture in enumerate(seen.pictures) if picture.id in shown),
    )


def marks_of(alikes: Mapping[str, bytes], pictures: Iterable[SeenPicture]) -> Iterator[Mark]:
    """How each picture is known again."""
    for picture in pictures:
        yield Mark(picture.ref.id or "", picture.sha256, alikes.get(picture.sha256, b""))
