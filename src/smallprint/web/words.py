"""House words as the pages say them, and what a screen reader says of a picture."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from smallprint.locale import _, later, ngettext
from smallprint.records.family import WordKind
from smallprint.records.findings import ClueKind, ProofState
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
SPOKEN_AUDIENCES = {
    Audience.PUBLIC: later("public"),
    Audience.LINK: later("seen by everybody with the link"),
    Audience.FOLLOWERS: later("seen by your followers"),
    Audience.FRIENDS: later("seen by your friends"),
    Audience.CUSTOM: later("seen by people you chose"),
    Audience.CLOSE_FRIENDS: later("seen by your close friends"),
    Audience.ONLY_ME: later("seen only by you"),
    Audience.UNKNOWN: later("we could not tell who could see it"),
}
KINDS = {
    Kind.POST: later("Post"),
    Kind.REEL: later("Reel"),
    Kind.STORY: later("Story"),
    Kind.ARCHIVED: later("Archived post"),
    Kind.DELETED: later("Recently deleted"),
    Kind.PROFILE_PICTURE: later("Profile picture"),
    Kind.COVER_PICTURE: later("Cover picture"),
    Kind.ALBUM: later("Album picture"),
    Kind.MESSAGE: later("Sent in a chat"),
    Kind.TAGGED: later("You were tagged"),
    Kind.VIDEO: later("Video"),
    Kind.OTHER: later("Other"),
}
GIVEAWAYS = {
    ClueKind.FACE: later("face"),
    ClueKind.NAME: later("name"),
    ClueKind.SURNAME: later("surname"),
    ClueKind.SCHOOL: later("school"),
    ClueKind.CLUB: later("club"),
    ClueKind.BIRTHDAY: later("birthday"),
    ClueKind.STREET: later("street"),
    ClueKind.AREA: later("where you live"),
    ClueKind.EXACT_PLACE: later("exact place"),
    ClueKind.PLACE_TAG: later("named place"),
    ClueKind.PEOPLE_TAG: later("tagged people"),
    ClueKind.TEXT_IN_PICTURE: later("text in the picture"),
    ClueKind.FILE_NAME: later("file name"),
}
FAMILY_WORDS = {
    WordKind.NAME: later("First name or nickname"),
    WordKind.SURNAME: later("Surname"),
    WordKind.SCHOOL: later("School or nursery"),
    WordKind.CLUB: later("Club or team"),
    WordKind.BIRTHDAY: later("Birthday"),
    WordKind.STREET: later("Street"),
    WordKind.AREA: later("Town or part of town"),
}
STAGES = {
    "": later("Getting ready"),
    "open": later("Opening the download"),
    "read": later("Reading posts and lists"),
    "fingerprint": later("Checking what is new"),
    "look": later("Looking at pictures"),
    "group": later("Putting faces together"),
    "rank": later("Putting them in order"),
}
PROOFS = {
    ProofState.GONE: later("gone"),
    ProofState.NARROWED: later("seen by fewer people"),
    ProofState.STILL_THERE: later("still there"),
    ProofState.NEW: later("new since then"),
    ProofState.BACK: later("back again"),
    ProofState.CANNOT_TELL: later("we cannot tell"),
}
TROUBLES = {
    "cut_off": later("the file ends in the middle"),
    "not_json": later("the file is not what it should be"),
    "too_large": later("too large to read safely"),
    "too_deep": later("too deeply nested to read safely"),
    "missing_media": later("named in the lists, and not in the download"),
    "no_picture": later("not a picture that can be opened"),
    "export_gone": later("the download is no longer where it was"),
    "decoder_died": later("damaged; it could not be opened safely"),
    "too_slow": later("it took too long to open"),
}
MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def audience_words(audience: Audience | str) -> str:
    """Who can see it."""
    return _(AUDIENCES[Audience(audience)])


def kind_words(kind: Kind | str) -> str:
    """What sort of thing it is on the network."""
    return _(KINDS[Kind(kind)])


def giveaway_words(kind: ClueKind) -> str:
    """What gives the child away."""
    return _(GIVEAWAYS[kind])


def word_kind_words(kind: WordKind) -> str:
    """What sort of word is looked for."""
    return _(FAMILY_WORDS[kind])


def stage_words(stage: str) -> str:
    """What a job is doing."""
    return _(STAGES.get(stage, STAGES[""]))


def proof_words(state: ProofState | str) -> str:
    """What a later download shows."""
    return _(PROOFS[ProofState(state)])


def trouble_words(kind: str) -> str:
    """Why something could not be read."""
    return _(TROUBLES.get(kind, later("it could not be read")))


def day_words(day: date | datetime | None) -> str:
    """12 May 2021."""
    if day is None:
        return _("no date")
    return _("{day} {month} {year}").format(day=day.day, month=_(MONTHS[day.month - 1]), year=day.year)


def size_words(count: int) -> str:
    """Bytes as a person says them."""
    if count < 1_000_000:
        return _("{n} kB").format(n=max(1, round(count / 1000)))
    if count < 1_000_000_000:
        return _("{n} MB").format(n=round(count / 1_000_000))
    return _("{n} GB").format(n=round(count / 1_000_000_000, 1))


def minutes_words(minutes: int) -> str:
    """A time a person can plan with."""
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def left_words(seconds: float | None) -> str:
    """How long it will still take, roughly: a wrong exact figure is worse than a rough one."""
    if seconds is None:
        return ""
    if seconds < 20:
        return _("a few seconds left")
    if seconds < 90:
        return _("about a minute left")
    if seconds < 5400:
        return _("about {n} minutes left").format(n=round(seconds / 60))
    return _("about {n} hours left").format(n=round(seconds / 3600))


def listed(names: Sequence[str]) -> str:
    """Ada, Ben and one adult."""
    if len(names) < 2:
        return "".join(names)
    return _("{some} and {last}").format(some=", ".join(names[:-1]), last=names[-1])


def spoken(*, video: bool, names: Collection[str], children: int, adults: int, day: date | None, seen_by: str) -> str:
    """What a screen reader says: "Photo of Ada and one adult, 12 May 2021, public"."""
    who = [straight(name) for name in names]
    if children:
        who.append(_("one child") if children == 1 else _("{n} children").format(n=children))
    if adults:
        who.append(_("one adult") if adults == 1 else _("{n} adults").format(n=adults))
    if video:
        head = _("Video of {who}").format(who=listed(who)) if who else _("Video")
    else:
        head = _("Photo of {who}").format(who=listed(who)) if who else _("Photo")
    return ", ".join([head, day_words(day), seen_by])


def straight(text: str) -> str:
    """A stranger's text without the marks that would turn the direction of what stands beside it."""
    return "".join(sign for sign in text if sign not in STEERING)


def first_words(text: str, longest: int = 160) -> str:
    """The beginning of a caption on one line."""
    folded = " ".join(straight(text).split())
    return folded if len(folded) <= longest else folded[: longest - 1].rstrip() + "…"
