"""What the newest export of each account says about it, and what each export can speak about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from smallprint.exposure.accounts import AccountState, account_state
from smallprint.exposure.coverage import Coverage
from smallprint.jobs.ledger import moment
from smallprint.readers import all_readers
from smallprint.records.findings import Finding
from smallprint.records.items import AccountFact, Kind, Tie
from smallprint.store import Home
from smallprint.store.kept import KeptExport

Account = tuple[str, str]  # network and account
# More missing files than this share, and a part of the download is taken to be missing, so that nothing is called
# gone. A few missing files are ordinary: stickers and expired stories (formats/meta-common.md).
MANY_MISSING = 0.2


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account, with what is known and where it stands."""

    state: AccountState
    facts: tuple[AccountFact, ...]
    private_since: str | None
    following: int | None
    close_friends: int | None


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


def with_profile_picture(state: AccountState, export: KeptExport, findings: Iterable[Finding]) -> AccountState:
    """The same, and whether the profile picture shows a child; None where the export holds no profile picture."""
    if not export.by_kind.get(Kind.PROFILE_PICTURE.value):
        return state
    shows = any(
        finding.kind is Kind.PROFILE_PICTURE and (finding.network, finding.account) == (state.network, state.account)
        for finding in findings
    )
    return replace(state, profile_picture_shows_child=shows)


def account_facts(home: Home) -> list[AccountFacts]:
    """Every account, by its newest export."""
    findings = home.findings.all()
    newest = [exports[-1] for exports in by_account(home.exports.all()).values()]
    return [one_account(home, export, findings) for export in newest]


def one_account(home: Home, export: KeptExport, findings: Iterable[Finding]) -> AccountFacts:
    """One account by one export."""
    facts = home.facts.facts(export.id)
    said = {fact.name: fact.value for fact in reversed(facts)}
    stated = said.get("following", "")
    following = len(home.facts.contacts(export.id, Tie.FOLLOWING)) or (int(stated) if stated.isdecimal() else None)
    return AccountFacts(
        state=with_profile_picture(state_of(home, export), export, findings),
        facts=tuple(facts),
        private_since=said.get("private_since"),
        following=following,
        close_friends=len(home.facts.contacts(export.id, Tie.CLOSE_FRIEND)) or None,
    )
