"""Which files belong together is told by their names; a second download of the same part is given once."""

from __future__ import annotations

import pytest
from tests.conftest import zipped

from smallprint.exports import group_parts


def grouped(folder, names):
    for number, name in enumerate(names):
        (folder / name).write_bytes(zipped({f"{number}.json": "[]"}))
    return [[path.name for path in group] for group in group_parts([folder / name for name in names])]


@pytest.mark.parametrize(
    "names",
    [
        ["instagram-marrow-2024-11-18-AbCdEfGh-1.zip", "instagram-marrow-2024-11-18-AbCdEfGh-2.zip"],
        ["instagram-marrow_part_1.zip", "instagram-marrow_part_2.zip", "instagram-marrow_part_10.zip"],
        [
            "takeout-20250921T1994402Z-3-001.zip",
            "takeout-20250921T1994402Z-3-009.zip",
            "takeout-20250921T1994402Z.zip",
        ],
        ["takeout-20240516T230250Z-001.tgz", "takeout-20240516T230250Z-002 (1).tgz"],
        ["facebook-cleo-20250214T091036Z-001.zip", "facebook-cleo-20250214T091036Z-002.zip"],
        ["marrow.zip", "marrow (1).zip", "marrow - Copy.zip"],
    ],
)
def test_parts_of_one_export_are_one_group(tmp_path, names):
    (group,) = grouped(tmp_path, names)
    assert sorted(group) == sorted(names)


@pytest.mark.parametrize(
    "names",
    [
        ["facebook-cleo-2024-11-18.zip", "facebook-cleo-2024-11-19.zip"],
        ["instagram-ada-12-4-2025.zip", "instagram-ada-13-4-2025.zip"],
        ["instagram-cleo-2024-11-18-AbCdEfGh.zip", "instagram-cleo-2024-11-18-XyZxYzXy.zip"],
        ["cleo_20220731.zip", "cleo_20230801.zip"],
        ["takeout-20240516T230250Z-001.zip", "takeout-20240616T230250Z-001.zip"],
        ["instagram-cleo.zip", "instagram-dan.zip"],
    ],
)
def test_two_exports_stay_two(tmp_path, names):
    assert grouped(tmp_path, names) == [[name] for name in names]


def test_the_same_part_twice_is_given_once(tmp_path):
    content = zipped({"a.json": "[]"})
    for name in ("marrow-1.zip", "marrow-1 (1).zip"):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "marrow-2.zip").write_bytes(zipped({"b.json": "[]"}))
    (group,) = group_parts(sorted(tmp_path.iterdir()))
    assert [path.name for path in group] == ["marrow-1.zip", "marrow-2.zip"]


def test_exports_of_one_name_in_two_folders_are_two_exports(tmp_path):
    for person in ("cleo", "dan"):
        (tmp_path / person).mkdir()
        (tmp_path / person / "instagram.zip").write_bytes(zipped({f"{person}.json": "[]"}))
    assert len(group_parts([tmp_path / "cleo" / "instagram.zip", tmp_path / "dan" / "instagram.zip"])) == 2


def test_unpacked_folders_are_grouped_as_their_zips_would_be(tmp_path):
    for number in (1, 2):
        (tmp_path / f"takeout-20240516T230250Z-00{number}").mkdir()
    assert len(group_parts(sorted(tmp_path.iterdir()))) == 1
