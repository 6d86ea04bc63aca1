"""`smallprint add`: read exports and photo folders, look at what is new, group faces, rank."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from smallprint.cli.add_words import as_fields, tell
from smallprint.cli.home import home_option, json_option, opened_or_made
from smallprint.cli.say import on_a_terminal, one_line, print_json, say
from smallprint.cli.watch import watched
from smallprint.errors import Refused
from smallprint.jobs.add import Wish, add_all
from smallprint.jobs.given import Given, look_over
from smallprint.jobs.house_rules import Whose
from smallprint.jobs.house_rules import seen_by as seen_by_text
from smallprint.locale import _

WITH_TROUBLES = 3


@click.command(
    "add",
    help=_(
        "Read downloads from networks (zip, several zips, folder) and folders of photos, and look at what is new. "
        "Running it again is cheap and changes nothing."
    ),
    epilog=_("Example: smallprint add instagram-cleo-1.zip instagram-cleo-2.zip --mine"),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--network", metavar="NAME", help=_("Read it as this network's download (smallprint networks)."))
@click.option("--mine", is_flag=True, help=_("The account is your own."))
@click.option("--of", "of_name", metavar="NAME", help=_("The account is that of a child you care for."))
@click.option(
    "--seen-by", metavar="WHO", help=_("A loose folder: private, shared, or the address where it is published.")
)
@click.option("--no-look", is_flag=True, help=_("Read only; look at the pictures another time."))
@click.option("--no-text", is_flag=True, help=_("Do not read the words in pictures that show a child."))
@click.option(
    "--engine", type=click.Choice(["local", "ray"]), default="local", help=_("Where pictures are looked at.")
)
@click.option("--workers", type=click.IntRange(0, 64), help=_("How many look at once; fewer need less memory."))
@home_option
@json_option
def add(
    *,
    paths: tuple[Path, ...],
    network: str | None,
    mine: bool,
    of_name: str | None,
    seen_by: str | None,
    no_look: bool,
    no_text: bool,
    engine: str,
    workers: int | None,
    home_path: Path | None,
    as_json: bool,
) -> int:
    said = said_whose(mine=mine, of_name=of_name)
    seen = seen_by_text(seen_by)
    with watched() as progress:
        progress.stage("open")
        given = look_over(paths, network)
    whose = {one.digest: None if one.loose else said or ask_whose(one) for one in given}
    wish = Wish(
        tuple(given),
        whose,
        seen,
        datetime.now(UTC).date(),
        look=not no_look,
        text=not no_text,
        engine=engine,
        workers=workers,
    )
    with opened_or_made(home_path) as home, watched() as progress:
        added = add_all(home, wish, progress)
    if as_json:
        print_json({"exports": [as_fields(one) for one in added.exports]})
    tell(added)
    return WITH_TROUBLES if added.troubles else 0


def said_whose(*, mine: bool, of_name: str | None) -> Whose | None:
    """What the flags say of whose account it is; None where they say nothing."""
    if mine and of_name is not None:
        raise click.UsageError(_("Either --mine or --of NAME, not both."))
    if of_name is not None:
        name = " ".join(of_name.split())
        if not name:
            raise click.UsageError(_("--of needs the name of the child."))
        return Whose("of", name)
    return Whose("mine") if mine else None


def ask_whose(given: Given) -> Whose:
    """Ask on the terminal whose account it is. Raises Refused where nobody can be asked, or where it is neither."""
    account = one_line(given.account) or _("an account it does not name")
    if not on_a_terminal():
        raise Refused(
            _("Nobody said whose account this is: {account}.").format(account=account),
            hint=_("Say --mine, or --of NAME for a child you care for. Nothing was stored."),
        )
    say(_("{part} is a download of {account}.").format(part=one_line(", ".join(given.parts)), account=account))
    answers = click.Choice(["mine", "of", "neither"])
    answer = click.prompt(_("Whose account is it: mine, of a child I care for, or neither?"), type=answers, err=True)
    if answer == "mine":
        return Whose("mine")
    if answer == "of":
        return Whose("of", " ".join(click.prompt(_("The child's name"), err=True).split()))
    raise Refused(
        _("smallprint reads your own downloads, and those of a child you care for."),
        hint=_("Nothing was stored."),
    )
