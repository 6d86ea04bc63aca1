"""X: what its download says, and what it leaves open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import written
from tests.contract.test_readers import ABSURD, RESHAPED, changed, check_values

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.x import X
from smallprint.readers.x.layout import records
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
    Trouble,
)

FIXTURES = Path(__file__).parent.parent / "exports" / "x"
LATEST = FIXTURES / "2024"
ME = "900000001"


def script(name: str, value: object) -> str:
    return f"window.YTD.{name}.part0 = {json.dumps(value)}"


def post(id: str, words: str = "words", **more: object) -> dict[str, object]:
    return {"tweet": {"id_str": id, "created_at": "Wed Sep 06 07:50:00 +0000 2023", "full_text": words, **more}}


def account(**more: str) -> str:
    return script("account", [{"account": {"accountId": ME, "username": "cleomarrow", **more}}])


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(X().read(export))


def items(records: list[Record]) -> dict[str, Item]:
    return {one.key: one for one in records if isinstance(one, Item)}


def test_every_picture_of_a_post_is_found_though_the_short_list_names_only_the_first():
    first_day = items(read(LATEST))["1700000000000000101"]
    assert [picture.member.rpartition("-")[2] for picture in first_day.pictures[:3]] == [
        "ADAfirst.jpg",
        "ADAgate.jpg",
        "ADAbag.png",
    ]
    assert first_day.pictures[0].words == "Ada in her new uniform"
    assert [picture.missing for picture in first_day.pictures] == [False, False, False, True]
    assert first_day.words.startswith("First day at Oakfield School & already")


def test_a_video_is_found_by_the_name_of_its_variant_and_not_of_its_still():
    (video,) = items(read(LATEST))["1710000000000000102"].pictures
    assert video.member.endswith("BENlarge.mp4")
    assert video.video


def test_east_and_north_are_not_mixed_up_in_the_two_places_of_old_posts(tmp_path):
    east_first = post("1000000000000000001", coordinates={"coordinates": ["-0.1372", "50.8225"]})
    north_first = post("1000000000000000002", geo={"coordinates": [50.8225, -0.1372]})
    written(tmp_path, {"data/tweets.js": script("tweets", [east_first, north_first])})
    points = {item.point for item in items(read(tmp_path)).values()}
    assert [(point.latitude, point.longitude) for point in points if point] == [(50.8225, -0.1372)]


def test_a_repost_and_its_picture_are_another_persons():
    found = read(LATEST)
    assert "1711000000000000103" not in items(found)
    assert not any("GALEsunset" in picture.member for item in items(found).values() for picture in item.pictures)


def test_own_words_about_another_persons_picture_are_kept_without_the_picture():
    assert items(read(LATEST))["1713000000000000105"].pictures == ()


def test_a_circle_post_stands_in_two_lists_and_counts_once_as_one_that_was_for_few():
    found = read(LATEST)
    circle = items(found)["1640000000000000108"]
    assert (circle.audience, circle.audience_then) == (Audience.UNKNOWN, Audience.CLOSE_FRIENDS)
    assert [one.key for one in found if isinstance(one, Joined)].count(circle.key) == 1


def test_while_circles_existed_a_circle_post_was_for_the_circle(tmp_path):
    made = {"archiveInfo": {"generationDate": "2023-02-01T10:00:00.000Z"}, "dataTypes": {}}
    written(
        tmp_path,
        {
            "data/manifest.js": f"window.__THAR_CONFIG = {json.dumps(made)}",
            "data/twitter-circle-tweet.js": script("twitter_circle_tweet", [post("1000000000000000001")]),
        },
    )
    assert items(read(tmp_path))["1000000000000000001"].audience is Audience.CLOSE_FRIENDS


def test_the_last_change_of_the_switch_rules_all_posts_old_and_new():
    found = items(read(LATEST))
    assert found["1700000000000000101"].audience is Audience.FOLLOWERS
    assert found["1700000000000000101"].audience_then is Audience.PUBLIC
    assert found["1735000000000000110"].audience is Audience.PUBLIC  # a Community stays open


@pytest.mark.parametrize(
    ("actions", "now", "then"),
    [
        ([], Audience.UNKNOWN, None),
        ([("2024-01-01", "Protect")], Audience.FOLLOWERS, Audience.PUBLIC),
        ([("2024-01-01", "Unprotect")], Audience.PUBLIC, Audience.FOLLOWERS),
        ([("2023-01-01", "Protect")], Audience.FOLLOWERS, None),
        ([("2024-02-01", "Unprotect"), ("2024-01-01", "Protect")], Audience.PUBLIC, None),
    ],
)
def test_who_can_see_a_post_follows_the_switch_in_time_order(tmp_path, actions, now, then):
    changes = [{"protectedHistory": {"protectedAt": f"{day}T10:00:00.000Z", "action": what}} for day, what in actions]
    written(
        tmp_path,
        {
            "data/tweets.js": script("tweets", [post("1000000000000000001")]),
            "data/protected-history.js": script("protected_history", changes),
        },
    )
    found = items(read(tmp_path))["1000000000000000001"]
    assert (found.audience, found.audience_then) == (now, then)


def test_an_edited_post_is_one_item_with_its_last_words():
    found = read(LATEST)
    assert items(found)["1720000000000000106"].words.startswith("Ada lost her first tooth")
    assert items(found)["1720000000000000106"].link == "https://x.com/cleomarrow/status/1720000000000000107"
    assert "1720000000000000107" not in items(found)


def test_a_long_post_has_its_whole_words_from_the_note_a_second_later():
    found = items(read(LATEST))
    assert "walked home past Oakfield School" in found["1730000000000000109"].words
    assert found["note-1740000000000000201"].words.endswith("Ben and the snow.")


def test_a_note_that_names_its_post_is_joined_by_that_name(tmp_path):
    note = {
        "noteTweet": {"tweetId": "1000000000000000001", "noteTweetResults": {"core": {"text": "the whole story"}}}
    }
    files = {
        "data/tweets.js": script("tweets", [post("1000000000000000001", "the wh…")]),
        "data/note-tweet.js": script("note_tweet", [note, note]),
    }
    found = read(written(tmp_path, files))
    assert items(found)["1000000000000000001"].words == "the whole story"
    assert sum(isinstance(one, Joined) for one in found) == 2


def test_the_notes_of_all_versions_of_an_edited_post_are_joined_to_it(tmp_path):
    first, last = "1000000000000000001", "1000000000000000002"
    edits = {"edit_info": {"initial": {"editTweetIds": [first, last]}}}
    notes = [{"noteTweet": {"tweetId": id, "core": {"text": f"the story of {id}"}}} for id in (first, last)]
    files = {
        "data/tweets.js": script("tweets", [post(last, **edits), post(first, **edits)]),
        "data/note-tweet.js": script("note_tweet", notes),
    }
    found = read(written(tmp_path, files))
    assert [(key, item.words) for key, item in items(found).items()] == [(first, f"the story of {last}")]
    assert ledger(found)["joined"] == 3


def test_a_note_of_another_post_in_the_same_second_is_not_taken(tmp_path):
    note = {"noteTweet": {"noteTweetId": "7", "createdAt": "2023-09-06T07:50:00.000Z", "core": {"text": "B"}}}
    files = {
        "data/tweets.js": script("tweets", [post("1000000000000000001", "A")]),
        "data/note-tweet.js": script("note_tweet", [note]),
    }
    assert set(items(read(written(tmp_path, files)))) == {"1000000000000000001", "note-7"}


def test_a_deleted_post_asks_first_and_has_no_address():
    deleted = items(read(LATEST))["1765000000000000111"]
    assert (deleted.kind, deleted.audience, deleted.asks_first, deleted.link) == (
        Kind.DELETED,
        Audience.ONLY_ME,
        True,
        None,
    )


def test_chat_pictures_are_own_ones_only_and_no_word_of_a_chat_is_kept():
    found = read(LATEST)
    (sent,) = [item for item in items(found).values() if item.kind is Kind.MESSAGE]
    assert (sent.asks_first, sent.words, sent.audience) == (True, "", Audience.CUSTOM)
    told = repr(found)
    assert "for grandma only" not in told
    assert "SOCKS" not in told
    assert "kiss Ben" not in told


def test_without_the_holders_number_nobody_is_taken_for_the_sender(tmp_path):
    chat = json.loads((LATEST / "data/direct-messages.js").read_text().partition("=")[2])
    written(tmp_path, {"data/direct-messages.js": script("direct_messages", chat)})
    found = read(tmp_path)
    assert not items(found)
    assert [(one.kind, one.entries) for one in found if isinstance(one, Trouble)] == [("sender_unknown", 2)]


def test_nothing_private_of_the_account_is_read():
    told = repr(read(LATEST))
    for secret in ("cleo@marrow.example", "gale@wind.example", "35-49"):
        assert secret not in told


def test_a_follower_has_a_name_where_own_posts_tell_it_and_a_number_elsewhere():
    found = read(LATEST)
    names = [one.name for one in found if isinstance(one, Contact) and one.tie.value == "follower"]
    assert names == ["edith_knits", "gale_wind", "900000777"]
    assert {(one.name, one.how) for one in found if isinstance(one, InTouch)} == {
        ("edith_knits", "comment"),
        ("edith_knits", "message"),
        ("coach_fitz", "message"),
        ("coach_fitz", "tag"),
    }


def test_a_list_that_no_part_holds_is_told_with_the_number_of_its_posts(tmp_path):
    files = {path.relative_to(LATEST).as_posix(): path.read_bytes() for path in LATEST.rglob("*.js")}
    del files["data/tweets.js"]
    written(tmp_path, files)
    lost = [one for one in read(tmp_path) if isinstance(one, Trouble)]
    assert [(one.where, one.kind, one.entries) for one in lost] == [("data/tweets.js", "missing_list", 6)]


def test_a_cut_off_list_tells_how_many_posts_were_lost(tmp_path):
    whole = (LATEST / "data/tweets.js").read_text()
    written(tmp_path, {"data/tweets.js": whole[: whole.index("1712000000000000104")]})
    written(tmp_path, {"data/manifest.js": (LATEST / "data/manifest.js").read_bytes()})
    found = [one for one in read(tmp_path) if isinstance(one, Trouble) and one.where.startswith("data/tweets.js")]
    assert sum(one.entries for one in found) == 6 - 3


def test_only_the_folder_inside_may_be_given():
    with open_export([LATEST / "data"]) as export:
        assert recognise(export)[0].reader == "x"
        assert set(items(list(X().read(export)))) == set(items(read(LATEST)))


def test_a_part_with_pictures_alone_is_known_weakly(tmp_path):
    written(tmp_path, {"data/tweets_media/1700000000000000101-ADAfirst.jpg": b"\xff\xd8\xff"})
    with open_export([tmp_path]) as export:
        assert [match.reader for match in recognise(export)] == ["x"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_script_in_another_encoding_is_unwrapped(tmp_path, encoding):
    text = script("tweets", [post("1000000000000000001", "Ada = 7 ✨")])
    (tmp_path / "tweets.js").write_bytes(text.encode(encoding))
    assert items(read(tmp_path))["1000000000000000001"].words == "Ada = 7 ✨"


@pytest.mark.parametrize("end", ["", ";", ";\n", " ;  \r\n", ";" * 300])
def test_a_semicolon_and_blanks_at_the_end_do_not_matter(tmp_path, end):
    written(tmp_path, {"tweets.js": script("tweets", [post("1000000000000000001")]) + end})
    found = read(tmp_path)
    assert list(items(found)) == ["1000000000000000001"]
    assert any(isinstance(one, Trouble) for one in found) == (len(end) > 256)


def test_a_list_without_a_wrapper_is_read(tmp_path):
    written(tmp_path, {"tweets.js": json.dumps([post("1000000000000000001", "a = [b]")])})
    assert items(read(tmp_path))["1000000000000000001"].words == "a = [b]"


def test_an_id_that_is_a_number_and_one_without_a_time_are_understood(tmp_path):
    bare = {"id": 1700000000000000101, "full_text": "Ben"}
    written(tmp_path, {"tweet.js": script("tweet", [bare])})
    found = items(read(tmp_path))["1700000000000000101"]
    assert found.when is not None
    assert (found.when.year, found.when.month) == (2023, 9)


def test_the_table_stands_in_only_where_the_months_are_absent():
    from_months, from_table = read(FIXTURES / "2016"), read(FIXTURES / "2014-csv")
    assert set(items(from_months)) == set(items(from_table))
    assert ledger(from_months)["entries"] == ledger(from_table)["entries"] == 3


def test_a_cut_off_table_gives_the_posts_before_the_cut(tmp_path):
    whole = (FIXTURES / "2014-csv/tweets.csv").read_text()
    found = read(written(tmp_path, {"tweets.csv": whole[:-30]}))
    assert list(items(found)) == ["710000000000000801"]
    assert [(one.kind, one.entries) for one in found if isinstance(one, Trouble)] == [("cut_off", 1)]


def test_an_old_live_video_and_a_header_that_the_profile_does_not_name_are_told(tmp_path):
    files = {
        "data/account.js": account(),
        "data/profile_media/900000001-1688000000.jpg": b"\xff\xd8\xff",
        "data/profile_media/900000001-gOxab.jpg": b"\xff\xd8\xff",
        "data/periscope_broadcast_media/1vAxRkAaLive.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0",
    }
    found = items(read(written(tmp_path, files)))
    assert {item.kind: item.audience for item in found.values()} == {
        Kind.COVER_PICTURE: Audience.PUBLIC,
        Kind.PROFILE_PICTURE: Audience.PUBLIC,
        Kind.VIDEO: Audience.UNKNOWN,
    }
    assert found["live-1vAxRkAaLive.mp4"].pictures[0].video


def test_only_the_birthday_stated_by_the_holder_is_a_fact():
    assert [one.value for one in read(LATEST) if isinstance(one, AccountFact) and one.name == "born"] == [
        "1983-02-11"
    ]


def test_skipped_entries_say_why():
    assert all(one.why and one.entries > 0 for one in read(LATEST) if isinstance(one, Skipped))


@pytest.mark.parametrize("change", [*ABSURD, *RESHAPED], ids=str)
def test_absurd_values_inside_the_scripts_end_as_troubles_or_as_unknown(tmp_path, change):
    """The contract tests change plain JSON only; here the same is done behind the `=`."""
    scripts = sorted(LATEST.rglob("data/*.js"))
    files = {path.relative_to(LATEST).as_posix(): path.read_text() for path in scripts}
    for number, (name, text) in enumerate(files.items()):
        before, _, value = text.rstrip().rstrip(";").partition("=")
        known = json.loads(value)
        absurd = changed(known, ABSURD[change]) if change in ABSURD else RESHAPED[change](known)
        folder = written(tmp_path / str(number), files | {name: f"{before}= {json.dumps(absurd)}"})
        found = read(folder)
        check_values(found)
        counts = ledger(found)
        assert counts["entries"] == counts["items"] + counts["joined"] + counts["skipped"] + counts["unread"]


def test_a_long_list_is_read_in_small_pieces(tmp_path):
    written(tmp_path, {"tweets.js": script("tweets", [post(str(10**15 + n), "Ada " * 50) for n in range(5000)])})
    with open_export([tmp_path]) as export:
        (file,) = export.find("tweets.js")
        assert sum(1 for _ in records(file)) == 5000
