"""The close circle: who, among those who follow already, there is a sign of contact with.

Two groups in alphabetical order and nothing else: no counts, no dates, no scores, so that somebody who reads over the
shoulder learns neither how often nor since when (security.md section 3). Only followers are ever named in a proposal,
and nobody because of messages alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from smallprint.records.items import Contact, Tie

FOLLOW = frozenset({Tie.FOLLOWER, Tie.FRIEND})  # Facebook's friends follow one another


class Group(StrEnum):
    """The two groups of a proposal."""

    IN_TOUCH = "in touch"
    NO_SIGN = "no sign of contact"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One account that follows, and its group."""

    name: str
    group: Group


@dataclass(frozen=True, slots=True)
class Circle:
    """A proposal for one account, beside the close-friends list as it is today. Every list is alphabetical."""

    network: str
    account: str
    proposed: tuple[Proposed, ...]
    today: tuple[str, ...]
    add: tuple[str, ...]
    remove: tuple[str, ...]
    keep: tuple[str, ...]


def propose(network: str, account: str, contacts: Iterable[Contact], in_touch: Iterable[str]) -> Circle:
    """Sort the followers into the two groups and compare them with today's list.

    Names are compared as they are written: one that only looks alike may be somebody who copies a relative's name.
    Without a list of followers, or without a sign of contact with anybody, the download cannot speak about who
    belongs: then nobody is proposed for removal.
    """
    lists: dict[Tie, set[str]] = {tie: set() for tie in Tie}
    for contact in contacts:
        lists[contact.tie].add(contact.name)
    followers = set().union(*(lists[tie] for tie in FOLLOW)) - {account}
    today = lists[Tie.CLOSE_FRIEND]
    circle = followers & set(in_touch)
    return Circle(
        network=network,
        account=account,
        proposed=tuple(
            Proposed(name, Group.IN_TOUCH if name in circle else Group.NO_SIGN) for name in alphabetical(followers)
        ),
        today=alphabetical(today),
        add=alphabetical(circle - today),
        remove=alphabetical(today - circle) if circle else (),
        keep=alphabetical(today & circle),
    )


def alphabetical(names: Iterable[str]) -> tuple[str, ...]:
    """Sort as a person looks names up: capitals or not makes no difference."""
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))
