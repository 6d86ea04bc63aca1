"""What every test may use: an invented family's files, packed by the test itself. Nothing packed is committed."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Files = Mapping[str, bytes | str]


def as_bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files into a zip, in the order given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as writer:
        for name, content in files.items():
            writer.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), as_bytes(content), method)
    return packed.getvalue()


def tarred(files: Files, mode: str = "w:gz") -> bytes:
    """Pack files into a tar."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as writer:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(as_bytes(content)), 1_715_000_000
            writer.addfile(info, io.BytesIO(as_bytes(content)))
    return packed.getvalue()


def written(folder: Path, files: Files) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(content))
    return folder


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Put bytes into a file of the test's own folder."""

    def put(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put
