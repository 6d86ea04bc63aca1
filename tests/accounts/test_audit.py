"""The audit: the export's word stands, the person's fills the gaps, and what nobody said is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

from smallprint.accounts.audit import Heard, Switched, audit
from smallprint.guides import guide
from smallprint.records.accounts import TOLD
from smallprint.records.items import AccountFact

FILE = "personal_information.json"
INSTAGRAM = guide("instagram")


def heard(*facts: tuple[str, str, str], **more: int) -> Heard:
    made = datetime(2026, 10, 4, tzinfo=UTC)
    told = tuple(AccountFact(name, value, source) for name, value, source in facts)
    return Heard("instagram", "cleo.marrow", told, exported_at=made, **more)


def test_the_switches_tell_private_now_and_in_the_past() -> None:
    found = audit(
        heard(
            ("private", "false", FILE), ("public_from", "2021-06-01", "h.json"), ("private_from", "2016-03-05", "h")
        ),
        INSTAGRAM,
    )
    assert found.private is False
    assert found.public_since == date(2021, 6, 1)
    assert found.private_since is None
    assert found.switches == (
        Switched(date(2016, 3, 5), True, "h"),
        Switched(date(2021, 6, 1), False, "h.json"),
    )


def test_a_switch_that_contradicts_the_flag_dates_nothing() -> None:
    found = audit(heard(("private", "true", FILE), ("public_from", "2021-06-01", FILE)), INSTAGRAM)
    assert (found.private, found.private_since, found.public_since) == (True, None, None)


def test_what_nobody_said_is_asked_with_its_place() -> None:
    asked = {question.fact: question.where for question in audit(heard(), INSTAGRAM).questions}
    assert asked["private"] == "Settings, Account privacy"
    assert len(asked) == len(INSTAGRAM.questions)


def test_what_the_export_tells_is_not_asked() -> None:
    found = audit(heard(("private", "false", FILE), ("tags_from", "Alle", FILE), close_friends=3), INSTAGRAM)
    asked = {question.fact for question in found.questions}
    assert not asked & {"private", "anybody_may_tag", "has_close_friends"}
    assert found.open == ("private",)


def test_the_persons_word_fills_what_the_export_leaves_out() -> None:
    found = audit(heard(("private", "false", FILE), ("professional", "true", TOLD)), INSTAGRAM)
    assert found.professional is True
    assert "professional" in found.open


def test_where_the_person_and_the_export_differ_the_export_stands_and_the_difference_is_shown() -> None:
    found = audit(heard(("private", "true", TOLD), ("private", "false", FILE)), INSTAGRAM)
    assert found.private is False
    (differs,) = found.differs
    assert (differs.fact, differs.told, differs.export) == ("private", "true", "false")


def test_teen_defaults_are_told_to_a_holder_under_18_only() -> None:
    assert audit(heard(("minor", "true", FILE)), INSTAGRAM).teens == INSTAGRAM.teens
    assert audit(heard(("minor", "false", FILE)), INSTAGRAM).teens == ()


def test_nonsense_in_a_fact_is_not_known() -> None:
    found = audit(heard(("private", "maybe", FILE), ("followers", "²", FILE), ("private_from", "soon", FILE)), None)
    assert (found.private, found.followers, found.switches, found.questions) == (None, None, (), ())
