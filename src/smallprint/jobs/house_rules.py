"""What of an export is kept, by whose it is. Pure: records in, records out (security.md section 3).

The export of a child one cares for: settings, posts and their audience only. No chats, deleted or archived items, and
of the people on its lists only how many follow. A date of birth is used for "under 18" and never kept.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import quote, urlsplit

from smallprint.errors import Refused
from smallprint.records.items import AccountFact, Audience, Contact, InTouch, Item, Kind, Record, Skipped

NOT_OF_A_CHILD = frozenset({Kind.MESSAGE, Kind.DELETED, Kind.ARCHIVED})
OF_AGE = 18


@dataclass(frozen=True, slots=True)
class Whose:
    """The person's word for whose account this is."""

    how: Literal["mine", "of"]
    name: str = ""  # of whom, where it is a child one cares for


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Who can see a loose folder, as the person says."""

    audience: Audience = Audience.UNKNOWN
    why: str = "You did not say who can see this folder."
    address: str = ""  # where it is published, ends with "/"
    said: str | None = None  # the person's own wording: private, shared or the address


def seen_by(text: str | None) -> SeenBy:
    """Read `private`, `shared` or the address where the folder is published. Raises Refused for anything else."""
    if text is None:
        return SeenBy()
    if text == "private":
        return SeenBy(Audience.ONLY_ME, "You said that only you see this folder.", said=text)
    if text == "shared":
        return SeenBy(Audience.CUSTOM, "You said that you share this folder with some people.", said=text)
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise Refused(
            f"{text} is not who can see a folder.",
            hint="Say private, shared, or the address where it is published: https://school.example/gallery/",
        )
    why = "You said that this folder is published."
    return SeenBy(Audience.PUBLIC, why, text.rstrip("/") + "/", said=text)


def allowed(record: Record, whose: Whose | None, today: date) -> Record | None:
    """The record as it may be kept, or None where nothing of it may be."""
    if isinstance(record, AccountFact) and record.name == "born":
        return minor_fact(record, today)
    if whose is None or whose.how == "mine":
        return record
    if isinstance(record, Contact | InTouch):
        return None
    if isinstance(record, Item) and record.kind in NOT_OF_A_CHILD:
        return Skipped(record.kind.value, "not read in the download of a child one cares for")
    return record


def minor_fact(born: AccountFact, today: date) -> AccountFact | None:
    """Whether the holder is under 18, from the date of birth, which goes no further."""
    try:
        day = date.fromisoformat(born.value[:10])
    except ValueError:
        return None
    age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return AccountFact("minor", "true" if age < OF_AGE else "false", born.source)


def placed(item: Item, seen: SeenBy) -> Item:
    """A loose folder's item with the audience that the person stated, and its address where it is published."""
    link = item.link
    if seen.address and item.pictures:
        link = seen.address + quote(unicodedata.normalize("NFC", item.pictures[0].member))
    return replace(item, audience=seen.audience, audience_why=seen.why, link=link)
