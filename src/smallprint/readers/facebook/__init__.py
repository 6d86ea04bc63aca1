"""Facebook, as downloaded from "Your information", in JSON and in HTML (HTML is the preset). Eras: see layout.ERAS.

What counts as an entry of the ledger:
- each record of the lists of own pictures and words: archive, trash, reels, posts, posts in groups and on other
  profiles, stories, videos, photos in no album, changes of the profile, check-ins, the copies made for memories and
  birthdays; each photo of an album; each comment (those without a picture are skipped); each post of others on one's
  profile (skipped). A post with several pictures is one. Until 2018: entries of the timeline, photos and videos;
- each message of a chat, or each picture and video in it where it has some (meta/chats.py).
Friends, followers, people followed, reactions and the profile are no entries: they become contacts, counts and facts.

Never opened: address books, advertising, devices, logins, searches, places visited, payments, the definitions of
audience lists, settings (their labels were not seen). Addresses of computers stand beside photos and are left there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from smallprint.exports import Export, File
from smallprint.exports.text import plain
from smallprint.readers.base import Match, Tells
from smallprint.readers.facebook import first, layout
from smallprint.readers.facebook.account import Told, read_account, read_contacts, username_of
from smallprint.readers.facebook.posts import Reading, own_item, read_lists
from smallprint.readers.facebook.shapes import Entry, photo_id
from smallprint.readers.facebook.touch import Touch, read_touch
from smallprint.readers.meta.chats import open_chats, read_chats
from smallprint.readers.meta.media import Shot
from smallprint.records.items import Contact, Kind, Record, Trouble

__all__ = ["Facebook"]

CHATS = layout.Section(Kind.MESSAGE, ())


class Facebook:
    """The reader of Facebook's own download."""

    name = "facebook"
    title = "Facebook"
    eras = layout.ERAS
    tells = Tells(
        audience="none",
        links=False,
        followers=True,
        close_friends=False,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """From names: the folders and lists of each era; where only chats are there, from the first bytes of one."""
        match = layout.recognise(export, self.name)
        return None if match is None else replace(match, account=_account(export))

    def read(self, export: Export) -> Iterator[Record]:
        """The account and the friends first: their names tell who is the holder and who is in touch."""
        told = _told(export)
        yield from told.facts
        yield from told.troubles
        touch = Touch(told.names, {})
        for contact in _contacts(export):
            if isinstance(contact, Contact):
                touch.names.setdefault(plain(contact.name), contact.name)
            yield contact
        touch.names = {name: shown for name, shown in touch.names.items() if name not in told.names}
        yield from read_touch(export, touch)
        reading = Reading(export, layout.is_page(export), told.names)
        yield from first.read_lists(reading) if layout.is_first(export) else read_lists(reading)
        touch.add("tag", reading.tagged)
        sent: Counter[str] = Counter()
        yield from _chats(reading, sent)
        touch.add("message", sent)
        yield from touch.records()


def _told(export: Export) -> Told:
    told = read_account(export)
    if layout.is_first(export):
        first.read_account(export, told)
    return told


def _account(export: Export) -> str | None:
    return _told(export).value("account") if layout.is_first(export) else username_of(export)


def _contacts(export: Export) -> Iterator[Contact | Trouble]:
    yield from first.read_contacts(export) if layout.is_first(export) else read_contacts(export)


def _chats(reading: Reading, sent: Counter[str]) -> Iterator[Record]:
    """The chats of the download, and those of the end-to-end zip beside it."""

    def item(file: File, where: str, shot: Shot) -> Record:
        shot = replace(shot, id=photo_id(shot.uri))
        return own_item(reading, CHATS, file, where, Entry(shot.stamp, shots=(shot,)))

    export = reading.export
    known = {file.name: file for file in (*layout.chat_files(export), *layout.sealed_files(export))}
    yield from read_chats(open_chats(list(known.values()), set(reading.me)), item, sent)
