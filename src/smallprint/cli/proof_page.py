"""The dated report of what a later download shows: one page to print, without pictures, scripts or addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape

from smallprint.cli.say import one_line
from smallprint.cli.words import FROM_NOW_ON, kind_words
from smallprint.jobs.prove_gone import ProvenAccount
from smallprint.locale import _, later
from smallprint.records.findings import Proof, ProofState, StepState
from smallprint.store.kept import StepClaim

WORDS = {
    ProofState.GONE: later("gone"),
    ProofState.NARROWED: later("seen by fewer"),
    ProofState.STILL_THERE: later("still there"),
    ProofState.NEW: later("new"),
    ProofState.BACK: later("back again"),
    ProofState.CANNOT_TELL: later("we cannot tell"),
}
CLAIMED = {StepState.DONE: later("done"), StepState.OPEN: later("open again"), StepState.SKIPPED: later("skipped")}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head>
<body>
{body}
</body></html>
"""
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
    "td,th{text-align:left;padding:.2em 1em .2em 0;vertical-align:top}"
)


def proof_page(proven: Sequence[ProvenAccount], claims: Sequence[StepClaim], made: datetime) -> str:
    """Write the page. It names items by number, kind and day, and steps by number; never a word, a name or a clue."""
    title = _("What a later download shows")
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(_('Made on {day} with smallprint.').format(day=f'{made:%Y-%m-%d %H:%M}'))}</p>",
        f"<p><strong>{escape(_(FROM_NOW_ON))}</strong></p>",
        *(part for account in proven for part in _account(account)),
        *_claims(claims),
    ]
    if not proven:
        parts.append(f"<p>{escape(_('Proof needs two downloads of one account.'))}</p>")
    return PAGE.format(title=escape(title), style=STYLE, body="\n".join(parts))


def _account(account: ProvenAccount) -> Iterator[str]:
    yield f"<h2>{escape(account.network)} {escape(printable(account.account))}</h2>"
    days = _("Compared: the download of {earlier} with that of {later}.")
    yield f"<p>{escape(days.format(earlier=account.earlier, later=account.later))}</p>"
    if not account.complete:
        yield f"<p>{escape(_('The later download is not complete, so some things it cannot tell.'))}</p>"
    counts = {state: sum(1 for one in account.proofs if one.state is state) for state in ProofState}
    totals = ", ".join(f"{_(WORDS[state])}: {number}" for state, number in counts.items())
    yield f"<p>{escape(totals)}. {escape(_(FROM_NOW_ON))}</p>"
    yield _table(
        (_("Item"), _("What"), _("Day"), _("State"), _("Why")), (_row(one, account) for one in account.proofs)
    )


def _row(one: Proof, account: ProvenAccount) -> tuple[str, ...]:
    kind, when = account.items[one.finding]
    return (
        one.finding,
        kind_words(kind),
        f"{when:%Y-%m-%d}" if when is not None else "",
        _(WORDS[one.state]),
        _(one.why),
    )


def _claims(claims: Sequence[StepClaim]) -> Iterator[str]:
    """Every claim in the order it was made; the reasons a person typed stay in the home."""
    if claims:
        yield f"<h2>{escape(_('What was ticked, in order'))}</h2>"
        rows = ((f"{each.at:%Y-%m-%d %H:%M}", each.step, _(CLAIMED[each.state])) for each in claims)
        yield _table((_("When"), _("Step"), _("State")), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    lines = ["<tr>" + "".join(f"<td>{escape(printable(cell))}</td>" for cell in row) + "</tr>" for row in rows]
    return f"<table><tr>{head}</tr>\n" + "\n".join(lines) + "</table>"


def printable(text: str) -> str:
    """A stranger's text as one line that UTF-8 can hold."""
    return one_line(text, 300).encode("utf-8", "replace").decode("utf-8")
