"""What the real models make of drawn people, at the product's thresholds. Drawn people are no measure of recall."""

from itertools import combinations

import numpy as np
import pytest

from smallprint.demo.draw import (
    Clothing,
    Expression,
    Identity,
    Pose,
    Scene,
    Sitter,
    draw,
    draw_empty,
    face_boxes,
    line_up,
)
from smallprint.errors import ModelMissing
from smallprint.faces import find_faces
from smallprint.faces.models import listed

pytestmark = pytest.mark.slow
CHILD_AT = 0.12  # P(under 22) from which the product may count a face as a child's (face-models.md section 5)


@pytest.fixture(scope="module", autouse=True)
def _models():
    try:
        listed()
    except ModelMissing as missing:
        pytest.skip(f"the face models are not installed: {missing}")


def portrait(seed, age, take=0):
    """The one face in a portrait of somebody; each take has its own pose and expression."""
    rng = np.random.default_rng([seed, take])
    pose = Pose(rng.normal(0, 12), rng.normal(0, 5), rng.normal(0, 5))
    mood = Expression(smile=rng.uniform(0.2, 1), gaze=rng.uniform(-0.4, 0.4))
    sitter = Sitter(Identity.from_seed(seed), age, pose, mood, size=0.55, place=(0.5, 0.45))
    background = ("room", "garden", "beach", "school")[(seed + take) % 4]
    faces = find_faces(draw(Scene(background, seed=take, sitters=(sitter,), size=(480, 400))))
    return faces[0] if faces else None


def middle_of(box):
    return np.array([(box.left + box.right) / 2, (box.top + box.bottom) / 2])


def found_in(scene):
    """How many of the drawn faces some find covers, and how many were drawn."""
    finds = [middle_of(face.box) for face in find_faces(draw(scene))]
    boxes = [box for _, box in face_boxes(scene)]
    hits = sum(any(box.left < x < box.right and box.top < y < box.bottom for x, y in finds) for box in boxes)
    return hits, len(boxes)


def test_drawn_people_in_groups_are_found():
    ages = (0.8, 3, 6, 9, 12, 16, 28, 45, 70)
    hits = drawn = 0
    for seed, background in enumerate(
        ("garden", "party", "kitchen", "beach", "snow", "playground", "school", "street")
    ):
        people = tuple(
            (Identity.from_seed(100 * seed + k), ages[(seed + 2 * k) % 9], Clothing()) for k in range(2 + seed % 6)
        )
        found, there = found_in(Scene(background, seed=seed, sitters=line_up(people, seed), size=(1280, 960)))
        hits, drawn = hits + found, drawn + there
    assert hits >= 0.95 * drawn, f"{hits} of {drawn}"


def test_drawn_grown_ups_read_as_grown_ups_at_least_eight_times_in_ten():
    faces = [portrait(seed, age) for seed, age in zip(range(500, 520), (28, 35, 42, 50, 60) * 4, strict=True)]
    young = [face.young for face in faces if face is not None]
    assert len(young) == 20
    assert np.mean(np.array(young) < CHILD_AT) >= 0.8, sorted(young)


def test_drawn_children_read_as_children_nearly_always():
    faces = [portrait(seed, age) for seed, age in zip(range(600, 620), (0.7, 3, 5, 7, 10) * 4, strict=True)]
    young = [face.young for face in faces if face is not None]
    assert len(young) == 20
    assert np.mean(np.array(young) >= CHILD_AT) >= 0.9, sorted(young)


@pytest.mark.parametrize("age", [6, 40])
def test_two_pictures_of_one_drawn_person_are_more_alike_than_of_two(age):
    takes = [[portrait(seed, age, take).descriptor for take in (0, 1)] for seed in range(700, 708)]
    same = np.array([one @ two for one, two in takes])
    apart = np.array([a[0] @ b[1] for a, b in combinations(takes, 2)])
    assert np.mean(same[:, None] > apart[None]) >= 0.95, f"same {same.mean():.2f}, different {apart.mean():.2f}"


def test_pictures_without_people_show_almost_nobody():
    names = ("landscape", "food", "flowers", "beach", "garden", "street", "snow", "kitchen")
    finds = [
        len([face for face in find_faces(draw_empty(name, 1, (640, 480))) if not face.perhaps]) for name in names
    ]
    assert sum(finds) <= 1, dict(zip(names, finds, strict=True))
