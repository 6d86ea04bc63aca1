"""One person as a small picture with an edge: meshes turned by the pose, seen through the z-buffer, lit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from smallprint.demo.draw.body import Clothing, body
from smallprint.demo.draw.build import build
from smallprint.demo.draw.hair import ears, glasses, hair
from smallprint.demo.draw.head import Expression, surface
from smallprint.demo.draw.identity import Identity
from smallprint.demo.draw.light import Light, shade
from smallprint.demo.draw.mesh import Grid, Mesh, join, make, pick, splat
from smallprint.demo.draw.skin import paint_face

EYE_DISTANCE = 7.0  # of the camera, head heights: the mild perspective of a portrait
PIVOT = np.array([0, 0.12, -0.12], np.float32)  # where a head turns on its neck


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees. Yaw turns to the picture's right, pitch looks up, roll tips the head clockwise."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


@dataclass(frozen=True, slots=True)
class Cutout:
    """A drawn person: linear colour times coverage, coverage, and where chin level is."""

    colour: Grid  # H x W x 3
    cover: Grid  # H x W
    left: float  # of the first column, head heights from the middle of the neck
    top: float  # of the first row, head heights above the chin
    scale: float  # pixels to a head height


def figure(
    who: Identity,
    age: float,
    pose: Pose,
    mood: Expression,
    *,
    clothing: Clothing,
    light: Light,
    scale: float,
    frame: tuple[float, float, float, float],
) -> Cutout:
    """Draw the person within `frame` (left, top, right, bottom in head heights, y up, chin at 0)."""
    left, top, right, bottom = frame
    size = build(who, age)
    parts = [turned(part, pose, PIVOT, bottom) for part in _head(who, age, mood, scale)]
    lean = Pose(yaw=pose.yaw if abs(pose.yaw) > 100 else 0.45 * pose.yaw)
    parts += [
        turned(part, lean, np.zeros(3, np.float32), bottom) for part in body(who, size, clothing, scale, bottom)
    ]
    mesh = join(parts)
    width, height = int(np.ceil((right - left) * scale)), int(np.ceil((top - bottom) * scale))
    x, y = project(mesh.points)
    seen = splat((x - left) * scale, (top - y) * scale, mesh.points[:, 2], width, height)
    there = seen >= 0
    colour = np.zeros((height, width, 3), np.float32)
    if there.any():
        colour[there] = shade(mesh, seen, light, scale)
    return Cutout(colour, there.astype(np.float32), left, top, scale)


def _head(who: Identity, age: float, mood: Expression, detail: float) -> list[Mesh]:
    size = build(who, age)
    face = surface(who, size, mood, detail)
    paint = paint_face(who, face)
    parts = [make(face.points, paint.albedo, paint.gloss, 1.0), *hair(who, face, detail), *ears(who, size, detail)]
    return parts + (glasses(who, size, detail) if who.glasses and age > 9 else [])


def rotation(pose: Pose) -> Grid:
    """The 3 x 3 matrix that turns column vectors by the pose."""
    a, b, c = (np.radians(v) for v in (pose.yaw, -pose.pitch, -pose.roll))
    yaw = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    pitch = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    roll = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    made: Grid = (roll @ pitch @ yaw).astype(np.float32)
    return made


def turned(part: Mesh, pose: Pose, about: Grid, bottom: float) -> Mesh:
    """The part turned, without what looks away from the camera or lies below `bottom`. Hair has two sides."""
    matrix = rotation(pose).T
    facing = part.normals @ matrix[:, 2]
    seen = (facing > -0.15) if part.tangent is None else (facing > -2.0)
    kept = pick(part, seen & (part.points[:, 1] > bottom - 0.4))
    return replace(
        kept,
        points=(kept.points - about) @ matrix + about,
        normals=kept.normals @ matrix,
        tangent=None if kept.tangent is None else kept.tangent @ matrix,
    )


def project(points: Grid) -> tuple[Grid, Grid]:
    """Where points (N x 3) are seen, head heights."""
    near = EYE_DISTANCE / (EYE_DISTANCE - points[:, 2])
    return points[:, 0] * near, points[:, 1] * near
