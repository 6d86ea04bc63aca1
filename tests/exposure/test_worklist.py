from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exposure.invented import ACCOUNT, finding

from smallprint.exposure.accounts import AccountState
from smallprint.exposure.worklist import PlannedStep, plan, steps_of
from smallprint.guides import all_guides
from smallprint.records.findings import Finding, StepState
from smallprint.records.items import Audience, Kind

GUIDES = all_guides()
DONE, SKIPPED = (StepState.DONE, ""), (StepState.SKIPPED, "not now")


def planned(
    findings: list[Finding], states: dict | None = None, account: AccountState = ACCOUNT, **more
) -> list[PlannedStep]:
    return plan(findings, [account], GUIDES, states or {}, **more)


def opened(steps: list[PlannedStep]) -> list[PlannedStep]:
    return [each for each in steps if each.step.state is StepState.OPEN]


POSTS = [finding(f"post{n:02}", when=datetime(2019 + n % 5, 6, 1, tzinfo=UTC)) for n in range(30)]
PROFILE = finding("profile", 2000, kind=Kind.PROFILE_PICTURE)


def test_the_account_switch_comes_first_and_tells_the_truth_about_what_stays_public() -> None:
    first = planned([*POSTS, PROFILE])[0]
    assert first.step.id.startswith("make-private-")
    assert first.step.leaves is Audience.FOLLOWERS
    assert set(first.step.changes) == {post.id for post in POSTS}
    assert (first.total.minutes, first.total.public_left) == (first.step.minutes, 1)


def test_running_totals_grow_to_the_whole_and_never_over_it() -> None:
    steps = planned([*POSTS, PROFILE])
    shares = [each.total.share_done for each in steps]
    left = [each.total.public_left for each in steps]
    assert shares == sorted(shares)
    assert left == sorted(left, reverse=True)
    assert shares[-1] == pytest.approx(1.0)
    assert left[-1] == 0
    assert steps[-1].total.minutes == sum(each.step.minutes for each in steps)


def test_a_professional_account_is_first_told_to_become_a_personal_one() -> None:
    how = planned(POSTS, account=replace(ACCOUNT, professional=True))[0].step.how
    assert "personal account" in how[0]
    assert how[1:] == planned(POSTS)[0].step.how


def test_a_done_step_narrows_and_is_listed_after_the_open_ones() -> None:
    switch = planned(POSTS)[0].step
    steps = planned(POSTS, {switch.id: DONE})
    assert steps[-1].step == replace(switch, state=StepState.DONE)
    assert all(each.total.public_left == 0 for each in steps)
    assert switch.id not in {each.step.id for each in opened(steps)}


def test_a_skipped_step_is_left_out_and_keeps_its_reason() -> None:
    switch = planned(POSTS)[0].step
    steps = planned(POSTS, {switch.id: SKIPPED})
    assert steps[-1].step.why == "not now"
    assert steps[0].total.public_left > 0
    assert opened(steps)[-1].total.share_done == pytest.approx(1.0)


def test_what_only_you_can_see_needs_no_step() -> None:
    hidden = [finding("old", 20, kind=Kind.ARCHIVED, audience=Audience.ONLY_ME)]
    assert planned(hidden, account=replace(ACCOUNT, private=True)) == []


def test_an_open_account_without_findings_still_gets_its_advice() -> None:
    told = AccountState("instagram", "dan", private=False, profile_picture_shows_child=True)
    steps = plan([], [told], GUIDES, {})
    assert [each.step.id.rsplit("-", 1)[0] for each in steps] == ["make-private", "replace-profile-picture"]
    assert all(each.step.changes == () and each.total.share_done == 0 for each in steps)


def test_a_network_without_a_guide_gives_no_step_and_no_error() -> None:
    assert plan([finding("x", network="nowhere")], [], GUIDES, {}) == []


def test_another_family_s_child_is_asked_about() -> None:
    steps = planned([finding("party"), *POSTS], others={"party"})
    asked = next(
        each.step for each in planned([finding("party")], others={"party"}) if each.step.id.startswith("ask-")
    )
    assert "other parents" in asked.title
    assert not any(each.step.id.startswith("ask-") and each.step.changes != ("party",) for each in steps)


def test_links_are_https_or_the_guide_s() -> None:
    bad = planned([finding("x", link="javascript:alert(1)", kind=Kind.REEL)])
    assert all(link.startswith("https://") for each in bad for link in each.step.links)
    good = planned([finding("x", link="https://www.instagram.com/p/abc/")])
    assert any(each.step.links == ("https://www.instagram.com/p/abc/",) for each in good)


def test_a_finding_knows_its_steps() -> None:
    steps = planned(POSTS)
    assert steps_of(steps)["post00"][0] == steps[0].step.id


FINDINGS = st.lists(
    st.builds(
        lambda number, kind, audience, points, year, account: finding(
            f"{number:05}", points * 100, kind=kind, audience=audience, account=account,
            when=None if year == 2012 else datetime(year, 5, 5, tzinfo=UTC),
        ),
        st.integers(0, 10**5), st.sampled_from(list(Kind)), st.sampled_from(list(Audience)), st.integers(1, 400),
        st.integers(2012, 2026), st.sampled_from(["cleo.marrow", "dan"]),
    ),
    max_size=30, unique_by=lambda one: one.id,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(FINDINGS, st.randoms(use_true_random=False))
def test_a_plan_never_exceeds_the_whole_and_does_not_depend_on_order(findings: list, shuffle: random.Random) -> None:
    steps = plan(findings, [ACCOUNT], GUIDES, {})
    states = {each.step.id: shuffle.choice([DONE, SKIPPED]) for each in steps if shuffle.random() < 0.3}
    again = plan(findings, [ACCOUNT], GUIDES, states)
    mixed, turned = list(findings), dict(shuffle.sample(sorted(states.items()), len(states)))
    shuffle.shuffle(mixed)
    assert plan(mixed, [ACCOUNT], GUIDES, turned) == again
    total = [each.total for each in again]
    assert all(0 <= each.share_done <= 1 + 1e-9 and 0 <= each.public_left <= len(findings) for each in total)
    assert all(one.minutes <= two.minutes and one.public_left >= two.public_left for one, two in pairwise(total))


@settings(max_examples=40, deadline=None)
@given(FINDINGS)
def test_the_lazy_order_is_the_order_of_trying_every_step_each_time(findings: list) -> None:
    steps = opened(plan(findings, [], GUIDES, {}))
    if len(steps) < 2:
        return
    # After the first step is done, the plan for the rest is the rest of the plan.
    rest = opened(plan(findings, [], GUIDES, {steps[0].step.id: DONE}))
    assert [each.step.id for each in rest] == [each.step.id for each in steps[1:]]


@pytest.mark.slow
def test_a_hundred_thousand_findings_are_planned_in_a_second() -> None:
    kinds = [Kind.POST] * 6 + [Kind.REEL, Kind.STORY, Kind.PROFILE_PICTURE]
    many = [
        finding(f"{n:06}", 4000 + n % 20000, kind=kinds[n % 9], when=datetime(2010 + n % 16, 3, 1, tzinfo=UTC))
        for n in range(100_000)
    ]
    switch = planned(many)[0].step
    started = time.perf_counter()
    planned(many, {switch.id: DONE})
    assert time.perf_counter() - started < 1
