"""`smallprint proof`: what a later export shows."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.proof_page import WORDS, proof_page
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.cli.takedown_options import right_now
from smallprint.cli.takedown_words import write_new
from smallprint.cli.words import FROM_NOW_ON
from smallprint.jobs.prove_gone import ProvenAccount, prove_and_keep
from smallprint.locale import _, ngettext
from smallprint.records.findings import ProofState


@click.command(
    "proof",
    help=_("What a later download of the same account shows: gone, narrowed, still there, new, back, cannot tell."),
    epilog=_("Example: smallprint proof --json"),
)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Also write a dated report to a new file."),
)
@home_option
@json_option
def proof(page: Path | None, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        proven = prove_and_keep(home)
        if page is not None:
            write_new(page, proof_page(proven, home.steps.log(), right_now()).encode("utf-8"))
    every = [one for account in proven for one in account.proofs]
    counts = {state.value: sum(1 for one in every if one.state is state) for state in ProofState}
    if as_json:
        print_json(
            {
                "accounts": [as_fields(account) for account in proven],
                "items": counts,
                "limits": _(FROM_NOW_ON),
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
    say(_(FROM_NOW_ON))


def as_fields(account: ProvenAccount) -> dict[str, object]:
    """The two exports that were compared, as JSON."""
    return {
        "network": account.network,
        "account": account.account,
        "from": account.earlier,
        "to": account.later,
        "complete": account.complete,
    }
