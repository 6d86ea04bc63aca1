"""What is true of the demo: which pictures show a child, who can see them, what is gone in the later export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.demo.instagram_export import media_id
from smallprint.demo.moments import MOMENTS, SWITCHED_TO_PUBLIC, Moment
from smallprint.records.items import ASK_FIRST, Audience, Kind


@dataclass(frozen=True, slots=True)
class TrueItem:
    """One item of the demo, as its inventor knows it."""

    media: tuple[str, ...]  # the network's own numbers of its pictures
    kind: Kind
    shows_child: bool  # a child's face can be seen: not only the back of a head
    children: frozenset[str]
    audience: Audience
    audience_then: Audience | None
    point: bool
    gone_later: bool


def true_items(*, private: bool = False) -> Iterator[TrueItem]:
    """The truth about every item of the first demo export, or of the later one where the account is private."""
    for moment in MOMENTS:
        yield TrueItem(
            media=tuple(media_id(moment, position) for position in range(len(moment.who))),
            kind=moment.kind,
            shows_child=bool(moment.children) and not moment.turned,
            children=moment.children,
            audience=audience_of(moment, private=private),
            audience_then=None,
            point=bool(moment.point),
            gone_later=not moment.later,
        )


def audience_of(moment: Moment, *, private: bool) -> Audience:
    """By the rules of interface.md: the account flag decides, whatever it was on the day of the post."""
    if moment.kind is Kind.PROFILE_PICTURE:
        return Audience.PUBLIC
    if moment.kind in {Kind.ARCHIVED, Kind.DELETED}:
        return Audience.ONLY_ME
    if moment.kind is Kind.STORY:
        return Audience.UNKNOWN
    return Audience.FOLLOWERS if private else Audience.PUBLIC


def listed(item: TrueItem) -> bool:
    """Whether findings may hold it before anybody switches anything on."""
    return item.shows_child and item.kind not in ASK_FIRST


def was_private_when_posted(moment: Moment) -> bool:
    return moment.when.date() < SWITCHED_TO_PUBLIC
