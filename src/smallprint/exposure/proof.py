"""What a later export of the same account shows: gone, narrowed, still there, new, back, or cannot tell.

A picture is known again by the network's own id, then by its exact bytes, then by its looks. Nothing is called gone
unless the later export can speak about it (coverage.py) and holds nothing that it might be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from smallprint.exposure.coverage import Coverage, why_it_cannot_tell
from smallprint.exposure.days import comparable
from smallprint.exposure.reach import WEIGHTS
from smallprint.records.findings import Proof, ProofState
from smallprint.records.items import Audience, Kind

ALIKE_WITHIN = 31  # of 256 bits: a re-encoded or resized copy of the same picture stays within
_ALIKE_BYTES = 32
_FOLLOWERS_WEIGH = 50  # only the order of audiences matters here
_WORST_FIRST = (
    ProofState.BACK,
    ProofState.STILL_THERE,
    ProofState.CANNOT_TELL,
    ProofState.NARROWED,
    ProofState.GONE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one picture is known again. Empty: not known."""

    id: str = ""  # the network's own media id
    sha256: str = ""
    alike: bytes = b""  # look-alike hash, 32 bytes


@dataclass(frozen=True, slots=True)
class SideItem:
    """One item of one export. `finding` is None for an item that is no finding: it still proves presence."""

    key: str
    kind: Kind
    when: datetime | None
    audience: Audience
    pictures: tuple[Mark, ...]  # all of them, also those that are missing
    finding: str | None = None
    shows: frozenset[int] | None = None  # places of the pictures that show a child; None: all


@dataclass(frozen=True, slots=True)
class ExportSide:
    """One export of one account, as proof needs it."""

    network: str
    account: str
    coverage: Coverage
    items: tuple[SideItem, ...]

    @property
    def on(self) -> date | None:
        """The day it was made."""
        return self.coverage.on.date() if self.coverage.on is not None else None


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: ProofState
    why: str


class _Index:
    """The pictures of one export, looked up by id, bytes and looks."""

    __slots__ = (
        "_alike",
        "_alike_items",
        "_by_id",
        "_by_key",
        "_by_sha",
        "_claimed",
        "blind",
        "blind_without_id",
        "without_id",
    )

    def __init__(self, side: ExportSide, known_ids: frozenset[str]) -> None:
        self._by_id: dict[str, SideItem] = {}
        self._by_key: dict[str, SideItem] = {}
        self._by_sha: dict[str, list[tuple[str, SideItem]]] = defaultdict(list)
        self._claimed = known_ids  # ids of the earlier export: a picture with one of these is that picture
        hashes: list[bytes] = []
        self._alike_items: list[tuple[str, SideItem]] = []
        self.without_id = False  # holds a picture without an id
        self.blind_without_id = False  # holds one with neither id nor looks
        self.blind = False  # holds one without looks that is not known by its id either
        for item in side.items:
            self._by_key.setdefault(item.key, item)
            for mark in item.pictures:
                self._add(mark, item, hashes)
        self._alike = np.frombuffer(b"".join(hashes), np.uint64).reshape(-1, _ALIKE_BYTES // 8)

    def _add(self, mark: Mark, item: SideItem, hashes: list[bytes]) -> None:
        if mark.id:
            self._by_id[mark.id] = _wider(self._by_id.get(mark.id), item)
        if mark.sha256:
            self._by_sha[mark.sha256].append((mark.id, item))
        if len(mark.alike) == _ALIKE_BYTES:
            hashes.append(mark.alike)
            self._alike_items.append((mark.id, item))
        self.without_id |= not mark.id
        self.blind_without_id |= not mark.id and not mark.alike
        self.blind |= not mark.alike and mark.id not in self._claimed

    def item(self, key: str) -> SideItem | None:
        return self._by_key.get(key)

    def find(self, mark: Mark) -> SideItem | None:
        """Find the item that holds this picture: by id, by bytes, by looks."""
        if mark.id and mark.id in self._by_id:
            return self._by_id[mark.id]
        same = [item for other, item in self._by_sha.get(mark.sha256, ()) if self._may_be(mark, other)]
        if mark.sha256 and same:
            return _widest(same)
        return _widest(list(self._looking_like(mark)))

    def hides(self, mark: Mark) -> bool:
        """Say whether this picture could be here without being known again."""
        if mark.id:
            return self.blind_without_id or (self.without_id and not mark.alike)
        return self.blind or not mark.alike

    def _looking_like(self, mark: Mark) -> Iterator[SideItem]:
        if len(mark.alike) != _ALIKE_BYTES or not len(self._alike):
            return
        apart = np.bitwise_count(self._alike ^ np.frombuffer(mark.alike, np.uint64)).sum(axis=1)
        for place in np.flatnonzero(apart <= ALIKE_WITHIN):
            other, item = self._alike_items[int(place)]
            if self._may_be(mark, other):
                yield item

    def _may_be(self, mark: Mark, other: str) -> bool:
        """A picture with the id of another earlier picture is that one: two posts of one photo stay two."""
        return not (mark.id and other and other in self._claimed)


def prove(earlier: ExportSide, later: ExportSide, others: Sequence[ExportSide] = ()) -> list[Proof]:
    """Compare two exports of one account; `others`: further exports of it, to see what was gone in between.

    Gives one proof per finding of the earlier export and of the later one, by finding. Raises ValueError where the
    accounts differ or the order of the two is wrong.
    """
    _check(earlier, later)
    known = _ids(earlier)
    now = _Index(later, known)
    proofs: dict[str, Proof] = {}
    between = [side for side in others if _is_between(side, earlier, later)]
    gaps = [(side, _Index(side, known)) for side in between]
    for item in earlier.items:
        if item.finding is not None:
            verdict = _of_item(item, now, later, gaps)
            proofs[item.finding] = Proof(item.finding, verdict.state, verdict.why, later.on)
    before = [(side, _Index(side, _ids(later))) for side in others if _is_before(side, earlier)]
    then = _Index(earlier, _ids(later))
    for item in later.items:
        if item.finding is not None and item.finding not in proofs:
            newcomer = _of_newcomer(item, then, earlier, before)
            if newcomer is not None:
                proofs[item.finding] = Proof(item.finding, newcomer.state, newcomer.why, later.on)
    return [proofs[finding] for finding in sorted(proofs)]


def _of_item(item: SideItem, now: _Index, later: ExportSide, gaps: Sequence[tuple[ExportSide, _Index]]) -> _Verdict:
    verdicts = [_of_picture(item, mark, now, later, gaps) for mark in _shown(item)]
    if not verdicts:
        return _Verdict(ProofState.CANNOT_TELL, "We have nothing of this picture to compare.")
    return min(verdicts, key=lambda verdict: _WORST_FIRST.index(verdict.state))


def _of_picture(
    item: SideItem, mark: Mark, now: _Index, later: ExportSide, gaps: Sequence[tuple[ExportSide, _Index]]
) -> _Verdict:
    found = now.find(mark)
    if found is None:
        found = _by_key(item, mark, now)
    if found is not None:
        verdict = _there(item, found)
        if verdict.state is ProofState.STILL_THERE and any(_was_gone(item, mark, *gap) for gap in gaps):
            return _Verdict(ProofState.BACK, "It was gone in an export between these two, and is there again.")
        return verdict
    doubt = _doubt(item, mark, now, later)
    if doubt is not None:
        return _Verdict(ProofState.CANNOT_TELL, doubt)
    return _Verdict(ProofState.GONE, "The newer download covers its day and does not hold it any more.")


def _shown(item: SideItem) -> list[Mark]:
    return [mark for place, mark in enumerate(item.pictures) if item.shows is None or place in item.shows]


def _by_key(item: SideItem, mark: Mark, now: _Index) -> SideItem | None:
    """The same item is there. Its picture is taken to be there too, unless ids show that it was taken out of it."""
    found = now.item(item.key)
    if found is None:
        return None
    settled = bool(mark.id) and bool(found.pictures) and all(other.id for other in found.pictures)
    return None if settled and len(found.pictures) < len(item.pictures) else found


def _there(item: SideItem, found: SideItem) -> _Verdict:
    if found.audience is Audience.UNKNOWN or item.audience is Audience.UNKNOWN:
        if found.audience is Audience.ONLY_ME:
            return _Verdict(ProofState.NARROWED, "Now only you can see it.")
        return _Verdict(ProofState.STILL_THERE, "It is there; we could not tell whether fewer people can see it.")
    if _weight(found.audience) < _weight(item.audience):
        return _Verdict(ProofState.NARROWED, "It is there, and fewer people can see it now.")
    return _Verdict(ProofState.STILL_THERE, "It is there, and as many people can see it as before.")


def _doubt(item: SideItem, mark: Mark, now: _Index, later: ExportSide) -> str | None:
    if not (mark.id or mark.sha256 or mark.alike):
        return "We have nothing of this picture to compare."
    if now.hides(mark):
        return "Some pictures of the newer download could not be looked at, and it may be one of them."
    return why_it_cannot_tell(later.coverage, item.kind, item.when)


def _was_gone(item: SideItem, mark: Mark, side: ExportSide, index: _Index) -> bool:
    return index.find(mark) is None and _by_key(item, mark, index) is None and _doubt(item, mark, index, side) is None


def _of_newcomer(
    item: SideItem, then: _Index, earlier: ExportSide, before: Sequence[tuple[ExportSide, _Index]]
) -> _Verdict | None:
    """Judge a finding that only the later export has. None: the earlier one holds its pictures under another key."""
    if then.item(item.key) is not None:
        return _Verdict(ProofState.STILL_THERE, "It is there, and the earlier download held it too.")
    if _shown(item) and all(then.find(mark) is not None for mark in _shown(item)):
        return None
    if any(index.find(mark) is not None for _, index in before for mark in _shown(item)):
        return _Verdict(ProofState.BACK, "An older download had it, the one before this had not.")
    made = earlier.coverage.on
    if item.when is not None and made is not None and comparable(item.when) > comparable(made):
        return _Verdict(ProofState.NEW, "It was put there after the earlier download.")
    if why_it_cannot_tell(earlier.coverage, item.kind, item.when) is None:
        return _Verdict(ProofState.NEW, "The earlier download did not hold it.")
    return _Verdict(ProofState.STILL_THERE, "It is there; the earlier download could not say whether it was before.")


def _check(earlier: ExportSide, later: ExportSide) -> None:
    if (earlier.network, earlier.account) != (later.network, later.account):
        raise ValueError("the two exports are of different accounts")
    if earlier.coverage.on is None or later.coverage.on is None:
        raise ValueError("an export without a date proves nothing")
    if comparable(earlier.coverage.on) >= comparable(later.coverage.on):
        raise ValueError("the later export is not later")


def _ids(side: ExportSide) -> frozenset[str]:
    return frozenset(mark.id for item in side.items for mark in item.pictures if mark.id)


def _made(side: ExportSide) -> datetime | None:
    return comparable(side.coverage.on) if side.coverage.on is not None else None


def _is_before(side: ExportSide, earlier: ExportSide) -> bool:
    made, other = _made(side), _made(earlier)
    return made is not None and other is not None and made < other


def _is_between(side: ExportSide, earlier: ExportSide, later: ExportSide) -> bool:
    return _is_before(earlier, side) and _is_before(side, later)


def _weight(audience: Audience) -> int:
    return WEIGHTS.get(audience, _FOLLOWERS_WEIGH)


def _wider(one: SideItem | None, other: SideItem) -> SideItem:
    return other if one is None or _weight(other.audience) > _weight(one.audience) else one


def _widest(items: Sequence[SideItem]) -> SideItem | None:
    return max(items, key=lambda item: _weight(item.audience), default=None)
