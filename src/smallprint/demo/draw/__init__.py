"""Pictures of invented people, drawn from seeds: for the demo family, tests and load. Nothing is learned from photos.

How they are made and what was measured: docs/how-it-works/drawn-people.md.
"""

from smallprint.demo.draw.body import Clothing
from smallprint.demo.draw.encode import FORMATS, Exif, encode
from smallprint.demo.draw.head import Expression
from smallprint.demo.draw.identity import Identity, relative
from smallprint.demo.draw.person import Pose
from smallprint.demo.draw.render import EMPTY, draw, draw_empty, draw_many, face_boxes
from smallprint.demo.draw.scene import BACKGROUNDS, LIGHTS, Scene, Sitter, line_up

__all__ = [
    "BACKGROUNDS",
    "EMPTY",
    "FORMATS",
    "LIGHTS",
    "Clothing",
    "Exif",
    "Expression",
    "Identity",
    "Pose",
    "Scene",
    "Sitter",
    "draw",
    "draw_empty",
    "draw_many",
    "encode",
    "face_boxes",
    "line_up",
    "relative",
]
