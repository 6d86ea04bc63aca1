"""`smallprint people`: who is who."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.put_away import tell as tell_where
from smallprint.cli.say import one_line, print_json, say, table
from smallprint.jobs.close_review import close_review
from smallprint.jobs.progress import quiet
from smallprint.jobs.rank_items import rank_items
from smallprint.locale import _, ngettext
from smallprint.records.family import Person, Verdict
from smallprint.store import Home

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(
    "people",
    invoke_without_command=True,
    help=_("Who is who. Whoever is not said to be an adult counts as a child."),
    epilog=_("Example: smallprint people name P3 Ada --child --born 2019-05-04"),
)
@home_option
@json_option
@click.pass_context
def people(ctx: click.Context, home_path: Path | None, as_json: bool) -> None:
    if ctx.invoked_subcommand is None:
        with opened(home_path) as home:
            tell_people(home.people.all(), as_json=as_json)


def tell_people(everybody: list[Person], *, as_json: bool) -> None:
    """The list of people, most pictures first."""
    if as_json:
        print_json({"people": [as_fields(person) for person in everybody]})
        return
    heads = (_("id"), _("name"), _("who"), _("pictures"), _("faces"))
    table(heads, [line(person) for person in everybody])
    unnamed = sum(1 for person in everybody if person.name is None)
    if unnamed:
        say(
            ngettext(
                "{n} person has no name yet. Give one: smallprint people name ID NAME --child or --adult",
                "{n} people have no name yet. Give one: smallprint people name ID NAME --child or --adult",
                unnamed,
            ).format(n=unnamed)
        )


def as_fields(person: Person) -> dict[str, object]:
    """One person as JSON."""
    return {
        "id": person.id,
        "name": person.name,
        "verdict": person.verdict.value,
        "born": person.born,
        "faces": person.faces,
        "pictures": person.pictures,
    }


def line(person: Person) -> tuple[object, ...]:
    """One person for a person."""
    words = {
        Verdict.CHILD: _("child"),
        Verdict.ADULT: _("adult"),
        Verdict.UNSURE: _("not told; counts as a child"),
    }
    return (person.id, one_line(person.name or "–", 30), words[person.verdict], person.pictures, person.faces)


@contextmanager
def changing(home_path: Path | None, *, as_json: bool) -> Iterator[Home]:
    """Change who is who, then rank anew and say so."""
    with opened(home_path) as home:
        yield home
        rank_items(home, quiet())
        if as_json:
            print_json({"people": [as_fields(person) for person in home.people.all()]})
    say(_("Kept. The ranking is up to date."))


@people.command(
    "name",
    help=_("Say who somebody is."),
    epilog=_("Example: smallprint people name P3 Ada --child --born 2019-05-04"),
)
@click.argument("person", metavar="ID")
@click.argument("name")
@click.option("--child", "verdict", flag_value=Verdict.CHILD.value, help=_("A child."))
@click.option("--adult", "verdict", flag_value=Verdict.ADULT.value, help=_("An adult."))
@click.option("--born", type=DAY, metavar="DATE", help=_("Date of birth (2019-05-04)."))
@home_option
@json_option
def name(
    *, person: str, name: str, verdict: str | None, born: datetime | None, home_path: Path | None, as_json: bool
) -> None:
    with changing(home_path, as_json=as_json) as home:
        before = home.people.get(person)
        kept = before.verdict if before.said else Verdict.UNSURE
        told = home.people.name(
            person, name, Verdict(verdict) if verdict else kept, born.date() if born else before.born
        )
        if told.verdict is Verdict.UNSURE:
            say(_("Counts as a child until you say --adult."))


@people.command("same", help=_("Two are one person."), epilog=_("Example: smallprint people same P3 P7"))
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@home_option
@json_option
def same(one: str, other: str, home_path: Path | None, as_json: bool) -> None:
    with changing(home_path, as_json=as_json) as home:
        home.people.same(one, other)


@people.command("not-same", help=_("Two are not one person."), epilog=_("Example: smallprint people not-same P3 P7"))
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@home_option
@json_option
def not_same(one: str, other: str, home_path: Path | None, as_json: bool) -> None:
    with changing(home_path, as_json=as_json) as home:
        home.people.not_same(one, other)


@people.command(
    "forget",
    help=_("Forget somebody: name and descriptors go, and the faces count as not told."),
    epilog=_("Example: smallprint people forget P3"),
)
@click.argument("person", metavar="ID")
@home_option
@json_option
def forget(person: str, home_path: Path | None, as_json: bool) -> None:
    with changing(home_path, as_json=as_json) as home:
        home.people.forget(person)


@people.command(
    "close",
    help=_(
        "Close the review: the face matches of everybody who has no name here are dropped, and you are told where "
        "your downloads lie."
    ),
    epilog=_("Example: smallprint people close"),
)
@home_option
@json_option
def close(home_path: Path | None, *, as_json: bool) -> None:
    with opened(home_path) as home:
        closed = close_review(home)
    if as_json:
        print_json({"dropped": closed.dropped, "exports": [export.id for export in closed.still_there]})
    dropped = ngettext(
        "Closed. {n} face match of people without a name was dropped; their faces still count.",
        "Closed. {n} face matches of people without a name were dropped; their faces still count.",
        closed.dropped,
    )
    say(dropped.format(n=closed.dropped))
    if closed.still_there:
        say(_("These downloads lie on this computer, unencrypted:"))
        for export in closed.still_there:
            tell_where(export)
        say(_("Delete: smallprint put-away delete ID · Move: smallprint put-away move ID FOLDER · Or leave them."))
