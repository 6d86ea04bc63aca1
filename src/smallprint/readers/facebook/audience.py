"""Who could see an item, and why. Facebook's download has no audience on any post, photo, album, video or story.

That was so in every edition seen (2018 to July 2026, 22,966 posts of one account looked at). What is known without
it: the archive and the trash, a current profile or cover picture, what a Page posts, and chats.
"""

from __future__ import annotations

from smallprint.records.items import Audience, Kind

POST = "Facebook's download does not say who could see a post."
_UNKNOWN = {
    Kind.STORY: "A story is shown for a day; the download does not say to whom, or if you kept it as a highlight.",
    Kind.ALBUM: "A picture follows its album's setting or its own, and the download gives neither.",
    Kind.PROFILE_PICTURE: "It is an earlier profile picture; each keeps its own setting, which is not told.",
    Kind.COVER_PICTURE: "It is an earlier cover picture; each keeps its own setting, which is not told.",
    Kind.OTHER: "Facebook used it for memories or birthdays; the download does not say who could see it.",
    Kind.VIDEO: "Facebook's download does not say who could see a video.",
    Kind.REEL: "Facebook's download does not say who could see a reel.",
}
_KNOWN = {
    Kind.ARCHIVED: (
        Audience.ONLY_ME,
        "It was in your archive when this download was made; only you can see it there.",
    ),
    Kind.DELETED: (Audience.ONLY_ME, "It was in your trash when this download was made; only you see it there."),
    Kind.MESSAGE: (Audience.CUSTOM, "You sent it in a chat, so the people in that chat can see it."),
}
_PLACES = {
    "group": "It is in a group: its members can see it, and anyone if the group is public.",
    "elsewhere": "It stands on another person's profile or page, whose settings decide who can see it.",
    "comment": "You added it to a comment: whoever can see the post above it can see it too.",
}
_CURRENT = {
    Kind.PROFILE_PICTURE: "It is the newest profile picture in this download; anyone can see a current one.",
    Kind.COVER_PICTURE: "It is the newest cover picture in this download; anyone can see a current one.",
}
_PERHAPS = {
    Kind.PROFILE_PICTURE: "A current profile picture can be seen by anyone; the download does not say if this is it.",
    Kind.COVER_PICTURE: "A current cover picture can be seen by anyone; the download does not say if this is it.",
}
_BY_A_PAGE = "It was posted by a Page or public profile; anyone can see what a Page posts."


def who_could_see(kind: Kind, place: str, *, page: bool, current: bool | None) -> tuple[Audience, str]:
    """Audience at the export's date, and one sentence on where that comes from.

    `current`: whether it is the newest profile or cover picture; None where the newest is not known.
    """
    if kind in _KNOWN:
        return _KNOWN[kind]
    if current and kind in _CURRENT:
        return Audience.PUBLIC, _CURRENT[kind]
    if place in _PLACES:
        return Audience.UNKNOWN, _PLACES[place]
    if page and kind is not Kind.STORY:
        return Audience.PUBLIC, _BY_A_PAGE
    if current is None and kind in _PERHAPS:
        return Audience.UNKNOWN, _PERHAPS[kind]
    return Audience.UNKNOWN, _UNKNOWN.get(kind, POST)
