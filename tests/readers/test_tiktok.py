"""TikTok: who could see every post, from keys that moved twice; no picture is inside, and none is fetched."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest
from tests.conftest import written

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.tiktok import TikTok
from smallprint.readers.tiktok.account import birth_date
from smallprint.readers.tiktok.posts import post_id
from smallprint.records.items import AccountFact, Audience, Contact, Item, Kind, Record, Tie, Trouble

ID = "7501253145167671353"  # its upper 32 bits are 2025-05-06 08:53:18 UTC
SHARE = f"https://www.tiktokv.com/share/video/{ID}/"


def export_of(posts: object, **settings: str) -> dict[str, object]:
    return {
        "Post": {"Posts": {"VideoList": posts}},
        "Profile And Settings": {
            "Profile Info": {"ProfileMap": {"userName": "cleo.marrow"}},
            "Settings": {"SettingsMap": settings},
        },
    }


def read(folder: Path, told: object, name: str = "user_data_tiktok.json") -> list[Record]:
    content = told if isinstance(told, str) else json.dumps(told)
    with open_export([written(folder, {name: content})]) as export:
        return list(TikTok().read(export))


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


@pytest.mark.parametrize(
    ("stated", "private", "audience"),
    [
        ("Everyone", "Disabled", Audience.PUBLIC),
        ("public", "", Audience.PUBLIC),
        ("Everyone", "Enabled", Audience.FOLLOWERS),
        ("Everyone", "ON", Audience.FOLLOWERS),
        ("Followers", "Off", Audience.FOLLOWERS),
        ("Friends", "Enabled", Audience.FRIENDS),
        ("Only me", "Off", Audience.ONLY_ME),
        ("Only you", "Enabled", Audience.ONLY_ME),
        ("Iedereen", "Disabled", Audience.PUBLIC),
        ("Subscribers", "Disabled", Audience.UNKNOWN),
        ("", "Enabled", Audience.UNKNOWN),
        ("", "Disabled", Audience.UNKNOWN),
    ],
)
def test_who_could_see_a_post_is_what_the_export_states_within_the_account(tmp_path, stated, private, audience):
    post = {"Date": "2025-05-06 08:53:18", "Link": SHARE, "WhoCanView": stated}
    (item,) = items(read(tmp_path, export_of([post], **{"Private Account": private})))
    assert item.audience is audience
    assert item.audience_why


def test_an_unknown_audience_is_shown_in_the_exports_own_word(tmp_path):
    (item,) = items(read(tmp_path, export_of([{"Date": "2025-05-06 08:53:18", "WhoCanView": "Subscribers"}])))
    assert "Subscribers" in item.audience_why


@pytest.mark.parametrize(
    "link",
    [
        SHARE,
        "https://www.tiktok.com/login/?redirect_url="
        + quote(f"https://www.tiktok.com/x?item_id={ID}&sig=a", safe=""),
        f"https://api.tiktok.example/download?video_id={ID}",
        f"https://www.tiktok.com/@cleo.marrow/video/{ID}",
    ],
)
def test_the_posts_address_is_made_from_the_id_in_any_form_of_link(tmp_path, link):
    (item,) = items(read(tmp_path, export_of([{"Date": "2025-05-06 08:53:18", "Link": link}])))
    assert (item.key, item.link) == (ID, f"https://www.tiktok.com/@cleo.marrow/video/{ID}")
    assert "sig=" not in repr(item)


def test_an_address_without_an_id_gives_no_link_and_the_same_key_however_it_is_signed(tmp_path):
    keys = []
    for signature in ("a", "b"):
        link = f"https://video-i18n.tiktokv.com/storage/{signature}?policy={signature}"
        (item,) = items(read(tmp_path / signature, export_of([{"Date": "2025-05-06 08:53:18", "Link": link}])))
        keys.append(item.key)
        assert item.link is None
    assert keys[0] == keys[1]


def test_the_id_tells_the_time_where_the_date_cannot_be_read(tmp_path):
    (item,) = items(read(tmp_path, export_of([{"Date": "yesterday", "Link": SHARE}])))
    assert item.when
    assert item.when.isoformat() == "2025-05-06T08:53:18+00:00"


def test_what_was_watched_or_liked_is_never_an_item(tmp_path):
    others = [{"Date": "2025-05-06 08:53:18", "Link": SHARE}]
    told = {
        "Activity": {
            "Video Browsing History": {"VideoList": others},
            "Like List": {"ItemFavoriteList": others},
            "Favorite Videos": {"VideoList": others},
        },
        "Your Activity": {"Watch History": {"VideoList": others}, "Reposts": {"RepostList": others}},
        "Video": {"Videos": {"VideoList": None}},
    }
    assert ledger(read(tmp_path, told))["entries"] == 0


def test_photo_posts_have_a_picture_for_each_address(tmp_path):
    link = "https://p16.tiktokcdn.com/1.jpeg?x=1 https://p16.tiktokcdn.com/2.jpeg?x=2"
    (item,) = items(read(tmp_path, export_of([{"Date": "2025-05-06 08:53:18", "Link": link}])))
    assert item.kind is Kind.POST
    assert [(picture.missing, picture.video) for picture in item.pictures] == [(True, False)] * 2


@pytest.mark.parametrize("moved", ["Activity", "Your Activity", "Profile And Settings"])
def test_followers_are_found_wherever_their_section_moved(tmp_path, moved):
    told = {
        moved: {
            "Follower": {"App": 1, "FansList": [{"Date": "2024-11-27 07:12:41", "UserName": "edith"}]},
            "Following": {"App": 1, "Following": [{"Date": "", "UserName": "fitz"}]},
            "Block List": {"BlockList": [{"UserName": "gale"}]},
        }
    }
    contacts = [record for record in read(tmp_path, told) if isinstance(record, Contact)]
    assert [(one.tie, one.name) for one in contacts] == [(Tie.FOLLOWER, "edith"), (Tie.FOLLOWING, "fitz")]


def test_no_address_of_a_computer_no_mail_and_no_message_is_kept(tmp_path):
    told = export_of([])
    told["Activity"] = {"Login History": {"LoginHistoryList": [{"IP": "192.0.2.7"}]}}
    told["Profile"] = {"Profile Info": {"ProfileMap": {"userName": "cleo", "emailAddress": "cleo@oakfield.example"}}}
    told["Direct Messages"] = {
        "Chat History": {"ChatHistory": {"Chat History with edith:": [{"From": "edith", "Content": "a secret"}]}}
    }
    said = repr(read(tmp_path, told))
    assert "edith" in said
    assert not any(word in said for word in ("192.0.2.7", "oakfield.example", "secret"))


def test_raw_control_characters_in_a_caption_are_read(tmp_path):
    told = '{"Post":{"Posts":{"VideoList":[{"Date":"2025-05-06 08:53:18","Title":"a\tb\nc","Link":""}]}}}'
    (item,) = items(read(tmp_path, told))
    assert item.words == "a\tb\nc"


def test_a_cut_off_file_gives_the_posts_before_the_cut_and_says_so(tmp_path):
    told = json.dumps(export_of([{"Date": f"2025-05-{day:02} 08:00:00", "Link": ""} for day in range(1, 21)]))
    records = read(tmp_path, told[: told.index("2025-05-11")])
    assert len(items(records)) == 10
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]


def test_a_bare_renamed_file_is_recognised_by_its_sections(tmp_path):
    with open_export([written(tmp_path, {"my download.json": json.dumps(export_of([{"Link": SHARE}]))})]) as export:
        assert [(one.reader, one.account) for one in recognise(export)] == [("tiktok", "cleo.marrow")]
        assert len(items(list(TikTok().read(export)))) == 1


def test_the_downloads_name_tells_when_it_was_made(tmp_path):
    folder = written(tmp_path / "TikTok_Data_1750000000", {"user_data_tiktok.json": json.dumps(export_of([]))})
    with open_export([folder]) as export:
        facts = {one.name: one.value for one in TikTok().read(export) if isinstance(one, AccountFact)}
    assert facts["exported_at"] == "2025-06-15T15:06:40+00:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01-Oct-1988", "1988-10-01"),
        ("1988-10-01", "1988-10-01"),
        ("29-Feb-2012", "2012-02-29"),
        ("", None),
        ("x", None),
    ],
)
def test_a_date_of_birth_may_lie_before_1990(text, day):
    found = birth_date(text)
    assert (found.isoformat() if found else None) == day


def test_a_short_number_is_no_id():
    assert post_id(["https://www.tiktok.com/video/123"]) is None


def test_a_text_export_without_a_known_list_of_posts_says_so(tmp_path):
    files = {"TikTok/Profil/Profilinfo.txt": "Benutzername: cleo\n", "TikTok/Profil/Follower.txt": "Datum: x\n"}
    with open_export([written(tmp_path, files)]) as export:
        kinds = [one.kind for one in TikTok().read(export) if isinstance(one, Trouble)]
    assert kinds == ["no_known_list"]


def test_a_watch_history_of_any_size_is_stepped_over_in_little_memory(tmp_path):
    path = tmp_path / "user_data_tiktok.json"
    watched = json.dumps({"Date": "2025-01-01 10:00:00", "Link": SHARE})
    with path.open("w", encoding="utf-8") as file:
        file.write('{"Your Activity":{"Watch History":{"VideoList":[' + watched)
        for _ in range(300):
            file.write(("," + watched) * 1_000)
        file.write("]}}," + json.dumps(export_of([{"Link": SHARE}]))[1:])
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    with open_export([tmp_path]) as export:
        assert len(items(list(TikTok().read(export)))) == 1
    assert process.memory_info().rss - before < 40 << 20
