"""Half a download: the commonest damage. What arrived whole is read, and the rest is told."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from tests.conftest import tarred, zipped

from smallprint.errors import UnreadablePath
from smallprint.exports import open_export

FILES = {f"media/posts/{number:03}.jpg": bytes(range(256)) * 8 * number for number in range(1, 40)}


class OneWay(io.RawIOBase):
    """A place that can only be written forwards, as when a server packs while it sends: sizes then stand behind."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        self.written += piece
        return len(piece)


def streamed(files, method):
    out = OneWay()
    with zipfile.ZipFile(out, "w", method) as writer:
        for name, content in files.items():
            writer.writestr(zipfile.ZipInfo(name), content, method)
    return bytes(out.written)


def arrived(packed, cut, *, later):
    """Count the members that lie wholly before the cut, by the whole zip's own list."""
    with zipfile.ZipFile(io.BytesIO(packed)) as reader:
        infos = reader.infolist()
    ends = [info.header_offset + 30 + len(info.filename) + info.compress_size + 16 * later for info in infos]
    return sum(end <= cut for end in ends)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("pack", [zipped, streamed])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_members_that_arrived_whole_are_read(keep, method, pack, share):
    packed = pack(FILES, method)
    path = keep("half.zip", packed[: int(len(packed) * share)])
    with open_export([path]) as export:
        assert [(trouble.where, trouble.kind) for trouble in export.refused] == [("half.zip", "cut_off")]
        assert list(export.files) == list(FILES)[: len(export.files)]
        for name, file in export.files.items():
            assert file.read() == FILES[name]
        assert len(export.files) == arrived(packed, int(len(packed) * share), later=pack is streamed)


def test_all_members_are_had_when_only_the_list_is_missing(keep):
    packed = zipped(FILES)
    with open_export([keep("half.zip", packed[: packed.find(b"PK\x01\x02")])]) as export:
        assert list(export.files) == list(FILES)


def test_a_download_without_one_whole_member_says_what_to_do(keep):
    with pytest.raises(UnreadablePath) as caught:
        open_export([keep("half.zip", zipped({"a.jpg": bytes(range(256)) * 100}, zipfile.ZIP_STORED)[:5000])])
    assert "Download it again" in caught.value.hint


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_a_tar_that_was_cut_off_gives_what_came_before(keep, mode, share):
    files = {name: random.Random(name).randbytes(len(content)) for name, content in FILES.items()}
    packed = tarred(files, mode)
    path = keep("half.tgz", packed[: int(len(packed) * share)])
    try:
        with open_export([path]) as export:
            assert "cut_off" in {trouble.kind for trouble in export.refused}
            for name, file in export.files.items():
                assert file.read() == files[name]
            assert 0 < len(export.files) < len(FILES)
    except UnreadablePath as problem:
        assert mode in ("w:bz2", "w:xz")  # their blocks are so long that nothing may be whole
        assert "Download it again" in problem.hint


def test_one_part_cut_off_leaves_the_other_whole(keep):
    names = list(FILES)
    one = keep("m-1.zip", zipped({name: FILES[name] for name in names[:20]}))
    half = zipped({name: FILES[name] for name in names[20:]})
    two = keep("m-2.zip", half[: len(half) // 2])
    with open_export([one, two]) as export:
        assert set(names[:20]) < set(export.files)
        assert [(trouble.where, trouble.kind) for trouble in export.refused] == [("m-2.zip", "cut_off")]
