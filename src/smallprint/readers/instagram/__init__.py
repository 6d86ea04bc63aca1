"""Instagram, as downloaded from "Your information", in JSON and in HTML (HTML is the preset). Eras: see layout.ERAS.

What counts as an entry of the ledger:
- each record of the lists of own pictures: archived, recently deleted, reels, IGTV, posts, stories, profile pictures,
  the full list of 2026 (posts.json), other content; in the flat layout each record of media.json. A carousel is one;
- each message of a chat, or each picture and video in it where it has some (see messages.py).
Followers, following, close friends, likes, comments and settings are no entries: they become contacts, counts
and facts.

Never opened: synced contacts, security files apart from the history of the private switch, advertising, devices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from smallprint.exports import Export
from smallprint.readers.base import Match, Tells
from smallprint.readers.instagram import layout, old
from smallprint.readers.instagram.account import read_account, username_of
from smallprint.readers.instagram.messages import read_chats
from smallprint.readers.instagram.people import read_contacts
from smallprint.readers.instagram.posts import Reading, read_pictures
from smallprint.readers.instagram.touch import read_touch
from smallprint.records.items import Item, Record

__all__ = ["Instagram"]


class Instagram:
    """The reader of Instagram's own download."""

    name = "instagram"
    title = "Instagram"
    eras = layout.ERAS
    tells = Tells(
        audience="account",
        links=False,
        followers=True,
        close_friends=True,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """From names alone: the folders and lists of each era; a part with pictures only is a weak match."""
        match = layout.recognise(export, self.name)
        if match is None:
            return None
        return replace(match, account=old.username_of(export) if old.is_old(export) else username_of(export))

    def read(self, export: Export) -> Iterator[Record]:
        """The account first, since its private switch decides who could see the rest."""
        if old.is_old(export):
            yield from old.read(export)
            return
        told = read_account(export)
        yield from told.facts
        yield from told.troubles
        yield from read_contacts(export)
        touch = read_touch(export, told.account.username)
        yield from touch.troubles
        reading = Reading(export, told.account, links=touch.known_links())
        for record in read_pictures(reading):
            if isinstance(record, Item):
                touch.counts["tag"].update(name for name in record.people if name != touch.me)
            yield record
        sent: Counter[str] = Counter()
        yield from read_chats(reading, sent)
        touch.add_messages(sent)
        yield from touch.records()
