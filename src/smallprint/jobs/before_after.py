"""How many items with a child each audience could see at the start and sees now, and what later exports prove."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from smallprint.jobs.account_facts import by_account
from smallprint.jobs.prove_gone import ProvenAccount, prove_gone, side_of
from smallprint.records.findings import ProofState, StepState
from smallprint.records.items import Audience
from smallprint.store import Home


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Counts of findings by audience. `later` is the day of the newest export that was compared, None without one."""

    before: Counter[Audience]
    now: Counter[Audience]
    proven: Counter[ProofState]
    earlier: date | None
    later: date | None
    claimed: int  # steps ticked: claimed until a later export shows it

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Those that see anything at all, widest first."""
        return tuple(audience for audience in Audience if self.before[audience] or self.now[audience])


def before_and_after(home: Home) -> BeforeAfter:
    """Compare the oldest export of every account with what is known now."""
    before: Counter[Audience] = Counter()
    for exports in by_account(home.exports.all()).values():
        before.update(item.audience for item in side_of(home, exports[0]).items if item.finding)
    proven = prove_gone(home)
    return BeforeAfter(
        before=before,
        now=Counter(finding.audience for finding in home.findings.all()),
        proven=Counter(proof.state for account in proven for proof in account.proofs),
        earlier=min((account.earlier for account in proven), default=None),
        later=newest(proven),
        claimed=sum(1 for state, _ in home.steps.states().values() if state is StepState.DONE),
    )


def newest(proven: list[ProvenAccount]) -> date | None:
    return max((account.later for account in proven), default=None)
