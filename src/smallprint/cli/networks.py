"""`smallprint networks`: which exports are read, and what each can and cannot tell. Opens no home."""

from __future__ import annotations

import click

from smallprint.cli.home import json_option, no_home_option
from smallprint.cli.say import print_json, say, table
from smallprint.locale import _
from smallprint.readers import all_readers
from smallprint.readers.base import Reader


@click.command(
    "networks",
    help=_("Which exports are read, and what each can and cannot tell."),
    epilog=_("Example: smallprint networks --json"),
)
@no_home_option
@json_option
def networks(as_json: bool) -> None:
    if as_json:
        print_json({"networks": [row(reader) for reader in all_readers()]})
        return
    heads = (_("network"), _("who could see it"), _("links"), _("followers"), _("close friends"), _("places"))
    table((*heads, _("checked")), [line(reader) for reader in all_readers()])
    say(_("Where an export does not say who could see something, smallprint says so too; it never guesses."))


def row(reader: Reader) -> dict[str, object]:
    """One network as JSON."""
    tells = reader.tells
    return {
        "network": reader.name,
        "title": reader.title,
        "eras": list(reader.eras),
        "audience": tells.audience,
        "links": tells.links,
        "followers": tells.followers,
        "close_friends": tells.close_friends,
        "places": tells.places,
        "media_inside": tells.media_inside,
        "checked": tells.checked,
    }


def as_markdown() -> str:
    """The table as it stands in docs/how-it-works/networks.md; a test holds the two together."""
    heads = (
        "network",
        "downloads read",
        "who could see it",
        "links",
        "followers",
        "close friends",
        "places",
        "checked",
    )
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for reader in sorted(all_readers(), key=lambda each: (each.name == "photo_folder", each.title.casefold())):
        title, *rest = line(reader)
        lines.append(f"| {title} | {', '.join(reader.eras)} | {' | '.join(rest)} |")
    return "\n".join(lines) + "\n"


def line(reader: Reader) -> tuple[str, ...]:
    """One network for a person."""
    tells = reader.tells
    audience = {"item": _("stated for each"), "account": _("stated for the account"), "none": _("not stated")}
    answers = (tells.links, tells.followers, tells.close_friends, tells.places)
    yes_no = (_("yes") if answer else _("no") for answer in answers)
    return (reader.title, audience[tells.audience], *yes_no, tells.checked.isoformat())
