"""What was handed over, by its first bytes: a folder, a zip, a tar, or something that is not an export."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from smallprint.errors import NotAnExport, UnreadablePath
from smallprint.exports.sources import OnDisk
from smallprint.exports.zip_list import find_end

_STILL_COMING = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp")


class Form(Enum):
    """How a part is packed."""

    FOLDER = "folder"
    ZIP = "zip"
    TAR = "tar"
    TAR_GZ = "tar.gz"
    TAR_BZ2 = "tar.bz2"
    TAR_XZ = "tar.xz"


def form_of(path: Path) -> Form:
    """Say how a path on disk is packed. Raises UnreadablePath and NotAnExport, each with what to do."""
    try:
        if path.is_dir():
            return Form.FOLDER
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError as problem:
        raise UnreadablePath(f"{path.name}: {problem.strerror}") from problem
    except ValueError as problem:  # a NUL in the path
        raise UnreadablePath("this is no path") from problem
    if not head:
        raise UnreadablePath(f"{path.name} is empty", hint="Download it again: nothing has arrived in this file yet.")
    form = packed_form(head) or (Form.ZIP if _ends_as_zip(path) else None)
    if form is None:
        raise _no_export(path.name, head)
    return form


def _ends_as_zip(path: Path) -> bool:
    """Say whether there is a zip behind whatever stands in front of it."""
    source = OnDisk(path)
    try:
        return find_end(source) is not None
    finally:
        source.close()


def packed_form(head: bytes) -> Form | None:
    """Say how a file is packed by its first 512 bytes or more; None where it is not."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return Form.ZIP
    if head[:3] == b"\x1f\x8b\x08":
        return Form.TAR_GZ
    if head[:3] == b"BZh":
        return Form.TAR_BZ2
    if head[:6] == b"\xfd7zXZ\x00":
        return Form.TAR_XZ
    return Form.TAR if head[257:262] == b"ustar" else None


def _no_export(name: str, head: bytes) -> NotAnExport | UnreadablePath:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if name.casefold().endswith(_STILL_COMING):
        return UnreadablePath(f"{name} is still being downloaded", hint="Wait until the download is finished.")
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return NotAnExport(
            f"{name} is a web page, not an export",
            hint="The link had probably expired: log in at the network and download again.",
        )
    if head.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c")):
        return NotAnExport(f"{name} is packed in a way we do not open", hint="Unpack it and choose the folder.")
    if not head.strip(b"\x00"):
        return UnreadablePath(
            f"{name} holds nothing but zeros", hint="The download broke off. Download it again and wait for its end."
        )
    return NotAnExport(f"{name} is not a folder or zip from a network")
