import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.faces.pixels import cut, padded, resize, turned_back, warp


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(0, 99))
def test_shrinking_by_area_keeps_the_mean(height, width, new_height, new_width, seed):
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    small = resize(picture, min(height, new_height), min(width, new_width))
    assert small.shape == (min(height, new_height), min(width, new_width), 3)
    assert np.allclose(small.mean(axis=(0, 1)), picture.mean(axis=(0, 1)), atol=0.05)


def test_halving_is_the_mean_of_four():
    picture = np.random.default_rng(1).integers(0, 256, (8, 6, 3)).astype(np.uint8)
    fours = picture.reshape(4, 2, 3, 2, 3).mean(axis=(1, 3))
    assert np.allclose(resize(picture, 4, 3), fours, atol=1e-4)


def test_enlarging_a_slope_keeps_it_a_slope_inside():
    slope = np.repeat(np.arange(10, dtype=np.float32)[None, :, None], 3, axis=2)
    large = resize(slope, 1, 40)[0, :, 0]
    assert np.allclose(np.diff(large)[2:-2], 0.25)
    assert large.min() == 0 and large.max() == 9


def test_the_same_size_changes_nothing():
    picture = np.random.default_rng(2).integers(0, 256, (7, 5, 3)).astype(np.uint8)
    assert np.array_equal(resize(picture, 7, 5), picture)


def test_a_cut_beyond_the_picture_repeats_the_border():
    picture = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    beyond = cut(picture, -2, -1, 3, 2)
    assert beyond.shape == (3, 5, 3)
    assert np.array_equal(beyond[0, 0], picture[0, 0])
    assert np.array_equal(beyond[-1, -1], picture[1, 1])


def test_padding_reaches_the_next_multiple_with_zeros():
    whole = padded(np.ones((33, 64, 3), np.float32))
    assert whole.shape == (64, 64, 3)
    assert whole[:33].min() == 1 and whole[33:].max() == 0


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_point_found_in_a_turned_picture_comes_back_to_its_pixel(turns):
    picture = np.zeros((20, 30, 3), np.uint8)
    picture[4, 7] = 255
    rows, columns = np.nonzero(np.rot90(picture, turns)[..., 0])
    point = np.array([[columns[0] + 0.5, rows[0] + 0.5]], np.float32)
    assert np.allclose(turned_back(point, turns, 20, 30), [[7.5, 4.5]])


def test_warping_by_nothing_gives_the_picture_back():
    picture = np.random.default_rng(3).integers(0, 256, (16, 16, 3)).astype(np.uint8)
    same = warp(picture, np.array([[1.0, 0, 0], [0, 1.0, 0]]), 16)
    assert np.allclose(same, picture)
