"""`smallprint report`: where to turn. Opens no home, asks for no passphrase, writes nothing, needs no network."""

from __future__ import annotations

import click

from smallprint.cli.home import json_option, no_home_option
from smallprint.cli.say import print_json, say, show
from smallprint.guides.services import Page, Service, Situation, Who, turn_to
from smallprint.locale import _


@click.command(
    "report",
    help=_("Where to turn when something has happened. Works offline and leaves no trace."),
    epilog=_("Example: smallprint report --country GB --for child"),
)
@click.option("--country", metavar="XX", help=_("The two letters of your country, for example GB or DE."))
@click.option(
    "--for",
    "who",
    type=click.Choice([each.value for each in Who]),
    default=Who.PARENT.value,
    show_default=True,
    help=_("Who is asking."),
)
@no_home_option
@json_option
def report(country: str | None, who: str, as_json: bool) -> None:
    page = turn_to(country, Who(who))
    if not page.exists:
        say(_("There is no country with the code “{code}”. This is what works everywhere.").format(code=country))
    if as_json:
        print_json(as_fields(page))
        return
    tell(page)


def as_fields(page: Page) -> dict[str, object]:
    """The page as JSON; `checked` is as exact as the source, and null where it has none."""
    return {
        "country": page.country,
        "for": page.who.value,
        "emergency": page.emergency,
        "services": [_service_fields(service) for service in page.services],
        "never": list(page.never),
        "write_down": page.write_down,
        "situations": [
            {
                "id": situation.id,
                "title": situation.title,
                "words": list(situation.words),
                "services": [service.name for service in situation.services],
            }
            for situation in page.situations
        ],
    }


def _service_fields(service: Service) -> dict[str, object]:
    return {
        "name": service.name,
        "for": service.for_whom,
        "kind": service.kind,
        "url": service.url or None,
        "phone": service.phone or None,
        "notes": service.notes,
        "confirmed": service.confirmed,
        "checked": None if service.checked in ("", "undated") else service.checked,
    }


def tell(page: Page) -> None:
    """The page for a person, as it would be read aloud."""
    for line in page.opening:
        show(_(line))
    for number, situation in enumerate(page.situations, start=1):
        show()
        show(f"{number}. {_(situation.title)}")
        _tell_situation(situation)
    show()
    show(_("Please never"))
    for line in page.never:
        show(f" - {_(line)}")
    show()
    show(_(page.write_down))
    if page.country is None:
        show()
        show(_("More for your country: smallprint report --country XX"))


def _tell_situation(situation: Situation) -> None:
    for line in situation.words:
        show(f"   {_(line)}")
    for service in situation.services:
        where = " · ".join(part for part in (service.name, service.phone, service.url) if part)
        show(f"   → {where}")
        show(f"     {mark_words(service)}")
        if service.notes:
            show(f"     {_(service.notes)}")


def mark_words(service: Service) -> str:
    """How sure the row is, for a person."""
    if service.confirmed:
        return _("Page read on {day}.").format(day=service.checked)
    return _("Check first: we have not seen this page confirmed.")
