"""How old and who: one pass of faceres gives both.

Only two numbers leave this file: P(under 22) and the descriptor. The model's third branch, which tells the sex, is
not in our file at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from smallprint.faces import models
from smallprint.faces.pixels import Floats, as_input

BLUE_GREEN_RED_MEAN = np.array([103.939, 116.779, 123.68], np.float32)
AGES_UNDER_22 = 21  # class i means age i + 1


def read_face(face: Floats) -> tuple[float, NDArray[np.float32]] | None:
    """P(under 22) and the descriptor (1024, length 1) of an aligned face, 224 x 224 x 3 RGB float32.

    None when the model gives nothing to compare, as for a face of one colour.
    """
    given = as_input(face[..., ::-1] - BLUE_GREEN_RED_MEAN)
    features, ages = models.run(models.FACERES, given, "features", "age")
    length = float(np.linalg.norm(features[0]))
    if not np.isfinite(length) or length < 1e-6:
        return None
    return float(min(ages[0, :AGES_UNDER_22].sum(), 1.0)), features[0] / length
