"""The table of what each export can tell is made from the readers, here and in the docs."""

from __future__ import annotations

from pathlib import Path

from smallprint.cli.networks import as_markdown
from smallprint.guides import all_guides
from smallprint.readers import READERS

PAGE = Path(__file__).parents[2] / "docs" / "how-it-works" / "networks.md"


def test_the_docs_hold_the_table_of_the_readers():
    assert as_markdown() in PAGE.read_text(encoding="utf-8")


def test_nineteen_networks_and_more_are_read_and_each_has_a_guide():
    names = {reader.name for reader in READERS}
    assert len(names - {"photo_folder"}) >= 19
    assert names <= set(all_guides())
