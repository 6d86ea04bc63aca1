"""Cases in the home: opened, told, added to, written about, wiped. The clock comes in; the rules are in takedowns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from smallprint.errors import Refused
from smallprint.guides.services import Page, Who
from smallprint.records.addresses import NotAnAddress, read_address
from smallprint.records.takedowns import (
    About,
    Address,
    AddressState,
    By,
    Case,
    Happened,
    Line,
    Route,
)
from smallprint.store import Home
from smallprint.takedowns import cases
from smallprint.takedowns.follow_up import Due, Standing, dues, standing
from smallprint.takedowns.letters import Letter, write
from smallprint.takedowns.pasted import Pasted, read_pasted
from smallprint.takedowns.routes import Way, way_for
from smallprint.takedowns.stop import Picture, refuse_stopped


@dataclass(frozen=True, slots=True)
class Wish:
    """A case as the person asks for it."""

    holder: str
    route: Route
    about: About
    urls: tuple[str, ...] = ()  # typed one by one: one that cannot be used stops it
    pasted: str = ""  # a list: what cannot be used is given back
    table: bool = False
    finding: str = ""
    picture: Picture = Picture.ORDINARY
    who: Who = Who.PARENT
    said: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case, its way, and what could not be used of the list."""

    id: str
    way: Way
    addresses: int
    left_out: Pasted


def open_case(home: Home, wish: Wish, now: datetime) -> Opened | Page:
    """Open a case, or give the page of services for a sexual picture: then nothing was kept."""
    way = way_for(wish.picture, wish.route, wish.about, who=wish.who, said=wish.said)
    if isinstance(way, Page):
        return way
    if not wish.holder.strip():
        raise Refused("Who holds the picture?", hint="Their name, for example: --holder 'Oakfield School'")
    pasted = read_pasted(wish.pasted, table=wish.table)
    addresses = [*map(_typed, wish.urls), *(Address(url) for url in pasted.urls), *_of_finding(home, wish.finding)]
    if not addresses and wish.pasted.strip():
        raise Refused("There is no usable address in that list.", hint=_first_reason(pasted))
    new = Case("", wish.holder.strip(), wish.route, wish.about, _matched(home, wish.finding, addresses), ())
    first = cases.new_line(new, Line(0, Happened.OPENED, now.date(), now), now.date())
    case_id = home.takedowns.open(cases.with_line(new, first))
    return Opened(case_id, way, len(home.takedowns.get(case_id).addresses), pasted)


def add_line(
    home: Home,
    case_id: str,
    what: Happened,
    now: datetime,
    *,
    on: date | None = None,
    words: str = "",
    address: str = "",
    found: AddressState | None = None,
    by: By | None = None,
    picture_seen: bool = False,
    about: int = 0,
) -> Case:
    """Add one line to a case's history, today's unless `on` is given. Refused when it cannot be true."""
    case = home.takedowns.get(case_id)
    asked = Line(0, what, on or now.date(), now, words, address, found, by, picture_seen, about)
    line = cases.new_line(case, asked, now.date())
    home.takedowns.add_line(case_id, line)
    return cases.with_line(case, line)


def add_addresses(
    home: Home, case_id: str, urls: Iterable[str], pasted: str, now: datetime, *, table: bool
) -> Pasted:
    """Add addresses to a case; what cannot be used of a list is given back."""
    refuse_stopped(home.takedowns.get(case_id))
    listed = read_pasted(pasted, table=table)
    known = {address.url for address in home.takedowns.get(case_id).addresses}
    new = [each for each in [*map(_typed, urls), *map(Address, listed.urls)] if each.url not in known]
    if added := home.takedowns.add_addresses(case_id, new):
        add_line(home, case_id, Happened.ADDED, now, words=str(added), address=new[0].url if added == 1 else "")
    return listed


def looked_myself(home: Home, case_id: str, url: str, found: AddressState, now: datetime) -> Case:
    """Keep what the person saw with their own eyes. Adds the address when the case does not have it."""
    refuse_stopped(home.takedowns.get(case_id))
    address = _typed(url)
    if home.takedowns.add_addresses(case_id, [address]):
        add_line(home, case_id, Happened.ADDED, now, address=address.url)
    return add_line(home, case_id, Happened.LOOKED, now, address=address.url, found=found, by=By.PERSON)


def tell(home: Home, case_id: str, about: About) -> None:
    """Keep what a letter needs to know."""
    case = home.takedowns.get(case_id)
    refuse_stopped(case)
    if about != case.about:
        home.takedowns.tell(case_id, about)


def letter_for(home: Home, case_id: str, today: date, name: str | None = None) -> Letter:
    """Write a letter of a case. The family's own words are held against it."""
    return write(home.takedowns.get(case_id), today, name, home.family.words())


def standings(home: Home, today: date) -> list[tuple[Case, Standing | None]]:
    """Every case with where it stands; a stopped one has no standing."""
    return [(case, None if case.stopped else standing(case, today)) for case in home.takedowns.all()]


def days_to_come(home: Home, today: date) -> list[Due]:
    """The days to come of every case, for a calendar."""
    return [due for case in home.takedowns.all() if not case.stopped for due in dues(case, today)]


def stop(home: Home, case_id: str) -> None:
    """The person says that it is sexual: no letter and no look from now on, and everything but the dates goes."""
    home.takedowns.leave_dates_alone(case_id, _dates(home.takedowns.get(case_id)), stopped=True)


def wipe(home: Home, case_id: str) -> None:
    """Forget a case but for its dates."""
    case = home.takedowns.get(case_id)
    home.takedowns.leave_dates_alone(case_id, _dates(case), stopped=case.stopped)


def _dates(case: Case) -> list[Line]:
    """The lines without words and addresses, sealed anew."""
    kept: list[Line] = []
    for line in case.history:
        bare = replace(line, words="", address="", picture_seen=False)
        kept.append(cases.sealed(bare, kept[-1] if kept else None))
    return kept


def _typed(url: str) -> Address:
    try:
        return Address(read_address(url).url)
    except NotAnAddress as problem:
        shown = urlsplit(url).scheme if "://" in url else "this"
        raise Refused(
            f"That address cannot be used ({shown}): {problem}.", hint="Copy it from the browser."
        ) from None


def _of_finding(home: Home, finding: str) -> list[Address]:
    if not finding:
        return []
    link = home.findings.get(finding).link
    return [replace(_typed(link), finding=finding)] if link else []


def _matched(home: Home, finding: str, addresses: Iterable[Address]) -> tuple[Address, ...]:
    """The addresses, with the person's own picture where a finding says which one it is."""
    known = home.findings.get(finding).pictures if finding else ()
    original = next((picture.sha256 for picture in known if picture.sha256 and not picture.video), "")
    return tuple(replace(address, original=original, finding=finding) for address in addresses)


def _first_reason(pasted: Pasted) -> str:
    first = next(iter(pasted.unusable), None)
    return f"Line {first.line}: {first.why}." if first else "One address a line, beginning with https://"
