"""What the person gave: which paths are one export, whose network it is, and which account. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from smallprint.errors import NotAnExport, PartMissing, Refused, UnknownName, UnreadablePath
from smallprint.exports import Export, group_parts, open_export
from smallprint.readers import READERS, reader_named, recognise
from smallprint.readers.base import Match, Reader
from smallprint.records.items import AccountFact, Item

LOOSE = "photo_folder"  # pictures without a network: counts only, no findings, no names
# Records before which a reader has said the account: readers begin with the account's facts.
EARLY = 5000

# Folders that only a network's download has. A part that holds pictures there and none of the lists is a later part
# of several ("A zip that has only media/** or only messages/** is a later part", formats/instagram.md).
NETWORK_FOLDERS = (
    "media/posts/*",
    "media/stories/*",
    "media/reels/*",
    "media/profile/*",
    "media/archived_posts/*",
    "media/other/*",
    "your_instagram_activity/*",
    "your_facebook_activity/*",
    "messages/inbox/*",
    "Takeout/*",
)


@dataclass(frozen=True, slots=True)
class Given:
    """One export as it was given: recognised, not yet confirmed, not yet stored."""

    paths: tuple[Path, ...]
    parts: tuple[str, ...]  # names without folders
    digest: str
    match: Match
    account: str  # "" where the export does not say

    @property
    def loose(self) -> bool:
        """A plain folder of pictures, of no network."""
        return self.match.reader == LOOSE


def look_over(paths: Sequence[Path], network: str | None = None) -> list[Given]:
    """Every export among the paths. Raises before anything is stored when one of them is none."""
    if network is not None and network not in {reader.name for reader in READERS}:
        raise UnknownName(f"smallprint reads no network called {network}.", hint="Which it reads: smallprint networks")
    for path in paths:
        if not path.exists():
            raise UnreadablePath(f"There is nothing at {path}.")
    return [_one(group, network) for group in group_parts(paths)]


def _one(paths: tuple[Path, ...], network: str | None) -> Given:
    with open_export(paths) as export:
        match = best_match(export, network)
        account = match.account or stated_account(reader_named(match.reader), export)
        given = Given(paths, export.parts, export.digest, match, account)
    if len(paths) > 1 and not given.loose:
        refuse_two_accounts(paths, given)
    return given


def best_match(export: Export, network: str | None) -> Match:
    """The reader that is surest, or the one the person named. Raises NotAnExport or PartMissing."""
    matches = recognise(export)
    if network is not None:
        matches = [match for match in matches if match.reader == network]
    names = ", ".join(export.parts)
    if not matches and is_later_part(export):
        raise PartMissing(f"{names} is only one part of a download: the part with the lists is not here.")
    if not matches:
        raise NotAnExport(f"{names} is not a download that smallprint knows.")
    best = matches[0]
    if best.reader == LOOSE and network is None and is_later_part(export):
        raise PartMissing(f"{names} is only one part of a download: the part with the lists is not here.")
    return best


def is_later_part(export: Export) -> bool:
    """Whether this looks like a later part of a network's download: its folders are there, none of its lists."""
    return export.has(*NETWORK_FOLDERS)


def stated_account(reader: Reader, export: Export) -> str:
    """The account as the reader states it among its first records; "" where it does not."""
    return first_account(islice(reader.read(export), EARLY))


def first_account(records: Iterable[object]) -> str:
    """The first account fact before the first item."""
    for record in records:
        if isinstance(record, AccountFact) and record.name == "account":
            return record.value
        if isinstance(record, Item):
            return ""
    return ""


def refuse_two_accounts(paths: Sequence[Path], given: Given) -> None:
    """Parts of two people's downloads given as one would mix their audiences: refuse. Raises Refused."""
    accounts = {given.account.casefold()} - {""}
    for path in paths:
        with open_export([path]) as part:
            for match in recognise(part):
                if match.reader == given.match.reader:
                    account = match.account or stated_account(reader_named(match.reader), part)
                    accounts |= {account.casefold()} - {""}
    if len(accounts) > 1:
        names = ", ".join(given.parts)
        raise Refused(
            f"These parts come from {len(accounts)} different accounts: {names}.",
            hint="Give the parts of one account at a time.",
        )
