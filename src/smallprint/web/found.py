"""What is out there: the ranked list, filtered, with a reason for every place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smallprint.jobs.rank_items import rank_items
from smallprint.records.family import Person, Verdict
from smallprint.records.findings import ClueKind, Finding
from smallprint.records.items import Audience
from smallprint.store import Home, Mark
from smallprint.store.kept import Page, Wanted
from smallprint.web.asked import Ask, Shown
from smallprint.web.pictures import Preview, preview
from smallprint.web.room import Room
from smallprint.web.watch import begin

AT_ONCE = 20  # findings a request
PICTURES_SHOWN = 12  # of one carousel


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as the page shows it."""

    finding: Finding
    previews: tuple[Preview, ...]
    more: int  # pictures of it that are not shown
    said_no: bool


def found(ask: Ask) -> Shown:
    """The list. Where who-is-who has changed since, it is put in order first."""
    home = ask.room.home()
    if ask.room.stale and not ask.room.work.running:
        ask.room.stale = False
        return begin(ask, "rank", lambda progress: rank_items(home, progress))
    return Shown("found.html", {**choices(ask.room, home), **listed(home, Wanted(), None)})


def choices(room: Room, home: Home) -> dict[str, object]:
    """What the list can be narrowed to."""
    people = home.people.all()
    return {
        "children": [one.name for one in people if one.enrolled and one.name and one.verdict is not Verdict.ADULT],
        "networks": sorted({one.network for one in home.exports.all() if one.confirmed != "loose"}),
        "giveaways": [one for one in ClueKind if one is not ClueKind.FACE],
        "all": home.findings.count(),
        "hidden": home.findings.count(Wanted(dismissed=True)),
        "by_audience": room.tallied(),
        "unlooked": sum(row.count for row in home.troubles.counts()),
    }


def some(ask: Ask) -> Shown:
    """The list narrowed, or its next part."""
    home = ask.room.home()
    after = (ask.number("score") or 0, ask.text("after")) if ask.text("after") else None
    return Shown("found_more.html" if after else "found_list.html", listed(home, wanted(ask), after))


def wanted(ask: Ask) -> Wanted:
    """What the person wants to see; a choice that is none of ours means all."""
    audience, clue = ask.text("audience"), ask.text("giveaway")
    return Wanted(
        child=ask.text("child") or None,
        audience=Audience(audience) if audience in set(Audience) else None,
        network=ask.text("network") or None,
        since=ask.day("since"),
        until=ask.day("until"),
        clue=clue if clue in set(ClueKind) else None,
        text=ask.text("words") or None,
        dismissed=ask.text("hidden") == "yes",
    )


def listed(home: Home, narrowed: Wanted, after: tuple[int, str] | None) -> dict[str, object]:
    """Some cards, and where the next ones begin."""
    page: Page = home.findings.page(narrowed, after=after, limit=AT_ONCE)
    people = {one.id: one for one in home.people.all()}
    marks = home.findings.marks()
    return {
        "cards": [card(home, people, marks, one) for one in page.findings],
        "next": page.next,
        "count": home.findings.count(narrowed),
        "hidden_ones": narrowed.dismissed,
    }


def card(home: Home, people: Mapping[str, Person], marks: Mapping[str, Mark], one: Finding) -> Card:
    """One finding with its previews."""
    shown = tuple(preview(home, people, one, picture) for picture in one.pictures[:PICTURES_SHOWN])
    mark = marks.get(one.id)
    return Card(one, shown, len(one.pictures) - len(shown), mark is not None and mark.child_said_no)


def one_card(ask: Ask) -> Shown:
    """One card again, after a change."""
    home = ask.room.home()
    one = home.findings.get(str(ask.path["finding"]))
    people = {person.id: person for person in home.people.all()}
    return Shown("found_card.html", {"card": card(home, people, home.findings.marks(), one), "hidden_ones": False})


def hide(ask: Ask) -> Shown:
    """Do not show this again; it can be brought back."""
    finding = str(ask.path["finding"])
    ask.room.home().findings.dismiss(finding)
    return Shown("found_hidden.html", {"finding": finding})


def show(ask: Ask) -> Shown:
    """Bring it back."""
    ask.room.home().findings.dismiss(str(ask.path["finding"]), back=True)
    return one_card(ask)


def said_no(ask: Ask) -> Shown:
    """My child said no to this picture, or changed their mind."""
    back = ask.text("back") == "yes"
    ask.room.home().findings.child_said_no(str(ask.path["finding"]), back=back)
    ask.room.stale = True
    return one_card(ask)


def drop(ask: Ask) -> Shown:
    """This is sexual or nude: everything of it goes at once, and the page tells where to turn."""
    home = ask.room.home()
    for picture in home.findings.get(str(ask.path["finding"])).pictures:
        if picture.sha256:
            home.pictures.drop(picture.sha256)
    return Shown("gone.html", {"to": "/happened?dropped=yes"})


def many(ask: Ask) -> Shown:
    """The same for every ticked one."""
    home, back = ask.room.home(), ask.text("do") == "show"
    for finding in ask.texts("finding"):
        if ask.text("do") == "said-no":
            home.findings.child_said_no(finding)
            ask.room.stale = True
        else:
            home.findings.dismiss(finding, back=back)
    return Shown("gone.html", {"to": "/found"})
