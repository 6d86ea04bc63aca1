"""The limits every Unix can set on the box: memory, files written, open files, no core."""

from __future__ import annotations

import resource
from contextlib import suppress

_MEMORY = 1_500_000_000  # bytes of address space
_OPEN_FILES = 64


def set_limits() -> None:
    """For good. What a system does not know (macOS: address space) is left out."""
    for limit, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
