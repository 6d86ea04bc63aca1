"""Crafted zips (test plan I1): what is refused is told with its reason, and everything beside it is still read."""

from __future__ import annotations

import io
import random
import stat
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from tests.conftest import zipped

from smallprint.errors import NotAnExport, UnreadablePath
from smallprint.exports import ExportTrouble, open_export

GOOD = {"content/posts_1.json": b"[]", "media/ada.jpg": b"\xff\xd8\xff" * 100}


def refused(path, good=GOOD):
    """Open, check that the good files are read, and give what was refused."""
    with open_export([path]) as export:
        for name, content in good.items():
            assert export.files[name].read() == content
        assert set(export.files) == set(good)
        return [(trouble.where, trouble.kind) for trouble in export.refused]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../evil.json", "climbing_name"),
        ("media/../../evil.json", "climbing_name"),
        ("..\\evil.json", "climbing_name"),
        ("/etc/passwd", "absolute_name"),
        ("\\\\server\\share\\evil", "absolute_name"),
        ("C:/evil.json", "drive_name"),
        ("c:evil.json", "drive_name"),
        ("posts.json:stream", "colon_in_name"),
        ("a/" * 70 + "x", "too_many_folders"),
        ("x" * 1100, "name_too_long"),
    ],
)
def test_a_name_that_leads_out_is_refused(keep, name, kind):
    found = refused(keep("a.zip", zipped(GOOD | {name: b"evil"})))
    assert [one for _, one in found] == [kind]


def test_a_name_with_a_nul_is_refused(keep):
    packed = zipped(GOOD | {"photo.jpg@.exe": b"evil"}).replace(b"photo.jpg@.exe", b"photo.jpg\0.exe")
    assert refused(keep("a.zip", packed)) == [("photo.jpg\\x00.exe", "nul_in_name")]


def test_shown_names_carry_no_control_characters(keep):
    odd = "media/\x1b[31mada\u202egpj.exe\n"
    with open_export([keep("a.zip", zipped({odd: b"x"}))]) as export:
        assert list(export.files) == ["media/\\x1b[31mada\\u202egpj.exe\\x0a"]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (stat.S_IFLNK, "link"),
        (stat.S_IFIFO, "special_file"),
        (stat.S_IFCHR, "special_file"),
        (stat.S_IFBLK, "special_file"),
    ],
)
def test_links_and_devices_are_refused(keep, mode, kind):
    packed = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(packed, "a") as writer:
        info = zipfile.ZipInfo("media/link.jpg")
        info.create_system, info.external_attr = 3, (mode | 0o777) << 16
        writer.writestr(info, "/etc/passwd")
    assert refused(keep("a.zip", packed.getvalue())) == [("media/link.jpg", kind)]


def patched(files: dict[str, bytes], name: bytes, at: int, new: bytes) -> bytes:
    """Change the listed entry of one member: `at` counts from its signature in the list."""
    packed = bytearray(zipped(files))
    entry = packed.rfind(b"PK\x01\x02", 0, packed.rfind(name))
    packed[entry + at : entry + at + len(new)] = new
    return bytes(packed)


@pytest.mark.parametrize(
    ("at", "new", "kind"),
    [
        (8, b"\x01\x00", "encrypted"),
        (8, b"\x41\x00", "encrypted"),
        (10, b"\x63\x00", "unknown_method"),
        (10, b"\x09\x00", "unknown_method"),
        (24, struct.pack("<I", 0xFFFFFFFE), None),
        (42, struct.pack("<I", 0x7FFFFFFF), "overlapping"),
        (20, struct.pack("<I", 0x7FFFFFFF), "overlapping"),
    ],
)
def test_a_member_that_cannot_be_opened_is_refused_alone(keep, at, new, kind):
    path = keep("a.zip", patched(GOOD | {"zz_last.bin": b"content " * 20}, b"zz_last.bin", at, new))
    if kind is not None:
        assert refused(path) == [("zz_last.bin", kind)]
        return
    with open_export([path]) as export, pytest.raises(ExportTrouble) as caught:  # it says 4 GB and holds 160 bytes
        export.files["zz_last.bin"].open().seek(0, io.SEEK_END)
    assert caught.value.kind == "cut_off"


def test_a_zip_with_a_password_says_what_to_do(keep):
    packed = patched({"posts_1.json": b"[]"}, b"posts_1.json", 8, b"\x01\x00")
    with pytest.raises(UnreadablePath) as caught:
        open_export([keep("locked.zip", packed)])
    assert "password" in caught.value.hint


def test_a_zip64_lie_about_the_size_is_refused(keep):
    lie = struct.pack("<HHQ", 1, 8, 1 << 62)
    packed = bytearray(zipped({"zz.bin": b"x" * 100}))
    entry = packed.rfind(b"PK\x01\x02")
    packed[entry + 24 : entry + 28] = b"\xff" * 4
    packed[entry + 30 : entry + 32] = struct.pack("<H", len(lie))
    name_end = entry + 46 + len("zz.bin")
    packed[name_end:name_end] = lie
    end = packed.rfind(b"PK\x05\x06")
    packed[end + 12 : end + 16] = struct.pack("<I", end - entry)
    with pytest.raises(UnreadablePath):
        open_export([keep("lie.zip", bytes(packed))])


@pytest.mark.parametrize("at", [10, 20, 24, 28, 30, 32, 42])
@pytest.mark.parametrize("new", [b"\xff\xff", b"\x00\x00", b"\xff\xff\xff\xff"])
def test_any_lie_in_the_list_ends_without_a_traceback(keep, at, new):
    path = keep("a.zip", patched(GOOD | {"zz_last.bin": b"content " * 20}, b"zz_last.bin", at, new))
    try:
        with open_export([path]) as export:
            for file in export.files.values():
                file.head(1 << 16)
    except UnreadablePath:
        pass


def test_two_names_that_are_one_are_told(keep):
    files = {
        "media/Ada.jpg": b"one",
        "media/ada.JPG": b"two",
        "media/Mu\u0308ller.jpg": b"1",
        "media/M\u00fcller.jpg": b"2",
    }
    with open_export([keep("a.zip", zipped(files))]) as export:
        assert sorted(file.read() for file in export.files.values()) == [b"1", b"one"]
        assert [trouble.kind for trouble in export.refused] == ["same_name", "same_name"]


def test_the_same_file_twice_is_no_trouble(keep):
    packed = io.BytesIO(zipped(GOOD))
    with pytest.warns(UserWarning), zipfile.ZipFile(packed, "a") as writer:
        writer.writestr("content/posts_1.json", b"[]")
    with open_export([keep("a.zip", packed.getvalue())]) as export:
        assert (export.refused, export.skipped) == ((), 1)


def test_what_a_mac_puts_beside_is_skipped_and_counted(keep):
    junk = {
        "__MACOSX/content/._posts_1.json": b"\0\5\x16\7",
        "content/._x.json": b"\0\5",
        ".DS_Store": b"",
        "Thumbs.db": b"",
    }
    with open_export([keep("a.zip", zipped(GOOD | junk))]) as export:
        assert set(export.files) == set(GOOD)
        assert (export.skipped, export.refused) == (len(junk), ())


def test_backslashes_and_empty_steps_are_separators(keep):
    files = {"content\\posts_1.json": b"[]", "./media//./ada.jpg": GOOD["media/ada.jpg"]}
    assert refused(keep("a.zip", zipped(files))) == []


def test_a_name_in_the_old_dos_code_page_is_read(keep):
    packed = zipped({"media/xber.jpg": b"1"}).replace(b"xber", b"\x81ber")
    with open_export([keep("a.zip", packed)]) as export:
        assert list(export.files) == ["media/über.jpg"]


def test_a_utf8_name_without_its_mark_is_read(keep):
    packed = zipped({"media/xxber.jpg": b"1"}).replace(b"xxber", "über".encode())
    with open_export([keep("a.zip", packed)]) as export:
        assert list(export.files) == ["media/über.jpg"]


def flat_bomb(megabytes: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writer, writer.open("bomb.json", "w") as stream:
        for _ in range(megabytes):
            stream.write(b"\0" * 1_000_000)
    return packed.getvalue()


def test_a_flat_bomb_stops_while_it_is_read(keep):
    with open_export([keep("bomb.zip", flat_bomb(80))]) as export:
        tracemalloc.start()
        with pytest.raises(ExportTrouble) as caught, export.files["bomb.json"].open() as stream:
            while stream.read(1 << 20):
                pass
        assert caught.value.kind == "too_packed"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
        tracemalloc.stop()


def test_a_nested_bomb_is_refused_before_it_unpacks(keep):
    began = time.monotonic()
    path = keep("a.zip", zipped(GOOD | {"again.zip": zipped({"x.zip": flat_bomb(70)})}))
    with open_export([path]) as export:
        assert export.files["content/posts_1.json"].read() == b"[]"
    assert time.monotonic() - began < 5
    packed = zipped({"in.zip": b"PK\x03\x04" + b"\0" * 80_000_000})  # a "zip" of zeros, packed
    with open_export([keep("b.zip", packed)]) as export:
        assert [trouble.kind for trouble in export.refused] == ["too_packed"]


def overlapping(count: int, *, quoted: bool) -> bytes:
    """Many members that share one body: 62 KB that zipfile of 3.11.7 unpacks into gigabytes."""
    kernel = zlib.compress(b"\0" * 1_000_000, 9)[2:-4]
    crc = zlib.crc32(b"\0" * 1_000_000)
    names = [b"%04d" % number for number in range(count)]
    numbers = (20, 0, 8, 0, 0, crc, len(kernel), 1_000_000, 4, 0)
    headers = [struct.pack("<4s5H3I2H", b"PK\x03\x04", *numbers) + name for name in names]
    body = b"".join(headers) if quoted else headers[0]
    listing = b"".join(
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            crc,
            len(kernel) + len(body) * quoted,
            1_000_000,
            len(name),
            0,
            0,
            0,
            0,
            0,
            number * 34 * quoted,
        )
        + name
        for number, name in enumerate(names)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listing), len(body) + len(kernel), 0)
    return body + kernel + listing + end


@pytest.mark.parametrize("quoted", [True, False])
def test_members_that_overlap_are_refused(keep, quoted):
    try:
        with open_export([keep("overlap.zip", overlapping(500, quoted=quoted))]) as export:
            assert len(export.files) <= 1
            assert {trouble.kind for trouble in export.refused} == {"overlapping"}
            assert len(export.refused) >= 499
    except UnreadablePath:
        assert quoted  # then not one of them is left


def test_thousands_of_refusals_are_told_as_a_number(keep):
    files = {f"../{number}": b"" for number in range(1500)}
    with open_export([keep("a.zip", zipped(GOOD | files, zipfile.ZIP_STORED))]) as export:
        assert len(export.refused) == 1001
        assert export.refused[-1].note == "500 more"


def test_something_in_front_of_the_zip_does_not_matter(keep):
    assert refused(keep("a.zip", b"#!/bin/sh\nexit\n" * 10 + zipped(GOOD))) == []


def test_a_long_comment_behind_does_not_matter(keep):
    packed = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(packed, "a") as writer:
        writer.comment = b"PK\x05\x06" + b"made by Oakfield School " * 2000
    assert refused(keep("a.zip", packed.getvalue())) == []


def test_one_piece_of_a_split_zip_says_what_to_do(keep):
    packed = bytearray(zipped(GOOD))
    end = packed.rfind(b"PK\x05\x06")
    packed[end + 4 : end + 8] = b"\x02\x00\x02\x00"
    with pytest.raises(UnreadablePath) as caught:
        open_export([keep("a.zip", bytes(packed))])
    assert "Join" in caught.value.hint


def test_a_damaged_member_says_so_and_the_next_is_read(keep):
    packed = bytearray(zipped(GOOD | {"media/ben.jpg": bytes(range(256)) * 400}, zipfile.ZIP_STORED))
    packed[packed.find(bytes(range(256))) + 1000] ^= 1
    with open_export([keep("a.zip", bytes(packed))]) as export:
        with pytest.raises(ExportTrouble) as caught:
            export.files["media/ben.jpg"].read()
        assert caught.value.kind == "bad_crc"
        assert export.files["media/ada.jpg"].read() == GOOD["media/ada.jpg"]


def test_damaged_packing_says_so(keep):
    packed = bytearray(zipped({"media/ben.jpg": bytes(range(256)) * 400}))
    start = 30 + len("media/ben.jpg")
    packed[start : start + 40] = b"\xff" * 40
    with open_export([keep("a.zip", bytes(packed))]) as export, pytest.raises(ExportTrouble) as caught:
        export.files["media/ben.jpg"].read()
    assert caught.value.kind == "not_packed_right"


def test_a_member_that_holds_more_than_it_says_stops(keep):
    packed = patched({"posts_1.json": b"[1, 2, 3]" * 100}, b"posts_1.json", 24, struct.pack("<I", 9))
    with open_export([keep("a.zip", packed)]) as export, pytest.raises(ExportTrouble) as caught:
        export.files["posts_1.json"].read()
    assert caught.value.kind == "wrong_size"


def test_a_list_that_is_no_list_is_not_believed(keep):
    packed = bytearray(zipped(GOOD))
    end = packed.rfind(b"PK\x05\x06")
    packed[end + 12 : end + 20] = struct.pack("<II", 20, 5)
    with open_export([keep("a.zip", bytes(packed))]) as export:  # the members' own headers are read instead
        assert set(export.files) == set(GOOD)


def test_random_damage_never_ends_in_a_traceback(keep):
    chance = random.Random(20261122)
    whole = zipped(GOOD | {f"media/{n}.jpg": bytes([n]) * 50 * n for n in range(30)})
    for number in range(300):
        packed = bytearray(whole)
        for _ in range(chance.choice([1, 3, 30])):
            packed[chance.randrange(len(packed))] = chance.randrange(256)
        path = keep(f"{number}.zip", bytes(packed[: chance.randrange(len(packed)) if number % 3 == 0 else None]))
        try:
            with open_export([path]) as export:
                for file in export.files.values():
                    file.head(10_000)
        except (UnreadablePath, NotAnExport) as problem:
            assert problem.hint
