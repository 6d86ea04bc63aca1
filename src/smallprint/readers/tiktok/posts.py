"""One post of TikTok, from the JSON and from the text edition alike.

The pictures themselves are never in the export: only addresses, signed and soon void. They are never fetched.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote

from smallprint.exports.dates import from_seconds, from_text
from smallprint.readers.tiktok.walk import Told
from smallprint.readers.tiktok.words import audience_in, meaning, squeeze
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Trouble

_ID = re.compile(r"/(?:video|photo|v)/(\d{15,20})|(?:item_id|aweme_id|video_id|share_item_id)=(\d{15,20})")
_PHOTO = re.compile(r"/photo/\d|\.(?:jpe?g|png|webp|heic|image)(?:[?~]|$)|tplv-[a-z0-9-]+-image", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s,\"'<>]{4,4000}")
_MOST_PICTURES = 60

WHY = {
    Audience.PUBLIC: "The export says that everyone can see it.",
    Audience.FOLLOWERS: "The export says that followers can see it.",
    Audience.FRIENDS: "The export says that friends can see it: people you follow who follow you.",
    Audience.ONLY_ME: "The export says that only you can see it.",
}
_WHY_PRIVATE = "The export says everyone, but the account is private: only approved followers can see it."
_WHY_NOTHING = "The export does not say who can see it."
_WHY_DELETED = "You deleted it; TikTok keeps it for some days, and only you can see it there."


@dataclass(slots=True)
class Account:
    """What the export says about the account, as far as posts need it."""

    username: str | None = None
    private: bool | None = None


@dataclass(slots=True)
class Reading:
    """What is known before the posts are read, and which were met."""

    account: Account
    met: set[str] = field(default_factory=set)


def post_of(reading: Reading, told: Told) -> Item | Joined | Trouble:
    """Give the item of one entry."""
    said = fields(told.value)
    links = addresses(said.get("link", ""))
    when = from_text(said.get("date", ""), UTC)
    if when is None and not links and not said.get("title"):
        return Trouble(told.place, "no_post", entries=1)
    number = post_id(links)
    when = when or (from_seconds(int(number) >> 32) if number else None)
    key = number or digest(when, said)
    if key in reading.met:
        return Joined(told.place, key)
    reading.met.add(key)
    deleted = told.section == "deleted"
    photo = bool(links) and all(_PHOTO.search(unquote(link)) for link in links)
    audience, why = (Audience.ONLY_ME, _WHY_DELETED) if deleted else who_can_see(reading.account, said)
    place = said.get("location", "").strip()
    return Item(
        network="tiktok",
        kind=Kind.DELETED if deleted else Kind.POST if photo else Kind.VIDEO,
        key=key,
        when=when,
        words=said.get("title", ""),
        audience=audience,
        audience_why=why,
        pictures=_pictures(links, number, key, said.get("alternatetext", ""), video=not photo),
        link=None if deleted else permalink(reading.account, number, photo=photo),
        places=(place,) if place and squeeze(place) not in ("n/a", "none", "null") else (),
        asks_first=deleted,
    )


def fields(value: object) -> dict[str, str]:
    """Give the texts of an entry by what their keys mean, whatever the case or edition."""
    said: dict[str, str] = {}
    for key, held in value.items() if isinstance(value, dict) else ():
        text = text_of(held)
        if text:
            said.setdefault(meaning(str(key)) or squeeze(str(key)), text)
    return said


def text_of(held: object) -> str:
    """A text as it is, a number as its digits, several texts one a line; anything else as nothing."""
    if isinstance(held, str):
        return held
    if isinstance(held, list):
        return "\n".join(one for one in held if isinstance(one, str))
    return str(held) if isinstance(held, int | float) and not isinstance(held, bool) else ""


def addresses(text: str) -> list[str]:
    """Give the addresses in a field: photo posts may have several."""
    return list(dict.fromkeys(_ADDRESS.findall(text)))[:_MOST_PICTURES]


def post_id(links: list[str]) -> str | None:
    """Give the post's id, which only some forms of address hold: also within the address of a log-in page."""
    for link in links:
        found = _ID.search(link) or _ID.search(unquote(unquote(link)))
        if found:
            return found[1] or found[2]
    return None


def who_can_see(account: Account, said: dict[str, str]) -> tuple[Audience, str]:
    """Who can see a post, and why we say so. In a private account "Everyone" is no wider than its followers."""
    stated = said.get("seen_by", "").strip()
    audience = audience_in(stated)
    if audience is Audience.PUBLIC and account.private:
        return Audience.FOLLOWERS, _WHY_PRIVATE
    if audience:
        return audience, WHY[audience]
    if stated:
        return Audience.UNKNOWN, f"The export says “{stated[:40]}”, which we cannot place."
    return Audience.UNKNOWN, _WHY_NOTHING


def permalink(account: Account, number: str | None, *, photo: bool) -> str | None:
    """Give a post's lasting address, where the export tells both the account and the id."""
    if not number or not account.username:
        return None
    return f"https://www.tiktok.com/@{account.username}/{'photo' if photo else 'video'}/{number}"


def digest(when: datetime | None, said: dict[str, str]) -> str:
    """24 hexadecimal digits for a post without an id. Addresses are signed anew in every export, so not of them."""
    told = f"{when.isoformat() if when else ''}|{'' if when else said.get('title', '')}"
    told = told if when or said.get("title") else unsigned(said.get("link", ""))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def unsigned(address: str) -> str:
    """Give an address without its signature, which opens the picture for days."""
    return address.split("?", 1)[0].split("#", 1)[0]


def _pictures(links: list[str], number: str | None, key: str, words: str, *, video: bool) -> tuple[PictureRef, ...]:
    """Every picture is missing: named by an address, and absent."""
    names = [number or key] if len(links) == 1 else [f"{number or key}/{count}" for count in range(1, len(links) + 1)]
    return tuple(PictureRef(f"post {name}", video, number, True, words=words) for name in names)
