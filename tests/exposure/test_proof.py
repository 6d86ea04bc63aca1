from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallprint.exposure.coverage import Coverage
from smallprint.exposure.current import is_present
from smallprint.exposure.proof import ExportSide, Mark, SideItem, prove
from smallprint.records.findings import ProofState
from smallprint.records.items import Audience, Kind

FIRST, MIDDLE, LAST = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 5, 9))
WHEN = datetime(2024, 6, 1, tzinfo=UTC)
POSTS = frozenset({Kind.POST})


def mark(name: str, *, id: str | None = None) -> Mark:
    digest = hashlib.sha256(name.encode())
    return Mark(name if id is None else id, digest.hexdigest(), digest.digest())


def item(
    name: str,
    *marks: Mark,
    audience: Audience = Audience.PUBLIC,
    when: datetime | None = WHEN,
    kind: Kind = Kind.POST,
) -> SideItem:
    return SideItem(f"key-{name}", kind, when, audience, marks or (mark(name),), f"finding-{name}")


def side(on: datetime, *items: SideItem, **limits: object) -> ExportSide:
    kinds = {each.kind for each in items}
    given = {"asked_all": True, "sections": POSTS | kinds, "counts": {kind: len(items) for kind in kinds}} | limits
    return ExportSide("instagram", "cleo.marrow", Coverage(on, **given), items)


def state(earlier: ExportSide, later: ExportSide, name: str = "a", *others: ExportSide) -> ProofState | None:
    return {proof.finding: proof.state for proof in prove(earlier, later, others)}.get(f"finding-{name}")


BEFORE = side(FIRST, item("a"), item("b"))


def test_what_a_complete_later_export_does_not_hold_is_gone() -> None:
    proofs = prove(BEFORE, side(LAST, item("b")))
    assert [(proof.finding, proof.state) for proof in proofs] == [
        ("finding-a", ProofState.GONE), ("finding-b", ProofState.STILL_THERE),
    ]  # fmt: skip
    assert all(proof.on == LAST.date() and proof.why for proof in proofs)


@pytest.mark.parametrize(
    "limits",
    [
        {"parts_missing": True},
        {"asked_all": False, "asked_from": datetime(2025, 1, 1, tzinfo=UTC)},
        {"asked_all": None, "asked_to": datetime(2023, 1, 1, tzinfo=UTC)},
        {"asked_all": None},
        {"asked_all": None, "range_from": datetime(2025, 1, 1, tzinfo=UTC), "range_to": LAST},
        {"sections": frozenset({Kind.STORY})},
        {"sections": None, "counts": {Kind.STORY: 3}},
        {"stated": {Kind.POST: 5}},
        {"unread": {Kind.POST: 1}},
        {"unread": {Kind.ARCHIVED: 1}},
        {"unread_anywhere": 1},
    ],
)
def test_an_incomplete_later_export_cannot_tell(limits: dict) -> None:
    assert state(BEFORE, side(LAST, item("b"), **limits)) is ProofState.CANNOT_TELL
    assert state(BEFORE, side(LAST, item("b"), **limits), "b") is ProofState.STILL_THERE


def test_an_item_without_a_day_is_gone_only_when_all_time_was_asked() -> None:
    earlier = side(FIRST, item("a", when=None))
    assert state(earlier, side(LAST)) is ProofState.GONE
    assert state(earlier, side(LAST, asked_all=False, asked_from=FIRST)) is ProofState.CANNOT_TELL


def test_a_smaller_audience_is_narrowed_and_a_wider_one_is_still_there() -> None:
    later = side(LAST, item("a", audience=Audience.FOLLOWERS), item("b", audience=Audience.PUBLIC))
    assert state(BEFORE, later) is ProofState.NARROWED
    assert (
        state(later_as_earlier(later), side(datetime(2026, 10, 1, tzinfo=UTC), item("a"))) is ProofState.STILL_THERE
    )


def later_as_earlier(later: ExportSide) -> ExportSide:
    return replace(later, coverage=replace(later.coverage, on=LAST))


def test_an_unknown_audience_is_never_called_narrowed() -> None:
    unknown = side(FIRST, item("a", audience=Audience.UNKNOWN))
    assert state(unknown, side(LAST, item("a", audience=Audience.FOLLOWERS))) is ProofState.STILL_THERE
    assert state(BEFORE, side(LAST, item("a", audience=Audience.UNKNOWN))) is ProofState.STILL_THERE


def test_an_archived_post_is_narrowed() -> None:
    archived = replace(item("a", kind=Kind.ARCHIVED, audience=Audience.ONLY_ME), key="another", finding=None)
    assert state(BEFORE, side(LAST, archived)) is ProofState.NARROWED


def test_a_picture_is_known_again_by_its_bytes_and_by_its_looks() -> None:
    same_bytes = replace(item("x", replace(mark("a", id="new"), alike=b"")), finding=None)
    nearly = bytearray(mark("a").alike)
    nearly[0] ^= 0xFF
    same_looks = replace(item("y", Mark("", "other", bytes(nearly))), finding=None)
    assert state(BEFORE, side(LAST, same_bytes)) is ProofState.STILL_THERE
    assert state(BEFORE, side(LAST, same_looks)) is ProofState.STILL_THERE


def test_of_two_posts_of_one_photo_the_removed_one_is_gone() -> None:
    twice = side(FIRST, item("a", mark("photo", id="1")), item("b", mark("photo", id="2")))
    later = side(LAST, item("b", mark("photo", id="2")))
    assert (state(twice, later), state(twice, later, "b")) == (ProofState.GONE, ProofState.STILL_THERE)


def test_a_picture_that_could_not_be_looked_at_keeps_the_question_open() -> None:
    blind = replace(item("x", Mark()), finding=None)
    assert state(BEFORE, side(LAST, blind)) is ProofState.CANNOT_TELL
    nothing_known = side(FIRST, item("a", Mark()))
    assert state(nothing_known, side(LAST)) is ProofState.CANNOT_TELL


def test_the_worst_picture_decides_for_a_carousel() -> None:
    earlier = side(FIRST, item("a", mark("one"), mark("two"), mark("three")))
    assert state(earlier, side(LAST, item("a", mark("one")))) is ProofState.STILL_THERE
    only_two = side(FIRST, replace(item("a", mark("one"), mark("two")), shows=frozenset({1})))
    assert state(only_two, side(LAST, item("a", mark("one")))) is ProofState.GONE


def test_what_came_after_is_new_and_what_returned_is_back() -> None:
    later = side(LAST, item("a"), item("c", when=MIDDLE))
    assert state(BEFORE, later, "c") is ProofState.NEW
    assert state(BEFORE, later, "a", side(MIDDLE, item("b"))) is ProofState.BACK
    assert state(BEFORE, later, "a", side(MIDDLE, item("b"), parts_missing=True)) is ProofState.STILL_THERE
    assert state(side(MIDDLE, item("b")), later, "a", BEFORE) is ProofState.BACK


def test_an_old_post_that_the_earlier_export_could_not_show_is_not_called_new() -> None:
    cut = side(FIRST, item("b"), asked_all=False, asked_from=datetime(2025, 6, 1, tzinfo=UTC))
    assert state(cut, side(LAST, item("a"), item("b"))) is ProofState.STILL_THERE


def test_other_accounts_and_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="accounts"):
        prove(BEFORE, replace(side(LAST), account="dan"))
    with pytest.raises(ValueError, match="not later"):
        prove(side(LAST), BEFORE)
    with pytest.raises(ValueError, match="without a date"):
        prove(replace(BEFORE, coverage=replace(BEFORE.coverage, on=None)), side(LAST))


NAMES = st.sampled_from([f"n{number}" for number in range(8)])
STRENGTH = st.sampled_from(["all", "id", "sha", "alike", "none"])


def weakened(full: Mark, strength: str) -> Mark:
    return {
        "all": full,
        "id": Mark(full.id),
        "sha": Mark("", full.sha256),
        "alike": Mark("", "", full.alike),
        "none": Mark(),
    }[strength]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(NAMES, STRENGTH), st.dictionaries(NAMES, STRENGTH), st.booleans())
def test_nothing_that_is_present_is_ever_called_gone(before: dict, after: dict, rekeyed: bool) -> None:
    earlier = side(FIRST, *(item(name, weakened(mark(name), strength)) for name, strength in before.items()))
    held = [item(name, weakened(mark(name), strength)) for name, strength in after.items()]
    later = side(LAST, *(replace(each, key=f"new-{each.key}") if rekeyed else each for each in held))
    for proof in prove(earlier, later):
        if proof.finding.removeprefix("finding-") in after:
            assert proof.state is not ProofState.GONE


@settings(max_examples=100, deadline=None)
@given(st.sets(NAMES), st.sets(NAMES))
def test_with_everything_known_exactly_the_removed_ones_are_gone(before: set, after: set) -> None:
    proofs = prove(side(FIRST, *map(item, sorted(before))), side(LAST, *map(item, sorted(after))))
    gone = {proof.finding.removeprefix("finding-") for proof in proofs if proof.state is ProofState.GONE}
    assert gone == before - after
    assert len(proofs) == len(before | after)


def test_the_newest_export_that_covers_the_day_is_the_present_state() -> None:
    whole = Coverage(FIRST, asked_all=True, sections=POSTS)
    last_year = Coverage(LAST, asked_from=datetime(2025, 9, 1, tzinfo=UTC), sections=POSTS)
    both = [whole, last_year]
    recent = datetime(2025, 12, 1, tzinfo=UTC)
    assert is_present(both, Kind.POST, WHEN, lambda place: place == 0) == 0
    assert is_present(both, Kind.POST, recent, lambda place: place == 0) is None
    assert is_present(both, Kind.POST, recent, lambda place: True) == 1
    assert is_present(both, Kind.POST, recent, lambda place: False) is None


@pytest.mark.slow
def test_twenty_thousand_items_with_five_hundred_removed_are_proved_in_seconds() -> None:
    items = [item(f"n{number}") for number in range(20_000)]
    started = time.perf_counter()
    proofs = prove(side(FIRST, *items), side(LAST, *items[500:]))
    assert sum(proof.state is ProofState.GONE for proof in proofs) == 500
    assert time.perf_counter() - started < 5
