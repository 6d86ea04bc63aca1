"""What to do first: the step that takes away most exposure per minute, then the next.

Exposure of a finding is its score: how well it identifies a child times the weight of its audience. A step narrows a
set of findings to one audience, so what it takes away is known exactly, overlaps included: what an earlier step has
narrowed already gains nothing. Such gains only shrink as steps are chosen, so a queue with stale bounds (lazy greedy)
gives the same order as trying every step each time. At the minutes of every line of the plan, at least 63 % (1 - 1/e)
of what any other choice could take away in these minutes is taken away: the bound for greedy by gain per cost on a
set function with shrinking gains.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from smallprint.exposure.accounts import AccountState
from smallprint.exposure.offers import Offer, offers_for
from smallprint.exposure.reach import reach
from smallprint.guides import Guide
from smallprint.records.findings import Finding, RunningTotal, Step, StepState
from smallprint.records.items import Audience, Kind

OPEN_TO_ANYBODY = frozenset({Audience.PUBLIC, Audience.LINK})
Numbers = NDArray[np.int64]
States = Mapping[str, tuple[StepState, str]]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step, and where things stand when every open step up to it is done."""

    step: Step
    total: RunningTotal


@dataclass(slots=True)
class _Picture:
    """Where everything stands while steps are applied, one place per finding."""

    points: Numbers  # how well it identifies a child
    weights: Numbers  # of the audience now
    public: NDArray[np.bool_]

    def gain(self, offer: Offer) -> int:
        now = self.weights[offer.places]
        return int((self.points[offer.places] * np.maximum(now - offer.weight, 0)).sum())

    def apply(self, offer: Offer) -> None:
        self.weights[offer.places] = np.minimum(self.weights[offer.places], offer.weight)
        if offer.step.leaves not in OPEN_TO_ANYBODY:
            self.public[offer.places] = False


def plan(
    findings: Sequence[Finding],
    accounts: Iterable[AccountState],
    guides: Mapping[str, Guide],
    states: States,
    *,
    others: Collection[str] = (),
) -> list[PlannedStep]:
    """Give open steps, biggest win per minute first, then done and skipped ones.

    Done steps count as claimed; a later export proves them. `others`: ids of findings with another family's child
    (rank.other_families). The result does not depend on the order of `findings`, `accounts` or `states`.
    """
    findings = sorted(findings, key=lambda finding: finding.id)
    known = {(account.network, account.account): account for account in accounts}
    for key in sorted({(finding.network, finding.account) for finding in findings} - set(known)):
        known[key] = AccountState(*key)
    stands = _where_it_stands(findings, known)
    offers = list(_all_offers(findings, known, guides, frozenset(others)))
    done = [offer for offer in offers if _state(offer, states) is StepState.DONE]
    for offer in done:
        stands.apply(offer)
    start = int(stands.public.sum())
    still_open = [offer for offer in offers if _state(offer, states) is StepState.OPEN]
    chosen = _greedy(still_open, stands)
    planned = [PlannedStep(_with_word(each.step, states), each.total) for each in _with_totals(chosen)]
    end = planned[-1].total if planned else RunningTotal(0, start, 0.0)
    gone_before = [offer for offer in offers if _state(offer, states) is not StepState.OPEN]
    gone_before.sort(key=lambda offer: (_state(offer, states), offer.step.id))
    return planned + [PlannedStep(_marked(offer.step, states), end) for offer in gone_before]


def steps_of(planned: Iterable[PlannedStep]) -> dict[str, tuple[str, ...]]:
    """Give for each finding the open steps that change it, in the plan's order."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in planned:
        if each.step.state is StepState.OPEN:
            for finding in each.step.changes:
                found[finding].append(each.step.id)
    return {finding: tuple(steps) for finding, steps in found.items()}


def _all_offers(
    findings: Sequence[Finding],
    known: Mapping[tuple[str, str], AccountState],
    guides: Mapping[str, Guide],
    others: frozenset[str],
) -> Iterator[Offer]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, finding in enumerate(findings):
        places[finding.network, finding.account].append(place)
    for key in sorted(known):
        guide = guides.get(key[0])
        if guide is not None:
            yield from offers_for(known[key], guide, findings, places[key], others)


def _where_it_stands(findings: Sequence[Finding], known: Mapping[tuple[str, str], AccountState]) -> _Picture:
    seen: dict[tuple[str, str, Kind, Audience], tuple[int, bool]] = {}
    weights = np.empty(len(findings), np.int64)
    public = np.empty(len(findings), np.bool_)
    for place, finding in enumerate(findings):
        key = (finding.network, finding.account, finding.kind, finding.audience)
        found = seen.get(key)
        if found is None:
            account = known[key[:2]]
            reaches = reach(finding.network, finding.kind, finding.audience, finding.when, account)
            found = (reaches.weight, reaches.audience in OPEN_TO_ANYBODY)
            if finding.kind is not Kind.STORY:  # a story's reach depends on its day
                seen[key] = found
        weights[place], public[place] = found
    scores = np.fromiter((finding.score for finding in findings), np.int64, len(findings))
    return _Picture(np.maximum(scores // np.maximum(weights, 1), 1), weights, public)


def _greedy(offers: Sequence[Offer], stands: _Picture) -> list[tuple[Offer, int, int]]:
    """Choose steps by gain per minute until none gains; advice without a finding comes last.

    Returns (step, what it takes away, findings that anybody can see after it).
    """
    queue = [(-stands.gain(offer) / offer.step.minutes, offer.step.id, offer) for offer in offers]
    heapq.heapify(queue)
    chosen: list[tuple[Offer, int, int]] = []
    while queue:
        _, name, offer = heapq.heappop(queue)
        gain = stands.gain(offer)
        fresh = (-gain / offer.step.minutes, name)
        if queue and fresh > queue[0][:2]:
            heapq.heappush(queue, (*fresh, offer))
            continue
        if gain > 0:
            stands.apply(offer)
        if gain > 0 or offer.advice:
            chosen.append((offer, gain, int(stands.public.sum())))
    return chosen


def _with_totals(chosen: Sequence[tuple[Offer, int, int]]) -> list[PlannedStep]:
    whole = sum(gain for _, gain, _ in chosen)
    minutes = taken = 0
    planned = []
    for offer, gain, left in chosen:
        minutes += offer.step.minutes
        taken += gain
        share = taken / whole if whole else 0.0
        planned.append(PlannedStep(offer.step, RunningTotal(minutes, left, share)))
    return planned


def _state(offer: Offer, states: States) -> StepState:
    return states.get(offer.step.id, (StepState.OPEN, ""))[0]


def _with_word(step: Step, states: States) -> Step:
    """An open step with the word that stands in the log: why it was opened again."""
    return replace(step, why=states[step.id][1]) if step.id in states else step


def _marked(step: Step, states: States) -> Step:
    state, why = states[step.id]
    return replace(step, state=state, why=why)
