"""The button "this is sexual or nude": what is left afterwards is the network's own id."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.store.invented import MODELS, face, keep, look, post, sha, vector
from tests.store.raw_pages import decrypted, openssl
from tests.store.test_findings import finding

from smallprint.errors import UnknownName
from smallprint.records.items import PictureRef
from smallprint.store import Home

SECRET = "bathtub-canary-"


def with_one_to_drop(home: Home) -> tuple[int, str]:
    """Two exports of one account that show the same bytes, and an ordinary post beside them."""
    one = post(
        1, pictures=(PictureRef(f"{SECRET}member.jpg", id="178", words=f"{SECRET}alt"),), words=f"{SECRET}words"
    )
    export = keep(home, one, post(2, "ordinary.jpg"))
    keep(home, post(7, f"{SECRET}member.jpg", words=f"{SECRET}again"), digest="d2")
    for todo in home.pictures.not_looked_at(MODELS, 10):
        home.pictures.keep_looks(MODELS, [look(todo.file_id, todo.sha256, face(0.1, 1), face(0.5, 2))])
    target = sha(f"{SECRET}member.jpg")
    home.pictures.keep_lines(target, [f"{SECRET}text"], reader="by hand")
    shown = finding(1, export, target, words=f"{SECRET}words")
    home.findings.replace("cleo.marrow", [shown, finding(2, export, sha("ordinary.jpg"))])
    return export, target


def test_a_dropped_picture_is_hidden_everywhere_at_once(home: Home) -> None:
    export, target = with_one_to_drop(home)
    home.pictures.drop(target)
    assert [item.key for _, item in home.items.of(export)] == ["k2"]
    assert [one.key for one in home.findings.all()] == ["k2"]
    assert home.pictures.thumbnail(target) is None
    assert home.pictures.look(target) is None
    assert home.pictures.faces(target) == []
    assert home.pictures.thumbnail(sha("ordinary.jpg")) is not None
    with pytest.raises(UnknownName):
        home.pictures.drop(target)


def test_a_dropped_picture_does_not_come_back_with_the_same_or_a_later_export(home: Home) -> None:
    export, target = with_one_to_drop(home)
    home.pictures.drop(target)
    assert home.items.keep(export, [post(1, "a.jpg")]) == 0
    later = keep(home, post(1, "other-name.jpg"), digest="d3")
    assert list(home.items.of(later)) == []
    assert home.pictures.count_not_looked_at(MODELS) == 0
    home.findings.replace("cleo.marrow", [finding(1, export, target)])
    assert home.findings.all() == []


@pytest.mark.skipif(openssl is None, reason="needs openssl to read raw pages")
def test_nothing_of_a_dropped_picture_is_in_any_page_of_any_file(home: Home, folder: Path, key: bytes) -> None:
    _, target = with_one_to_drop(home)
    (folder / "backups").mkdir()
    (folder / "backups" / "before-leaving-0001.db").write_bytes(b"an older copy")
    old = [
        SECRET.encode(),
        target.encode(),
        look(1, target).thumbnail,
        look(1, target).alike,
        np.asarray(vector(1), dtype=np.float16).tobytes()[:64],
    ]
    home._main.checkpoint()
    home._cache.checkpoint()
    before = decrypted(folder / "home.db", key) + decrypted(folder / "cache.db", key)
    assert all(value in before for value in old), "the test would not see what it looks for"
    home.pictures.drop(target)
    after = decrypted(folder / "home.db", key) + decrypted(folder / "cache.db", key)
    # The ordinary picture's face has the same invented descriptor: it may stay.
    assert [value for value in old[:-1] if value in after] == []
    assert after.count(old[-1]) == before.count(old[-1]) - 1
    assert not (folder / "backups").exists()
    assert [file.name for file in folder.glob("*-wal") if file.stat().st_size] == []
    assert b"k1" in after
