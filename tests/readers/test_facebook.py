"""What a parent may rely on when a Facebook download is read."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.base import Match
from smallprint.readers.expect import expect, ledger
from smallprint.readers.facebook import Facebook
from smallprint.readers.facebook.shapes import entry_of, permalink, photo_id
from smallprint.readers.facebook.tables import album_sort, stands_elsewhere
from smallprint.readers.facebook.touch import named_in
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    Point,
    Record,
    Skipped,
    Tie,
    Trouble,
)

FIXTURES = Path("tests/exports/facebook")
ERAS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
POSTS = "your_facebook_activity/posts"


def read(*paths: Path) -> list[Record]:
    with open_export(paths) as export:
        return list(Facebook().read(export))


def match(*paths: Path) -> Match | None:
    with open_export(paths) as export:
        return Facebook().recognises(export)


def items(records: list[Record]) -> dict[str, Item]:
    return {record.key: record for record in records if isinstance(record, Item)}


def facts(records: list[Record]) -> dict[str, str]:
    return {record.name: record.value for record in records if isinstance(record, AccountFact)}


def put(folder: Path, name: str, value: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return folder


def media(uri: str, stamp: int = 1715000001, **more: object) -> dict[str, object]:
    return {"uri": uri, "creation_timestamp": stamp, **more}


def post(*shots: dict[str, object], stamp: int = 1715000000, text: str = "", **more: object) -> dict[str, object]:
    told: dict[str, object] = {"timestamp": stamp, "data": [{"post": text}] if text else []}
    return told | {"attachments": [{"data": [{"media": shot} for shot in shots]}]} | more


def posts(folder: Path, *entries: object, name: str = "your_posts__check_ins__photos_and_videos_1") -> Path:
    return put(folder, f"{POSTS}/{name}.json", list(entries))


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a fixture that a test may change."""

    def copy(era: str) -> Path:
        return Path(shutil.copytree(FIXTURES / era, tmp_path / era, ignore=shutil.ignore_patterns("expected.json")))

    return copy


@pytest.mark.parametrize("era", ERAS)
def test_each_era_gives_what_a_person_read_in_it(era: str, copied: Callable[[str], Path]) -> None:
    expected = json.loads((FIXTURES / era / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(expect(Facebook(), copied(era)))) == expected


@pytest.mark.parametrize("era", ERAS)
def test_what_must_never_be_read_is_in_no_record(era: str) -> None:
    told = repr(read(FIXTURES / era))
    assert "MUST NEVER BE READ" not in told
    assert "192.0.2.7" not in told
    assert "1986" not in told


def test_every_era_has_a_fixture() -> None:
    met = {claim.era for era in ERAS if (claim := match(FIXTURES / era))}
    assert met == set(Facebook.eras)


# The HTML edition


def test_the_html_edition_tells_the_same_as_the_json_edition() -> None:
    told, printed = items(read(FIXTURES / "2026")), items(read(FIXTURES / "2025-html"))
    shared = told.keys() & printed.keys()
    assert len(shared) == 10
    for key in shared - {"4600000000000011"}:
        assert replace(printed[key], link=None, people=()) == replace(told[key], link=None, people=())
    carousel, page = told["4600000000000011"], printed["4600000000000011"]  # the page leaves its remote video out
    assert (carousel.words, carousel.when, carousel.pictures[:2]) == (page.words, page.when, page.pictures)


def test_a_post_on_a_page_has_the_address_beside_its_date() -> None:
    printed = items(read(FIXTURES / "2025-html"))
    assert printed["4600000000000003"].link == "https://www.facebook.com/dyi/l/?l=AbC"
    assert printed["4600000000000002"].link is None


def test_a_page_prints_its_dates_in_utc_minus_eight_all_year() -> None:
    printed = items(read(FIXTURES / "2025-html")).values()
    (late,) = (item for item in printed if item.words.startswith("New year"))
    assert late.when is not None and late.when.isoformat() == "2024-01-01T07:30:00+00:00"


def test_the_album_beside_a_picture_is_no_caption_and_the_update_note_is_no_word_of_anybody() -> None:
    words = [item.words for item in items(read(FIXTURES / "2025-html")).values()]
    assert not any("Mobile uploads" in text or "Updated" in text or "Click for" in text for text in words)


@pytest.mark.parametrize("box", ['<div class="_3-95 _a6-g">{}</div>', '<section class="_a6-g">{}</section>'])
def test_boxes_of_every_year_are_found(box: str, tmp_path: Path) -> None:
    inner = (
        '<h2 class="_2ph_ _a6-h _a6-i">Cleo Marrow</h2><div class="_2ph_ _a6-p"><div class="_2pin">'
        "<div>Snow day!</div></div></div>"
        '<div class="_3-94 _a6-o"><div class="_a72d">Jan 2, 2024 8:00:00am</div></div>'
    )
    page = f"<html><body>{box.format(inner)}</body></html>"
    put(tmp_path, f"{POSTS}/your_posts__check_ins__photos_and_videos_1.html", page)
    (item,) = items(read(tmp_path)).values()
    assert (item.words, item.when and item.when.isoformat()) == ("Snow day!", "2024-01-02T16:00:00+00:00")


def test_json_is_preferred_where_both_editions_lie_there(copied: Callable[[str], Path]) -> None:
    folder = copied("2026")
    shutil.copytree(copied("2025-html"), folder, dirs_exist_ok=True)
    assert ledger(read(folder)) == ledger(read(FIXTURES / "2026"))


# Recognising


def test_the_name_of_the_zip_tells_the_account_and_the_day(tmp_path: Path) -> None:
    folder = posts(tmp_path / "x", post(text="hello"))
    path = tmp_path / "facebook-cleo.marrow-2024-11-18-Ab12Cd34.zip"
    with zipfile.ZipFile(path, "w") as out:
        for file in folder.rglob("*.json"):
            out.write(file, file.relative_to(folder).as_posix())
    claim = match(path)
    assert claim is not None and claim.account == "cleo.marrow"
    assert (facts(read(path))["account"], facts(read(path))["exported_at"]) == ("cleo.marrow", "2024-11-18")


def test_a_part_with_pictures_only_is_a_weak_claim(tmp_path: Path) -> None:
    put(tmp_path, f"{POSTS}/media/Mobileuploads_AbCd12345/1_n_4600000000000001.jpg", "x")
    claim = match(tmp_path)
    assert claim is not None and (claim.why, claim.how_sure) == ("pictures only", 0.5)


def test_chats_of_an_instagram_download_are_not_claimed(tmp_path: Path) -> None:
    chat = {"participants": [{"name": "Edith"}], "messages": []}
    put(tmp_path, "messages/inbox/edith_1/message_1.json", chat)
    assert match(tmp_path) is not None
    put(tmp_path, "followers_and_following/following.json", {"relationships_following": []})
    assert match(tmp_path) is None


def test_no_instagram_fixture_is_claimed() -> None:
    for folder in Path("tests/exports/instagram").iterdir():
        with open_export([folder]) as export:
            assert "facebook" not in [claim.reader for claim in recognise(export)]


# Posts and photos


def test_a_photo_in_a_post_an_album_and_a_leftover_is_one_item_that_names_its_album(tmp_path: Path) -> None:
    shot = media(f"{POSTS}/media/Seaside_AbCd12345/1_n_4600000000000001.jpg")
    posts(tmp_path, post(shot, text="waves"))
    put(tmp_path, f"{POSTS}/album/0.json", {"photos": [shot], "name": "Seaside"})
    put(tmp_path, f"{POSTS}/your_uncategorized_photos.json", {"other_photos_v2": [shot]})
    records = read(tmp_path)
    assert [(item.kind, item.albums) for item in items(records).values()] == [(Kind.POST, ("Seaside",))]
    assert sum(isinstance(record, Joined) for record in records) == 2


def test_a_caption_and_a_place_that_only_the_album_gives_stay_with_the_picture_of_the_post(tmp_path: Path) -> None:
    shot = media(f"{POSTS}/media/Seaside_AbCd12345/1_n_4600000000000001.jpg")
    exif = {"photo_metadata": {"exif_data": [{"latitude": 54.2, "longitude": -0.4, "upload_ip": "192.0.2.7"}]}}
    posts(tmp_path, post(shot, text="waves"))
    put(tmp_path, f"{POSTS}/album/0.json", {"photos": [shot | {"description": "Ada", "media_metadata": exif}]})
    (item,) = items(read(tmp_path)).values()
    assert (item.pictures[0].words, item.pictures[0].point) == ("Ada", Point(54.2, -0.4))


def test_a_photo_posted_again_with_other_words_is_a_post_of_its_own(tmp_path: Path) -> None:
    shot = media(f"{POSTS}/media/x_AbCd12345/1_n_4600000000000001.jpg")
    again = post(shot, text="look how small", stamp=1735000000)
    posts(tmp_path, post(shot, text="new"), again, again, post(shot, text="new", stamp=1745000000))
    records = read(tmp_path)
    assert [item.words for item in items(records).values()] == ["new", "look how small"]
    assert sum(isinstance(record, Joined) for record in records) == 2


def test_of_a_photo_without_an_id_the_key_does_not_change_when_the_wrapper_moves(tmp_path: Path) -> None:
    for root in ("a", "b/your_stuff"):
        folder = tmp_path / root
        put(folder, "posts/your_posts_1.json", [post(media("photos_and_videos/Album_x1y2z3a/1.jpg"), text="old")])
    assert items(read(tmp_path / "a")).keys() == items(read(tmp_path / "b")).keys()


@pytest.mark.parametrize(
    ("uri", "known"),
    [
        ("posts/media/x_A1b2c3d4/269_46_80_n_4600000000000001.jpg", "4600000000000001"),
        ("posts/media/x_A1b2c3d4/269_46_80_o_1234567890123.jpg", "1234567890123"),
        ("posts/media/videos/1_n_123456789012.mp4", "123456789012"),
        ("photos/10150000000000100/10150000000000101.jpg", "10150000000000101"),
        ("https://interncache.example/v/1_n_4600000000000001.mp4?oh=1_n_2", "4600000000000001"),
        ("photos_and_videos/Album_x/1.jpg", None),
        ("posts/media/x/IMG_20180105.jpg", None),
    ],
)
def test_the_id_of_a_photo_is_the_digits_at_the_end_of_its_name(uri: str, known: str | None) -> None:
    assert photo_id(uri) == known


def test_only_the_newest_profile_picture_is_known_to_be_public() -> None:
    records = items(read(FIXTURES / "2026"))
    assert [records[f"460000000000002{n}"].audience for n in (1, 2, 3)] == [
        Audience.PUBLIC,
        Audience.UNKNOWN,
        Audience.PUBLIC,
    ]


def test_no_audience_is_made_up_for_posts_groups_or_profiles_of_others() -> None:
    for item in items(read(FIXTURES / "2026")).values():
        if item.kind in {Kind.POST, Kind.ALBUM, Kind.VIDEO, Kind.REEL, Kind.STORY}:
            assert item.audience is Audience.UNKNOWN
    by_words = {item.words: item.audience_why for item in items(read(FIXTURES / "2026")).values()}
    assert "group" in by_words["Outgrown wellies, size 25"]
    assert "another person" in by_words["Happy birthday!"]
    assert "another person" in by_words["Thank you for the party"]


@pytest.mark.parametrize(
    ("title", "elsewhere"),
    [
        ("Cleo Marrow wrote on Edith Marrow’s timeline.", True),
        ("Cleo Marrow added a new photo to Edith Marrow's timeline.", True),
        ("Cleo Marrow hat in der Chronik von Edith Marrow gepostet.", True),
        ("Cleo Marrow heeft op de tijdlijn van Edith Marrow geschreven.", True),
        ("Cleo Marrow added 2 photos to the album: Timeline photos.", False),
        ("Cleo Marrow hat 2 Fotos zum Album „Chronik-Fotos“ hinzugefügt.", False),
        ("", False),
    ],
)
def test_a_post_on_another_profile_is_told_from_the_album_of_timeline_photos(title: str, elsewhere: bool) -> None:
    assert stands_elsewhere(title) is elsewhere


def test_albums_everybody_has_are_known_in_several_languages() -> None:
    names = (
        "Profile pictures",
        "Profilepictures",
        "Profilbilder",
        "Photos de profil",
        "Profielfoto's",
        "Profielfotos",
    )
    assert {album_sort(name) for name in names} == {"profile"}
    assert {album_sort(name) for name in ("Cover photos", "Titelbilder", "Fotos de portada")} == {"cover"}
    assert album_sort("Profile of a lighthouse") == ""


def test_what_others_wrote_on_the_profile_and_under_photos_is_not_kept() -> None:
    records = read(FIXTURES / "2019")
    skipped = {one.why: one.entries for one in records if isinstance(one, Skipped)}
    assert skipped["written by somebody else on your profile"] == 2


def test_a_check_in_gives_its_post_the_address_and_is_no_second_post() -> None:
    records = items(read(FIXTURES / "2026"))
    assert records["4600000000000001"].link == "https://www.facebook.com/cleo.marrow/posts/4600000000000101"
    assert "4600000000000101" not in records


def test_a_check_in_without_its_post_is_a_post_with_a_place(copied: Callable[[str], Path]) -> None:
    folder = copied("2026")
    (folder / POSTS / "your_posts__check_ins__photos_and_videos_1.json").unlink()
    item = items(read(folder))["4600000000000101"]
    assert (item.words, item.point) == ("Ada’s nativity", Point(54.28, -0.4))
    assert item.places == ("St Bride's Primary", "1 Church Lane")


def test_two_check_ins_of_one_second_give_no_post_an_address(tmp_path: Path) -> None:
    def check_in(number: int) -> dict[str, object]:
        label = {"label": "URL", "value": f"https://www.facebook.com/c/posts/{number}"}
        return {"timestamp": 1715000000, "label_values": [label], "fbid": f"46000{number}"}

    posts(tmp_path, post(text="here"))
    put(tmp_path, f"{POSTS}/check-ins.json", [check_in(1), check_in(2)])
    assert next(iter(items(read(tmp_path)).values())).link is None


def test_a_mention_is_written_as_it_was_shown_and_is_a_tag() -> None:
    entry = entry_of({"timestamp": 1, "data": [{"post": "with @[100:69:Edith Marrow] & @[7:Dan]"}]})
    assert entry is not None
    assert (entry.words, entry.people) == ("with Edith Marrow & Dan", ("Edith Marrow", "Dan"))


def test_the_card_of_a_link_and_a_sticker_are_no_pictures_of_ours(tmp_path: Path) -> None:
    card = {"external_context": {"url": "https://x.example", "media": {"uri": "posts/media/card.jpg"}}}
    sticker = {"media": {"uri": f"{POSTS}/media/stickers_used/1.png"}}
    posts(
        tmp_path,
        {"timestamp": 1, "attachments": [{"data": [card]}], "title": "Cleo shared a link."},
        {"timestamp": 2, "attachments": [{"data": [sticker]}]},
    )
    records = read(tmp_path)
    assert [item.pictures for item in items(records).values()] == [()]
    assert ledger(records)["skipped"] == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"timestamp": 1, "tags": ["Dan Marrow"], "data": [{"post": "hi"}]},
        {"timestamp": 1, "tags": {"name": "Dan Marrow"}, "data": {"post": "hi"}},
        {"timestamp": 1, "tags": [{"name": "Dan Marrow"}, None, 3], "data": [None, {"post": "hi"}, 7]},
    ],
)
def test_tags_and_texts_come_in_several_shapes(entry: object) -> None:
    told = entry_of(entry)
    assert told is not None and (told.words, told.people) == ("hi", ("Dan Marrow",))


def test_an_archived_post_is_for_its_holder_only_and_keeps_its_address() -> None:
    item = items(read(FIXTURES / "2026"))["4600000000000063"]
    assert (item.kind, item.audience, item.words) == (Kind.ARCHIVED, Audience.ONLY_ME, "words that I hid")
    assert item.link is not None and item.link.endswith("/posts/4600000000000063")


def test_the_trash_asks_first() -> None:
    assert items(read(FIXTURES / "2026"))["4600000000000071"].asks_first


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://www.facebook.com/cleo.marrow/posts/46", True),
        ("https://www.facebook.com/dyi/l/?l=AbC", True),
        ("https://m.facebook.com/story.php?story_fbid=1&id=2", True),
        ("https://www.facebook.com/cleo.marrow", False),
        ("https://facebook.com.evil.example/posts/1", False),
        ("javascript:alert(1)", False),
        ("see https://www.facebook.com/cleo.marrow/posts/46", False),
    ],
)
def test_a_link_is_the_address_of_a_post_on_facebook(text: str, link: bool) -> None:
    assert (permalink(text) is not None) is link


def test_a_remote_address_is_missing_and_its_signature_is_not_kept() -> None:
    pictures = items(read(FIXTURES / "2026"))["4600000000000011"].pictures
    assert pictures[2].missing and pictures[2].video
    assert "signature" not in repr(pictures)


def test_a_cut_off_album_gives_the_photos_before_the_cut_and_one_trouble(copied: Callable[[str], Path]) -> None:
    folder = copied("2026")
    file = folder / POSTS / "album/0.json"
    text = file.read_bytes()
    file.write_bytes(text[: text.index(b"bath time")])
    records = read(folder)
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]


# People


def test_two_friends_of_one_name_are_two_people_and_a_repeated_line_is_not(tmp_path: Path) -> None:
    sam, twin = {"name": "Sam Lee", "timestamp": 1400000000}, {"name": "Sam Lee", "timestamp": 1450000000}
    put(tmp_path, "connections/friends/your_friends_1.json", {"friends_v2": [sam, twin]})
    put(tmp_path, "connections/friends/your_friends_2.json", {"friends_v2": [twin]})
    friends = [one for one in read(tmp_path) if isinstance(one, Contact)]
    assert [(one.tie, one.name) for one in friends] == [(Tie.FRIEND, "Sam Lee")] * 2


def test_requests_that_were_sent_are_no_friends() -> None:
    assert [one.name for one in read(FIXTURES / "2017") if isinstance(one, Contact)] == [
        "Edith Marrow",
        "Fitz Oakley",
    ]


def test_a_friend_is_in_touch_where_the_whole_name_stands_in_facebooks_sentence() -> None:
    names = {"edith marrow": "Edith Marrow", "ed": "Ed", "sam lee": "Sam Lee"}
    assert named_in("Cleo Marrow likes Edith Marrow’s photo.", names) == {"Edith Marrow"}
    assert named_in("Cleo Marrow gefällt Edith Marrows Foto.", names) == {"Edith Marrow"}
    assert named_in("Cleo Marrow commented on Sam Leeson's post.", names) == set()
    assert named_in("", names) == set()


def test_a_stranger_who_writes_unasked_is_not_in_touch() -> None:
    assert "Gale" not in {one.name for one in read(FIXTURES / "2026") if isinstance(one, InTouch)}


def test_a_picture_sent_in_an_end_to_end_chat_asks_first_and_keeps_no_word() -> None:
    told = items(read(FIXTURES / "messenger")).values()
    assert {(item.kind, item.asks_first, item.words, item.audience) for item in told} == {
        (Kind.MESSAGE, True, "", Audience.CUSTOM)
    }


def test_with_one_end_to_end_chat_alone_nobody_is_taken_for_the_holder(copied: Callable[[str], Path]) -> None:
    folder = copied("messenger")
    (folder / "Fitz Oakley_7.json").unlink()
    records = read(folder)
    assert not items(records)
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("sender_unknown", 2)]


def test_what_was_ordered_is_told() -> None:
    told = facts(read(FIXTURES / "2026"))
    assert (told["asked_from"], told["asked_to"], told["media_quality"]) == ("2004-03-22", "2026-12-17", "High")


# Size


def test_sixty_thousand_posts_are_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / POSTS / "your_posts__check_ins__photos_and_videos_1.json"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="ascii") as out:
        for number in range(60_000):
            shot = media(
                f"{POSTS}/media/x_AbCd12345/1_n_{4_600_000_000_000_000 + number}.jpg", 1_500_000_000 + number
            )
            out.write(("," if number else "[") + json.dumps(post(shot, stamp=1_500_000_000 + number, text="x" * 400)))
        out.write("]")
    own = psutil.Process(os.getpid())
    with open_export([tmp_path]) as export:
        before = own.memory_info().rss
        count = sum(isinstance(one, Item) for one in Facebook().read(export))
        grown = own.memory_info().rss - before
    assert count == 60_000
    assert grown < 90 * 1024 * 1024  # most of it the marks of the photos met; the file is 43 MB


def test_the_boxes_before_the_messages_of_a_page_are_nobody(tmp_path: Path) -> None:
    def box(heading: str, body: str, date: str) -> str:
        return (
            f'<section class="_a6-g"><h2 class="_a6-h">{heading}</h2><div class="_a6-p">{body}</div>'
            f'<footer class="_a6-o"><div class="_a72d">{date}</div></footer></section>'
        )

    shot = '<a href="your_facebook_activity/messages/inbox/{0}/photos/1_n_460000000000000{1}.jpg"><img /></a>'
    for number, (chat, name) in enumerate((("edith_1", "Edith"), ("fitz_2", "Fitz")), 1):
        mine = box("Cleo", shot.format(chat, number), "Jan 2, 2024 8:00:00 am")
        page = box("Participants", f"{name} and Cleo", "") + mine + box(name, "hi", "Jan 2, 2024 8:00:00 am")
        put(tmp_path, f"your_facebook_activity/messages/inbox/{chat}/message_1.html", f"<html>{page}</html>")
    assert items(read(tmp_path)).keys() == {"4600000000000001", "4600000000000002"}


def test_end_to_end_chats_beside_the_download_are_read_with_it(copied: Callable[[str], Path]) -> None:
    folder = copied("2026")
    shutil.copytree(copied("messenger"), folder / "messages")
    sent = [item for item in items(read(folder)).values() if item.kind is Kind.MESSAGE]
    assert len(sent) == 3  # one in the download, two beside it, where the holder's name has an accent


def test_comments_of_others_below_a_photo_of_a_page_are_no_caption(tmp_path: Path) -> None:
    shot = '<a href="photos_and_videos/x_AbCd12345/1_n_460000000000000{0}.jpg"><img /></a>'
    boxes = (
        shot.format(1) + "<div>Gale</div><div>how sweet</div>",
        shot.format(2) + '<div class="_3-95">our own words</div><div>Gale</div><div>how sweet</div>',
        shot.format(3) + "<div>the only words</div>",
    )
    page = "".join(f'<div class="uiBoxWhite"><div>{box}</div></div>' for box in boxes)
    put(tmp_path, "photos_and_videos/album/0.html", f"<html><title>Sea</title><body>{page}</body></html>")
    records = read(tmp_path)
    assert [item.words for item in items(records).values()] == ["", "our own words", "the only words"]
    assert "Gale" not in repr(records)


@pytest.mark.parametrize("key", ["status_updates", "status_updates_v2", "posts"])
def test_a_list_of_posts_under_any_key_or_collapsed_is_read(key: str, tmp_path: Path) -> None:
    put(tmp_path, "posts/your_posts.json", {key: post(text="alone")})
    put(tmp_path, "posts/your_posts_2.json", post(text="bare"))
    assert [item.words for item in items(read(tmp_path)).values()] == ["alone", "bare"]
