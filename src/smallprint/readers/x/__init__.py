"""X (Twitter), as downloaded from "Download an archive of your data". Eras: see layout.ERAS.

What counts as an entry of the ledger:
- each record of the lists of posts: Circle posts, Community posts, posts, recently deleted posts; in the layout to
  2019 each post of the monthly files, or each row of tweets.csv where there is nothing else;
- each record of note-tweet.js (the whole text of a long post): joined to its post where that is found;
- each long article: its layout is not known, so it is told as unread;
- the profile picture and the header, and each old live video that lies in the download;
- each message of a chat, or each picture and video in it where it has some (see messages.py).
Followers and following are no entries.

Never opened: contacts, phone number, e-mail changes, IP addresses, devices, advertising, likes, blocks, and the
viewer's own files. Moments (collections of posts, mostly other people's) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from smallprint.exports import Export
from smallprint.readers.base import Match, Tells
from smallprint.readers.x import layout
from smallprint.readers.x.account import read_account
from smallprint.readers.x.manifest import read_manifest
from smallprint.readers.x.messages import read_chats
from smallprint.readers.x.people import People, read_contacts
from smallprint.readers.x.pictures import Shelf, read_live_videos, read_profile_pictures
from smallprint.readers.x.posts import Reading, read_posts
from smallprint.records.items import Record

__all__ = ["X"]


class X:
    """The reader of X's own download."""

    name = "x"
    title = "X (Twitter)"
    eras = layout.ERAS
    tells = Tells(
        audience="account",
        links=True,
        followers=True,
        close_friends=False,
        places=True,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the first bytes of the manifest, of a list, or of a month of the layout to 2019."""
        return layout.recognise(export, self.name)

    def read(self, export: Export) -> Iterator[Record]:
        """The account first: one switch of it decides who can see all posts."""
        manifest = read_manifest(export)
        told = read_account(export, manifest)
        yield from manifest.troubles
        yield from told.facts
        yield from told.troubles
        people = People(told.account.id, told.account.username)
        reading = Reading(export, manifest, told.account, Shelf(export), people)
        yield from read_posts(reading)
        yield from read_profile_pictures(export, told.profile)
        yield from read_live_videos(export)
        yield from read_chats(export, people)
        yield from read_contacts(export, people)
        yield from people.in_touch()
