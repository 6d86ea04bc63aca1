"""What colour each point of a face has: skin, lips, eyes, brows, lashes, beard, lines and freckles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smallprint.demo.draw.build import Build
from smallprint.demo.draw.eyes import paint_eye
from smallprint.demo.draw.head import Surface, bump, fold_line, mouth_line, mouth_width
from smallprint.demo.draw.identity import Identity
from smallprint.demo.draw.mesh import Grid, grain, ramp
from smallprint.demo.draw.tones import cover, hair_tone, skin_tone, tint


@dataclass(frozen=True, slots=True)
class Paint:
    """The look of a surface: R x C x 3 albedo and R x C gloss."""

    albedo: Grid
    gloss: Grid


def paint_face(who: Identity, face: Surface) -> Paint:
    """Every colour of the bare head, brows and beard included, hair not."""
    rng = np.random.default_rng([who.seed, 0x5C1])
    tone, size, x, y = skin_tone(who), face.size, face.x, face.y
    side, shape = np.abs(x), x.shape
    albedo = np.ones((*shape, 3), np.float32) * tone
    albedo *= (1 + _mottle(rng, shape, size))[..., None]
    tint(albedo, face.front * _flush(who, size, side, y, x), np.array([1.05, 0.72, 0.7], np.float32))
    _shade_lines(albedo, face, side)
    _moles(albedo, face, rng)
    if who.freckles > 0.1:
        _freckles(albedo, who, face, rng)
    gloss = (
        0.22
        + 0.16 * bump(x, y, (0, size.eye_y + 0.24), (0.2, 0.1))
        + 0.2 * bump(x, y, (0, size.nose_y + 0.05), (0.03, 0.05))
    )
    gloss = (gloss * size.gloss).astype(np.float32)
    if who.beard > 0 and size.grown > 0.75:
        _beard_shadow(albedo, who, face, rng)
    _lips(albedo, gloss, who, face)
    _brows(albedo, who, face, rng)
    for sign in (-1, 1):
        paint_eye(albedo, gloss, who, face, sign)
    return Paint(albedo.astype(np.float32), gloss)


def _mottle(rng: np.random.Generator, shape: tuple[int, ...], size: Build) -> Grid:
    broad, middle, fine = (grain(rng, shape[0], shape[1], cells) for cells in (9, 30, 130))
    return 0.04 * broad + size.rough * (0.035 * middle + 0.055 * fine)


def _flush(who: Identity, size: Build, side: Grid, y: Grid, x: Grid) -> Grid:
    cheek = 0.55 * size.blush * bump(side, y, (0.2, size.mouth_y + 0.1), (0.085, 0.07))
    nose = 0.35 * bump(x, y, (0, size.nose_y + 0.035), (0.055, 0.035))
    chin = 0.15 * bump(x, y, (0, 0.05), (0.07, 0.04))
    under = (0.16 + 0.2 * size.wrinkle + 0.1 * size.grown) * bump(
        side, y, (size.eye_x, size.eye_y - 0.045), (0.06, 0.022)
    )
    lids = (0.3 + 0.25 * who.rims * (0.3 + 0.7 * size.grown)) * bump(
        side, y, (size.eye_x, size.eye_y + 0.035), (0.07, 0.03)
    )
    made: Grid = cheek + nose + chin + under + lids
    return made


def _shade_lines(albedo: Grid, face: Surface, side: Grid) -> None:
    """Grooves are darker than their rims: folds by the nose and mouth, brow lines, crow's feet, nostrils."""
    size, y, mood = face.size, face.y, face.mood
    reach = ramp(y, size.mouth_y - 0.06, size.mouth_y) * (1 - ramp(y, size.nose_y + 0.02, size.nose_y + 0.05))
    fold = (0.3 * size.fold + 0.16 * mood.smile) * reach * np.exp(-(((side - fold_line(size, y)) / 0.01) ** 2))
    lines = np.clip(np.sin(y * 2 * np.pi / 0.034 + 3.4), 0, 1) ** 3
    brow = 0.2 * size.wrinkle * lines * bump(side, y, (0.03, size.brow_y + 0.115), (0.17, 0.06))
    out = np.clip((side - size.eye_x - size.eye_w) / 0.07, 0, 1)
    feet = np.cos((y - size.eye_y + 0.004) / (0.012 + 0.1 * out) * 2.2) ** 8 * out * (1 - out) * 4
    feet *= (0.28 * size.wrinkle + 0.05 * size.grown * mood.smile) * np.exp(-(((y - size.eye_y) / 0.05) ** 2))
    bag = size.grown * (0.1 + 0.25 * size.wrinkle) * np.exp(-((_bag_line(size, side, y) / 0.007) ** 2))
    bag *= np.exp(-(((side - size.eye_x) / 0.055) ** 4))
    amount = face.front * (fold + brow + feet + bag)
    tint(albedo, amount, np.array([0.6, 0.42, 0.38], np.float32))
    hole = bump(side, y, (size.nose_w * 0.46, size.nose_y + 0.007), (0.021, 0.0105))
    wing = np.exp(-(((side - size.nose_w * 1.02) / 0.008) ** 2)) * np.exp(-(((y - size.nose_y - 0.02) / 0.02) ** 2))
    below = bump(face.x, y, (0, size.nose_y - 0.008), (size.nose_w * 0.9, 0.01))
    tint(albedo, face.front * (0.95 * hole), np.array([0.1, 0.05, 0.05], np.float32))
    tint(albedo, face.front * (0.45 * wing + 0.25 * below), np.array([0.45, 0.3, 0.28], np.float32))


def _bag_line(size: Build, side: Grid, y: Grid) -> Grid:
    return y - (size.eye_y - size.eye_h - 0.03 + 3.2 * (side - size.eye_x) ** 2)


def _freckles(albedo: Grid, who: Identity, face: Surface, rng: np.random.Generator) -> None:
    spots = np.zeros(face.x.shape, np.float32)
    for _ in range(int(20 + 50 * who.freckles)):
        at = (float(rng.normal(0, 0.13)), float(face.size.nose_y + 0.1 + rng.normal(0, 0.05)))
        radius = float(rng.uniform(0.0035, 0.0075))
        stamp(spots, face, at, radius)
    tint(albedo, (0.35 + 0.4 * who.freckles) * spots * face.front, np.array([0.55, 0.36, 0.26], np.float32))


def stamp(spots: Grid, face: Surface, at: tuple[float, float], radius: float) -> None:
    """Put one round spot on the face, touching only its own corner of the grid."""
    rows = np.flatnonzero(np.abs(face.y[:, 0] - at[1]) < 3 * radius)
    if not len(rows):
        return
    row = slice(rows[0], rows[-1] + 1)
    near = np.flatnonzero((np.abs(face.x[rows[0]] - at[0]) < 3 * radius) & (face.front[0] > 0))
    if not len(near):
        return
    w = (row, slice(near[0], near[-1] + 1))
    spots[w] = np.maximum(spots[w], bump(face.x[w], face.y[w], at, (radius, radius)))


def _moles(albedo: Grid, face: Surface, rng: np.random.Generator) -> None:
    for _ in range(int(rng.integers(0, 3))):
        at = (float(rng.choice([-1, 1]) * rng.uniform(0.07, 0.25)), float(rng.uniform(0.06, 0.45)))
        size = float(rng.uniform(0.004, 0.0085))
        tint(
            albedo, 0.9 * face.front * bump(face.x, face.y, at, (size, size)), np.array([0.3, 0.2, 0.17], np.float32)
        )


def beard_area(face: Surface) -> Grid:
    """1 where a beard grows."""
    size, side, y = face.size, np.abs(face.x), face.y
    half = mouth_width(size, face.mood)
    edge = size.mouth_y + 0.02 + 0.16 * ramp(side, 0.16, 0.3) + 0.02 * np.cos(side * 30)
    low = 1 - ramp(y, edge - 0.03, edge + 0.02)
    lip_y = mouth_line(size, face.mood, face.x)
    above = bump(face.x, y, (0, size.mouth_y + 0.052), (half * 0.95, 0.024)) ** 0.6
    lips = ((face.x / (half * 0.98)) ** 2 + ((y - lip_y + 0.004) / (0.036 * size.lip + 0.008)) ** 2) < 1
    made: Grid = (np.clip(np.maximum(low, above), 0, 1) * face.front * ~lips).astype(np.float32)
    return made


def _beard_shadow(albedo: Grid, who: Identity, face: Surface, rng: np.random.Generator) -> None:
    hairs = 0.55 + 0.45 * grain(rng, face.x.shape[0], face.x.shape[1], 190)
    amount = beard_area(face) * (0.32 + 0.5 * who.beard) * hairs
    cover(albedo, amount, hair_tone(who, face.size) * 0.8 + 0.01)


def _lips(albedo: Grid, gloss: Grid, who: Identity, face: Surface) -> None:
    size, mood, x, y = face.size, face.mood, face.x, face.y
    half = mouth_width(size, mood)
    r = np.clip(np.abs(x) / half, 0, 1)
    line = mouth_line(size, mood, x)
    arch = np.sqrt(np.clip(1 - r**2, 0, 1))
    upper = 0.028 * size.lip * (arch**1.6 - 0.28 * np.exp(-((r / 0.16) ** 2))) * (1 - 0.2 * mood.smile)
    lower = 0.034 * size.lip * arch**1.3 * (1 - 0.15 * mood.smile)
    inside = ramp(y - line + lower, -0.003, 0.006) * (1 - ramp(y - line - upper, -0.006, 0.004)) * (r < 1)
    red = 0.13 * who.rouge * (0.5 + 0.5 * size.grown)
    colour = skin_tone(who) * np.array([0.88, 0.5 - red, 0.52 - red], np.float32) + np.array(
        [0.03, 0.0, 0.004], np.float32
    )
    cover(albedo, 0.85 * inside * face.front, colour)
    gloss += (0.35 * inside * face.front).astype(np.float32)
    cover(
        albedo, 0.85 * face.front * (r < 0.99) * np.exp(-(((y - line) / 0.0055) ** 2)), np.array([0.05, 0.015, 0.015])
    )
    gap = (0.034 * mood.open + 0.034 * max(0.0, mood.smile - 0.4)) * np.clip(1 - (r / 0.82) ** 2, 0, 1)
    if gap.max() > 0.002:
        _teeth(albedo, gloss, face, y - line, gap)


def _teeth(albedo: Grid, gloss: Grid, face: Surface, off: Grid, gap: Grid) -> None:
    size, mood = face.size, face.mood
    mouth = ramp(off, -gap * 1.05 - 0.003, -gap) * (1 - ramp(off, 0.002 * (gap > 0), 0.005)) * (gap > 0.001)
    cover(albedo, mouth * face.front, np.array([0.07, 0.018, 0.018], np.float32))
    show = ramp(off, -gap * (0.95 - 0.5 * mood.open) - 0.003, -gap * (0.85 - 0.5 * mood.open)) * mouth
    between = 1 - 0.35 * np.exp(-(((((face.x / 0.021) % 1.0) - 0.5) / 0.07) ** 2))
    white = np.array([0.72, 0.68, 0.6], np.float32) * (1 - 0.22 * np.clip(size.wrinkle, 0, 1))
    cover(albedo, 0.95 * show * face.front, white * between[..., None])
    gloss += (0.3 * show).astype(np.float32)


def _brows(albedo: Grid, who: Identity, face: Surface, rng: np.random.Generator) -> None:
    size, side, y = face.size, np.abs(face.x), face.y
    along = (side - 0.052) / (size.eye_x + size.eye_w * 1.05 - 0.052)
    arch = 0.011 + 0.012 * who.brow_arch
    middle = size.brow_y + 0.02 * face.mood.surprise + arch * np.sin(np.clip(along, 0, 1.1) * 2.4)
    middle -= 0.018 * np.clip(along - 0.7, 0, None)
    thick = (0.0135 + 0.004 * size.ridge) * np.sqrt(size.brow) * np.clip(1.15 - 0.75 * along, 0.25, 1)
    inside = np.exp(-(np.abs((y - middle) / thick) ** 3)) * ramp(along, -0.06, 0.12) * (1 - ramp(along, 0.88, 1.04))
    hairs = 0.72 + 0.38 * grain(rng, y.shape[0], y.shape[1], 150)
    strength = np.clip(0.35 + 0.6 * size.brow, 0, 1) * (0.75 if who.hair in ("fair", "blond") else 1.0)
    cover(albedo, strength * inside * hairs * face.front, hair_tone(who, size) * 0.55)
