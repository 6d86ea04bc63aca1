"""`accounts` on the demo family's lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.small_home import cleos_export, fields, of_kind, run

from smallprint.faces.models import folder
from smallprint.records.items import Kind

needs_models = pytest.mark.skipif(not (folder() / "weights.json").is_file(), reason="the face models are not built")
pytestmark = pytest.mark.usefixtures("lighthome")


def test_the_audit_finds_the_professional_flag_and_the_switch_of_2021(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path), "--mine", "--no-look")
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert (one["private"], one["professional"], one["public_since"]) == (False, True, "2021-06-01")
    assert (one["followers"], one["close_friends"]) == (412, 3)
    assert {fact["source"] for fact in one["facts"] if fact["name"] == "public_from"} == {
        "security_and_login_information/login_and_profile_creation/profile_privacy_changes.json"
    }
    assert "public since 2021-06-01" in run("accounts").stdout


@needs_models
def test_the_audit_finds_the_profile_picture_that_shows_a_child_and_names_its_file(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path, *of_kind(Kind.PROFILE_PICTURE)), "--mine", "--workers", 0)
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert one["profile_picture_shows_child"] is True
    (fact,) = [fact for fact in one["facts"] if fact["name"] == "profile_picture_shows_child"]
    assert fact["source"].startswith("media/profile/")
    assert fact["date"].startswith("2026-10-04")


def test_a_profile_picture_nobody_looked_at_is_asked_about(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path, *of_kind(Kind.PROFILE_PICTURE)), "--mine", "--no-look")
    (one,) = fields(run("accounts", "--json"))["accounts"]
    assert one["profile_picture_shows_child"] is None
    assert "Does your profile picture show a child? Look at: your profile." in one["questions"]


def test_a_bio_with_a_childs_name_is_told_by_kind_and_not_by_value(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path), "--mine", "--no-look")
    run("family", "add", "name", "Ada")
    for result in (run("accounts", "--json"), run("accounts")):
        assert "Ada" not in result.stdout
    names = {fact["name"] for fact in fields(run("accounts", "--json"))["accounts"][0]["facts"]}
    assert "bio_names_child" in names
    assert "Mum of Ada" in json.dumps(fields(run("accounts", "--json", "--values")))


def test_a_childs_account_says_whose_it_is_and_names_no_follower(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path), "--of", "Ada", "--no-look")
    told = run("accounts").stdout
    assert "young person's own account" in told
    assert "edith" not in told
