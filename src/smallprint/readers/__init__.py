"""Every network smallprint reads. A new one is a line in READERS, or an entry point of another package."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from smallprint.errors import UnknownName
from smallprint.exports import Export
from smallprint.readers.base import Match, Reader
from smallprint.readers.blogger import Blogger
from smallprint.readers.bluesky import Bluesky
from smallprint.readers.facebook import Facebook
from smallprint.readers.flickr import Flickr
from smallprint.readers.google_photos import GooglePhotos
from smallprint.readers.icloud import ICloud
from smallprint.readers.instagram import Instagram
from smallprint.readers.mastodon import Mastodon
from smallprint.readers.photo_folder import PhotoFolder
from smallprint.readers.pinterest import Pinterest
from smallprint.readers.reddit import Reddit
from smallprint.readers.snapchat import Snapchat
from smallprint.readers.telegram import Telegram
from smallprint.readers.threads import Threads
from smallprint.readers.tiktok import TikTok
from smallprint.readers.tumblr import Tumblr
from smallprint.readers.whatsapp import WhatsApp
from smallprint.readers.wordpress import WordPress
from smallprint.readers.x import X
from smallprint.readers.youtube import YouTube

READERS: tuple[Reader, ...] = (
    Blogger(),
    Bluesky(),
    Facebook(),
    Flickr(),
    GooglePhotos(),
    ICloud(),
    Instagram(),
    Mastodon(),
    Pinterest(),
    Reddit(),
    Snapchat(),
    Telegram(),
    Threads(),
    TikTok(),
    Tumblr(),
    WhatsApp(),
    WordPress(),
    X(),
    YouTube(),
    PhotoFolder(),
)
_LAST_RESORT = 0.1  # at most this sure: a folder of pictures, claimed only where it is nobody's export


@cache
def all_readers() -> tuple[Reader, ...]:
    """Give our own readers, then those that other packages add under the entry point `smallprint.readers`."""
    added: list[Reader] = []
    for entry in sorted(entry_points(group="smallprint.readers"), key=lambda entry: entry.name):
        reader: Reader = entry.load()()
        added.append(reader)
    return (*READERS, *added)


def recognise(export: Export) -> list[Match]:
    """Give the claims of all readers on an export, the surest first."""
    claims = (reader.recognises(export) for reader in all_readers())
    found = sorted((claim for claim in claims if claim), key=lambda claim: -claim.how_sure)
    return [claim for claim in found if claim.how_sure > _LAST_RESORT] or found


def reader_named(name: str) -> Reader:
    """Give a reader by its name. Raises UnknownName."""
    for reader in all_readers():
        if reader.name == name:
            return reader
    known = ", ".join(reader.name for reader in all_readers())
    raise UnknownName(f"no network is called {name!r}", hint=f"Networks: {known}")
