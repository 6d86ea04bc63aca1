"""`smallprint accounts`: what the exports say about each account."""

from __future__ import annotations

from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.jobs.account_facts import AccountFacts, account_facts
from smallprint.locale import _


@click.command(
    "accounts",
    help=_("What your downloads say about each account: private or public, how many follow, and where that stands."),
    epilog=_("Example: smallprint accounts --json"),
)
@home_option
@json_option
def accounts(home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        known = account_facts(home)
    if as_json:
        print_json({"accounts": [as_fields(one) for one in known]})
        return
    for one in known:
        tell(one)
    if not known:
        say(_("Nothing has been added yet: smallprint add"))


def as_fields(known: AccountFacts) -> dict[str, object]:
    """One account as JSON."""
    state = known.state
    return {
        "network": state.network,
        "account": state.account,
        "private": state.private,
        "private_since": known.private_since,
        "professional": state.professional,
        "followers": state.followers,
        "following": known.following,
        "close_friends": known.close_friends,
        "profile_picture_shows_child": state.profile_picture_shows_child,
        "facts": [{"name": fact.name, "value": fact.value, "source": fact.source} for fact in known.facts],
        "questions": [],
    }


def tell(known: AccountFacts) -> None:
    """One account for a person."""
    state = known.state
    show(f"{state.network} {one_line(state.account)}".rstrip())
    private = {True: _("private"), False: _("public"), None: _("the download does not say")}
    show("   " + _("Account: {state}").format(state=private[state.private]))
    if state.followers is not None:
        show("   " + _("Followers: {n}").format(n=state.followers))
    if known.close_friends is not None:
        show("   " + _("Close friends: {n}").format(n=known.close_friends))
    if state.profile_picture_shows_child:
        show("   " + _("The profile picture shows a child, and profile pictures are public."))
    for fact in known.facts:
        show(f"   {one_line(fact.name)}: {one_line(fact.value)} ({one_line(fact.source)})")
