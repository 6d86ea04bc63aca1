"""Places to stand before, and pictures without anybody in them. Simple shapes, a little out of focus."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from smallprint.demo.draw.mesh import Grid, grain, linear

Colour = tuple[int, int, int]
Pixels = NDArray[np.uint8]


class Canvas:
    """A small picture to draw on in fractions of its width and height."""

    def __init__(self, width: int, height: int, seed: int, top: Colour, low: Colour) -> None:
        scale = 640 / max(width, height)
        self.size = (max(16, round(width * scale)), max(16, round(height * scale)))
        self.rng = np.random.default_rng([seed, 0xBAC])
        fade = np.linspace(0, 1, self.size[1])[:, None, None]
        rows = np.array(top) * (1 - fade) + np.array(low) * fade
        self.picture = Image.fromarray(np.repeat(rows, self.size[0], 1).astype(np.uint8))
        self.pen = ImageDraw.Draw(self.picture)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: Colour, *, edge: Colour | None = None
    ) -> None:
        self.pen.rectangle(self._at(left, top, right, bottom), fill=colour, outline=edge, width=2)

    def disc(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.pen.ellipse(self._at(x - rx, y - ry, x + rx, y + ry), fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: Colour) -> None:
        self.pen.polygon([(x * self.size[0], y * self.size[1]) for x, y in points], fill=colour)

    def line(self, points: list[tuple[float, float]], colour: Colour, width: float) -> None:
        spots = [(x * self.size[0], y * self.size[1]) for x, y in points]
        self.pen.line(spots, fill=colour, width=max(1, round(width * self.size[1])), joint="curve")

    def near(self, colour: Colour, spread: int = 18) -> Colour:
        """A colour close to this one."""
        r, g, b = (int(v) for v in np.clip(np.array(colour) + self.rng.normal(0, spread, 3), 0, 255))
        return r, g, b

    def scatter(self, count: int, area: tuple[float, float, float, float], size: float, colour: Colour) -> None:
        """Blobs strewn over an area (left, top, right, bottom): leaves, stones, lights."""
        for _ in range(count):
            x, y = self.rng.uniform(area[0], area[2]), self.rng.uniform(area[1], area[3])
            r = size * self.rng.uniform(0.4, 1.3)
            self.disc(x, y, r * self.size[1] / self.size[0], r, self.near(colour))

    def _at(self, left: float, top: float, right: float, bottom: float) -> list[float]:
        w, h = self.size
        return [min(left, right) * w, min(top, bottom) * h, max(left, right) * w, max(top, bottom) * h]


def background(name: str, seed: int, size: tuple[int, int], soft: float = 3.0) -> Grid:
    """The place `name` as linear light, H x W x 3. `soft`: how far out of focus, in 640ths of the long side."""
    canvas = Canvas(*size, seed, *SKIES[name])
    PLACES[name](canvas)
    sharp = canvas.picture.filter(ImageFilter.GaussianBlur(soft)) if soft else canvas.picture
    rng = np.random.default_rng([seed, 0x7E5])
    wide, tall = sharp.size
    texture = 1 + 0.05 * grain(rng, tall, wide, 14) + 0.03 * grain(rng, tall, wide, 90)
    light = (linear(np.asarray(sharp, np.float32)) * texture[..., None]).astype(np.float32)
    layers = [Image.fromarray(np.ascontiguousarray(light[..., k])) for k in range(3)]
    large = [np.asarray(layer.resize(size, Image.Resampling.BICUBIC)) for layer in layers]
    made: Grid = np.clip(np.stack(large, -1), 0, None)
    return made


def _room(c: Canvas) -> None:
    wall = c.near((196, 186, 170), 14)
    c.box(0, 0, 1, 0.8, wall)
    c.box(0, 0.8, 1, 1, (134, 104, 76))
    c.box(0.06, 0.12, 0.34, 0.6, (226, 236, 244), edge=(240, 240, 236))
    c.line([(0.2, 0.12), (0.2, 0.6)], (240, 240, 236), 0.012)
    c.box(0.56, 0.56, 1.02, 0.92, c.near((92, 110, 120)))
    for number in range(3):
        x = 0.52 + 0.15 * number
        c.box(x, 0.1, x + 0.1, 0.26, c.near((150, 120, 90), 40), edge=(70, 50, 38))


def _kitchen(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.near((214, 206, 190), 8))
    for row in range(5):
        for column in range(12):
            c.box(column / 12, 0.3 + row * 0.06, (column + 0.94) / 12, 0.355 + row * 0.06, c.near((226, 222, 210), 5))
    for column in range(5):
        c.box(column / 5, 0, (column + 0.97) / 5, 0.28, c.near((150, 168, 160), 5), edge=(110, 126, 120))
    c.box(0, 0.6, 1, 0.66, (120, 90, 66))
    c.box(0, 0.66, 1, 1, c.near((170, 180, 174), 5))
    for number in range(4):
        c.disc(0.1 + 0.25 * number, 0.55, 0.03, 0.06, c.near((190, 120, 80), 40))


def _party(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.near((150, 110, 92), 14))
    for number in range(14):
        x, y = c.rng.uniform(0, 1), c.rng.uniform(0.05, 0.5)
        colour = [(214, 66, 70), (236, 186, 60), (70, 140, 196), (106, 176, 96), (196, 96, 172)][number % 5]
        c.line([(x, y), (x + c.rng.normal(0, 0.02), 1)], (200, 200, 200), 0.003)
        c.disc(x, y, 0.042, 0.07, colour)
        c.disc(x - 0.014, y - 0.025, 0.01, 0.014, (250, 240, 240))
    c.box(0, 0.85, 1, 1, c.near((226, 220, 210), 6))


def _garden(c: Canvas) -> None:
    c.scatter(260, (0, 0.1, 1, 0.62), 0.05, (70, 112, 52))
    c.scatter(140, (0, 0.3, 1, 0.6), 0.035, (98, 140, 66))
    c.box(0, 0.6, 1, 1, (104, 142, 66))
    c.scatter(200, (0, 0.6, 1, 1), 0.02, (96, 138, 60))
    c.scatter(40, (0, 0.45, 1, 0.75), 0.012, (214, 130, 150))


def _beach(c: Canvas) -> None:
    c.box(0, 0.42, 1, 0.58, (66, 132, 160))
    c.box(0, 0.56, 1, 0.6, (196, 220, 222))
    c.box(0, 0.59, 1, 1, (222, 200, 158))
    c.scatter(120, (0, 0.62, 1, 1), 0.006, (198, 174, 132))
    c.shape([(0.72, 0.6), (0.86, 0.3), (1.0, 0.58)], (214, 90, 70))


def _playground(c: Canvas) -> None:
    c.scatter(160, (0, 0.05, 1, 0.5), 0.06, (84, 118, 66))
    c.box(0, 0.5, 1, 1, (178, 158, 120))
    c.line([(0.08, 0.85), (0.2, 0.12), (0.32, 0.85)], (190, 60, 52), 0.022)
    c.line([(0.2, 0.14), (0.62, 0.14)], (190, 60, 52), 0.022)
    c.line([(0.5, 0.85), (0.62, 0.12), (0.74, 0.85)], (190, 60, 52), 0.022)
    c.line([(0.36, 0.14), (0.36, 0.6), (0.44, 0.6), (0.44, 0.14)], (70, 70, 76), 0.008)
    c.shape([(0.78, 0.3), (0.84, 0.3), (1.0, 0.86), (0.92, 0.88)], (230, 180, 50))


def _snow(c: Canvas) -> None:
    for number in range(9):
        x = c.rng.uniform(0, 1)
        tall = c.rng.uniform(0.25, 0.5)
        for layer in range(3):
            y = 0.62 - tall * layer / 3
            c.shape(
                [(x - 0.08, y), (x, y - tall * 0.5), (x + 0.08, y)],
                c.near((58, 82, 70) if number % 2 else (210, 220, 226), 8),
            )
    c.box(0, 0.6, 1, 1, (232, 238, 244))
    c.scatter(60, (0, 0.6, 1, 1), 0.03, (220, 228, 238))


def _school(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.near((160, 92, 74), 8))
    for row in range(24):
        c.line([(0, row / 24), (1, row / 24)], (186, 160, 146), 0.004)
    for number in range(3):
        c.box(0.06 + number * 0.34, 0.14, 0.26 + number * 0.34, 0.56, (176, 204, 220), edge=(240, 240, 236))
    c.box(0, 0.8, 1, 1, (128, 128, 126))


def _street(c: Canvas) -> None:
    for number in range(5):
        c.box(number / 5, 0.1 + c.rng.uniform(0, 0.12), (number + 1) / 5, 0.72, c.near((168, 150, 134), 26))
        for row in range(3):
            c.box(number / 5 + 0.05, 0.28 + row * 0.14, number / 5 + 0.12, 0.36 + row * 0.14, (92, 106, 120))
    c.box(0, 0.72, 1, 1, (116, 116, 118))


def _studio(c: Canvas) -> None:
    c.disc(0.5, 0.45, 0.6, 0.7, c.near((150, 160, 168), 12))


def _landscape(c: Canvas) -> None:
    for layer, colour in enumerate([(150, 168, 190), (112, 142, 136), (92, 128, 78)]):
        base = 0.42 + 0.14 * layer
        tops = [(x / 12, base - 0.12 * c.rng.random()) for x in range(13)]
        c.shape([(0, 1), *tops, (1, 1)], colour)
    c.disc(0.78, 0.16, 0.05, 0.065, (252, 236, 190))


def _food(c: Canvas) -> None:
    c.disc(0.5, 0.55, 0.36, 0.4, (240, 238, 232))
    c.disc(0.5, 0.55, 0.28, 0.31, (228, 226, 220))
    c.scatter(26, (0.36, 0.38, 0.6, 0.7), 0.07, (206, 96, 52))
    c.scatter(20, (0.42, 0.4, 0.66, 0.7), 0.04, (96, 150, 62))
    c.scatter(8, (0.4, 0.42, 0.6, 0.66), 0.05, (236, 206, 110))
    c.line([(0.93, 0.2), (0.93, 0.92)], (190, 190, 196), 0.02)


def _teddy(c: Canvas) -> None:
    fur, dark = c.near((168, 116, 68), 12), (42, 28, 22)
    c.disc(0.5, 0.85, 0.24, 0.36, fur)
    for side in (-1, 1):
        c.disc(0.5 + side * 0.15, 0.2, 0.07, 0.09, fur)
        c.disc(0.5 + side * 0.15, 0.2, 0.04, 0.05, (208, 170, 122))
    c.disc(0.5, 0.38, 0.2, 0.25, fur)
    c.disc(0.5, 0.47, 0.09, 0.1, (214, 180, 134))
    c.disc(0.5, 0.425, 0.03, 0.028, dark)
    for side in (-1, 1):
        c.disc(0.5 + side * 0.075, 0.34, 0.018, 0.024, dark)
    c.line([(0.5, 0.45), (0.5, 0.49), (0.46, 0.51)], dark, 0.008)
    c.line([(0.5, 0.49), (0.54, 0.51)], dark, 0.008)


def _statue(c: Canvas) -> None:
    stone, dark = c.near((172, 170, 164), 8), (96, 94, 92)
    c.box(0.32, 0.8, 0.68, 1, (140, 138, 134))
    c.disc(0.5, 0.74, 0.16, 0.2, stone)
    c.disc(0.5, 0.4, 0.13, 0.2, stone)
    for side in (-1, 1):
        c.disc(0.5 + side * 0.05, 0.37, 0.022, 0.02, dark)
    c.line([(0.5, 0.38), (0.485, 0.45), (0.51, 0.45)], dark, 0.008)
    c.line([(0.46, 0.51), (0.5, 0.53), (0.54, 0.51)], dark, 0.01)


def _flowers(c: Canvas) -> None:
    c.scatter(240, (0, 0, 1, 1), 0.06, (74, 118, 58))
    for _ in range(16):
        x, y, r = c.rng.uniform(0, 1), c.rng.uniform(0, 1), c.rng.uniform(0.03, 0.08)
        colour = c.near((214, 110, 140), 40)
        for petal in range(6):
            turn = petal * np.pi / 3
            c.disc(x + 0.7 * r * np.cos(turn), y + r * np.sin(turn), 0.4 * r, 0.55 * r, colour)
        c.disc(x, y, 0.3 * r, 0.4 * r, (240, 206, 80))


SKIES: dict[str, tuple[Colour, Colour]] = {
    "room": ((200, 190, 176), (180, 168, 150)),
    "kitchen": ((214, 206, 190), (190, 180, 166)),
    "party": ((150, 110, 92), (120, 90, 80)),
    "garden": ((176, 206, 226), (150, 180, 130)),
    "beach": ((128, 182, 222), (206, 224, 232)),
    "playground": ((178, 200, 214), (170, 180, 160)),
    "snow": ((186, 202, 218), (226, 232, 240)),
    "school": ((160, 92, 74), (150, 86, 70)),
    "street": ((190, 200, 208), (170, 170, 168)),
    "studio": ((112, 120, 128), (86, 92, 100)),
    "landscape": ((140, 186, 226), (226, 230, 226)),
    "food": ((124, 88, 62), (104, 72, 50)),
    "teddy": ((186, 200, 206), (150, 130, 116)),
    "statue": ((170, 198, 220), (130, 156, 104)),
    "flowers": ((90, 128, 70), (66, 104, 54)),
}
PLACES: dict[str, Callable[[Canvas], None]] = {
    "room": _room,
    "kitchen": _kitchen,
    "party": _party,
    "garden": _garden,
    "beach": _beach,
    "playground": _playground,
    "snow": _snow,
    "school": _school,
    "street": _street,
    "studio": _studio,
    "landscape": _landscape,
    "food": _food,
    "teddy": _teddy,
    "statue": _statue,
    "flowers": _flowers,
}
