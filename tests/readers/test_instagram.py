"""What a parent may rely on when an Instagram download is read."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from smallprint.exports import open_export
from smallprint.readers.base import Match
from smallprint.readers.expect import expect, ledger
from smallprint.readers.instagram import Instagram
from smallprint.readers.instagram.posts import stable_digest
from smallprint.readers.meta.media import Shot
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

FIXTURES = Path("tests/exports/instagram")
ERAS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())


def read(*paths: Path) -> list[Record]:
    with open_export(paths) as export:
        return list(Instagram().read(export))


def match(*paths: Path) -> Match | None:
    with open_export(paths) as export:
        return Instagram().recognises(export)


def items(records: list[Record]) -> dict[str, Item]:
    return {record.key: record for record in records if isinstance(record, Item)}


def facts(records: list[Record]) -> dict[str, str]:
    return {record.name: record.value for record in records if isinstance(record, AccountFact)}


def put(folder: Path, name: str, value: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="ascii")
    return folder


def media(uri: str, stamp: int = 1715000001, title: str = "") -> dict[str, object]:
    return {"uri": uri, "creation_timestamp": stamp, "title": title}


def profile(folder: Path, **labels: str) -> Path:
    labelled = {
        label.replace("_", " "): {"href": "", "value": value, "timestamp": 0} for label, value in labels.items()
    }
    record = {"title": "", "media_map_data": {}, "string_map_data": labelled}
    return put(
        folder, "personal_information/personal_information/personal_information.json", {"profile_user": [record]}
    )


def post(folder: Path, *entries: object, name: str = "posts_1") -> Path:
    return put(folder, f"your_instagram_activity/content/{name}.json", list(entries))


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a fixture that a test may change."""

    def copy(era: str) -> Path:
        return Path(shutil.copytree(FIXTURES / era, tmp_path / era, ignore=shutil.ignore_patterns("expected.json")))

    return copy


@pytest.mark.parametrize("era", ERAS)
def test_each_era_gives_what_a_person_read_in_it(era: str, copied: Callable[[str], Path]) -> None:
    expected = json.loads((FIXTURES / era / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(expect(Instagram(), copied(era)))) == expected


@pytest.mark.parametrize("era", ERAS)
def test_what_must_never_be_read_is_in_no_record(era: str) -> None:
    assert "MUST NEVER BE READ" not in repr(read(FIXTURES / era))


@pytest.mark.parametrize("era", ERAS)
def test_the_date_of_birth_goes_no_further_than_minor(era: str) -> None:
    assert "1986" not in repr(read(FIXTURES / era))


def test_the_html_edition_tells_the_same_as_the_json_edition() -> None:
    json_edition, html_edition = items(read(FIXTURES / "2024")), items(read(FIXTURES / "2024-html"))
    assert html_edition == json_edition
    assert json_edition["18000000000000005"].when is not None
    assert (
        json_edition["18000000000000005"].when.isoformat() == "2024-01-01T07:30:00+00:00"
    )  # 31 December, 23:30 UTC-8


def test_contacts_and_facts_agree_between_the_editions() -> None:
    told, printed = read(FIXTURES / "2024"), read(FIXTURES / "2024-html")
    assert facts(told) == facts(printed)
    assert [one for one in told if isinstance(one, Contact)] == [one for one in printed if isinstance(one, Contact)]
    assert [one for one in told if isinstance(one, InTouch)] == [one for one in printed if isinstance(one, InTouch)]


def test_lists_that_are_only_there_as_pages_are_read_from_the_pages(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    name = "your_instagram_activity/content/posts_1"
    (folder / f"{name}.json").unlink()
    shutil.copy(FIXTURES / "2024-html" / f"{name}.html", folder / f"{name}.html")
    assert items(read(folder)) == items(read(FIXTURES / "2024"))


def test_json_is_preferred_where_both_editions_lie_there(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    shutil.copytree(copied("2024-html"), folder, dirs_exist_ok=True)
    assert ledger(read(folder)) == ledger(read(FIXTURES / "2024"))


def zipped(path: Path, folder: Path, *, keep: Callable[[str], bool], wrapper: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and keep(name):
                out.write(file, wrapper + name)
    return path


def is_media(name: str) -> bool:
    return name.startswith("media/")


def test_pictures_in_the_second_part_are_found(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    first = zipped(
        tmp_path / "instagram-cleo.marrow-2024-07-05-abcdefgh-1.zip", folder, keep=lambda n: not is_media(n)
    )
    second = zipped(tmp_path / "instagram-cleo.marrow-2024-07-05-abcdefgh-2.zip", folder, keep=is_media)
    assert ledger(read(first, second)) == ledger(read(folder))


def test_a_missing_second_part_keeps_every_item_and_counts_its_pictures(
    tmp_path: Path, copied: Callable[[str], Path]
) -> None:
    folder = copied("2024")
    first = zipped(tmp_path / "part1.zip", folder, keep=lambda name: not is_media(name))
    whole, half = ledger(read(folder)), ledger(read(first))
    assert (half["items"], half["entries"]) == (whole["items"], whole["entries"])
    assert half["missing_media"] == 10


def test_a_part_with_pictures_only_is_a_weak_claim(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    claim = match(zipped(tmp_path / "part2.zip", copied("2024"), keep=is_media))
    assert claim is not None
    assert (claim.why, claim.how_sure < 0.3) == ("pictures only", True)


def test_a_tree_that_was_dropped_into_another_folder_reads_the_same(
    tmp_path: Path, copied: Callable[[str], Path]
) -> None:
    deep = "personal_information/profile_information/"
    moved = zipped(tmp_path / "again.zip", copied("2024"), keep=lambda name: True, wrapper=deep)
    assert ledger(read(moved)) == ledger(read(FIXTURES / "2024"))


def test_the_name_of_the_zip_tells_the_account_and_the_day(tmp_path: Path) -> None:
    folder = post(tmp_path / "x", {"media": [media("media/posts/202405/18000000000000001.jpg")]})
    named = zipped(tmp_path / "instagram-cleo.marrow-2024-11-18-Ab12Cd34.zip", folder, keep=lambda name: True)
    claim = match(named)
    assert claim is not None and claim.account == "cleo.marrow"
    assert (facts(read(named))["account"], facts(read(named))["exported_at"]) == ("cleo.marrow", "2024-11-18")


def test_an_export_without_a_post_is_still_recognised(tmp_path: Path) -> None:
    folder = profile(tmp_path, Username="cleo.marrow", Private_Account="True")
    put(folder, "connections/followers_and_following/followers_1.json", [])
    claim = match(folder)
    assert claim is not None and claim.how_sure > 0.8


def test_a_facebook_download_is_not_claimed(tmp_path: Path) -> None:
    put(tmp_path, "your_facebook_activity/posts/your_posts_1.json", [])
    put(tmp_path, "personal_information/profile_information/profile_information.json", {"profile_v2": {}})
    put(tmp_path, "your_facebook_activity/posts/media/posts/202405/1.json", [])
    assert match(tmp_path) is None


def test_a_draft_is_never_visible() -> None:
    draft = items(read(FIXTURES / "2026"))["17900000000000104"]
    assert (draft.audience, draft.audience_then) == (Audience.ONLY_ME, None)


def test_a_draft_in_the_full_list_is_a_draft_in_the_old_list_too(tmp_path: Path) -> None:
    uri = "media/posts/202510/17900000000000104.jpg"
    profile(tmp_path, Private_Account="False")
    labelled = [{"label": "Media", "media": [media(uri)]}, {"label": "Draft", "value": "True"}]
    put(tmp_path, "your_instagram_activity/media/posts.json", [{"timestamp": 1760000001, "label_values": labelled}])
    put(tmp_path, "your_instagram_activity/media/posts_1.json", [{"media": [media(uri)]}])
    records = read(tmp_path)
    assert [item.audience for item in items(records).values()] == [Audience.ONLY_ME]
    assert sum(isinstance(record, Joined) for record in records) == 1


def test_members_of_a_carousel_that_hang_deeper_are_found_and_subtitles_are_not() -> None:
    carousel = items(read(FIXTURES / "2026"))["17900000000000101"]
    assert [picture.id for picture in carousel.pictures] == [f"1790000000000010{n}" for n in (1, 2, 3)]
    assert carousel.point == Point(54.2811, -0.4022)


def test_the_link_of_an_own_post_comes_from_a_like_of_the_same_second() -> None:
    assert items(read(FIXTURES / "2026"))["17900000000000106"].link == "https://www.instagram.com/p/COwnLiked11/"


def test_another_persons_post_in_a_story_is_skipped_wherever_it_comes_again() -> None:
    skipped = [one for one in read(FIXTURES / "2022") if isinstance(one, Skipped) and "story" in one.why]
    assert [one.where for one in skipped] == ["content/stories.json#2", "content/other_content.json#2"]


def test_an_archived_post_that_is_also_listed_as_live_stays_archived(tmp_path: Path) -> None:
    profile(tmp_path, Private_Account="False")
    entry = {"media": [media("media/posts/202405/a_n_18000000000000001.jpg", title="sandpit")]}
    post(tmp_path, entry)
    put(tmp_path, "your_instagram_activity/content/archived_posts.json", {"ig_archived_post_media": [entry]})
    records = read(tmp_path)
    assert [(item.kind, item.audience) for item in items(records).values()] == [(Kind.ARCHIVED, Audience.ONLY_ME)]
    assert ledger(records)["joined"] == 1


def test_leftovers_that_hold_a_new_picture_beside_a_known_one_lose_neither(tmp_path: Path) -> None:
    known, new = "media/posts/202405/18000000000000001.jpg", "media/other/202405/18000000000000002.jpg"
    post(tmp_path, {"media": [media(known)], "title": "known"})
    leftovers = {"ig_other_media": [{"media": [media(known), media(new)]}]}
    put(tmp_path, "your_instagram_activity/content/other_content.json", leftovers)
    assert [p.id for item in items(read(tmp_path)).values() for p in item.pictures] == [
        "18000000000000001",
        "18000000000000002",
    ]


def test_the_tenth_file_comes_after_the_second(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        one = {"media": [media(f"media/posts/202405/{18000000000000000 + number}.jpg", title="x")]}
        post(tmp_path, one, name=f"posts_{number}")
    assert [key[-2:] for key in items(read(tmp_path))] == ["01", "02", "10"]


def test_a_file_that_repeats_the_last_record_of_the_one_before_gives_it_once(tmp_path: Path) -> None:
    last = {"media": [media("media/posts/202405/nameless_n.jpg", title="no id")]}
    post(tmp_path, last)
    post(tmp_path, last, name="posts_2")
    counts = ledger(read(tmp_path))
    assert (counts["entries"], counts["items"], counts["joined"]) == (2, 1, 1)


@pytest.mark.parametrize(
    "uri",
    [
        "../../../../etc/passwd",
        "media/posts/../../../secret.jpg",
        "https://interncache-frc.fbcdn.example/x_n_18000000000000001.jpg?oh=signature",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(1)",
        "media/posts/202405/\u0000.jpg",
    ],
)
def test_a_hostile_or_remote_address_is_a_missing_picture_of_a_kept_item(uri: str, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8\xff")
    folder = post(tmp_path / "export", {"media": [media(uri, title="kept")]})
    (item,) = items(read(folder)).values()
    (picture,) = item.pictures
    assert (item.words, picture.missing) == ("kept", True)
    assert "signature" not in picture.member


def test_a_cut_off_file_gives_the_posts_before_the_cut_and_one_trouble(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    file = folder / "your_instagram_activity/content/posts_1.json"
    text = file.read_bytes()
    file.write_bytes(text[: text.index(b"beach")])
    records = read(folder)
    assert "18000000000000001" in items(records)
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]


def test_a_cut_in_the_flat_layout_is_one_trouble(copied: Callable[[str], Path]) -> None:
    folder = copied("2019")
    text = (folder / "media.json").read_bytes()
    (folder / "media.json").write_bytes(text[: text.index(b"first steps")])
    records = read(folder)
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]
    assert [item.kind for item in items(records).values()] == [Kind.STORY, Kind.POST, Kind.POST]


def test_followers_that_cannot_be_read_are_a_trouble_and_no_entry(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    (folder / "connections/followers_and_following/followers_1.json").write_text("[{]", encoding="utf-8")
    records = read(folder)
    assert ledger(records) == ledger(read(FIXTURES / "2024"))
    assert any(isinstance(one, Trouble) for one in records)


def test_both_shapes_of_the_following_list_give_usernames() -> None:
    for era in ("2022", "2025-de", "2026"):
        following = [one for one in read(FIXTURES / era) if isinstance(one, Contact) and one.tie is Tie.FOLLOWING]
        assert [one.name for one in following] == ["edith.marrow"]


def test_of_the_accounts_that_stories_are_hidden_from_only_the_number_is_told() -> None:
    records = read(FIXTURES / "2022")
    assert facts(records)["hide_story"] == "2"
    assert "nosy.colleague" not in repr(records)


def test_a_one_year_download_says_so() -> None:
    told = facts(read(FIXTURES / "2026"))
    assert (told["asked_all"], told["asked_from"], told["asked_to"]) == ("false", "2025-01-10", "2026-01-10")
    assert (told["media_quality"], told["exported_at"]) == ("Medium", "2026-01-10T11:00:00+00:00")


def test_a_page_in_german_tells_the_same_as_one_in_english(copied: Callable[[str], Path]) -> None:
    folder = copied("2024-html")
    words = {
        "Private Account": "Privates Konto",
        "Username": "Benutzername",
        ">False<": ">Falsch<",
        "Latitude": "Breitengrad",
        "Longitude": "Längengrad",
        "May 6, 2024 4:53\u202fam": "06. Mai 2024, 04:53",
        "Dec 31, 2023 11:30\u202fpm": "31. Dez. 2023, 23:30",
        "Switched to Public": "Zu „Öffentlich“ gewechselt",
        "Switched to Private": "Zu „Privat“ gewechselt",
    }
    met = set()
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        met |= {english for english in words if english in text}
        for english, german in words.items():
            text = text.replace(english, german)
        page.write_text(text, encoding="utf-8")
    assert met == set(words)
    assert items(read(folder)) == items(read(FIXTURES / "2024-html"))


def test_what_a_mac_adds_to_a_zip_changes_nothing(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    again = zipped(tmp_path / "again.zip", copied("2024"), keep=lambda name: True, wrapper="cleo export/")
    with zipfile.ZipFile(again, "a") as out:
        for name in (
            "__MACOSX/cleo export/your_instagram_activity/content/",
            "cleo export/your_instagram_activity/content/",
        ):
            out.writestr(f"{name}._posts_1.json", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
    assert ledger(read(again)) == ledger(read(FIXTURES / "2024"))


def test_an_account_with_insights_is_a_professional_one(tmp_path: Path) -> None:
    profile(tmp_path, Username="cleo.marrow")
    reach = {"string_map_data": {"Accounts reached": {"value": "12"}}}
    put(tmp_path, "logged_information/past_instagram_insights/posts.json", {"organic_insights_posts": [reach]})
    assert facts(read(tmp_path))["professional"] == "true"


def test_apps_that_may_read_the_account_are_named_once(tmp_path: Path) -> None:
    profile(tmp_path, Username="cleo.marrow")
    apps = {"apps_connected_v2": [{"title": "Print Shop"}, {"title": "Print Shop"}]}
    put(tmp_path, "apps_and_websites/active_apps.json", apps)
    linked = [one.value for one in read(tmp_path) if isinstance(one, AccountFact) and one.name == "linked_app"]
    assert linked == ["Print Shop"]


def test_a_video_is_known_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    names = ("18000000000000001.jpg", "18000000000000002", "18000000000000003.webp", "18000000000000004.mp4")
    video = (FIXTURES / "2024/media/posts/202406/b_n_18000000000000003.mp4").read_bytes()
    picture = (FIXTURES / "2024/media/posts/202406/a_n_18000000000000002.jpg").read_bytes()
    folder = tmp_path / "media/stories/202405"
    folder.mkdir(parents=True)
    for name, content in zip(names, (video, video, picture, picture), strict=True):
        (folder / name).write_bytes(content)
    stories = [media(f"media/stories/202405/{name}") for name in (*names, "18000000000000005.mp4")]
    put(tmp_path, "your_instagram_activity/content/stories.json", {"ig_stories": stories})
    pictures = [picture for item in items(read(tmp_path)).values() for picture in item.pictures]
    assert [one.video for one in pictures] == [True, True, False, False, True]
    assert [one.missing for one in pictures] == [False, False, False, False, True]


def test_an_item_without_an_id_has_the_same_key_in_both_editions() -> None:
    shots = (Shot("media/posts/202405/nameless_n.jpg"),)
    told = datetime(2024, 5, 6, 12, 53, 41, tzinfo=UTC)
    printed = datetime(2024, 5, 6, 4, 53, tzinfo=timezone(timedelta(hours=-8)))
    decomposed = "cafe\u0301 after\nschool "
    assert stable_digest(told, decomposed, shots) == stable_digest(printed, "café after school", shots)
    assert stable_digest(None, "", shots) != stable_digest(None, "", (Shot("media/posts/202405/other_n.jpg"),))


def test_items_without_an_id_of_the_same_minute_and_words_have_keys_of_their_own(tmp_path: Path) -> None:
    stories = [media(f"media/stories/202405/{name}_n.jpg") for name in ("a", "b")]
    put(tmp_path, "your_instagram_activity/content/stories.json", {"ig_stories": stories})
    first, second = items(read(tmp_path))
    assert second == f"{first}-2"
    assert list(items(read(tmp_path))) == [first, second]
