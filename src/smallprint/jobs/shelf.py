"""Gathers what a reader gives and keeps it in the home, 500 records a transaction, counting on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from smallprint.jobs.ledger import Ledger
from smallprint.records.items import AccountFact, Contact, InTouch, Item, Record, Trouble
from smallprint.store import Home

BATCH = 500


@dataclass(slots=True)
class Shelf:
    """One export on its way into the home."""

    home: Home
    export: int
    ledger: Ledger = field(default_factory=Ledger)
    facts: dict[str, AccountFact] = field(default_factory=dict)  # the first of each name
    _items: list[Item] = field(default_factory=list)
    _beside: list[AccountFact | Contact | InTouch] = field(default_factory=list)
    _troubles: list[Trouble] = field(default_factory=list)

    def put(self, record: Record) -> None:
        """Count one record and keep it, at once or with the next batch."""
        if isinstance(record, Item):
            self.ledger.item(record)
            self._items.append(record)
        elif isinstance(record, AccountFact | Contact | InTouch):
            self._beside.append(record)
            if isinstance(record, AccountFact):
                self.facts.setdefault(record.name, record)
        else:
            self.ledger.beside(record)
            if isinstance(record, Trouble):
                self._troubles.append(record)
        if max(len(self._items), len(self._beside), len(self._troubles)) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Keep what is waiting."""
        if self._items:
            self.home.items.keep(self.export, self._items)
        if self._beside:
            self.home.facts.keep(self.export, self._beside)
        if self._troubles:
            self.home.troubles.keep(self.export, self._troubles)
        self._items, self._beside, self._troubles = [], [], []

    def day(self, name: str) -> date | None:
        """A fact that is a day, or None."""
        when = self.moment(name)
        return when.date() if when else None

    def moment(self, name: str) -> datetime | None:
        """A fact that is a day or a time, or None."""
        fact = self.facts.get(name)
        if fact is None:
            return None
        try:
            return datetime.fromisoformat(fact.value)
        except ValueError:
            return None

    def is_true(self, name: str) -> bool:
        """Whether the export states this as true."""
        fact = self.facts.get(name)
        return fact is not None and fact.value == "true"
