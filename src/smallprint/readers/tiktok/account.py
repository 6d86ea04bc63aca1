"""What a TikTok download says about the account: its name, its switches, its followers.

Of the profile only the fields below are read: never e-mail address, phone number, or where the account was opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, date

from smallprint.exports.dates import from_text
from smallprint.readers.tiktok.posts import Account, fields, unsigned
from smallprint.readers.tiktok.walk import Told
from smallprint.readers.tiktok.words import KEYS, UNSET, squeeze, yes_or_no
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    Item,
    Kind,
    PictureRef,
    Record,
    Tie,
)

_PLAIN = {"username": "account", "displayname": "display_name", "bio": "bio"}
_WHY_PICTURE = "A TikTok profile picture can be seen by everybody, on a private account as well."


def read_told(told: Told, account: Account) -> Iterator[Record]:
    """Give the records of one entry of the account's sections, and keep in `account` what posts need."""
    source = told.place.rpartition("#")[0]
    if told.section == "profile":
        yield from _profile(told, account, source)
    elif told.section == "settings":
        yield from _settings(told, account, source)
    else:
        tie = Tie.FOLLOWER if told.section == "followers" else Tie.FOLLOWING
        said = fields(told.value)
        if name := said.get("username", "").strip():
            yield Contact(tie, name, from_text(said.get("date", ""), UTC))


def _profile(told: Told, account: Account, source: str) -> Iterator[Record]:
    said = fields(told.value)
    for key, name in _PLAIN.items():
        value = said.get(key, "").strip()
        if value and squeeze(value) not in UNSET:
            yield AccountFact(name, value, source)
    username = said.get("username", "").strip()
    account.username = username if re.fullmatch(r"[\w.]{1,60}", username) else account.username
    if born := birth_date(said.get("born", "")):
        yield AccountFact("born", born.isoformat(), source)
    for name in ("followers", "following"):
        if said.get(name, "").isdecimal():
            yield AccountFact(name, said[name], source)
    if said.get("photo", "").startswith(("https://", "http://")):
        yield _profile_picture(unsigned(said["photo"]))


def _profile_picture(address: str) -> Item:
    """Only its address is given, void after some days. Its last piece names the picture."""
    piece = address.rpartition("/")[2].partition("~")[0]
    key = hashlib.sha256(piece.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Item(
        network="tiktok",
        kind=Kind.PROFILE_PICTURE,
        key=f"profile-{key}",
        when=None,
        audience=Audience.PUBLIC,
        audience_why=_WHY_PICTURE,
        pictures=(PictureRef(f"profile picture {piece[:80]}", missing=True),),
    )


def _settings(told: Told, account: Account, source: str) -> Iterator[Record]:
    held = told.value if isinstance(told.value, dict) else {}
    switches = {squeeze(str(key)): value for key, value in held.items() if isinstance(value, str | bool)}
    for key in KEYS["private"] & switches.keys():
        private = yes_or_no(str(switches[key]))
        if private is not None:
            account.private = private
            yield AccountFact("private", "true" if private else "false", source)
    for key in (KEYS["comments"] - {"comments"}) & switches.keys():
        value = str(switches[key]).strip()
        if value and squeeze(value) not in UNSET:
            yield AccountFact("comments_from", value, source)


def birth_date(text: str) -> date | None:
    """Read a date of birth: 01-Oct-1990, 1990-10-01. Only here years before 1990 are real ones."""
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if year is None:
        return None
    spaced = text.replace("-", " ") if re.search(r"[^\W\d_]", text) else text
    when = from_text(spaced.replace(year[0], "2000", 1))
    if when is None:
        return None
    try:
        return date(int(year[0]), when.month, when.day)
    except ValueError:  # 29 February of a year that has none
        return date(int(year[0]), when.month, 28)
