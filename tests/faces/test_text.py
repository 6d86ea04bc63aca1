"""Text in pictures: what stands on a jumper, a banner or a sign is read; what is no picture is refused."""

from __future__ import annotations

import numpy as np
import pytest

from smallprint.demo.draw import Clothing, Identity, Scene, Sitter, draw
from smallprint.errors import ModelMissing
from smallprint.exposure.folding import fold
from smallprint.faces import text

SCHOOL = Clothing((38, 52, 110), "OAKFIELD SCHOOL")


def a_child(clothing=SCHOOL, words=None, where="garden"):
    sitter = Sitter(Identity.from_seed(7), 7.0, clothing=clothing, size=0.34, place=(0.5, 0.36))
    return draw(Scene(where, seed=3, sitters=(sitter,), text=words, size=(900, 900)))


def test_the_school_on_a_jumper_is_read():
    assert "oakfield school" in fold(" ".join(text.read_lines(a_child())))


def test_a_banner_with_name_and_age_is_read():
    lines = text.read_lines(a_child(Clothing(), "ADA 7", "party"))
    assert "ada7" in fold("".join(lines)).replace(" ", "")


def test_a_picture_without_words_gives_no_lines():
    assert text.read_lines(a_child(Clothing())) == ()


def test_the_smallest_and_flattest_pictures_are_read_without_a_fault():
    for shape in ((1, 1, 3), (3, 1280, 3), (1280, 2, 3), (31, 33, 3)):
        assert text.read_lines(np.full(shape, 200, np.uint8)) == ()


@pytest.mark.parametrize("shape", [(0, 5, 3), (5, 5), (5, 5, 4)])
def test_what_is_no_rgb_picture_is_refused(shape):
    with pytest.raises(ValueError, match="not an RGB picture"):
        text.read_lines(np.zeros(shape, np.uint8))


def test_an_altered_model_is_never_opened(monkeypatch):
    monkeypatch.setitem(text._SHA256, "PP-OCRv6_rec_small.onnx", "0" * 64)
    text._reader.cache_clear()
    with pytest.raises(ModelMissing, match="not the file it should be"):
        text.read_lines(np.zeros((9, 9, 3), np.uint8))
    text._reader.cache_clear()


def test_a_line_is_one_short_line_without_control_characters():
    assert text.tidy(" Oakfield\x1b[2J \u202eSchool\n ") == "Oakfield [2J School"
    assert len(text.tidy("A" * 5000)) == 200
