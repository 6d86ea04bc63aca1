"""Eyes: the opening between the lids, the ball in it, the crease above and the lashes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smallprint.demo.draw.build import Build
from smallprint.demo.draw.head import Expression, Surface, bump
from smallprint.demo.draw.identity import EYE_TONES, Identity
from smallprint.demo.draw.mesh import Grid, linear, ramp
from smallprint.demo.draw.tones import cover, skin_tone, tint


@dataclass(frozen=True, slots=True)
class _Opening:
    """The window of the grid round one eye, in its own coordinates."""

    x: Grid  # from the middle of the eye, head heights
    y: Grid
    out: Grid  # -1 at the corner by the nose, 1 at the outer corner
    top: Grid  # height of the upper lid
    low: Grid  # of the lower
    inside: Grid  # 1 between the lids


def paint_eye(albedo: Grid, gloss: Grid, who: Identity, face: Surface, sign: int) -> None:
    """Paint the eye of one side (-1 left in the picture, 1 right) in its own window of the grid."""
    size = face.size
    near = (np.abs(face.x - sign * size.eye_x) < 0.13) & (np.abs(face.y - size.eye_y) < 0.1) & (face.front > 0)
    rows, columns = np.flatnonzero(near.any(1)), np.flatnonzero(near.any(0))
    if not len(rows):
        return
    w = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    view, shine = albedo[w], gloss[w]
    eye = _opening(who, face, face.x[w] - sign * size.eye_x, face.y[w] - size.eye_y, sign)
    crease = np.exp(-(((eye.y - eye.top - 0.016 - 0.003 * who.lids) / 0.0055) ** 2)) * np.exp(
        -((eye.out / 0.95) ** 4)
    )
    tint(view, 0.42 * crease * size.crease, np.array([0.5, 0.36, 0.32]))
    _ball(view, who, size, face.mood, eye)
    shine *= 1 - 0.6 * eye.inside
    lash = np.exp(-(((eye.y - eye.top - 0.001) / (0.0058 * size.lash)) ** 2)) * (np.abs(eye.out) < 1.04)
    cover(view, np.clip(0.88 * size.lash, 0, 0.95) * lash * (0.8 + 0.2 * eye.out), np.array([0.022, 0.014, 0.011]))
    rim = np.exp(-(((eye.y - eye.low + 0.001) / 0.0035) ** 2)) * (np.abs(eye.out) < 0.98)
    cover(view, 0.45 * rim, skin_tone(who) * np.array([0.42, 0.25, 0.23]))


def _opening(who: Identity, face: Surface, x: Grid, y: Grid, sign: int) -> _Opening:
    size, mood = face.size, face.mood
    out = x * sign / size.eye_w
    y = y - 0.011 * who.eye_tilt * out - 0.003 * out
    shut = 1 - 0.93 * mood.closed_eyes
    squint = 1 - 0.22 * mood.smile + 0.25 * mood.surprise
    span = np.clip(1 - out**2, 0, 1)
    top = size.eye_h * shut * squint * span ** (0.62 + 0.1 * out) - 0.008 * (1 - shut)
    low = -size.eye_h * 0.72 * span**0.75 * (1 - 0.18 * mood.smile) * shut - 0.008 * (1 - shut)
    inside = ramp(y - low, -0.002, 0.003) * (1 - ramp(y - top, -0.003, 0.002)) * (np.abs(out) < 1)
    return _Opening(x, y, out, top, low, inside)


def _ball(view: Grid, who: Identity, size: Build, mood: Expression, eye: _Opening) -> None:
    """The eyeball in the opening: white, iris, pupil, glints, and the shadow of the lid."""
    x, y = eye.x, eye.y
    r = np.hypot(x - 0.014 * mood.gaze, y - 0.002) / size.iris
    white = np.array([0.66, 0.62, 0.58]) * (1 - 0.12 * np.clip(size.wrinkle, 0, 1))
    iris = linear(EYE_TONES[who.eyes])
    colour = np.ones((*x.shape, 3)) * white
    tint(colour, np.clip(np.abs(x) / size.eye_w - 0.55, 0, 1) * 0.9, np.array([0.8, 0.55, 0.5]))
    spokes = 1 + 0.25 * np.cos(np.arctan2(y, x) * 17) * np.clip(r, 0, 1)
    cover(colour, 1 - ramp(r, 0.93, 1.07), iris * ((0.75 + 0.5 * np.clip(r, 0, 0.8)) * spokes)[..., None])
    cover(colour, 0.7 * np.exp(-(((r - 0.97) / 0.12) ** 2)), iris * 0.25)
    cover(colour, 1 - ramp(r, 0.4, 0.5), np.array([0.006, 0.005, 0.005]))
    colour *= (1 - 0.55 * np.exp(-(np.clip(eye.top - y, 0, None) / 0.009)))[..., None]
    glint = bump(x, y, (-size.iris * 0.35, size.iris * 0.38), (size.iris * 0.2, size.iris * 0.2))
    glint += 0.4 * bump(x, y, (size.iris * 0.4, -size.iris * 0.35), (size.iris * 0.16, size.iris * 0.16))
    colour += (1.1 * glint)[..., None]
    cover(view, eye.inside, colour)
