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
    "eye_y": (0.4148, 0.4357, 0.462, 0.4717, 0.4788, 0.4975, 0.5, 0.5, 0.5),
    "nose_y": (0.2646, 0.27, 0.2754, 0.2767, 0.2763, 0.2722, 0.27, 0.265, 0.258),
    "mouth_y": (0.132, 0.1364, 0.1408, 0.1449, 0.1508, 0.1778, 0.18, 0.176, 0.168),
    "brow_up": (0.0912, 0.0869, 0.0826, 0.0812, 0.0809, 0.0809, 0.078, 0.075, 0.072),
    "eye_x": (0.141, 0.1391, 0.1363, 0.1355, 0.1356, 0.1372, 0.138, 0.138, 0.138),
    "eye_w": (0.0663, 0.0654, 0.0638, 0.0633, 0.0634, 0.065, 0.064, 0.062, 0.059),
    "eye_h": (0.0675, 0.0662, 0.0621, 0.0579, 0.0533, 0.0342, 0.029, 0.026, 0.022),
    "iris": (0.0551, 0.0532, 0.0502, 0.0475, 0.0441, 0.0317, 0.029, 0.0275, 0.026),
    "skull_w": (0.376, 0.3666, 0.3478, 0.3418, 0.3393, 0.338, 0.338, 0.338, 0.335),
    "cheek_w": (0.3691, 0.3585, 0.3445, 0.3369, 0.3298, 0.3061, 0.305, 0.308, 0.308),
    "jaw_w": (0.2968, 0.2856, 0.2744, 0.2677, 0.2616, 0.2429, 0.248, 0.256, 0.256),
    "chin_w": (0.085, 0.085, 0.085, 0.0873, 0.0927, 0.1231, 0.135, 0.14, 0.14),
    "puff": (1.1642, 1.0711, 0.815, 0.6481, 0.4981, 0.0613, 0.0, 0.0, 0.0),
    "nose_z": (0.0273, 0.0299, 0.0351, 0.0421, 0.0528, 0.1013, 0.115, 0.12, 0.125),
    "nose_w": (0.0813, 0.0813, 0.0813, 0.08, 0.0786, 0.0706, 0.07, 0.073, 0.078),
    "ridge": (0.0, 0.0, 0.05, 0.105, 0.2082, 0.75, 1.0, 1.05, 1.1),
    "socket": (0.182, 0.208, 0.234, 0.2844, 0.371, 0.8568, 1.0, 1.12, 1.3),
    "bulge": (1.5, 1.275, 0.9, 0.7185, 0.5545, 0.084, 0.0, 0.0, 0.0),
    "lip": (1.3835, 1.3835, 1.3474, 1.3157, 1.2793, 1.0713, 0.98, 0.8, 0.55),
    "fold": (0.1, 0.08, 0.08, 0.091, 0.1222, 0.4, 0.65, 1.0, 1.35),
    "wrinkle": (0.0, 0.0, 0.0, 0.0, 0.0, 0.06, 0.3, 0.7, 1.15),
    "blush": (1.267, 1.267, 1.1403, 0.9855, 0.8389, 0.3593, 0.3, 0.25, 0.3),
    "brow": (0.2362, 0.3375, 0.4388, 0.5093, 0.6086, 0.9832, 1.05, 1.0, 0.75),
    "grey": (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02, 0.4, 0.95),
    "hair": (0.3, 0.75, 1.0, 1.0, 1.0, 1.0, 1.0, 0.95, 0.85),
    "neck_w": (0.16, 0.165, 0.168, 0.1702, 0.1754, 0.2, 0.21, 0.215, 0.21),
    "shoulder": (0.5, 0.55, 0.62, 0.7, 0.78, 0.86, 0.92, 0.93, 0.9),
    "mouth_w": (0.08, 0.0832, 0.0864, 0.0905, 0.0966, 0.1235, 0.13, 0.132, 0.13),
    "gloss": (0.9075, 0.9075, 0.9075, 0.9139, 0.9421, 1.1231, 1.2, 1.2, 1.1),
    "rough": (0.532, 0.532, 0.5776, 0.6181, 0.6758, 0.908, 1.1, 1.4, 1.9),
    "lash": (1.76, 1.76, 1.76, 1.7056, 1.6091, 1.113, 1.0, 0.9, 0.75),
    "crease": (0.4021, 0.4386, 0.4752, 0.5108, 0.5744, 0.9244, 1.05, 1.15, 1.25),
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
    grown = float(np.clip((age - 13) / 7, 0, 1))
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
