"""faceres: from a TensorFlow.js graph to ONNX, with numpy and onnx alone.

The graph is a MobileNet: 27 blocks of convolution, [scale], shift, Relu, clip to 0..6, then a mean and two dense
layers to the age. Its third branch, which tells the sex, is never built. Anything in the graph that is not the
expected shape stops the build: a silent change would be a different model.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
Node = dict[str, Any]

AGE, FEATURES = "age_pred/Softmax", "global_pooling/Mean"
CONVOLUTIONS = ("Conv2D", "DepthwiseConv2dNative")


class UnexpectedGraph(ValueError):
    """The TensorFlow.js graph is not the one this conversion was written for."""


def read_weights(manifest: list[Node], binary: bytes) -> dict[str, NDArray[Any]]:
    """The weights lie end to end in manifest order: float16 (said by `quantization`), int32 for shapes and axes."""
    weights: dict[str, NDArray[Any]] = {}
    at = 0
    for entry in (weight for group in manifest for weight in group["weights"]):
        stored = np.dtype(entry.get("quantization", {}).get("dtype", entry["dtype"])).newbyteorder("<")
        count = int(np.prod(entry["shape"], dtype=np.int64))
        weights[entry["name"]] = np.frombuffer(binary, stored, count, at).reshape(entry["shape"])
        at += count * stored.itemsize
    if at != len(binary):
        raise UnexpectedGraph(f"{len(binary)} bytes of weights, {at} described")
    return weights


class Graph:
    """The nodes by name, their weights, and who reads whom."""

    def __init__(self, model: Node, binary: bytes) -> None:
        self.nodes: dict[str, Node] = {node["name"]: node for node in model["modelTopology"]["node"]}
        self.weights = read_weights(model["weightsManifest"], binary)
        self.readers: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            for name in node.get("input", []):
                self.readers.setdefault(name, []).append(node)

    def only_reader(self, name: str, *ops: str) -> Node:
        """The single node that reads `name`; it must be one of `ops`."""
        readers = self.readers.get(name, [])
        if len(readers) != 1 or readers[0]["op"] not in ops:
            raise UnexpectedGraph(f"{name} is read by {[r['op'] for r in readers]}, expected one of {ops}")
        return readers[0]

    def constant(self, node: Node, place: int = 1) -> NDArray[Any]:
        """The weight that is input `place` of the node, as stored."""
        return self.weights[node["input"][place]]


def text_of(node: Node, attribute: str) -> str:
    """Text attributes are base64 in the JSON."""
    return base64.b64decode(node["attr"][attribute]["s"]).decode("ascii")


def kernel_of(graph: Graph, convolution: Node) -> tuple[NDArray[Any], int]:
    """The kernel as ONNX wants it, and the number of groups: HWIO -> OIHW, depthwise HWC1 -> C1HW."""
    kernel = graph.constant(convolution)
    if convolution["op"] == "Conv2D":
        return kernel.transpose(3, 2, 0, 1), 1
    if kernel.shape[3] != 1:
        raise UnexpectedGraph(f"{convolution['name']} has a channel multiplier")
    return kernel.transpose(2, 3, 0, 1), kernel.shape[2]


def stored(name: str, values: NDArray[Any]) -> Iterator[onnx.TensorProto | onnx.NodeProto]:
    """One weight of the ONNX file: float16 stays float16 on disk (half the size, no bit lost) and is cast on load."""
    values = np.ascontiguousarray(values)
    if values.dtype == np.float16:
        yield numpy_helper.from_array(values, f"{name}_half")
        yield helper.make_node("Cast", [f"{name}_half"], [name], f"{name}_cast", to=TensorProto.FLOAT)
    else:
        yield numpy_helper.from_array(values.astype(np.float32), name)


def convert_block(graph: Graph, convolution: Node, source: str, number: int) -> tuple[str, str, list[Any]]:
    """One block as Conv + Clip. Gives the name that ends it in the old graph, in the new one, and the parts."""
    if text_of(convolution, "padding") != "SAME" or text_of(convolution, "data_format") != "NHWC":
        raise UnexpectedGraph(f"{convolution['name']} is not SAME and NHWC")
    kernel, groups = kernel_of(graph, convolution)
    after = graph.only_reader(convolution["name"], "Mul", "Add")
    if after["op"] == "Mul":
        scale = graph.constant(after).astype(np.float32)
        kernel = kernel.astype(np.float32) * scale.reshape(-1, 1, 1, 1)
        after = graph.only_reader(after["name"], "Add")
    shift = graph.constant(after).astype(np.float32).reshape(-1)
    end = clipped_end(graph, after)
    strides = [int(step) for step in convolution["attr"]["strides"]["list"]["i"][1:3]]
    name, out = f"block{number}", f"block{number}_out"
    parts = [*stored(f"{name}_kernel", kernel), *stored(f"{name}_shift", shift)]
    parts.append(
        helper.make_node(
            "Conv", [source, f"{name}_kernel", f"{name}_shift"], [f"{name}_sum"], name,
            kernel_shape=list(kernel.shape[2:]), strides=strides, group=groups, auto_pad="SAME_UPPER",
        )
    )  # fmt: skip
    parts.append(helper.make_node("Clip", [f"{name}_sum", "zero", "six"], [out], f"{name}_clip"))
    return end, out, parts


def clipped_end(graph: Graph, shifted: Node) -> str:
    """Follow Relu, Minimum 6, Maximum 0; gives the name of the last."""
    relu = graph.only_reader(shifted["name"], "Relu")
    least = graph.only_reader(relu["name"], "Minimum")
    most = graph.only_reader(least["name"], "Maximum")
    if float(graph.constant(least)) != 6.0 or float(graph.constant(most)) != 0.0:
        raise UnexpectedGraph(f"{most['name']} does not clip to 0..6")
    return str(most["name"])


def convert_dense(graph: Graph, name: str, source: str, out: str) -> list[Any]:
    """A fused matrix product with its shift, as Gemm."""
    node = graph.nodes[name]
    kernel, shift = graph.constant(node), graph.constant(node, 2).astype(np.float32)
    parts = [*stored(f"{out}_kernel", kernel), *stored(f"{out}_shift", shift)]
    return [*parts, helper.make_node("Gemm", [source, f"{out}_kernel", f"{out}_shift"], [out], out)]


def convert_head(graph: Graph, source: str) -> list[Any]:
    """Mean over the picture -> the 1024 features -> 256 -> the 100 ages. The sex branch is left where it is."""
    if sorted(graph.constant(graph.nodes[FEATURES]).tolist()) != [1, 2]:
        raise UnexpectedGraph("the mean is not over height and width")
    return [
        helper.make_node("GlobalAveragePool", [source], ["mean"], "mean"),
        helper.make_node("Flatten", ["mean"], ["features"], "features", axis=1),
        *convert_dense(graph, "feats/Relu", "features", "dense"),
        helper.make_node("Relu", ["dense"], ["dense_relu"], "dense_relu"),
        *convert_dense(graph, "age_pred/BiasAdd", "dense_relu", "age_sum"),
        helper.make_node("Softmax", ["age_sum"], ["age"], "age", axis=1),
    ]


def convert(topology: bytes, binary: bytes) -> onnx.ModelProto:
    """faceres as ONNX. In: `face` [1, 3, 224, 224] BGR minus mean. Out: `features` [1, 1024], `age` [1, 100]."""
    graph = Graph(json.loads(topology), binary)
    limits = [numpy_helper.from_array(np.float32(value), name) for name, value in (("zero", 0.0), ("six", 6.0))]
    parts: list[Any] = list(limits)
    old, new, number = "input_1", "face", 0
    while graph.readers[old][0]["op"] in CONVOLUTIONS:
        old, new, block = convert_block(graph, graph.only_reader(old, *CONVOLUTIONS), new, number)
        parts += block
        number += 1
    if graph.only_reader(old, "Mean")["name"] != FEATURES:
        raise UnexpectedGraph("the blocks do not end in the mean")
    parts += convert_head(graph, new)
    return as_model(parts)


def as_model(parts: list[Any]) -> onnx.ModelProto:
    """Nodes and weights, put into one checked model."""
    made = helper.make_graph(
        [part for part in parts if isinstance(part, onnx.NodeProto)],
        "faceres",
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 3, 224, 224])],
        [
            helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, 1024]),
            helper.make_tensor_value_info("age", TensorProto.FLOAT, [1, 100]),
        ],
        [part for part in parts if isinstance(part, onnx.TensorProto)],
    )
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="smallprint"
    )
    onnx.checker.check_model(model)
    return model
