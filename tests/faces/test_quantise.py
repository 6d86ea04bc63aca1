"""Eight-bit conversion on small made-up models."""

import detectors
import numpy as np
import onnx
import onnxruntime
import pytest
import quantise
from onnx import TensorProto, helper, numpy_helper


def one_layer(seed):
    """A convolution, its normalisation by hand, and Relu."""
    rng = np.random.default_rng(seed)
    kernel, shift = rng.normal(0, 1, (8, 4, 3, 3)).astype(np.float32), rng.normal(0, 1, 8).astype(np.float32)
    nodes = [
        helper.make_node("Conv", ["in", "kernel", "shift"], ["sum"], pads=[1, 1, 1, 1], kernel_shape=[3, 3]),
        helper.make_node("Relu", ["sum"], ["out"]),
    ]
    given = helper.make_tensor_value_info("in", TensorProto.FLOAT, [1, 4, 12, 12])
    found = helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, 8, 12, 12])
    weights = [numpy_helper.from_array(kernel, "kernel"), numpy_helper.from_array(shift, "shift")]
    graph = helper.make_graph(nodes, "one", [given], [found], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def run(model, given):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: given})


@pytest.mark.parametrize("seed", range(3))
def test_eight_bits_lose_less_than_a_hundredth_of_the_range(seed):
    given = np.random.default_rng(seed).random((1, 4, 12, 12), np.float32) * 200 - 50
    (exact,) = run(one_layer(seed), given)
    ranges = {"in": (-50.0, 150.0), "out": (0.0, float(exact.max()))}
    (ours,) = run(quantise.quantise(one_layer(seed), ranges, frozenset({"out"})), given)
    assert np.abs(ours - exact).max() < 0.02 * exact.max()
    assert np.abs(ours - exact).mean() < 0.005 * exact.max()


def test_the_same_model_gives_the_same_bytes_twice():
    made = [quantise.quantise(one_layer(1), {"in": (-1.0, 1.0)}).SerializeToString(deterministic=True) for _ in "ab"]
    assert made[0] == made[1]


def test_zero_stays_exactly_zero_whatever_the_range():
    for least, most in [(0.0, 6.0), (-3.0, 5.0), (2.0, 7.0), (-4.0, -1.0)]:
        step, zero = quantise.scale_and_zero(least, most)
        assert 0 <= zero <= 255
        assert (0 - float(zero)) * step <= min(least, 0) + step and (255 - float(zero)) * step >= max(most, 0) - step


def test_a_normalisation_is_folded_into_the_layer_before_it():
    rng = np.random.default_rng(7)
    names = ["gain", "offset", "mean", "variance"]
    weights = {name: rng.random(4).astype(np.float32) + 0.5 for name in names}
    weights["kernel"] = rng.normal(0, 1, (3, 4, 2, 2)).astype(np.float32)
    nodes = [
        helper.make_node("ConvTranspose", ["in", "kernel"], ["up"], strides=[2, 2], kernel_shape=[2, 2]),
        helper.make_node("BatchNormalization", ["up", *names], ["out"], epsilon=1e-3),
    ]
    given = helper.make_tensor_value_info("in", TensorProto.FLOAT, [1, 3, 5, 5])
    found = helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, 4, 10, 10])
    tensors = [numpy_helper.from_array(values, name) for name, values in weights.items()]
    graph = helper.make_graph(nodes, "up", [given], [found], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    picture = rng.random((1, 3, 5, 5), np.float32)
    (before,) = run(model, picture)
    detectors.fold_normalisation(model.graph)
    onnx.checker.check_model(model)
    assert [node.op_type for node in model.graph.node] == ["ConvTranspose"]
    assert np.allclose(run(model, picture)[0], before, atol=1e-5)
