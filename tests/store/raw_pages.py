"""Decrypts every page of a SQLCipher file with the system's openssl, so that tests see free pages too.

Page layout (SQLCipher 4, raw key): AES-256-CBC of all but the last 80 bytes; those are 16 of IV and 64 of HMAC;
the first page begins with 16 plain bytes of salt.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

PAGE, RESERVE, SALT = 4096, 80, 16
openssl = shutil.which("openssl")


def decrypted(file: Path, key: bytes) -> bytes:
    content = file.read_bytes()
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    return b"".join(_page(page, key, first=number == 0) for number, page in enumerate(pages))


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[SALT if first else 0 : -RESERVE]
    iv = page[-RESERVE : -RESERVE + 16]
    assert openssl is not None
    command = [openssl, "enc", "-d", "-aes-256-cbc", "-nopad", "-K", key.hex(), "-iv", iv.hex()]
    return subprocess.run(command, input=body, capture_output=True, check=True).stdout
