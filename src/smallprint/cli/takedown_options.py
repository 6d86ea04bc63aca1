"""Options that several `takedown` commands share: what a letter needs to know, dates, lists of addresses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from smallprint.errors import UnreadablePath
from smallprint.locale import _
from smallprint.records.takedowns import About, Route, Writer
from smallprint.takedowns.others import CONTACTS
from smallprint.takedowns.routes import WORDS, place_named, route_named
from smallprint.takedowns.stop import says_it_is_sexual

C = TypeVar("C", bound=Callable[..., Any])
MOST_BYTES = 5_000_000  # of a list of addresses
DAY = click.DateTime(["%Y-%m-%d"])


def read_route(_ctx: click.Context, _param: click.Parameter, value: str) -> Route | None:
    """A word for who holds the picture; None for a word of a sexual picture, which has its own page."""
    if says_it_is_sexual(value):
        return None
    found = route_named(value)
    if found is None:
        raise click.BadParameter(
            _("“{word}” is not one of: {words}").format(word=value, words=", ".join(sorted(WORDS)))
        )
    return found


def about_options(command: C) -> C:
    """Add the options that tell what a letter needs; none of them is a birthday, an address of home or a file."""
    for option in reversed(_ABOUT):
        command = option(command)
    return command


_ABOUT = (
    click.option("--child", metavar="NAME", help=_("The child's name, as they know it.")),
    click.option("--age", type=click.IntRange(0, 120), help=_("In years. A letter says a band, never a birthday.")),
    click.option("--by", "writer", type=click.Choice([each.value for each in Writer]), help=_("Who signs.")),
    click.option("--responsible/--not-responsible", default=None, help=_("You have parental responsibility.")),
    click.option("--agrees/--agrees-not", "child_agrees", default=None, help=_("The child agrees.")),
    click.option("--place", metavar="XX", help=_("Country or nation: GB-ENG, GB-SCT, GB-WLS, GB-NIR, IE, DE, US …")),
    click.option("--me", "sender", metavar="NAME", help=_("Your name.")),
    click.option("--reply-to", metavar="TEXT", help=_("Where they can answer you.")),
    click.option("--to", metavar="E-MAIL", help=_("Their e-mail address, for the draft.")),
    click.option("--platform", metavar="NAME", help=_("The network it is on.")),
    click.option("--where", "where_in_picture", metavar="TEXT", help=_("Where in the picture: “second from left”.")),
    click.option("--uses", metavar="TEXT", help=_("Which uses you mean; all when left out.")),
    click.option("--law", metavar="TEXT", help=_("The law that it breaks (for an EU notice).")),
    click.option("--tone", type=click.Choice(["warm", "plain", "firm"]), help=_("Of a message to a relative.")),
    click.option("--apart/--together", default=None, help=_("The parents live apart.")),
    click.option("--contact", type=click.Choice(CONTACTS), help=_("With the other parent: fine, unsafe or court.")),
)


def told(about: About, given: dict[str, Any]) -> About:
    """What was told before, with what is told now in its place."""
    now = {name: value for name, value in given.items() if value is not None and name in About.__dataclass_fields__}
    if "writer" in now:
        now["writer"] = Writer(now["writer"])
    if "place" in now:
        now["place"] = place_named(now["place"])
    return replace(about, **now)


def right_now() -> datetime:
    """The clock, with the person's own day."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def day_of(given: datetime | None) -> date | None:
    """The day that was typed."""
    return given.date() if given else None


def read_list(path: Path | None) -> tuple[str, bool]:
    """A list of addresses from a file or, for "-", from what is piped in; and whether it is a table."""
    if path is None:
        return "", False
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if str(path) == "-" else _read(path)
    except OSError as problem:
        raise UnreadablePath(_("The list at {place} cannot be read.").format(place=path)) from problem
    if len(raw) > MOST_BYTES:
        raise UnreadablePath(_("That list is too large to be one."), hint=_("One address a line; at most 5 MB."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what spreadsheets on Windows write
    return text, path.suffix.lower() == ".csv"


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
