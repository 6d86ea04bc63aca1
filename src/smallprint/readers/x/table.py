"""tweets.csv of the layout to 2019, for people who kept only that: its rows in the shape of a post."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from smallprint.exports import ExportTrouble, File
from smallprint.exports.text import storable
from smallprint.records.items import Trouble

_LONGEST_ROW = 1 << 20


def rows(file: File) -> Iterator[tuple[str, dict[str, object]] | Trouble]:
    """Each row as a post with its place. A repost is marked as one."""
    count = 0
    try:
        with file.open() as stream, io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="") as text:
            reader = csv.DictReader(_lines(text), strict=False)
            if not reader.fieldnames or "tweet_id" not in reader.fieldnames:
                yield Trouble(file.name, "empty" if not reader.fieldnames else "unknown_shape", "", 0)
                return
            for count, row in enumerate(reader, 1):
                yield f"{file.name}#{count - 1}", _post(row)
    except csv.Error:
        yield Trouble(f"{file.name}#{count}", "not_csv", "", 1)
    except ExportTrouble as problem:
        yield Trouble(f"{file.name}#{count}", problem.kind, problem.note, 1)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines. Raises ExportTrouble where the last one does not end: Twitter ended every line."""
    while line := text.readline(_LONGEST_ROW):
        if not line.endswith("\n"):
            raise ExportTrouble("cut_off", "its last line has no end")
        yield line.replace("\0", "")


def _post(row: dict[str | None, object]) -> dict[str, object]:
    told = {key: storable(value) for key, value in row.items() if key and isinstance(value, str)}
    post: dict[str, object] = {
        "id_str": told.get("tweet_id", ""),
        "created_at": told.get("timestamp", ""),
        "text": told.get("text", ""),
        "in_reply_to_user_id_str": told.get("in_reply_to_user_id", ""),
    }
    if told.get("retweeted_status_id"):
        post["retweeted_status"] = {}
    # `/photo/1` at the end of an expanded address is the only word of a picture.
    addresses = [one for one in told.get("expanded_urls", "").split(",") if f"/{post['id_str']}/photo/" in one]
    post["entities"] = {"media": [{"media_url_https": one, "type": "photo"} for one in dict.fromkeys(addresses)]}
    return post
