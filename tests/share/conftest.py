"""One decoder for all tests here, and pictures of drawn people."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from smallprint.demo.draw import BACKGROUNDS, Clothing, Identity, Scene, Sitter, draw, line_up
from smallprint.faces.models import folder
from smallprint.media.box import Box

AGES = (7, 38, 4, 12, 70, 0.8)


@pytest.fixture(scope="session", autouse=True)
def _models() -> None:
    if not (folder() / "weights.json").is_file():
        pytest.skip("the face models are not built")


@pytest.fixture(scope="session")
def decoder() -> Iterator[Box]:
    with Box() as box:
        yield box


def group_picture(seed: int, people: int = 2, size: tuple[int, int] = (640, 480)) -> NDArray[np.uint8]:
    who = tuple((Identity.from_seed(40 * seed + n), AGES[(seed + n) % 6], Clothing()) for n in range(people))
    background = BACKGROUNDS[seed % len(BACKGROUNDS)]
    return draw(Scene(background, seed=seed, sitters=line_up(who, seed) if who else (), size=size))


def one_at(place: tuple[float, float], size: float = 0.5) -> NDArray[np.uint8]:
    """Ada, 7, with the middle of her head at a place of the picture."""
    sitter = Sitter(Identity.from_seed(7), 7, size=size, place=place)
    return draw(Scene("school", seed=3, sitters=(sitter,), size=(480, 360)))
