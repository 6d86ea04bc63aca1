"""Bluesky: a repository without pictures, in which everything is public. The repositories are made by the test."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import libipld
import pytest
from tests.conftest import written
from tests.contract.test_readers import ABSURD, changed, check_values

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.bluesky import Bluesky
from smallprint.readers.expect import ledger
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    Record,
    Skipped,
    Tie,
    Trouble,
)

FIXTURES = Path(__file__).parent.parent / "exports" / "bluesky"
LATEST = FIXTURES / "2026"
ME = "did:plc:marrowmarrowmarrowmarr77"
EDITH = "did:plc:edithedithedithedithed77"


def name_of(content: bytes, codec: int = 0x71) -> bytes:
    """The name (CID) of a block: a record's, or with 0x55 a blob's."""
    return bytes([1, codec, 0x12, 0x20]) + hashlib.sha256(content).digest()


def blob(seed: str, sort: str = "image/jpeg") -> dict[str, object]:
    return {"$type": "blob", "ref": name_of(seed.encode(), 0x55), "mimeType": sort, "size": 1000}


def blob_name(seed: str) -> str:
    return libipld.encode_cid(name_of(seed.encode(), 0x55))


def old_blob(seed: str) -> dict[str, object]:
    return {"cid": blob_name(seed), "mimeType": "image/jpeg"}


def varint(number: int) -> bytes:
    told = bytearray()
    while number > 0x7F:
        told.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*told, number])


class Repository:
    """Blocks in the making."""

    def __init__(self) -> None:
        self.blocks: dict[bytes, bytes] = {}

    def put(self, value: object) -> bytes:
        content = libipld.encode_dag_cbor(value)
        self.blocks[name_of(content)] = content
        return name_of(content)

    def node(self, entries: list[tuple[str, bytes]], left: bytes | None = None, right: bytes | None = None) -> bytes:
        """A node whose keys leave out what they share with the one before."""
        told: list[dict[str, object]] = []
        before = b""
        for key, value in entries:
            full = key.encode()
            shared = next(
                (n for n, (a, b) in enumerate(zip(full, before, strict=False)) if a != b), min(len(full), len(before))
            )
            told.append({"p": shared, "k": full[shared:], "v": value, "t": None})
            before = full
        if told and right is not None:
            told[-1]["t"] = right
        return self.put({"l": left, "e": told})

    def file(self, root: bytes | None) -> bytes:
        header = libipld.encode_dag_cbor({"roots": [root] if root else [], "version": 1})
        blocks = (varint(len(name) + len(content)) + name + content for name, content in self.blocks.items())
        return varint(len(header)) + header + b"".join(blocks)


def car(records: dict[str, object], did: str = ME, version: int = 3, orphans: tuple[object, ...] = ()) -> bytes:
    """A repository with three nodes."""
    made = Repository()
    entries = [(key, made.put(value)) for key, value in sorted(records.items())]
    for orphan in orphans:
        made.put(orphan)
    third = len(entries) // 3
    left = made.node(entries[:third]) if third else None
    right = made.node(entries[third + 1 :]) if len(entries) > third + 1 else None
    top = made.node(entries[third : third + 1], left, right)
    commit = {"did": did, "version": version, "data": top, "rev": "3kzzzzzzzzz2a", "prev": None, "sig": b"s" * 64}
    return made.file(made.put(commit))


def post(**more: object) -> dict[str, object]:
    return {"$type": "app.bsky.feed.post", "text": "Ada", "createdAt": "2024-05-01T08:00:00.000Z", **more}


def images(*seeds: str) -> dict[str, object]:
    pictures = [{"alt": f"{seed} in the garden", "image": blob(seed)} for seed in seeds]
    return {"$type": "app.bsky.embed.images", "images": pictures}


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(Bluesky().read(export))


def of(folder: Path, records: dict[str, object]) -> list[Record]:
    return read(written(folder, {"repo.car": car(records)}))


def items(records: list[Record]) -> dict[str, Item]:
    return {one.key.removeprefix(f"at://{ME}/"): one for one in records if isinstance(one, Item)}


def test_every_record_of_the_tree_is_an_entry_and_lingering_blocks_are_none(tmp_path):
    records = {f"app.bsky.feed.post/{n:013d}": post(text=f"day {n}") for n in range(20)}
    lingering = post(text="deleted long ago")
    found = read(written(tmp_path, {"repo.car": car(records, orphans=(lingering,))}))
    assert ledger(found)["entries"] == 20
    assert "deleted long ago" not in repr(found)
    assert [one.words for one in items(found).values()] == [f"day {n}" for n in range(20)]


def test_everything_is_public_and_the_label_is_named_as_a_request(tmp_path):
    label = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "!no-unauthenticated"}]}
    open_to_all = of(tmp_path / "a", {"app.bsky.feed.post/3kabcdefghij2": post()})
    with_label = of(
        tmp_path / "b",
        {
            "app.bsky.feed.post/3kabcdefghij2": post(),
            "app.bsky.actor.profile/self": {"$type": "app.bsky.actor.profile", "labels": label},
        },
    )
    for found, word in ((open_to_all, "keep copies"), (with_label, "a request")):
        (item,) = items(found).values()
        assert item.audience is Audience.PUBLIC
        assert word in item.audience_why


@pytest.mark.parametrize(
    ("embed", "seeds"),
    [
        (images("Ada", "Ben"), ["Ada", "Ben"]),
        ({"$type": "app.bsky.embed.gallery", "items": [{"image": blob("Ada"), "alt": "Ada"}]}, ["Ada"]),
        ({"$type": "app.bsky.embed.recordWithMedia", "record": {"record": {"uri": "at://x", "cid": "y"}},
          "media": images("Ada")}, ["Ada"]),
        ({"$type": "app.bsky.embed.images", "images": [{"image": old_blob("Ada"), "alt": ""}]}, ["Ada"]),
        ({"$type": "app.bsky.embed.external", "external": {"uri": "https://a.example", "thumb": blob("Gale")}}, []),
        ({"$type": "app.bsky.embed.recordWithMedia", "record": {}, "media": {
            "$type": "app.bsky.embed.external", "external": {"thumb": blob("Gale")}}}, []),
        ({"$type": "app.bsky.embed.record", "record": {"uri": "at://x", "cid": "bafyreiabc"}}, []),
    ],
)  # fmt: skip
def test_the_pictures_of_each_kind_of_embed_are_told_and_those_of_link_cards_are_not(tmp_path, embed, seeds):
    (item,) = items(of(tmp_path, {"app.bsky.feed.post/3kabcdefghij2": post(embed=embed)})).values()
    assert [picture.id for picture in item.pictures] == [blob_name(seed) for seed in seeds]
    assert all(picture.missing for picture in item.pictures)


def test_a_video_is_one_and_its_subtitles_are_no_picture(tmp_path):
    embed = {"$type": "app.bsky.embed.video", "video": blob("film", "video/mp4"), "alt": "Ben dances",
             "captions": [{"lang": "en", "file": blob("words", "text/vtt")}]}  # fmt: skip
    (item,) = items(of(tmp_path, {"app.bsky.feed.post/3kabcdefghij2": post(embed=embed)})).values()
    assert [(picture.video, picture.words) for picture in item.pictures] == [(True, "Ben dances")]


def test_a_folder_of_blobs_beside_the_repository_gives_the_pictures(tmp_path):
    records = {"app.bsky.feed.post/3kabcdefghij2": post(embed=images("Ada", "Ben"))}
    written(tmp_path, {f"blobs/{blob_name('Ada')}": b"\xff\xd8\xff", "repo.car": car(records)})
    found = items(read(tmp_path))["app.bsky.feed.post/3kabcdefghij2"]
    assert [(picture.member, picture.missing) for picture in found.pictures] == [
        (f"blobs/{blob_name('Ada')}", False),
        (blob_name("Ben"), True),
    ]
    with open_export([tmp_path]) as export:
        assert recognise(export)[0].reader == "bluesky"


def test_records_of_other_apps_are_told_where_they_hold_a_picture(tmp_path):
    found = of(
        tmp_path,
        {
            "social.grain.photo/3kabcdefghij2": {"$type": "social.grain.photo", "photo": blob("Ada"), "alt": "Ada"},
            "sh.tangled.repo/3kabcdefghij3": {"$type": "sh.tangled.repo", "name": "code"},
        },
    )
    assert [(key, item.kind) for key, item in items(found).items()] == [
        ("social.grain.photo/3kabcdefghij2", Kind.OTHER)
    ]
    assert [one.why for one in found if isinstance(one, Skipped)] == ["a record without pictures"]


def test_a_time_that_is_absurd_gives_way_to_the_one_in_the_records_key(tmp_path):
    key = "app.bsky.feed.post/3kq2zvtwpbk2a"  # April 2024
    for number, (stated, year) in enumerate(
        (
            ("2024-04-13T08:00:00Z", 2024),
            ("9999-01-01T00:00:00Z", 2024),
            ("2098-01-01T00:00:00Z", 2024),
            ("yesterday", 2024),
            (None, 2024),
            ("2015-06-01T00:00:00Z", 2015),
        )
    ):
        (item,) = items(of(tmp_path / str(number), {key: post(createdAt=stated)})).values()
        assert item.when is not None
        assert item.when.year == year


def test_links_hold_the_lasting_number_of_the_account():
    link = items(read(LATEST))["app.bsky.feed.post/3kq2zvtwpbk2a"].link
    assert link == f"https://bsky.app/profile/{ME}/post/3kq2zvtwpbk2a"


def test_likes_and_gates_are_counted_and_follows_are_contacts():
    found = read(LATEST)
    assert [(one.tie, one.name) for one in found if isinstance(one, Contact)] == [(Tie.FOLLOWING, EDITH)]
    assert {one.why for one in found if isinstance(one, Skipped)} >= {
        "no picture can be in it: like",
        "no picture can be in it: threadgate",
    }
    assert {(one.name, one.how) for one in found if isinstance(one, InTouch)} == {(EDITH, "comment"), (EDITH, "tag")}


def test_picture_and_banner_of_the_profile_are_an_entry_each():
    found = items(read(LATEST))
    assert found["app.bsky.actor.profile/self#avatar"].kind is Kind.PROFILE_PICTURE
    assert found["app.bsky.actor.profile/self#banner"].kind is Kind.COVER_PICTURE


def test_two_copies_of_a_repository_give_each_record_once(tmp_path):
    content = car({"app.bsky.feed.post/3kabcdefghij2": post()})
    found = read(written(tmp_path, {"repo.car": content, "repo (1).car": content}))
    assert len(items(found)) == 1
    assert sum(isinstance(one, Joined) for one in found) == 1


def test_a_cut_off_repository_says_so_and_gives_what_stands_before(tmp_path):
    records = {f"app.bsky.feed.post/{n:013d}": post(text=f"day {n}" * 20) for n in range(30)}
    made = Repository()
    entries = [(key, made.put(value)) for key, value in sorted(records.items())]
    tree = Repository()
    root = tree.put({"did": ME, "version": 3, "data": tree.node(entries), "rev": "1", "prev": None, "sig": b""})
    tree.blocks |= made.blocks  # the tree first, as the servers of Bluesky write it
    whole = tree.file(root)
    found = read(written(tmp_path, {"repo.car": whole[: len(whole) - 1500]}))
    counts = ledger(found)
    assert counts["items"] + counts["unread"] == 30
    assert 0 < counts["items"] < 30
    assert {one.kind for one in found if isinstance(one, Trouble)} == {"cut_off", "missing_block"}


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_wherever_it_is_cut_off_it_is_told(tmp_path, share):
    whole = (LATEST / "repo.car").read_bytes()
    found = read(written(tmp_path, {"repo.car": whole[: int(len(whole) * share)]}))
    assert [one for one in found if isinstance(one, Trouble)]


def test_a_tree_that_goes_in_circles_or_names_nonsense_ends(tmp_path):
    made = Repository()
    record = made.put(post())
    odd = [
        {"p": 99, "k": b"x", "v": record, "t": None},
        {"p": -1},
        7,
        None,
        {"p": 0, "k": b"a/b", "v": "x", "t": record},
    ]
    nodes = [made.put({"l": None, "e": odd}), made.put({"l": None, "e": []})]
    top = made.put({"l": nodes[0], "e": [{"p": 0, "k": b"app.bsky.feed.post/1", "v": record, "t": nodes[0]}]})
    root = made.put({"did": ME, "version": 3, "data": top, "rev": "1", "prev": None, "sig": b""})
    found = read(written(tmp_path, {"repo.car": made.file(root)}))
    assert list(items(found)) == ["app.bsky.feed.post/1"]
    assert ledger(found)["unread"] > 3


def test_a_repository_without_its_root_takes_the_newest_commit(tmp_path):
    made = Repository()
    top = made.node([("app.bsky.feed.post/1", made.put(post()))])
    made.put({"did": ME, "version": 3, "data": top, "rev": "2", "prev": None, "sig": b""})
    made.put({"did": ME, "version": 3, "data": made.put({"l": None, "e": []}), "rev": "1", "prev": None, "sig": b""})
    assert list(items(read(written(tmp_path, {"repo.car": made.file(None)})))) == ["app.bsky.feed.post/1"]


def test_something_else_named_car_is_told(tmp_path):
    found = read(written(tmp_path, {"beetle.car": b"four wheels"}))
    assert [one.kind for one in found if isinstance(one, Trouble)] == ["not_a_repository"]


@pytest.mark.parametrize("change", ABSURD, ids=str)
def test_absurd_values_in_records_end_as_unknown(tmp_path, change):
    def bounded(value: object) -> object:
        """What this form can hold: no whole number over 64 bits, no broken character, no real name of a block."""
        absurd = ABSURD[change](value)
        text = json.dumps(absurd)
        return absurd if "\\ud83d" not in text and len(text) < 10**5 and "0" * 25 not in text else "odd \x00 text"

    records = {
        "app.bsky.feed.post/3kabcdefghij2": post(
            embed={"images": [{"alt": "a", "image": old_blob("Ada")}]}, facets=[]
        ),
        "app.bsky.feed.post/3kabcdefghij3": post(
            reply={"parent": {"uri": f"at://{EDITH}/a/b"}}, facets=[{"features": [{}]}]
        ),
        "app.bsky.actor.profile/self": {
            "displayName": "Cleo",
            "labels": {"values": [{"val": "x"}]},
            "createdAt": "x",
        },
        "app.bsky.graph.follow/3kabcdefghij4": {"subject": EDITH, "createdAt": "2024-05-01T08:00:00Z"},
    }
    found = of(tmp_path, {key: changed(value, bounded) for key, value in records.items()})
    check_values(found)
    assert ledger(found)["entries"] == 4


def test_only_facts_that_anyone_may_know_are_told():
    facts = {one.name: one.value for one in read(LATEST) if isinstance(one, AccountFact)}
    assert facts == {
        "account": ME,
        "display_name": "Cleo Marrow",
        "bio": "Two children, one garden",
        "joined": "2023-05-02",
    }


def test_the_account_is_known_at_a_glance_and_is_not_somebody_mentioned_in_a_post():
    for folder in (LATEST, FIXTURES / "2023"):
        with open_export([folder]) as export:
            match = recognise(export)[0]
        assert match.account == ME
