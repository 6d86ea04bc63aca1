"""`smallprint dev`: for people who write readers. Works on the tests' folder of invented exports; opens no home."""

from __future__ import annotations

import json
from pathlib import Path

import click

from smallprint.cli.home import no_home_option
from smallprint.cli.say import say
from smallprint.errors import UnreadablePath
from smallprint.locale import _
from smallprint.readers import reader_named
from smallprint.readers.expect import expect as expected

FIXTURES = Path("tests/exports")


@click.group("dev", help=_("For people who write readers."), epilog=_("Example: smallprint dev expect instagram"))
def dev() -> None:
    pass


@dev.command(
    "expect",
    help=_("Write expected.json of every fixture of a network. Read it before you commit it."),
    epilog=_("Example: smallprint dev expect instagram"),
)
@click.argument("network")
@click.option("--fixtures", type=click.Path(path_type=Path), default=FIXTURES, help=_("Where the fixtures lie."))
@no_home_option
def expect(network: str, fixtures: Path) -> None:
    eras = sorted(folder for folder in (fixtures / network).glob("*") if folder.is_dir())
    if not eras:
        raise UnreadablePath(_("There are no fixtures at {place}.").format(place=fixtures / network))
    for era in eras:
        target = era / "expected.json"
        target.write_text(
            json.dumps(expected(reader_named(network), era), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        say(_("Written: {place}. Now read it.").format(place=target))
