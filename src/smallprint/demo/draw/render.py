"""Scenes as pixels: background, people in their order, writing, camera; and the true boxes of the faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from smallprint.demo.draw.background import background
from smallprint.demo.draw.body import words
from smallprint.demo.draw.build import build
from smallprint.demo.draw.head import surface
from smallprint.demo.draw.mesh import Grid, linear
from smallprint.demo.draw.person import PIVOT, Cutout, figure, project, rotation
from smallprint.demo.draw.scene import Scene, Sitter, light_of
from smallprint.records.seen import Box

FINEST = 300.0  # pixels to a head: larger heads are enlarged from this, which costs sharpness, not time
EMPTY = ("landscape", "food", "teddy", "statue", "flowers", "beach", "garden", "street", "snow", "kitchen")


def draw(scene: Scene) -> NDArray[np.uint8]:
    """The picture of a scene, H x W x 3, sRGB. The same scene gives the same bytes."""
    canvas = background(scene.background, scene.seed, scene.size)
    if scene.text and scene.background != "kitchen":
        _write(canvas, scene)
    for sitter in scene.sitters:
        _place(canvas, scene, sitter)
    if scene.text and scene.background == "kitchen":
        _cake(canvas, scene.text)
    return _camera(canvas, scene.seed)


def draw_many(scenes: Iterable[Scene]) -> Iterator[NDArray[np.uint8]]:
    """One picture after the other."""
    for scene in scenes:
        yield draw(scene)


def draw_empty(name: str, seed: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """A picture without people: one of EMPTY, or any background. H x W x 3."""
    return _camera(background(name, seed, size, soft=0.7), seed)


def face_boxes(scene: Scene) -> list[tuple[int, Box]]:
    """Where the faces are, brow to chin and cheek to cheek with the forehead, as (index of the sitter, box).

    People seen from behind, or whose face lies outside the picture, have none. Faces behind others are not left out.
    """
    found = []
    for index, sitter in enumerate(scene.sitters):
        box = None if sitter.covered or abs(sitter.pose.yaw) > 100 else _face_box(scene, sitter)
        if box is not None:
            found.append((index, box))
    return found


def _face_box(scene: Scene, sitter: Sitter) -> Box | None:
    size = build(sitter.identity, sitter.age)
    face = surface(sitter.identity, size, sitter.expression, 60)
    inside = (np.abs(face.turn) < np.radians(78)) & (face.y < size.brow_y + 0.16)
    points = (face.points[inside] - PIVOT) @ rotation(sitter.pose).T + PIVOT
    x, y = project(points)
    width, height = scene.size
    head = sitter.size * height
    left, top = sitter.place[0] * width, sitter.place[1] * height + 0.5 * head
    edges = (
        (left + float(x.min()) * head) / width,
        (top - float(y.max()) * head) / height,
        (left + float(x.max()) * head) / width,
        (top - float(y.min()) * head) / height,
    )
    if edges[0] >= 1 or edges[1] >= 1 or edges[2] <= 0 or edges[3] <= 0:
        return None
    return Box(*(min(1.0, max(0.0, edge)) for edge in edges))


def _place(canvas: Grid, scene: Scene, sitter: Sitter) -> None:
    """Draw one person into the canvas."""
    width, height = scene.size
    head = sitter.size * height
    chin = sitter.place[1] * height + 0.5 * head
    middle = sitter.place[0] * width
    wide = build(sitter.identity, sitter.age).shoulder + 0.35
    left, right = max(-middle / head, -wide), min((width - middle) / head, wide)
    top, bottom = min(chin / head, 1.5), max((chin - height) / head, -build(sitter.identity, sitter.age).tall)
    if right - left < 0.02 or top - bottom < 0.02:
        return
    pose = sitter.pose if not sitter.covered else replace(sitter.pose, yaw=180 - 0.3 * sitter.pose.yaw)
    cut = figure(
        sitter.identity,
        sitter.age,
        pose,
        sitter.expression,
        clothing=sitter.clothing,
        light=light_of(scene),
        scale=float(np.clip(1.35 * head, 44, FINEST)),
        frame=(left, top, right, bottom),
    )
    _paste(canvas, cut, middle + left * head, chin - top * head, head / cut.scale)


def _paste(canvas: Grid, cut: Cutout, left: float, top: float, enlarge: float) -> None:
    """Lay a cutout over the canvas with its first sample at (left, top), to the fraction of a pixel."""
    height, width = cut.cover.shape
    x0, y0 = int(np.floor(left)), int(np.floor(top))
    x1 = min(canvas.shape[1], int(np.ceil(left + width * enlarge)))
    y1 = min(canvas.shape[0], int(np.ceil(top + height * enlarge)))
    x0, y0 = max(0, x0), max(0, y0)
    if x1 <= x0 or y1 <= y0:
        return
    box = ((x0 - left) / enlarge, (y0 - top) / enlarge, (x1 - left) / enlarge, (y1 - top) / enlarge)
    layers = [cut.cover, *(cut.colour[..., k] for k in range(3))]
    cover, *colour = (_fit(layer, box, (x1 - x0, y1 - y0)) for layer in layers)
    part = canvas[y0:y1, x0:x1]
    part *= 1 - cover[..., None]
    part += np.stack(colour, -1)


def _fit(layer: Grid, box: tuple[float, float, float, float], size: tuple[int, int]) -> Grid:
    """The part `box` of a layer, resized. Outside the layer is empty."""
    edge = 4
    padded = np.pad(layer, edge)
    limit = (padded.shape[1], padded.shape[0], padded.shape[1], padded.shape[0])
    a, b, c, d = (float(np.clip(v + edge, 0, most)) for v, most in zip(box, limit, strict=True))
    image = Image.fromarray(np.ascontiguousarray(padded, np.float32))
    kind = Image.Resampling.HAMMING if box[2] - box[0] > size[0] else Image.Resampling.BICUBIC
    fitted: Grid = np.clip(np.asarray(image.resize(size, kind, box=(a, b, c, d))), 0, None)
    return fitted


def _write(canvas: Grid, scene: Scene) -> None:
    """A banner over the top of a party, a sign in the corner elsewhere."""
    party = scene.background == "party"
    height, width = canvas.shape[:2]
    share = 0.8 if party else 0.3
    ink = words(scene.text or "", 72, stacked=not party)
    wide = int(width * share)
    tall = min(int(height * 0.18), int(wide * ink.shape[0] / ink.shape[1]))
    wide = int(tall * ink.shape[1] / ink.shape[0])
    left = (width - wide) // 2 if party else int(0.04 * width)
    top = int(0.03 * height)
    edge = max(3, tall // 8)
    paper, colour = ((246, 238, 214), (180, 40, 60)) if party else ((70, 96, 74), (248, 246, 236))
    canvas[max(0, top - edge) : top + tall + edge, max(0, left - edge) : left + wide + edge] = linear(paper)
    _ink(canvas, ink, (left, top, wide, tall), linear(colour))


def _cake(canvas: Grid, text: str) -> None:
    """A cake with the words on its side, in front of everybody."""
    height, width = canvas.shape[:2]
    ink = words(text, 72, stacked=False)
    wide = int(0.5 * width)
    tall = min(int(0.14 * height), int(0.9 * wide * ink.shape[0] / ink.shape[1]))
    left, top = (width - wide) // 2, height - int(1.5 * tall) - 2
    canvas[top:height, left : left + wide] = linear((244, 226, 214))
    canvas[top : top + max(2, tall // 6), left : left + wide] = linear((214, 110, 130))
    for number in range(7):
        x = left + int(wide * (number + 0.5) / 7)
        canvas[top - tall // 2 : top, x - max(1, tall // 14) : x + max(1, tall // 14)] = linear((90, 150, 200))
        canvas[top - tall // 2 - tall // 6 : top - tall // 2, x - max(1, tall // 16) : x + max(1, tall // 16)] = (
            linear((255, 214, 120)) * 2
        )
    write = int(tall * ink.shape[1] / ink.shape[0] * 0.9)
    _ink(canvas, ink, ((width - write) // 2, top + tall // 3, write, int(tall * 0.9)), linear((120, 40, 70)))


def _ink(canvas: Grid, ink: Grid, at: tuple[int, int, int, int], colour: Grid) -> None:
    left, top, wide, tall = at
    if wide < 2 or tall < 2:
        return
    mask = np.asarray(Image.fromarray(ink).resize((wide, tall), Image.Resampling.BOX))
    part = canvas[top : top + tall, left : left + wide]
    mask = mask[: part.shape[0], : part.shape[1], None]
    part *= 1 - mask
    part += mask * colour


def _camera(canvas: Grid, seed: int) -> NDArray[np.uint8]:
    """Exposure, tone curve, a trace of blur and of sensor noise."""
    rng = np.random.default_rng([seed, 0xCA3])
    exposed = canvas * np.float32(1.5 * rng.uniform(0.92, 1.1))
    balance = (1 + 0.03 * rng.normal(size=3)).astype(np.float32)
    toned = 1 - np.exp(-exposed * balance)
    srgb = np.power(np.clip(toned, 0, 1), np.float32(1 / 2.15)) * 255
    noise = rng.standard_normal(srgb.shape, np.float32)
    made: NDArray[np.uint8] = np.clip(srgb + 1.6 * noise + 0.5, 0, 255).astype(np.uint8)
    return made
