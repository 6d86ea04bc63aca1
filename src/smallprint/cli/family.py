"""`smallprint family`: the words that must not leak."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened, opened_or_made
from smallprint.cli.say import one_line, print_json, say, table
from smallprint.jobs.family_words import add_word, remove_word
from smallprint.jobs.progress import quiet
from smallprint.jobs.rank_items import rank_items
from smallprint.locale import _, ngettext
from smallprint.records.family import WordKind

KINDS = click.Choice([kind.value for kind in WordKind])


@click.group(
    "family",
    help=_("Words that must not leak: name, surname, school, club, birthday, street, area. They stay in your home."),
    epilog=_("Example: smallprint family add school 'Oakfield School'"),
)
def family() -> None:
    pass


@family.command(
    "add", help=_("Add one word or date."), epilog=_("Example: smallprint family add birthday 2019-05-04")
)
@click.argument("kind", type=KINDS)
@click.argument("text")
@home_option
@json_option
def add(kind: str, text: str, home_path: Path | None, as_json: bool) -> None:
    with opened_or_made(home_path) as home:
        word = add_word(home, WordKind(kind), text)
        rank_items(home, quiet())
        if as_json:
            print_json({"words": [{"kind": word.kind.value, "text": word.text}]})
    say(_("Kept. smallprint looks for it in everything you have added."))


@family.command("list", help=_("The words that are kept."), epilog=_("Example: smallprint family list"))
@home_option
@json_option
def list_words(home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        words = home.family.words()
    if as_json:
        print_json({"words": [{"kind": word.kind.value, "text": word.text} for word in words]})
        return
    table((_("kind"), _("text")), [(word.kind.value, one_line(word.text)) for word in words])
    say(ngettext("{n} word is kept.", "{n} words are kept.", len(words)).format(n=len(words)))


@family.command("remove", help=_("Drop one word."), epilog=_("Example: smallprint family remove club 'Otters'"))
@click.argument("kind", type=KINDS)
@click.argument("text")
@home_option
@json_option
def remove(kind: str, text: str, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        remove_word(home, WordKind(kind), text)
        rank_items(home, quiet())
        left = home.family.words()
    if as_json:
        print_json({"words": [{"kind": word.kind.value, "text": word.text} for word in left]})
    say(_("Dropped."))
