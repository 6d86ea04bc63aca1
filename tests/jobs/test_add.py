"""Reading, looking, grouping and ranking through the real home, the real readers and the real models."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.jobs.conftest import MINE, TODAY, Add
from tests.jobs.dump import dump
from tests.jobs.invented import (
    PERSON,
    as_folder,
    as_zip,
    export_files,
    landscape,
    packed,
    person,
    portrait,
)

from smallprint.errors import NotAnExport, PartMissing, Refused, Stopped, UnreadablePath
from smallprint.faces.models import folder
from smallprint.jobs.add_exports import Terms, add_export
from smallprint.jobs.family_words import add_word
from smallprint.jobs.given import look_over
from smallprint.jobs.house_rules import SeenBy, Whose
from smallprint.jobs.plan_steps import plan_steps
from smallprint.jobs.progress import Progress, quiet
from smallprint.jobs.prove_gone import prove_gone
from smallprint.jobs.put_away import delete_download
from smallprint.jobs.rank_items import rank_items
from smallprint.jobs.scan_pictures import scan_pictures
from smallprint.jobs.switch_on import switch_on
from smallprint.records.family import Verdict, WordKind
from smallprint.records.items import Kind
from smallprint.scan.engine import LocalEngine
from smallprint.store import Home

needs_models = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")


def test_every_entry_is_in_exactly_one_column_of_the_ledger(add: Add, tmp_path: Path) -> None:
    one = add([as_zip(tmp_path / "cleo.zip", export_files())], look=False).exports[0].kept
    counts = one.counts
    assert counts.entries == counts.items + counts.joined + counts.skipped + counts.unread
    assert counts.items == sum(one.by_kind.values()) == sum(one.by_audience.values())
    assert one.by_kind == {"archived": 1, "deleted": 1, "message": 1, "post": 4}
    assert one.by_audience == {"custom": 1, "only_me": 2, "public": 4}
    assert (counts.pictures, counts.missing_media, counts.troubles) == (7, 0, 0)


@needs_models
def test_a_second_add_of_the_same_export_looks_at_nothing_and_changes_nothing(
    add: Add, home: Home, tmp_path: Path
) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", export_files(faces=True))
    first = add([zipped])
    before = dump(home)
    again = add([zipped])
    assert first.exports[0].looked_at == 5
    assert again.exports[0].looked_at == 0
    assert again.exports[0].again
    assert dump(home) == before


@needs_models
def test_drawn_children_are_found_grouped_and_ranked(add: Add, home: Home, tmp_path: Path) -> None:
    added = add([as_zip(tmp_path / "cleo.zip", export_files(faces=True))])
    assert added.findings == 2
    assert added.public == 2
    assert {finding.kind for finding in home.findings.all()} == {Kind.POST}
    assert all(person.verdict is not Verdict.ADULT for person in home.people.all())


@needs_models
def test_a_word_of_the_family_raises_the_posts_that_hold_it(add: Add, home: Home, tmp_path: Path) -> None:
    add([as_zip(tmp_path / "cleo.zip", export_files(faces=True))])
    before = {finding.id: finding.score for finding in home.findings.all()}
    add_word(home, WordKind.NAME, "Zanzibarque")
    rank_items(home, quiet())
    assert all(finding.score > before[finding.id] for finding in home.findings.all())


@needs_models
def test_deleted_and_chat_pictures_are_looked_at_only_when_switched_on(add: Add, home: Home, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", export_files())
    assert add([zipped]).exports[0].looked_at == 5
    switch_on(home, 1, "deleted")
    assert add([zipped]).exports[0].looked_at == 1


def test_the_download_of_a_child_gives_no_chats_no_lists_and_nothing_deleted(
    add: Add, home: Home, tmp_path: Path
) -> None:
    added = add([as_zip(tmp_path / "ada.zip", export_files("ada.marrow"))], Whose("of", "Ada"), look=False)
    kept = added.exports[0].kept
    assert kept.by_kind == {"post": 4}
    assert kept.counts.skipped == 4  # one chat picture, one chat text, one deleted, one archived
    assert kept.counts.entries == 8
    assert home.facts.contacts(kept.id) == []
    assert home.facts.in_touch(kept.id) == frozenset()
    assert {fact.value for fact in home.facts.facts(kept.id) if fact.name == "followers"} == {"2"}


def test_kinds_that_ask_first_stay_off_for_a_holder_under_18(add: Add, home: Home, tmp_path: Path) -> None:
    files = export_files()
    files[PERSON] = packed(person("ada.marrow", private=False, born="2012-05-04"))
    add([as_zip(tmp_path / "ada-2024-06-01.zip", files)], look=False)
    with pytest.raises(Refused):
        switch_on(home, 1, "message")
    assert not any(fact.name == "born" for fact in home.facts.facts(1))


def test_the_word_for_whose_it_is_does_not_change_quietly(add: Add, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "ada.zip", export_files("ada.marrow"))
    add([zipped], Whose("of", "Ada"), look=False)
    with pytest.raises(Refused):
        add([zipped], MINE, look=False)


def test_a_loose_folder_gives_counts_and_never_findings_or_people(add: Add, home: Home, tmp_path: Path) -> None:
    pictures = {"a.jpg": portrait(7, 6.0), "b.jpg": landscape(1)}
    added = add([as_folder(tmp_path / "camera", pictures)], who="shared", look=(folder() / "weights.json").is_file())
    assert added.exports[0].kept.counts.items == 2
    assert added.exports[0].kept.by_audience == {"custom": 2}
    assert home.findings.all() == []
    assert home.people.all() == []


def test_a_published_folder_is_public_and_each_picture_has_its_address(add: Add, home: Home, tmp_path: Path) -> None:
    folder_of_school = as_folder(tmp_path / "gallery", {"summer fair/1.jpg": landscape(1), "2.jpg": landscape(2)})
    add([folder_of_school], who="https://oakfield.example/gallery", look=False)
    links = {item.link for _, item in home.items.of(1)}
    assert "https://oakfield.example/gallery/summer%20fair/1.jpg" in links


def test_an_interrupted_reading_is_read_again_to_the_same_end(home: Home, tmp_path: Path) -> None:
    given = look_over([as_zip(tmp_path / "cleo.zip", export_files(posts=250))])[0]
    terms = Terms(MINE, SeenBy(), TODAY)
    stopping = Progress(lambda standing: stopping.stop() if standing.done else None)
    with pytest.raises(Stopped):
        add_export(home, given, terms, stopping)
    assert not home.exports.all()[0].finished
    number = add_export(home, given, terms, quiet())
    kept = home.exports.get(number)
    assert kept.finished
    assert home.items.count(number) == kept.counts.items == 253
    assert len(home.facts.contacts(number)) == 2


@needs_models
def test_stopping_while_looking_keeps_what_is_done(home: Home, tmp_path: Path) -> None:
    given = look_over([as_zip(tmp_path / "cleo.zip", export_files(posts=40))])[0]
    add_export(home, given, Terms(MINE, SeenBy(), TODAY), quiet())
    stopping = Progress(lambda one: stopping.stop() if one.stage == "look" and one.done else None)
    with pytest.raises(Stopped):
        scan_pictures(home, LocalEngine(workers=0), stopping)
    done = home.pictures.count_looked_at(1)
    assert 0 < done < 41
    assert scan_pictures(home, LocalEngine(workers=0), quiet()).total() == 41 - done


def test_a_file_that_is_named_and_absent_is_counted_beside_the_equation(add: Add, tmp_path: Path) -> None:
    files = export_files()
    del files["media/posts/202405/1_n_18000000000000001.jpg"]
    one = add([as_zip(tmp_path / "cleo.zip", files)], look=False).exports[0]
    assert one.kept.counts.missing_media == 1
    assert one.troubles == 1
    assert one.kept.counts.items == 7


@needs_models
def test_a_picture_that_is_none_is_a_counted_trouble_and_the_others_are_seen(
    add: Add, home: Home, tmp_path: Path
) -> None:
    files = export_files()
    files["media/posts/202405/1_n_18000000000000001.jpg"] = b"<html>not found</html>"
    files["media/posts/202405/2_n_18000000000000002.jpg"] = landscape(2)[:200]
    one = add([as_zip(tmp_path / "cleo.zip", files)]).exports[0]
    assert one.unreadable == 2
    assert one.troubles == 2
    assert sum(row.count for row in home.troubles.counts()) == 2


def test_what_is_no_download_is_refused_and_nothing_is_stored(add: Add, home: Home, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"Dear Edith")
    readme = as_zip(tmp_path / "readme.zip", {"readme.txt": b"hello"})
    for path in (tmp_path / "letter.zip", readme):
        with pytest.raises(NotAnExport):
            add([path])
    with pytest.raises(UnreadablePath):
        add([tmp_path / "nowhere.zip"])
    assert home.exports.all() == []


def test_half_a_zip_without_its_lists_is_told_as_half_a_download(add: Add, tmp_path: Path) -> None:
    whole = as_zip(tmp_path / "whole.zip", export_files()).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PartMissing, match="downloaded only in part"):
        add([tmp_path / "half.zip"])


def test_half_a_zip_with_its_lists_is_read_and_its_end_is_a_trouble(add: Add, tmp_path: Path) -> None:
    files = export_files()
    lists_first = dict(sorted(files.items(), key=lambda pair: pair[0].endswith(".jpg")))
    whole = as_zip(tmp_path / "whole.zip", lists_first).read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) * 3 // 4])
    one = add([tmp_path / "half.zip"], look=False).exports[0]
    assert one.kept.counts.items == 7
    assert one.kept.counts.missing_media > 0
    assert one.troubles > one.kept.counts.missing_media


def test_names_that_climb_out_are_refused_counted_and_the_rest_is_read(add: Add, home: Home, tmp_path: Path) -> None:
    zipped = as_zip(tmp_path / "cleo.zip", {**export_files(), "../../evil.jpg": landscape(9)})
    one = add([zipped], look=False).exports[0]
    assert one.kept.counts.items == 7
    assert one.troubles == 1
    assert not (tmp_path.parent / "evil.jpg").exists()
    assert [row.count for row in home.troubles.counts()] == [1]


def test_a_part_with_pictures_only_asks_for_the_others(add: Add, tmp_path: Path) -> None:
    only = {name: content for name, content in export_files().items() if name.startswith("media/")}
    with pytest.raises(PartMissing):
        add([as_zip(tmp_path / "instagram-cleo-2.zip", only)])


def test_parts_of_two_accounts_are_not_mixed(add: Add, home: Home, tmp_path: Path) -> None:
    cleo = as_zip(tmp_path / "download-1.zip", export_files("cleo.marrow"))
    gale = as_zip(tmp_path / "download-2.zip", export_files("gale.stranger"))
    with pytest.raises(Refused, match="2 different accounts"):
        add([cleo, gale])
    both = tmp_path / "both"
    as_folder(both / "one", export_files("cleo.marrow"))
    as_folder(both / "two", export_files("gale.stranger"))
    with pytest.raises(Refused, match="2 different accounts"):
        add([both])
    assert home.exports.all() == []


def test_two_parts_of_one_download_are_one_export(add: Add, tmp_path: Path) -> None:
    files = export_files()
    lists = {name: content for name, content in files.items() if not name.startswith("media/")}
    media = {name: content for name, content in files.items() if name.startswith("media/")}
    first = as_zip(tmp_path / "instagram-cleo-1.zip", lists)
    second = as_zip(tmp_path / "instagram-cleo-2.zip", media)
    added = add([second, first], look=False)
    assert len(added.exports) == 1
    assert added.exports[0].kept.counts.missing_media == 0


@needs_models
def test_lists_steps_and_proof_work_after_the_download_is_deleted(add: Add, home: Home, tmp_path: Path) -> None:
    earlier = as_zip(tmp_path / "instagram-cleo-2024-06-01-a.zip", export_files(faces=True))
    add([earlier])
    findings, steps = home.findings.all(), plan_steps(home)
    assert delete_download(home, 1) == [earlier]
    assert not earlier.exists()
    assert home.findings.all() == findings
    assert plan_steps(home) == steps
    assert all(home.pictures.thumbnail(one.pictures[0].sha256) for one in findings)
    later = export_files(faces=True, private=True)
    add([as_zip(tmp_path / "instagram-cleo-2024-09-01-b.zip", later)])
    proven = prove_gone(home)
    assert [proof.state.value for proof in proven[0].proofs] == ["narrowed", "narrowed"]


def test_a_standing_is_kept_in_the_jobs_table(add: Add, home: Home, tmp_path: Path) -> None:
    add([as_zip(tmp_path / "cleo.zip", export_files())], look=False)
    job = home.jobs.last("add")
    assert job is not None
    assert job.state == "done"
