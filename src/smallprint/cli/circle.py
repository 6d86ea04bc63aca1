"""`smallprint circle`: who belongs in the close circle. A proposal that can be printed; nothing happens by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from smallprint.accounts.circle import Circle, Group
from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.guides import all_guides
from smallprint.jobs.circle import propose_circles
from smallprint.locale import _

LIST_FACT = "has_close_friends"  # the guide's question about the list names the place where it is changed


@click.command(
    "circle",
    help=_("Who belongs in the close circle, among those who follow you already. A list to print; you decide."),
    epilog=_("Example: smallprint circle > circle.txt"),
)
@home_option
@json_option
def circle(home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        proposals = propose_circles(home)
    if as_json:
        print_json({"accounts": [as_fields(each) for each in proposals]})
        return
    for each in proposals:
        tell(each)
    if not proposals:
        say(_("None of your downloads holds a list of followers, so there is nothing to propose."))


def as_fields(proposal: Circle) -> dict[str, object]:
    """One account as JSON: names and groups, and nothing that could be counted or dated."""
    return {
        "network": proposal.network,
        "account": proposal.account,
        "proposed": [{"name": each.name, "group": each.group.value} for each in proposal.proposed],
        "today": list(proposal.today),
        "add": list(proposal.add),
        "remove": list(proposal.remove),
        "keep": list(proposal.keep),
    }


def tell(proposal: Circle) -> None:
    """One account as a list that can be printed."""
    show(f"{proposal.network} {one_line(proposal.account)}")
    show()
    _list(_("You two are often in touch"), [each.name for each in proposal.proposed if each.group is Group.IN_TOUCH])
    show(_("Your close-friends list, if you follow this proposal"))
    _list(_("Add"), proposal.add)
    _list(
        _("Think about removing: this download shows no sign of contact, or they do not follow you"), proposal.remove
    )
    _list(_("Keep"), proposal.keep)
    _list(_("No sign of contact"), [each.name for each in proposal.proposed if each.group is Group.NO_SIGN])
    for line in how_to(proposal.network):
        show(line)
    show(_("You know these people and the download does not: change what is wrong. Nothing happens by itself."))


def how_to(network: str) -> list[str]:
    """The network's own place for the list."""
    guide = all_guides().get(network)
    questions = guide.questions if guide is not None else ()
    return [
        _("Where to change it on {network}: {where}").format(network=network, where=_(question.where))
        for question in questions
        if question.fact == LIST_FACT
    ]


def _list(title: str, names: Sequence[str]) -> None:
    if names:
        show(f"{title}:")
        for name in names:
            show(f"  [ ] {one_line(name)}")
        show()
