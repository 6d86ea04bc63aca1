"""Long lists are read one entry at a time, and nothing a file holds ends the reading without a word."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import as_bytes, zipped

from smallprint.exports import open_export
from smallprint.exports.json_stream import entries, whole
from smallprint.records.items import Trouble


@pytest.fixture
def read(tmp_path):
    def reading(content, *keys, repair=False):
        (tmp_path / "list.json").write_bytes(as_bytes(content))
        with open_export([tmp_path]) as export:
            return list(entries(export.files["list.json"], *keys, repair=repair))

    return reading


def values(read):
    return [one[1] for one in read if not isinstance(one, Trouble)]


def kinds(read):
    return [(one.kind, one.entries) for one in read if isinstance(one, Trouble)]


@pytest.mark.parametrize(
    ("content", "keys", "expected"),
    [
        ('[{"a": 1}, 2, "x", null, true, [3]]', (), [{"a": 1}, 2, "x", None, True, [3]]),
        ("[]", (), []),
        ('{"ig_stories": [1, 2], "other": [9]}', ("ig_stories",), [1, 2]),
        ('{"other": [9, {"x": "]}"}], "ig_stories_v2": [1, 2]}', ("ig_stories",), [1, 2]),
        ('{"photos": [1], "videos": [2, 3]}', ("photos", "videos"), [1, 2, 3]),
        ('{"ig_stories": {"uri": "a"}}', ("ig_stories",), [{"uri": "a"}]),  # a list of one, collapsed
        ('{"uri": "a"}', (), [{"uri": "a"}]),
        ('{"uri": "a"}', ("ig_stories",), [{"uri": "a"}]),
        ('{"ig_stories": null}', ("ig_stories",), []),
        ('{"ig_stories": []}', ("ig_stories",), []),
        ("[1]\n\n", (), [1]),
        ("  12  ", (), [12]),
        ('[{"a": 1, "a": 2}]', (), [{"a": 2}]),
    ],
)
def test_a_list_is_found_wherever_it_stands(read, content, keys, expected):
    found = read(content, *keys)
    assert found == [(f"#{number}", value) for number, value in enumerate(expected)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_is_read(read, encoding):
    assert values(read('[{"words": "Adas Fuß 🎒"}]'.encode(encoding))) == [{"words": "Adas Fuß 🎒"}]


POSTS = [{"title": f'post {number} \\ "quoted" [{{', "media": [{"uri": "a"}] * 3} for number in range(50)]


def entry_ends(text):
    """Give the place behind each entry, as the standard parser sees it."""
    decoder, ends = json.JSONDecoder(), []
    at = text.index("[") + 1
    while '"title"' in text[at:]:
        at = decoder.raw_decode(text, text.index("{", at))[1]
        ends.append(at)
    return ends


@pytest.mark.parametrize("indent", [None, 1, 2, 4, "\t"])
@pytest.mark.parametrize("key", [None, "ig_posts"])
def test_a_cut_off_list_gives_every_entry_before_the_cut(read, indent, key):
    text = json.dumps(POSTS if key is None else {key: POSTS}, indent=indent)
    for share in range(5, 100, 5):
        cut = len(text) * share // 100
        found = read(text[:cut], *([key] if key else []))
        assert values(found) == POSTS[: sum(end <= cut for end in entry_ends(text))]
        assert kinds(found) == [("cut_off", 1)]
        assert isinstance(found[-1], Trouble)


@pytest.mark.parametrize(
    ("content", "expected", "troubles"),
    [
        ('[1, {"a": NaN}, 2]', [1, 2], [("not_json", 1)]),
        ('[1, {"a": -Infinity}, 2]', [1, 2], [("not_json", 1)]),
        ('[1, {"a" 1}, 2]', [1, 2], [("not_json", 1)]),
        ('[1, {"a": nope}, {"b": 2}]', [1, {"b": 2}], [("not_json", 1)]),
        ("[1, garbage, 2]", [1, 2], [("not_json", 1)]),
        ('[1, {"a": [1, 2}, 3]', [1], [("not_json", 1)]),
        ("[1, 2, }", [1, 2], [("not_json", 1)]),
        ("[" + "[" * 9 + "]" * 9 + ", 2]", [[[[[[[[[[]]]]]]]]], 2], []),
        ("[" + "[" * 65 + "]" * 65 + ", 2]", [2], [("too_deep", 1)]),
        ("[" + '{"a":' * 65 + "1" + "}" * 65 + ", 2]", [2], [("too_deep", 1)]),
        ("[" + "[" * 100_000 + "]" * 100_000 + ", 2]", [2], [("too_deep", 1)]),
        ("[" * 1_000_000, [], [("too_deep", 1)]),
        ('[{"a": "' + "x" * 9_000_000 + '"}, 2]', [2], [("too_large", 1)]),
        ("[1] and more", [1], [("not_json", 0)]),
        ("", [], [("empty", 0)]),
        ("   ", [], [("empty", 0)]),
        ("<!DOCTYPE html>", [], [("not_json", 0)]),
        ("\x00" * 100, [], [("not_json", 1)]),
    ],
)
def test_a_bad_entry_costs_itself_alone(read, content, expected, troubles):
    found = read(content)
    assert values(found) == expected
    assert kinds(found) == troubles


def test_a_lost_quote_in_a_readable_file_costs_one_entry(read):
    lines = json.dumps(POSTS, indent=2).replace('"title": "post 7 ', '"title": post 7 ', 1)
    found = read(lines)
    assert values(found) == [post for number, post in enumerate(POSTS) if number != 7]
    assert kinds(found) == [("not_json", 1)]


def test_huge_numbers_do_not_end_the_reading(read):
    content = '[{"id": 123456789012345678901234567890, "t": 1e999}, {"id": ' + "9" * 5000 + "}, 3]"
    assert values(read(content)) == [{"id": 123456789012345678901234567890, "t": "1e999"}, {"id": "9" * 5000}, 3]


def test_mojibake_is_repaired_in_keys_and_values_when_asked(read):
    raw = '[{"Sch\\u00c3\\u00bclerin": "\\u00f0\\u009f\\u008e\\u0092", "right": "\\u00e9"}]'
    assert values(read(raw, repair=True)) == [{"Schülerin": "🎒", "right": "é"}]
    assert values(read(raw)) != values(read(raw, repair=True))


def test_lone_surrogates_are_made_storable(read):
    (value,) = values(read('[{"a\\ud83d": "x\\uDE00y", "good": "\\ud83d\\ude00"}]'))
    assert value == {"a\ufffd": "x\ufffdy", "good": "\U0001f600"}


def test_a_wrong_checksum_is_told_after_the_entries(keep):
    packed = zipped({"list.json": "[1, 2, 3]"})
    entry = packed.rfind(b"PK\x01\x02")
    path = keep("a.zip", packed[: entry + 16] + b"\0\0\0\0" + packed[entry + 20 :])
    with open_export([path]) as export:
        found = list(entries(export.files["list.json"]))
    assert values(found) == [1, 2, 3]
    assert [one.kind for one in found if isinstance(one, Trouble)] == ["bad_crc"]


def test_a_member_cut_short_gives_the_entries_before(keep):
    text = json.dumps(POSTS * 200)
    packed = zipped({"list.json": text})
    middle = bytearray(packed)
    middle[len(packed) // 2 : len(packed) // 2 + 50] = b"\xff" * 50
    with open_export([keep("a.zip", bytes(middle))]) as export:
        found = list(entries(export.files["list.json"]))
    assert len(values(found)) > 100
    assert values(found)[:100] == (POSTS * 2)[:100]
    assert isinstance(found[-1], Trouble)


def test_a_long_list_takes_little_memory_and_little_time(keep):
    post = json.dumps({"title": "Ada " * 40, "media": [{"uri": "media/a.jpg", "creation_timestamp": 1715000000}] * 5})
    path = keep("a.zip", zipped({"list.json": "[" + ",".join([post] * 40_000) + "]"}))
    with open_export([path]) as export:
        tracemalloc.start()
        began = time.monotonic()
        assert sum(1 for _ in entries(export.files["list.json"])) == 40_000
        took = time.monotonic() - began
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 4_000_000
    assert took < 20  # tracing costs a factor of ten


def test_many_bad_entries_take_no_longer_than_good_ones(read):
    began = time.monotonic()
    found = read("[" + ",".join(['{"a": NaN, "b": [1, 2, "x"]}'] * 30_000) + "]")
    assert len(found) == 30_000
    assert time.monotonic() - began < 5


def test_a_long_unwanted_list_is_stepped_over(read):
    unwanted = ",".join(['{"x": "a \\" ] }", "y": [1, {"z": 2}]}'] * 20_000)
    assert values(read('{"likes": [' + unwanted + '], "ig_stories": [7]}', "ig_stories")) == [7]


def test_whole_gives_a_small_file_or_a_trouble(tmp_path):
    bad = {
        "cut.json": '{"a": [1',
        "bad.json": "{nope}",
        "empty.json": "",
        "page.json": "<html>",
        "deep.json": "[" * 5000,
    }
    contents = bad | {"good.json": '{"a": "\\u00c3\\u00ab"}', "more.json": "{} {}"}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    with open_export([tmp_path]) as export:
        read = {name: whole(file, repair=True) for name, file in export.files.items()}
        assert read["good.json"] == {"a": "ë"}
        assert {name: one.kind for name, one in read.items() if isinstance(one, Trouble)} == {
            "cut.json": "cut_off",
            "bad.json": "not_json",
            "empty.json": "empty",
            "page.json": "not_json",
            "more.json": "not_json",
            "deep.json": "too_deep",
        }
        small = whole(export.files["good.json"], limit=5)
        assert isinstance(small, Trouble)
        assert small.kind == "too_large"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=6), st.sampled_from([None, 0, 2]), st.booleans())
def test_any_list_is_read_as_the_standard_parser_reads_it(tmp_path_factory, items, indent, ascii_only):
    text = json.dumps(items, indent=indent, ensure_ascii=ascii_only)
    path = tmp_path_factory.mktemp("any")
    (path / "list.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with open_export([path]) as export:
        found = list(entries(export.files["list.json"]))
    assert json.dumps(values(found)).encode() == json.dumps(items).encode() or "\\ud" in json.dumps(items)


@given(st.binary(max_size=200))
def test_any_bytes_give_entries_or_troubles(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any")
    (path / "list.json").write_bytes(content)
    (path / "keyed.json").write_bytes(b'{"k": [' + content)
    with open_export([path]) as export:
        for file in export.files.values():
            for one in entries(file, "k", repair=True):
                assert isinstance(one, Trouble) or isinstance(one[0], str)
            whole(file)


@pytest.mark.parametrize("content", [b'{"posts": nul', b'{"posts": n"abc', b'{"posts": n', b'{"posts": nothing}'])
def test_a_broken_null_is_a_trouble(read, content):
    given = list(read(content, "posts"))
    assert any(isinstance(one, Trouble) for one in given)
    assert not [one for one in given if not isinstance(one, Trouble)]
