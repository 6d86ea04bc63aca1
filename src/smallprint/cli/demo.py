"""`smallprint demo`: the whole look-back, for real, on an invented family."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import print_sheet
from smallprint.cli.pages import open_pages
from smallprint.cli.say import say
from smallprint.cli.watch import watched
from smallprint.cli.words import audience_words
from smallprint.jobs.home_key import is_home, make_home
from smallprint.jobs.show_demo import OPENS_WITH, Demo, draw_demo, show_demo
from smallprint.locale import _, ngettext
from smallprint.records.findings import StepState
from smallprint.settings import read_settings
from smallprint.store import open_home


@click.command(
    "demo",
    help=_(
        "Make the downloads of an invented family and run the whole look-back on them, for real. The people are "
        "drawn; the reading, the detectors, the encrypted home and the plan are what you will use."
    ),
    epilog=_("Example: smallprint demo --dir demo-family --no-pages"),
)
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=Path("demo-family"), show_default=True, metavar="D"
)
@click.option("--workers", type=click.IntRange(0, 64), help=_("How many look at once; fewer need less memory."))
@click.option("--no-pages", is_flag=True, help=_("Do not open the pages afterwards."))
def demo(folder: Path, workers: int | None, *, no_pages: bool) -> int:
    settings = read_settings()
    home_path = folder / "home"
    with watched() as progress:
        exports = draw_demo(folder, progress)
    passphrase = settings.passphrase or OPENS_WITH
    if not is_home(home_path):
        print_sheet(home_path, make_home(home_path, passphrase, light=True))
    with open_home(home_path, passphrase=passphrase) as home, watched() as progress:
        told = show_demo(home, exports, progress, workers)
    tell(told)
    if no_pages:
        say(_("To open the pages on it: smallprint --home {home}  (passphrase: demo)").format(home=home_path))
    else:
        say(_("The pages ask for the passphrase: demo"))
        open_pages(home_path, port=0, browser=True)
    return 0


def tell(told: Demo) -> None:
    """The summary: what was read, what shows a child, who could see it, what to do first."""
    kept = told.added.exports[0].kept
    say()
    say(_("The Marrow family (invented; every picture is drawn)"))
    say(
        "  "
        + _("Read: {items} items, {pictures} pictures, {videos} videos; {troubles} could not be read.").format(
            items=kept.counts.items,
            pictures=kept.counts.pictures,
            videos=kept.counts.videos,
            troubles=told.added.troubles,
        )
    )
    for audience, count in sorted(kept.by_audience.items(), key=lambda pair: -pair[1]):
        say("    " + _("{who}: {n}").format(who=audience_words(audience), n=count))
    say(
        "  "
        + _("At least {n} items show a child; {public} of them can be seen by everybody.").format(
            n=told.findings, public=told.public
        )
    )
    tell_parent(told)
    tell_steps(told)


def tell_parent(told: Demo) -> None:
    """What likeness alone could not do, said plainly."""
    parent = told.parent
    together = ngettext(
        "{n} group of faces was put together", "{n} groups of faces were put together", parent.put_together
    ).format(n=parent.put_together)
    out = ngettext("{n} face was taken out", "{n} faces were taken out", parent.taken_out).format(n=parent.taken_out)
    say(
        "  "
        + _("Who is who: the demo's scripted parent named {n} people; {together} and {out} by hand.").format(
            n=parent.named, together=together, out=out
        )
    )


def tell_steps(told: Demo) -> None:
    """The first three steps, with what they reach together."""
    first = [planned for planned in told.steps if planned.step.state is StepState.OPEN][:3]
    if not first:
        return
    say("  " + _("What to do first:"))
    for number, planned in enumerate(first, start=1):
        minutes = ngettext("{n} minute", "{n} minutes", planned.step.minutes).format(n=planned.step.minutes)
        items = ngettext("changes {n} item", "changes {n} items", len(planned.step.changes)).format(
            n=len(planned.step.changes)
        )
        say(f"    {number}. {planned.step.title} ({minutes}, {items})")
    total = first[-1].total
    minutes = ngettext("{n} minute", "{n} minutes", total.minutes).format(n=total.minutes)
    say(
        "  "
        + _("These take about {minutes}; {left} would then still be public.").format(
            minutes=minutes, left=total.public_left
        )
    )
    say("  " + _("This is about what can be seen from now on; copies made before cannot be called back."))
