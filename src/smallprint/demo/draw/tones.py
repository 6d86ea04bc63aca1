"""Colours of skin and hair, and two brushes."""

from __future__ import annotations

import numpy as np

from smallprint.demo.draw.build import Build
from smallprint.demo.draw.identity import HAIR_TONES, SKIN_TONES, Identity
from smallprint.demo.draw.mesh import Grid, linear


def skin_tone(who: Identity) -> Grid:
    """Linear colour of this person's skin."""
    places = np.linspace(0, 1, len(SKIN_TONES))
    tones = np.array(SKIN_TONES, np.float32)
    tone = linear(np.array([np.interp(who.skin, places, tones[:, k]) for k in range(3)], np.float32))
    return (tone * (1 + who.tint * np.array([0.005, 0.03, -0.09], np.float32))).astype(np.float32)


def hair_tone(who: Identity, size: Build) -> Grid:
    """Linear colour of this person's hair at this age."""
    own = linear(HAIR_TONES[who.hair])
    light = 0.25 * (1 - size.hair) + (0.12 if who.hair in ("blond", "fair", "brown") else 0) * (1 - size.grown)
    own = own * (1 - light) + linear((214, 178, 120)) * light * (1 - who.skin)
    return (own * (1 - size.grey) + linear(HAIR_TONES["grey"]) * size.grey).astype(np.float32)


def tint(albedo: Grid, amount: Grid, colour: Grid) -> None:
    """Multiply by a colour where amount is 1."""
    albedo *= 1 - np.clip(amount, 0, 1)[..., None] * (1 - colour)


def cover(albedo: Grid, amount: Grid, colour: Grid) -> None:
    """Replace by a colour where amount is 1."""
    a = np.clip(amount, 0, 1)[..., None]
    albedo *= 1 - a
    albedo += a * colour
