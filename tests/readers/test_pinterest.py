"""Pinterest: a flat run of lines, where the holder's own words may look like lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import written

from smallprint.exports import open_export
from smallprint.readers import recognise
from smallprint.readers.expect import ledger
from smallprint.readers.pinterest import Pinterest
from smallprint.records.items import Audience, Item, Record, Skipped, Trouble

FIXTURES = Path(__file__).parent.parent / "exports" / "pinterest"
LATEST = FIXTURES / "2024"
SIGNATURE = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
LINES = {
    "Title": "No data,",
    "Details": "No data,",
    "Image": f"{SIGNATURE},",
    "Board Name": "Ada turns 7,",
    "Ip Address": "192.0.2.7,",
    "Username": "cleomarrow,",
    "Created at": "2017/02/13 15:35:01",
    "Alive": "True",
    "Is a repin": "False",
    "Private": "False",
}


def pin(id: str, **more: str | None) -> str:
    told = LINES | {key.replace("_", " "): value for key, value in more.items()}
    lines = "".join(f"\n<br>{key}: {value}" for key, value in told.items() if value is not None)
    address = f"https://www.pinterest.com/pin/{id}/"
    return f'<a href="{address}">{address}</a>{lines}<br><br>\n'


def page(*pins: str, heading: str = "Pins") -> str:
    return f'<div id="contents"><h1 id="y1bkd">{heading}</h1>\n{"".join(pins)}</div>'


def read(folder: Path) -> list[Record]:
    with open_export([folder]) as export:
        return list(Pinterest().read(export))


def of(folder: Path, *pins: str, heading: str = "Pins") -> list[Record]:
    return read(written(folder, {"data.html": page(*pins, heading=heading)}))


def items(records: list[Record]) -> dict[str, Item]:
    return {one.key: one for one in records if isinstance(one, Item)}


def test_words_of_the_holder_that_look_like_a_line_do_not_change_the_audience():
    cake = items(read(LATEST))["1001"]
    assert cake.audience is Audience.PUBLIC
    assert cake.words.splitlines()[0] == "Ada's cake"
    assert cake.words.endswith("Title: the best cake")
    assert "Flour, sugar: two cups, and" in cake.words


@pytest.mark.parametrize(
    ("said", "audience"),
    [("True", Audience.ONLY_ME), ("False", Audience.PUBLIC), ("None", Audience.UNKNOWN), (None, Audience.UNKNOWN)],
)
def test_a_secret_board_is_for_its_people_and_no_word_is_unknown(tmp_path, said, audience):
    assert items(of(tmp_path, pin("1", Private=said), pin("2")))["1"].audience is audience


def test_saved_pins_of_others_and_deleted_ones_are_no_items():
    found = read(LATEST)
    assert not {"1003", "1004"} & set(items(found))
    assert sum(one.entries for one in found if isinstance(one, Skipped)) == 2


def test_a_link_to_a_pin_within_a_line_begins_no_new_pin():
    assert ledger(read(LATEST))["entries"] == 9
    assert "7777" not in repr(read(LATEST))


def test_addresses_of_pins_in_other_sections_are_left_alone_with_their_words():
    found = repr(read(LATEST))
    assert "5555" not in found
    assert "look at this" not in found
    assert "birthday cakes" not in found


def test_the_address_of_a_picture_follows_from_its_signature(tmp_path):
    (picture,) = items(of(tmp_path, pin("1")))["1"].pictures
    assert picture.member == f"https://i.pinimg.com/originals/0f/1e/2d/{SIGNATURE}.jpg"
    assert picture.missing


def test_a_picture_that_somebody_put_beside_the_page_is_found(tmp_path):
    written(tmp_path, {f"pictures/{SIGNATURE}.png": b"\x89PNG\r\n\x1a\n"})
    (picture,) = items(of(tmp_path, pin("1")))["1"].pictures
    assert (picture.member, picture.missing) == (f"pictures/{SIGNATURE}.png", False)


def test_no_ip_address_is_kept(tmp_path):
    assert "192.0.2" not in repr(of(tmp_path, pin("1", Ip_Address="192.0.2.7,<br>192.0.2.8,"), pin("2")))


def test_an_unknown_line_goes_on_with_the_one_before_and_harms_nothing(tmp_path):
    found = items(of(tmp_path, pin("1", Alt_Text="Ada<br>Brand new key: Ben,"), pin("2")))
    assert found["1"].pictures[0].words == "Ada\nBrand new key: Ben"
    assert found["1"].audience is Audience.PUBLIC


def test_a_language_that_is_not_known_is_read_by_the_look_of_its_values():
    found = items(read(FIXTURES / "2024-de"))
    assert {key: item.audience for key, item in found.items()} == {
        "2001": Audience.PUBLIC,
        "2002": Audience.ONLY_ME,
    }
    assert found["2001"].words == "Kuchen von Ada\nmit sieben Kerzen"


def test_with_yes_and_no_in_another_language_the_audience_stays_unknown(tmp_path):
    whole = page(pin("1")).replace("True", "Ja").replace("False", "Nein").replace("Private:", "Privat:")
    found = items(
        read(written(tmp_path, {"daten.html": whole.replace("Image:", "Bild:").replace("Is a repin", "X")}))
    )
    assert found["1"].audience is Audience.UNKNOWN


@pytest.mark.parametrize("count", [40, 150, 300])
def test_a_page_that_is_cut_off_gives_what_is_whole_and_says_so(tmp_path, count):
    whole = page(*(pin(str(number)) for number in range(10)))
    found = read(written(tmp_path, {"data.html": whole[:-count]}))
    counts = ledger(found)
    assert counts["items"] + counts["unread"] in (9, 10)
    assert [one.kind for one in found if isinstance(one, Trouble)] == ["cut_off"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_page_in_another_encoding_is_read(tmp_path, encoding):
    (tmp_path / "data.html").write_bytes(page(pin("1", Title="Ädas Kuchen ✨,")).encode(encoding))
    assert items(read(tmp_path))["1"].words == "Ädas Kuchen ✨"
    with open_export([tmp_path]) as export:
        assert [match.reader for match in recognise(export)] == ["pinterest"]


def test_a_hostile_page_ends_as_troubles_or_nothing(tmp_path):
    deep = "<div>" * 20_000
    script = "<script>document.write('<a href=https://www.pinterest.com/pin/9/>')</script>"
    entity = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>&b;&unknown;'
    long_words = pin("2", Title="Ada " * 300_000 + ",")
    found = of(tmp_path, script, entity, pin("1"), long_words, deep)
    assert list(items(found)) == ["1"]
    assert [(one.kind, one.entries) for one in found if isinstance(one, Trouble)] == [("too_large", 1)]


def test_another_country_and_an_address_with_more_behind_it_is_a_pin(tmp_path):
    whole = page(pin("1")).replace("https://www.pinterest.com/pin/1/", "https://www.pinterest.co.uk/pin/1/?from=mail")
    assert list(items(read(written(tmp_path, {"data.html": whole})))) == ["1"]
