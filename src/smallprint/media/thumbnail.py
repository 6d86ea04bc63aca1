"""A small JPEG for the person's own screen, made from pixels alone: nothing the original says goes along."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from smallprint.media.decode import shrunk

LONG_SIDE = 320  # pixels


def thumbnail(rgb: NDArray[np.uint8]) -> bytes:
    """JPEG, long side at most LONG_SIDE, never enlarged."""
    written = BytesIO()
    shrunk(Image.fromarray(rgb), LONG_SIDE).save(written, "JPEG", quality=80, optimize=True)
    return written.getvalue()
