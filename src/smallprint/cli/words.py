"""House words as a parent reads them: audiences, kinds, clues, troubles."""

from __future__ import annotations

from smallprint.locale import _, later, ngettext
from smallprint.records.findings import ClueKind
from smallprint.records.items import Audience, Kind

AUDIENCES = {
    Audience.PUBLIC: later("everybody"),
    Audience.LINK: later("everybody with the link"),
    Audience.FOLLOWERS: later("your followers"),
    Audience.FRIENDS: later("your friends"),
    Audience.CUSTOM: later("people you chose"),
    Audience.CLOSE_FRIENDS: later("your close friends"),
    Audience.ONLY_ME: later("only you"),
    Audience.UNKNOWN: later("we could not tell"),
}
KINDS = {
    Kind.POST: later("post"),
    Kind.REEL: later("reel"),
    Kind.STORY: later("story"),
    Kind.ARCHIVED: later("archived post"),
    Kind.DELETED: later("recently deleted"),
    Kind.PROFILE_PICTURE: later("profile picture"),
    Kind.COVER_PICTURE: later("cover picture"),
    Kind.ALBUM: later("album entry"),
    Kind.MESSAGE: later("sent in a chat"),
    Kind.TAGGED: later("you were tagged"),
    Kind.VIDEO: later("video"),
    Kind.OTHER: later("other"),
}
CLUES = {
    ClueKind.FACE: later("face"),
    ClueKind.NAME: later("name"),
    ClueKind.SURNAME: later("surname"),
    ClueKind.SCHOOL: later("school"),
    ClueKind.CLUB: later("club"),
    ClueKind.BIRTHDAY: later("birthday"),
    ClueKind.STREET: later("street"),
    ClueKind.AREA: later("area"),
    ClueKind.EXACT_PLACE: later("exact place"),
    ClueKind.PLACE_TAG: later("place tag"),
    ClueKind.PEOPLE_TAG: later("people tag"),
    ClueKind.TEXT_IN_PICTURE: later("text in the picture"),
    ClueKind.FILE_NAME: later("file name"),
}


def audience_words(audience: Audience | str) -> str:
    """Who can see it."""
    return _(AUDIENCES[Audience(audience)])


def kind_words(kind: Kind | str) -> str:
    """What sort of item it is."""
    return _(KINDS[Kind(kind)])


def clue_words(kind: ClueKind) -> str:
    """What gives the child away."""
    return _(CLUES[kind])


def minutes_words(minutes: int) -> str:
    """A time a person can plan with."""
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


# Stands beside every total, proof and report (issue 6): a share of the way is never shown as safety.
FROM_NOW_ON = later(
    "This is about what can be seen from now on; copies made before cannot be called back, "
    "and that is not your doing."
)
