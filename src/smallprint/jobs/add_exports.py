"""Reads exports into the home. Again changes nothing; killed half-way, it reads again and ends the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from smallprint.errors import Refused
from smallprint.exports import Export, open_export
from smallprint.jobs.given import Given
from smallprint.jobs.house_rules import SeenBy, Whose, allowed, placed
from smallprint.jobs.progress import Progress
from smallprint.jobs.shelf import Shelf
from smallprint.readers import reader_named
from smallprint.records.items import AccountFact, Contact, Item, Record, Tie
from smallprint.store import Home
from smallprint.store.kept import Counts, NewExport

ADVANCE = 100  # records between two looks at the stop button


@dataclass(frozen=True, slots=True)
class Terms:
    """On whose word an export is read, and on which day."""

    whose: Whose | None  # None only for a loose folder
    seen: SeenBy
    today: date


def add_export(home: Home, given: Given, terms: Terms, progress: Progress) -> int:
    """Read one export into the home and give its number. The same export, finished, is not read again."""
    kept = home.exports.by_digest(given.digest)
    if kept is not None:
        refuse_another_word(kept.confirmed, given, terms)
    if kept is not None and kept.finished:
        return kept.id
    number = home.exports.begin(new_export(given, terms))
    began = time.monotonic()
    shelf = Shelf(home, number)
    with open_export(given.paths) as export:
        for trouble in export.refused:
            shelf.put(trouble)
        for record in kept_records(given, export, terms, progress):
            if isinstance(record, AccountFact) and record.name == "account":
                refuse_second_account(home, number, given, record)
            shelf.put(record)
    shelf.flush()
    finish(shelf, time.monotonic() - began)
    return number


def kept_records(given: Given, export: Export, terms: Terms, progress: Progress) -> Iterator[Record]:
    """What the reader gives, as far as the house rules let it in."""
    progress.stage("read")
    followers = 0
    for count, record in enumerate(reader_named(given.match.reader).read(export), start=1):
        if count % ADVANCE == 0:
            progress.advance(ADVANCE)
        if isinstance(record, Contact) and record.tie is Tie.FOLLOWER:
            followers += 1
        let_in = allowed(record, terms.whose, terms.today)
        if let_in is not None:
            yield placed(let_in, terms.seen) if given.loose and isinstance(let_in, Item) else let_in
    if followers and terms.whose is not None and terms.whose.how == "of":
        # The audience of the posts, as a number; the names were not let in.
        yield AccountFact("followers", str(followers), "the list of followers")


def new_export(given: Given, terms: Terms) -> NewExport:
    """The export as the store begins it."""
    return NewExport(
        network=given.match.reader,
        era=given.match.era,
        account=given.account,
        parts=given.parts,
        paths=tuple(str(path) for path in given.paths),
        digest=given.digest,
        confirmed="loose" if terms.whose is None else terms.whose.how,
        of_name=terms.whose.name or None if terms.whose else None,
        seen_by=terms.seen.said,
    )


def finish(shelf: Shelf, seconds: float) -> None:
    """Write the ledger: from here on the export counts as read."""
    ledger = shelf.ledger
    counts = Counts(
        entries=ledger.entries,
        items=ledger.items,
        joined=ledger.joined,
        skipped=ledger.skipped,
        unread=ledger.unread,
        pictures=ledger.pictures,
        videos=ledger.videos,
        missing_media=ledger.missing_media,
        troubles=ledger.troubles,
    )
    shelf.home.exports.finish(
        shelf.export,
        counts,
        asked=(shelf.day("asked_from"), shelf.day("asked_to")),
        asked_all=shelf.is_true("asked_all"),
        exported_at=shelf.moment("exported_at"),
        seconds=seconds,
    )


def refuse_another_word(kept_as: str, given: Given, terms: Terms) -> None:
    """An export that was confirmed as one's own does not quietly become somebody else's, nor the other way."""
    now = "loose" if terms.whose is None else terms.whose.how
    if kept_as != now:
        raise Refused(
            f"{', '.join(given.parts)} was added before, and you said then whose it is.",
            hint="To say it anew, forget it first: smallprint forget --export ID (see smallprint put-away)",
        )


def refuse_second_account(home: Home, number: int, given: Given, stated: AccountFact) -> None:
    """Two accounts in what was given as one export would mix their audiences. Nothing of it is kept."""
    if given.account and stated.value.casefold() != given.account.casefold():
        home.exports.forget(number)
        raise Refused(
            f"{', '.join(given.parts)} holds the downloads of two accounts.",
            hint="Give the parts of one account at a time.",
        )
