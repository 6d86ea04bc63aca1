"""How a person of some age is built: proportions of head and body.

All lengths are in head heights (chin 0, crown 1). The ages between are interpolated. Proportions follow what
any life-drawing course teaches: a baby's eyes lie below the middle of a wide head and body four heads long; a
grown-up's lie on the middle of a narrow one, seven and a half heads long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from smallprint.demo.draw.identity import TRAITS, Identity

AGES = (0.5, 2, 5, 9, 13, 18, 30, 50, 75)
GROWTH = {
    "eye_y": (0.4148, 0.435, 0.4583, 0.4642, 0.4684, 0.4955, 0.5, 0.5, 0.5),
    "nose_y": (0.2725, 0.276, 0.2717, 0.2596, 0.26, 0.2672, 0.27, 0.265, 0.258),
    "mouth_y": (0.132, 0.1354, 0.1356, 0.1342, 0.1378, 0.1745, 0.18, 0.176, 0.168),
    "brow_up": (0.0912, 0.0874, 0.0848, 0.0856, 0.0852, 0.082, 0.078, 0.075, 0.072),
    "eye_x": (0.141, 0.1392, 0.1366, 0.136, 0.1361, 0.1373, 0.138, 0.138, 0.138),
    "eye_w": (0.0716, 0.0696, 0.0637, 0.0581, 0.0584, 0.0641, 0.064, 0.062, 0.059),
    "eye_h": (0.0675, 0.0668, 0.0649, 0.0656, 0.0637, 0.035, 0.029, 0.026, 0.022),
    "iris": (0.0512, 0.0496, 0.047, 0.0465, 0.0457, 0.0311, 0.029, 0.0275, 0.026),
    "skull_w": (0.376, 0.3688, 0.3582, 0.3623, 0.3597, 0.3431, 0.338, 0.338, 0.335),
    "cheek_w": (0.3691, 0.3599, 0.351, 0.3497, 0.345, 0.309, 0.305, 0.308, 0.308),
    "jaw_w": (0.279, 0.2663, 0.2508, 0.2404, 0.2393, 0.238, 0.248, 0.256, 0.256),
    "chin_w": (0.085, 0.0869, 0.0943, 0.1065, 0.109, 0.1299, 0.135, 0.14, 0.14),
    "puff": (1.1642, 1.0979, 0.9169, 0.8101, 0.7002, 0.0651, 0.0, 0.0, 0.0),
    "nose_z": (0.0273, 0.0289, 0.029, 0.0252, 0.0284, 0.0924, 0.115, 0.12, 0.125),
    "nose_w": (0.0813, 0.0818, 0.0838, 0.0849, 0.0838, 0.0717, 0.07, 0.073, 0.078),
    "ridge": (0.0, 0.0, 0.05, 0.105, 0.1618, 0.75, 1.0, 1.05, 1.1),
    "socket": (0.182, 0.2142, 0.2689, 0.3692, 0.4249, 0.9206, 1.0, 1.12, 1.3),
    "bulge": (1.5, 1.2841, 0.9319, 0.7695, 0.6707, 0.0855, 0.0, 0.0, 0.0),
    "lip": (1.176, 1.2124, 1.3223, 1.464, 1.4144, 1.1022, 0.98, 0.8, 0.55),
    "fold": (0.1, 0.08, 0.0752, 0.0855, 0.099, 0.32, 0.52, 0.8, 1.161),
    "wrinkle": (0.0, 0.0, 0.0, 0.0, 0.0, 0.051, 0.255, 0.595, 1.0292),
    "blush": (1.267, 1.3554, 1.5383, 1.6734, 1.5043, 0.422, 0.3, 0.25, 0.3),
    "brow": (0.3071, 0.4256, 0.4849, 0.4263, 0.4566, 0.9914, 1.05, 1.0, 0.75),
    "grey": (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02, 0.4, 0.95),
    "hair": (0.3, 0.75, 1.0, 1.0, 1.0, 1.0, 1.0, 0.95, 0.85),
    "neck_w": (0.16, 0.165, 0.168, 0.1702, 0.1754, 0.2, 0.21, 0.215, 0.21),
    "shoulder": (0.5, 0.55, 0.607, 0.6853, 0.7527, 0.7998, 0.8556, 0.8649, 0.8559),
    "mouth_w": (0.08, 0.0839, 0.0899, 0.0977, 0.1036, 0.126, 0.13, 0.132, 0.13),
    "gloss": (0.9075, 0.9124, 0.932, 0.9633, 0.9768, 1.1383, 1.2, 1.2, 1.1),
    "rough": (0.532, 0.5054, 0.4332, 0.309, 0.3435, 0.7945, 1.1, 1.4, 1.9),
    "lash": (1.76, 1.7072, 1.496, 1.0984, 1.0413, 1.0295, 1.0, 0.9, 0.75),
    "crease": (0.4021, 0.4386, 0.4752, 0.5108, 0.5458, 0.9244, 1.05, 1.15, 1.25),
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
    who = _at(who, age)
    grown = float(np.clip((age - 13) / 7, 0, 1))
    strong = (who.rugged - 0.5) * 2 * grown
    size["eye_y"] += 0.018 * who.eye_height
    size["nose_y"] += 0.016 * who.nose_lift - 0.012 * who.nose_length
    size["mouth_y"] += 0.013 * who.mouth_height
    size["brow_up"] *= 1 + 0.22 * who.brow_height - 0.12 * strong
    size["eye_x"] *= 1 + 0.085 * who.eye_gap
    size["eye_w"] *= 1 + 0.10 * who.eye_size - 0.03 * strong
    size["eye_h"] *= 1 + 0.20 * who.eye_size + 0.12 * who.lids - 0.12 * strong
    size["skull_w"] *= 1 + 0.06 * who.skull
    size["cheek_w"] *= 1 + 0.075 * who.face_width + 0.02 * strong
    size["jaw_w"] *= 1 + 0.075 * who.face_width + 0.11 * who.jaw + 0.09 * strong
    size["chin_w"] *= 1 + 0.25 * who.chin + 0.22 * strong
    size["nose_z"] *= 1 + 0.24 * who.nose_bridge + 0.08 * strong
    size["nose_w"] *= 1 + 0.2 * who.nose_width + 0.08 * strong
    size["ridge"] *= 1 + 0.5 * strong
    size["socket"] *= 1 + 0.45 * who.eye_depth
    size["bulge"] += 0.3 * who.forehead
    size["lip"] *= 1 + 0.38 * who.lips - 0.15 * strong
    size["brow"] *= 1 + 0.42 * who.brow_weight + 0.2 * strong
    size["neck_w"] *= 1 + 0.12 * strong
    size["shoulder"] *= 1 + 0.07 * strong
    size["mouth_w"] *= 1 + 0.16 * who.mouth_width + 0.04 * strong
    return Build(**size, grown=grown)


def _at(who: Identity, age: float) -> Identity:
    """Babies differ less from one another than grown-ups do."""
    share = float(np.interp(age, (1, 4), (0.8, 1)))
    return replace(who, **{name: share * getattr(who, name) for name in TRAITS})
