"""`smallprint findings`: items of confirmed exports that show a child, ranked, with reasons."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.cli.words import audience_words, clue_words, kind_words
from smallprint.locale import _, ngettext
from smallprint.records.findings import Clue, ClueKind, Finding
from smallprint.records.items import Audience
from smallprint.store.kept import Wanted

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    "findings",
    help=_("Items of your exports that show a child, highest score first, each with its reasons."),
    epilog=_("Example: smallprint findings --child Ada --audience public --since 2020-01-01"),
)
@click.option("--child", metavar="NAME", help=_("Only those that show this child."))
@click.option("--audience", type=click.Choice([one.value for one in Audience]), help=_("Only what these can see."))
@click.option("--network", metavar="NAME", help=_("Only this network."))
@click.option("--since", type=DAY, metavar="DATE", help=_("Only from this day on (2020-01-31)."))
@click.option("--until", type=DAY, metavar="DATE", help=_("Only up to this day."))
@click.option("--clue", type=click.Choice([one.value for one in ClueKind]), help=_("Only those with this clue."))
@click.option("--values", is_flag=True, help=_("Also print what each clue says. Take care where the list goes."))
@home_option
@json_option
def findings(
    *,
    child: str | None,
    audience: str | None,
    network: str | None,
    since: datetime | None,
    until: datetime | None,
    clue: str | None,
    values: bool,
    home_path: Path | None,
    as_json: bool,
) -> None:
    wanted = Wanted(
        child=child,
        audience=Audience(audience) if audience else None,
        network=network,
        since=since.date() if since else None,
        until=until.date() if until else None,
        clue=clue,
    )
    with opened(home_path) as home:
        found = home.findings.all(wanted)
    if as_json:
        print_json({"findings": [as_fields(one, values=values) for one in found], "total": len(found)})
        return
    for place, one in enumerate(found, start=1):
        tell(place, one, values=values)
    say_total(found)


def as_fields(finding: Finding, *, values: bool) -> dict[str, object]:
    """One finding as JSON."""
    return {
        "id": finding.id,
        "network": finding.network,
        "account": finding.account,
        "kind": finding.kind.value,
        "when": finding.when,
        "words": finding.words,
        "audience": finding.audience.value,
        "audience_why": finding.audience_why,
        "audience_then": finding.audience_then.value if finding.audience_then else None,
        "children": list(finding.children),
        "unnamed_faces": finding.unnamed_faces,
        "clues": [clue_fields(clue, values=values) for clue in finding.clues],
        "score": finding.score,
        "reasons": [reason.words for reason in finding.reasons],
        "pictures": [{"name": one.name, "sha256": one.sha256, "video": one.video} for one in finding.pictures],
        "link": finding.link,
        "steps": list(finding.steps),
    }


def clue_fields(clue: Clue, *, values: bool) -> dict[str, object]:
    """One clue as JSON; what it says only when asked for."""
    fields: dict[str, object] = {"kind": clue.kind.value, "where": clue.where}
    if values:
        fields["value"] = clue.value
    return fields


def tell(place: int, finding: Finding, *, values: bool) -> None:
    """One finding for a person."""
    when = finding.when.date().isoformat() if finding.when else _("no date")
    who = ", ".join(one_line(name, 30) for name in finding.children)
    head = f"{place}. [{finding.score}] {finding.network} · {kind_words(finding.kind)} · {when}"
    show(f"{head} · {who}" if who else head)
    show("   " + _("Who can see it: {who}.").format(who=audience_words(finding.audience)))
    if finding.words:
        show(f"   “{one_line(finding.words, 70)}”")
    for reason in finding.reasons:
        show(f"   - {one_line(reason.words, 100)}")
    if values:
        for clue in finding.clues:
            show(f"   · {clue_words(clue.kind)} ({one_line(clue.where)}): {one_line(clue.value)}")
    show(f"   {finding.id}" + (f"  {one_line(finding.link, 200)}" if finding.link else ""))


def say_total(found: list[Finding]) -> None:
    """How many, with their doubt."""
    unsure = sum(1 for one in found if one.unnamed_faces)
    say(
        ngettext("At least {n} item shows a child.", "At least {n} items show a child.", len(found)).format(
            n=len(found)
        )
    )
    if unsure:
        say(
            ngettext(
                "{n} of them has a face that nobody has named; it counts as a child until you say otherwise.",
                "{n} of them have faces that nobody has named; they count as children until you say otherwise.",
                unsure,
            ).format(n=unsure)
        )
    say(_("Next: smallprint people, then smallprint steps."))
