"""The surface of a head: a stack of rings from chin to crown, and features pushed out of it or pressed in.

Everything is in head heights. `Surface.x` and `.y` are the frontal coordinates before the features move the
surface; skin and hair paint by them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smallprint.demo.draw.build import Build
from smallprint.demo.draw.identity import Identity
from smallprint.demo.draw.mesh import Grid, ramp, rounded


@dataclass(frozen=True, slots=True)
class Expression:
    """What a face is doing. All 0 to 1, except the gaze: -1 to 1."""

    smile: float = 0.5
    open: float = 0.0
    closed_eyes: float = 0.0
    surprise: float = 0.0
    gaze: float = 0.0


@dataclass(frozen=True, slots=True)
class Surface:
    """The head as a grid: R x C, columns from behind over its right side, front, left side to behind."""

    points: Grid  # R x C x 3
    x: Grid  # R x C, frontal, before the features
    y: Grid
    turn: Grid  # R x C, radians round the head, 0 at the front
    front: Grid  # R x C, 1 on the face, 0 behind the ears
    size: Build
    mood: Expression


def bump(x: Grid, y: Grid, at: tuple[float, float], size: tuple[float, float]) -> Grid:
    """A soft hill of height 1."""
    return np.exp(-(((x - at[0]) / size[0]) ** 2) - ((y - at[1]) / size[1]) ** 2)


def surface(who: Identity, size: Build, mood: Expression, detail: float) -> Surface:
    """The head of `who`, with about `detail` rows to a head height."""
    rows, columns = int(1.75 * detail), int(1.5 * detail)
    t = np.linspace(0, 1, rows, dtype=np.float32)
    y = -0.004 + 1.004 * (0.62 * t + 0.38 * (1 - np.cos(np.pi * t)) / 2)
    u = np.linspace(-1, 1, columns, dtype=np.float32)
    turn = (np.pi * (0.6 * u + 0.4 * u**3)).astype(np.float32)
    ring = _rings(who, size, y)
    wide, front, back, middle = (ring[name][:, None] for name in ("wide", "front", "back", "middle"))
    cos, sin = np.cos(turn)[None], np.sin(turn)[None]
    square = (np.abs(cos) ** 2.25 + np.abs(sin) ** 2.25) ** (-1 / 2.25)
    x = (wide * sin * square).astype(np.float32)
    z = (middle + np.where(cos > 0, front - middle, middle - back) * cos * square).astype(np.float32)
    tall = np.broadcast_to(y[:, None], x.shape).astype(np.float32)
    face = np.broadcast_to(ramp(cos, -0.05, 0.35), x.shape)
    lift = face * _features(who, size, mood, x, tall)
    points = np.stack([x, tall + face * _fall(size, mood, x, tall), z + lift], -1)
    around = np.broadcast_to(turn[None], x.shape)
    return Surface(points.astype(np.float32), x, tall, around, face, size, mood)


def _rings(who: Identity, size: Build, y: Grid) -> dict[str, Grid]:
    """Half width, front, back and middle of each ring of the stack."""
    top = size.eye_y + 0.16
    dome = np.clip((y - top) / (1 - top), 0, 1)
    dome = (1 - dome**2.35) ** (1 / 2.35)
    eye, mouth = size.eye_y, size.mouth_y
    heights = (-0.01, 0.03, 0.08, mouth, mouth + 0.07, eye - 0.09, eye, top, 1.0)
    full = 0.005 * size.puff
    jaw, cheek = size.jaw_w, size.cheek_w
    wide: tuple[float, ...] = (
        size.chin_w * 0.72,
        size.chin_w * 1.06,
        0.5 * (size.chin_w + jaw) + full,
        jaw * 0.985 + full,
    )
    wide += (0.5 * (jaw + cheek) + 0.02 + 1.3 * full, cheek + full, 0.5 * (cheek + size.skull_w), size.skull_w)
    chin = 0.395 - 0.03 * size.puff + 0.012 * who.chin + 0.012 * size.ridge
    brow = 0.415 + 0.02 * size.bulge
    front = (chin - 0.05, chin, chin - 0.004, 0.405, 0.408, 0.405, 0.398, brow + 0.012 * size.bulge, brow)
    depth = 0.455 + 0.03 * size.bulge
    back = (0.16, 0.08, 0.0, -0.1, -0.22, -0.36, -depth + 0.02, -depth, -depth)
    middle = (0.26, 0.22, 0.16, 0.08, 0.03, -0.02, -0.04, -0.04, -0.03)
    ends = np.clip((y + 0.004) / 0.075, 0, 1)
    chin_round = np.sqrt(np.clip(1 - (1 - ends) ** 2.4, 0, 1)) ** 0.8
    rings = {"wide": rounded(y, heights, (*wide, size.skull_w)) * dome * chin_round}
    core = rounded(y, heights, middle)
    rings["middle"] = core
    rings["front"] = core + (rounded(y, heights, front) - core) * dome * chin_round
    rings["back"] = core + (rounded(y, heights, back) - core) * dome * chin_round
    return rings


def mouth_line(size: Build, mood: Expression, x: Grid) -> Grid:
    """Height of the line between the lips at each x."""
    bend = np.clip(np.abs(x) / size.mouth_w, 0, 1.25)
    return size.mouth_y + 0.046 * mood.smile * (bend**1.8 - 0.35) - 0.004 * (1 - mood.smile) * bend**2


def mouth_width(size: Build, mood: Expression) -> float:
    return size.mouth_w * (1 + 0.2 * mood.smile - 0.12 * mood.surprise)


def _fall(size: Build, mood: Expression, x: Grid, y: Grid) -> Grid:
    """How far the face moves down or up: the jaw drops with an open mouth, cheeks rise with a smile."""
    jaw = ramp(mouth_line(size, mood, x) - y, 0.0, 0.05) * np.exp(-((x / 0.26) ** 4))
    cheek = bump(np.abs(x), y, (0.17, size.mouth_y + 0.13), (0.09, 0.07))
    made: Grid = 0.012 * mood.smile * cheek - 0.035 * mood.open * jaw
    return made


def _features(who: Identity, size: Build, mood: Expression, x: Grid, y: Grid) -> Grid:
    side = np.abs(x)
    lift = _eyes(size, side, y) + _nose(who, size, x, side, y) + _mouth(size, mood, x, y)
    cheek_y = size.eye_y - 0.115 + 0.015 * mood.smile
    lift += (0.016 + 0.012 * who.cheeks) * (1 - 0.6 * size.puff) * bump(side, y, (0.215, cheek_y), (0.07, 0.05))
    apple = 0.03 * size.puff + 0.014 * mood.smile
    lift += apple * bump(side, y, (0.18, size.mouth_y + 0.085), (0.085, 0.085))
    hollow = size.grown * (0.012 - 0.01 * who.cheeks + 0.012 * size.wrinkle)
    lift -= hollow * bump(side, y, (0.225, size.mouth_y + 0.06), (0.06, 0.07))
    lift -= 0.012 * size.wrinkle * bump(side, y, (0.28, size.brow_y + 0.04), (0.05, 0.08))
    lift += (0.016 + 0.012 * who.chin) * bump(x, y, (0, 0.055), (0.075, 0.04))
    return (lift + _folds(size, mood, side, y)).astype(np.float32)


def _eyes(size: Build, side: Grid, y: Grid) -> Grid:
    eye = (size.eye_x, size.eye_y)
    lift = -0.05 * size.socket * bump(side, y, (eye[0] - 0.005, eye[1] + 0.008), (0.088, 0.05))
    lift -= 0.02 * size.socket * bump(side, y, (0.062, eye[1] + 0.008), (0.03, 0.042))
    lift += 0.034 * bump(side, y, eye, (size.eye_w * 0.85, size.eye_h * 1.25 + 0.008))
    lift += 0.005 * size.wrinkle * bump(side, y, (eye[0], eye[1] - 0.058), (0.06, 0.016))
    ridge = np.exp(-(((y - size.brow_y + 0.006) / 0.028) ** 2)) * np.exp(-(((side - 0.13) / 0.11) ** 4))
    made: Grid = lift + (0.006 + 0.017 * size.ridge) * ridge
    return made


def _nose(who: Identity, size: Build, x: Grid, side: Grid, y: Grid) -> Grid:
    tip_y, root_y = size.nose_y + 0.036, size.eye_y + 0.015
    along = np.clip((root_y - y) / (root_y - tip_y), 0, None)
    height = 0.022 + (size.nose_z - 0.022) * np.clip(along, 0, 1) ** (1.15 + 0.3 * size.puff)
    height = height * ramp(y, size.nose_y - 0.018, size.nose_y + 0.02) * (1 - ramp(y, root_y, root_y + 0.075))
    hump = 0.014 * size.grown * who.nose_bridge * np.exp(-(((along - 0.45) / 0.22) ** 2))
    spread = (0.026 + 0.012 * np.clip(along, 0, 1)) * size.nose_w / 0.066
    lift = (height + hump) * np.exp(-(np.abs(x / spread) ** 2.3))
    lift += 0.016 * bump(x, y, (0, tip_y), (0.034, 0.028)) + 0.012 * size.puff * bump(x, y, (0, tip_y), (0.04, 0.03))
    wing = bump(side, y, (size.nose_w * 0.72, size.nose_y + 0.024), (0.023, 0.023))
    lift += 0.4 * size.nose_z * wing
    made: Grid = lift - 0.012 * bump(side, y, (size.nose_w * 0.42, size.nose_y + 0.004), (0.016, 0.008))
    return made


def _mouth(size: Build, mood: Expression, x: Grid, y: Grid) -> Grid:
    half = mouth_width(size, mood)
    within = np.exp(-(np.abs(x / (half * 0.92)) ** 3))
    line = mouth_line(size, mood, x)
    up, low = 0.022 * size.lip, 0.028 * size.lip
    lift = 0.02 * within * np.exp(-(((y - line - up * 0.6) / (up * 0.8)) ** 2))
    lift += 0.024 * within * np.exp(-(((y - line + low * 0.7) / (low * 0.8)) ** 2))
    lift -= 0.014 * within * np.exp(-(((y - line) / 0.007) ** 2))
    lift -= 0.006 * bump(x, y, (0, size.mouth_y + 0.055), (0.014, 0.022))
    lift -= 0.015 * bump(x, y, (0, size.mouth_y - 0.064), (0.08, 0.02))
    corner = bump(np.abs(x), y, (half * 1.06, size.mouth_y + 0.02 * mood.smile), (0.018, 0.02))
    made: Grid = lift - 0.01 * corner
    return made


def fold_line(size: Build, y: Grid) -> Grid:
    """x of the fold that runs from the wing of the nose past the corner of the mouth."""
    start = size.nose_y + 0.035
    run = np.clip((start - y) / (start - size.mouth_y), 0, 1.6)
    made: Grid = size.nose_w * 1.12 + (size.mouth_w * 1.3 - size.nose_w * 1.12) * run**0.85
    return made


def _folds(size: Build, mood: Expression, side: Grid, y: Grid) -> Grid:
    reach = ramp(y, size.mouth_y - 0.05, size.mouth_y - 0.01) * (1 - ramp(y, size.nose_y + 0.03, size.nose_y + 0.06))
    deep = (size.fold * 0.55 + 0.3 * mood.smile * (0.5 + size.fold)) * reach
    off = side - fold_line(size, y)
    lift = 0.011 * deep * (np.exp(-(((off - 0.026) / 0.02) ** 2)) - np.exp(-((off / 0.011) ** 2)))
    lines = np.sin(y * 2 * np.pi / 0.034) * np.exp(-(((y - size.brow_y - 0.115) / 0.06) ** 2))
    lift += 0.0022 * size.wrinkle * lines * np.exp(-((side / 0.2) ** 4))
    frown = np.exp(-(((side - 0.028) / 0.007) ** 2)) * np.exp(-(((y - size.brow_y - 0.01) / 0.025) ** 2))
    made: Grid = (lift - 0.003 * size.wrinkle * frown).astype(np.float32)
    return made
