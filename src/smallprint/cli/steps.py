"""`smallprint steps`: what to do, biggest win first."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.cli.takedown_options import right_now
from smallprint.cli.words import FROM_NOW_ON, audience_words, minutes_words
from smallprint.exposure.step_files import as_csv, as_ics
from smallprint.exposure.worklist import PlannedStep
from smallprint.jobs.plan_steps import plan_steps, set_step
from smallprint.locale import _, ngettext
from smallprint.records.findings import StepState


@click.group(
    "steps",
    invoke_without_command=True,
    help=_("What to do, biggest win first."),
    epilog=_("Example: smallprint steps done instagram-private"),
)
@click.option(
    "--csv", "as_table", is_flag=True, help=_("A table on the standard output. It names kinds of clues only.")
)
@click.option("--ics", "as_calendar", is_flag=True, help=_("Reminders as a calendar file, the same way."))
@click.option(
    "--values", is_flag=True, help=_("Also put names, words and links into this one file. Think of who may open it.")
)
@home_option
@json_option
@click.pass_context
def steps(
    ctx: click.Context, as_table: bool, as_calendar: bool, values: bool, home_path: Path | None, as_json: bool
) -> None:
    files = as_table or as_calendar
    if as_table + as_calendar + as_json > 1 or (values and not files) or (files and ctx.invoked_subcommand):
        raise click.UsageError(_("Say one of --csv, --ics and --json; --values goes with --csv or --ics."))
    if files:
        write_file(home_path, as_table=as_table, values=values)
    elif ctx.invoked_subcommand is None:
        list_steps(home_path, as_json=as_json)
    else:
        ctx.obj = home_path


def write_file(home_path: Path | None, *, as_table: bool, values: bool) -> None:
    """Print the plan as a table or as a calendar."""
    with opened(home_path) as home:
        planned, findings = plan_steps(home), home.findings.all()
    if as_table:
        content = as_csv(planned, findings, values=values).encode("utf-8", "replace")
    else:
        content = as_ics(planned, findings, right_now(), _(FROM_NOW_ON), values=values)
    click.echo(content, nl=False)
    say(_(FROM_NOW_ON))


def list_steps(home_path: Path | None, *, as_json: bool) -> None:
    """Print the plan."""
    with opened(home_path) as home:
        planned = plan_steps(home)
    if as_json:
        print_json({"steps": [as_fields(one) for one in planned], "limits": _(FROM_NOW_ON)})
        return
    for place, one in enumerate(planned, start=1):
        tell(place, one)
    if planned:
        say(_(FROM_NOW_ON))
    else:
        say(_("There is nothing to do from what has been added so far."))


def as_fields(planned: PlannedStep) -> dict[str, object]:
    """One step as JSON."""
    step, total = planned.step, planned.total
    return {
        "id": step.id,
        "title": step.title,
        "network": step.network,
        "minutes": step.minutes,
        "changes": len(step.changes),
        "leaves": step.leaves.value,
        "running_total": {
            "minutes": total.minutes,
            "public_left": total.public_left,
            "share_done": total.share_done,
        },
        "how": list(step.how),
        "links": list(step.links),
        "state": step.state.value,
        # Why an open step was ticked before; the reason a person gives for skipping stays in the home.
        **({"reopened": step.why} if step.state is StepState.OPEN and step.why else {}),
    }


def tell(place: int, planned: PlannedStep) -> None:
    """One step for a person."""
    step, total = planned.step, planned.total
    state = {StepState.OPEN: "", StepState.DONE: _(" (done)"), StepState.SKIPPED: _(" (skipped)")}[step.state]
    show(f"{place}. {step.title}{state} · {minutes_words(step.minutes)} · {step.id}")
    if step.changes:
        changes = ngettext("Changes {n} item", "Changes {n} items", len(step.changes)).format(n=len(step.changes))
        show(
            "   "
            + _("{changes}; who sees them then: {who}.").format(changes=changes, who=audience_words(step.leaves))
        )
    if step.state is StepState.OPEN and step.why:
        show(f"   {one_line(_(step.why), 200)}")
    for line in step.how:
        show(f"   - {one_line(line, 200)}")
    for link in step.links:
        show(f"   {one_line(link, 200)}")
    left = ngettext("{n} public item left", "{n} public items left", total.public_left).format(n=total.public_left)
    time = minutes_words(total.minutes)
    share = round(total.share_done * 100)
    show("   " + _("Up to here: {time}, {left}, {share} % of the way.").format(time=time, left=left, share=share))


def say_kept(home_path: Path | None, step: str, state: StepState, why: str, *, as_json: bool) -> None:
    """Keep a step's state and say so."""
    with opened(home_path) as home:
        set_step(home, step, state, why)
    if as_json:
        print_json({"id": step, "state": state.value})
    say(_("Kept. What is left: smallprint steps"))


@steps.command("done", help=_("You did it."), epilog=_("Example: smallprint steps done instagram-private"))
@click.argument("step", metavar="ID")
@home_option
@json_option
def done(step: str, home_path: Path | None, as_json: bool) -> None:
    say_kept(home_path, step, StepState.DONE, "", as_json=as_json)


@steps.command("undo", help=_("Open it again."), epilog=_("Example: smallprint steps undo instagram-private"))
@click.argument("step", metavar="ID")
@home_option
@json_option
def undo(step: str, home_path: Path | None, as_json: bool) -> None:
    say_kept(home_path, step, StepState.OPEN, "", as_json=as_json)


@steps.command(
    "skip",
    help=_("You decide not to, and say why."),
    epilog=_("Example: smallprint steps skip instagram-private --why 'my shop needs it'"),
)
@click.argument("step", metavar="ID")
@click.option("--why", required=True, metavar="TEXT", help=_("Your reason, for yourself later."))
@home_option
@json_option
def skip(step: str, why: str, home_path: Path | None, as_json: bool) -> None:
    say_kept(home_path, step, StepState.SKIPPED, why, as_json=as_json)
