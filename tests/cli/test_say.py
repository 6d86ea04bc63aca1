"""A stranger's text never steers the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallprint.cli.say import one_line


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J\x1b[31mred",
        "a\r\nb",
        "\u202egnp.exe",
        "\x07bell",
        "\x9b31m",
        "a\u2028b",
        "\u2066x\u2069",
        "\ud800",
        "\x00",
    ],
)
def test_control_and_direction_marks_are_taken_out(hostile: str) -> None:
    shown = one_line(hostile)
    assert shown.isprintable()
    assert "\n" not in shown


def test_a_family_of_emoji_stays_one_family() -> None:
    family = "👩\u200d👧\u200d👦"
    assert one_line(family) == family


@given(st.text(max_size=300))
def test_any_text_becomes_one_short_line_that_can_be_printed(text: str) -> None:
    shown = one_line(text)
    assert len(shown) <= 80
    shown.encode("utf-8")
