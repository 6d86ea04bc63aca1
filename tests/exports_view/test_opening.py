"""One view over whatever a parent has: the zip, the parts, the unpacked folder, the zip in the zip."""

from __future__ import annotations

import gzip
import pickle
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.conftest import tarred, written, zipped

from smallprint.errors import NotAnExport, UnreadablePath
from smallprint.exports import ExportTrouble, open_export

MARROW = {
    "instagram-marrow/content/posts_1.json": '[{"title": "Ada at Oakfield School"}]',
    "instagram-marrow/content/posts_2.json": "[]",
    "instagram-marrow/content/posts_10.json": "[]",
    "instagram-marrow/media/posts/202405/ada.jpg": b"\xff\xd8\xff" + b"ada" * 50_000,
}
POSTS = "instagram-marrow/content/posts_1.json"


def contents(paths: list[Path]) -> dict[str, bytes]:
    with open_export(paths) as export:
        assert export.refused == ()
        return {name: file.read() for name, file in export.files.items()}


EXPECTED = {name: content.encode() if isinstance(content, str) else content for name, content in MARROW.items()}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_zip_gives_its_files_in_natural_order(keep, method):
    read = contents([keep("marrow.zip", zipped(MARROW, method))])
    assert read == EXPECTED
    assert list(read) == list(MARROW)  # posts_2 before posts_10


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_gives_the_same_files(keep, mode):
    assert contents([keep("marrow.tgz", tarred(MARROW, mode))]) == EXPECTED


def test_a_folder_gives_the_same_files(tmp_path):
    assert contents([written(tmp_path, MARROW)]) == EXPECTED


def test_parts_are_one_tree(keep):
    names = list(MARROW)
    one = keep("marrow-1.zip", zipped({name: MARROW[name] for name in names[:2]}))
    two = keep("marrow-2.zip", zipped({name: MARROW[name] for name in names[2:]}))
    assert contents([two, one]) == EXPECTED
    with open_export([one, two]) as export:
        assert export.parts == ("marrow-1.zip", "marrow-2.zip")
        assert {file.part for file in export.files.values()} == {"marrow-1.zip", "marrow-2.zip"}


@pytest.mark.parametrize("outer", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_zip_in_a_folder_in_a_zip_in_a_zip_is_read_in_place(keep, outer, pack):
    inner = zipped({"mine/instagram-marrow.zip": pack(MARROW)}, outer)
    path = keep("again.zip", zipped({"Downloads/stuff.zip": inner, "Downloads/note.txt": "hello"}, outer))
    with open_export([path]) as export:
        assert export.refused == ()
        found = export.find("content/posts_*.json", "posts/**/*.jpg", "media/posts/*/*.jpg")
        assert [file.read() for file in found] == list(EXPECTED.values())


def test_zips_in_a_folder_are_parts_of_one_tree(tmp_path):
    names = list(MARROW)
    folder = tmp_path / "Downloads"
    folder.mkdir()
    (folder / "takeout-20240516T230250Z-001.zip").write_bytes(zipped({names[0]: MARROW[names[0]]}))
    (folder / "takeout-20240516T230250Z-002.zip").write_bytes(zipped({names[3]: MARROW[names[3]]}))
    with open_export([folder]) as export:
        picture = export.resolve("media/posts/202405/ada.jpg", near=export.find("posts_1.json")[0])
        assert picture is not None
        assert picture.name == f"takeout-20240516T230250Z/{names[3]}"


def test_the_zip_beside_its_own_unpacked_folder_is_read_once(tmp_path):
    folder = written(tmp_path / "Downloads", {f"marrow/{name}": content for name, content in MARROW.items()})
    (folder / "marrow.zip").write_bytes(zipped(MARROW))
    with open_export([folder]) as export:
        assert export.refused == ()
        assert len(export.find("*.json", "*.jpg")) == len(MARROW)


def test_a_fourth_zip_inside_is_refused_and_told(keep):
    packed = zipped(MARROW)
    for _ in range(4):
        packed = zipped({"again.zip": packed})
    with open_export([keep("deep.zip", packed)]) as export:
        assert [trouble.kind for trouble in export.refused] == ["too_many_zips_in_zips"]


def test_opening_reads_no_member(keep, monkeypatch):
    path = keep("marrow.zip", zipped(MARROW))
    monkeypatch.setattr("smallprint.exports.unpack.Member.readinto", lambda *_: pytest.fail("a member was read"))
    with open_export([path]) as export:
        assert export.resolve("media/posts/202405/ada.jpg")


def test_many_threads_may_read_one_export(keep):
    files = {f"media/{number}.jpg": bytes([number]) * 300_000 for number in range(40)}
    inside = keep("outer.zip", zipped({"inner.zip": zipped(files)}))  # packed twice: one shared unpacker
    with open_export([inside]) as export, ThreadPoolExecutor(8) as pool:
        wanted = export.find("*.jpg")
        read = list(pool.map(lambda file: file.read(), wanted * 3))
    assert read == list(files.values()) * 3


def test_a_file_can_be_read_from_any_place(keep):
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        with open_export([keep("m.zip", zipped(MARROW, method))]) as export, export.find("*.jpg")[0].open() as stream:
            whole = EXPECTED["instagram-marrow/media/posts/202405/ada.jpg"]
            for place in (100_000, 5, 149_000, 0):
                stream.seek(place)
                assert stream.read(1000) == whole[place : place + 1000]
            assert stream.seek(-3, 2) == len(whole) - 3
            assert stream.read() == whole[-3:]
            assert stream.seek(10**9) == len(whole)


def test_a_picture_deep_in_a_tgz_is_read_without_the_rest(keep):
    """Reading backwards through 60 MB must not unpack everything for each file."""
    blocks = {f"{number:02}.jpg": bytes([number]) * 3_000_000 for number in range(20)}
    with open_export([keep("big.tgz", tarred(blocks))]) as export:
        for name in reversed(list(export.files)):
            assert export.files[name].head(10) == blocks[name][:10]


def test_the_digest_tells_the_same_export_again(tmp_path, keep):
    one, two = keep("a-1.zip", zipped(MARROW)), keep("a-2.zip", zipped({"other.json": "[]"}))
    renamed = keep("a-1 (1).zip", one.read_bytes())
    changed = keep("a-3.zip", zipped(MARROW | {POSTS: "[1]"}))

    def digest(*paths):
        with open_export(paths) as export:
            return export.digest

    assert digest(one, two) == digest(two, one) == digest(renamed, two)
    assert len({digest(one), digest(two), digest(one, two), digest(changed, two)}) == 4


def test_a_folder_keeps_its_digest_when_it_is_looked_into_on_a_mac(tmp_path):
    folder = written(tmp_path, MARROW)

    def digest():
        with open_export([folder]) as export:
            return export.digest

    before = digest()
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    assert digest() == before
    (folder / "new.json").write_text("[]")
    assert digest() != before


def test_times_are_what_the_packing_states(keep, tmp_path):
    with open_export([keep("m.zip", zipped(MARROW))]) as export:
        assert str(export.files[POSTS].modified) == "2024-05-06 07:08:10"
    with open_export([keep("m.tgz", tarred(MARROW))]) as export:
        when = export.files[POSTS].modified
        assert when is not None
        assert when.timestamp() == 1_715_000_000


def test_reading_more_than_allowed_says_so(keep):
    with open_export([keep("m.zip", zipped(MARROW))]) as export:
        with pytest.raises(ExportTrouble) as caught:
            export.find("*.jpg")[0].read(limit=1000)
        assert caught.value.kind == "too_large"


@pytest.mark.parametrize(
    ("name", "content", "error", "hint"),
    [
        ("marrow.zip", b"", UnreadablePath, "Download it again"),
        ("marrow.zip.crdownload", b"\x00\x01\x02 half of it", UnreadablePath, "Wait until"),
        ("marrow.zip", b"<!DOCTYPE html><html>Please log in", NotAnExport, "log in"),
        ("marrow.rar", b"Rar!\x1a\x07\x01\x00", NotAnExport, "Unpack it"),
        ("ada.jpg", b"\xff\xd8\xff\xe0", NotAnExport, "zip"),
        ("marrow.zip", b"\x00" * 5000, UnreadablePath, "broke off"),
        ("marrow.gz", gzip.compress(b"dear diary"), NotAnExport, "zip"),
    ],
)
def test_what_is_no_export_says_what_to_do(keep, name, content, error, hint):
    with pytest.raises(error) as caught:
        open_export([keep(name, content)])
    assert hint in caught.value.hint


def test_a_path_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UnreadablePath):
        open_export([tmp_path / "marrow.zip"])
    with pytest.raises(UnreadablePath):
        open_export([Path("a\0b")])
    with pytest.raises(UnreadablePath):
        open_export([])


def test_an_empty_zip_and_an_empty_folder_hold_nothing(keep, tmp_path):
    with open_export([keep("empty.zip", zipped({}))]) as export:
        assert not export.files
    (tmp_path / "nothing").mkdir()
    with open_export([tmp_path / "nothing"]) as export:
        assert not export.files


def test_troubles_travel_between_processes(keep):
    with open_export([keep("m.zip", zipped({"../x": b"", "a": b""}))]) as export:
        assert pickle.loads(pickle.dumps(export.refused)) == export.refused
