"""What a Facebook download says about the account: its name and address, what was ordered, followers and friends.

Of the profile only the fields below are read: never e-mail addresses, phone numbers, devices, religion, politics,
relationships or the family. The date of birth gives the fact `minor` and goes no further. Facebook has no private
switch for a whole account, and the labels of its settings were not seen: none is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from smallprint.exports import Export, File
from smallprint.exports.dates import from_seconds, from_text
from smallprint.exports.text import plain
from smallprint.readers.facebook import layout
from smallprint.readers.meta.history import order_facts, time_of
from smallprint.readers.meta.labels import fields, first, listed, number_of, text_of
from smallprint.readers.meta.pages import records
from smallprint.readers.meta.words import meaning
from smallprint.records.items import AccountFact, Contact, Tie, Trouble

PROFILE = (
    "personal_information/profile_information/profile_information",
    "profile_information/profile_information",
    "about_you/profile_information",
    "profile_information",
)
ORDER = ("your_information_download_requests",)
LISTS = {
    Tie.FRIEND: (
        ("friends/your_friends", "friends/your_friends_*", "friends_and_followers/friends", "friends/friends"),
        ("friends",),
    ),
    Tie.FOLLOWING: (
        (
            "followers/who_you've_followed*",
            "friends_and_followers/who_you_follow*",
            "friends_and_followers/following",
            "following_and_followers/following",
        ),
        ("following",),
    ),
    Tie.FOLLOWER: (
        (
            "followers/people_who_followed_you*",
            "friends_and_followers/followers",
            "following_and_followers/followers",
        ),
        ("followers",),
    ),
}
_USERNAME = re.compile(
    r"https?://(?:[a-z-]+\.)?facebook\.com/(?:profile\.php\?id=(\d{3,20})|([A-Za-z0-9.]{3,60}))/?", re.I
)


@dataclass(slots=True)
class Told:
    """The facts about the account, its names, and what could not be read."""

    facts: list[AccountFact] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """The first fact of a name."""
        return next((fact.value for fact in self.facts if fact.name == name), None)

    @property
    def names(self) -> frozenset[str]:
        """The holder's names as compared."""
        return frozenset(plain(fact.value) for fact in self.facts if fact.name == "display_name")

    def add(self, name: str, value: str, source: str, when: datetime | None = None) -> None:
        """Add a fact once."""
        value = value.strip()
        if value and self.value(name) is None:
            self.facts.append(AccountFact(name, value, source, when))


def read_account(export: Export) -> Told:
    """Everything about the account. Small lists, read whole."""
    told = Told()
    orders = list(small_list(export, told.troubles, ORDER))
    if orders:
        told.facts += order_facts((record for _, record in orders), orders[0][0].name)
    day = layout.day_in(export.parts)
    if day:
        told.add("exported_at", day, "the name of the download", from_text(day))
    _profile(export, told)
    told.add("account", layout.account_in(export.parts) or "", "the name of the download")
    return told


def username_of(export: Export) -> str | None:
    """The account, from the name of the zip or from the profile where that is small."""
    known = layout.account_in(export.parts)
    if known or any(file.size > 1 << 20 for file in layout.files_of(export, *PROFILE)):
        return known
    told = Told()
    _profile(export, told)
    return told.value("account")


def small_list(
    export: Export, troubles: list[Trouble], stems: tuple[str, ...], keys: tuple[str, ...] = ()
) -> Iterator[tuple[File, object]]:
    """The records of a list that holds no items. What cannot be read is told, and counts as no entry."""
    for file in layout.files_of(export, *stems):
        for _, record in records(file, *keys):
            if isinstance(record, Trouble):
                troubles.append(replace(record, entries=0))
            else:
                yield file, record


def _profile(export: Export, told: Told) -> None:
    for file, record in small_list(export, told.troubles, PROFILE, ("profile",)):
        if not isinstance(record, dict):
            continue
        said = {meaning(one.label): one.value for one in reversed(list(fields(record))) if one.label}
        told.add("display_name", _full_name(record.get("name")) or said.get("name", ""), file.name)
        address = text_of(record.get("profile_uri")) or said.get("link", "")
        told.add("account", account_in(address) or said.get("username", ""), file.name)
        bio = _text(record.get("intro_bio")) or _text(record.get("about_me")) or said.get("bio", "")
        told.add("bio", bio, file.name)
        told.add("website", _website(record) or said.get("website", ""), file.name)
        joined = from_seconds(number_of(record.get("registration_timestamp")) or 0)
        if joined:
            told.add("joined", joined.date().isoformat(), file.name, joined)
        born = _born(record.get("birthday")) or _written_birthday(said.get("born", ""))
        if born:
            _minor(told, file, born)


def _full_name(name: object) -> str:
    return text_of(name.get("full_name")) if isinstance(name, dict) else text_of(name)


def _text(held: object) -> str:
    """A text, also where it lies one level deeper: `{"name": …}`, `{"text": …}`."""
    if isinstance(held, dict):
        return text_of(held.get("name")) or text_of(held.get("text")) or text_of(held.get("value"))
    return text_of(held) if isinstance(held, str) else ""


def _website(record: dict[str, object]) -> str:
    """The first address of `websites`, a list of texts or of {address}."""
    held = record.get("websites")
    for one in held if isinstance(held, list) else listed(held):
        address = text_of(one.get("address")) if isinstance(one, dict) else one if isinstance(one, str) else ""
        if address:
            return address
    return ""


def account_in(address: str) -> str:
    """The username or number in a profile's address."""
    found = _USERNAME.fullmatch(address.strip())
    return (found[1] or found[2]) if found and (found[2] or "").casefold() != "profile.php" else ""


def _born(birthday: object) -> date | None:
    """`{"year", "month", "day"}`."""
    if not isinstance(birthday, dict):
        return None
    told = [number_of(birthday.get(key)) for key in ("year", "month", "day")]
    if not all(told):
        return None
    year, month, day = (int(one or 0) for one in told)
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _written_birthday(text: str) -> date | None:
    """A date of birth as a page writes it. Only here years before 1990 are real ones."""
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    when = from_text(text.replace(year[0], "2000", 1)) if year else None
    if year is None or when is None:
        return None
    return date(int(year[0]), when.month, min(when.day, 28) if when.month == 2 else when.day)


def _minor(told: Told, file: File, born: date) -> None:
    """Whether the holder was under 18 on the day of the download: what it states, else the file's own date."""
    made = next((fact.when for fact in told.facts if fact.name == "exported_at"), None) or file.modified
    if made is None:
        return
    years = made.year - born.year - ((made.month, made.day) < (born.month, born.day))
    if 0 <= years < 150:
        told.add("minor", "true" if years < 18 else "false", file.name)


def read_contacts(export: Export) -> Iterator[Contact | Trouble]:
    """Friends, followers and people followed, by display name: the download has no ids. Two of a name are two people.

    The second file of a list may repeat the last line of the first.
    """
    troubles: list[Trouble] = []
    for tie, (stems, keys) in LISTS.items():
        earlier: set[tuple[str, datetime | None]] = set()
        here: set[tuple[str, datetime | None]] = set()
        at = ""
        for file, record in small_list(export, troubles, stems, keys):
            if file.name != at:
                earlier, here, at = earlier | here, set(), file.name
            for name, since in _people(record):
                here.add((name, since))
                if (name, since) not in earlier:
                    yield Contact(tie, name, since)
    yield from troubles


def _people(record: object) -> Iterator[tuple[str, datetime | None]]:
    """The people of one line: `{"name", "timestamp"}`, the old string_list_data, label_values, or a box of a page."""
    if not isinstance(record, dict):
        return
    lines = [line for line in listed(record.get("string_list_data")) if isinstance(line, dict)]
    values = [(text_of(line.get("value")).strip(), number_of(line.get("timestamp"))) for line in lines]
    if any(name for name, _ in values):
        yield from ((name, from_seconds(stamp or 0)) for name, stamp in values if name)
        return
    said = first(record, "name")
    name = text_of(record.get("name")) or text_of(record.get("heading")) or (said.value if said else "")
    name = name or text_of(record.get("title"))
    if name.strip():
        stamp = number_of(record.get("timestamp")) or number_of(record.get("creation_timestamp"))
        yield name.strip(), from_seconds(stamp or 0) or time_of(first(record, "time"))
