"""What is below the head: neck, trunk, arms and legs, dressed in plain clothes with a word on the chest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from smallprint.demo.draw.build import Build
from smallprint.demo.draw.identity import Identity
from smallprint.demo.draw.mesh import Grid, Mesh, ball, grain, linear, make, ramp, rounded, tube
from smallprint.demo.draw.tones import skin_tone


@dataclass(frozen=True, slots=True)
class Clothing:
    """A plain top of one sRGB colour with an optional word or two in print."""

    colour: tuple[int, int, int] = (70, 96, 140)
    text: str = ""
    trousers: tuple[int, int, int] = (62, 66, 84)


def body(who: Identity, size: Build, clothing: Clothing, detail: float, lowest: float) -> list[Mesh]:
    """Everything below the chin down to `lowest` (head heights, negative), facing the front."""
    parts = [_neck(who, size, detail), _trunk(who, size, clothing, detail, lowest)]
    if lowest < -0.45:
        parts += _arms(who, size, clothing, detail)
    if lowest < -_hip(size):
        parts += _legs(size, clothing, detail)
    return parts


def _hip(size: Build) -> float:
    return 0.47 * size.tall - 0.85


def _neck(who: Identity, size: Build, detail: float) -> Mesh:
    y = np.linspace(-size.neck - 0.05, 0.26, max(12, int(0.75 * detail)), dtype=np.float32)
    path = np.stack([0 * y, y, -0.02 - 0.1 * ramp(y, -0.2, 0.3)], -1)
    flare = size.neck_w * (1 + 0.14 * ramp(-y, size.neck - 0.08, size.neck + 0.1))
    grid = tube(path.astype(np.float32), flare, max(24, int(1.6 * detail)), flat=0.95)
    tone = skin_tone(who) * np.array([0.96, 0.9, 0.88], np.float32)
    shape = (grid.shape[0], grid.shape[1])
    mottled = tone * (1 + 0.05 * grain(np.random.default_rng(who.seed), shape[0], shape[1], 40))[..., None]
    return make(grid, mottled.astype(np.float32), 0.15, 1.0)


def _trunk(who: Identity, size: Build, clothing: Clothing, detail: float, lowest: float) -> Mesh:
    low, high = max(lowest, -_hip(size) - 0.1), -size.neck + 0.02
    y = np.linspace(low, high, max(24, int(1.2 * detail * (high - low))), dtype=np.float32)[:, None]
    hip, s, n = -_hip(size), size.shoulder, size.neck_w
    at = (hip - 0.1, hip, hip * 0.55, high - 0.72, high - 0.42, high - 0.22, high - 0.1, high - 0.03, high)
    sides = (s * 0.66, s * 0.68, s * 0.6, s * 0.72, s * 0.86, s * 0.74, s * 0.5, n * 1.42, n * 1.3)
    depths = (0.34, 0.36, 0.34, 0.38, 0.36, 0.3, 0.26, n * 1.3 / (0.55 + 0.45 * s), n * 1.22 / (0.55 + 0.45 * s))
    wide, deep = rounded(y, at, sides, 0.06), rounded(y, at, depths, 0.06) * (0.55 + 0.45 * s)
    turn = np.linspace(-np.pi, np.pi, max(48, int(3.2 * detail * s)), dtype=np.float32)[None]
    power = 2.0 + 0.6 * ramp(high - y, 0.0, 0.3)
    square = (np.abs(np.cos(turn)) ** power + np.abs(np.sin(turn)) ** power) ** (-1 / power)
    x, z = wide * np.sin(turn) * square, deep * np.cos(turn) * square
    rng = np.random.default_rng([who.seed, 0xB0D])
    rumple = grain(rng, x.shape[0], x.shape[1], 9, ratio=0.7) * ramp(high - y, 0.05, 0.3)
    points = np.stack([x, np.broadcast_to(y, x.shape), z + 0.015 * rumple], -1).astype(np.float32)
    weave = 1 + 0.05 * grain(rng, x.shape[0], x.shape[1], 160) + 0.04 * rumple
    albedo: Grid = linear(clothing.colour) * weave[..., None]
    collar = ramp(np.broadcast_to(y, x.shape), high - 0.05, high - 0.04)
    albedo = albedo * (1 - 0.35 * collar[..., None])
    if clothing.text:
        albedo = _print(albedo.astype(np.float32), clothing, points, turn, s=s, high=high)
    return make(points, albedo.astype(np.float32), 0.08, 0.0)


def _print(albedo: Grid, clothing: Clothing, points: Grid, turn: Grid, *, s: float, high: float) -> Grid:
    """The words across the chest, a line each, in white or in dark on light cloth."""
    ink = words(clothing.text, 96)
    wide = 1.06 * s
    tall = wide * ink.shape[0] / ink.shape[1]
    u = (points[..., 0] / wide + 0.5) * (ink.shape[1] - 1)
    v = (high - 0.34 - points[..., 1]) / tall * (ink.shape[0] - 1)
    there = (np.abs(turn) < 1.4) & (u >= 0) & (u <= ink.shape[1] - 1) & (v >= 0) & (v <= ink.shape[0] - 1)
    amount = np.where(there, ink[np.where(there, v, 0).astype(int), np.where(there, u, 0).astype(int)], 0)[..., None]
    colour = linear((24, 28, 40)) if sum(clothing.colour) > 480 else linear((245, 242, 230))
    made: Grid = (albedo * (1 - amount) + colour * amount).astype(np.float32)
    return made


def words(text: str, height: int, *, stacked: bool = True) -> Grid:
    """The words as a mask of 0 to 1: one to a line when stacked, else as the text breaks its lines."""
    font = ImageFont.load_default(height)
    lines = text.split() if stacked and "\n" not in text else text.split("\n")
    boxes = [font.getbbox(line) for line in lines]
    wide = int(max(box[2] for box in boxes)) + 8
    picture = Image.new("L", (wide, int(len(lines) * height * 1.15) + 8))
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text(((wide - boxes[number][2]) / 2, number * height * 1.15), line, font=font, fill=255)
    return np.asarray(picture, np.float32) / 255


def _arms(who: Identity, size: Build, clothing: Clothing, detail: float) -> list[Mesh]:
    s, long, top = size.shoulder, 0.33 * (size.tall - 1), -size.neck - 0.3
    thick = 0.21 * (0.5 + 0.5 * s)
    joint, elbow, wrist = s - 0.17, s + 0.02, s - 0.02
    t = np.linspace(0, 1, max(20, int(1.3 * detail * long)), dtype=np.float32)
    drop = np.interp(t, (0, 0.5, 1), (0.0, 0.52, 1.0))
    x, z = np.interp(t, (0, 0.5, 1), (joint, elbow, wrist)), 0.2 * t**2 - 0.02
    radius = thick * np.interp(t, (0, 0.3, 0.6, 1), (1.0, 0.86, 0.76, 0.56))
    parts = []
    for sign in (-1, 1):
        line = np.stack([sign * x, top - drop * long, z], -1).astype(np.float32)
        grid = tube(line, radius, max(20, int(4.5 * detail * thick)))
        sleeve = ramp(np.broadcast_to(t[:, None], grid.shape[:2]).astype(np.float32), 0.93, 0.95)[..., None]
        cloth = linear(clothing.colour)
        parts.append(make(grid, (cloth * (1 - sleeve) + skin_tone(who) * sleeve).astype(np.float32), 0.08, 0.1))
        cap = ball((sign * joint, top, -0.02), (thick, thick, thick), max(10, int(2.4 * detail * thick)))
        parts.append(make(cap, np.broadcast_to(cloth, cap.shape), 0.08, 0.1))
        hand = ball((sign * wrist, top - long - 0.12, 0.22), (0.085, 0.16, 0.1), max(10, int(0.45 * detail)))
        parts.append(make(hand, np.broadcast_to(skin_tone(who), hand.shape), 0.12, 1.0))
    return parts


def _legs(size: Build, clothing: Clothing, detail: float) -> list[Mesh]:
    hip, foot = -_hip(size), -(size.tall - 1.0)
    s = size.shoulder
    t = np.linspace(0, 1, max(24, int(1.2 * detail * (hip - foot))))
    parts = []
    for sign in (-1, 1):
        line = np.stack([sign * (0.3 * s + 0.04 * t), hip + 0.12 + (foot - hip - 0.12) * t, 0 * t], -1)
        grid = tube(
            line.astype(np.float32), np.interp(t, (0, 0.5, 1), (0.33, 0.24, 0.17)) * s, max(24, int(1.6 * detail))
        )
        parts.append(make(grid, np.broadcast_to(linear(clothing.trousers), grid.shape), 0.05, 0.0))
        shoe = ball((sign * 0.34 * s, foot - 0.02, 0.12), (0.14 * s + 0.03, 0.1, 0.26), max(10, int(0.5 * detail)))
        parts.append(make(shoe, np.broadcast_to(linear((52, 48, 50)), shoe.shape), 0.3, 0.0))
    return parts
