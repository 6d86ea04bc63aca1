"""The demo family's look-back, compared with what its inventor knows. Drawn people are never a recall figure."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import PurePosixPath

import pytest

from smallprint.demo.instagram_export import media_id
from smallprint.demo.moments import MOMENTS
from smallprint.demo.truth import audience_of, listed, true_items
from smallprint.jobs.add import Wish, add_all
from smallprint.jobs.close_review import close_review
from smallprint.jobs.given import look_over
from smallprint.jobs.house_rules import SeenBy, Whose
from smallprint.jobs.plan_steps import plan_steps
from smallprint.jobs.progress import quiet
from smallprint.jobs.prove_gone import prove_gone
from smallprint.jobs.put_away import delete_download
from smallprint.jobs.show_demo import OPENS_WITH
from smallprint.records.family import Verdict
from smallprint.records.findings import ClueKind, ProofState
from smallprint.records.items import Audience, Kind
from smallprint.store import open_home

pytestmark = pytest.mark.timeout(1500)  # the first test draws the family and looks back on it
TRUTH = tuple(true_items())


def by_media(findings):
    return {PurePosixPath(picture.name).stem: finding for finding in findings for picture in finding.pictures}


def finding_of(found, item):
    return next((found[media] for media in item.media if media in found), None)


def add(home, *paths):
    given = tuple(look_over(paths))
    wish = Wish(given, {one.digest: Whose("mine") for one in given}, SeenBy(), date(2026, 11, 22))
    return add_all(home, wish, quiet())


@pytest.fixture
def copy(shown, tmp_path):
    """A copy of the home that was looked back on, for tests that change it."""
    shown.home.backup(tmp_path / "backup")
    from smallprint.store import restore_home

    restore_home(tmp_path / "backup", tmp_path / "home", passphrase=OPENS_WITH)
    with open_home(tmp_path / "home", passphrase=OPENS_WITH) as home:
        yield home


def test_every_entry_is_accounted_for(shown):
    counts = shown.demo.added.exports[0].kept.counts
    assert counts.entries == counts.items + counts.joined + counts.skipped + counts.unread
    assert counts.items == len(MOMENTS) + 1  # and one picture sent in a chat
    assert counts.unread == counts.missing_media == shown.demo.added.troubles == 0


def test_every_item_that_shows_a_child_is_found_and_nothing_else(shown):
    found = by_media(shown.home.findings.all())
    wanted = [item for item in TRUTH if listed(item)]
    missed = [item for item in wanted if finding_of(found, item) is None]
    right = {finding_of(found, item).id for item in wanted if finding_of(found, item)}
    false = [finding for finding in shown.home.findings.all() if finding.id not in right]
    print(f"\ndemo: {len(wanted) - len(missed)} of {len(wanted)} found, {len(false)} false alarms")
    assert missed == []
    assert len(false) <= 2


def test_who_could_see_each_item_is_as_it_was_made(shown):
    found = by_media(shown.home.findings.all())
    wrong = [
        (item, finding.audience)
        for item in TRUTH
        if (finding := finding_of(found, item)) is not None and finding.audience is not item.audience
    ]
    assert wrong == []


def test_recently_deleted_pictures_and_chats_are_counted_and_never_opened(shown):
    kept = shown.demo.added.exports[0].kept
    assert kept.by_kind["deleted"] == sum(moment.kind is Kind.DELETED for moment in MOMENTS)
    assert kept.by_kind["message"] == 1
    closed = {media for item in TRUTH if item.kind is Kind.DELETED for media in item.media}
    for seen in shown.home.seen.items(kept.id, lambda face: Verdict.UNSURE):
        if seen.item.kind in {Kind.DELETED, Kind.MESSAGE}:
            assert not any(picture.looked or picture.faces for picture in seen.pictures)
    assert not closed & set(by_media(shown.home.findings.all()))


def test_exact_places_are_named_where_the_phone_wrote_them_down(shown):
    found = by_media(shown.home.findings.all())
    for item in TRUTH:
        finding = finding_of(found, item)
        if finding is not None:
            kinds = {clue.kind for clue in finding.clues}
            assert (ClueKind.EXACT_PLACE in kinds) == item.point


def test_face_name_and_place_together_come_first(shown):
    best = shown.home.findings.page(limit=1).findings[0]
    kinds = {clue.kind for clue in best.clues}
    assert best.audience is Audience.PUBLIC
    assert {ClueKind.FACE, ClueKind.NAME, ClueKind.SCHOOL, ClueKind.EXACT_PLACE} <= kinds


def test_making_the_account_private_is_the_first_step_and_its_reach_is_true(shown):
    first = shown.demo.steps[0]
    public = [i for i in TRUTH if listed(i) and i.audience is Audience.PUBLIC and i.kind is not Kind.PROFILE_PICTURE]
    assert first.step.id.startswith("make-private")
    assert len(first.step.changes) == len(public)
    assert first.total.public_left == 1  # the profile picture, which no switch hides


def test_names_are_the_familys_own_and_enrolled_one_by_one(shown):
    people = shown.home.people.all()
    children = {person.name for person in people if person.enrolled and person.verdict is Verdict.CHILD}
    assert children == {"Ada", "Ben"}
    named = Counter(name for finding in shown.home.findings.all() for name in finding.children)
    truth = Counter(
        name.title() for item in TRUTH if listed(item) for name in item.children if name in {"ada", "ben"}
    )
    assert abs(named["Ada"] - truth["Ada"]) <= 3
    assert abs(named["Ben"] - truth["Ben"]) <= 3


def test_a_second_add_of_the_same_export_looks_at_nothing(shown):
    again = add(shown.home, shown.exports.first).exports[0]
    assert (again.looked_at, again.again) == (0, True)


def test_a_later_download_proves_exactly_what_was_removed(shown, copy):
    before = by_media(copy.findings.all())
    added = add(copy, shown.exports.later)
    assert added.exports[0].looked_at == 0  # the same bytes are looked at once
    states = {proof.finding: proof.state for proof in prove_gone(copy)[0].proofs}
    for item in TRUTH:
        finding = finding_of(before, item)
        if finding is None:
            continue
        state = states[finding.id]
        if item.gone_later:
            assert state is ProofState.GONE
        elif item.audience is Audience.PUBLIC and item.kind is not Kind.PROFILE_PICTURE:
            assert state is ProofState.NARROWED
        else:
            assert state is ProofState.STILL_THERE


def test_a_download_of_one_year_proves_nothing_gone_from_the_others(shown, copy):
    before = by_media(copy.findings.all())
    add(copy, shown.exports.cut)
    proven = prove_gone(copy)[0]
    assert not proven.complete
    states = {proof.finding: proof.state for proof in proven.proofs}
    for moment in MOMENTS:
        finding = before.get(media_id(moment, 0))
        if finding is not None and moment.when.year < 2025:
            assert states[finding.id] is ProofState.CANNOT_TELL


def test_lists_steps_and_proof_go_on_when_the_download_is_deleted(shown, copy, tmp_path):
    moved = shutil.copy(shown.exports.first, tmp_path / shown.exports.first.name)
    first = copy.exports.all()[0]
    copy.exports.moved(first.id, (str(moved),))
    findings, steps = copy.findings.all(), plan_steps(copy)
    delete_download(copy, first.id)
    assert not (tmp_path / shown.exports.first.name).exists()
    assert copy.findings.all() == findings
    assert plan_steps(copy) == steps
    assert all(copy.pictures.thumbnail(p.sha256) for f in findings for p in f.pictures)
    add(copy, shown.exports.later)
    gone = sum(proof.state is ProofState.GONE for proof in prove_gone(copy)[0].proofs)
    assert gone == sum(item.gone_later for item in TRUTH if listed(item))


def test_closing_the_review_keeps_face_matches_of_the_enrolled_alone(shown):
    home, findings = shown.home, shown.home.findings.all()
    enrolled = {person.id for person in home.people.all() if person.enrolled}
    closed = close_review(home)
    left, _ = home.pictures.descriptors([face.id for face in home.pictures.faces_grouped()])
    kept = {face.id: face.person for face in home.pictures.faces_grouped()}
    assert closed.dropped > 0
    assert left
    assert {kept[face] for face in left} <= enrolled
    assert [export.paths for export in closed.still_there] == [(str(shown.exports.first.resolve()),)]
    assert close_review(home).dropped == 0
    assert home.findings.all() == findings


def test_the_truth_knows_its_audiences():
    assert audience_of(MOMENTS[0], private=False) is Audience.PUBLIC
    assert audience_of(MOMENTS[0], private=True) is Audience.FOLLOWERS
