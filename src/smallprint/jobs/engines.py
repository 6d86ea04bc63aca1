"""Where pictures are looked at: on this computer, or on a cluster where that part is installed."""

from __future__ import annotations

from smallprint.errors import Refused
from smallprint.scan.engine import Engine, LocalEngine


def engine_named(name: str, workers: int | None) -> Engine:
    """The engine of that name. Raises Refused where it is not part of this installation."""
    if name == "local":
        return LocalEngine(workers=workers)
    raise Refused(
        f"The engine {name} is not part of this installation.",
        hint="Leave --engine out: this computer looks at the pictures itself.",
    )
