"""A tiny eight-bit model that tells whether this processor adds eight-bit products exactly.

On x86 without VNNI the fast kernel adds pairs of products in 16 bits and cuts off what does not fit: 2 x 255 x 127 is
almost twice the most. The probe is one such sum: 200 when exact, about 101 when cut off.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

CHANNELS, EXACT = 64, 200


def make() -> onnx.ModelProto:
    """In: `given` [1, 64, 8, 8], all 255. Out: `sum` [1, 16, 8, 8], all 200 where sums are exact."""
    kernel = np.full((16, CHANNELS, 1, 1), 127, np.int8)
    values = {
        "one": np.float32(1),
        "out_step": np.float32(CHANNELS * 255 * 127 / EXACT),
        "zero": np.uint8(0),
        "kernel": kernel,
        "kernel_step": np.ones(16, np.float32),
        "kernel_zero": np.zeros(16, np.int8),
    }
    nodes = [
        helper.make_node("QuantizeLinear", ["given", "one", "zero"], ["given_q"]),
        helper.make_node("DequantizeLinear", ["given_q", "one", "zero"], ["given_dq"]),
        helper.make_node("DequantizeLinear", ["kernel", "kernel_step", "kernel_zero"], ["kernel_dq"], axis=0),
        helper.make_node("Conv", ["given_dq", "kernel_dq"], ["conv"], kernel_shape=[1, 1]),
        helper.make_node("QuantizeLinear", ["conv", "out_step", "zero"], ["sum_q"]),
        helper.make_node("DequantizeLinear", ["sum_q", "one", "zero"], ["sum"]),
    ]
    shapes = {"given": [1, CHANNELS, 8, 8], "sum": [1, 16, 8, 8]}
    given, total = (helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items())
    weights = [numpy_helper.from_array(np.asarray(value), name) for name, value in values.items()]
    graph = helper.make_graph(nodes, "probe", [given], [total], weights)
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="smallprint"
    )
    onnx.checker.check_model(model)
    return model
