"""The whole way from pixels to faces. Only drawn people stand before this camera."""

import numpy as np
import pytest

from smallprint.faces import find_faces


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (700, 2, 3), (480, 640, 3)])
def test_a_picture_of_nothing_has_no_faces_whatever_its_shape(shape):
    assert find_faces(np.full(shape, 120, np.uint8), thorough=True) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((10, 10), np.uint8),
        np.zeros((10, 10, 4), np.uint8),
        np.zeros((10, 10, 3)),
        np.zeros((0, 5, 3), np.uint8),
    ],
)
def test_what_is_no_rgb_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="not an RGB picture"):
        find_faces(wrong)


def test_noise_gives_no_traceback_and_only_boxes_inside_the_picture():
    noise = np.random.default_rng(9).integers(0, 256, (300, 500, 3)).astype(np.uint8)
    for face in find_faces(noise, thorough=True):
        assert 0 <= face.box.left < face.box.right <= 1 and 0 <= face.box.top < face.box.bottom <= 1


@pytest.fixture(scope="module")
def portrait():
    """A drawn father and child side by side, and where their faces are."""
    drawing = pytest.importorskip("smallprint.demo.draw")
    people = [(drawing.Identity.from_seed(seed), age, drawing.Clothing()) for seed, age in ((1, 35), (2, 7))]
    scene = drawing.Scene("room", seed=1, sitters=drawing.line_up(tuple(people), 1), size=(640, 480))
    return drawing.draw(scene), drawing.face_boxes(scene)


def test_drawn_people_are_found_aligned_and_described(portrait):
    picture, drawn = portrait
    faces = find_faces(picture)
    assert len(faces) == len(drawn) == 2
    for face in faces:
        assert face.aligned and face.detectors == 2 and not face.perhaps
        assert face.young is not None and 0 <= face.young <= 1
        assert face.descriptor is not None and abs(np.linalg.norm(face.descriptor) - 1) < 1e-5


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_thorough_look_finds_people_in_a_turned_picture_where_they_are(portrait, turns):
    picture, _ = portrait
    upright = find_faces(picture)
    turned = find_faces(np.ascontiguousarray(np.rot90(picture, turns)), thorough=True)
    assert len(turned) == len(upright)
    middles = sorted(round(place(face.box, turns), 1) for face in turned)
    assert middles == pytest.approx(sorted((face.box.left + face.box.right) / 2 for face in upright), abs=0.08)


def place(box, turns):
    """How far from the left the middle of a box was before the picture was turned."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return {1: 1 - down, 2: 1 - across, 3: down}[turns]
