"""Crafted tars, and limits that no real export reaches."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import time
from dataclasses import replace

import pytest
from tests.conftest import tarred, zipped

from smallprint.errors import UnreadablePath
from smallprint.exports import LIMITS, ExportTrouble, open_export

GOOD = {"content/posts_1.json": b"[]", "media/ada.jpg": b"\xff\xd8\xff" * 100}


def tar_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as writer:
        for info, content in members:
            info.size = len(content)
            writer.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def good_members() -> list[tuple[tarfile.TarInfo, bytes]]:
    return [(tarfile.TarInfo(name), content) for name, content in GOOD.items()]


def of_kind(kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo("media/link.jpg")
    info.type, info.linkname = kind, "/etc/passwd"
    return info


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.CHRTYPE, "special_file"),
        (tarfile.FIFOTYPE, "special_file"),
        (tarfile.GNUTYPE_SPARSE, "special_file"),
        (b"Z", "special_file"),
    ],
)
def test_links_and_devices_in_a_tar_are_refused(keep, kind, slug):
    with open_export([keep("a.tar", tar_of((of_kind(kind), b""), *good_members()))]) as export:
        assert [(one.where, one.kind) for one in export.refused] == [("media/link.jpg", slug)]
        assert {name: file.read() for name, file in export.files.items()} == GOOD


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../evil", "C:/evil", "x:y"])
def test_names_that_lead_out_of_a_tar_are_refused(keep, name):
    with open_export([keep("a.tar", tar_of((tarfile.TarInfo(name), b"evil"), *good_members()))]) as export:
        assert len(export.refused) == 1
        assert set(export.files) == set(GOOD)


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_foreign_names_in_a_tar_are_read(keep, form):
    names = ["media/" + "long " * 60 + "ada.jpg", "media/Müller 🎒.jpg"]
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as writer:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 3
            writer.addfile(info, io.BytesIO(b"ada"))
    with open_export([keep("a.tar", packed.getvalue())]) as export:
        assert set(export.files) == set(names)
        assert {file.read() for file in export.files.values()} == {b"ada"}


LIES = [b"-0000000001\0", b"77777777777\0", b"1_0\0zzzzzzzz", b"\xff" * 12]
LIES += [b"\x80" + b"\xff" * 11, b"\x80" + b"\0" * 10 + b"\1"]


@pytest.mark.parametrize("size", LIES)
def test_a_lie_about_a_size_ends_the_tar_and_is_told(keep, size):
    """Sizes below nothing make the tarfile of Python 3.11.7 run for ever."""
    packed = bytearray(tar_of(*good_members(), (tarfile.TarInfo("zz.bin"), b"x" * 600)))
    header = packed.rfind(b"zz.bin")
    packed[header + 124 : header + 136] = size
    total = sum(packed[header : header + 148]) + 8 * 32 + sum(packed[header + 156 : header + 512])
    packed[header + 148 : header + 156] = b"%06o\0 " % total
    began = time.monotonic()
    with open_export([keep("a.tar", bytes(packed))]) as export:
        assert set(GOOD) <= set(export.files)
        assert export.refused
    assert time.monotonic() - began < 5


BROKEN = [b"0 path=x\n", b"999999 path=x\n", b"x path=y\n", b"9 path\n", b"-5 a=b\n", b"\n" * 2000]


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_extra_header_is_passed_over(keep, said):
    extra = tarfile.TarInfo("pax")
    extra.type = b"x"
    with open_export([keep("a.tar", tar_of((extra, said), *good_members()))]) as export:
        assert {name: file.read() for name, file in export.files.items()} == GOOD


def test_a_tgz_bomb_is_refused_before_it_fills_anything(keep):
    bomb = gzip.compress(tar_of((tarfile.TarInfo("zeros.jpg"), b"\0" * 150_000_000)))
    with pytest.raises(UnreadablePath) as caught:
        open_export([keep("bomb.tgz", bomb)])
    assert "No network makes such a file" in str(caught.value)


def test_a_tgz_of_several_streams_is_one_tar(keep):
    packed = tarred(GOOD, "w")
    pieces = [gzip.compress(packed[at : at + 700]) for at in range(0, len(packed), 700)]
    with open_export([keep("a.tgz", b"".join(pieces))]) as export:
        assert {name: file.read() for name, file in export.files.items()} == GOOD


def test_a_damaged_tgz_gives_what_came_before(keep):
    files = {f"{number}.jpg": random.Random(number).randbytes(40_000) for number in range(50)}
    packed = bytearray(tarred(files))
    packed[len(packed) // 2 : len(packed) // 2 + 20] = b"\xff" * 20
    with open_export([keep("a.tgz", bytes(packed))]) as export:
        assert 5 < len(export.files) < 50
        assert export.refused
        readable = [name for name, file in export.files.items() if file.head(10)]
        assert len(readable) >= len(export.files) - 1


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_more_files_than_we_look_at_are_told(keep, monkeypatch, pack):
    monkeypatch.setattr("smallprint.exports.collection.LIMITS", replace(LIMITS, members=10))
    with open_export([keep("many.zip", pack({f"{number}.json": "[]" for number in range(25)}))]) as export:
        assert len(export.files) == 10
        assert [one.kind for one in export.refused] == ["too_many_files"]


def test_more_bytes_than_we_look_at_are_told(keep, monkeypatch):
    monkeypatch.setattr("smallprint.exports.collection.LIMITS", replace(LIMITS, total=1000, member=500))
    files = {"a.json": b"1" * 400, "b.json": b"2" * 600, "c.json": b"3" * 500, "d.json": b"4" * 300}
    with open_export([keep("a.zip", zipped(files))]) as export:
        assert list(export.files) == ["a.json", "c.json"]
        assert [(one.where, one.kind) for one in export.refused] == [("b.json", "too_large"), ("d.json", "too_large")]


def test_a_part_given_twice_is_read_once(keep):
    one, again = keep("a-1.zip", zipped(GOOD)), keep("a-1 (1).zip", zipped(GOOD))
    with open_export([one, again]) as export:
        assert (set(export.files), export.refused, export.skipped) == (set(GOOD), (), len(GOOD))


def test_two_accounts_given_as_parts_of_one_are_told(keep):
    ada = keep("ada.zip", zipped({"profile.json": '{"name": "ada"}', "media/1.jpg": b"1"}))
    gale = keep("gale.zip", zipped({"profile.json": '{"name": "gale"}', "media/2.jpg": b"2"}))
    with open_export([ada, gale]) as export:
        assert [(one.where, one.kind) for one in export.refused] == [("profile.json", "same_name")]
        assert b"ada" in export.files["profile.json"].read()


def test_a_member_that_cannot_be_read_does_not_raise_from_head(keep):
    packed = bytearray(zipped({"a.json": b"[]" * 1000}))
    packed[:4] = b"XXXX"
    with open_export([keep("a.zip", bytes(packed))]) as export:
        assert export.files["a.json"].head() == b""
        with pytest.raises(ExportTrouble):
            export.files["a.json"].read()
