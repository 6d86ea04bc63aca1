import pytest

from smallprint.faces.age import person_verdict, verdict
from smallprint.records.family import Verdict
from smallprint.records.seen import Box, Face


def face(young, pixels=80.0, aligned=True):
    return Face(Box(0, 0, 1, 1), 0.9, pixels, 2, aligned, young)


@pytest.mark.parametrize(
    ("young", "pixels", "aligned", "expected"),
    [
        (0.0, 200, True, Verdict.ADULT),
        (0.149, 32, True, Verdict.ADULT),
        (0.15, 200, True, Verdict.CHILD),
        (1.0, 200, True, Verdict.CHILD),
        (0.0, 31.9, True, Verdict.CHILD),
        (0.0, 200, False, Verdict.CHILD),
        (None, 200, True, Verdict.CHILD),
    ],
)
def test_only_a_face_that_is_clearly_adult_counts_as_adult(young, pixels, aligned, expected):
    assert verdict(young, pixels, aligned) is expected


@pytest.mark.parametrize(
    ("faces", "expected"),
    [
        ([], Verdict.UNSURE),
        ([face(None), face(0.01, pixels=20), face(0.01, aligned=False)], Verdict.UNSURE),
        ([face(0.05)], Verdict.ADULT),
        ([face(0.3)], Verdict.UNSURE),
        ([face(0.9)], Verdict.CHILD),
        ([face(0.05), face(0.04), face(0.9)], Verdict.ADULT),
        ([face(0.95), face(0.9), face(0.02)], Verdict.CHILD),
        ([face(0.99), face(0.01, pixels=20), face(0.01, pixels=20)], Verdict.CHILD),
    ],
)
def test_a_person_is_judged_on_all_faces_good_enough_to_tell(faces, expected):
    assert person_verdict(faces) is expected
