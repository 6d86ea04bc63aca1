"""Cases of the Marrow family, with every letter that can come of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from smallprint.records.takedowns import About, Address, AddressState, By, Case, Happened, Line, Route, Writer
from smallprint.takedowns.cases import new_line, with_line

TODAY = date(2026, 11, 22)
PAGE = "https://www.oakfield.example/news/sports-day"
PICTURE = "https://www.oakfield.example/media/sports-day-3.jpg"
ADA = About(
    child="Ada Marrow",
    age=7,
    responsible=True,
    place="GB-ENG",
    sender="Cleo Marrow",
    reply_to="cleo@marrow.example",
    to="office@oakfield.example",
    where_in_picture="second from left",
)


def line(what: Happened, on: str | date, **more: object) -> Line:
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return Line(0, what, day, datetime(2026, 11, 22, 9, tzinfo=UTC), **more)


def case(route: Route = Route.ORGANISATION, about: About = ADA, holder: str = "Oakfield School", **more) -> Case:
    addresses = more.pop("addresses", (Address(PAGE), Address(PICTURE)))
    new = Case("1", holder, route, about, addresses, (), **more)
    return with_line(new, new_line(new, line(Happened.OPENED, TODAY), TODAY))


def after(given: Case, *lines: Line, today: date = TODAY) -> Case:
    for each in lines:
        given = with_line(given, new_line(given, each, today))
    return given


def looked(url: str, found: AddressState, on: str, by: By = By.PERSON, **more) -> Line:
    return line(Happened.LOOKED, on, address=url, found=found, by=by, **more)


SENT = after(case(), line(Happened.SENT, "2026-09-03"))
REFUSED = after(SENT, line(Happened.REFUSED, "2026-09-20"))
COMPLAINED = after(
    REFUSED,
    line(Happened.CHASED, "2026-10-06"),
    line(Happened.COMPLAINED, "2026-10-12"),
    looked(PICTURE, AddressState.GONE, "2026-11-01"),
)
TEEN = replace(ADA, age=13)
GERMAN = replace(ADA, place="DE")
EDITH = {"holder": "Edith", "addresses": (Address("https://social.example/p/1"),)}
APART = replace(ADA, apart=True, contact="fine")

# name of the golden file -> (case, letter)
LETTERS: dict[str, tuple[Case, str]] = {
    "organisation_uk": (case(), "organisation_uk"),
    "organisation_uk-nothing-told": (case(about=About()), "organisation_uk"),
    "organisation_uk-scotland-13-both": (
        case(about=replace(TEEN, place="GB-SCT", writer=Writer.BOTH)),
        "organisation_uk",
    ),
    "organisation_uk-scotland-13-own": (
        case(about=replace(TEEN, place="GB-SCT", writer=Writer.CHILD)),
        "organisation_uk",
    ),
    "organisation_uk-13-own": (case(about=replace(TEEN, writer=Writer.CHILD)), "organisation_uk"),
    "organisation_uk-grown": (case(about=replace(ADA, age=19, writer=Writer.CHILD)), "organisation_uk"),
    "organisation_uk-some-uses": (
        case(about=replace(ADA, uses="the public website and social networks", child_agrees=True)),
        "organisation_uk",
    ),
    "organisation_uk-apart": (case(about=APART), "organisation_uk"),
    "organisation_gdpr": (case(about=GERMAN), "organisation_gdpr"),
    "organisation_gdpr-14-both": (case(about=replace(GERMAN, age=14, writer=Writer.BOTH)), "organisation_gdpr"),
    "organisation_plain": (case(about=replace(ADA, place="US")), "organisation_plain"),
    "organisation_plain-13-both": (
        case(about=replace(TEEN, place="AU", writer=Writer.BOTH)),
        "organisation_plain",
    ),
    "relative_warm": (case(Route.RELATIVE, **EDITH), "relative_warm"),
    "relative_plain": (case(Route.RELATIVE, **EDITH), "relative_plain"),
    "relative_firm": (case(Route.RELATIVE, **EDITH), "relative_firm"),
    "relative_warm-no-address": (case(Route.RELATIVE, holder="Edith", addresses=()), "relative_warm"),
    "other_parent_kind": (case(Route.OTHER_PARENT, APART, holder="Dan", addresses=()), "other_parent_kind"),
    "poster_form": (case(Route.POSTER, **{**EDITH, "holder": "Fitz"}), "poster_form"),
    "poster_form-13-own": (
        case(Route.POSTER, replace(TEEN, writer=Writer.CHILD), **{**EDITH, "holder": "Fitz"}),
        "poster_form",
    ),
    "news_editor": (case(Route.NEWS, holder="Oakfield Gazette"), "news_editor"),
    "dsa_notice": (
        case(Route.DSA, replace(GERMAN, law="KunstUrhG § 22"), holder="Forum"),
        "dsa_notice",
    ),
    "dsa_notice-no-law": (case(Route.DSA, GERMAN, holder="Forum"), "dsa_notice"),
    "host": (case(Route.HOST, holder="Hosting"), "host"),
    "search_google": (case(Route.SEARCH, holder="Google"), "search_google"),
    "search_bing": (case(Route.SEARCH, holder="Bing"), "search_bing"),
    "search_bing-13-own": (
        case(Route.SEARCH, replace(TEEN, writer=Writer.CHILD), holder="Bing"),
        "search_bing",
    ),
    "childs_data_us": (case(Route.CHILDS_DATA, replace(ADA, place="US"), holder="Playtime"), "childs_data_us"),
    "chaser": (SENT, "chaser"),
    "chaser-no-month": (
        after(case(Route.HOST, holder="Hosting"), line(Happened.SENT, "2026-11-01")),
        "chaser",
    ),
    "complaint_uk": (SENT, "complaint_uk"),
    "complaint_uk-refused": (REFUSED, "complaint_uk"),
    "regulator_uk": (COMPLAINED, "regulator_uk"),
    "regulator_gdpr": (
        after(case(about=GERMAN), line(Happened.SENT, "2026-09-03"), line(Happened.CHASED, "2026-10-06")),
        "regulator_gdpr",
    ),
}
