"""Where to turn when something has happened: hotlines, police, self-report and helplines, by country and by who asks.

Pure: files of this package in, a page out. No home, no clock, no trace. Only rows whose page was read this autumn
(`confirmed-2026`) count as confirmed; every other row is shown as “check first”, and every country ends in the
INHOPE directory. Sources stand in services/*.csv and services/situations.toml, row by row.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

CONFIRMED = "confirmed-2026"
ANYWHERE = "ZZ"  # the row of the directory that covers every country
WORLDWIDE = "NCMEC Take It Down"  # a United States service that anybody may use
LOCAL_EMERGENCY = "your local emergency number"
SAME_COUNTRY = {"UK": "GB", "EL": "GR"}
HOTLINES = ("hotline", "regulator", "government", "IWF portal")  # kinds that take the address of a picture


def _text(name: str) -> str:
    return resources.files("smallprint.guides").joinpath("services", name).read_text(encoding="utf-8")


# ISO 3166-1 alpha-2, so that a code that does not exist can be told from a country without a row.
COUNTRIES = frozenset(_text("countries.txt").split())


class Who(StrEnum):
    """Who is asking. The words differ, and so does what a person may use."""

    CHILD = "child"
    PARENT = "parent"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Service:
    """One place to turn to."""

    name: str
    countries: tuple[str, ...]  # ISO codes, a nation such as GB-SCT, or "*"
    kind: str  # "hotline", "police", "child self-report", "helpline", …
    for_whom: str  # "anybody", or whom it is for
    about: str  # of a helpline: what it helps with
    url: str
    phone: str
    notes: str
    emergency: str
    confidence: str  # the mark of the source, as it stands there
    checked: str  # as the source has it: a day, a month, a year, "undated" or ""

    @property
    def confirmed(self) -> bool:
        """Whether the page was read by a person this autumn."""
        return self.confidence == CONFIRMED


@dataclass(frozen=True, slots=True)
class Situation:
    """What may have happened, what to do, and where."""

    id: str
    title: str
    words: tuple[str, ...]
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page, ready to be shown."""

    who: Who
    country: str | None  # as asked for, in capitals
    exists: bool  # False: there is no country of that code
    emergency: str
    opening: tuple[str, ...]
    situations: tuple[Situation, ...]
    services: tuple[Service, ...]  # each once, in the order of the situations
    never: tuple[str, ...]
    write_down: str
    last_checked: date


def turn_to(country: str | None, who: Who = Who.PARENT) -> Page:
    """Give the page for a country (ISO code, any case; None: not said) and a person. Never raises for a country."""
    asked = country_code(country)
    raw = _situations()
    emergency = _emergency(asked)
    situations = tuple(_situation(each, asked, who, emergency) for each in raw["situations"])
    return Page(
        who=who,
        country=asked,
        exists=asked is None or asked in COUNTRIES,
        emergency=emergency,
        opening=tuple(raw["opening"][who]),
        situations=situations,
        services=_each_once(situations, _of_country(asked)),
        never=tuple(raw["never"][who]),
        write_down=raw["write_down"][who],
        last_checked=raw["last_checked"],
    )


def country_code(country: str | None) -> str | None:
    """The two letters in capitals, of a country or of a nation such as GB-SCT; None for nothing said."""
    text = (country or "").strip().upper().partition("-")[0]
    return SAME_COUNTRY.get(text, text) or None


def fallback() -> Service:
    """The INHOPE directory, which covers every country."""
    return next(service for service in all_services() if ANYWHERE in service.countries)


def helplines(about: str, place: str) -> tuple[Service, ...]:
    """Helplines about one thing, for a nation ("GB-SCT") or a country; of every nation when only "GB" is known."""
    return tuple(service for service in all_services() if service.about == about and _covers(service, place.upper()))


@lru_cache(maxsize=1)
def all_services() -> tuple[Service, ...]:
    """Every row of both lists, in their order."""
    return (*map(_hotline, _rows("hotlines.csv")), *map(_helpline, _rows("helplines.csv")))


def _covers(service: Service, place: str) -> bool:
    country = place.partition("-")[0]
    nations = {code for code in service.countries if "-" in code}
    if nations:
        return place in nations or (place == country and any(code.startswith(f"{country}-") for code in nations))
    return bool({"*", country} & set(service.countries))


def _hotline(row: Mapping[str, str]) -> Service:
    return Service(
        name=row["name"],
        countries=("*",) if row["name"] == WORLDWIDE else (row["iso2"],),
        kind=row["kind"],
        for_whom="child" if row["kind"].startswith("child self-report") else "anybody",
        about="",
        url=row["report_url"],
        phone="",
        notes=_for_a_parent(row["notes"]),
        emergency=row["emergency_number"],
        confidence=row["confidence"],
        checked=row["last_seen"],
    )


def _helpline(row: Mapping[str, str]) -> Service:
    return Service(
        name=row["name"],
        countries=tuple(row["countries"].split()),
        kind="helpline",
        for_whom="anybody" if len(row["for"].split()) == len(Who) else row["for"],
        about=row["about"],
        url=row["url"],
        phone=row["phone"],
        notes=row["notes"],
        emergency="",
        confidence=row["confidence"],
        checked=row["last_seen"],
    )


def _for_a_parent(notes: str) -> str:
    """The lists mark what a person must still look at with CHECK; a parent reads it as words."""
    return (
        notes.replace(", CHECK", " (check first)")
        .replace(": CHECK", " (check first)")
        .replace(" CHECK", " (check first)")
    )


def _situation(raw: Mapping[str, Any], country: str | None, who: Who, emergency: str) -> Situation:
    told = raw[who]
    words = [*told["words"], *(told.get("words_GB", []) if country == "GB" else [])]
    named = raw["services"] if country == "GB" else raw["services_elsewhere"]
    found = [service for name in named for service in _named(name, country) if _may_use(service, who)]
    return Situation(
        id=raw["id"],
        title=told["title"],
        words=tuple(text.format(emergency=emergency) for text in words),
        services=tuple(dict.fromkeys(found)),
    )


def _may_use(service: Service, who: Who) -> bool:
    """What is only for a child is still shown to grown-ups, who pass it on; not the other way round."""
    return who is not Who.CHILD or service.for_whom == "anybody" or "child" in service.for_whom.split()


def _named(name: str, country: str | None) -> Iterator[Service]:
    how, _, what = name.partition(":")
    if how == "about":
        yield from helplines(what, country or "*")
    elif (how, what) == ("kind", "hotline"):
        yield from _where_to_report(country)
    elif how == "kind":
        yield from (service for service in _of_country(country) if service.kind == what and not service.about)
    else:
        yield from (service for service in all_services() if service.name == name)


def _where_to_report(country: str | None) -> Iterator[Service]:
    """The country's hotlines; its police where it has none in the list; the directory for everybody."""
    own = [service for service in _of_country(country) if service.kind in HOTLINES]
    yield from own or [service for service in _of_country(country) if service.kind == "police"]
    yield fallback()


def _of_country(country: str | None) -> list[Service]:
    return [service for service in all_services() if country in service.countries]


def _each_once(situations: tuple[Situation, ...], country: list[Service]) -> tuple[Service, ...]:
    """Those named by a situation, then what else the country has, and the directory last."""
    named = [service for situation in situations for service in situation.services]
    others = [service for service in country if not service.about and service not in named]
    last = fallback()
    return (*(service for service in dict.fromkeys([*named, *others]) if service != last), last)


def _emergency(country: str | None) -> str:
    numbers = [service.emergency for service in _of_country(country) if service.emergency]
    return numbers[0] if numbers else LOCAL_EMERGENCY


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


@lru_cache(maxsize=1)
def _situations() -> dict[str, Any]:
    return tomllib.loads(_text("situations.toml"))
