"""Who could see an item. Instagram has no audience per post: one private switch rules all posts at once.

So a post is open to whoever the account is open to at the export's date, whatever it was when it was posted; the
history of the switch tells who could see it before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from smallprint.readers.meta.history import Switch
from smallprint.records.items import Audience, Kind


@dataclass(frozen=True, slots=True)
class Account:
    """What the export says about its holder, as far as reading the rest needs it."""

    username: str | None = None
    display_name: str | None = None
    private: bool | None = None
    stated: bool = False  # the flag itself was read; False: only the history told it
    switches: tuple[Switch, ...] = ()


PUBLIC = "Your account was public when this download was made, so anyone could see it."
FOLLOWERS = "Your account was private when this download was made, so your followers could see it."
LAST_SWITCH = "The last change on record made your account {state}."
UNREADABLE = "This download does not say, in a way we could read, whether your account was public or private."
FIXED = {
    Kind.PROFILE_PICTURE: (
        Audience.PUBLIC,
        "Anyone can see a profile picture, also when the account is private.",
    ),
    Kind.ARCHIVED: (
        Audience.ONLY_ME,
        "It was in your archive when this download was made; only you can see it there.",
    ),
    Kind.DELETED: (
        Audience.ONLY_ME,
        "It was in Recently deleted when this download was made; only you see it there.",
    ),
    Kind.STORY: (
        Audience.UNKNOWN,
        "A story is shown for a day; the download does not say to whom, or whether you kept it as a highlight.",
    ),
    Kind.MESSAGE: (Audience.CUSTOM, "You sent it in a chat, so the people in that chat can see it."),
    Kind.OTHER: (Audience.UNKNOWN, "The download lists it under other content and does not say who could see it."),
}
DRAFT = (Audience.ONLY_ME, "It is a draft that was not shared when this download was made.")
_FOLLOW_THE_SWITCH = frozenset({Kind.POST, Kind.REEL, Kind.VIDEO, Kind.ALBUM})
_HAD_VIEWERS = _FOLLOW_THE_SWITCH | {Kind.ARCHIVED, Kind.DELETED}


def who_could_see(
    account: Account, kind: Kind, when: datetime | None, *, draft: bool = False
) -> tuple[Audience, str, Audience | None]:
    """Audience at the export's date, one sentence on where that comes from, and the audience before, where stated."""
    if draft:
        return (*DRAFT, None)
    audience, why = FIXED.get(kind) or _by_switch(account)
    then = who_could_before(account, when) if kind in _HAD_VIEWERS else None
    return audience, why, None if then == audience else then


def _by_switch(account: Account) -> tuple[Audience, str]:
    if account.private is None:
        return Audience.UNKNOWN, UNREADABLE
    if not account.stated:
        why = LAST_SWITCH.format(state="private" if account.private else "public")
    else:
        why = FOLLOWERS if account.private else PUBLIC
    return (Audience.FOLLOWERS if account.private else Audience.PUBLIC), why


def who_could_before(account: Account, when: datetime | None) -> Audience | None:
    """Who could see a post of that moment before: PUBLIC if the account was open since, else its state at that time.

    None where the export has no history of the switch or the post no time.
    """
    if when is None or not account.switches:
        return None
    later = [switch for switch in account.switches if switch.when > when]
    before = [switch for switch in account.switches if switch.when <= when]
    private_then = before[-1].to_private if before else not later[0].to_private
    open_later = any(not switch.to_private for switch in later)
    if account.private is not False and open_later:
        return Audience.PUBLIC
    return Audience.FOLLOWERS if private_then else Audience.PUBLIC
