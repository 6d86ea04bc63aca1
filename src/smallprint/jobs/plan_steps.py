"""The plan: what to do, biggest win first, with what the person did already."""

from __future__ import annotations

from collections.abc import Sequence

from smallprint.errors import UnknownName
from smallprint.exposure.accounts import AccountState
from smallprint.exposure.rank import finding_id, other_families
from smallprint.exposure.worklist import PlannedStep, plan
from smallprint.guides import all_guides
from smallprint.jobs.account_facts import by_account
from smallprint.jobs.accounts import audit_accounts
from smallprint.jobs.face_verdict import face_verdict
from smallprint.records.family import Verdict
from smallprint.records.findings import Finding, StepState
from smallprint.store import Home


def plan_steps(home: Home) -> list[PlannedStep]:
    """The plan for everything that was found."""
    return planned_for(home, home.findings.all())


def planned_for(home: Home, findings: Sequence[Finding]) -> list[PlannedStep]:
    """The plan for these findings."""
    return plan(
        findings, account_states(home, findings), all_guides(), home.steps.states(), others=of_other_families(home)
    )


def account_states(home: Home, findings: Sequence[Finding]) -> list[AccountState]:
    """Every account for the planner: the export's word first, then the person's."""
    return [
        AccountState(
            network=audit.network,
            account=audit.account,
            private=audit.private,
            followers=audit.followers,
            professional=audit.professional,
            minor=audit.minor,
            profile_picture_shows_child=audit.profile_picture_shows_child,
            exported_at=one.exported_at,
            open=frozenset(audit.open),
        )
        for one in audit_accounts(home, findings)
        for audit in (one.audit,)
    ]


def of_other_families(home: Home) -> frozenset[str]:
    """Findings with a child that a person said is not one of their own. Most homes have none, and no item is read."""
    if not any(one.said and one.verdict is Verdict.CHILD and not one.enrolled for one in home.people.all()):
        return frozenset()
    return frozenset(
        finding_id(seen.item.network, seen.account, seen.item.key)
        for exports in by_account(home.exports.all()).values()
        for export in exports
        for seen in home.seen.items(export.id, face_verdict)
        if other_families(seen)
    )


def set_step(home: Home, step: str, state: StepState, why: str) -> None:
    """Keep what the person says of a step. Raises UnknownName."""
    if step not in {planned.step.id for planned in plan_steps(home)}:
        raise UnknownName(f"There is no step {step}.", hint="See them: smallprint steps")
    home.steps.set_state(step, state, why)
