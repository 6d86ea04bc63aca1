"""The smaller `takedown` commands: what was sent and answered, looking, the calendar, forgetting, and who else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import on_a_terminal, one_line, print_json, say, show
from smallprint.cli.takedown_options import DAY, day_of, read_list, right_now
from smallprint.cli.takedown_words import checked_fields, tell_checked, tell_kept, tell_left_out, tell_stop, write_new
from smallprint.jobs import takedown_cases as cases
from smallprint.jobs.check_takedown import check_case, refuse_looking
from smallprint.jobs.progress import quiet
from smallprint.locale import _
from smallprint.records.takedowns import AddressState, Happened
from smallprint.takedowns.calendar import as_csv, as_ics
from smallprint.takedowns.others import Card, choices, others

SENT = {
    "letter": Happened.SENT,
    "identity": Happened.IDENTITY_SENT,
    "chaser": Happened.CHASED,
    "complaint": Happened.COMPLAINED,
    "regulator": Happened.TO_REGULATOR,
}
REPLIES = {
    "acknowledged": Happened.ACKNOWLEDGED,
    "extended": Happened.EXTENDED,
    "refused": Happened.REFUSED,
    "done": Happened.DONE,
    "abandoned": Happened.ABANDONED,
    "identity_asked": Happened.IDENTITY_ASKED,
    "complaint_acknowledged": Happened.COMPLAINT_ACKNOWLEDGED,
}


@click.command(
    "add", help=_("Add addresses to a case."), epilog=_("Example: smallprint takedown add 1 --address https://…")
)
@click.argument("case_id", metavar="ID")
@click.option("--address", "urls", multiple=True, metavar="URL", help=_("Where it is; may be given again."))
@click.option("--from-file", "file", type=click.Path(path_type=Path), help=_("A list or CSV of addresses; - reads."))
@home_option
@json_option
def add(case_id: str, urls: tuple[str, ...], file: Path | None, home_path: Path | None, as_json: bool) -> None:
    pasted, table = read_list(file)
    with opened(home_path) as home:
        tell_left_out(cases.add_addresses(home, case_id, urls, pasted, right_now(), table=table))
        tell_kept(home, case_id, as_json=as_json)


@click.command("sent", help=_("You sent it."), epilog=_("Example: smallprint takedown sent 1 --on 2026-11-22"))
@click.argument("case_id", metavar="ID")
@click.option("--what", type=click.Choice(list(SENT)), default="letter", show_default=True)
@click.option("--on", type=DAY, help=_("The day; today when left out."))
@home_option
@json_option
def sent(case_id: str, what: str, on: datetime | None, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        cases.add_line(home, case_id, SENT[what], right_now(), on=day_of(on))
        tell_kept(home, case_id, as_json=as_json)


@click.command(
    "reply", help=_("What they answered."), epilog=_("Example: smallprint takedown reply 1 --state refused")
)
@click.argument("case_id", metavar="ID")
@click.option("--state", required=True, type=click.Choice(list(REPLIES)), help=_("What it says."))
@click.option("--on", type=DAY, help=_("The day; today when left out."))
@click.option("--words", default="", metavar="TEXT", help=_("A note for yourself, such as a reference number."))
@home_option
@json_option
def reply(case_id: str, state: str, on: datetime | None, words: str, home_path: Path | None, as_json: bool) -> None:
    with opened(home_path) as home:
        cases.add_line(home, case_id, REPLIES[state], right_now(), on=day_of(on), words=words)
        tell_kept(home, case_id, as_json=as_json)


@click.command(
    "note",
    help=_("Add a note, or take a mistaken line back."),
    epilog=_("Example: smallprint takedown note 1 'ref 42'"),
)
@click.argument("case_id", metavar="ID")
@click.argument("words", default="")
@click.option("--take-back", type=int, metavar="N", help=_("The number of the line that was a mistake."))
@home_option
@json_option
def note(case_id: str, words: str, take_back: int | None, home_path: Path | None, as_json: bool) -> None:
    what = Happened.NOTE if take_back is None else Happened.TAKEN_BACK
    with opened(home_path) as home:
        cases.add_line(home, case_id, what, right_now(), words=words, about=take_back or 0)
        tell_kept(home, case_id, as_json=as_json)


@click.command(
    "check",
    help=_("Look once at each address whether it is gone. Only where you say yes."),
    epilog=_("Example: smallprint takedown check 1 --site www.oakfield.example"),
)
@click.argument("case_id", metavar="ID")
@click.option("--address", "only", multiple=True, metavar="URL", help=_("Only this one; may be given again."))
@click.option("--site", "sites", multiple=True, metavar="HOST", help=_("A site you agree to; may be given again."))
@home_option
@json_option
def check(case_id: str, only: tuple[str, ...], sites: tuple[str, ...], home_path: Path | None, as_json: bool) -> int:
    with opened(home_path) as home:
        refuse_looking(home.takedowns.get(case_id))
        for site in sites:
            _tell_what_a_look_tells(site)
        checked = check_case(home, case_id, _agrees, right_now(), quiet(), only=only, also=sites)
    if as_json:
        print_json({"id": case_id, "addresses": [checked_fields(each) for each in checked]})
    for each in [] if as_json else checked:
        tell_checked(each)
    return 0 if any(each.looked for each in checked) or not checked else 1


def _agrees(site: str) -> bool:
    """Say what a look gives away; then the person's word counts."""
    _tell_what_a_look_tells(site)
    if on_a_terminal():
        return click.confirm(_("Look at {site}?").format(site=one_line(site)), default=False, err=True)
    say(_("To agree: --site {site}").format(site=one_line(site)))
    return False


def _tell_what_a_look_tells(site: str) -> None:
    say(
        _("The owner of {site} can see that somebody looked, when, and roughly from where.").format(
            site=one_line(site)
        )
    )


@click.command(
    "looked",
    help=_("You looked yourself."),
    epilog=_("Example: smallprint takedown looked 1 https://… --gone"),
)
@click.argument("case_id", metavar="ID")
@click.argument("url")
@click.option("--gone/--there", required=True, help=_("What you saw, logged out."))
@home_option
@json_option
def looked(case_id: str, url: str, gone: bool, home_path: Path | None, as_json: bool) -> None:
    found = AddressState.GONE if gone else AddressState.THERE
    with opened(home_path) as home:
        cases.looked_myself(home, case_id, url, found, right_now())
        tell_kept(home, case_id, as_json=as_json)


@click.command(
    "calendar",
    help=_("The days to come, for your calendar. It names no child, no school and no address."),
    epilog=_("Example: smallprint takedown calendar --out takedowns.ics"),
)
@click.option("--csv", "as_table", is_flag=True, help=_("A table in the place of a calendar."))
@click.option("--names", is_flag=True, help=_("Put the holders' names into this one file."))
@click.option("--out", type=click.Path(path_type=Path), help=_("Write it to a new file."))
@home_option
def calendar(as_table: bool, names: bool, out: Path | None, home_path: Path | None) -> None:
    now = right_now()
    with opened(home_path) as home:
        coming = cases.days_to_come(home, now.date())
        holders = {case.id: case.holder for case in home.takedowns.all()} if names else None
    content = as_csv(coming, holders).encode() if as_table else as_ics(coming, now, holders)
    if out is None:
        click.echo(content.decode("utf-8"), nl=False)
    else:
        write_new(out, content)


@click.command(
    "stop", help=_("It is sexual or nude: forget all but the dates."), epilog=_("Example: smallprint takedown stop 1")
)
@click.argument("case_id", metavar="ID")
@home_option
def stop(case_id: str, home_path: Path | None) -> None:
    with opened(home_path) as home:
        place = home.takedowns.get(case_id).about.place
        cases.stop(home, case_id)
    tell_stop(place, as_json=False)


@click.command("wipe", help=_("Forget a case but for its dates."), epilog=_("Example: smallprint takedown wipe 1"))
@click.argument("case_id", metavar="ID")
@home_option
def wipe(case_id: str, home_path: Path | None) -> None:
    with opened(home_path) as home:
        cases.wipe(home, case_id)
    say(_("Forgotten, but for the dates."))


@click.command(
    "others",
    help=_("Who else has pictures? Kind messages, and the way if they say no. Opens no home."),
    epilog=_("Example: smallprint takedown others grandparents school --child Ada"),
)
@click.argument("who", nargs=-1, type=click.Choice([each for each, _title in choices()]))
@click.option("--child", default="", metavar="NAME", help=_("Your child's first name."))
@click.option("--place", default="GB", metavar="XX", help=_("Country or nation."))
@click.option("--contact", default="", help=_("With the other parent: fine, unsafe or court."))
def who_else(who: tuple[str, ...], child: str, place: str, contact: str) -> None:
    ticked = who or [each for each, _title in choices()]
    page = others(ticked, right_now().date(), child=child, place=place, contact=contact)
    for card in page.cards:
        _tell_card(card)
    for sentence in page.says:
        say(_(sentence))


def _tell_card(card: Card) -> None:
    show(_(card.title))
    if card.question:
        show("   " + _(card.question) + " " + _("Say --contact fine, unsafe or court."))
    for message in card.messages:
        show(f"   {_(message.title)}: “{message.words}”")
    if card.if_no:
        show("   " + _("If they say no: {way}").format(way=_(card.if_no)))
    for line in card.helplines:
        show("   " + " · ".join(part for part in (line.name, line.phone, line.url) if part))
    if card.again:
        show("   " + _("Ask again on {day}.").format(day=card.again))


STEPS = (add, sent, reply, note, check, looked, calendar, stop, wipe, who_else)
