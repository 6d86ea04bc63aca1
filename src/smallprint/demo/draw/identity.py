"""Who an invented person is: the traits that stay the same from cradle to old age, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

HAIR_STYLES = ("short", "crop", "bob", "long", "curls", "bun", "ponytail", "pigtails", "bald")

# sRGB, lightest to deepest; `skin` 0 to 1 runs along this line.
SKIN_TONES = (
    (246, 217, 200),
    (236, 196, 170),
    (217, 168, 132),
    (187, 133, 96),
    (146, 97, 67),
    (116, 77, 55),
    (88, 59, 45),
)
HAIR_TONES = {
    "black": (24, 20, 19),
    "dark": (52, 36, 27),
    "brown": (92, 62, 41),
    "chestnut": (112, 60, 36),
    "red": (158, 78, 38),
    "blond": (196, 156, 98),
    "fair": (222, 194, 142),
    "grey": (168, 166, 163),
}
EYE_TONES = ((62, 40, 26), (92, 62, 36), (104, 96, 58), (82, 112, 92), (86, 118, 148), (98, 108, 118))


@dataclass(frozen=True, slots=True)
class Identity:
    """One invented person. Every trait is a signed deviation of about -1 to 1 unless said otherwise."""

    seed: int
    skin: float  # 0 lightest to 1 deepest
    hair: str  # a key of HAIR_TONES
    style: str  # one of HAIR_STYLES
    eyes: int  # index into EYE_TONES
    rugged: float  # 0 soft to 1 strong brow, jaw and beard; the only knob of its kind
    beard: float  # 0 none, 0.4 stubble, 1 full; adults only
    glasses: int  # 0 none, 1 round, 2 square
    freckles: float  # 0 to 1
    face_width: float
    skull: float
    jaw: float
    chin: float
    cheeks: float
    forehead: float
    eye_gap: float
    eye_size: float
    eye_tilt: float
    eye_height: float
    eye_depth: float
    lids: float
    brow_height: float
    brow_weight: float
    brow_arch: float
    nose_length: float
    nose_width: float
    nose_bridge: float
    nose_lift: float
    mouth_width: float
    mouth_height: float
    lips: float
    ears: float
    tint: float  # of the skin: rosy to golden
    rouge: float  # of the lips: pale to red
    rims: float  # dark round the eyes
    part: float  # where the hair parts, left to right

    @classmethod
    def from_seed(
        cls,
        seed: int,
        *,
        skin: float | None = None,
        hair: str | None = None,
        style: str | None = None,
        rugged: float | None = None,
        beard: float | None = None,
        glasses: int | None = None,
    ) -> Identity:
        """The person of this seed; what is given is fixed, the rest stays what the seed says."""
        rng = np.random.default_rng([seed, 0x1DE])
        tone = float(rng.random())
        colour = _hair_for(tone, rng)
        strength = float(rng.beta(0.7, 0.7))
        haircut = str(rng.choice(HAIR_STYLES[:8], p=_style_odds(strength)))
        grown = float(rng.choice([0.0, 0.4, 0.75, 1.0], p=[0.35, 0.3, 0.15, 0.2])) if strength > 0.55 else 0.0
        iris = int(rng.integers(0, 3) if tone > 0.45 else rng.integers(0, len(EYE_TONES)))
        lenses = int(rng.choice([0, 1, 2], p=[0.76, 0.12, 0.12]))
        spots = float(rng.random() ** 3) if tone < 0.5 else 0.0
        known: dict[str, Any] = {"seed": seed, "skin": tone, "hair": colour, "style": haircut, "eyes": iris}
        known |= {"rugged": strength, "beard": grown, "glasses": lenses, "freckles": spots}
        known |= {name: float(np.clip(rng.normal(0, 0.9), -1.5, 1.5)) for name in TRAITS}
        made = cls(**known)
        wished: dict[str, Any] = {"skin": skin, "hair": hair, "style": style, "rugged": rugged, "beard": beard}
        wished["glasses"] = glasses
        return replace(made, **{name: value for name, value in wished.items() if value is not None})


TRAITS = tuple(field.name for field in fields(Identity))[9:]


def _hair_for(tone: float, rng: np.random.Generator) -> str:
    if tone > 0.5:
        return str(rng.choice(["black", "dark"], p=[0.8, 0.2]))
    names = ["black", "dark", "brown", "chestnut", "red", "blond", "fair"]
    return str(rng.choice(names, p=[0.14, 0.2, 0.24, 0.12, 0.08, 0.14, 0.08]))


def _style_odds(strength: float) -> list[float]:
    loose = [0.08, 0.02, 0.22, 0.28, 0.14, 0.12, 0.1, 0.04]
    close = [0.62, 0.24, 0.02, 0.02, 0.1, 0.0, 0.0, 0.0]
    return [a + (b - a) * round(strength) for a, b in zip(loose, close, strict=True)]


def relative(identity: Identity, other: Identity, seed: int) -> Identity:
    """A child of these two: each trait near one parent or between them, hair and eyes from one of them."""
    rng = np.random.default_rng([seed, identity.seed, other.seed])
    own = Identity.from_seed(seed)
    traits: dict[str, Any] = {}
    for name in TRAITS:
        share = float(rng.choice([0.1, 0.5, 0.9]))
        mixed = share * getattr(identity, name) + (1 - share) * getattr(other, name)
        traits[name] = float(np.clip(0.7 * mixed + 0.4 * getattr(own, name), -1.5, 1.5))
    skin = float(np.clip((identity.skin + other.skin) / 2 + rng.normal(0, 0.03), 0, 1))
    one, two = (identity, other) if rng.random() < 0.5 else (other, identity)
    return replace(own, skin=skin, hair=one.hair, eyes=two.eyes, beard=0.0, glasses=0, **traits)
