"""Eight-bit weights and activations (QDQ), from ranges measured once on ordinary photos and committed beside this.

Written out rather than left to a quantiser's defaults, so that the same sources give the same bytes with any version
of the tools. The rule is the usual one: activations uint8 between the measured least and most, weights int8
symmetric for each output channel, shifts int32. The four heads of CenterFace stay float32: they are 1 % of the work
and hold the sizes and places.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Ranges = Mapping[str, tuple[float, float]]


def scale_and_zero(least: float, most: float) -> tuple[np.float32, np.uint8]:
    """The uint8 step and zero point for a range; zero itself is always exact."""
    least, most = min(least, 0.0), max(most, 0.0)
    scale = np.float32((most - least) / 255.0)
    return scale, np.uint8(np.clip(np.rint(-least / scale), 0, 255))


def eight_bit_weights(kernel: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Int8 kernel and its step for each output channel (axis 0)."""
    most = np.abs(kernel).reshape(len(kernel), -1).max(axis=1)
    steps = (np.where(most > 0, most, 1.0) / 127.0).astype(np.float32)
    shaped = steps.reshape(-1, *([1] * (kernel.ndim - 1)))
    return np.clip(np.rint(kernel / shaped), -127, 127).astype(np.int8), steps


class Quantiser:
    """One model on its way to eight bits: what was made so far, and which names now stand for which."""

    def __init__(self, model: onnx.ModelProto, ranges: Ranges) -> None:
        self.model, self.ranges = model, ranges
        self.weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
        self.nodes: list[onnx.NodeProto] = []
        self.made: list[onnx.TensorProto] = []
        self.stands_for: dict[str, str] = {}  # an activation -> its eight-bit copy
        self.used: set[str] = set()  # weights still read as float

    def keep(self, name: str, values: NDArray[np.generic] | np.generic) -> str:
        self.made.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def activation(self, name: str) -> None:
        """Add the round trip through uint8 after `name`, if it has a range."""
        if name not in self.ranges:
            return
        step, zero = scale_and_zero(*self.ranges[name])
        given = [self.keep(f"{name}_step", step), self.keep(f"{name}_zero", zero)]
        self.nodes.append(helper.make_node("QuantizeLinear", [name, *given], [f"{name}_q"], f"{name}_Q"))
        self.nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", *given], [f"{name}_dq"], f"{name}_DQ"))
        self.stands_for[name] = f"{name}_dq"

    def convolution(self, node: onnx.NodeProto) -> None:
        """Give a convolution eight-bit weights and a shift in steps of (input step x weight step)."""
        kernel, steps = eight_bit_weights(self.weights[node.input[1]].astype(np.float32))
        name = node.input[1]
        given = [self.keep(f"{name}_q", kernel), self.keep(f"{name}_step", steps)]
        given.append(self.keep(f"{name}_zero", np.zeros(len(steps), np.int8)))
        self.nodes.append(helper.make_node("DequantizeLinear", given, [f"{name}_dq"], f"{name}_DQ", axis=0))
        shift_steps = steps * scale_and_zero(*self.ranges[node.input[0]])[0]
        shift = np.rint(self.weights[node.input[2]].astype(np.float64) / shift_steps).astype(np.int32)
        name = node.input[2]
        given = [self.keep(f"{name}_q", shift), self.keep(f"{name}_step", shift_steps)]
        given.append(self.keep(f"{name}_zero", np.zeros(len(shift), np.int32)))
        self.nodes.append(helper.make_node("DequantizeLinear", given, [f"{name}_dq"], f"{name}_DQ", axis=0))
        inputs = [self.stands_for[node.input[0]], f"{node.input[1]}_dq", f"{node.input[2]}_dq"]
        self.add(node, inputs)

    def as_it_is(self, node: onnx.NodeProto) -> None:
        self.used.update(name for name in node.input if name in self.weights)
        self.add(node, [self.stands_for.get(name, name) for name in node.input])

    def add(self, node: onnx.NodeProto, inputs: list[str]) -> None:
        copy = onnx.NodeProto()
        copy.CopyFrom(node)
        del copy.input[:]
        copy.input.extend(inputs)
        self.nodes.append(copy)

    def finished(self) -> onnx.ModelProto:
        graph = self.model.graph
        floats = [tensor for tensor in graph.initializer if tensor.name in self.used]
        del graph.node[:]
        graph.node.extend(self.nodes)
        del graph.initializer[:]
        graph.initializer.extend([*floats, *self.made])
        onnx.checker.check_model(self.model)
        return self.model


def quantise(model: onnx.ModelProto, ranges: Ranges, keep_float: frozenset[str] = frozenset()) -> onnx.ModelProto:
    """The model with eight-bit convolutions, except those whose output is named in `keep_float`. Changes `model`."""
    nodes = list(model.graph.node)
    work = Quantiser(model, ranges)
    for given in model.graph.input:
        work.activation(given.name)
    for node in nodes:
        if node.op_type == "Conv" and node.input[0] in ranges and node.output[0] not in keep_float:
            work.convolution(node)
        else:
            work.as_it_is(node)
        if node.output[0] not in keep_float:
            work.activation(node.output[0])
    return work.finished()
