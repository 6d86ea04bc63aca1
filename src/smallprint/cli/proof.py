"""`smallprint proof`: what a later export shows."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.jobs.prove_gone import ProvenAccount, prove_gone
from smallprint.locale import _, later, ngettext
from smallprint.records.findings import ProofState

WORDS = {
    ProofState.GONE: later("gone"),
    ProofState.NARROWED: later("seen by fewer"),
    ProofState.STILL_THERE: later("still there"),
    ProofState.NEW: later("new"),
    ProofState.BACK: later("back again"),
    ProofState.CANNOT_TELL: later("we cannot tell"),
}


@click.command(
    "proof",
    help=_("What a later download of the same account shows: gone, narrowed, still there, new, back, cannot tell."),
    epilog=_("Example: smallprint proof --json"),
)
@home_option
@json_option
def proof(home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        proven = prove_gone(home)
    every = [one for account in proven for one in account.proofs]
    counts = {state.value: sum(1 for one in every if one.state is state) for state in ProofState}
    if as_json:
        print_json(
            {
                "accounts": [as_fields(account) for account in proven],
                "items": counts,
                "list": [{"finding": one.finding, "state": one.state.value, "why": one.why} for one in every],
            }
        )
        return
    for account in proven:
        show(f"{account.network} {one_line(account.account)}: {account.earlier} → {account.later}")
        for one in account.proofs:
            show(f"   {one.finding}  {_(WORDS[one.state])}  {one_line(one.why, 100)}")
    if not proven:
        say(_("Proof needs two downloads of one account. Ask for a new one when your steps are done, and add it."))
        return
    gone = counts[ProofState.GONE.value]
    say(ngettext("{n} is gone.", "{n} are gone.", gone).format(n=gone))


def as_fields(account: ProvenAccount) -> dict[str, object]:
    """The two exports that were compared, as JSON."""
    return {
        "network": account.network,
        "account": account.account,
        "from": account.earlier,
        "to": account.later,
        "complete": account.complete,
    }
