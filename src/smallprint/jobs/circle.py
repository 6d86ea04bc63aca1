"""The proposed close circle of every account that is the person's own."""

from __future__ import annotations

from collections.abc import Sequence

from smallprint.accounts.circle import FOLLOW, Circle, propose
from smallprint.jobs.account_facts import by_account
from smallprint.store import Home
from smallprint.store.kept import KeptExport


def propose_circles(home: Home) -> list[Circle]:
    """One proposal for each own account whose exports hold a list of followers; never for somebody else's account."""
    every = by_account(home.exports.all()).values()
    return [circle for exports in every if (circle := _one_account(home, exports)) is not None]


def _one_account(home: Home, exports: Sequence[KeptExport]) -> Circle | None:
    own = [export for export in exports if export.confirmed == "mine"]
    for export in reversed(own):  # the newest that holds the list: a partial download may lack it
        contacts = home.facts.contacts(export.id)
        if any(contact.tie in FOLLOW for contact in contacts):
            in_touch = frozenset().union(*(home.facts.in_touch(each.id) for each in own))
            return propose(export.network, export.account, contacts, in_touch)
    return None
