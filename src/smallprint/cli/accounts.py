"""`smallprint accounts`: what is open on each account, where that stands, and what only you can tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from smallprint.accounts.audit import Audit
from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.guides import Question
from smallprint.jobs.accounts import AuditedAccount, audit_accounts
from smallprint.locale import _, ngettext
from smallprint.records.items import AccountFact


@click.command(
    "accounts",
    help=_("What is open on each account, which file says so, and what only you can tell."),
    epilog=_("Example: smallprint accounts --json"),
)
@home_option
@json_option
@click.option("--values", is_flag=True, help=_("Also the words of your profile that give a child away."))
def accounts(home_path: Path | None, as_json: bool, values: bool) -> None:
    with opened(home_path) as home:
        known = audit_accounts(home)
    if as_json:
        print_json({"accounts": [as_fields(one, values=values) for one in known]})
        return
    for one in known:
        show(heading(one.audit))
        for line in lines_of(one, values=values):
            show(f"   {line}")
    if not known:
        say(_("Nothing has been added yet: smallprint add, or without a download: smallprint checkup"))


def heading(audit: Audit) -> str:
    """The network and the account's name, where it is known."""
    return f"{audit.network} {one_line(audit.account)}".rstrip()


def shown_value(one: AuditedAccount, fact: AccountFact, *, values: bool) -> str:
    """A fact's value; of a text with a word of the family only that it holds one, unless the person asked for it."""
    return fact.value if values or fact.name not in one.telling else _("holds a word of your family (see: --values)")


def as_fields(one: AuditedAccount, *, values: bool) -> dict[str, object]:
    """One account as JSON."""
    audit = one.audit
    return {
        "network": audit.network,
        "account": audit.account,
        "private": audit.private,
        "private_since": audit.private_since,
        "public_since": audit.public_since,
        "switches": [{"on": each.on, "private": each.private, "source": each.source} for each in audit.switches],
        "professional": audit.professional,
        "minor": audit.minor,
        "followers": audit.followers,
        "following": audit.following,
        "close_friends": audit.close_friends,
        "profile_picture_shows_child": audit.profile_picture_shows_child,
        "cover_shows_child": audit.cover_shows_child,
        "facts": [
            {
                "name": fact.name,
                "value": shown_value(one, fact, values=values),
                "source": fact.source,
                "date": fact.when or one.exported_at,
            }
            for fact in audit.facts
        ],
        "differs": [
            {"fact": each.fact, "told": each.told, "told_on": each.told_on, "export": each.export}
            for each in audit.differs
        ],
        "questions": [question_words(question) for question in audit.questions],
    }


def question_words(question: Question) -> str:
    """A short question and the exact place to look."""
    return _("{question} Look at: {where}.").format(question=_(question.ask), where=_(question.where))


def lines_of(one: AuditedAccount, *, values: bool) -> Iterator[str]:
    """One account for a person: what is open first, then evidence, then questions."""
    audit = one.audit
    if one.of_name is not None:
        yield _("From 13 years on this is the young person's own account: look at it together.")
    yield from _open_lines(audit)
    for fact in audit.facts:
        day = fact.when or one.exported_at
        when = f", {day.date().isoformat()}" if day is not None else ""
        value = shown_value(one, fact, values=values)
        yield f"{one_line(fact.name)}: {one_line(value)} ({one_line(fact.source)}{when})"
    for each in audit.differs:
        yield _("{fact}: you told us {told}, the download says {export}. A new download will settle it.").format(
            fact=each.fact, told=each.told, export=one_line(each.export)
        )
    yield from audit.teens
    for question in audit.questions:
        yield "? " + question_words(question)


def _open_lines(audit: Audit) -> Iterator[str]:
    yield _("Account: {state}").format(state=_private_words(audit))
    if audit.professional and not audit.private:
        yield _("It is a professional account: search engines may show its public pictures.")
    if audit.profile_picture_shows_child:
        yield _("The profile picture shows a child, and profile pictures are public.")
    if audit.cover_shows_child:
        yield _("The cover picture shows a child, and cover pictures are public.")
    if "bio_names_child" in audit.open:
        yield _("The text on your profile gives one of your family's words away.")
    if audit.followers is not None:
        yield _("Followers: {n}").format(n=audit.followers)
    if audit.close_friends is not None:
        yield _("Close friends: {n}").format(n=audit.close_friends)
    apps = len(audit.linked_apps)
    if apps:
        yield ngettext("{n} linked app may read it.", "{n} linked apps may read it.", apps).format(n=apps)


def _private_words(audit: Audit) -> str:
    if audit.private is None:
        return _("private or public is not known")
    since = audit.private_since if audit.private else audit.public_since
    if since is None:
        return _("private") if audit.private else _("public")
    return (_("private since {day}") if audit.private else _("public since {day}")).format(day=since.isoformat())
