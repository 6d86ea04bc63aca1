"""The first question decides: what kind of picture, who holds it, and so which way is open. Not legal advice.

`way_for` answers with a way, or with the page of services where the picture is sexual. From there no way leads to
a case, a letter or a look. Source: the facts page on removal, section 0 (collected 2026-11-22).
"""

from __future__ import annotations

from dataclasses import dataclass

from smallprint.errors import Refused, UnknownName
from smallprint.guides.letter_templates import PlatformForm, all_forms
from smallprint.guides.services import COUNTRIES, Page, Service, Who, country_code, helplines, turn_to
from smallprint.records.takedowns import About, Case, CaseState, Route, Writer
from smallprint.takedowns import deadlines
from smallprint.takedowns.cases import state
from smallprint.takedowns.stop import Picture, refuse_stopped, says_it_is_sexual

FROM_TWELVE = 12
GROWN = 18
# Whoever asks writes in their own words; each leads to one way.
WORDS = {
    **dict.fromkeys(("school", "club", "nursery", "business", "photographer"), Route.ORGANISATION),
    **dict.fromkeys(("friend", "family", "grandparent", "grandparents"), Route.RELATIVE),
    **dict.fromkeys(("stranger", "platform", "network", "private"), Route.POSTER),
    **dict.fromkeys(("newspaper", "press"), Route.NEWS),
    **dict.fromkeys(("site", "forum"), Route.HOST),
    **dict.fromkeys(("google", "bing"), Route.SEARCH),
    "coppa": Route.CHILDS_DATA,
    **{route.value: route for route in Route},
}
LETTERS = {
    Route.RELATIVE: ("relative_warm", "relative_plain", "relative_firm"),
    Route.OTHER_PARENT: ("other_parent_kind",),
    Route.POSTER: ("poster_form",),
    Route.NEWS: ("news_editor",),
    Route.DSA: ("dsa_notice",),
    Route.HOST: ("host",),
    Route.SEARCH: ("search_google", "search_bing"),
    Route.CHILDS_DATA: ("childs_data_us",),
}
_PLACES = {
    "UK": "GB",
    "ENGLAND": "GB-ENG",
    "SCOTLAND": "GB-SCT",
    "WALES": "GB-WLS",
    "NORTHERN IRELAND": "GB-NIR",
}
WRITTEN_BY_HAND = frozenset({Route.RELATIVE, Route.OTHER_PARENT, Route.POSTER})  # private people: nobody looks for us


@dataclass(frozen=True, slots=True)
class Way:
    """A lawful way to ask, with what the person should know first."""

    route: Route
    notes: tuple[str, ...]
    form: PlatformForm | None = None
    helplines: tuple[Service, ...] = ()


def way_for(picture: Picture, route: Route, about: About, *, who: Who = Who.PARENT, said: str = "") -> Way | Page:
    """The way that is open, or the page of services for a sexual picture. `said`: the person's own words about it."""
    if picture is Picture.SEXUAL or says_it_is_sexual(said, about.where_in_picture, about.uses, about.law):
        return turn_to(about.place, who)
    return Way(route, _notes(route, about), _form(route, about), _helplines(route, about))


def route_named(word: str) -> Route | None:
    """The route of a word that a person uses, or None."""
    return WORDS.get(word.strip().lower().replace("-", "_").replace(" ", "_"))


def place_named(word: str) -> str:
    """A country or nation as the law and the holidays go by it: "scotland" is GB-SCT. Raises UnknownName."""
    place = _PLACES.get(word.strip().upper(), word.strip().upper().replace("UK-", "GB-"))
    if country_code(place) not in COUNTRIES:
        raise UnknownName(
            f"There is no country with the code “{word}”.", hint="Two letters, such as DE or US; GB-SCT for Scotland."
        )
    return place


def letters_for(case: Case) -> tuple[str, ...]:
    """The letters that fit a case, the first being the one to begin with. Refused where none may be written."""
    refuse_stopped(case)
    _refuse_writer(case)
    _refuse_route(case)
    first = LETTERS.get(case.route) or (_organisation_letter(case.about.place),)
    if state(case) in (CaseState.DRAFTED, CaseState.ABANDONED) or case.route in WRITTEN_BY_HAND | {Route.SEARCH}:
        return first
    return (*first, *_after_the_first(case))


def program_may_look(route: Route) -> bool:
    """Whether the program may look at the addresses itself; private people's pages only the person looks at."""
    return route not in WRITTEN_BY_HAND


def _organisation_letter(place: str) -> str:
    if deadlines.in_the_uk(place):
        return "organisation_uk"
    return "organisation_gdpr" if deadlines.under_the_gdpr(place) else "organisation_plain"


def _after_the_first(case: Case) -> tuple[str, ...]:
    if case.route is not Route.ORGANISATION:
        return ("chaser",)
    if deadlines.in_the_uk(case.about.place):
        return ("chaser", "complaint_uk", "regulator_uk")
    return ("chaser", "regulator_gdpr") if deadlines.under_the_gdpr(case.about.place) else ("chaser",)


def _refuse_writer(case: Case) -> None:
    about = case.about
    asks_as_a_parent = case.route not in (Route.RELATIVE, Route.OTHER_PARENT, Route.HOST)
    if about.writer is not Writer.CHILD and about.responsible is False and asks_as_a_parent:
        raise Refused(
            "This letter is for somebody with parental responsibility.",
            hint="A step-parent or carer can ask whoever has it to sign; from 12 the child may: --by child",
        )
    if about.age is None:
        return
    if about.writer is not Writer.CHILD and about.age >= GROWN and asks_as_a_parent:
        raise Refused("From 18 a person asks for themself.", hint="Their own letter: --by child")
    if about.writer is not Writer.PARENT and about.age < FROM_TWELVE:
        raise Refused(
            "Under 12 this letter comes from somebody with parental responsibility.",
            hint="You can say that your child agrees: --agrees",
        )


def _refuse_route(case: Case) -> None:
    about = case.about
    if case.route is Route.OTHER_PARENT and about.contact != "fine":
        raise Refused(*_no_message(about))
    if case.route is Route.CHILDS_DATA:
        if not about.place.startswith("US"):
            raise Refused("This right is one of the United States.", hint="Elsewhere: --route organisation")
        if about.age is not None and about.age >= 13:
            raise Refused("This right ends when a child turns 13.", hint="The network's own form: --route poster")
    if case.route is Route.SEARCH and about.age is not None and about.age >= GROWN:
        raise Refused(
            "The search engines take these out only for somebody who is under 18 now.",
            hint="Ask the site itself: --route organisation or --route host",
        )


def _no_message(about: About) -> tuple[str]:
    lines = " · ".join(f"{each.name} {each.phone or each.url}".strip() for each in _all_lines(about.place))
    if about.contact in ("unsafe", "court"):
        return (f"Then no message is the right message. These know what can be done: {lines or 'a family lawyer'}.",)
    return (
        "First: is contact with the other parent safe, and allowed? Say --contact fine, unsafe or court. "
        f"To talk about it: {lines or 'a family lawyer'}.",
    )


def _all_lines(place: str) -> tuple[Service, ...]:
    return (*helplines("apart", place), *helplines("family law", place))


def _helplines(route: Route, about: About) -> tuple[Service, ...]:
    return _all_lines(about.place) if route is Route.OTHER_PARENT or about.apart else ()


def _form(route: Route, about: About) -> PlatformForm | None:
    return all_forms().get(about.platform.strip().lower()) if route is Route.POSTER else None


def _notes(route: Route, about: About) -> tuple[str, ...]:
    notes = [_ROUTE_NOTES[route]]
    if route is Route.ORGANISATION and about.place == "GB":
        notes.append(
            "This is written for the United Kingdom. Elsewhere, or for a nation's own rules: --place GB-SCT, DE, US …"
        )
    if about.age is not None and about.age >= FROM_TWELVE and about.writer is Writer.PARENT:
        notes.append("From 12 think of a letter in the child's own name, or signed by both: --by child or --by both.")
    form = _form(route, about)
    if form is not None:
        notes.append(form.words)
        if form.self_from and about.age is not None and about.age >= form.self_from:
            notes.append(f"{form.title} acts only when the young person asks.")
    return tuple(notes)


_ROUTE_NOTES = {
    Route.ORGANISATION: "One letter withdraws consent, objects and asks for erasure, so that no ground is left out.",
    Route.RELATIVE: "Data-protection law does not reach family and friends. A kind message works best.",
    Route.OTHER_PARENT: "There is a kind message or none. smallprint writes no demand to the other parent.",
    Route.POSTER: "The network decides by its own rules. Its form wants the address of each post.",
    Route.NEWS: "Write to the editor first. Journalism is largely free of the right to erasure.",
    Route.DSA: "This notice needs content that breaks a law. Name the law; the host must answer with reasons.",
    Route.HOST: "Ask the site first. Hosts act on illegal content and rarely on privacy alone: expect little.",
    Route.SEARCH: "This takes a picture out of the search results. The site itself keeps it.",
    Route.CHILDS_DATA: "This is about what a service collected from your child, not about what others posted.",
}
