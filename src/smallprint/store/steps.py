"""Steps and proof: an append-only log of what was claimed, and of what later exports showed."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from smallprint.records.findings import Proof, ProofState, StepState
from smallprint.store import tables as t
from smallprint.store.columns import exactly_now, now
from smallprint.store.database import Database
from smallprint.store.kept import StepClaim


class Steps:
    """What was done, as the person says, and what was proven."""

    def __init__(self, main: Database) -> None:
        self._main = main

    def states(self) -> dict[str, tuple[StepState, str]]:
        """The last word on each step, with the reason given; a step nobody spoke of is not in it."""
        return {claim.step: (claim.state, claim.why) for claim in self.log()}

    def set_state(self, step: str, state: StepState, why: str = "") -> None:
        """Add a claim to the log. The same claim again adds nothing."""
        if self.states().get(step) == (state, why):
            return
        with self._main.write(durable=True) as connection:
            connection.execute(t.step_log.insert().values(step=step, state=state.value, why=why, at=exactly_now()))

    def log(self) -> list[StepClaim]:
        """Every claim, oldest first."""
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.step_log).order_by(t.step_log.c.id))
            return [StepClaim(row.step, StepState(row.state), row.why, row.at) for row in rows]

    def keep_proofs(self, proofs: Iterable[Proof]) -> None:
        """Add to the log what a later export showed. What is already the last word on a finding adds nothing."""
        last = self.proofs()
        new = [proof for proof in proofs if last.get(proof.finding) != proof]
        if new:
            rows = [
                {"finding": one.finding, "state": one.state.value, "why": one.why, "on": one.on, "at": now()}
                for one in new
            ]
            with self._main.write(durable=True) as connection:
                connection.execute(t.proof_log.insert(), rows)

    def proofs(self) -> dict[str, Proof]:
        """The last proof of each finding."""
        return {proof.finding: proof for proof in self.proof_log()}

    def proof_log(self) -> list[Proof]:
        """Every proof, oldest first."""
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.proof_log).order_by(t.proof_log.c.id))
            return [Proof(row.finding, ProofState(row.state), row.why, row.on) for row in rows]
