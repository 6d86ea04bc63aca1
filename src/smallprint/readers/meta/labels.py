"""One view over the three ways in which Meta writes a record: old lists, old maps, and label_values (since 2024).

`string_map_data: {label: {href, value, timestamp}}`, `string_list_data: [{href, value, timestamp}]`, and
`label_values: [{label, value | timestamp_value | vec | dict | media}]` nested to any depth, where `title` plays the
part of `label` on groups (seen in structures of 2024-26).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.readers.meta.words import meaning


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value of a record."""

    path: tuple[str, ...]  # labels as written, outermost first; () where the record gives none
    value: str = ""
    href: str = ""
    stamp: float | None = None  # seconds since 1970

    @property
    def label(self) -> str:
        return self.path[-1] if self.path else ""


def text_of(value: object) -> str:
    """A text as it is, a number as its digits, anything else as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    return str(value) if isinstance(value, int | float) else ""


def number_of(value: object) -> float | None:
    """A number, also when written as text with a point or a comma; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 else None
    if not isinstance(value, str) or not value or len(value) > 40:
        return None
    try:
        return float(value.strip().replace(",", "."))
    except ValueError:
        return None


def listed(value: object) -> list[object]:
    """A list as it is; a lone object as the list of one that Meta collapsed it from; anything else as nothing."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def fields(record: object) -> Iterator[Field]:
    """Every labelled value of a record, in its order."""
    if not isinstance(record, dict):
        return
    by_label = record.get("string_map_data")
    for part in listed(by_label):
        if isinstance(part, dict):
            for label, held in part.items():
                yield from _held(held, (str(label),))
    for held in listed(record.get("string_list_data")):
        yield from _held(held, ())
    yield from _walk(record.get("label_values"), ())


def _held(held: object, path: tuple[str, ...]) -> Iterator[Field]:
    for one in listed(held):
        if isinstance(one, dict):
            stamp = number_of(one.get("timestamp", one.get("timestamp_value")))
            yield Field(path, text_of(one.get("value")), text_of(one.get("href")), stamp)


def _walk(node: object, path: tuple[str, ...]) -> Iterator[Field]:
    for part in listed(node):
        if not isinstance(part, dict):
            continue
        name = text_of(part.get("label")) or text_of(part.get("title"))
        here = (*path, name) if name else path
        if "value" in part or "href" in part or "timestamp_value" in part:
            stamp = number_of(part.get("timestamp_value"))
            yield Field(here, text_of(part.get("value")), text_of(part.get("href")), stamp)
        for deeper in ("dict", "vec"):
            yield from _walk(part.get(deeper), here)


def first(record: object, wanted: str) -> Field | None:
    """The first field whose label means `wanted` (a key of words.LABELS)."""
    return next((field for field in fields(record) if meaning(field.label) == wanted), None)


def within(record: object, group: str) -> Iterator[Field]:
    """The fields that lie in a group whose title means `group`, or are that group."""
    for field in fields(record):
        if any(meaning(label) == group for label in field.path):
            yield field


# Below these keys lie copies and texts of the same picture, not further pictures of the post.
_NOT_PICTURES = frozenset(
    {"media_metadata", "dubbing_info", "media_variants", "thumbnail", "subtitles", "cross_post_source"}
)


def media_below(record: object) -> Iterator[dict[str, object]]:
    """Every object with a `uri` anywhere below a record, in order.

    In the 2026 lists the label "Media" holds the cover only; the other members of a carousel hang deeper.
    """
    if isinstance(record, list):
        for part in record:
            yield from media_below(part)
    elif isinstance(record, dict):
        if isinstance(record.get("uri"), str):
            yield record
        for key, value in record.items():
            if key not in _NOT_PICTURES and isinstance(value, dict | list):
                yield from media_below(value)
