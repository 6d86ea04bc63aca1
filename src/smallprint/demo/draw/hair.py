"""Hair: a shell lifted off the head, a curtain behind it, buns and tails; beards; ears; glasses."""

from __future__ import annotations

import numpy as np

from smallprint.demo.draw.build import Build
from smallprint.demo.draw.head import Surface
from smallprint.demo.draw.identity import Identity
from smallprint.demo.draw.mesh import Grid, Mesh, ball, grain, make, normals_of, ramp, stretch, tube
from smallprint.demo.draw.skin import beard_area
from smallprint.demo.draw.tones import hair_tone, skin_tone

# Height of the hairline (head heights above the chin) by degrees from the front.
TURNS = (0, 22, 40, 55, 68, 80, 95, 120, 180)
LINES = {
    "short": (0.845, 0.84, 0.82, 0.74, 0.58, 0.47, 0.42, 0.26, 0.17),
    "crop": (0.85, 0.845, 0.825, 0.75, 0.6, 0.49, 0.45, 0.3, 0.22),
    "fringe": (0.68, 0.68, 0.68, 0.62, 0.52, 0.42, 0.38, 0.24, 0.16),
    "swept": (0.86, 0.845, 0.8, 0.71, 0.58, 0.48, 0.42, 0.2, 0.13),
    "bald": (1.2, 1.2, 1.2, 1.1, 0.62, 0.56, 0.56, 0.52, 0.5),
}
THICKNESS = {"crop": 0.012, "short": 0.045, "curls": 0.1, "bob": 0.055, "long": 0.05, "bald": 0.012}
Point = tuple[float, float, float]


def hair(who: Identity, head: Surface, detail: float) -> list[Mesh]:
    """All the hair on this head."""
    rng = np.random.default_rng([who.seed, 0x4A1])
    size, colour = head.size, hair_tone(who, head.size)
    made = [_shell(who, head, colour, rng)]
    if size.hair > 0.6:
        made += _lengths(who, size, colour, rng, detail)
    if who.beard >= 0.7 and size.grown > 0.75:
        made.append(_beard(who, head, colour, rng))
    return made


def _hairline(who: Identity, head: Surface, rng: np.random.Generator) -> Grid:
    """Height above the hairline at each point of the head; negative is bare."""
    size = head.size
    fringe = who.part > 0.35 and who.style in ("short", "bob", "long", "ponytail", "pigtails", "curls")
    name = "fringe" if fringe else {"short": "short", "crop": "crop", "bald": "bald"}.get(who.style, "swept")
    line = np.array(LINES[name])
    back = size.grown * max(0.0, who.rugged - 0.4) * np.clip(size.wrinkle, 0, 1) * 0.16
    if name != "bald":
        line[:3] += np.array([0.4, 0.9, 0.8]) * back + 0.012 * who.forehead + 0.05 * (1 - size.hair)
    degrees = np.degrees(np.abs(head.turn))
    skew = 0.02 * who.part * np.sign(head.turn) * np.exp(-((degrees / 45) ** 2))
    strands = stretch(rng.random((2, 70), np.float32), 2, head.x.shape[1])[:1] - 0.5
    wisps = 0.018 + (0.03 if fringe else 0.0)
    made: Grid = (head.y - np.interp(degrees, TURNS, line) - skew - wisps * strands).astype(np.float32)
    return made


def _strands(rng: np.random.Generator, shape: tuple[int, int]) -> Grid:
    """Noise of -1 to 1 drawn out along the hair."""
    rows, columns = shape
    coarse = stretch(rng.random((5, 42), np.float32), rows, columns)
    fine = stretch(rng.random((9, 190), np.float32), rows, columns)
    return coarse * 0.9 + fine * 1.1 - 1.0


def _shell(who: Identity, head: Surface, colour: Grid, rng: np.random.Generator) -> Mesh:
    above = _hairline(who, head, rng)
    shape = (above.shape[0], above.shape[1])
    full = THICKNESS.get(who.style, 0.032) * (0.25 + 0.75 * head.size.hair)
    crown = 0.6 + 0.7 * ramp(head.y, 0.6, 0.95)
    strands = _strands(rng, shape)
    thick = full * crown * ramp(above, -0.005, 0.1) + 0.004
    if who.style == "curls":
        curls = grain(rng, shape[0], shape[1], 26) + 0.6 * grain(rng, shape[0], shape[1], 60)
        thick = thick * (1 + 0.42 * curls)
        strands = 0.5 * strands + 0.7 * curls
    else:
        thick = thick * (1 + 0.16 * strands)
    points = head.points + normals_of(head.points) * thick[..., None]
    tone = colour * np.clip(1 + 0.38 * strands, 0.35, 1.7)[..., None]
    sparse = (1 - head.size.hair) * 0.9
    keep = (above > 0) & (rng.random(shape, np.float32) >= sparse * (strands > -0.4))
    return make(points.astype(np.float32), tone.astype(np.float32), 0.5, 0.15, keep=keep, strands=True)


def _lengths(who: Identity, size: Build, colour: Grid, rng: np.random.Generator, detail: float) -> list[Mesh]:
    style = who.style
    if style in ("bob", "long"):
        end = 0.06 if style == "bob" else -0.42
        return [_curtain(size, colour, rng, detail, end)]
    if style == "bun":
        return [_lump(colour, rng, detail, (0.0, 0.99, -0.22), (0.15, 0.14, 0.15))]
    if style == "ponytail":
        path = np.array([[0, 0.86, -0.5], [0.06, 0.7, -0.66], [0.12, 0.4, -0.64], [0.16, 0.05, -0.56]])
        return [_tail(colour, rng, detail, path, 0.1)]
    if style == "pigtails":
        path = np.array([[0.36, 0.62, -0.2], [0.5, 0.5, -0.18], [0.52, 0.25, -0.12], [0.48, 0.02, -0.06]])
        return [_tail(colour, rng, detail, path * (s, 1, 1), 0.075) for s in (-1, 1)]
    return []


def _curtain(size: Build, colour: Grid, rng: np.random.Generator, detail: float, end: float) -> Mesh:
    """Hair that hangs behind and beside the face."""
    rows, columns = int(1.3 * detail * (0.8 - end)), int(1.3 * detail)
    y = np.linspace(end, 0.78, rows, dtype=np.float32)[:, None]
    turn = np.linspace(1.28, 2 * np.pi - 1.28, columns, dtype=np.float32)[None]
    turn = np.where(turn > np.pi, turn - 2 * np.pi, turn)
    turn = np.concatenate([turn[:, columns // 2 :], turn[:, : columns // 2]], 1)
    strands = _strands(rng, (rows, columns))
    swing = 0.035 + 0.05 * ramp(0.5 - y, 0, 0.6) + 0.016 * np.sin(y * 13) - 0.05 * ramp(-y, 0.0, 0.4)
    wide = size.skull_w + swing + 0.01 * strands
    x = wide * np.sin(turn)
    z = -0.06 + (0.43 + swing) * np.cos(turn) * np.where(np.cos(turn) > 0, 0.55, 1.0)
    points = np.stack([x, np.broadcast_to(y, x.shape), z], -1).astype(np.float32)
    gap = np.abs(np.diff(turn, axis=1, prepend=turn[:, :1])) < 1
    tone = colour * np.clip(0.9 + 0.38 * strands, 0.3, 1.7)[..., None]
    ragged = y > end + 0.09 * np.abs(strands)
    return make(points, tone.astype(np.float32), 0.5, 0.15, keep=ragged & gap, strands=True)


def _lump(colour: Grid, rng: np.random.Generator, detail: float, at: Point, radii: Point) -> Mesh:
    grid = ball(at, radii, max(8, int(0.5 * detail)))
    shape = (grid.shape[0], grid.shape[1])
    strands = _strands(rng, shape)
    tone = colour * np.clip(0.95 + 0.38 * strands, 0.3, 1.7)[..., None]
    return make(grid, tone.astype(np.float32), 0.5, 0.15, strands=True)


def _tail(colour: Grid, rng: np.random.Generator, detail: float, path: Grid, radius: float) -> Mesh:
    rows = max(12, int(1.1 * detail))
    t = np.linspace(0, 1, rows)
    at = np.linspace(0, 1, len(path))
    line = np.stack([np.interp(t, at, path[:, k]) for k in range(3)], -1)
    grid = tube(
        line, radius * (0.45 + 1.1 * np.sin(np.pi * np.clip(t, 0.02, 0.93)) ** 0.7), max(16, int(0.9 * detail))
    )
    strands = _strands(rng, (grid.shape[0], grid.shape[1]))
    tone = colour * np.clip(0.95 + 0.38 * strands, 0.3, 1.7)[..., None]
    return make(grid, tone.astype(np.float32), 0.5, 0.15, strands=True)


def _beard(who: Identity, head: Surface, colour: Grid, rng: np.random.Generator) -> Mesh:
    area = beard_area(head)
    curls = grain(rng, area.shape[0], area.shape[1], 110)
    low = ramp(head.size.mouth_y + 0.03 - head.y, -0.02, 0.12)
    thick = (0.012 + 0.06 * (who.beard - 0.6) * low) * ramp(area, 0.3, 1.0) * (1 + 0.3 * curls)
    points = head.points + normals_of(head.points) * thick[..., None]
    tone = colour * np.clip(0.85 + 0.45 * curls, 0.3, 1.6)[..., None]
    return make(
        points.astype(np.float32), tone.astype(np.float32), 0.12, 0.15, keep=area > 0.45 + 0.2 * curls, strands=True
    )


def ears(who: Identity, size: Build, detail: float) -> list[Mesh]:
    """Two shells with a rim and a hollow."""
    scale = (1 + 0.15 * who.ears) * (1 + 0.06 * size.wrinkle)
    rows = max(10, int(0.5 * detail))
    made = []
    for sign in (-1, 1):
        wide = 0.5 * (size.cheek_w + size.skull_w)
        grid = ball((0, 0, 0), (0.026, 0.1 * scale, 0.062 * scale), rows)
        y, z = grid[..., 1] / (0.1 * scale), grid[..., 2] / (0.062 * scale)
        r = np.hypot(y, z)
        outer = grid[..., 0] * sign > 0
        rim = 0.014 * np.exp(-(((r - 0.85) / 0.15) ** 2)) - 0.018 * np.exp(-((r / 0.5) ** 2))
        grid[..., 0] += sign * outer * rim
        grid[..., 0] -= sign * 0.35 * grid[..., 2]
        grid[..., 2] *= 1 + 0.25 * y
        grid += np.array([sign * (wide + 0.002), size.eye_y - 0.06, -0.085], np.float32)
        hollow = np.exp(-((r / 0.55) ** 2)) * outer
        tone = skin_tone(who) * np.array([1.0, 0.86, 0.84], np.float32) * (1 - 0.45 * hollow)[..., None]
        made.append(make(grid, tone.astype(np.float32), 0.15, 1.0))
    return made


def glasses(who: Identity, size: Build, detail: float) -> list[Mesh]:
    """Two rims, a bridge and two arms."""
    t = np.linspace(0, 2 * np.pi, max(60, int(2.2 * detail)))
    power = 2 if who.glasses == 1 else 4
    round_ = (np.abs(np.cos(t)) ** power + np.abs(np.sin(t)) ** power) ** (-1 / power)
    a, b = min(0.096, size.eye_x - 0.022), 0.078 if power == 2 else 0.066
    front, y0 = 0.425 + 0.25 * max(0.0, size.nose_z - 0.09), size.eye_y - 0.008
    lines = []
    for sign in (-1, 1):
        x = sign * size.eye_x + a * round_ * np.cos(t)
        lines.append(np.stack([x, y0 + b * round_ * np.sin(t), front - 0.55 * x**2], -1))
        run = np.linspace(0, 1, max(30, int(1.2 * detail)))
        edge = size.eye_x + a
        arm = edge + (size.skull_w + 0.02 - edge) * np.sqrt(run)
        lines.append(np.stack([sign * arm, y0 + 0.02 + 0 * run, front - 0.05 - 0.55 * run], -1))
    bridge = np.linspace(-1, 1, max(12, int(0.3 * detail))) * (size.eye_x - a)
    lines.append(np.stack([bridge, y0 + 0.022 + 0 * bridge, front + 0.004 + 0 * bridge], -1))
    dark = np.array([0.02, 0.018, 0.02] if who.seed % 3 else [0.16, 0.05, 0.03], np.float32)
    grids = [tube(line.astype(np.float32), 0.0085, max(8, int(0.07 * detail))) for line in lines]
    return [make(grid, np.broadcast_to(dark, grid.shape), 0.9, 0.0) for grid in grids]
