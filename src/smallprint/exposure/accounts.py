"""What ranking and planning know of one account, from its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smallprint.exposure.days import read_day
from smallprint.records.items import AccountFact


@dataclass(frozen=True, slots=True)
class AccountState:
    """One account as its newest export, or the person, states it. None: not known."""

    network: str
    account: str
    private: bool | None = None
    followers: int | None = None
    professional: bool | None = None
    minor: bool = False  # the holder is under 18
    profile_picture_shows_child: bool | None = None
    exported_at: datetime | None = None
    open: frozenset[str] = frozenset()  # facts of the guide's questions whose answer leaves something open


def account_state(
    network: str,
    account: str,
    facts: Iterable[AccountFact],
    *,
    followers: int | None = None,
    profile_picture_shows_child: bool | None = None,
) -> AccountState:
    """Read the facts of one account. `followers` is the length of the list, where the export gives a list."""
    said: dict[str, str] = {}
    for fact in facts:
        said.setdefault(fact.name, fact.value)
    return AccountState(
        network=network,
        account=account,
        private=_yes_or_no(said.get("private")),
        followers=followers if followers is not None else _number(said.get("followers")),
        professional=_yes_or_no(said.get("professional")),
        minor=_yes_or_no(said.get("minor")) is True,
        profile_picture_shows_child=profile_picture_shows_child,
        exported_at=read_day(said.get("exported_at")),
    )


def _yes_or_no(value: str | None) -> bool | None:
    return {"true": True, "false": False}.get((value or "").strip().lower())


def _number(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
