"""A dropped file is found on this computer by its name, its size and its two ends; nothing is uploaded."""

from __future__ import annotations

import hashlib

import pytest

from smallprint.web.bring import MOST_DROPPED, dropped_files
from smallprint.web.downloads import EDGE, Dropped, downloads_there, where_it_lies


def dropped(content, name="instagram-cleo.zip"):
    first, last = content[:EDGE], content[max(0, len(content) - EDGE) :]
    return Dropped(name, len(content), hashlib.sha256(first).hexdigest(), hashlib.sha256(last).hexdigest())


@pytest.mark.parametrize("size", [0, 10, EDGE, EDGE + 1, 3 * EDGE])
def test_it_is_found_by_its_edges_whatever_its_size(tmp_path, size):
    content = bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    (tmp_path / "from Cleo").mkdir()
    path = tmp_path / "from Cleo" / "instagram-cleo.zip"
    path.write_bytes(content)
    assert where_it_lies(dropped(content), [tmp_path]) == path


def test_another_file_of_that_name_and_size_is_not_taken_for_it(tmp_path):
    (tmp_path / "instagram-cleo.zip").write_bytes(b"a" * 200_000)
    assert where_it_lies(dropped(b"b" + b"a" * 199_999), [tmp_path]) is None
    assert where_it_lies(dropped(b"a" * 199_999 + b"b"), [tmp_path]) is None


def test_hidden_folders_and_very_deep_ones_are_left_alone(tmp_path):
    for folder in (tmp_path / ".secret", tmp_path / "a" / "b" / "c" / "d"):
        folder.mkdir(parents=True)
        (folder / "instagram-cleo.zip").write_bytes(b"x")
    assert where_it_lies(dropped(b"x"), [tmp_path]) is None


def test_parts_of_one_download_are_offered_together_newest_first(tmp_path):
    for name in ("facebook-cleo-1.zip", "facebook-cleo-2.zip", "holiday.txt", "instagram-cleo.zip"):
        (tmp_path / name).write_bytes(name.encode())
    found = {one.name: len(one.paths) for one in downloads_there(tmp_path)}
    assert found == {"facebook-cleo-1.zip": 2, "instagram-cleo.zip": 1}


def test_a_downloads_folder_that_is_not_there_is_no_fault(tmp_path):
    assert downloads_there(tmp_path / "nothing") == []


@pytest.mark.parametrize("said", ["", "{", "[1, 2]", '[{"size": "x"}]', "[" * 100_000, None, 5, '{"a": 1}'])
def test_a_page_that_says_nonsense_of_a_file_says_nothing(said):
    assert dropped_files(said) == []


def test_only_so_many_files_are_looked_for():
    one = '{"name": "a.zip", "size": 1, "first": "", "last": ""}'
    assert len(dropped_files("[" + ",".join([one] * 500) + "]")) == MOST_DROPPED
