import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.faces.align import SIDE, TEMPLATE, aligned, similarity


@given(
    st.floats(0.05, 20), st.floats(-np.pi, np.pi), st.floats(-500, 500), st.floats(-500, 500),
)  # fmt: skip
def test_a_known_turn_scale_and_shift_is_found_exactly(scale, angle, across, down):
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = TEMPLATE @ turn.T + [across, down]
    found = similarity(TEMPLATE, moved)
    assert np.allclose(found[:, :2], turn, atol=1e-9 * max(scale, 1))
    assert np.allclose(found[:, 2], [across, down], atol=1e-6)


def test_points_that_do_not_fit_get_the_least_squares_answer():
    rng = np.random.default_rng(4)
    points = TEMPLATE + rng.normal(0, 5, TEMPLATE.shape)
    found = similarity(TEMPLATE, points)
    # An independent way: the linear system in (a, b, x, y).
    rows = [[x, -y, 1, 0] for x, y in TEMPLATE] + [[y, x, 0, 1] for x, y in TEMPLATE]
    a, b, across, down = np.linalg.lstsq(np.array(rows), np.concatenate([points[:, 0], points[:, 1]]), rcond=None)[0]
    assert np.allclose(found, [[a, -b, across], [b, a, down]])


def test_points_on_one_another_are_refused():
    with pytest.raises(ValueError, match="on one another"):
        similarity(np.ones((5, 2)), TEMPLATE)
    assert aligned(np.zeros((50, 50, 3), np.uint8), np.ones((5, 2), np.float32)) is None


def test_landmarks_far_larger_than_the_picture_are_refused():
    assert aligned(np.zeros((50, 50, 3), np.uint8), (TEMPLATE * 40).astype(np.float32)) is None


@pytest.mark.parametrize("scale", [0.5, 1.0, 4.0])
def test_the_eyes_of_an_aligned_face_lie_where_the_model_expects_them(scale):
    side = int(SIDE * scale)
    picture = np.zeros((side + 60, side + 90, 3), np.uint8)
    points = (TEMPLATE * scale + [70, 40]).astype(np.float32)
    down, across = np.mgrid[0 : side + 60, 0 : side + 90] + 0.5
    for x, y in points:  # a soft spot with its middle exactly there
        spot = 250 * np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * (2 * scale) ** 2))
        picture = np.maximum(picture, spot[..., None].astype(np.uint8))
    face = aligned(picture, points)
    assert face is not None and face.shape == (SIDE, SIDE, 3)
    for x, y in TEMPLATE:
        near = face[int(y) - 8 : int(y) + 8, int(x) - 8 : int(x) + 8, 0]
        rows, columns = np.mgrid[0:16, 0:16]
        assert abs((columns * near).sum() / near.sum() + int(x) - 8 + 0.5 - x) < 0.3
        assert abs((rows * near).sum() / near.sum() + int(y) - 8 + 0.5 - y) < 0.3
