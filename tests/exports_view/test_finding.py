"""Files are found by the end of their path, and an export's own wording never leads out of the export."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import written, zipped

from smallprint.exports import open_export
from smallprint.exports.names import fold, natural, shown


def names(files):
    return [file.name for file in files]


def test_a_pattern_matches_the_end_of_a_path(keep):
    tree = ["x/y/content/posts_10.json", "x/y/content/posts_2.json", "posts_1.json", "x/content/sub/posts_3.json"]
    with open_export([keep("a.zip", zipped(dict.fromkeys(tree, "[]")))]) as export:
        assert names(export.find("content/posts_*.json")) == ["x/y/content/posts_2.json", "x/y/content/posts_10.json"]
        assert names(export.find("posts_?.json")) == [
            "posts_1.json",
            "x/content/sub/posts_3.json",
            "x/y/content/posts_2.json",
        ]
        assert names(export.find("content/**")) == [
            "x/content/sub/posts_3.json",
            *names(export.find("content/posts_*")),
        ]
        assert export.find("ontent/posts_2.json") == []
        assert not export.has("posts")


def test_case_apostrophes_and_accents_do_not_matter(keep):
    tree = ["c/Who_You've_Followed.JSON", "c/who_you\u2019ve_followed_2.json", "c/who_you_ve_followed_3.json"]
    with open_export([keep("a.zip", zipped(dict.fromkeys(tree, "[]")))]) as export:
        assert len(export.find("who_you've_followed*.json")) == 3
        assert len(export.find("c/who_you_ve_followed*.json")) == 3


def test_two_patterns_for_one_file_give_it_once(keep):
    with open_export([keep("a.zip", zipped({"a/posts_1.json": "[]"}))]) as export:
        assert len(export.find("posts_1.json", "*.json", "a/*")) == 1


def test_media_is_found_from_a_list_anywhere(keep):
    tree = {"w/your_activity/posts_1.json": "[]", "w/media/posts/a.jpg": "1", "w/media/posts/m\u00fc 1.jpg": "2"}
    with open_export([keep("a.zip", zipped(tree))]) as export:
        near = export.find("posts_1.json")[0]
        spellings = ["media/posts/a.jpg", "/media/posts/a.jpg", "./media/posts/a.jpg", "media\\posts\\a.jpg"]
        others = ["../media/posts/a.jpg", "MEDIA/posts/A.JPG", "media/posts/a.jpg?x=1", "media/x/../posts/a.jpg"]
        for wording in spellings + others:
            assert export.resolve(wording, near) is export.files["w/media/posts/a.jpg"], wording
        for wording in ("media/posts/m\u00fc%201.jpg", "media/posts/mu\u0308 1.jpg", "media/posts/m%C3%BC%201.jpg"):
            found = export.resolve(wording, near)
            assert found is not None, wording
            assert found.read() == b"2"


ADDRESSES = [
    "https://a.example/x.jpg",
    "//a.example/x.jpg",
    "HTTP://x/x.jpg",
    "file:///x.jpg",
    "data:x.jpg",
    "javascript:x.jpg",
]
WAYS_OUT = [
    "",
    ".",
    "..",
    "../x.jpg",
    "a/../../x.jpg",
    "%2e%2e/x.jpg",
    "\0x.jpg",
    "/",
    "mailto:x.jpg",
    "javascript:x.jpg",
]


@pytest.mark.parametrize("wording", ADDRESSES + WAYS_OUT)
def test_addresses_and_ways_out_find_nothing(keep, wording):
    with open_export([keep("a.zip", zipped({"x.jpg": "1", "a/list.json": "[]"}))]) as export:
        assert export.resolve(wording) is None


def test_a_real_percent_sign_comes_first(keep):
    with open_export([keep("a.zip", zipped({"m/100%25.jpg": "1", "m/100%.jpg": "2"}))]) as export:
        found = export.resolve("m/100%25.jpg")
        assert found is not None
        assert found.read() == b"1"


def test_of_two_exports_in_one_folder_each_keeps_to_its_own(tmp_path):
    tree = {
        "ada/content/posts_1.json": "[]",
        "ada/media/a.jpg": "ada a",
        "ben/content/posts_1.json": "[]",
        "ben/media/a.jpg": "ben a",
        "ben/media/b.jpg": "ben b",
    }
    with open_export([written(tmp_path, tree)]) as export:
        for child in ("ada", "ben"):
            found = export.resolve("media/a.jpg", near=export.files[f"{child}/content/posts_1.json"])
            assert found is not None
            assert found.read() == f"{child} a".encode()
        assert export.resolve("media/b.jpg", near=export.files["ada/content/posts_1.json"]) is None


def test_wrapper_folders_of_two_parts_are_one_export(tmp_path):
    tree = {"part-1/content/posts_1.json": "[]", "part-2/media/a.jpg": "a", "part-3/media/b.jpg": "b"}
    with open_export([written(tmp_path, tree)]) as export:
        near = export.files["part-1/content/posts_1.json"]
        assert export.resolve("media/a.jpg", near) and export.resolve("media/b.jpg", near)


def test_a_tree_dropped_too_deep_is_still_found(tmp_path):
    deep = "personal_information/profile_information/"
    tree = {"real.txt": "", f"{deep}content/posts_1.json": "[]", f"{deep}media/a.jpg": "1"}
    with open_export([written(tmp_path, tree)]) as export:
        assert export.resolve("media/a.jpg", export.find("content/posts_1.json")[0])


def test_numbers_are_ordered_as_numbers():
    assert sorted(["p_10", "p_9", "p_1", "P_2", "p_02b", "p_100"], key=natural) == [
        "p_1",
        "P_2",
        "p_02b",
        "p_9",
        "p_10",
        "p_100",
    ]


@given(st.text(max_size=60))
def test_any_name_can_be_shown_stored_and_compared(name):
    seen = shown(name)
    assert shown(seen) == seen
    seen.encode("utf-8")
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in seen)
    assert fold(seen) == fold(shown(seen))
    natural(seen)


@given(st.text(max_size=80))
def test_any_wording_resolves_or_not_without_a_traceback(text):
    with tempfile.TemporaryDirectory() as folder, open_export([written(Path(folder), {"a/b.jpg": "1"})]) as export:
        found = export.resolve(text, near=export.files["a/b.jpg"])
        assert found is None or found.name in export.files
