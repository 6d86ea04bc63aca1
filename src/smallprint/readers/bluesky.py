"""Bluesky: the repository that "Export my data" gives (repo.car), with the folder of blobs where somebody fetched it.

What counts as an entry of the ledger: each record of the repository's tree, which holds likes, follows and lists as
well as posts; of the profile its picture and its banner each. Records that the tree does not name are deleted ones
whose bytes lingered: they are passed over. chat.jsonl (private messages) is never opened.

Everything in it is public, and the pictures themselves are not in it (formats/bluesky.md). A repository of 1 GB is
not decoded at once: one walk through the file keeps the tree, a second gives each record when its block comes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BufferedReader

import libipld

from smallprint.exports import Export, ExportTrouble, File, sniff
from smallprint.exports.dates import from_millis, from_text
from smallprint.readers.base import Match, Tells
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Tie,
    Trouble,
)

NETWORK = "bluesky"
ERAS = ("to 2023", "2023 on")
_POST, _PROFILE, _FOLLOW = "app.bsky.feed.post", "app.bsky.actor.profile", "app.bsky.graph.follow"
# Records of Bluesky's own that can hold no picture: counted from the tree, never opened.
_WITHOUT_PICTURES = frozenset(
    f"app.bsky.{name}"
    for name in (
        "feed.like",
        "feed.repost",
        "feed.threadgate",
        "feed.postgate",
        "graph.block",
        "graph.listblock",
        "graph.listitem",
        "graph.starterpack",
        "graph.verification",
        "actor.contentVisibilityDeclaration",
    )
) | {"chat.bsky.actor.declaration"}
_HEAD = b"\xa2\x65roots"
# A commit: a map of five to eight, its first key `did`, whose text tells its own length.
_COMMIT = re.compile(rb"[\xa5-\xa8]\x63did(?:\x78(?P<long>.)|(?P<short>[\x60-\x77]))(?=did:)", re.DOTALL)
_OLD_COMMIT = b"\x67version\x02"
_BLOCK_MOST = 8 << 20  # a record holds at most 1 MB, a node less
_DEEPEST = 32
_TID = "234567abcdefghijklmnopqrstuvwxyz"
_CID_NAME = re.compile(r"(?:^|/)(baf[a-z2-7]{20,100})(?:\.\w+)?$")
_LOGGED_OUT = "!no-unauthenticated"
_PUBLIC = "Everything on Bluesky is public: anyone can see it, and others keep copies."
_REQUEST = "Everything on Bluesky is public. You asked apps to hide it from people not logged in: a request, no lock."


class Bluesky:
    """The reader of Bluesky's own download."""

    name = NETWORK
    title = "Bluesky"
    eras = ERAS
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=False,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the first bytes of a repository."""
        for file in export.find("*.car"):
            head = file.head(65_536)
            if _HEAD in head[:16]:
                account, old = _commit_in(head)
                era = ERAS[0] if old else ERAS[1]
                return Match(NETWORK, era, 0.97, "it has a repository as Bluesky exports it", account)
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """Each repository: its tree first, then its records in the order of the file."""
        blobs = {found[1]: file for name, file in export.files.items() if (found := _CID_NAME.search(name))}
        met: set[str] = set()
        for file in export.find("*.car"):
            if _HEAD not in file.head(16):
                yield Trouble(file.name, "not_a_repository", "it does not begin as a repository does")
                continue
            yield from _repository(file, Reading(blobs, met))


def _commit_in(head: bytes) -> tuple[str | None, bool]:
    """The account of the commit in these first bytes, where it is there, and whether it is of the older form."""
    found = _COMMIT.search(head)
    if found is None:
        return None, False
    length = found["long"][0] if found["long"] else found["short"][0] - 0x60
    did = head[found.end() : found.end() + length].decode("ascii", "replace")
    old = _OLD_COMMIT in head[found.end() : found.end() + 512]
    return (did if re.fullmatch(r"did:[a-z]+:[A-Za-z0-9._:%-]+", did) else None), old


@dataclass(slots=True)
class Reading:
    """One reading of one repository: what was met so far."""

    blobs: dict[str, File]  # name of a blob -> its file, where somebody fetched the blobs
    met: set[str]  # keys given, of all repositories of this export
    did: str = ""
    why: str = _PUBLIC
    wanted: dict[bytes, list[str]] = field(default_factory=dict)  # block -> keys of its record
    told: set[str] = field(default_factory=set)  # names of facts given
    touch: dict[str, Counter[str]] = field(default_factory=dict)


def _repository(file: File, reading: Reading) -> Iterator[Record]:
    tree = _Tree()
    troubles = list(tree.fill(file))
    yield from troubles
    commit = tree.commit()
    reading.did = _text(commit.get("did")) if commit else ""
    if commit is None or not reading.did:
        yield Trouble(file.name, "no_root", "its list of records cannot be found", 1)
        return
    yield AccountFact("account", reading.did, file.name)
    counts: Counter[str] = Counter()
    for found in tree.walk(commit.get("data")):
        if isinstance(found, str):
            yield Trouble(file.name, found, "a part of its list of records", 1)
            continue
        key, cid = found
        if key.partition("/")[0] in _WITHOUT_PICTURES:
            counts[key.partition("/")[0].rpartition(".")[2]] += 1
        else:
            reading.wanted.setdefault(cid, []).append(key)
    yield from (Skipped(file.name, f"no picture can be in it: {name}", n) for name, n in sorted(counts.items()))
    reading.why = _REQUEST if _asks_apps(reading, tree.profiles) else _PUBLIC
    yield from _records(file, reading)
    for how, people in reading.touch.items():
        yield from (InTouch(name, how, times) for name, times in sorted(people.items()))


def _records(file: File, reading: Reading) -> Iterator[Record]:
    for block in _blocks(file):
        if isinstance(block, Trouble):
            continue  # told by the first walk
        keys = reading.wanted.pop(block[0], ())
        value = _decoded(block[1]) if keys else None
        for key in keys:
            if isinstance(value, dict):
                yield from _placed(reading, file, key, value)
            else:
                yield Trouble(f"{file.name}#{key}", "unknown_shape", "a record that cannot be read", 1)
    left = sum(len(keys) for keys in reading.wanted.values())
    if left:
        yield Trouble(file.name, "missing_block", "records that the repository names and does not hold", left)


# The file: blocks, and the tree that names records ----------------------------------------------------------------


def _blocks(file: File) -> Iterator[tuple[bytes, bytes] | Trouble]:
    """Each block as (name, bytes), the header as (b"", bytes); one Trouble where the file ends early."""
    first = True
    try:
        with file.open() as stream:
            while (size := _varint(stream)) is not None:
                if size > _BLOCK_MOST:
                    yield Trouble(file.name, "too_large", "a block of its bytes")
                    _pass_over(stream, size)
                    continue
                block = stream.read(size)
                if len(block) < size:
                    raise ExportTrouble("cut_off")
                at = 0 if first else _name_length(block)
                yield block[:at], block[at:]
                first = False
    except ExportTrouble as problem:
        yield Trouble(file.name, problem.kind, problem.note)


def _varint(stream: BufferedReader) -> int | None:
    """A number of up to nine bytes, the low seven bits first; None at the end. Raises ExportTrouble."""
    number = 0
    for place in range(9):
        byte = stream.read(1)
        if not byte:
            if place:
                raise ExportTrouble("cut_off")
            return None
        number |= (byte[0] & 0x7F) << (7 * place)
        if byte[0] < 0x80:
            return number
    raise ExportTrouble("not_a_repository", "a number that does not end")


def _pass_over(stream: BufferedReader, size: int) -> None:
    while size > 0:
        passed = len(stream.read(min(size, 1 << 16)))
        if not passed:
            raise ExportTrouble("cut_off")
        size -= passed


def _name_length(block: bytes) -> int:
    """How many bytes of a block are its name (CID): version, codec, kind and length of the sum, and the sum."""
    if block[:2] == b"\x12\x20":  # the first version is a bare sum
        return 34
    at = 0
    for part in range(4):
        number = shift = 0
        while at < len(block) and shift < 63:
            number |= (block[at] & 0x7F) << shift
            shift += 7
            at += 1
            if block[at - 1] < 0x80:
                break
        if part == 3:
            return min(at + number, len(block))
    return at


def _decoded(block: bytes) -> object:
    """The value of a block; None where it has none that can be read."""
    try:
        value: object = libipld.decode_dag_cbor(block)
    except (ValueError, RecursionError):
        return None
    return value


class _Tree:
    """The repository's own list of its records: nodes that name records and further nodes."""

    def __init__(self) -> None:
        self.profiles: dict[bytes, bytes] = {}
        self._roots: list[object] = []
        self._commits: dict[bytes, bytes] = {}
        self._nodes: dict[bytes, bytes] = {}

    def fill(self, file: File) -> Iterator[Trouble]:
        """Keep the blocks of the tree, of commits and of profiles, undecoded; give what could not be read."""
        for block in _blocks(file):
            if isinstance(block, Trouble):
                yield block
                continue
            name, value = block
            if not name:
                header = _decoded(value)
                roots = header.get("roots") if isinstance(header, dict) else None
                self._roots = roots if isinstance(roots, list) else []
            elif value.startswith(b"\xa2\x61e"):  # a map of two whose first key is `e`
                self._nodes[name] = value
            elif value[1:5] == b"\x63did":
                self._commits[name] = value
            elif _PROFILE.encode() in value and len(value) < 1 << 16:
                self.profiles[name] = value

    def commit(self) -> dict[str, object] | None:
        """The commit that the header names, else the newest there is."""
        rooted = [self._commits[root] for root in self._roots if isinstance(root, bytes) and root in self._commits]
        found = [
            value
            for one in rooted or self._commits.values()
            if isinstance(value := _decoded(one), dict) and "data" in value
        ]
        return max(found, key=lambda one: _text(one.get("rev")), default=None)

    def walk(self, root: object) -> Iterator[tuple[str, bytes] | str]:
        """Each (key, name of the block) in the order of keys; the slug of a Trouble for a node that is not there."""
        left: list[object] = [root]
        met: set[bytes] = set()
        while left:
            here = left.pop()
            if isinstance(here, tuple):
                yield here
                continue
            if not isinstance(here, bytes) or here in met:
                yield "unknown_shape"
                continue
            met.add(here)
            if here not in self._nodes:
                yield "missing_block"
                continue
            steps = list(_steps(_decoded(self._nodes[here])))
            left.extend(reversed(steps))


def _steps(node: object) -> Iterator[object]:
    """What one node names, in order: further nodes as bytes, records as (key, block), anything odd as None."""
    if not isinstance(node, dict) or not isinstance(node.get("e"), list):
        yield None
        return
    if node.get("l") is not None:
        yield node["l"]
    key = b""
    for entry in node["e"]:
        shared, rest = (entry.get("p"), entry.get("k")) if isinstance(entry, dict) else (None, None)
        if not isinstance(shared, int) or not isinstance(rest, bytes) or not 0 <= shared <= len(key):
            yield None
            continue
        key = key[:shared] + rest
        value = entry.get("v")
        yield (key.decode("utf-8", "replace"), value) if isinstance(value, bytes) else None
        if entry.get("t") is not None:
            yield entry["t"]


# Records ----------------------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _inner(record: object, *keys: str) -> object:
    for key in keys:
        record = record.get(key) if isinstance(record, dict) else None
    return record


def _asks_apps(reading: Reading, profiles: dict[bytes, bytes]) -> bool:
    """Say whether the profile carries the label that asks apps to hide it from people who are not logged in."""
    own = (cid for cid, keys in reading.wanted.items() if f"{_PROFILE}/self" in keys)
    values = _inner(_decoded(profiles.get(next(own, b""), b"")), "labels", "values")
    return isinstance(values, list) and any(_inner(value, "val") == _LOGGED_OUT for value in values)


def _placed(reading: Reading, file: File, key: str, record: dict[str, object]) -> Iterator[Record]:
    """One record for one entry; for the profile one each for picture and banner, and its facts."""
    collection, _, rkey = key.partition("/")
    where, address = f"{file.name}#{key}", f"at://{reading.did}/{key}"
    if address in reading.met:
        yield Joined(where, address)
        return
    if collection == _PROFILE:
        yield from _profile(reading, file, record, address)
    elif collection == _FOLLOW:
        yield from _follow(where, record)
    elif collection == _POST:
        reading.met.add(address)
        _count(reading, record)
        link = f"https://bsky.app/profile/{reading.did}/post/{rkey}"
        yield _item(reading, Kind.POST, address, record, link)
    elif any(True for _ in _blobs(record)):
        reading.met.add(address)
        yield _item(reading, Kind.OTHER, address, record, None)
    else:
        yield Skipped(where, "a record without pictures")


def _item(reading: Reading, kind: Kind, address: str, record: dict[str, object], link: str | None) -> Item:
    words = (_text(record.get(name)) for name in ("title", "name", "text", "caption", "description", "content"))
    return Item(
        NETWORK,
        kind,
        address,
        _when(record, address.rpartition("/")[2]),
        "\n".join(dict.fromkeys(one for one in words if one)),
        Audience.PUBLIC,
        reading.why,
        pictures=tuple(_pictures(reading, record)),
        link=link,
    )


def _when(record: dict[str, object], rkey: str) -> datetime | None:
    """When it was made, as the app stated it; the record's key tells where that is absent or still to come."""
    stated = from_text(record.get("createdAt"))
    by_key = _time_in(rkey)
    if stated is None or by_key is None:
        return stated or by_key
    aware = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    return by_key if aware > by_key + timedelta(days=1) else stated


def _time_in(rkey: str) -> datetime | None:
    """The time in a key of 13 letters: microseconds since 1970, then ten bits of another number."""
    if len(rkey) != 13 or not all(letter in _TID for letter in rkey):
        return None
    number = 0
    for letter in rkey:
        number = number << 5 | _TID.index(letter)
    return from_millis((number >> 10) // 1000)


def _pictures(reading: Reading, record: object) -> Iterator[PictureRef]:
    met: set[str] = set()
    for cid, sort, words in _blobs(record):
        if cid in met or (sort and not sort.startswith(("image/", "video/"))):
            continue
        met.add(cid)
        file = reading.blobs.get(cid)
        video = sort.startswith("video/")
        if file is None:
            yield PictureRef(cid, video, cid, missing=True, words=words)
        else:
            yield PictureRef(file.name, video or sniff.is_video(file.head(64)), cid, words=words)


def _blobs(value: object, words: str = "", depth: int = 0) -> Iterator[tuple[str, str, str]]:
    """Each (name, sort, description) of a blob in a record, apart from the pictures of link cards, another's."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _blobs(one, words, depth + 1)
    elif isinstance(value, dict):
        cid = _blob_name(value)
        if cid:
            yield cid, _text(value.get("mimeType")).casefold(), words
            return
        alt = _text(value.get("alt"))
        for key, one in value.items():
            if key != "external":
                yield from _blobs(one, alt, depth + 1)


def _blob_name(value: dict[str, object]) -> str:
    """The name of a blob, in its form since 2023 or in the older one; "" for anything else."""
    if value.get("$type") == "blob":
        ref = value.get("ref")
        ref = ref.get("$link") if isinstance(ref, dict) else ref
    elif isinstance(value.get("mimeType"), str):
        ref = value.get("cid")
    else:
        return ""
    if isinstance(ref, bytes):
        try:
            return libipld.encode_cid(ref)
        except ValueError:
            return ""
    return _text(ref) if _CID_NAME.fullmatch(_text(ref)) else ""


def _profile(reading: Reading, file: File, record: dict[str, object], address: str) -> Iterator[Record]:
    joined = from_text(record.get("createdAt"))
    for name, value in (
        ("display_name", _text(record.get("displayName"))),
        ("bio", _text(record.get("description"))),
        ("website", _text(record.get("website"))),
        ("joined", joined.date().isoformat() if joined else ""),
    ):
        if value and name not in reading.told:
            reading.told.add(name)
            yield AccountFact(name, value, file.name)
    reading.met.add(address)
    found = False
    link = f"https://bsky.app/profile/{reading.did}"
    for kind, key in ((Kind.PROFILE_PICTURE, "avatar"), (Kind.COVER_PICTURE, "banner")):
        pictures = tuple(_pictures(reading, record.get(key)))
        if pictures:
            found = True
            named = f"{address}#{key}"
            yield Item(NETWORK, kind, named, None, "", Audience.PUBLIC, reading.why, pictures=pictures, link=link)
    if not found:
        yield Skipped(f"{file.name}#{_PROFILE}", "a profile without pictures")


def _follow(where: str, record: dict[str, object]) -> Iterator[Record]:
    subject = _text(record.get("subject"))
    if subject.startswith("did:"):
        yield Contact(Tie.FOLLOWING, subject, from_text(record.get("createdAt")))
        yield Skipped(where, "no picture can be in it: follow")
    else:
        yield Trouble(where, "unknown_shape", "a follow of a shape that is not known yet", 1)


def _count(reading: Reading, record: dict[str, object]) -> None:
    """Whom a post answers or mentions: accounts by their lasting number."""
    parent = _text(_inner(record, "reply", "parent", "uri"))
    answered = parent.removeprefix("at://").partition("/")[0] if parent.startswith("at://") else ""
    if answered and answered != reading.did:
        reading.touch.setdefault("comment", Counter())[answered] += 1
    facets = record.get("facets")
    for facet in facets if isinstance(facets, list) else ():
        features = _inner(facet, "features")
        for feature in features if isinstance(features, list) else ():
            did = _text(_inner(feature, "did"))
            if did and did not in (reading.did, answered):
                reading.touch.setdefault("tag", Counter())[did] += 1
