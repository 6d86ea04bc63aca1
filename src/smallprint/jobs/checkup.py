"""The check-up without an export: what is asked, what was answered, and keeping answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smallprint.errors import UnknownName
from smallprint.guides import Question, all_guides, guide
from smallprint.jobs.accounts import audit_accounts
from smallprint.store import Home

NOT_A_NETWORK = "photo_folder"
ANSWERS = {"yes": "true", "no": "false", "don't know": ""}
Given = Mapping[str, Mapping[str, str]]  # network -> fact -> "yes", "no" or "don't know"


@dataclass(frozen=True, slots=True)
class Asked:
    """One network with its questions, and what stands for each today: "yes", "no" or None."""

    network: str
    title: str
    questions: tuple[tuple[Question, str | None], ...]


def networks() -> list[str]:
    """The networks that a check-up can be made of."""
    return [name for name, each in all_guides().items() if each.questions and name != NOT_A_NETWORK]


def questions(home: Home | None, wanted: list[str]) -> list[Asked]:
    """What is asked of these networks. Raises UnknownName."""
    told = home.facts.told() if home is not None else {}
    found = []
    for network in wanted:
        about = guide(network)
        said = {fact.name: fact.value for key, facts in told.items() if key[0] == network for fact in facts}
        words = {"true": "yes", "false": "no"}
        asked = tuple((each, words.get(said.get(each.fact, ""))) for each in about.questions)
        found.append(Asked(network, about.title, asked))
    return found


def keep_answers(home: Home, given: Given, account: str = "") -> None:
    """Keep answers as facts that the person told us. Raises UnknownName, and then keeps nothing."""
    for network, answers in given.items():
        known = {each.fact for each in guide(network).questions}
        for fact, answer in answers.items():
            if fact not in known or answer not in ANSWERS:
                raise UnknownName(
                    f"The check-up of {network} has no such question or answer: {fact[:40]}",
                    hint="See them: smallprint checkup --json",
                )
    for network, answers in given.items():
        home.facts.tell(network, account, {fact: ANSWERS[answer] for fact, answer in answers.items()})


def differences(home: Home, wanted: list[str]) -> list[str]:
    """Facts of these networks where the person and an export say different things."""
    return [each.fact for one in audit_accounts(home) if one.audit.network in wanted for each in one.audit.differs]
