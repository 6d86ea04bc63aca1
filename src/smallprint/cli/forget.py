"""`smallprint forget`: forget one export, or everything."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened, place
from smallprint.cli.put_away import ask_first
from smallprint.cli.say import print_json, say
from smallprint.jobs.forget import forget_everything, forget_export
from smallprint.locale import _
from smallprint.settings import read_settings


@click.command(
    "forget",
    help=_("Forget one export and what came from it, or everything: the whole home is deleted. Downloads stay."),
    epilog=_("Example: smallprint forget --everything"),
)
@click.option("--everything", is_flag=True, help=_("Delete the whole home."))
@click.option("--export", "number", type=int, metavar="ID", help=_("Forget this export: smallprint put-away"))
@click.option("--yes", is_flag=True, help=_("You have decided; do not ask."))
@home_option
@json_option
def forget(everything: bool, number: int | None, yes: bool, home_path: Path | None, as_json: bool) -> None:
    if everything == (number is not None):
        raise click.UsageError(_("Say either --everything or --export ID."))
    if everything:
        path = place(home_path, read_settings())
        ask_first(_("Delete the home at {place} for good?").format(place=path), yes=yes)
        forget_everything(path)
    else:
        assert number is not None
        with opened(home_path) as home:
            home.exports.get(number)
            ask_first(_("Forget export {n} and what came from it?").format(n=number), yes=yes)
            forget_export(home, number)
    if as_json:
        print_json({"forgotten": "everything" if everything else number})
    say(_("Forgotten. Your downloads stay where they are: delete them yourself when you no longer need them."))
