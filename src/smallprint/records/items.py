"""What an export holds: items, the pictures in them, facts about the account, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Who can see an item at the export's date, as the export states it. UNKNOWN is a real answer."""

    PUBLIC = "public"
    LINK = "link"
    FOLLOWERS = "followers"
    FRIENDS = "friends"
    CUSTOM = "custom"
    CLOSE_FRIENDS = "close_friends"
    ONLY_ME = "only_me"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What sort of item it is."""

    POST = "post"
    REEL = "reel"
    STORY = "story"
    ARCHIVED = "archived"
    DELETED = "deleted"
    PROFILE_PICTURE = "profile_picture"
    COVER_PICTURE = "cover_picture"
    ALBUM = "album"
    MESSAGE = "message"
    TAGGED = "tagged"
    VIDEO = "video"
    OTHER = "other"


# Counted, but not decoded, thumbnailed or listed until the person switches the kind on for that export
# (security.md section 3). Snapchat memories carry `asks_first` on the item, whatever their kind.
ASK_FIRST = frozenset({Kind.DELETED, Kind.MESSAGE})


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe in degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class PictureRef:
    """One photo or video of an item: where the export says it lies."""

    member: str  # the File.name in the merged export, or the export's own wording when `missing`
    video: bool = False
    id: str | None = None  # the network's own media id, where it gives one
    missing: bool = False  # named by the export, absent from every part
    point: Point | None = None  # exact place stated beside this picture
    words: str = ""  # a description or alt text of this picture alone


@dataclass(frozen=True, slots=True)
class Item:
    """One post, story, message picture or album entry, as the export states it."""

    network: str
    kind: Kind
    key: str  # the network's own id, or a stable digest where it gives none; same input, same key
    when: datetime | None  # with its zone; naive where the export states none; None where unknown. Never a guess
    words: str = ""
    audience: Audience = Audience.UNKNOWN
    audience_why: str = ""  # one short sentence for a parent: where that comes from
    audience_then: Audience | None = None  # who could see it at some earlier time, where stated
    pictures: tuple[PictureRef, ...] = ()
    link: str | None = None
    places: tuple[str, ...] = ()  # named places, as the export writes them
    point: Point | None = None  # exact place stated for the whole item
    people: tuple[str, ...] = ()  # people tags, as the export writes them
    albums: tuple[str, ...] = ()  # names of albums it belongs to
    asks_first: bool = False  # not decoded or listed until the person says so


@dataclass(frozen=True, slots=True)
class AccountFact:
    """One thing the export says about the account. Names in use are in records.accounts.FACTS."""

    name: str
    value: str
    source: str  # a file of the export
    when: datetime | None = None


class Tie(StrEnum):
    """How another account stands to this one."""

    FOLLOWER = "follower"
    FOLLOWING = "following"
    FRIEND = "friend"
    CLOSE_FRIEND = "close_friend"


@dataclass(frozen=True, slots=True)
class Contact:
    """One account on a list of the export."""

    tie: Tie
    name: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class InTouch:
    """That this account and another exchange something. How often is used once and never stored."""

    name: str
    how: str  # "message", "comment", "like", "tag"
    times: int


@dataclass(frozen=True, slots=True)
class Joined:
    """An entry that is the same item as one already given (a reel also on the grid, two lists of one post)."""

    where: str
    key: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Entries that are not ours or not needed, with the reason: received pictures, drafts of ads, boosts."""

    where: str
    why: str
    entries: int = 1


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read. Counted and shown; never the person's words, at most a file's name."""

    where: str
    kind: str  # a short slug: "not_json", "cut_off", "no_picture", "too_deep", "missing_media", ...
    note: str = ""
    entries: int = 0  # how many entries of a list are lost with it: the `unread` of the ledger


Record = Item | AccountFact | Contact | InTouch | Joined | Skipped | Trouble
