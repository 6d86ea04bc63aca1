"""What a parent may rely on when a Threads download is read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import expect, ledger
from smallprint.readers.threads import Threads, entry_of
from smallprint.records.items import AccountFact, Audience, Contact, InTouch, Item, Kind, Record, Trouble

FIXTURES = Path("tests/exports/threads")
ERAS = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(Threads().read(export))


def claims(folder: Path) -> list[str]:
    with open_export([folder]) as export:
        return [claim.reader for claim in recognise(export)]


def items(records: list[Record]) -> dict[str, Item]:
    return {record.key: record for record in records if isinstance(record, Item)}


def facts(records: list[Record]) -> dict[str, str]:
    return {record.name: record.value for record in records if isinstance(record, AccountFact)}


def put(folder: Path, name: str, value: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="ascii")
    return folder


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a fixture that a test may change."""

    def copy(era: str) -> Path:
        return Path(shutil.copytree(FIXTURES / era, tmp_path / era, ignore=shutil.ignore_patterns("expected.json")))

    return copy


@pytest.mark.parametrize("era", ERAS)
def test_each_era_gives_what_a_person_read_in_it(era: str, copied: Callable[[str], Path]) -> None:
    expected = json.loads((FIXTURES / era / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(expect(Threads(), copied(era)))) == expected


@pytest.mark.parametrize("era", ERAS)
def test_what_must_never_be_read_is_in_no_record(era: str) -> None:
    told = repr(read(FIXTURES / era))
    assert "MUST NEVER BE READ" not in told
    assert "1986" not in told


def test_the_html_edition_tells_the_same_as_the_json_edition_to_the_minute() -> None:
    told, printed = items(read(FIXTURES / "2024")), items(read(FIXTURES / "2024-html"))
    assert printed.keys() == told.keys() - {"17900000000000029"}  # the page shows no profile picture
    for key, item in printed.items():
        when = told[key].when
        assert when is not None and item.when == when.replace(second=0)
        assert (item.words, item.pictures, item.audience) == (told[key].words, told[key].pictures, told[key].audience)


def test_a_thread_of_words_alone_counts_too() -> None:
    entry = entry_of({"media": [{"uri": "", "creation_timestamp": 1754466859, "title": "Ada lost a tooth"}]})
    assert entry is not None and (entry.words, entry.shots, entry.stamp) == ("Ada lost a tooth", (), 1754466859)


def test_the_private_switch_of_the_profile_decides_in_any_language() -> None:
    private = items(read(FIXTURES / "2026")).values()
    assert {item.audience for item in private} == {Audience.FOLLOWERS}


def test_who_may_answer_is_not_who_may_see() -> None:
    reply = items(read(FIXTURES / "2024"))["17900000000000023"]
    assert reply.audience is Audience.PUBLIC


def test_without_the_profile_the_audience_is_unknown(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    (folder / "threads/personal_information.json").unlink()
    kinds = {item.kind: item.audience for item in items(read(folder)).values()}
    assert kinds == {Kind.ARCHIVED: Audience.ONLY_ME, Kind.POST: Audience.UNKNOWN}


def test_an_archived_thread_that_is_also_listed_as_live_stays_archived() -> None:
    records = read(FIXTURES / "2024")
    assert items(records)["17900000000000025"].kind is Kind.ARCHIVED
    assert ledger(records)["joined"] == 1


def test_own_likes_are_no_contact_and_of_others_only_the_number_is_told() -> None:
    assert [one for one in read(FIXTURES / "2024") if isinstance(one, InTouch)] == [
        InTouch("edith.marrow", "like", 1)
    ]


def test_followers_of_threads_are_read_in_both_shapes() -> None:
    assert {one.name for one in read(FIXTURES / "2024") if isinstance(one, Contact)} == {"edith.marrow", "gale"}
    assert {one.name for one in read(FIXTURES / "2026") if isinstance(one, Contact)} == {"edith.marrow"}


def test_a_list_is_told_by_its_key_whatever_its_file_is_called(tmp_path: Path) -> None:
    posts = [{"media": [{"uri": "", "creation_timestamp": 1754466859, "title": "hello"}]}]
    put(tmp_path, "some/where/else_1.json", {"text_post_app_text_posts": posts})
    assert claims(tmp_path) == ["threads"]
    assert [item.words for item in items(read(tmp_path)).values()] == ["hello"]


def test_inside_an_instagram_download_both_are_found_and_instagram_first(
    tmp_path: Path, copied: Callable[[str], Path]
) -> None:
    folder = tmp_path / "both"
    shutil.copytree(Path("tests/exports/instagram/2024"), folder)
    shutil.copytree(copied("2024") / "threads", folder / "your_instagram_activity/threads")
    assert claims(folder) == ["instagram", "threads"]
    assert items(read(folder)).keys() == items(read(FIXTURES / "2024")).keys()


def test_someone_who_never_posted_has_no_threads(copied: Callable[[str], Path]) -> None:
    assert claims(Path("tests/exports/instagram/2025-de")) == ["instagram"]


def test_the_followers_of_instagram_are_not_those_of_threads(tmp_path: Path, copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    follower = {"string_list_data": [{"value": "only.instagram", "timestamp": 1}]}
    put(folder, "connections/followers_and_following/followers_1.json", [follower])
    assert "only.instagram" not in {one.name for one in read(folder) if isinstance(one, Contact)}


def test_what_was_ordered_is_told(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    labels = [
        {"label": "Start date", "timestamp_value": 1735689600},
        {"label": "End date", "timestamp_value": 1767225600},
    ]
    name = "your_instagram_activity/other_activity/your_information_download_requests.json"
    told = facts(read(put(folder, name, {"timestamp": 1767225600, "label_values": labels})))
    assert (told["asked_from"], told["asked_to"], told["asked_all"]) == ("2025-01-01", "2026-01-01", "false")


def test_a_cut_off_list_gives_what_is_before_the_cut_and_one_trouble(copied: Callable[[str], Path]) -> None:
    folder = copied("2024")
    file = folder / "threads/threads_and_replies.json"
    text = file.read_bytes()
    file.write_bytes(text[: text.index(b"mentioned_only")])
    records = read(folder)
    assert [(one.kind, one.entries) for one in records if isinstance(one, Trouble)] == [("cut_off", 1)]
    assert "17900000000000021" in items(records)
