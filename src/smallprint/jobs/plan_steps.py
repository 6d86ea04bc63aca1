"""The plan: what to do, biggest win first, with what the person did already."""

from __future__ import annotations

from collections.abc import Sequence

from smallprint.errors import UnknownName
from smallprint.exposure.accounts import AccountState
from smallprint.exposure.rank import finding_id, other_families
from smallprint.exposure.reach import WEIGHTS
from smallprint.exposure.worklist import PlannedStep, plan
from smallprint.guides import Action, all_guides
from smallprint.jobs.account_facts import by_account, made
from smallprint.jobs.accounts import audit_accounts
from smallprint.jobs.face_verdict import face_verdict
from smallprint.records.family import Verdict
from smallprint.records.findings import Finding, Step, StepState
from smallprint.records.items import Audience
from smallprint.store import Home

FOLLOWERS_WEIGH = 50  # only the order of audiences matters here
STILL_SHOWN = "Your download of {day} still shows it. If you did it after that day, tick it again."


def plan_steps(home: Home) -> list[PlannedStep]:
    """The plan for everything that was found. A done step that a later export contradicts is open again."""
    findings = home.findings.all()
    planned = planned_for(home, findings)
    return planned_for(home, findings) if reopen(home, planned, findings) else planned


def reopen(home: Home, planned: Sequence[PlannedStep], findings: Sequence[Finding]) -> int:
    """Open done steps again whose findings stand, as open as before, in an export added after the claim.

    The claim stays in the log, and the new line says which download shows it. Gives how many were opened.
    """
    claims = {claim.step: claim for claim in home.steps.log() if claim.state is StepState.DONE}
    exports = {export.id: export for export in home.exports.all()}
    known = {finding.id: finding for finding in findings}
    opened = 0
    for step in (each.step for each in planned if each.step.state is StepState.DONE):
        standing = {known[name].export for name in step.changes if contradicts(step, known[name])}
        shown = [exports[one] for one in standing if one in exports and exports[one].added > claims[step.id].at]
        if shown:
            newest = max(shown, key=made)
            home.steps.set_state(step.id, StepState.OPEN, STILL_SHOWN.format(day=f"{made(newest)[0]:%Y-%m-%d}"))
            opened += 1
    return opened


def contradicts(step: Step, finding: Finding) -> bool:
    """Say whether this finding, as the newest export has it, shows that the step is not done.

    Another family that agreed leaves the picture where it is, and an audience that no export states proves nothing.
    """
    if step.id.startswith(Action.ASK_FAMILY.replace("_", "-")) or finding.audience is Audience.UNKNOWN:
        return False
    return WEIGHTS.get(finding.audience, FOLLOWERS_WEIGH) > WEIGHTS.get(step.leaves, FOLLOWERS_WEIGH)


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
