"""`smallprint lock`, `key`, `backup`, `restore`: the home and what opens it."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import (
    ask_hidden,
    home_option,
    json_option,
    new_passphrase,
    opened,
    place,
    print_sheet,
    said_passphrase,
)
from smallprint.cli.say import print_json, say
from smallprint.errors import NoHome
from smallprint.jobs.home_key import is_home
from smallprint.jobs.home_key import lock as lock_home
from smallprint.locale import _
from smallprint.settings import read_settings
from smallprint.store import change_passphrase, new_recovery_code, restore_home

FILE = click.Path(path_type=Path, dir_okay=False)


def home_at(home_path: Path | None) -> Path:
    """Where the home lies. Raises NoHome where there is none."""
    path = place(home_path, read_settings())
    if not is_home(path):
        raise NoHome(_("There is no home at {place} yet.").format(place=path))
    return path


def passphrase_now() -> str:
    """The passphrase of today, from the environment or asked."""
    return said_passphrase(read_settings()) or ask_hidden(_("Passphrase"))


@click.command(
    "lock",
    help=_("Forget the key: pages that are open ask for the passphrase again."),
    epilog=_("Example: smallprint lock"),
)
@home_option
@json_option
def lock(home_path: Path | None, as_json: bool) -> None:
    lock_home(home_at(home_path))
    if as_json:
        print_json({"locked": True})
    say(_("Locked. The terminal never keeps the key."))


@click.group("key", help=_("The passphrase and the recovery code."), epilog=_("Example: smallprint key change"))
def key() -> None:
    pass


@key.command(
    "change",
    help=_("Set a new passphrase, opened by the old one or by the recovery code. Asked on the terminal only."),
    epilog=_("Example: smallprint key change --recovery"),
)
@click.option("--recovery", "by_code", is_flag=True, help=_("Open it with the recovery code."))
@home_option
@json_option
def change(by_code: bool, home_path: Path | None, as_json: bool) -> None:
    path = home_at(home_path)
    code = ask_hidden(_("Recovery code")) if by_code else None
    old = None if by_code else passphrase_now()
    change_passphrase(path, new_passphrase(), passphrase=old, recovery=code)
    if as_json:
        print_json({"changed": True})
    say(_("Changed. The recovery sheet you printed still works. Backups open with the passphrase of their day."))


@key.command(
    "recovery",
    help=_("Print a new recovery sheet; the old one no longer works."),
    epilog=_("Example: smallprint key recovery"),
)
@home_option
@json_option
def recovery(home_path: Path | None, as_json: bool) -> None:
    path = home_at(home_path)
    print_sheet(path, new_recovery_code(path, passphrase=passphrase_now()))
    if as_json:
        print_json({"renewed": True})


@click.command(
    "backup",
    help=_("Write an encrypted copy of the home to a file. It opens with your passphrase."),
    epilog=_("Example: smallprint backup /media/usb/smallprint-backup.zip"),
)
@click.argument("target", type=FILE, metavar="FILE")
@home_option
@json_option
def backup(target: Path, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        home.backup(target)
    if as_json:
        print_json({"backup": str(target)})
    say(_("Written to {place}. Keep it away from this computer.").format(place=target))


@click.command(
    "restore",
    help=_("Bring a backup back. What lies in the home now is set aside, never written over."),
    epilog=_("Example: smallprint restore /media/usb/smallprint-backup.zip"),
)
@click.argument("source", type=FILE, metavar="FILE")
@click.option("--recovery", "by_code", is_flag=True, help=_("Open it with the recovery code."))
@home_option
@json_option
def restore(source: Path, by_code: bool, home_path: Path | None, as_json: bool) -> None:
    path = place(home_path, read_settings())
    code = ask_hidden(_("Recovery code")) if by_code else None
    passphrase = None if by_code else passphrase_now()
    restored = restore_home(source, path, passphrase=passphrase, recovery=code)
    aside = str(restored.set_aside) if restored.set_aside else None
    if as_json:
        print_json({"home": str(restored.home), "set_aside": aside})
    say(_("The backup is back at {place}.").format(place=restored.home))
    if aside:
        say(_("What lay there before is in {place}.").format(place=aside))
