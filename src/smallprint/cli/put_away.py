"""`smallprint put-away`: where the downloads lie now, and what to do with them."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import on_a_terminal, one_line, print_json, say, show
from smallprint.errors import Refused
from smallprint.jobs.put_away import Lies, delete_download, export_numbered, move_download, where_it_lies
from smallprint.locale import _
from smallprint.store.kept import KeptExport


@click.group(
    "put-away",
    invoke_without_command=True,
    help=_(
        "Where each download lies now, and whether that folder is copied to a cloud. Downloads are not encrypted: "
        "delete, move or leave them. Your home keeps what lists, steps and proof need."
    ),
    epilog=_("Example: smallprint put-away move 1 /media/usb/downloads"),
)
@home_option
@json_option
@click.pass_context
def put_away(ctx: click.Context, home_path: Path | None, as_json: bool) -> None:
    if ctx.invoked_subcommand is not None:
        return
    with opened(home_path) as home:
        exports = home.exports.all()
    if as_json:
        print_json({"exports": [as_fields(export) for export in exports]})
        return
    for export in exports:
        tell(export)
    say(_("Delete: smallprint put-away delete ID · Move: smallprint put-away move ID FOLDER · Or leave it."))


def as_fields(export: KeptExport) -> dict[str, object]:
    """One export as JSON."""
    return {
        "id": export.id,
        "network": export.network,
        "account": export.account or None,
        "lies": [
            {"path": str(one.path), "there": one.there, "bytes": one.size, "synced": one.synced}
            for one in where_it_lies(export)
        ],
    }


def tell(export: KeptExport) -> None:
    """One export for a person."""
    show(f"{export.id}. {export.network} {one_line(export.account)}".rstrip())
    for one in where_it_lies(export):
        show(f"   {one_line(str(one.path), 200)} · {state(one)}")
    if not export.paths:
        show("   " + _("Deleted. The home keeps what it needs."))


def state(one: Lies) -> str:
    """What there is to say of one part."""
    if not one.there:
        return _("no longer there")
    size = _("{n} MB").format(n=f"{one.size / 1_000_000:.1f}")
    if one.synced:
        return _("{size}, copied to {maker}").format(size=size, maker=one.synced)
    if one.perhaps_synced:
        return _("{size}, in a folder that this computer may copy to its maker's cloud").format(size=size)
    return size


@put_away.command(
    "delete",
    help=_("Delete one download from this computer, after asking. A cloud may keep its own copy."),
    epilog=_("Example: smallprint put-away delete 1"),
)
@click.argument("number", type=int, metavar="ID")
@click.option("--yes", is_flag=True, help=_("You have decided; do not ask."))
@home_option
@json_option
def delete(number: int, yes: bool, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        export = export_numbered(home, number)
        tell(export)
        ask_first(_("Delete this download from this computer?"), yes=yes)
        gone = delete_download(home, number)
    if as_json:
        print_json({"deleted": [str(path) for path in gone]})
    say(_("Deleted. Empty the bin of your cloud too, if it keeps one."))


@put_away.command(
    "move",
    help=_("Move one download to a folder you name, for example on a stick that you lock away."),
    epilog=_("Example: smallprint put-away move 1 /media/usb/downloads"),
)
@click.argument("number", type=int, metavar="ID")
@click.argument("target", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@home_option
@json_option
def move(number: int, target: Path, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        now = move_download(home, number, target)
    if as_json:
        print_json({"moved": [str(path) for path in now]})
    say(_("Moved."))


def ask_first(question: str, *, yes: bool) -> None:
    """Nothing is deleted without a word. Raises Refused where nobody can be asked, or where the answer is no."""
    if yes:
        return
    if not on_a_terminal():
        raise Refused(_("Nothing was deleted: there is nobody to ask."), hint=_("In scripts say --yes."))
    if not click.confirm(question, err=True):
        raise Refused(_("Nothing was deleted."), hint="")
