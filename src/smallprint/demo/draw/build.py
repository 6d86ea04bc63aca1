"""How a person of some age is built: proportions of head and body.

All lengths are in head heights (chin 0, crown 1). The ages between are interpolated. Proportions follow what
any life-drawing course teaches: a baby's eyes lie below the middle of a wide head and body four heads long; a
grown-up's lie on the middle of a narrow one, seven and a half heads long.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smallprint.demo.draw.identity import Identity

AGES = (0.5, 2, 5, 9, 13, 18, 30, 50, 75)
GROWTH = {
    "eye_y": (0.395, 0.415, 0.44, 0.46, 0.48, 0.495, 0.5, 0.5, 0.5),
    "nose_y": (0.245, 0.25, 0.255, 0.26, 0.265, 0.27, 0.27, 0.265, 0.258),
    "mouth_y": (0.15, 0.155, 0.16, 0.165, 0.172, 0.18, 0.18, 0.176, 0.168),
    "brow_up": (0.105, 0.1, 0.095, 0.09, 0.086, 0.082, 0.078, 0.075, 0.072),
    "eye_x": (0.15, 0.148, 0.145, 0.142, 0.14, 0.138, 0.138, 0.138, 0.138),
    "eye_w": (0.078, 0.077, 0.075, 0.072, 0.069, 0.066, 0.064, 0.062, 0.059),
    "eye_h": (0.050, 0.049, 0.046, 0.042, 0.038, 0.033, 0.029, 0.026, 0.022),
    "iris": (0.045, 0.0435, 0.041, 0.038, 0.034, 0.031, 0.029, 0.0275, 0.026),
    "skull_w": (0.4, 0.39, 0.37, 0.355, 0.345, 0.34, 0.338, 0.338, 0.335),
    "cheek_w": (0.345, 0.335, 0.322, 0.312, 0.306, 0.304, 0.305, 0.308, 0.308),
    "jaw_w": (0.265, 0.255, 0.245, 0.238, 0.236, 0.24, 0.248, 0.256, 0.256),
    "chin_w": (0.105, 0.105, 0.105, 0.105, 0.112, 0.125, 0.135, 0.14, 0.14),
    "puff": (1.0, 0.92, 0.7, 0.45, 0.2, 0.06, 0.0, 0.0, 0.0),
    "nose_z": (0.042, 0.046, 0.054, 0.068, 0.088, 0.105, 0.115, 0.12, 0.125),
    "nose_w": (0.066, 0.066, 0.066, 0.066, 0.068, 0.069, 0.07, 0.073, 0.078),
    "ridge": (0.0, 0.0, 0.05, 0.15, 0.4, 0.75, 1.0, 1.05, 1.1),
    "socket": (0.35, 0.4, 0.45, 0.55, 0.7, 0.9, 1.0, 1.12, 1.3),
    "bulge": (1.0, 0.85, 0.6, 0.4, 0.2, 0.08, 0.0, 0.0, 0.0),
    "lip": (1.15, 1.15, 1.12, 1.1, 1.1, 1.05, 0.98, 0.8, 0.55),
    "fold": (0.1, 0.08, 0.08, 0.1, 0.18, 0.4, 0.65, 1.0, 1.35),
    "wrinkle": (0.0, 0.0, 0.0, 0.0, 0.0, 0.06, 0.3, 0.7, 1.15),
    "blush": (1.0, 1.0, 0.9, 0.7, 0.5, 0.35, 0.3, 0.25, 0.3),
    "brow": (0.35, 0.5, 0.65, 0.75, 0.9, 1.0, 1.05, 1.0, 0.75),
    "grey": (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02, 0.4, 0.95),
    "hair": (0.3, 0.75, 1.0, 1.0, 1.0, 1.0, 1.0, 0.95, 0.85),
    "neck_w": (0.16, 0.165, 0.168, 0.172, 0.185, 0.2, 0.21, 0.215, 0.21),
    "shoulder": (0.5, 0.55, 0.62, 0.7, 0.78, 0.86, 0.92, 0.93, 0.9),
    "mouth_w": (0.1, 0.104, 0.108, 0.113, 0.12, 0.126, 0.13, 0.132, 0.13),
    "gloss": (0.75, 0.75, 0.75, 0.78, 0.9, 1.1, 1.2, 1.2, 1.1),
    "rough": (0.35, 0.35, 0.38, 0.45, 0.6, 0.85, 1.1, 1.4, 1.9),
    "lash": (1.1, 1.1, 1.1, 1.1, 1.1, 1.05, 1.0, 0.9, 0.75),
    "crease": (0.55, 0.6, 0.65, 0.7, 0.8, 0.95, 1.05, 1.15, 1.25),
    "neck": (0.04, 0.07, 0.1, 0.13, 0.16, 0.18, 0.19, 0.18, 0.15),
    "tall": (4.1, 4.8, 5.6, 6.3, 6.8, 7.3, 7.5, 7.5, 7.3),
}


@dataclass(frozen=True, slots=True)
class Build:
    """The numbers of GROWTH for one person at one age, moved by who they are."""

    eye_y: float
    nose_y: float
    mouth_y: float
    brow_up: float
    eye_x: float
    eye_w: float
    eye_h: float
    iris: float
    skull_w: float
    cheek_w: float
    jaw_w: float
    chin_w: float
    puff: float
    nose_z: float
    nose_w: float
    ridge: float
    socket: float
    bulge: float
    lip: float
    fold: float
    wrinkle: float
    blush: float
    brow: float
    grey: float
    hair: float
    neck_w: float
    shoulder: float
    mouth_w: float
    gloss: float
    rough: float  # of the skin
    lash: float
    crease: float  # of the upper lid
    neck: float  # from chin level down to the collar
    tall: float
    grown: float  # 0 child to 1 adult

    @property
    def brow_y(self) -> float:
        return self.eye_y + self.brow_up


def build(who: Identity, age: float) -> Build:
    """Proportions of `who` at `age` years."""
    size = {name: float(np.interp(age, AGES, row)) for name, row in GROWTH.items()}
    grown = float(np.clip((age - 11) / 9, 0, 1))
    strong = (who.rugged - 0.5) * 2 * grown
    size["eye_y"] += 0.014 * who.eye_height
    size["nose_y"] += 0.016 * who.nose_lift + 0.006 * who.nose_length * -1
    size["mouth_y"] += 0.013 * who.mouth_height
    size["brow_up"] *= 1 + 0.16 * who.brow_height - 0.12 * strong
    size["eye_x"] *= 1 + 0.07 * who.eye_gap
    size["eye_w"] *= 1 + 0.10 * who.eye_size - 0.03 * strong
    size["eye_h"] *= 1 + 0.20 * who.eye_size + 0.12 * who.lids - 0.12 * strong
    size["skull_w"] *= 1 + 0.05 * who.skull
    size["cheek_w"] *= 1 + 0.055 * who.face_width + 0.02 * strong
    size["jaw_w"] *= 1 + 0.06 * who.face_width + 0.11 * who.jaw + 0.09 * strong
    size["chin_w"] *= 1 + 0.25 * who.chin + 0.22 * strong
    size["nose_z"] *= 1 + 0.22 * who.nose_bridge + 0.08 * strong
    size["nose_w"] *= 1 + 0.2 * who.nose_width + 0.08 * strong
    size["ridge"] *= 1 + 0.5 * strong
    size["socket"] *= 1 + 0.3 * who.eye_depth
    size["bulge"] += 0.2 * who.forehead
    size["lip"] *= 1 + 0.38 * who.lips - 0.15 * strong
    size["brow"] *= 1 + 0.35 * who.brow_weight + 0.2 * strong
    size["neck_w"] *= 1 + 0.12 * strong
    size["shoulder"] *= 1 + 0.07 * strong
    size["mouth_w"] *= 1 + 0.14 * who.mouth_width + 0.04 * strong
    return Build(**size, grown=grown)
