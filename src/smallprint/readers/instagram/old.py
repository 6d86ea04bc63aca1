"""The flat layout, to about 2020: media.json, profile.json, connections.json, likes, comments and messages.json.

`media.json` is one object of lists (`photos`, `videos`, `stories`, `profile`, `direct`) of {caption, taken_at, path}.
People are named by username everywhere, also in messages. `direct` holds the pictures the holder sent in chats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from smallprint.exports import Export, ExportTrouble, File
from smallprint.exports.dates import from_text
from smallprint.exports.json_stream import entries, whole
from smallprint.exports.text import repair_all
from smallprint.readers.instagram.audience import Account
from smallprint.readers.instagram.posts import Place, Reading, own_item
from smallprint.readers.instagram.shapes import Entry
from smallprint.readers.instagram.touch import Touch
from smallprint.readers.meta.labels import listed, text_of
from smallprint.readers.meta.media import Shot, media_id
from smallprint.readers.meta.words import yes_or_no
from smallprint.records.items import AccountFact, Contact, Kind, Record, Skipped, Tie, Trouble

LISTS = {
    "photos": Kind.POST,
    "videos": Kind.POST,
    "stories": Kind.STORY,
    "profile": Kind.PROFILE_PICTURE,
    "direct": Kind.MESSAGE,
}
_TIES = {"followers": Tie.FOLLOWER, "following": Tie.FOLLOWING, "close_friends": Tie.CLOSE_FRIEND}
_FACTS = {"username": "account", "name": "display_name", "biography": "bio", "website": "website"}


_KEY = re.compile(rb'(?<!\\)"(%s)"\s*:\s*[\[{]' % "|".join(LISTS).encode())


def is_old(export: Export) -> bool:
    """Whether this is the flat layout."""
    return export.has("media.json") and export.has("profile.json", "connections.json")


def read(export: Export) -> Iterator[Record]:
    """Everything of the flat layout."""
    facts: list[AccountFact | Trouble] = list(_facts(export))
    yield from facts
    said = {fact.name: fact.value for fact in facts if isinstance(fact, AccountFact)}
    private = yes_or_no(said.get("private"))
    account = Account(said.get("account"), said.get("display_name"), private, private is not None)
    yield from _contacts(export)
    reading = Reading(export, account)
    for file in export.find("media.json"):
        keys = keys_in(file)
        for key in keys:
            for record in _pictures(reading, file, key, LISTS[key]):
                # A cut is met on every walk through the file; it lies in the last list that has begun.
                if not (isinstance(record, Trouble) and record.kind == "cut_off" and key != keys[-1]):
                    yield record
        if not keys:
            yield from (told for _, told in each(file, *LISTS) if isinstance(told, Trouble))
    touch = Touch(account.username, {"comment": Counter(), "like": Counter(), "message": Counter()})
    yield from _in_touch(export, account.username, touch.counts)
    yield from touch.records()


def _one(export: Export, name: str) -> tuple[File, dict[str, object]] | Trouble | None:
    """A small file that holds one object."""
    for file in export.find(name):
        value = whole(file)
        if isinstance(value, Trouble):
            return replace(value, entries=0)
        value = repair_all(value)
        return (file, value) if isinstance(value, dict) else Trouble(file.name, "unknown_shape")
    return None


def _facts(export: Export) -> Iterator[AccountFact | Trouble]:
    told = _one(export, "profile.json")
    if told is None or isinstance(told, Trouble):
        yield from (told,) if told else ()
        return
    file, profile = told
    for key, name in _FACTS.items():
        if text_of(profile.get(key)).strip():
            yield AccountFact(name, text_of(profile[key]).strip(), file.name)
    private = yes_or_no(profile.get("private_account"))
    if private is not None:
        yield AccountFact("private", "true" if private else "false", file.name)
    joined = moment(text_of(profile.get("date_joined")))
    if joined:
        yield AccountFact("joined", joined.date().isoformat(), file.name, joined)


def username_of(export: Export) -> str | None:
    """The username, where profile.json gives it."""
    return next(
        (fact.value for fact in _facts(export) if isinstance(fact, AccountFact) and fact.name == "account"), None
    )


def _contacts(export: Export) -> Iterator[Contact | Trouble]:
    told = _one(export, "connections.json")
    if told is None or isinstance(told, Trouble):
        yield from (told,) if told else ()
        return
    for key, tie in _TIES.items():
        people = told[1].get(key)
        for name, since in people.items() if isinstance(people, dict) else ():
            yield Contact(tie, name, moment(text_of(since)))


def moment(text: str) -> datetime | None:
    """`2018-01-05T10:11:12+00:00`, or the same without a zone, which stays without."""
    return from_text(text) if text else None


def keys_in(file: File) -> list[str]:
    """Which of the lists stand in media.json, in its order: asking for an absent one would give the whole file."""
    found: dict[str, None] = {}
    try:
        with file.open() as stream:
            before = b""
            while part := stream.read1(1 << 20):
                found.update(dict.fromkeys(key.decode() for key in _KEY.findall(before + part)))
                before = part[-64:]
    except ExportTrouble:
        return list(found)
    return list(found)


def _pictures(reading: Reading, file: File, key: str, kind: Kind) -> Iterator[Record]:
    for place, record in each(file, key):
        where = f"{file.name}#{key}{place}"
        if isinstance(record, Trouble):
            yield record
            continue
        path = text_of(record.get("path")) if isinstance(record, dict) else ""
        if not isinstance(record, dict) or not path:
            yield Trouble(where, "unknown_shape", "an entry of a shape that is not known yet", 1)
            continue
        place_name = text_of(record.get("location")).strip()
        shots = (Shot(path, id=media_id(path)),)
        entry = Entry(None, text_of(record.get("caption")), shots, places=(place_name,) if place_name else ())
        yield own_item(reading, kind, Place(file, where), entry, stated=moment(text_of(record.get("taken_at"))))


def each(file: File, *keys: str) -> Iterator[tuple[str, object]]:
    """The records of one list, with troubles in their place."""
    for told in entries(file, *keys, repair=True):
        yield ("", told) if isinstance(told, Trouble) else told


def _in_touch(export: Export, me: str | None, counts: dict[str, Counter[str]]) -> Iterator[Record]:
    """Counts only. Each message is an entry that is skipped: its pictures lie under `direct`."""
    for name, key, how in (("likes.json", "media_likes", "like"), ("comments.json", "media_comments", "comment")):
        for file in export.find(name):
            for _, line in each(file, key):
                if isinstance(line, Trouble):
                    yield replace(line, entries=0)
                elif isinstance(line, list) and len(line) > 1 and text_of(line[-1]) not in {"", me}:
                    counts[how][text_of(line[-1])] += 1
    for file in export.find("messages.json"):
        yield from _messages(file, me, counts["message"])


def _messages(file: File, me: str | None, counts: Counter[str]) -> Iterator[Record]:
    for _, chat in each(file):
        if isinstance(chat, Trouble):
            yield replace(chat, where=file.name)
            continue
        said = listed(chat.get("conversation")) if isinstance(chat, dict) else []
        people = [text_of(one) for one in listed(chat.get("participants"))] if isinstance(chat, dict) else []
        others = [one for one in people if one and one != me]
        for message in said:
            sender = text_of(message.get("sender")) if isinstance(message, dict) else ""
            if sender and sender != me:
                counts[sender] += 1
            elif sender and len(others) == 1:
                counts[others[0]] += 1
        if said:
            yield Skipped(file.name, "messages", len(said))
