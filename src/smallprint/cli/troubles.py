"""`smallprint troubles`: everything that could not be read, counted by kind."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, table
from smallprint.locale import _, ngettext


@click.command(
    "troubles",
    help=_("Everything that could not be read, counted by kind, with one example each."),
    epilog=_("Example: smallprint troubles --json"),
)
@home_option
@json_option
def troubles(home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        counts = home.troubles.counts()
    if as_json:
        rows = [
            {"network": one.network, "kind": one.kind, "count": one.count, "example": one.example} for one in counts
        ]
        print_json({"troubles": rows})
        return
    if not counts:
        say(_("Everything that was found could be read."))
        return
    heads = (_("network"), _("kind"), _("how many"), _("for example"))
    table(heads, [(one.network, one.kind, one.count, one_line(one.example)) for one in counts])
    total = sum(one.count for one in counts)
    say(
        ngettext(
            "{n} thing could not be read, so it was not looked at. Please look at it yourself.",
            "{n} things could not be read, so they were not looked at. Please look at them yourself.",
            total,
        ).format(n=total)
    )
