"""What an Instagram download says about the account: its name, its private switch with its history, the order.

Of the account's own page only the fields below are read: never the phone number, the e-mail address or devices. The
date of birth gives the fact `minor` and goes no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from smallprint.exports import Export, File
from smallprint.exports.dates import from_text
from smallprint.readers.instagram import layout
from smallprint.readers.instagram.audience import Account
from smallprint.readers.meta.history import Switch, order_facts, switches_of
from smallprint.readers.meta.labels import fields, first, text_of
from smallprint.readers.meta.pages import records
from smallprint.readers.meta.words import meaning, yes_or_no
from smallprint.records.items import AccountFact, Trouble

PROFILE = (
    "personal_information/personal_information",
    "account_information/personal_information",
    "personal_information",
)
HISTORY = ("profile_privacy_changes", "account_privacy_changes")
ORDER = ("your_information_download_requests",)
SETTINGS = {  # a file with one value: our fact
    "comments_allowed_from": ("comments_from", ("settings_allow_comments_from",)),
    "instagram_friend_map": ("location_map", ("profile_friend_map",)),
}
INSIGHTS = ("professional_information", "past_instagram_insights/*")
INSIGHT_KEYS = (
    "profile_business",
    *(
        f"organic_insights_{what}"
        for what in ["posts", "stories", "reels", "videos", "live", "audience", "interactions", "reach"]
    ),
)
APPS = ("*apps_and_websites*/*active*", "active_apps", "apps_and_websites/apps_and_websites")
_NAMES = {"username": "account", "name": "display_name", "bio": "bio", "website": "website"}


@dataclass(slots=True)
class Told:
    """The account, the facts about it, and what could not be read."""

    account: Account = field(default_factory=Account)
    facts: list[AccountFact] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def read_account(export: Export) -> Told:
    """Everything about the account. Small lists, read whole."""
    told = Told()
    _order(export, told)
    _profile(export, told)
    if told.account.username is None:
        _name_of_the_zip(export, told)
    _history(export, told)
    for stem, (name, keys) in SETTINGS.items():
        _setting(export, told, stem, name, keys)
    _professional(export, told)
    _apps(export, told)
    return told


def username_of(export: Export) -> str | None:
    """The username, from the name of the zip or from the account's own page where that is small."""
    told = Told()
    if layout.account_in(export.parts) is None and all(f.size < 1 << 20 for f in layout.files_of(export, *PROFILE)):
        _profile(export, told)
    return told.account.username or layout.account_in(export.parts)


def small_list(
    export: Export, told: list[Trouble], stems: tuple[str, ...], keys: tuple[str, ...] = ()
) -> Iterator[tuple[File, object]]:
    """The records of a list that holds no items. What cannot be read is told, and counts as no entry."""
    files = {file.name: file for stem in stems for file in layout.files_of(export, stem)}
    for file in files.values():
        if "/threads/" in f"/{file.name}":  # the Threads profile has a page of the same name
            continue
        for _, record in records(file, *keys):
            if isinstance(record, Trouble):
                told.append(replace(record, entries=0))
            else:
                yield file, record


def _profile(export: Export, told: Told) -> None:
    held = list(small_list(export, told.troubles, PROFILE, ("profile_user",)))
    for file, record in held:
        said = {meaning(f.label): f.value for f in reversed(list(fields(record))) if f.label}
        for label, name in _NAMES.items():
            if said.get(label) and not any(fact.name == name for fact in told.facts):
                told.facts.append(AccountFact(name, said[label].strip(), file.name))
        _flag(told, file, said)
        _minor(told, file, said)
    known = {fact.name: fact.value for fact in told.facts}
    told.account = replace(told.account, username=known.get("account"), display_name=known.get("display_name"))


def _flag(told: Told, file: File, said: dict[str, str]) -> None:
    private = yes_or_no(said.get("private"))
    if private is not None and told.account.private is None:
        told.account = replace(told.account, private=private, stated=True)
        told.facts.append(AccountFact("private", "true" if private else "false", file.name))
    professional = yes_or_no(said.get("professional"))
    if professional is not None:
        told.facts.append(AccountFact("professional", "true" if professional else "false", file.name))


def _minor(told: Told, file: File, said: dict[str, str]) -> None:
    born = birth_date(said.get("born", ""))
    today = _day_of(told, file)
    if born is None or today is None or any(fact.name == "minor" for fact in told.facts):
        return
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if 0 <= years < 150:
        told.facts.append(AccountFact("minor", "true" if years < 18 else "false", file.name))


def birth_date(text: str) -> date | None:
    """A date of birth as the page writes it. Only here years before 1990 are real ones."""
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    when = from_text(text.replace(year[0], "2000", 1)) if year else None
    if year is None or when is None:
        return None
    day = min(when.day, 28) if when.month == 2 else when.day
    return date(int(year[0]), when.month, day)


def _day_of(told: Told, file: File) -> date | None:
    """The day of the download: what the export states, else the file's own date."""
    made = next((fact.when for fact in told.facts if fact.name == "exported_at"), None)
    made = made or file.modified
    return made.date() if isinstance(made, datetime) else None


def _name_of_the_zip(export: Export, told: Told) -> None:
    username = layout.account_in(export.parts)
    if username:
        told.account = replace(told.account, username=username)
        told.facts.append(AccountFact("account", username, "the name of the download"))


def _history(export: Export, told: Told) -> None:
    keys = ("account_history_account_privacy_history",)
    held = list(small_list(export, told.troubles, HISTORY, keys))
    switches = switches_of((record for _, record in held), told.account.private)
    if not switches:
        return
    source = held[0][0].name
    if told.account.private is None:
        told.account = replace(told.account, private=switches[-1].to_private)
        told.facts.append(AccountFact("private", "true" if switches[-1].to_private else "false", source))
    told.account = replace(told.account, switches=switches)
    told.facts += _switch_facts(switches, source, told.account.private)


def _switch_facts(switches: tuple[Switch, ...], source: str, private: bool | None) -> Iterator[AccountFact]:
    for switch in switches:
        name = "private_from" if switch.to_private else "public_from"
        yield AccountFact(name, switch.when.date().isoformat(), source, switch.when)
    if private and switches[-1].to_private:
        last = switches[-1].when
        yield AccountFact("private_since", last.date().isoformat(), source, last)


def _order(export: Export, told: Told) -> None:
    held = list(small_list(export, told.troubles, ORDER))
    if held:
        told.facts += order_facts((record for _, record in held), held[0][0].name)
    day = layout.day_in(export.parts)
    if day and not any(fact.name == "exported_at" for fact in told.facts):
        told.facts.append(AccountFact("exported_at", day, "the name of the download", from_text(day)))


def _setting(export: Export, told: Told, stem: str, name: str, keys: tuple[str, ...]) -> None:
    for file, record in small_list(export, told.troubles, (stem,), keys):
        wanted = first(record, "sharing") if name == "location_map" else None
        value = wanted or next((one for one in fields(record) if one.value), None)
        if value is not None and value.value:
            told.facts.append(AccountFact(name, value.value, file.name))
            return


def _professional(export: Export, told: Told) -> None:
    """Only professional accounts have insights and a page of professional information."""
    if any(fact.name == "professional" for fact in told.facts):
        return
    for file, record in small_list(export, told.troubles, INSIGHTS, INSIGHT_KEYS):
        if isinstance(record, dict) and any(one.value or one.stamp for one in fields(record)):
            told.facts.append(AccountFact("professional", "true", file.name))
            return


def _apps(export: Export, told: Told) -> None:
    """Apps that may read the account."""
    names: dict[str, str] = {}
    for file, record in small_list(export, told.troubles, APPS):
        for line in _lines(record):
            app = first(line, "app") or first(line, "name")
            names.setdefault((app.value if app else text_of(line.get("title"))).strip(), file.name)
    told.facts += [AccountFact("linked_app", name, source) for name, source in names.items() if name]


def _lines(record: object) -> Iterator[dict[str, object]]:
    """The record, or the records of the lists in it: the key of this list has changed often, so any will do."""
    if not isinstance(record, dict):
        return
    yield record
    if "label_values" not in record:
        for held in record.values():
            if isinstance(held, list):
                yield from (line for line in held if isinstance(line, dict) and "title" in line)
