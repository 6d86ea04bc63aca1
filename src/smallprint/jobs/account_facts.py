"""What the newest export of each account says about it, and what each export can speak about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from smallprint.accounts.audit import as_fact
from smallprint.exposure.accounts import AccountState, account_state
from smallprint.exposure.coverage import Coverage
from smallprint.jobs.ledger import moment
from smallprint.readers import all_readers
from smallprint.records.findings import Finding
from smallprint.records.items import AccountFact, Kind, Tie
from smallprint.store import Home
from smallprint.store.kept import KeptExport

Account = tuple[str, str]  # network and account
SHOWN = {"profile_picture_shows_child": Kind.PROFILE_PICTURE, "cover_shows_child": Kind.COVER_PICTURE}
# More missing files than this share, and a part of the download is taken to be missing, so that nothing is called
# gone. A few missing files are ordinary: stickers and expired stories (formats/meta-common.md).
MANY_MISSING = 0.2


def by_account(exports: Iterable[KeptExport]) -> dict[Account, list[KeptExport]]:
    """Confirmed exports that were read to their end, oldest first, by network and account."""
    grouped: dict[Account, list[KeptExport]] = {}
    for export in sorted(exports, key=made):
        if export.confirmed != "loose" and export.finished:
            grouped.setdefault((export.network, export.account), []).append(export)
    return grouped


def made(export: KeptExport) -> tuple[datetime, int]:
    """When the network made it; where it does not say, when it was added."""
    return moment(export.exported_at or export.added), export.id


def coverage_of(export: KeptExport) -> Coverage:
    """What this export can speak about."""
    files = export.counts.pictures + export.counts.videos
    return Coverage(
        on=export.exported_at,
        asked_all=True if export.asked_all else None,
        asked_from=midnight(export.asked_from),
        asked_to=midnight(export.asked_to),
        range_from=export.range_from,
        range_to=export.range_to,
        parts_missing=holds_media(export.network) and export.counts.missing_media > MANY_MISSING * files,
        counts={Kind(kind): count for kind, count in export.by_kind.items()},
        # A list or member that could not be read may have held anything, so it counts as lost entries do.
        unread_anywhere=export.counts.troubles - export.counts.missing_media,
    )


def holds_media(network: str) -> bool:
    """Whether downloads of this network hold the pictures themselves; where they do not, none can be missing."""
    return all(reader.tells.media_inside for reader in all_readers() if reader.name == network)


def midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None


def state_of(home: Home, export: KeptExport) -> AccountState:
    """The account as this export states it; what its profile picture shows is not told here."""
    followers = len(home.facts.contacts(export.id, Tie.FOLLOWER)) or None
    return account_state(export.network, export.account, home.facts.facts(export.id), followers=followers)


def shown_facts(home: Home, export: KeptExport, findings: Iterable[Finding]) -> list[AccountFact]:
    """Whether the profile and cover pictures of this export show a child, with the picture's file as the source.

    Nothing is said of a kind that the export does not hold, or of which a picture was not looked at.
    """
    not_looked_at = home.facts.kinds_not_looked_at(export.id)
    of_it = [one for one in findings if (one.network, one.account) == (export.network, export.account)]
    facts = []
    for name, kind in SHOWN.items():
        file = next((picture.name for one in of_it if one.kind is kind for picture in one.pictures), None)
        if file is not None:
            facts.append(as_fact(name, holds=True, source=file, when=export.exported_at))
        elif export.by_kind.get(kind.value) and kind.value not in not_looked_at:
            facts.append(as_fact(name, holds=False, source=f"the pictures in {export.parts[0]}"))
    return facts
