"""`smallprint sample`: a guided random check of how much was missed."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import on_a_terminal, one_line, print_json, say, show
from smallprint.cli.words import kind_words
from smallprint.errors import UnreadablePath
from smallprint.exposure.estimate import Estimate
from smallprint.jobs.sample import SIZE, Asked, Drawn, draw_sample, keep_answers
from smallprint.locale import _, ngettext
from smallprint.store import Home

ANSWERS = {"yes": True, "no": False}


@click.command(
    "sample",
    help=_(
        "How much did we miss? You look at a few pictures, drawn by chance, that were said to show no child. From "
        "your answers comes an estimate of how many more your downloads still hold. Answers are kept."
    ),
    epilog=_("Example: smallprint sample --size 60"),
)
@click.option("--size", type=click.IntRange(1, 1000), default=SIZE, show_default=True, help=_("How many pictures."))
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A CSV with the columns picture and shows_child (yes or no); names as --json gives them."),
)
@home_option
@json_option
def sample(*, size: int, answers: Path | None, home_path: Path | None, as_json: bool) -> None:
    given = read_answers(answers) if answers else {}
    with opened(home_path) as home:
        keep_answers(home, given)
        drawn = draw_sample(home, size)
        if drawn.to_ask and not answers and not as_json and on_a_terminal():
            ask(home, drawn)
            drawn = draw_sample(home, size)
    if as_json:
        print_json(as_fields(drawn))
    else:
        tell(drawn)


def read_answers(path: Path) -> dict[str, bool]:
    """The answers of a file, by picture. Raises UnreadablePath on anything else than yes and no."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["picture"], row["shows_child"].strip().lower()) for row in csv.DictReader(file)]
        return {picture.strip(): ANSWERS[said] for picture, said in rows if said}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, AttributeError) as problem:
        raise UnreadablePath(
            _("The answers cannot be read."),
            hint=_("The file needs two columns, picture and shows_child, and in the second only yes or no."),
        ) from problem


def ask(home: Home, drawn: Drawn) -> None:
    """One picture after another. Each answer is kept at once; stopping loses none."""
    say(_("Open each picture in your download, and say whether it shows a child. Enter skips it; q ends."))
    for place, one in enumerate(drawn.to_ask, start=1):
        say(f"{place}/{len(drawn.to_ask)}  {line(one)}")
        answer = click.prompt(
            _("Does it show a child?"), type=click.Choice(["yes", "no", "skip", "q"]), default="skip", err=True
        )
        if answer == "q":
            return
        if answer in ANSWERS:
            keep_answers(home, {one.sha256: ANSWERS[answer]})


def line(one: Asked) -> str:
    """Where a person finds the picture."""
    day = f"{one.when:%Y-%m-%d}" if one.when else _("no date")
    return "  ".join(
        [one.network, kind_words(one.kind), day, one_line(one.name, 120), one_line(one.link or "")]
    ).rstrip()


def tell(drawn: Drawn) -> None:
    """What the answers say, with their doubt."""
    told = drawn.estimate
    if not told.pictures:
        show(_("There is nothing to draw from: no picture of your downloads was looked at and left out."))
        return
    show(
        ngettext(
            "{n} picture was looked at and said to show no child.",
            "{n} pictures were looked at and said to show no child.",
            told.pictures,
        ).format(n=told.pictures)
    )
    if told.asked:
        tell_estimate(told)
    for one in drawn.missed:
        show("  " + line(one))
    if drawn.to_ask:
        left = ngettext("{n} picture is left to look at.", "{n} pictures are left to look at.", len(drawn.to_ask))
        show(left.format(n=len(drawn.to_ask)))


def tell_estimate(told: Estimate) -> None:
    """How many, and between what."""
    show(_("You looked at {asked} of them; {found} show a child.").format(asked=told.asked, found=told.found))
    between = _("Of all of them, between {low} and {high} show a child (right in 95 of 100 libraries).")
    show(between.format(low=told.low, high=told.high))
    if told.likely is not None:
        show(_("Most likely: {likely}.").format(likely=round(told.likely)))


def as_fields(drawn: Drawn) -> dict[str, object]:
    """The sample and its estimate as JSON. Only confirmed exports are in it."""
    told = drawn.estimate
    return {
        "to_ask": [picture_fields(one) for one in drawn.to_ask],
        "missed": [picture_fields(one) for one in drawn.missed],
        "estimate": {
            "pictures": told.pictures,
            "answered": told.asked,
            "missed": told.found,
            "low": told.low,
            "likely": None if told.likely is None else round(told.likely, 1),
            "high": told.high,
        },
    }


def picture_fields(one: Asked) -> dict[str, object]:
    """One picture as JSON."""
    return {
        "picture": one.sha256,
        "network": one.network,
        "kind": one.kind.value,
        "when": one.when,
        "name": one.name,
        "link": one.link,
    }
