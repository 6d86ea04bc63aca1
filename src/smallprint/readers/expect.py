"""What a reader finds in an export, as a plain dict that a person can read and keep beside a fixture.

Used by the contract tests (`expected.json`) and by `smallprint dev expect`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from smallprint.exports import Export, open_export
from smallprint.readers.base import Reader
from smallprint.records.items import AccountFact, Contact, InTouch, Item, Joined, PictureRef, Record, Skipped, Trouble

EXPECTED = "expected.json"
WORDS_SHOWN = 60


def expect(reader: Reader, folder: Path) -> dict[str, object]:
    """Read a fixture folder and say what is in it."""
    with tempfile.TemporaryDirectory() as aside:
        # Without the expectation itself, which is no part of the export, and with the folder's own name.
        bare = shutil.copytree(folder, Path(aside) / folder.name, ignore=shutil.ignore_patterns(EXPECTED))
        with open_export([bare]) as export:
            match = reader.recognises(export)
            return {
                "network": reader.name,
                "era": match.era if match else None,
                "account": match.account if match else None,
                **summary(list(reader.read(export)), export),
            }


def summary(records: list[Record], export: Export) -> dict[str, object]:
    """Sum up records: the ledger, the items in short form, the facts, and what could not be read."""
    return {
        "counts": ledger(records),
        "items": [short(record) for record in records if isinstance(record, Item)],
        "facts": [[fact.name, fact.value] for fact in records if isinstance(fact, AccountFact)],
        "contacts": _counted(record.tie.value for record in records if isinstance(record, Contact)),
        "in_touch": _counted(record.how for record in records if isinstance(record, InTouch)),
        "skipped": _counted_entries(record for record in records if isinstance(record, Skipped)),
        "troubles": [[one.where, one.kind, one.entries] for one in records if isinstance(one, Trouble)],
        "refused": [[one.where, one.kind] for one in export.refused],
    }


def ledger(records: list[Record]) -> dict[str, int]:
    """Count entries = items + joined + skipped + unread, and the pictures named by items."""
    items = [record for record in records if isinstance(record, Item)]
    pictures = {picture.member: picture for item in items for picture in item.pictures}
    counts = {
        "items": len(items),
        "joined": sum(isinstance(record, Joined) for record in records),
        "skipped": sum(record.entries for record in records if isinstance(record, Skipped)),
        "unread": sum(record.entries for record in records if isinstance(record, Trouble)),
    }
    return {
        "entries": sum(counts.values()),
        **counts,
        "pictures": sum(not picture.video for picture in pictures.values()),
        "videos": sum(picture.video for picture in pictures.values()),
        "missing_media": sum(picture.missing for picture in pictures.values()),
    }


def short(item: Item) -> dict[str, object]:
    """Give an item in short form: what a person checks by eye, empty things left out."""
    form: dict[str, object] = {
        "kind": item.kind.value,
        "key": item.key,
        "when": item.when.isoformat() if item.when else None,
        "words": item.words[:WORDS_SHOWN],
        "audience": item.audience.value,
        "then": item.audience_then.value if item.audience_then else None,
        "pictures": [_picture(picture) for picture in item.pictures],
        "link": item.link,
        "places": list(item.places),
        "point": [item.point.latitude, item.point.longitude] if item.point else None,
        "people": list(item.people),
        "albums": list(item.albums),
        "asks_first": item.asks_first,
    }
    return {name: value for name, value in form.items() if value not in (None, "", [], False)}


def _picture(picture: PictureRef) -> str:
    marks = [word for word, on in (("video", picture.video), ("missing", picture.missing)) if on]
    return " ".join([picture.member, *(f"({mark})" for mark in marks)])


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _counted_entries(skipped: Iterable[Skipped]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in skipped:
        counts[one.why] += one.entries
    return dict(sorted(counts.items()))
