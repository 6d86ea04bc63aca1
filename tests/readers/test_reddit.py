"""Reddit: tables without pictures, whose rows hold line breaks and quotes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.conftest import written, zipped

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.reddit import Reddit
from smallprint.records.items import AccountFact, Audience, Contact, Item, Record, Skipped, Trouble

FIXTURES = Path(__file__).parent.parent / "exports" / "reddit"
LATEST = FIXTURES / "export_cleomarrow_20240501"
HEADING = "id,permalink,date,ip,subreddit,gildings,title,url,body\r\n"
LINK = "https://www.reddit.com/r/UKParenting/comments"


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(Reddit().read(export))


def items(records: list[Record]) -> dict[str, Item]:
    return {one.key: one for one in records if isinstance(one, Item)}


def troubles(records: list[Record]) -> list[tuple[str, int]]:
    return [(one.kind, one.entries) for one in records if isinstance(one, Trouble)]


def row(id: str, title: str = "Ada", url: str = "", body: str = "") -> str:
    return f"{id},{LINK}/{id}/,2023-09-06 07:50:00 UTC,192.0.2.7,UKParenting,0,{title},{url},{body}\r\n"


def of(folder: Path, *rows: str) -> list[Record]:
    return read(written(folder, {"posts.csv": HEADING + "".join(rows)}))


def test_a_post_and_a_comment_of_the_same_id_are_two_items():
    assert {"t3_abc123", "t1_abc123"} <= set(items(read(LATEST)))


def test_the_tables_that_repeat_others_and_private_ones_are_left_alone():
    found = read(LATEST)
    assert ledger(found)["entries"] == 8 + 4 + 2 + 1
    for secret in ("192.0.2.7", "a private line", "1983"):
        assert secret not in repr(found)


def test_words_with_line_breaks_quotes_and_commas_stay_whole():
    words = items(read(LATEST))["t3_abc124"].words
    assert words.startswith('Reading at home\nAda reads "The Hare", all of it,\nto Ben.')


def test_pictures_are_known_by_address_and_by_the_ids_within_a_text():
    found = items(read(LATEST))
    assert [picture.member for picture in found["t3_abc123"].pictures] == ["https://i.redd.it/inventedinvent.jpg"]
    assert {picture.id for picture in found["t3_abc124"].pictures} == {"adareads", "pic9ben0id1"}
    assert found["t3_abc126"].pictures[0].video
    assert found["t3_abc125"].pictures[0].member == "https://www.reddit.com/gallery/abc125"
    assert found["t1_abc123"].pictures[0].id == "mediacolumn"


def test_a_picture_on_another_site_and_a_gif_from_a_library_are_not_ours():
    found = items(read(LATEST))
    assert found["t3_abc129"].pictures == ()
    assert "t1_c3" not in found


def test_a_picture_that_was_saved_under_its_own_name_is_found(tmp_path):
    written(tmp_path, {"saved/inventedinvent.jpg": b"\xff\xd8\xff"})
    found = of(tmp_path, row("a1", url="https://i.redd.it/inventedinvent.jpg"))
    assert [(one.member, one.missing) for one in items(found)["t3_a1"].pictures] == [
        ("saved/inventedinvent.jpg", False)
    ]


@pytest.mark.parametrize(
    ("key", "audience"),
    [
        ("t3_abc123", Audience.PUBLIC),
        ("t3_abc125", Audience.PUBLIC),  # the own profile
        ("t3_abc126", Audience.UNKNOWN),  # a community that asks for approval
        ("t3_abc128", Audience.UNKNOWN),  # removed by others
        ("draft-d1", Audience.ONLY_ME),
        ("draft-d2", Audience.LINK),
        ("scheduled-s1", Audience.ONLY_ME),
    ],
)
def test_who_could_see_it(key, audience):
    assert items(read(LATEST))[key].audience is audience


def test_a_post_that_its_writer_deleted_is_no_item():
    found = read(LATEST)
    assert "t3_abc127" not in items(found)
    assert "a post that was deleted" in {one.why for one in found if isinstance(one, Skipped)}


def test_times_are_read_as_text_and_as_seconds():
    assert [items(read(LATEST))[key].when.isoformat() for key in ("t3_abc123", "t3_abc126")] == [
        "2023-09-06T07:50:00+00:00",
        "2023-09-10T07:50:00+00:00",
    ]


def test_facts_and_friends():
    found = read(LATEST)
    facts = {one.name: one.value for one in found if isinstance(one, AccountFact)}
    assert facts == {
        "account": "cleomarrow",
        "exported_at": "2024-05-01T09:00:00+00:00",
        "joined": "2015-03-04",
        "search_engines": "false",
    }
    assert [one.name for one in found if isinstance(one, Contact)] == ["edith_knits", "fitz_coach"]


def test_the_name_of_the_zip_tells_the_account_where_no_table_does(tmp_path):
    path = tmp_path / "export_cleomarrow_20240501.zip"
    path.write_bytes(zipped({"posts.csv": HEADING + row("a1")}))
    with open_export([path]) as export:
        assert [(match.reader, match.account) for match in recognise(export)] == [("reddit", "cleomarrow")]
        facts = {one.name: one.value for one in Reddit().read(export) if isinstance(one, AccountFact)}
    assert facts == {"account": "cleomarrow", "exported_at": "2024-05-01"}


def test_a_table_that_the_check_names_and_no_part_holds_is_told(tmp_path):
    files = {path.name: path.read_bytes() for path in LATEST.glob("*.csv")}
    del files["comments.csv"]
    assert troubles(read(written(tmp_path, files))) == [("missing_list", 0)]


def test_a_table_that_is_not_as_reddit_wrote_it_is_told_and_still_read(tmp_path):
    files = {path.name: path.read_bytes() for path in LATEST.glob("*.csv")}
    files["posts.csv"] = files["posts.csv"].replace(b"First day", b"First May")
    found = read(written(tmp_path, files))
    assert troubles(found) == [("changed", 0)]
    assert set(items(found)) == set(items(read(LATEST)))


def test_a_last_line_without_an_end_is_a_cut_unless_the_check_says_that_it_is_whole(tmp_path):
    table = (HEADING + row("a1") + row("a2")).rstrip("\r\n")
    assert troubles(read(written(tmp_path / "a", {"posts.csv": table}))) == [("cut_off", 0)]
    check = f"filename,sha256\r\nposts.csv,{hashlib.sha256(table.encode()).hexdigest()}\r\n"
    assert troubles(read(written(tmp_path / "b", {"posts.csv": table, "checkfile.csv": check}))) == []


def test_a_row_that_is_cut_off_counts_as_one_that_could_not_be_read(tmp_path):
    found = of(tmp_path, row("a1"), row("a2")[:30])
    assert list(items(found)) == ["t3_a1"]
    assert ledger(found)["unread"] == 1


@pytest.mark.parametrize(
    ("bad", "kinds"),
    [
        ("too,few\r\n", {"unknown_shape"}),
        (row("", title="no id"), {"unknown_shape"}),
        (row("a b", title="no id"), {"unknown_shape"}),
        (",,,,,,,,\r\n", set()),
        ("\r\n", set()),
        (row("a3", body='"' + "x" * 200_000 + '"'), {"not_csv"}),
    ],
)
def test_a_bad_row_costs_itself_alone(tmp_path, bad, kinds):
    found = of(tmp_path, row("a1"), bad, row("a2"))
    assert list(items(found)) == ["t3_a1", "t3_a2"]
    assert {kind for kind, _ in troubles(found)} == kinds
    assert ledger(found)["unread"] == len(kinds)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_saved_again_by_a_spreadsheet_is_read(tmp_path, encoding):
    (tmp_path / "posts.csv").write_bytes((HEADING + row("a1", title="Ädas ✨")).encode(encoding))
    assert items(read(tmp_path))["t3_a1"].words == "Ädas ✨"


def test_columns_in_another_order_and_new_ones_are_understood(tmp_path):
    table = "subreddit,new,id,title,date\r\nUKParenting,?,a1,Ben,2023-09-06 07:50:00 UTC\r\n"
    assert items(read(written(tmp_path, {"posts.csv": table})))["t3_a1"].words == "Ben"


def test_hostile_values_end_as_nothing(tmp_path):
    found = of(
        tmp_path,
        row("a1", url="https://[bad/x.jpg"),
        row("a2", url="javascript:alert(1)//i.redd.it/x.jpg"),
        row("a3", title="=HYPERLINK(1)", url="https://i.redd.it/"),
        row("a4", body="![img](" * 5_000),
    )
    assert [item.pictures for item in items(found).values()] == [(), (), (), ()]
