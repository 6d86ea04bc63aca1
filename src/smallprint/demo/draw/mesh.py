"""Fine meshes and the z-buffer that draws them: every facet is about a pixel, so each vertex is one sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Samples of a surface, in head heights: x to the right of the picture, y up, z toward the viewer."""

    points: Grid  # N x 3
    normals: Grid  # N x 3, unit length, outward
    albedo: Grid  # N x 3, linear light
    gloss: Grid  # N: strength of the highlight
    flesh: Grid  # N: how much light bleeds through, reddish (skin 1, cloth 0)
    tangent: Grid | None = None  # N x 3, along the strands; hair only


def normals_of(points: Grid) -> Grid:
    """Unit normals of an R x C x 3 grid whose columns run to the right and rows run upward."""
    across = np.empty_like(points)
    across[:, 1:-1] = points[:, 2:] - points[:, :-2]
    across[:, 0], across[:, -1] = points[:, 1] - points[:, 0], points[:, -1] - points[:, -2]
    along = np.empty_like(points)
    along[1:-1] = points[2:] - points[:-2]
    along[0], along[-1] = points[1] - points[0], points[-1] - points[-2]
    n = np.stack(
        [
            across[..., 1] * along[..., 2] - across[..., 2] * along[..., 1],
            across[..., 2] * along[..., 0] - across[..., 0] * along[..., 2],
            across[..., 0] * along[..., 1] - across[..., 1] * along[..., 0],
        ],
        axis=-1,
    )
    made: Grid = n / (np.sqrt((n * n).sum(-1, keepdims=True)) + 1e-9)
    return made


def make(
    points: Grid,
    albedo: Grid,
    gloss: Grid | float,
    flesh: float,
    *,
    keep: NDArray[np.bool_] | None = None,
    strands: bool = False,
) -> Mesh:
    """A mesh of an R x C x 3 grid, of which only `keep` is drawn."""
    normals = normals_of(points)
    tangent = None
    if strands:
        tangent = np.gradient(points, axis=0).astype(np.float32)
        tangent /= np.sqrt((tangent * tangent).sum(-1, keepdims=True)) + 1e-9
    shape = points.shape[:2]
    shine = np.broadcast_to(np.asarray(gloss, np.float32), shape)
    colour = np.broadcast_to(albedo, points.shape)
    bleed = np.full(shine.size, flesh, np.float32)
    strand = None if tangent is None else tangent.reshape(-1, 3)
    albedo_flat = np.ascontiguousarray(colour, np.float32).reshape(-1, 3)
    mesh = Mesh(points.reshape(-1, 3), normals.reshape(-1, 3), albedo_flat, shine.reshape(-1), bleed, strand)
    return mesh if keep is None else pick(mesh, keep.reshape(-1))


def pick(mesh: Mesh, which: NDArray[np.bool_]) -> Mesh:
    """Only these samples of a mesh."""
    at = np.flatnonzero(which)
    tangent = None if mesh.tangent is None else mesh.tangent[at]
    return Mesh(mesh.points[at], mesh.normals[at], mesh.albedo[at], mesh.gloss[at], mesh.flesh[at], tangent)


def join(meshes: list[Mesh]) -> Mesh:
    """All meshes as one. Where none has strands, tangents are zero."""
    tangents = [np.zeros_like(m.points) if m.tangent is None else m.tangent for m in meshes]
    return Mesh(
        np.concatenate([m.points for m in meshes]),
        np.concatenate([m.normals for m in meshes]),
        np.concatenate([m.albedo for m in meshes]),
        np.concatenate([m.gloss for m in meshes]),
        np.concatenate([m.flesh for m in meshes]),
        np.concatenate(tangents),
    )


def tube(path: Grid, radius: Grid | float, around: int, *, flat: float = 1.0) -> Grid:
    """The grid of a tube along `path` (R x 3), its rows along the path; `flat` squeezes it in z."""
    along = np.gradient(path, axis=0)
    along /= np.sqrt((along * along).sum(-1, keepdims=True)) + 1e-9
    helper = np.where(np.abs(along[:, 2:3]) > 0.9, [[0.0, 1.0, 0.0]], [[0.0, 0.0, 1.0]])
    side = np.cross(along, helper)
    side /= np.sqrt((side * side).sum(-1, keepdims=True)) + 1e-9
    other = np.cross(side, along)
    angle = np.linspace(0, 2 * np.pi, around)[None, :, None]
    r = np.broadcast_to(np.asarray(radius, np.float32), path.shape[:1])[:, None, None]
    ring = side[:, None] * np.cos(angle) + flat * other[:, None] * np.sin(angle)
    grid = (path[:, None] + r * ring).astype(np.float32)
    return grid if _outward(grid, path) else grid[:, ::-1].copy()


def ball(centre: tuple[float, float, float], radii: tuple[float, float, float], rows: int) -> Grid:
    """The grid of an ellipsoid."""
    v = np.linspace(-np.pi / 2, np.pi / 2, rows, dtype=np.float32)[:, None]
    u = np.linspace(-np.pi, np.pi, 2 * rows, dtype=np.float32)[None]
    x, y, z = np.cos(v) * np.sin(u), np.sin(v) + 0 * u, np.cos(v) * np.cos(u)
    return (np.stack([x, y, z], -1) * radii + centre).astype(np.float32)


def _outward(grid: Grid, path: Grid) -> bool:
    middle = len(path) // 2
    normals = normals_of(grid[max(middle - 1, 0) : middle + 2])
    return bool((normals[1] * (grid[middle] - path[middle])).sum() > 0)


def splat(x: Grid, y: Grid, z: Grid, width: int, height: int) -> NDArray[np.int64]:
    """Which sample is seen at each pixel: its index, or -1. Larger z is nearer."""
    column, row = np.rint(x).astype(np.int64), np.rint(y).astype(np.int64)
    inside = np.flatnonzero((column >= 0) & (column < width) & (row >= 0) & (row < height))
    inside = inside[np.argsort(z[inside], kind="stable")]
    seen = np.full(height * width, -1, np.int64)
    seen[row[inside] * width + column[inside]] = inside
    return _close_gaps(seen.reshape(height, width), z)


def _close_gaps(seen: NDArray[np.int64], z: Grid) -> NDArray[np.int64]:
    """Let a sample cover its neighbour where that is empty or lies clearly behind it."""
    depth = np.where(seen < 0, np.float32(-1e6), z[seen])
    for axis, step in ((0, 1), (1, 1), (0, -1), (1, -1)):
        near_depth, near = np.roll(depth, step, axis), np.roll(seen, step, axis)
        edge = (slice(None),) * axis + ((0 if step > 0 else -1),)
        near_depth[edge] = -1e6  # what rolled in from the other side
        better = near_depth > depth + 0.02
        depth, seen = np.where(better, near_depth, depth), np.where(better, near, seen)
    return seen


def grain(rng: np.random.Generator, rows: int, columns: int, cells: float, *, ratio: float = 1.0) -> Grid:
    """Smooth noise of -1 to 1 with about `cells` bumps across; `ratio` > 1 draws it out along the columns."""
    small = rng.random((max(2, int(cells / ratio) + 2), max(2, int(cells) + 2)), np.float32)
    return stretch(small, rows, columns) * 2 - 1


def stretch(small: Grid, rows: int, columns: int) -> Grid:
    """`small` enlarged by smoothed linear steps."""
    r = np.linspace(0, small.shape[0] - 1.001, rows, dtype=np.float32)
    c = np.linspace(0, small.shape[1] - 1.001, columns, dtype=np.float32)
    r0, c0 = r.astype(np.int64), c.astype(np.int64)
    fr, fc = (r - r0)[:, None], (c - c0)[None]
    fr, fc = fr * fr * (3 - 2 * fr), fc * fc * (3 - 2 * fc)
    top = small[r0][:, c0] * (1 - fc) + small[r0][:, c0 + 1] * fc
    low = small[r0 + 1][:, c0] * (1 - fc) + small[r0 + 1][:, c0 + 1] * fc
    made: Grid = (top * (1 - fr) + low * fr).astype(np.float32)
    return made


def linear(colour: tuple[int, int, int] | Grid) -> Grid:
    """sRGB 0 to 255 as linear light 0 to 1."""
    return ((np.asarray(colour, np.float32) / 255) ** 2.2).astype(np.float32)


def ramp(value: Grid, start: Grid | float, end: Grid | float) -> Grid:
    """0 before start, 1 after end, smooth between."""
    t = np.clip((value - start) / (end - start), 0, 1)
    made: Grid = (t * t * (3 - 2 * t)).astype(np.float32)
    return made


def rounded(at: Grid, places: tuple[float, ...], values: tuple[float, ...], reach: float = 0.075) -> Grid:
    """A rounded line through the values: linear steps, blurred over `reach` to either side."""
    even = np.arange(min(places) - 2 * reach, max(places) + 2 * reach, 0.0025)
    half = max(1, round(reach / 0.0025))
    kernel = np.exp(-(np.linspace(-2.2, 2.2, 2 * half + 1) ** 2))
    padded = np.pad(np.interp(even, places, values), half, mode="edge")
    return np.interp(at, even, np.convolve(padded, kernel / kernel.sum(), "valid")).astype(np.float32)
