"""Light on samples of skin, hair and cloth: key, sky and ground, soft shadows, creases, highlights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smallprint.demo.draw.mesh import Grid, Mesh

BLEED = np.array([0.42, 0.2, 0.14], np.float32)  # how far light creeps round flesh: red farthest


@dataclass(frozen=True, slots=True)
class Light:
    """Where the light comes from (x right, y up, z from the camera) and its colours, linear."""

    toward: tuple[float, float, float] = (-0.45, 0.6, 0.75)
    key: tuple[float, float, float] = (1.0, 0.94, 0.86)
    sky: tuple[float, float, float] = (0.42, 0.45, 0.5)
    ground: tuple[float, float, float] = (0.26, 0.22, 0.19)
    strength: float = 1.0


def shade(mesh: Mesh, seen: NDArray[np.int64], light: Light, scale: float) -> Grid:
    """Linear colour of each seen sample: N x 3 in the order of seen[seen >= 0]; `scale` pixels to a head."""
    index = seen[seen >= 0]
    n, albedo = mesh.normals[index], mesh.albedo[index]
    flesh, gloss = mesh.flesh[index][:, None], mesh.gloss[index][:, None]
    to = np.array(light.toward, np.float32) / np.linalg.norm(light.toward)
    facing = (n @ to)[:, None].astype(np.float32)
    lit = _shadow(mesh, index, to)[:, None]
    creep = BLEED * flesh
    direct = np.clip((facing + creep) / (1 + creep), 0, 1) * (lit + (1 - lit) * creep * 0.55)
    up = 0.5 + 0.5 * n[:, 1:2]
    around = np.array(light.sky, np.float32) * up + np.array(light.ground, np.float32) * (1 - up)
    crease = _crease(mesh, seen, scale)[:, None]
    soft = crease ** (1 - 0.45 * flesh * np.array([1.0, 0.3, 0.15], np.float32))
    key = np.array(light.key, np.float32)
    colour = albedo * (0.95 * key * direct * (0.55 + 0.45 * soft) + around * soft)
    made: Grid = (light.strength * (colour + _highlight(mesh, index, n, to, gloss) * lit * key)).astype(np.float32)
    return made


def _highlight(mesh: Mesh, index: NDArray[np.int64], n: Grid, to: Grid, gloss: Grid) -> Grid:
    half = to + np.array([0, 0, 1], np.float32)
    half = half / np.linalg.norm(half)
    spread = np.clip(n @ half, 0, 1)[:, None]
    skin = gloss * (0.06 * spread**12 + 0.1 * spread**40)
    skin += 0.05 * gloss * (1 - np.clip(n[:, 2:3], 0, 1)) ** 3
    if mesh.tangent is None:
        return skin.astype(np.float32)
    along = mesh.tangent[index]
    hairy = np.abs(along).sum(1, keepdims=True) > 0
    across = np.sqrt(np.clip(1 - (along @ half) ** 2, 0, 1))[:, None]
    facing = np.clip(n @ to, 0, 1)[:, None]
    strand = gloss * facing * (0.05 + 0.6 * mesh.albedo[index]) * across**24
    return np.where(hairy, strand, skin).astype(np.float32)


def _shadow(mesh: Mesh, index: NDArray[np.int64], to: Grid) -> Grid:
    """1 where the key reaches the sample, 0 where something stands before it, soft at the edge."""
    right = np.cross(np.array([0, 1, 0], np.float32), to)
    right /= np.linalg.norm(right)
    over = np.cross(to, right)
    basis = np.stack([right, over, to], 1).astype(np.float32)
    casting = mesh.points[::2] @ basis
    low, cells = casting.min(0), 72.0
    shape = np.ceil((casting.max(0) - low) * cells).astype(np.int64) + 6
    depth = np.full(shape[0] * shape[1], -1e6, np.float32)
    cell = ((casting[:, :2] - low[:2]) * cells + 2).astype(np.int64)
    np.maximum.at(depth, cell[:, 0] * shape[1] + cell[:, 1], casting[:, 2])
    depth = depth.reshape(shape[0], shape[1])
    asking = mesh.points[index] @ basis
    at = ((asking[:, :2] - low[:2]) * cells + 2).astype(np.int64)
    reached = np.zeros(len(index), np.float32)
    steps = (-2, 0, 2)
    for dx in steps:
        for dy in steps:
            column = np.clip(at[:, 0] + dx, 0, shape[0] - 1)
            row = np.clip(at[:, 1] + dy, 0, shape[1] - 1)
            behind = depth[column, row] - asking[:, 2]
            reached += 1 - np.clip((behind - 0.035) / 0.03, 0, 1)
    return reached / (len(steps) ** 2)


def _crease(mesh: Mesh, seen: NDArray[np.int64], scale: float) -> Grid:
    """Light from all round that reaches a sample: less where its neighbourhood stands nearer the viewer."""
    there = seen >= 0
    z = np.where(there, mesh.points[np.maximum(seen, 0), 2], 0).astype(np.float32)
    open_ = np.ones(int(there.sum()), np.float32)
    for reach, strength in ((0.03, 5.0), (0.09, 2.6)):
        r = max(1, int(reach * scale))
        weight = np.maximum(blur(there.astype(np.float32), r), 1e-3)
        around = blur(z, r) / weight
        open_ *= 1 - np.clip((around - z)[there] * strength, 0, 0.5)
    return open_


def blur(picture: Grid, r: int) -> Grid:
    """Box blur over 2 r + 1 pixels both ways, zero outside."""
    for axis in (0, 1):
        padded = np.pad(picture, [(r + 1, r) if a == axis else (0, 0) for a in (0, 1)])
        total = np.cumsum(padded, axis=axis, dtype=np.float64)
        high, low = (
            (total[2 * r + 1 :], total[: -2 * r - 1])
            if axis == 0
            else (total[:, 2 * r + 1 :], total[:, : -2 * r - 1])
        )
        picture = ((high - low) / (2 * r + 1)).astype(np.float32)
    return picture
