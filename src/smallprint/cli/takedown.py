"""`smallprint takedown`: requests to take a picture down. It prepares; the person sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from smallprint.cli.home import home_option, json_option, opened, opened_or_made
from smallprint.cli.say import on_a_terminal, print_json, say
from smallprint.cli.takedown_options import about_options, read_list, read_route, right_now, told
from smallprint.cli.takedown_steps import STEPS
from smallprint.cli.takedown_words import (
    as_fields,
    letter_fields,
    tell_about_letter,
    tell_case,
    tell_opened,
    tell_stop,
    write_new,
)
from smallprint.guides.services import Page
from smallprint.jobs import takedown_cases as cases
from smallprint.jobs.takedown_cases import Wish
from smallprint.locale import _
from smallprint.records.takedowns import About, Route
from smallprint.takedowns.follow_up import standing
from smallprint.takedowns.letter_forms import as_email, as_page, as_text
from smallprint.takedowns.routes import letters_for
from smallprint.takedowns.stop import Picture

FIRST_QUESTION = (
    "Is the picture nude, sexual, or made so by AI? Then there is no letter here, and people who take it down: "
    "smallprint report"
)


@click.group(
    "takedown",
    help=_("Ask for a picture to be taken down, and follow through."),
    epilog=_("Example: smallprint takedown new --holder 'Oakfield School' --route school --address https://…"),
)
def takedown() -> None:
    pass


@takedown.command(
    "new",
    help=_("Open a case with whoever holds the picture."),
    epilog=_("Example: smallprint takedown new --holder Edith --route relative --child Ada"),
)
@click.option("--holder", required=True, metavar="TEXT", help=_("Who holds the picture."))
@click.option(
    "--route",
    required=True,
    metavar="WHO",
    callback=read_route,
    help=_("school, relative, poster, news, dsa, host, search …"),
)
@click.option("--address", "urls", multiple=True, metavar="URL", help=_("Where it is; may be given again."))
@click.option("--from-file", "file", type=click.Path(path_type=Path), help=_("A list or CSV of addresses; - reads."))
@click.option("--finding", default="", metavar="ID", help=_("The finding it is about."))
@click.option("--picture", type=click.Choice([each.value for each in Picture]), help=_("What kind of picture it is."))
@about_options
@home_option
@json_option
def new(
    holder: str,
    route: Route | None,
    urls: tuple[str, ...],
    file: Path | None,
    finding: str,
    picture: str | None,
    home_path: Path | None,
    as_json: bool,
    **given: Any,
) -> int:
    kind = Picture.SEXUAL if route is None else _kind_of(picture)
    about = told(About(), given)
    pasted, table = read_list(file) if kind is Picture.ORDINARY else ("", False)
    wish = Wish(
        holder, route or Route.ORGANISATION, about, urls, pasted, table, finding, kind, said=given.get("uses") or ""
    )
    if kind is Picture.SEXUAL:
        return tell_stop(about.place, as_json=as_json)
    with opened_or_made(home_path) as home:
        made = cases.open_case(home, wish, right_now())
        if isinstance(made, Page):
            return tell_stop(about.place, as_json=as_json)
        tell_opened(made)
        if as_json:
            case = home.takedowns.get(made.id)
            left_out = [{"line": each.line, "text": each.text, "why": each.why} for each in made.left_out.unusable]
            print_json({**as_fields(case, standing(case, right_now().date())), "left_out": left_out})
    return 0


def _kind_of(picture: str | None) -> Picture:
    """The first question, asked on a terminal and said elsewhere."""
    if picture is not None:
        return Picture(picture)
    if on_a_terminal():
        yes = click.confirm(_("Is the picture nude, sexual, or made so by AI?"), default=False, err=True)
        return Picture.SEXUAL if yes else Picture.ORDINARY
    say(_(FIRST_QUESTION))
    return Picture.ORDINARY


@takedown.command("list", help=_("Every case, and what comes next."), epilog=_("Example: smallprint takedown list"))
@home_option
@json_option
def list_cases(home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        all_cases = cases.standings(home, right_now().date())
    if as_json:
        print_json({"cases": [as_fields(case, stands) for case, stands in all_cases]})
        return
    for case, stands in all_cases:
        tell_case(case, stands)
    if not all_cases:
        say(_("There is no case yet. The first: smallprint takedown new --help"))


@takedown.command(
    "letter",
    help=_("Print a letter of a case. Nothing is sent."),
    epilog=_("Example: smallprint takedown letter 1 --form email --out school.eml"),
)
@click.argument("case_id", metavar="ID")
@click.option("--which", metavar="NAME", help=_("Another letter of this case."))
@click.option("--form", type=click.Choice(["text", "email", "page"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help=_("Write it to a new file."))
@about_options
@home_option
@json_option
def letter(
    case_id: str,
    which: str | None,
    form: str,
    out: Path | None,
    home_path: Path | None,
    as_json: bool,
    **given: Any,
) -> None:
    with opened(home_path) as home:
        cases.tell(home, case_id, told(home.takedowns.get(case_id).about, given))
        written = cases.letter_for(home, case_id, right_now().date(), which)
        case = home.takedowns.get(case_id)
    content = {"text": as_text, "page": as_page}[form](written).encode() if form != "email" else as_email(written)
    if out is not None:
        write_new(out, content)
    if as_json:
        print_json(letter_fields(case, written, letters_for(case)))
    elif out is None:
        click.echo(content.decode("utf-8"), nl=False)
    tell_about_letter(written, letters_for(case))


for _step in STEPS:
    takedown.add_command(_step)
