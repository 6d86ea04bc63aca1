"""What is in a picture: who stands where, before what, in which light."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from smallprint.demo.draw.body import Clothing
from smallprint.demo.draw.build import build
from smallprint.demo.draw.head import Expression
from smallprint.demo.draw.identity import Identity
from smallprint.demo.draw.light import Light
from smallprint.demo.draw.person import Pose

BACKGROUNDS = ("room", "kitchen", "party", "garden", "beach", "playground", "snow", "school", "street", "studio")

LIGHTS = {
    "window": Light((-0.7, 0.45, 0.7), (1.0, 0.95, 0.88), (0.4, 0.42, 0.46), (0.26, 0.23, 0.2)),
    "sun": Light((0.5, 0.75, 0.6), (1.12, 1.03, 0.88), (0.4, 0.46, 0.56), (0.3, 0.28, 0.2)),
    "shade": Light((-0.25, 0.8, 0.6), (0.72, 0.76, 0.8), (0.52, 0.58, 0.64), (0.3, 0.3, 0.28)),
    "lamp": Light((0.35, 0.6, 0.75), (1.06, 0.86, 0.64), (0.36, 0.31, 0.27), (0.28, 0.21, 0.16)),
    "flash": Light((0.06, 0.14, 1.0), (1.05, 1.02, 1.0), (0.3, 0.29, 0.28), (0.2, 0.18, 0.17)),
    "snow": Light((-0.45, 0.6, 0.7), (0.98, 0.98, 1.0), (0.46, 0.5, 0.56), (0.42, 0.44, 0.48)),
    "evening": Light((-0.8, 0.25, 0.6), (1.1, 0.82, 0.58), (0.34, 0.35, 0.44), (0.24, 0.2, 0.18)),
}
USUAL_LIGHT = {
    "room": "window",
    "kitchen": "lamp",
    "party": "flash",
    "garden": "sun",
    "beach": "sun",
    "playground": "shade",
    "snow": "snow",
    "school": "window",
    "street": "shade",
    "studio": "window",
}

STRAIGHT, FRIENDLY, PLAIN = Pose(), Expression(), Clothing()

STRAIGHT, FRIENDLY, PLAIN = Pose(), Expression(), Clothing()


@dataclass(frozen=True, slots=True)
class Sitter:
    """One person in a picture."""

    identity: Identity
    age: float  # years
    pose: Pose = STRAIGHT
    expression: Expression = FRIENDLY
    clothing: Clothing = PLAIN
    covered: bool = False  # seen from behind: no face
    size: float = 0.4  # chin to crown, as a fraction of the picture's height
    place: tuple[float, float] = (0.5, 0.45)  # middle of the head, fractions from the left and from the top


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture, told completely: the same scene gives the same pixels."""

    background: str = "room"
    light: str = ""  # a key of LIGHTS; "" is the usual one of the background
    seed: int = 0
    sitters: tuple[Sitter, ...] = ()  # drawn in this order: the last stands in front
    text: str | None = None  # on a banner (party), a cake (kitchen) or a sign
    size: tuple[int, int] = field(default=(1200, 900))  # width, height in pixels


def light_of(scene: Scene) -> Light:
    return LIGHTS[scene.light or USUAL_LIGHT.get(scene.background, "window")]


def line_up(
    people: tuple[tuple[Identity, float, Clothing], ...],
    seed: int,
    *,
    aspect: float = 4 / 3,
    head: float = 0.26,
) -> tuple[Sitter, ...]:
    """People of different height side by side as for a group picture; `head`: a grown-up's head height.

    From five on they stand in two rows, the taller behind.
    """
    rng = np.random.default_rng([seed, 0x6E0])
    order = sorted(people, key=lambda one: -_stature(one[0], one[1]))
    back = order[: len(order) // 2] if len(order) >= 5 else []
    front = order[len(back) :]
    size = min(head, 0.84 * aspect / (max(len(front), len(back)) * 1.62))
    if not back:
        return tuple(_row(front, rng, size, 0.0, aspect))
    # The back row stands on a bench, so that a child in it is not hidden.
    return tuple(
        _row(back, rng, 0.88 * size, 0.0, aspect, steep=0.12) + _row(front, rng, size, 1.15 * size + 0.02, aspect)
    )


def _stature(who: Identity, age: float) -> float:
    """Metres from floor to crown, about."""
    return build(who, age).tall * _head_metres(age)


def _head_metres(age: float) -> float:
    return float(np.interp(age, (0, 1, 3, 7, 13, 18), (0.13, 0.17, 0.185, 0.198, 0.212, 0.226)))


def _row(
    row: list[tuple[Identity, float, Clothing]],
    rng: np.random.Generator,
    head: float,
    down: float,
    aspect: float,
    *,
    steep: float = 0.5,
) -> list[Sitter]:
    tallest = max(_stature(who, age) for who, age, _ in row)
    step = min(1.75 * head / aspect, 0.86 / len(row))
    made = []
    for number, at in enumerate(rng.permutation(len(row))):
        who, age, clothing = row[int(at)]
        x = 0.5 + (number - (len(row) - 1) / 2) * step + float(rng.normal(0, 0.006))
        # Children are held up or stand on something: `steep` of the difference in height is left.
        lower = steep * (tallest - _stature(who, age)) / 0.226 * head
        y = 0.16 + 0.5 * head + down + min(lower, 0.4) + float(rng.normal(0, 0.006))
        pose = Pose(float(rng.normal(0, 9)) - 14 * (x - 0.5), float(rng.normal(0, 4)), float(rng.normal(0, 4)))
        mood = Expression(smile=float(rng.uniform(0.45, 1.0)), open=float(rng.choice([0, 0, 0.3])))
        size = head * _head_metres(age) / 0.226
        made.append(Sitter(who, age, pose, mood, clothing, size=size, place=(x, y)))
    return sorted(made, key=lambda one: -one.size)
