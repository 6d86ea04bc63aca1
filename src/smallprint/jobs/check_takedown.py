"""Looking whether a picture is gone: one GET each, on the person's word, site by site. Only here is `net` used.

Asked are the addresses of the case, and pictures that a page of it names on sites the person agreed to. What comes
back is decoded in the box, compared by look-alike hash with the person's own original, and thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from smallprint.errors import Refused, UnknownName
from smallprint.jobs.progress import Progress
from smallprint.jobs.takedown_cases import add_line
from smallprint.media.box import Box
from smallprint.media.fingerprint import LIKELY_SAME, distance
from smallprint.net import Answer, Door, NoAnswer, get
from smallprint.records.addresses import NotAnAddress, read_address
from smallprint.records.takedowns import Address, AddressState, By, Case, Happened
from smallprint.store import Home
from smallprint.takedowns.cases import live, outcomes, sites_agreed
from smallprint.takedowns.pages import is_picture_name, read_page
from smallprint.takedowns.routes import program_may_look
from smallprint.takedowns.stop import refuse_stopped
from smallprint.takedowns.verdicts import Compared, Found, Heard, of_page, of_picture, of_status

MOST_PICTURES = 30  # asked for from one page
_SMALLER = 0.9  # of the original's width


@dataclass(frozen=True, slots=True)
class Original:
    """The person's own picture: its look-alike hash and width in pixels."""

    alike: bytes
    width: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What one look found; `looked` is False where the person did not agree to the site."""

    address: Address
    found: Found
    looked: bool = True


@dataclass(frozen=True, slots=True)
class Looker:
    """What a look needs: the door, the box, and the sites that the person agreed to."""

    door: Door
    box: Box
    sites: frozenset[str]


def check_case(
    home: Home,
    case_id: str,
    agrees: Callable[[str], bool],
    now: datetime,
    progress: Progress,
    *,
    only: Collection[str] = (),
    also: Collection[str] = (),
    door: Door | None = None,
) -> list[Checked]:
    """Look at the addresses of a case (or `only` these) and write what was found into its history.

    `agrees` is asked once for each new site; `also` are sites the person named, such as where a page keeps its
    pictures. Raises Refused where the program must not look, UnknownName for an
    address that the case does not have.
    """
    case = home.takedowns.get(case_id)
    refuse_looking(case)
    chosen = _chosen(case, only)
    for site in [named_site(each) for each in also]:
        if site not in sites_agreed(home.takedowns.get(case_id)):
            add_line(home, case_id, Happened.MAY_LOOK, now, address=site)
    progress.total(len(chosen))
    checked = []
    once = cache(agrees)
    with Box() as box:
        for address in chosen:
            checked.append(_check_one(home, case_id, address, once, now, Looker(door or Door(), box, frozenset())))
            progress.advance(1)
    return checked


def refuse_looking(case: Case) -> None:
    """Refused for a stopped case, and where private people's pages are meant."""
    refuse_stopped(case)
    if not program_may_look(case.route):
        raise Refused(
            "The pages of private people only you look at.",
            hint="Look yourself, logged out, and say: smallprint takedown looked ID URL --gone (or --there)",
        )


def site_of(url: str) -> str:
    """The host that a look at this address would show itself to."""
    return urlsplit(url).hostname or ""


def named_site(typed: str) -> str:
    """The host that a person typed, as addresses have it. Refused when it is none."""
    try:
        return read_address(f"https://{typed.strip()}/").host
    except NotAnAddress as problem:
        raise Refused(
            f"That site cannot be looked at: {problem}.", hint="Its name alone: www.oakfield.example"
        ) from None


def _chosen(case: Case, only: Collection[str]) -> list[Address]:
    known = {address.url: address for address in case.addresses}
    if missing := [url for url in only if url not in known]:
        raise UnknownName(f"This case does not have the address {missing[0]}.", hint="smallprint takedown list")
    return [known[url] for url in only] or [each.address for each in outcomes(case)]


def _check_one(
    home: Home, case_id: str, address: Address, agrees: Callable[[str], bool], now: datetime, looker: Looker
) -> Checked:
    case = home.takedowns.get(case_id)
    site = site_of(address.url)
    if site not in sites_agreed(case):
        if not agrees(site):
            return Checked(address, Found(AddressState.CANNOT_TELL, "You did not agree to look."), looked=False)
        add_line(home, case_id, Happened.MAY_LOOK, now, address=site)
    looker = replace(looker, sites=sites_agreed(home.takedowns.get(case_id)))
    found = look(address, _original(home, address), looker, seen_before=_seen_before(case, address))
    add_line(
        home,
        case_id,
        Happened.LOOKED,
        now,
        words=found.why,
        address=address.url,
        found=found.state,
        by=By.PROGRAM,
        picture_seen=found.picture_seen,
    )
    return Checked(address, found)


def look(address: Address, original: Original | None, looker: Looker, *, seen_before: bool = False) -> Found:
    """Look at one address now."""
    answer = get(address.url, looker.door)
    heard = _heard(address.url, answer)
    if isinstance(answer, NoAnswer) or (heard.status != 200):
        return of_status(heard) or Found(AddressState.CANNOT_TELL, heard.problem)
    if answer.kind.startswith("image/") or is_picture_name(address.url):
        return of_picture(heard, _compare_one(answer, original, looker))
    page = read_page(answer.body, answer.url, loopback=looker.door.loopback)
    return of_page(heard, page, _compare_page(answer, page.pictures, original, looker, seen_before))


def _heard(asked: str, answer: Answer | NoAnswer) -> Heard:
    if isinstance(answer, NoAnswer):
        return Heard(asked, problem=answer.why)
    return Heard(
        asked,
        url=answer.url,
        status=answer.status,
        kind=answer.kind,
        cut=answer.cut,
        empty=not answer.body,
        moved_to=answer.moved_to,
    )


def _compare_one(answer: Answer, original: Original | None, looker: Looker) -> Compared:
    if original is None:
        return Compared(known=False)
    same, smaller, read = _compare(answer, original, looker)
    return Compared(known=True, matches=int(same), smaller=smaller, read=int(read), unread=int(not read))


def _compare_page(
    answer: Answer, named: tuple[str, ...], original: Original | None, looker: Looker, seen_before: bool
) -> Compared:
    """Ask for the pictures that the page names on agreed sites, and compare them with the original."""
    if original is None:
        return Compared(known=False)
    reachable = [url for url in named if site_of(url) in looker.sites]
    compared = Compared(
        known=True,
        elsewhere=len(named) - len(reachable),
        other_sites=tuple(dict.fromkeys(site_of(url) for url in named if site_of(url) not in looker.sites)),
        unread=max(0, len(reachable) - MOST_PICTURES) + int(answer.cut),
        seen_before=seen_before,
    )
    for url in reachable[:MOST_PICTURES]:
        picture = get(url, looker.door)
        if isinstance(picture, NoAnswer) or picture.status != 200:
            compared = replace(compared, unread=compared.unread + int(_may_be_there(picture)))
            continue
        same, smaller, read = _compare(picture, original, looker)
        if same:
            return replace(compared, matches=1, smaller=smaller)
        compared = replace(compared, read=compared.read + int(read), unread=compared.unread + int(not read))
    return compared


def _may_be_there(answer: Answer | NoAnswer) -> bool:
    """A picture that the site says is gone is read; one that did not answer may still be shown to others."""
    return isinstance(answer, NoAnswer) or answer.status not in (404, 410)


def _compare(answer: Answer, original: Original, looker: Looker) -> tuple[bool, bool, bool]:
    """Whether it is the same picture, whether it is smaller, and whether it could be read."""
    decoded = looker.box.decode(answer.body)
    if not decoded.alike or answer.cut:
        return False, False, False
    same = distance(decoded.alike, original.alike) <= LIKELY_SAME
    return same, decoded.width < original.width * _SMALLER, True


def _original(home: Home, address: Address) -> Original | None:
    seen = home.pictures.look(address.original) if address.original else None
    return Original(seen.alike, seen.width) if seen is not None and seen.alike else None


def _seen_before(case: Case, address: Address) -> bool:
    return any(line.picture_seen and line.address == address.url for line in live(case))
