"""How far an item reaches: its audience as a weight for ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from smallprint.exposure.accounts import AccountState
from smallprint.exposure.days import comparable
from smallprint.records.items import Audience, Kind

# public > unknown > followers > friends > custom > close friends > only me; a link is public (platforms.md, rule 4).
WEIGHTS = {
    Audience.PUBLIC: 100,
    Audience.LINK: 100,
    Audience.UNKNOWN: 95,
    Audience.FRIENDS: 28,
    Audience.CUSTOM: 18,
    Audience.CLOSE_FRIENDS: 8,
    Audience.ONLY_ME: 1,
}
_FOLLOWERS = ((50, 32), (150, 36), (500, 42), (1500, 50), (5000, 60))  # up to so many followers, so much weight
_MANY_FOLLOWERS = 70
_FOLLOWERS_NOT_KNOWN = 50
# On these the profile picture can be narrowed; there, and only there, what the export states is believed.
_PROFILE_PICTURE_CAN_BE_NARROWED = frozenset({"whatsapp", "telegram"})
_STORY_LIVES = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who an item is ranked for, how much that weighs, and why, in a sentence."""

    audience: Audience
    weight: int
    words: str


def reach(network: str, kind: Kind, audience: Audience, when: datetime | None, account: AccountState) -> Reach:
    """Say how far an item reaches, as far as ranking is concerned."""
    if kind is Kind.PROFILE_PICTURE and _is_open(network, audience):
        return Reach(Audience.PUBLIC, WEIGHTS[Audience.PUBLIC], "Anybody can see a profile picture.")
    if kind is Kind.COVER_PICTURE and audience is Audience.UNKNOWN:
        return Reach(Audience.PUBLIC, WEIGHTS[Audience.PUBLIC], "Anybody can usually see a cover picture.")
    if kind is Kind.STORY and audience is Audience.UNKNOWN and _is_expired(when, account):
        return Reach(
            Audience.FOLLOWERS,
            weight_of(Audience.FOLLOWERS, account),
            "The story has expired, so it counts as seen by followers.",
        )
    return Reach(audience, weight_of(audience, account), _words(audience, account))


def weight_of(audience: Audience, account: AccountState) -> int:
    """Give an audience's weight, 1 to 100. Followers weigh more the more there are."""
    if audience is not Audience.FOLLOWERS:
        return WEIGHTS[audience]
    if account.followers is None:
        return _FOLLOWERS_NOT_KNOWN
    return next((weight for most, weight in _FOLLOWERS if account.followers <= most), _MANY_FOLLOWERS)


def _is_open(network: str, audience: Audience) -> bool:
    return network not in _PROFILE_PICTURE_CAN_BE_NARROWED or audience is Audience.UNKNOWN


def _is_expired(when: datetime | None, account: AccountState) -> bool:
    if when is None or account.exported_at is None:
        return True
    return comparable(account.exported_at) - comparable(when) >= _STORY_LIVES


def _words(audience: Audience, account: AccountState) -> str:
    if audience is Audience.FOLLOWERS and account.followers is not None:
        return f"{account.followers:,} followers can see it."
    return {
        Audience.PUBLIC: "Anybody can see it.",
        Audience.LINK: "Anybody who has the link can see it.",
        Audience.UNKNOWN: "We could not tell who can see it, so it comes just after what anybody can see.",
        Audience.FOLLOWERS: "All followers can see it.",
        Audience.FRIENDS: "Friends can see it.",
        Audience.CUSTOM: "A chosen group of people can see it.",
        Audience.CLOSE_FRIENDS: "Close friends can see it.",
        Audience.ONLY_ME: "Only you can see it.",
    }[audience]
