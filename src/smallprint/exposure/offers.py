"""Every step that an account's guide offers for its findings."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from smallprint.exposure.accounts import AccountState
from smallprint.exposure.reach import weight_of
from smallprint.guides import Action, Guide, Question, Switch
from smallprint.records.findings import Finding, Step
from smallprint.records.items import Audience, Kind

# Nobody works through a thousand lines; the rest is reached by switches and whole years, or by the next plan.
MOST_SINGLE_STEPS = 60  # per account, top scores first
_WHOLE_ACCOUNT = (Action.MAKE_PRIVATE, Action.LIMIT_PAST, Action.REPLACE_PROFILE_PICTURE, Action.REPLACE_COVER)
_ANSWERED_BY_SWITCH = {Action.LIMIT_PAST: "past_limited", Action.REPLACE_COVER: "cover_shows_child"}
_ONE_BY_ONE = (Action.ONE, Action.NARROW_ONE, Action.NARROW_ALBUM)


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """One step and the places of its findings among all findings."""

    step: Step
    places: NDArray[np.int64]
    weight: int  # of the audience it leaves
    advice: bool = False  # worth doing although no finding shows it: the account is open


def offers_for(
    account: AccountState, guide: Guide, findings: Sequence[Finding], places: Sequence[int], others: frozenset[str]
) -> Iterator[Offer]:
    """Give every step for one account. `places`: where its findings stand in `findings`."""
    by_audience = _by_kind_and_audience(findings, places)
    for switch in guide.switches:
        if switch.action in _WHOLE_ACCOUNT:
            reached = _reached(switch, by_audience)
            if reached or _is_open(switch, account):
                yield _offer(account, guide, switch, findings, reached, target="", advice=_is_open(switch, account))
        elif switch.action is Action.BULK_YEAR:
            for year, of_year in _by_year(findings, _reached(switch, by_audience)).items():
                yield _offer(account, guide, switch, findings, of_year, target=str(year), year=str(year))
    yield from _one_by_one(account, guide, findings, places, others)
    for question in guide.questions:
        if question.do and question.fact in account.open:
            yield _advice(account, question)


def _advice(account: AccountState, question: Question) -> Offer:
    """A step that changes no single finding, and the account: what an answer of the check-up leaves open."""
    step = Step(
        id=step_id(account.network, account.account, "checkup", question.fact),
        title=question.do,
        network=account.network,
        account=account.account,
        minutes=question.minutes,
        changes=(),
        leaves=Audience.UNKNOWN,
        how=(f"Look at: {question.where}.",),
        links=(),
    )
    return Offer(step, np.array((), np.int64), weight_of(Audience.UNKNOWN, account), advice=True)


def _one_by_one(
    account: AccountState, guide: Guide, findings: Sequence[Finding], places: Sequence[int], others: frozenset[str]
) -> Iterator[Offer]:
    ranked = sorted(places, key=lambda place: (-findings[place].score, findings[place].id))
    single = [switch for action in _ONE_BY_ONE for switch in guide.switches_for(action)]
    asking = guide.switches_for(Action.ASK_FAMILY)
    offered = 0
    for place in ranked:
        finding = findings[place]
        ask = asking if finding.id in others else ()
        fitting = [switch for switch in (ask or single) if _fits(switch, finding.kind, finding.audience)]
        offered += bool(fitting)
        if offered > MOST_SINGLE_STEPS:
            return
        for switch in fitting:
            yield _offer(account, guide, switch, findings, [place], target=finding.id)


def _offer(
    account: AccountState,
    guide: Guide,
    switch: Switch,
    findings: Sequence[Finding],
    places: Sequence[int],
    *,
    target: str,
    year: str = "",
    advice: bool = False,
) -> Offer:
    one = findings[places[0]] if len(places) == 1 else None
    before = switch.also_when_professional if account.professional else ()
    kinds = ",".join(sorted(switch.kinds)) if switch.action is Action.BULK_YEAR else ""
    step = Step(
        id=step_id(account.network, account.account, switch.action, f"{target}{kinds}"),
        title=_title(switch.title, one, year),
        network=account.network,
        account=account.account,
        minutes=max(1, ceil(switch.minutes + switch.seconds_each * len(places) / 60)),
        changes=tuple(findings[place].id for place in places),
        leaves=switch.leaves,
        how=(*before, *switch.how),
        links=_links(switch, guide, account, one),
    )
    return Offer(step, np.array(places, np.int64), weight_of(switch.leaves, account), advice)


def step_id(network: str, account: str, action: str, target: str) -> str:
    """Name a step by what it does to what: the same step keeps its id in every plan."""
    text = "\0".join((network, account, action, target)).encode("utf-8", "surrogatepass")
    return f"{action.replace('_', '-')}-{base64.b32encode(hashlib.sha256(text).digest())[:8].decode().lower()}"


def _by_kind_and_audience(
    findings: Sequence[Finding], places: Sequence[int]
) -> dict[tuple[Kind, Audience], list[int]]:
    groups: dict[tuple[Kind, Audience], list[int]] = defaultdict(list)
    for place in places:
        groups[findings[place].kind, findings[place].audience].append(place)
    return groups


def _reached(switch: Switch, groups: dict[tuple[Kind, Audience], list[int]]) -> list[int]:
    found = [place for key, places in groups.items() if _fits(switch, *key) for place in places]
    return sorted(found)


def _fits(switch: Switch, kind: Kind, audience: Audience) -> bool:
    return kind in switch.kinds and audience in switch.changes and audience is not Audience.ONLY_ME


def _by_year(findings: Sequence[Finding], places: Sequence[int]) -> dict[int, list[int]]:
    years: dict[int, list[int]] = defaultdict(list)
    for place in places:
        when = findings[place].when
        if when is not None:
            years[when.year].append(place)
    return years


def _is_open(switch: Switch, account: AccountState) -> bool:
    """Say whether the account itself asks for this step, as the export or the person states it."""
    if switch.action is Action.MAKE_PRIVATE:
        return account.private is False
    if switch.action in _ANSWERED_BY_SWITCH:
        return _ANSWERED_BY_SWITCH[switch.action] in account.open
    return switch.action is Action.REPLACE_PROFILE_PICTURE and account.profile_picture_shows_child is True


def _title(pattern: str, one: Finding | None, year: str) -> str:
    when = one.when if one is not None else None
    day = f"{when.day} {when:%B} {when.year}" if when is not None else "a day we do not know"
    kind = one.kind.replace("_", " ") if one is not None else ""
    return pattern.replace("{year}", year).replace("{date}", day).replace("{kind}", kind)


def _links(switch: Switch, guide: Guide, account: AccountState, one: Finding | None) -> tuple[str, ...]:
    if one is not None and one.link is not None and one.link.startswith("https://"):
        return (one.link,)
    if switch.address:
        return (switch.address,)
    profile = guide.addresses.get("profile", "").replace("{account}", quote(account.account, safe=""))
    return (profile,) if profile and account.account else ()
