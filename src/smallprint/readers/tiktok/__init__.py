"""TikTok, as downloaded with "Download your data", in JSON and in text, the preset. Facts: formats/tiktok.md.

What counts as an entry of the ledger: each post, each recently deleted post, and the profile picture. Followers,
following, chats and settings are no entries: they become contacts, counts and facts. In chats only names are counted;
what anybody wrote is never kept.

Never opened: watch history, likes, favourites, reposts (other people's videos), comments, searches, log-ins,
addresses of this computer, advertising, shopping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date

from smallprint.exports import Export, File
from smallprint.exports.dates import from_seconds
from smallprint.readers.base import Match, Tells
from smallprint.readers.tiktok.account import read_told
from smallprint.readers.tiktok.posts import Account, Reading, post_of
from smallprint.readers.tiktok.texts import looks_like, text_files, told_in_text
from smallprint.readers.tiktok.walk import Told, told_in
from smallprint.readers.tiktok.words import FILES, squeeze
from smallprint.records.items import AccountFact, InTouch, Item, Joined, Record, Trouble

__all__ = ["TikTok"]

TO_2024, IN_2025, FROM_2026, TEXT = "to 2024", "2025", "from 2026", "text"
_NAMES = ("user_data_tiktok*.json", "user_data*.json")
_HEAD = 262_144
_SECTIONS = (
    "activity|your activity|profile|profile and settings|app settings|ads and data|comment|comments|direct messages|"
    "direct message|post|video|likes and favorites|tiktok live|tiktok shop|tiktok shopping|off tiktok activity|"
    "location review|income plus wallet transaction history|income+ wallet"
)
_TOP = re.compile(rf'\s*\[?\s*\{{\s*"(?:{_SECTIONS.replace("+", "[+]")})"\s*:\s*[{{\[n]', re.IGNORECASE)
_LEAF = re.compile(
    r'"(?:VideoList|FansList|SettingsMap|ProfileMap|ItemFavoriteList|ChatHistory|PostList|FavoriteVideoList|'
    r'CommentsList|LoginHistoryList|ItemList|FavoriteEffectsList|IsFastLane|App)"\s*:'
)
_USERNAME = re.compile(r'"userName"\s*:\s*"([\w.]{1,60})"')
_ORDERED = re.compile(r"tiktok_data_(\d{10})(?!\d)", re.IGNORECASE)
_ABOUT = frozenset({"profile", "settings", "followers", "following"})
_LISTS = frozenset({"posts", "deleted", "message"})


class TikTok:
    """The reader of TikTok's own download."""

    name = "tiktok"
    title = "TikTok"
    eras = (TO_2024, IN_2025, FROM_2026, TEXT)
    tells = Tells(
        audience="item",
        links=True,
        followers=True,
        close_friends=False,
        places=True,
        media_inside=False,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the first section names of its JSON, or by the folders of the text edition."""
        for file in json_files(export):
            head = file.head(_HEAD).decode("utf-8-sig", "replace")
            if is_head(head):
                found = _USERNAME.search(head)
                return Match(self.name, _era(head), 0.95, "it has TikTok's lists", found[1] if found else None)
        if looks_like(export) and text_files(export):
            return Match(self.name, TEXT, 0.8, "it has the folders of TikTok's text download")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        """The account first, since its private switch decides who could see the rest."""
        account = Account()
        files = json_files(export)
        texts = {} if files else text_files(export)
        yield from _exported_at(export)
        yield from _about(files, texts, account)
        reading, sent = Reading(account), Counter[str]()
        for told in _told(files, texts, _LISTS):
            if isinstance(told, Trouble):
                yield told
            elif told.section == "message":
                _count(told, account, sent)
            else:
                yield post_of(reading, told)
        if not files and not {"posts", "deleted"} & texts.keys():
            yield Trouble(
                "the export", "no_known_list", "no list of posts was found; the JSON edition always has one"
            )
        yield from (InTouch(name, "message", times) for name, times in sorted(sent.items()))


def json_files(export: Export) -> list[File]:
    """Give the JSON of the export: by its name, else by what it begins with (people rename it)."""
    named = export.find(*_NAMES)
    if named:
        return named
    return [file for file in export.find("*.json")[:50] if is_head(file.head(4096).decode("utf-8-sig", "replace"))]


def is_head(head: str) -> bool:
    """Say whether a text begins as TikTok's JSON does."""
    return _TOP.match(head) is not None and _LEAF.search(head) is not None


def _era(head: str) -> str:
    if re.search(r'"(?:Profile And Settings|Likes and Favorites)"\s*:', head, re.IGNORECASE):
        return FROM_2026
    return IN_2025 if re.search(r'"(?:Your Activity|Post)"\s*:\s*\{', head, re.IGNORECASE) else TO_2024


def _told(files: list[File], texts: dict[str, list[File]], wanted: frozenset[str]) -> Iterator[Told | Trouble]:
    for file in files:
        yield from told_in(file, wanted)
    for section in sorted(wanted & texts.keys(), key=list(FILES).index):
        for file in texts[section]:
            yield from told_in_text(file, section)


def _about(files: list[File], texts: dict[str, list[File]], account: Account) -> Iterator[Record]:
    """The account's own sections. What is wrong with the file as a whole is told once, by the second walk."""
    facts: set[str] = set()
    pictures: set[str] = set()
    for told in _told(files, texts, _ABOUT):
        if isinstance(told, Trouble):
            if texts:
                yield told
            continue
        for record in read_told(told, account):
            if isinstance(record, AccountFact):
                if record.name in facts:
                    continue
                facts.add(record.name)
            if isinstance(record, Item):
                if record.key in pictures:
                    yield Joined(told.place, record.key)
                    continue
                pictures.add(record.key)
            yield record


def _exported_at(export: Export) -> Iterator[AccountFact]:
    """The download's own name holds the second it was made: TikTok_Data_1750000000.zip."""
    for part in export.parts:
        found = _ORDERED.match(part)
        when = from_seconds(found[1]) if found else None
        if when:
            yield AccountFact("exported_at", when.astimezone(UTC).isoformat(), part)
            return


def _count(told: Told, account: Account, sent: Counter[str]) -> None:
    """Count one message for the other person: who wrote it, or with whom the chat is."""
    value = told.value if isinstance(told.value, dict) else {}
    held = {squeeze(str(key)): one for key, one in value.items()}
    author = held.get("from")
    if not isinstance(author, str) or not author:
        return
    if author != account.username:
        sent[author] += 1
        return
    name = told.within.rpartition(" with ")[2].strip().removesuffix(":").strip()
    if name and not squeeze(told.within).startswith("groupchat"):
        sent[name] += 1
