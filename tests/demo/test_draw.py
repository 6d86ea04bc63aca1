"""The drawing of invented people, without any model."""

from dataclasses import fields, replace
from datetime import datetime
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from smallprint.demo.draw import (
    BACKGROUNDS,
    EMPTY,
    FORMATS,
    Clothing,
    Exif,
    Expression,
    Identity,
    Pose,
    Scene,
    Sitter,
    draw,
    draw_empty,
    draw_many,
    encode,
    face_boxes,
    line_up,
    relative,
)
from smallprint.demo.draw.build import AGES, GROWTH, build
from smallprint.demo.draw.identity import TRAITS

SMALL = (320, 240)
BLUE = Clothing((40, 60, 150))


def ada(**given):
    """One child in the middle of a small picture."""
    known = {"size": 0.5, "place": (0.5, 0.42), "clothing": BLUE}
    return Sitter(Identity.from_seed(7, skin=0.3), 7, **(known | given))


def alone(sitter, **given):
    return Scene(**({"background": "studio", "seed": 3, "sitters": (sitter,), "size": SMALL} | given))


def inside(picture, box):
    height, width = picture.shape[:2]
    rows = slice(round(box.top * height), round(box.bottom * height))
    return picture[rows, round(box.left * width) : round(box.right * width)].astype(float)


def test_the_same_scene_gives_the_same_file_byte_for_byte():
    scene = alone(ada(), text="OAKFIELD FAIR")
    assert encode(draw(scene)) == encode(draw(scene))
    assert Identity.from_seed(7, skin=0.3) == Identity.from_seed(7, skin=0.3)


def test_another_seed_is_another_person_and_another_picture():
    one, two = (draw(alone(replace(ada(), identity=Identity.from_seed(seed)))) for seed in (1, 2))
    assert np.mean(np.abs(one.astype(int) - two.astype(int))) > 2
    assert Identity.from_seed(1) != Identity.from_seed(2)
    assert not np.array_equal(draw(alone(ada(), seed=4)), draw(alone(ada(), seed=5)))


def test_what_is_wished_for_is_kept_and_the_rest_stays_as_the_seed_says():
    plain, wished = Identity.from_seed(11), Identity.from_seed(11, skin=0.9, hair="red", glasses=2)
    assert (wished.skin, wished.hair, wished.glasses) == (0.9, "red", 2)
    assert all(getattr(plain, name) == getattr(wished, name) for name in TRAITS)


def test_every_trait_of_an_identity_is_listed_or_drawn_by_itself():
    single = {"seed", "skin", "hair", "style", "eyes", "rugged", "beard", "glasses", "freckles"}
    assert {field.name for field in fields(Identity)} == single | set(TRAITS)


def test_children_are_nearly_always_nearer_to_a_parent_than_to_a_stranger():
    def apart(one, two):
        return sum((getattr(one, name) - getattr(two, name)) ** 2 for name in TRAITS)

    nearer = 0
    for seed in range(40):
        cleo, dan, gale = (Identity.from_seed(1000 + 3 * seed + k) for k in range(3))
        child = relative(cleo, dan, seed)
        nearer += min(apart(child, cleo), apart(child, dan)) < apart(child, gale)
        assert child == relative(cleo, dan, seed) and child.beard == 0
        assert child.hair in {cleo.hair, dan.hair} and child.eyes in {cleo.eyes, dan.eyes}
    assert nearer >= 36


def test_proportions_change_from_cradle_to_old_age():
    who = Identity.from_seed(5)
    baby, child, grown = (build(who, age) for age in (0.7, 6, 35))
    assert baby.eye_y < child.eye_y < grown.eye_y
    assert baby.tall < child.tall < grown.tall
    assert baby.skull_w > grown.skull_w and baby.nose_z < grown.nose_z and baby.iris > grown.iris
    assert all(len(row) == len(AGES) for row in GROWTH.values())


@pytest.mark.parametrize("skin", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("pose", [Pose(), Pose(30, 5, -15)])
def test_a_box_holds_a_face_and_nearly_nothing_else(skin, pose):
    sitter = replace(ada(pose=pose), identity=Identity.from_seed(8, skin=skin, style="crop", glasses=0))
    scene = alone(sitter, background="snow")
    [(index, box)] = face_boxes(scene)
    face, behind = (inside(draw(one), box) for one in (scene, replace(scene, sitters=())))
    assert index == 0
    assert np.mean(np.abs(face - behind).max(-1) > 12) > 0.84  # all but the corners is somebody
    assert np.mean(face[..., 0] > face[..., 2] + 3) > 0.75  # and it is skin: redder than blue


@pytest.mark.parametrize("yaw", [-35, 0, 35])
def test_a_box_is_as_wide_as_the_skin_between_the_ears(yaw):
    light, deep = (
        alone(replace(ada(pose=Pose(yaw)), identity=Identity.from_seed(8, skin=skin, style="crop", glasses=0)))
        for skin in (0.1, 0.8)
    )
    [(_, box)] = face_boxes(light)
    skin = np.abs(draw(light).astype(int) - draw(deep).astype(int)).max(-1) > 25
    rows = skin[round((0.3 * box.top + 0.7 * box.bottom) * SMALL[1])]  # below the ears
    columns = np.flatnonzero(rows) / SMALL[0]
    assert columns.min() >= box.left - 0.02 and columns.max() <= box.right + 0.02
    assert columns.max() - columns.min() > 0.7 * (box.right - box.left)


def test_somebody_seen_from_behind_is_there_but_has_no_face():
    scene = alone(ada(covered=True))
    assert face_boxes(scene) == []
    picture, bare = draw(scene).astype(int), draw(replace(scene, sitters=())).astype(int)
    assert np.mean(np.abs(picture - bare).max(-1) > 20) > 0.1


def test_a_face_outside_the_picture_has_no_box_and_one_at_the_edge_is_cut():
    assert face_boxes(alone(ada(place=(2.0, 0.5)))) == []
    [(_, box)] = face_boxes(alone(ada(place=(0.0, 0.5))))
    assert box.left == 0 and 0 < box.right < 0.3


@pytest.mark.parametrize("size", [(40, 30), (33, 400), (500, 60)])
@pytest.mark.parametrize("head", [0.02, 0.5, 2.5])
def test_any_size_of_picture_and_of_head_is_drawn(size, head):
    picture = draw(alone(ada(size=head), size=size))
    assert picture.shape == (size[1], size[0], 3) and picture.dtype == np.uint8


@pytest.mark.parametrize("age", [0.1, 1, 12, 19, 50, 99])
def test_every_age_style_and_expression_is_drawn(age):
    styles = ("short", "crop", "bob", "long", "curls", "bun", "ponytail", "pigtails", "bald")
    mood = Expression(smile=1, open=1, surprise=0.5, closed_eyes=0.3, gaze=-1)
    for seed, style in enumerate(styles):
        who = Identity.from_seed(seed, style=style, beard=1.0, glasses=1 + seed % 2)
        picture = draw(alone(Sitter(who, age, Pose(-40, 10, 20), mood, size=0.6), size=(80, 60)))
        assert picture.std() > 10


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_every_background_is_drawn_and_depends_on_its_seed(background):
    one, two = (draw(Scene(background, seed=seed, size=(96, 72))) for seed in (1, 2))
    assert one.shape == (72, 96, 3) and one.std() > 5 and not np.array_equal(one, two)


@pytest.mark.parametrize("name", EMPTY)
def test_pictures_without_people_are_drawn(name):
    picture = draw_empty(name, 1, (96, 72))
    assert picture.shape == (72, 96, 3) and picture.std() > 5


@pytest.mark.parametrize(
    ("background", "rows"), [("party", slice(0, 60)), ("kitchen", slice(180, 240)), ("street", slice(0, 60))]
)
def test_writing_is_put_where_its_place_has_it(background, rows):
    scene = Scene(background, seed=2, size=SMALL)
    with_text, without = draw(replace(scene, text="ADA 7")).astype(int), draw(scene).astype(int)
    assert np.mean(np.abs(with_text - without)[rows].max(-1) > 25) > 0.05


def test_a_jumper_carries_its_words():
    plain = draw(alone(ada(size=0.3)))
    printed = draw(alone(ada(size=0.3, clothing=replace(BLUE, text="OAKFIELD SCHOOL"))))
    assert np.sum(printed.min(-1) > 150) > np.sum(plain.min(-1) > 150) + 100


@pytest.mark.parametrize("count", range(1, 9))
def test_nobody_in_a_group_hides_anybodys_face(count):
    people = tuple((Identity.from_seed(60 + k), (4, 38, 7, 70, 12, 35, 1, 41)[k], BLUE) for k in range(count))
    for seed in range(5):
        sitters = line_up(people, seed)
        boxes = [box for _, box in face_boxes(Scene(sitters=sitters, seed=seed))]
        assert len(boxes) == count
        for number, box in enumerate(boxes):
            assert box.left > 0 and box.right < 1 and box.top > 0 and box.bottom < 1
            assert all(not covers_much(other, box) for other in boxes[number + 1 :])


def covers_much(other, box):
    wide = min(other.right, box.right) - max(other.left, box.left)
    tall = min(other.bottom, box.bottom) - max(other.top, box.top)
    return max(0, wide) * max(0, tall) > 0.1 * (box.right - box.left) * (box.bottom - box.top)


def test_many_scenes_come_in_their_order():
    scenes = [alone(ada(), seed=seed, size=(48, 36)) for seed in range(3)]
    assert all(np.array_equal(one, draw(scene)) for one, scene in zip(draw_many(scenes), scenes, strict=True))


@pytest.mark.parametrize("form", FORMATS)
def test_every_file_format_opens_again_in_its_size_with_its_notes(form):
    notes = Exif(datetime.fromisoformat("2024-06-01T15:30"), -51.5012, 0.1246, "Drawn Phone 3")
    raw = encode(draw(Scene("beach", size=(96, 72))), quality=80, exif=notes, form=form)
    image = pillow_heif.open_heif(BytesIO(raw)).to_pillow() if form == "heic" else Image.open(BytesIO(raw))
    assert image.size == (96, 72)
    exif = image.getexif()
    gps = exif.get_ifd(0x8825)
    assert exif[0x0110] == "Drawn Phone 3" and exif.get_ifd(0x8769)[0x9003] == "2024:06:01 15:30:00"
    assert (gps[1], gps[3]) == ("S", "E")
    assert degrees(gps[2]) == pytest.approx(51.5012, abs=1e-5)
    assert degrees(gps[4]) == pytest.approx(0.1246, abs=1e-5)


def degrees(parts):
    return float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600


def test_without_notes_nothing_is_written_beside_the_pixels():
    image = Image.open(BytesIO(encode(draw_empty("food", 1, (64, 48)))))
    assert not image.getexif() and image.format == "JPEG"
