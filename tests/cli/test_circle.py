"""`circle` on the demo family's lists: six relatives out of 412 followers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.small_home import cleos_export, fields, run

from smallprint.demo.instagram_export import CLOSE_FRIENDS, FOLLOWERS, RELATIVES

pytestmark = pytest.mark.usefixtures("lighthome")


def test_the_circle_is_the_six_relatives_and_the_stranger_goes(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path), "--mine", "--no-look")
    (one,) = fields(run("circle", "--json"))["accounts"]
    assert one["account"] == "cleo.marrow"
    assert len(one["proposed"]) == FOLLOWERS
    assert [each["name"] for each in one["proposed"] if each["group"] == "in touch"] == sorted(RELATIVES)
    assert one["today"] == sorted(CLOSE_FRIENDS)
    assert set(one["add"]) == set(RELATIVES) - set(CLOSE_FRIENDS)
    assert one["remove"] == ["gale.harrow"]
    assert {key for each in one["proposed"] for key in each} == {"name", "group"}


def test_the_printed_list_has_the_networks_place_and_no_counts_or_hidden_names(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path), "--mine", "--no-look")
    told = run("circle").stdout
    assert "Settings, Close friends" in told
    assert "nosy.neighbour" not in told
    heads = [line for line in told.splitlines() if not line.startswith("  [ ]")]
    assert not any(re.search(r"\d", line) for line in heads)


def test_a_childs_account_has_no_circle(tmp_path: Path) -> None:
    run("add", cleos_export(tmp_path), "--of", "Ada", "--no-look")
    assert fields(run("circle", "--json"))["accounts"] == []
    assert "nothing to propose" in run("circle").stderr
