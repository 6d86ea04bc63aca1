"""A folder on disk: links are not followed, odd names are kept, and what is only in the cloud is told."""

from __future__ import annotations

import os
import sys

import pytest
from tests.conftest import written

from smallprint.exports import ExportTrouble, folder_list, open_export

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links and odd names")


def test_links_out_of_the_folder_are_told_and_not_followed(tmp_path):
    secret = written(tmp_path / "outside", {"secret.json": "[]"})
    folder = written(tmp_path / "export", {"posts_1.json": "[]"})
    (folder / "link.json").symlink_to(secret / "secret.json")
    (folder / "media").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    with open_export([folder]) as export:
        assert list(export.files) == ["posts_1.json"]
        assert sorted((one.where, one.kind) for one in export.refused) == [
            ("link.json", "link"),
            ("loop", "link"),
            ("media", "link"),
        ]


def test_a_link_put_in_a_files_place_later_is_not_followed(tmp_path):
    secret = written(tmp_path / "outside", {"secret.json": "[]"})
    folder = written(tmp_path / "export", {"posts_1.json": "[]"})
    with open_export([folder]) as export:
        (folder / "posts_1.json").unlink()
        (folder / "posts_1.json").symlink_to(secret / "secret.json")
        with pytest.raises(ExportTrouble) as caught:
            export.files["posts_1.json"].open()
        assert caught.value.kind == "unreadable"
        assert export.files["posts_1.json"].head() == b""


def test_a_pipe_is_told_and_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "ada.jpg")
    with open_export([written(tmp_path, {"a.json": "[]"})]) as export:
        assert [(one.where, one.kind) for one in export.refused] == [("ada.jpg", "special_file")]


def test_a_name_that_is_no_utf8_is_shown_escaped_and_read(tmp_path):
    with open(os.fsencode(tmp_path) + b"/m\xfcller.jpg", "wb") as stream:
        stream.write(b"\xff\xd8\xff")
    with open_export([tmp_path]) as export:
        assert list(export.files) == ["m\\xfcller.jpg"]
        assert export.files["m\\xfcller.jpg"].read() == b"\xff\xd8\xff"
        assert export.digest


def test_pictures_that_are_only_in_the_cloud_are_told(tmp_path):
    files = {
        ".IMG_0001.HEIC.icloud": b"bplist00",
        "2019/.b.mov.icloud": b"bplist00",
        "empty.jpg": b"",
        "empty.json": b"",
    }
    with open_export([written(tmp_path, files)]) as export:
        assert list(export.files) == ["empty.json"]
        assert sorted((one.where, one.kind) for one in export.refused) == [
            ("2019/b.mov", "not_downloaded"),
            ("IMG_0001.HEIC", "not_downloaded"),
            ("empty.jpg", "empty"),
        ]


class State:
    """What Windows and macOS say of a file whose bytes are in the cloud."""

    st_size, st_mtime, st_mode = 100, 0.0, 0o100644

    def __init__(self, **said: int) -> None:
        self.__dict__.update(said)


@pytest.mark.parametrize(
    "said", [{"st_file_attributes": 0x400000}, {"st_file_attributes": 0x1000}, {"st_flags": 0x40000000}]
)
def test_a_cloud_mark_of_the_system_is_understood(said):
    assert folder_list._why_odd("ada.jpg", State(**said), linked=False) == "not_downloaded"
    assert folder_list._why_odd("ada.jpg", State(st_file_attributes=0x20, st_flags=0), linked=False) == ""


def test_a_colon_in_a_name_on_disk_is_fine(tmp_path):
    with open_export([written(tmp_path, {"2023-09-06 07:50:00.jpg": b"\xff\xd8\xff"})]) as export:
        assert (len(export.files), export.refused) == (1, ())


def test_a_folder_that_may_not_be_read_is_told(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    folder = written(tmp_path, {"a.json": "[]", "locked/b.json": "[]"})
    (folder / "locked").chmod(0)
    with open_export([folder]) as export:
        assert [(one.where, one.kind) for one in export.refused] == [("locked", "unreadable_folder")]
    (folder / "locked").chmod(0o700)


def test_a_file_that_vanishes_is_told(tmp_path):
    folder = written(tmp_path, {"a.json": "[]"})
    with open_export([folder]) as export:
        (folder / "a.json").unlink()
        with pytest.raises(ExportTrouble) as caught:
            export.files["a.json"].read()
        assert caught.value.kind == "unreadable"
