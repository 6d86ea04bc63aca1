"""The parts of a job that need no home."""

from __future__ import annotations

import errno
from datetime import UTC, date, datetime
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.errors import DiskFull, NotAnExport, Refused, Stopped, Unexpected
from smallprint.jobs.family_words import word_of
from smallprint.jobs.home_key import six_words
from smallprint.jobs.house_rules import Whose, allowed, placed, seen_by
from smallprint.jobs.ledger import Ledger
from smallprint.jobs.progress import Progress, Standing, quiet
from smallprint.jobs.runner import guarded
from smallprint.jobs.synced import may_be_synced, synced_by
from smallprint.records.family import WordKind
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Skipped,
    Tie,
    Trouble,
)

TODAY = date(2026, 11, 22)
OF_ADA = Whose("of", "Ada")


def item(kind: Kind = Kind.POST, *members: str, missing: bool = False) -> Item:
    pictures = tuple(PictureRef(member, missing=missing) for member in members)
    return Item("instagram", kind, "k", datetime(2024, 5, 6, tzinfo=UTC), pictures=pictures)


RECORDS = st.one_of(
    st.builds(item, st.sampled_from(Kind), st.text(max_size=3)),
    st.builds(Joined, st.just("posts"), st.just("k")),
    st.builds(Skipped, st.just("chat"), st.just("received"), st.integers(0, 50)),
    st.builds(Trouble, st.just("posts"), st.sampled_from(["not_json", "missing_media"]), entries=st.integers(0, 3)),
)


@given(st.lists(RECORDS))
def test_the_ledger_closes_whatever_the_reader_gives(records: list[Item | Joined | Skipped | Trouble]) -> None:
    ledger = Ledger()
    for record in records:
        ledger.item(record) if isinstance(record, Item) else ledger.beside(record)
    assert ledger.entries == ledger.items + ledger.joined + ledger.skipped + ledger.unread
    assert sum(ledger.by_kind.values()) == ledger.items
    assert ledger.troubles >= ledger.unread + ledger.missing_media


def test_a_file_named_by_two_items_is_one_file() -> None:
    ledger = Ledger()
    ledger.item(item(Kind.POST, "a.jpg", "b.jpg"))
    ledger.item(item(Kind.REEL, "a.jpg"))
    assert ledger.pictures == 2


def test_a_missing_file_is_counted_once_however_it_is_told() -> None:
    ledger = Ledger()
    ledger.item(item(Kind.POST, "gone.jpg", missing=True))
    ledger.beside(Trouble("gone.jpg", "missing_media"))
    assert (ledger.missing_media, ledger.troubles) == (1, 1)


def test_naive_and_zoned_days_are_compared_without_a_fault() -> None:
    ledger = Ledger()
    naive = datetime.fromisoformat("2020-01-01T00:00:00")
    for when in (datetime(2024, 5, 6, tzinfo=UTC), naive):
        ledger.item(Item("instagram", Kind.POST, "k", when))
    assert ledger.first == naive


@pytest.mark.parametrize("kind", [Kind.MESSAGE, Kind.DELETED, Kind.ARCHIVED])
def test_of_a_child_such_an_item_is_a_skipped_entry(kind: Kind) -> None:
    assert isinstance(allowed(item(kind), OF_ADA, TODAY), Skipped)
    assert allowed(item(kind), Whose("mine"), TODAY) == item(kind)


def test_of_a_child_no_name_of_anybody_is_kept() -> None:
    assert allowed(Contact(Tie.FOLLOWER, "gale.stranger"), OF_ADA, TODAY) is None
    assert allowed(InTouch("fitz", "message", 9), OF_ADA, TODAY) is None


@pytest.mark.parametrize(
    ("born", "minor"), [("2008-11-23", "true"), ("2008-11-22", "false"), ("1985-04-02", "false")]
)
def test_a_date_of_birth_becomes_a_yes_or_no_and_goes_no_further(born: str, minor: str) -> None:
    kept = allowed(AccountFact("born", born, "profile"), Whose("mine"), TODAY)
    assert kept == AccountFact("minor", minor, "profile")
    assert allowed(AccountFact("born", "4 May", "profile"), Whose("mine"), TODAY) is None


@pytest.mark.parametrize(
    ("said", "audience"),
    [(None, Audience.UNKNOWN), ("private", Audience.ONLY_ME), ("shared", Audience.CUSTOM)],
)
def test_a_loose_folder_is_seen_by_whom_the_person_says(said: str | None, audience: Audience) -> None:
    assert placed(item(Kind.OTHER, "a.jpg"), seen_by(said)).audience is audience


def test_an_address_makes_it_public_and_anything_else_is_refused() -> None:
    found = placed(item(Kind.OTHER, "e\u0301te\u0301.jpg"), seen_by("https://oakfield.example/a"))
    assert (found.audience, found.link) == (Audience.PUBLIC, "https://oakfield.example/a/%C3%A9t%C3%A9.jpg")
    for text in ("friends", "ftp://x/", "https://", "javascript:alert(1)"):
        with pytest.raises(Refused):
            seen_by(text)


@pytest.mark.parametrize(
    ("path", "maker"),
    [
        (PureWindowsPath(r"C:\Users\Cleo\OneDrive - Oakfield\Downloads\a.zip"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Cleo\iCloudDrive\a.zip"), "iCloud Drive"),
        (PureWindowsPath(r"G:\My Drive\a.zip"), "Google Drive"),
        (PurePosixPath("/Users/cleo/Library/CloudStorage/GoogleDrive-cleo@x.example/My Drive/a.zip"), "Google Drive"),
        (PurePosixPath("/Users/cleo/Library/Mobile Documents/com~apple~CloudDocs/a.zip"), "iCloud Drive"),
        (PurePosixPath("/home/cleo/Dropbox (Family)/a.zip"), "Dropbox"),
        (PurePosixPath("/home/cleo/Downloads/dropbox-export.zip"), None),
        (PurePosixPath("/home/cleo/Downloads/a.zip"), None),
    ],
)
def test_a_synced_folder_is_known_by_its_path(path: PurePosixPath | PureWindowsPath, maker: str | None) -> None:
    assert synced_by(path.parent) == maker


def test_desktop_and_documents_of_a_mac_may_be_synced_without_a_sign() -> None:
    home = PurePosixPath("/Users/cleo")
    assert may_be_synced(home / "Documents" / "a.zip", home, "darwin")
    assert not may_be_synced(home / "Downloads" / "a.zip", home, "darwin")
    assert not may_be_synced(home / "Documents" / "a.zip", home, "linux")


def test_a_fault_of_ours_names_its_type_and_never_its_words() -> None:
    with pytest.raises(Unexpected, match=r"^Something in smallprint went wrong \(ValueError\)\.$"), guarded():
        raise ValueError("Ada at Oakfield School")


def test_house_faults_pass_and_a_full_disk_is_told_as_one() -> None:
    with pytest.raises(NotAnExport), guarded():
        raise NotAnExport("x")
    with pytest.raises(DiskFull), guarded():
        raise OSError(errno.ENOSPC, "no room", "/home/cleo/ada.jpg")


def test_stop_is_heard_at_the_next_batch_also_while_paused() -> None:
    progress = quiet()
    progress.stage("look", 10)
    progress.advance(4)
    progress.pause()
    progress.stop()
    with pytest.raises(Stopped):
        progress.advance()
    assert progress.standing.done == 5


def test_the_jobs_table_is_written_at_most_twice_a_second() -> None:
    now = [0.0]
    kept: list[Standing] = []
    progress = Progress(keep=kept.append, clock=lambda: now[0])
    for _ in range(100):
        now[0] += 0.05
        progress.advance()
    assert len(kept) <= 11


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_an_empty_or_endless_word_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        word_of(WordKind.SCHOOL, text)


def test_a_birthday_is_a_day() -> None:
    assert word_of(WordKind.BIRTHDAY, " 2019-05-04 ").text == "2019-05-04"
    with pytest.raises(Refused):
        word_of(WordKind.BIRTHDAY, "May the fourth")


def test_six_words_are_drawn_from_more_than_five_hundred() -> None:
    drawn = {word for _ in range(200) for word in six_words()}
    assert len(six_words()) == 6
    assert len(drawn) > 300
