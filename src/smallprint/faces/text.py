"""Text in a picture: a school on a jumper, a name on a cake, a street sign. The lines, from top to bottom.

It lives beside the face models because this package is the one with the model runtime
(docs/decisions/0008-text-in-pictures.md). rapidocr is imported only when a picture is read: that takes 0.7 seconds
and 60 MB. It would fetch a model it does not find; here both are named by path and checked before it is asked.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module, resources
from typing import Any

import numpy as np

from smallprint.errors import ModelMissing
from smallprint.faces.pixels import Picture

# Kept with the lines: a picture read under another name is read again.
TEXT_MODELS = "pp-ocrv6-small 1"

_FINDS = "PP-OCRv6_det_small.onnx"
_READS = "PP-OCRv6_rec_small.onnx"
_SHA256 = {
    _FINDS: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    _READS: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
_SIDE = 960  # long side while looking for lines; 640 misses a badge, 1280 costs half as much again
_MOST_PLACES = 60  # in one picture: a photographed letter must not cost minutes
_SURE = 0.6  # of a line; below it come stripes and leaves read as words
_LONGEST = 200  # characters of one line


def read_lines(rgb: Picture) -> tuple[str, ...]:
    """The lines of text in an upright RGB picture (height x width x 3, uint8), from top to bottom.

    Raises ModelMissing when the models are not installed, ValueError when the array is not such a picture.
    """
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or 0 in rgb.shape:
        raise ValueError(f"not an RGB picture of bytes: {rgb.shape} {rgb.dtype}")
    found = _reader()(np.ascontiguousarray(rgb[..., ::-1]))
    texts, scores = found.txts or (), found.scores or ()
    lines = (tidy(text) for text, score in zip(texts, scores, strict=True) if score >= _SURE)
    return tuple(line for line in lines if line)


def tidy(text: str) -> str:
    """One line without control characters, white space folded, cut to length."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[:_LONGEST])
    return " ".join(plain.split())


@cache
def _reader() -> Any:
    """The reader of this process: one thread, as the scan runs one process per core."""
    try:
        rapidocr = import_module("rapidocr")
        paths = {name: _checked(name) for name in _SHA256}
    except (ImportError, OSError) as problem:
        raise ModelMissing(
            "The models that read text in pictures are not in this installation.",
            hint="Install smallprint again, or leave the text out: smallprint add --no-text",
        ) from problem
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",  # its own words would name files
            "Global.use_cls": False,  # a third model that turns lines standing on their head
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": paths[_FINDS],
            "Det.limit_type": "max",
            "Det.limit_side_len": _SIDE,
            "Det.max_candidates": _MOST_PLACES,
            "Rec.model_path": paths[_READS],
        }
    )


def _checked(name: str) -> str:
    """The path of one model file. An ONNX file is parsed by native code: another one is never opened."""
    file = resources.files("rapidocr") / "models" / name
    if hashlib.sha256(file.read_bytes()).hexdigest() != _SHA256[name]:
        raise ModelMissing(f"The model {name} is not the file it should be.")
    return str(file)
