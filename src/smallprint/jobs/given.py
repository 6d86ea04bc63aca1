"""What the person gave: which paths are one export, of which network and account. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from smallprint.errors import NotAnExport, PartMissing, Refused, UnreadablePath
from smallprint.exports import Export, group_parts, open_export
from smallprint.readers import reader_named, recognise
from smallprint.readers.base import Match
from smallprint.records.items import AccountFact, Item

LOOSE = "photo_folder"  # pictures without a network: counts only, no findings, no names
# Records before which a reader has said the account: readers begin with the account's facts.
EARLY = 5000

# A claim as weak as this is made on pictures or chats without the lists: "a zip that has only media/** or only
# messages/** is a later part" (formats/instagram.md). Above the loose folder's own claim.
WEAK = 0.5
# A second network in the same download claims at least this much (Threads inside Instagram's: 0.4).
BESIDE = 0.3


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
    if network is not None:
        reader_named(network)
    for path in paths:
        if not path.exists():
            raise UnreadablePath(f"There is nothing at {path}.")
    whole = [path.expanduser().resolve() for path in paths]
    return [given for group in group_parts(whole) for given in _each(group, network)]


def _each(paths: tuple[Path, ...], network: str | None) -> list[Given]:
    """One download may hold several networks: Threads lies in Instagram's, Photos and YouTube in one Takeout."""
    found = []
    with open_export(paths) as export:
        for match in matches_of(export, network):
            account = "" if match.reader == LOOSE else stated_account(match, export).account
            digest = f"{export.digest}+{match.reader}"  # each network of one download is an export of its own
            found.append(Given(paths, export.parts, digest, match, account))
    for given in found:
        if not given.loose and len(pieces(paths)) > 1:
            refuse_two_accounts(paths, given)
    return found


def matches_of(export: Export, network: str | None) -> list[Match]:
    """The surest reader, or the one the person named, then every other that finds its own lists in the same download.

    Raises NotAnExport or PartMissing.
    """
    matches = [match for match in recognise(export) if network in (None, match.reader)]
    best = best_match(matches, export, network)
    beside = [match for match in matches if match is not best and match.how_sure >= BESIDE and match.reader != LOOSE]
    return [best] if best.reader == LOOSE else [best, *beside]


def best_match(matches: Sequence[Match], export: Export, network: str | None) -> Match:
    """The surest claim, where it is more than a part of a download."""
    names = ", ".join(export.parts)
    weak = not matches or (matches[0].how_sure <= WEAK and network is None)
    if weak and any(trouble.kind == "cut_off" and trouble.where in export.parts for trouble in export.refused):
        raise PartMissing(
            f"{names} was downloaded only in part.", hint="Download it again and wait until it is finished."
        )
    if not matches:
        raise NotAnExport(f"{names} is not a download that smallprint knows.")
    best = matches[0]
    if best.reader != LOOSE and weak:
        title = reader_named(best.reader).title
        raise PartMissing(
            f"{names} is only a part of a download from {title}: the part with the lists is not here.",
            hint=f"{PartMissing.hint} If there is no other part: --network {best.reader}",
        )
    return best


@dataclass(frozen=True, slots=True)
class Stated:
    """The account as a download states it. One read from a list is `sure`; one told by a file's name is not."""

    account: str = ""
    sure: bool = False


def stated_account(match: Match, export: Export) -> Stated:
    """The account among the reader's first records, else what recognising already told."""
    for record in islice(reader_named(match.reader).read(export), EARLY):
        if isinstance(record, AccountFact) and record.name == "account":
            return Stated(record.value, record.source in export.files)
        if isinstance(record, Item):
            break
    return Stated(match.account or "")


def refuse_two_accounts(paths: Sequence[Path], given: Given) -> None:
    """Parts of two people's downloads given as one would mix their audiences. Raises Refused."""
    accounts = {
        stated.account.casefold() for stated in map(partial(part_account, given), pieces(paths)) if stated.sure
    }
    if len(accounts) > 1:
        raise Refused(
            f"{', '.join(given.parts)}: there are downloads of {len(accounts)} different accounts in it.",
            hint="Give the parts of one account at a time.",
        )


def pieces(paths: Sequence[Path]) -> list[Path]:
    """The parts, and what lies at the top of a part that is a folder: each could be a download of its own."""
    inside = [child for path in paths if path.is_dir() for child in sorted(path.iterdir())]
    wholes = [
        child for child in inside if child.is_dir() or child.suffix.casefold() in {".zip", ".tgz", ".tar", ".gz"}
    ]
    return [*(path for path in paths if len(paths) > 1 or not path.is_dir()), *wholes]


def part_account(given: Given, path: Path) -> Stated:
    """The account of one part alone; nothing where it is no download by itself."""
    try:
        with open_export([path]) as part:
            for match in recognise(part):
                if match.reader == given.match.reader:
                    return stated_account(match, part)
    except (NotAnExport, UnreadablePath):
        pass
    return Stated()
