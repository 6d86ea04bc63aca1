from __future__ import annotations

from datetime import date, timedelta
from importlib import resources

import pytest

from smallprint.errors import UnknownName
from smallprint.guides import Action, Guide, all_guides, guide, read_guide
from smallprint.records.items import Audience

INSTAGRAM = resources.files("smallprint.guides").joinpath("networks", "instagram.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("each", all_guides().values(), ids=lambda one: one.network)
def test_every_guide_says_how_to_ask_and_what_it_cannot_tell(each: Guide) -> None:
    assert each.export.ask
    assert each.export.cannot_tell
    assert each.export.from_phone in ("yes", "no", "unknown")
    assert 1 <= len(each.questions) <= 8
    assert len({question.fact for question in each.questions}) == len(each.questions)


@pytest.mark.parametrize("each", all_guides().values(), ids=lambda one: one.network)
def test_no_guide_blames_or_promises(each: Guide) -> None:
    told = " ".join(
        (*each.stays_public, *each.export.ask, *(line for switch in each.switches for line in switch.how))
    )
    for word in ("safe", "all clear", "you exposed", "should have"):
        assert word not in told.lower()


@pytest.mark.parametrize("each", all_guides().values(), ids=lambda one: one.network)
def test_no_address_counts_as_confirmed_and_all_are_https(each: Guide) -> None:
    assert not each.confirmed
    assert not any(switch.confirmed for switch in each.switches)
    addresses = [each.export.address, *each.addresses.values(), *(switch.address for switch in each.switches)]
    assert all(address == "" or address.startswith("https://") for address in addresses)


def test_instagram_can_be_made_private_but_for_followers() -> None:
    (switch,) = guide("instagram").switches_for(Action.MAKE_PRIVATE)
    assert switch.leaves is Audience.FOLLOWERS
    assert switch.also_when_professional


def test_a_guide_grows_old_after_half_a_year() -> None:
    instagram = guide("instagram")
    assert not instagram.old(instagram.last_checked + timedelta(days=180))
    assert instagram.old(date(2030, 1, 1))


def test_a_network_without_a_guide_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName):
        guide("nowhere")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('network = "instagram"', 'network = "facebook"', "network"),
        ('wait = "minutes to days"', 'wiat = "days"', "wiat"),
        ('from_phone = "unknown"', 'from_phone = "perhaps"', "from_phone"),
        ("minutes = 2", "minutes = 0", "minutes"),
        ('leaves = "followers"', 'leaves = "nobody"', "nobody"),
        ('open_answer = "no"', 'open_answer = "never"', "open_answer"),
        ("last_checked = 2026-11-22", "", "last_checked"),
        ('title = "Make your Instagram account private"', "", "title"),
        ('formats = ["JSON", "HTML"]', 'formats = "JSON"', "formats"),
    ],
)
def test_a_slip_in_a_guide_is_an_error_that_names_it(old: str, new: str, told: str) -> None:
    assert old in INSTAGRAM
    with pytest.raises(ValueError, match=told):
        read_guide(INSTAGRAM.replace(old, new, 1), "instagram")


def test_a_ninth_question_is_refused() -> None:
    more = '\n[[questions]]\nask = "And?"\nfact = "and"\nopen_answer = "yes"\nwhere = "there"\n'
    with pytest.raises(ValueError, match="8 questions"):
        read_guide(INSTAGRAM + more, "instagram")
