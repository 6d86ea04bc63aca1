from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallprint.faces.group import FaceTable, KnownPerson, face_table, group
from smallprint.faces.thresholds import THRESHOLDS
from smallprint.records.seen import Box, Face

WIDTH = 64
ADA, BEN, CLEO, DAN = (np.eye(WIDTH, dtype=np.float32)[n] for n in range(4))


def near(person, cosine, number):
    """A face of the person: that cosine to them, and a direction of its own for the rest."""
    own = np.eye(WIDTH, dtype=np.float32)[8 + number]
    return (cosine * person + np.sqrt(1 - cosine**2) * own).astype(np.float32)


def table(rows, young=0.05):
    """Faces from (id, picture, descriptor) or (id, picture, descriptor, young) or (…, young, day)."""
    full = [(*row, *(young, 0)[len(row) - 3 :]) for row in rows]
    return FaceTable(
        np.array([row[0] for row in full], np.int64),
        np.array([row[1] for row in full], np.int64),
        np.array([np.zeros(WIDTH) if row[2] is None else row[2] for row in full], np.float32).reshape(-1, WIDTH),
        np.array([row[3] for row in full], np.float32),
        np.array([row[4] for row in full], np.int64),
    )


def test_faces_of_one_person_become_one_group_and_others_another():
    rows = [(n, n, near(ADA if n % 2 else CLEO, 0.9, n)) for n in range(10)]
    assert group(table(rows)) == [n % 2 for n in range(10)]


def test_two_faces_in_one_picture_are_never_one_person():
    labels = group(table([(1, 7, near(ADA, 0.95, 1)), (2, 7, near(ADA, 0.95, 2)), (3, 8, near(ADA, 0.97, 3))]))
    assert labels[0] != labels[1]
    assert labels[2] in labels[:2]


def test_young_faces_need_more_likeness_than_adults():
    between = (THRESHOLDS.alike_adults + THRESHOLDS.alike_young) / 2
    pair = [(1, 1, near(ADA, between**0.5, 1)), (2, 2, near(ADA, between**0.5, 2))]
    assert group(table(pair, young=0.05)) == [1, 1]
    assert group(table(pair, young=0.8)) == [1, 2]


def test_two_that_may_be_babies_are_not_put_together_on_likeness_alone():
    pair = [(1, 1, near(BEN, 0.72**0.5, 1)), (2, 2, near(BEN, 0.72**0.5, 2))]
    assert group(table(pair, young=0.8)) == [1, 1]
    assert group(table(pair, young=0.999)) == [1, 2]
    assert group(table(pair, young=0.999), same=[(1, 2)]) == [1, 1]


def test_a_face_without_descriptor_stands_alone_unless_somebody_says_whose_it_is():
    rows = [(1, 1, ADA), (2, 2, None), (3, 3, None)]
    assert group(table(rows)) == [1, None, None]
    assert group(table(rows), same=[(2, 1)]) == [1, 1, None]
    assert group(table(rows), same=[(3, 2)]) == [1, 2, 2]


def test_what_a_parent_said_stands_before_any_likeness():
    rows = [(1, 1, near(ADA, 0.95, 1)), (2, 2, near(ADA, 0.95, 2)), (3, 3, DAN)]
    assert group(table(rows), not_same=[(1, 2)]) == [1, 2, 3]
    assert group(table(rows), same=[(1, 3)], not_same=[(1, 2)]) == [1, 2, 1]
    assert group(table(rows), same=[(1, 2)], not_same=[(2, 1)]) == [1, 2, 3], "where they contradict, apart stands"


def test_apart_stays_apart_through_third_faces():
    rows = [(n, n, near(ADA, 0.97, n)) for n in range(1, 8)]
    labels = group(table(rows), not_same=[(1, 7)])
    assert labels[0] != labels[6]


def known(**changes):
    examples = np.array([near(ADA, 0.95, 40), near(ADA, 0.95, 41)])
    return KnownPerson("p-ada", examples, **{"young": 0.8, **changes})


def test_a_new_face_joins_the_person_a_parent_confirmed():
    rows = [(1, 1, near(ADA, 0.9, 1)), (2, 2, DAN)]
    assert group(table(rows, young=0.8), [known()]) == ["p-ada", 2]


def test_nobody_is_seen_before_they_were_born():
    born = date(2022, 3, 1)
    rows = [
        (1, 1, near(ADA, 0.9, 1), 0.8, date(2021, 12, 24).toordinal()),
        (2, 2, near(ADA, 0.9, 2), 0.8, date(2022, 3, 1).toordinal()),
        (3, 3, near(ADA, 0.9, 3), 0.8, 0),
    ]
    assert group(table(rows), [known(born=born)]) == [1, "p-ada", "p-ada"]


def test_a_known_person_takes_one_face_of_a_picture_the_more_alike_one():
    rows = [(1, 5, near(ADA, 0.85, 1)), (2, 5, near(ADA, 0.95, 2)), (3, 6, near(ADA, 0.95, 3))]
    assert group(table(rows), [known()]) == [1, "p-ada", "p-ada"]
    assert group(table(rows), [known(pictures=frozenset({6}))]) == [1, "p-ada", 1]


def test_a_parent_can_say_that_a_face_is_or_is_not_a_known_person():
    rows = [(1, 1, near(ADA, 0.9, 1)), (2, 2, DAN)]
    assert group(table(rows), [known()], not_same=[("p-ada", 1)]) == [1, 2]
    assert group(table(rows), [known()], same=[(2, "p-ada")]) == ["p-ada", "p-ada"]


def test_known_people_are_never_put_together_however_alike():
    twin = KnownPerson("p-ben", np.array([near(ADA, 0.95, 50)]), young=0.8)
    labels = group(table([(1, 1, near(ADA, 0.9, 1)), (2, 1, near(ADA, 0.9, 2))]), [known(), twin])
    assert sorted(labels) == ["p-ada", "p-ben"]


def test_a_pair_that_names_nobody_is_refused():
    with pytest.raises(ValueError, match="not here"):
        group(table([(1, 1, ADA)]), same=[(1, 99)])
    with pytest.raises(ValueError, match="twice"):
        group(table([(1, 1, ADA), (1, 2, ADA)]))


def test_a_picture_posted_a_thousand_times_is_one_person_and_takes_no_time():
    rows = [(n, n, near(ADA, 0.9, n % 2)) for n in range(1000)]
    assert set(group(table(rows))) == {0}


def test_groups_that_few_edges_left_apart_find_each_other_again():
    """Each face keeps its 24 nearest; 30 near copies fill that, and still the two bundles are one person."""
    rows = [(n, n, near(ADA, 0.85, 0 if n < 30 else 1)) for n in range(60)]
    assert set(group(table(rows))) == {0}


def test_no_faces_are_no_people():
    assert group(table([])) == []


def test_a_table_is_made_from_faces():
    face = Face(Box(0, 0, 1, 1), 0.9, 50, 2, True, 0.3, ADA)
    bare = Face(Box(0, 0, 1, 1), 0.9, 20, 1, False, None)
    made = face_table([(4, 1, face, date(2024, 5, 1)), (9, 1, bare, None)], width=WIDTH)
    assert made.ids.tolist() == [4, 9] and np.isnan(made.young[1]) and made.days[1] == 0
    assert group(made) == [4, None]


@st.composite
def albums(draw):
    count = draw(st.integers(1, 24))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    people = rng.normal(0, 1, (4, 12))
    faces = people[rng.integers(0, 4, count)] + rng.normal(0, draw(st.floats(0.1, 1.2)), (count, 12))
    faces = (faces / np.linalg.norm(faces, axis=1, keepdims=True)).astype(np.float32)
    young = rng.choice([0.01, 0.5, 0.999, np.nan], count).astype(np.float32)
    made = FaceTable(
        rng.permutation(100)[:count], rng.integers(0, count, count), faces, young, np.zeros(count, np.int64)
    )
    numbers = st.sampled_from(made.ids.tolist())
    pairs = st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=3)
    return made, draw(pairs) if count > 1 else [], draw(pairs) if count > 1 else [], rng.permutation(count)


@settings(max_examples=150, deadline=None)
@given(albums())
def test_the_order_of_the_faces_changes_nothing(album):
    made, same, not_same, order = album
    turned = FaceTable(
        made.ids[order], made.pictures[order], made.descriptors[order], made.young[order], made.days[order]
    )
    first = dict(zip(made.ids.tolist(), group(made, (), same, not_same), strict=True))
    pairs = [tuple(reversed(pair)) for pair in reversed(not_same)]
    again = dict(zip(turned.ids.tolist(), group(turned, (), list(reversed(same)), pairs), strict=True))
    assert first == again


@settings(max_examples=150, deadline=None)
@given(albums())
def test_what_cannot_be_one_person_never_is(album):
    made, _, not_same, _ = album
    labels = dict(zip(made.ids.tolist(), group(made, (), [], not_same), strict=True))
    assert all(labels[one] != labels[other] for one, other in not_same)
    seen = [(labels[face], picture) for face, picture in zip(made.ids.tolist(), made.pictures.tolist(), strict=True)]
    assert len(seen) == len(set(seen)), "two faces of one picture in one group"


@settings(max_examples=100, deadline=None)
@given(albums())
def test_at_the_end_no_two_groups_are_alike_enough_to_be_one_unless_forbidden(album):
    made, *_ = album
    groups = {}
    for row, label in enumerate(group(made)):
        groups.setdefault(label, []).append(row)
    for one, rows in groups.items():
        for other, others in groups.items():
            young = any(not made.young[row] < THRESHOLDS.young for row in rows + others)
            cut = THRESHOLDS.alike_young if young else THRESHOLDS.alike_adults
            pairs = made.descriptors[rows] @ made.descriptors[others].T
            babies = all(not made.young[row] < THRESHOLDS.very_young for row in rows + others)
            if one < other and pairs.mean() > cut + 1e-4 and not (babies and pairs.max() < THRESHOLDS.alike_babies):
                assert set(made.pictures[rows].tolist()) & set(made.pictures[others].tolist())


@settings(max_examples=50, deadline=None)
@given(albums())
def test_known_people_keep_their_id_and_take_no_face_they_may_not_have(album):
    made, *_ = album
    anchors = [
        KnownPerson("p-1", made.descriptors[:1], 0.0, None, frozenset({0})),
        KnownPerson("p-2", made.descriptors[-1:]),
    ]
    labels = group(made, anchors)
    assert {label for label in labels if isinstance(label, str)} <= {"p-1", "p-2"}
    for label, picture in zip(labels, made.pictures.tolist(), strict=True):
        assert (label, picture) != ("p-1", 0)
