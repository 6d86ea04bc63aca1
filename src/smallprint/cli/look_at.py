"""`smallprint look-at`: let pictures be looked at that are only counted until a person says so."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import print_json, say
from smallprint.jobs.switch_on import switch_on
from smallprint.locale import _

# The words of the command line, and the kind they stand for.
WORDS = {"messages": "message", "deleted": "deleted", "memories": "other"}


@click.command(
    "look-at",
    help=_(
        "Pictures sent in chats, recently deleted ones and Snapchat memories are counted, and stay closed until you "
        "say so. This opens one of these kinds in one export; the next `smallprint add` looks at them."
    ),
    epilog=_("Example: smallprint look-at deleted --export 1"),
)
@click.argument("kind", type=click.Choice(list(WORDS)))
@click.option(
    "--export", "number", type=int, required=True, metavar="ID", help=_("Which export: smallprint put-away")
)
@home_option
@json_option
def look_at(kind: str, number: int, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        on = switch_on(home, number, WORDS[kind])
    if as_json:
        print_json({"export": number, "looked_at_kinds": sorted(one.value for one in on)})
    say(_("These will be looked at the next time you run: smallprint add"))
