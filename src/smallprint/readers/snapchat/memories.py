"""Memories: private to the holder, so they ask first, and their exact places stand only in the list.

A row is an entry. Its key is made of its time and kind, the same whether the download came with links, without them,
or as a page. A picture in `memories/` that belongs to no row is an entry of its own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from smallprint.exports import Export, File
from smallprint.readers.snapchat.bundled import Bundle, Wanted, bundles, join
from smallprint.readers.snapchat.rows import Row, json_rows, memory_id, page_rows, point_of, when_of
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Trouble

_WHY = "A memory: in Snapchat only you can see it, unless you sent or posted it as well."


def memory_lists(export: Export) -> list[File]:
    """Give the list of memories: the JSON, else the page."""
    return export.find("memories_history*.json") or export.find("memories_history*.html")


def read_memories(export: Export) -> Iterator[Item | Joined | Trouble]:
    """Each row with its picture, then the pictures that belong to no row."""
    held = bundles(export)
    lists = memory_lists(export)
    joined = join(_wanted(lists), held) if held else {}
    alike: Counter[str] = Counter()
    met: dict[tuple[str, ...], str] = {}
    for number, row in enumerate(_rows(lists)):
        if isinstance(row, Trouble):
            yield row
            continue
        mark = _mark(row)
        if mark in met:
            yield Joined(row.place, met[mark])
        elif not any(mark):
            yield Trouble(row.place, "no_memory", entries=1)
        else:
            met[mark] = _key(row, alike)
            yield _item(row, met[mark], joined.get(number))
    taken = {bundle.mark for bundle in joined.values()}
    yield from (_alone(bundle) for bundle in held if bundle.mark not in taken)


def _rows(lists: list[File]) -> Iterator[Row | Trouble]:
    for file in lists:
        yield from (
            json_rows(file, "memory", "Saved Media") if file.name.casefold().endswith("json") else page_rows(file)
        )


def _wanted(lists: list[File]) -> Iterator[Wanted]:
    """What each row could be joined by; a row that comes twice asks once."""
    met: set[tuple[str, ...]] = set()
    for number, row in enumerate(_rows(lists)):
        if isinstance(row, Trouble):
            continue
        mark = _mark(row)
        if mark not in met:
            met.add(mark)
            yield Wanted(number, when_of(row.said.get("date", "")), _is_video(row), _id_of(row))


def _mark(row: Row) -> tuple[str, ...]:
    """What makes two rows the same one: duplicates occur, and their links are signed anew."""
    return (*(row.said.get(key, "") for key in ("date", "media type", "location")), _id_of(row) or "")


def _id_of(row: Row) -> str | None:
    return memory_id(row.said.get("download link", "")) or memory_id(row.said.get("media download url", ""))


def _is_video(row: Row) -> bool:
    return row.said.get("media type", "").casefold() == "video"


def _key(row: Row, alike: Counter[str]) -> str:
    when = when_of(row.said.get("date", ""))
    told = f"{when.isoformat() if when else row.said.get('date', '')}|{_is_video(row)}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    alike[digest] += 1
    return digest if alike[digest] == 1 else f"{digest}-{alike[digest]}"


def _item(row: Row, key: str, bundle: Bundle | None) -> Item:
    missing = PictureRef(f"memory {key}", _is_video(row), _id_of(row), missing=True)
    return Item(
        network="snapchat",
        kind=Kind.OTHER,
        key=key,
        when=when_of(row.said.get("date", "")),
        audience=Audience.ONLY_ME,
        audience_why=_WHY,
        pictures=bundle.pictures() if bundle else (missing,),
        point=point_of(row.said.get("location", "")),
        asks_first=True,
    )


def _alone(bundle: Bundle) -> Item:
    """A picture without a row: its name tells the day and no time, so its time is unknown."""
    return Item(
        network="snapchat",
        kind=Kind.OTHER,
        key=bundle.mark,
        when=None,
        audience=Audience.ONLY_ME,
        audience_why=_WHY,
        pictures=bundle.pictures(),
        asks_first=True,
    )
