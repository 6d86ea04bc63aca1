"""A new file from pixels alone: nothing of the original file goes along, because the writer never sees it.

Orientation and colours are settled while decoding (decode.py, `Wish.exact_colours`): what comes in is upright sRGB.
"""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Form = Literal["jpeg", "png", "webp"]
SUFFIXES: dict[Form, str] = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}
MOST_PIXELS = 100_000_000  # of an original, whatever its kind
QUALITY = 88  # as the drawn pictures; finds faces as well as the original does


def written(rgb: NDArray[np.uint8], form: Form = "jpeg") -> bytes:
    """Upright RGB (height x width x 3) as a file of its own; `media.segments.is_plain` holds for it."""
    picture, out = Image.fromarray(np.ascontiguousarray(rgb)), BytesIO()
    if form == "png":
        picture.save(out, "PNG", optimize=True)
    elif form == "webp":
        picture.save(out, "WEBP", quality=QUALITY, method=4)
    else:
        # Colour at full size: the edge of a cover would otherwise bleed two pixels into it.
        picture.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return out.getvalue()
