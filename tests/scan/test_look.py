"""look_at: a batch in, one small record for each picture out, in order, whatever the pictures are."""

from __future__ import annotations

import hashlib
import pickle
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from tests.media import made

from smallprint.errors import ModelMissing
from smallprint.exports import open_export
from smallprint.records.seen import Box, Face
from smallprint.scan import look
from smallprint.scan.batches import Batch, Piece


def one_face(rgb, *, thorough=False):
    return tuple(
        Face(Box(0.1, 0.1, 0.2, 0.2), score, 90.0, 2, True, 0.9) for score in (0.5, 0.9, 0.6, 0.7, 0.8, 0.55)
    )


@pytest.fixture(autouse=True)
def no_models(monkeypatch):
    """The face models are tested where they live; here every picture has the same six faces."""
    monkeypatch.setattr(look, "find_faces", one_face)
    yield
    look.let_go()


@pytest.fixture
def export(tmp_path):
    files = {
        "posts/ada.jpg": made.written(made.scene(1600, 1200)),
        "posts/really_webp.jpg": made.written(made.scene(), "WEBP"),
        "posts/swimming.mp4": made.film(3),
        "posts/broken.jpg": b"\xff\xd8\xff\xe0" + bytes(500),
        "posts/empty.png": b"",
    }
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path, files


def batch_of(path, *members):
    return Batch((str(path),), tuple(Piece(at, name, name.endswith("mp4")) for at, name in enumerate(members)))


def test_every_picture_of_a_batch_is_answered_in_its_order(export):
    path, files = export
    looks = look.look_at(batch_of(path, *files, "posts/not_there.jpg"))
    assert [found.piece for found in looks] == [0, 1, 2, 3, 4, 5]
    assert [found.trouble.kind if found.trouble else None for found in looks] == [
        None, None, None, "broken_picture", "empty", "missing_media",
    ]  # fmt: skip
    assert [found.sha256 for found in looks[:5]] == [
        hashlib.sha256(content).hexdigest() for content in files.values()
    ]
    assert looks[3].trouble.where == "posts/broken.jpg"


def test_a_look_is_small_and_travels(export):
    path, files = export
    looks = look.look_at(batch_of(path, *files))
    assert len(pickle.dumps(looks)) < 200_000
    assert (looks[0].width, looks[0].height) == (1600, 1200)
    assert len(looks[0].alike) == 32
    assert looks[0].thumbnail.startswith(b"\xff\xd8")


def test_a_film_gives_the_best_faces_of_each_frame_with_their_seconds(export):
    path, _ = export
    (film,) = look.look_at(batch_of(path, "posts/swimming.mp4"))
    assert film.video
    moments = sorted({face.at for face in film.faces})
    assert moments[0] == 0
    assert len(moments) >= 3
    assert len(film.faces) == 5 * len(moments)
    assert min(face.score for face in film.faces) == 0.55


def test_a_still_picture_has_faces_without_seconds(export):
    path, _ = export
    (still,) = look.look_at(batch_of(path, "posts/ada.jpg"))
    assert not still.video
    assert [face.at for face in still.faces] == [None] * 6


def test_whatever_breaks_around_one_picture_is_its_trouble_alone(export, monkeypatch):
    path, _ = export

    def breaks(rgb, *, thorough=False):
        if rgb.shape == (960, 1280, 3):
            raise ZeroDivisionError("Ada's own words")
        return ()

    monkeypatch.setattr(look, "find_faces", breaks)
    looks = look.look_at(batch_of(path, "posts/ada.jpg", "posts/really_webp.jpg"))
    assert looks[0].trouble.kind == "ZeroDivisionError"
    assert "Ada's" not in repr(looks[0])
    assert looks[1].trouble is None


def test_without_models_the_whole_wish_stops(export, monkeypatch):
    path, _ = export

    def missing(rgb, *, thorough=False):
        raise ModelMissing("none")

    monkeypatch.setattr(look, "find_faces", missing)
    with pytest.raises(ModelMissing):
        look.look_at(batch_of(path, "posts/ada.jpg"))


def test_an_export_that_is_gone_is_a_trouble_of_each_picture(tmp_path):
    looks = look.look_at(batch_of(tmp_path / "gone.zip", "a.jpg", "b.jpg"))
    assert [found.trouble.kind for found in looks] == ["export_gone", "export_gone"]
    assert [found.trouble.where for found in looks] == ["a.jpg", "b.jpg"]


def test_an_export_put_in_the_place_of_another_is_read_anew(tmp_path):
    path = tmp_path / "export.zip"
    for seed in (1, 2):
        with zipfile.ZipFile(path, "w") as target:
            target.writestr("a.png", made.written(made.scene(64 * seed, 48), "PNG"))
        (found,) = look.look_at(batch_of(path, "a.png"))
        assert found.width == 64 * seed


def test_hashing_first_gives_the_same_hashes_and_decodes_nothing(export, monkeypatch):
    path, files = export
    monkeypatch.setattr(look, "box_of_this_process", lambda: pytest.fail("nothing is decoded"))
    rows = look.fingerprint_files(batch_of(path, *files, "nowhere.jpg"))
    assert [(number, sha, size) for number, sha, size, _ in rows[:5]] == [
        (at, hashlib.sha256(content).hexdigest(), len(content)) for at, content in enumerate(files.values())
    ]
    assert rows[5][3].kind == "missing_media"
    monkeypatch.undo()


def test_a_damaged_member_is_seen_as_far_as_it_goes_and_named(tmp_path):
    path = tmp_path / "export.zip"
    content = made.written(made.scene(800, 600), quality=95)
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("a.jpg", content)
    whole = bytearray(path.read_bytes())
    at = whole.index(content[5000:5050]) + 20
    whole[at] ^= 0xFF
    path.write_bytes(whole)
    (found,) = look.look_at(batch_of(path, "a.jpg"))
    (row,) = look.fingerprint_files(batch_of(path, "a.jpg"))
    assert found.trouble.kind == "bad_crc"
    assert found.faces
    assert (found.sha256, row[3].kind) == (row[1], "bad_crc")


def test_a_film_too_large_to_hold_is_read_in_place(export, monkeypatch):
    from smallprint.scan import reading

    path, _ = export
    held = look.look_at(batch_of(path, "posts/swimming.mp4"))
    monkeypatch.setattr(reading, "_IN_MEMORY", 1000)
    in_place = look.look_at(batch_of(path, "posts/swimming.mp4"))
    assert in_place == held


def test_the_thorough_wish_reaches_the_faces(export, monkeypatch):
    path, _ = export
    asked = []
    monkeypatch.setattr(look, "find_faces", lambda rgb, *, thorough=False: asked.append(thorough) or ())
    look.look_at(replace(batch_of(path, "posts/ada.jpg"), thorough=True))
    assert asked == [True]


def test_pixels_reach_the_faces_as_the_picture_is(export, monkeypatch):
    path, _ = export
    seen = []
    monkeypatch.setattr(look, "find_faces", lambda rgb, *, thorough=False: seen.append(rgb) or ())
    look.look_at(batch_of(path, "posts/ada.jpg"))
    (rgb,) = seen
    assert rgb.shape == (960, 1280, 3)
    assert np.abs(rgb[20, 20].astype(int) - (230, 20, 20)).max() < 12
    with open_export([path]) as opened:
        assert "posts/ada.jpg" in opened.files
