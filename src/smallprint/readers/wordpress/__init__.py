"""WordPress: the site's export (WXR, XML) and its uploads folder, together or alone. Facts: formats/wordpress.md.

What counts as an entry of the ledger:
- each `<item>` of each XML file. A post with its pictures is one item; an attachment that a post shows is joined to
  that post; one that no post shows is an item of its own; menus, styles and revisions are skipped;
- each picture file of the uploads folder that no item of the XML shows. Sizes of one picture are one item.
Authors, comments, passwords and e-mail addresses are never kept. Pictures on other sites are not ours.

The status of a post is stated and rules its page. A file in the uploads folder opens to whoever has its address,
whatever the status, so that a post that is no longer public is still LINK while it has pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from smallprint.exports import Export, File
from smallprint.exports.dates import from_text
from smallprint.exports.text import html_to_text
from smallprint.readers.base import Match, Tells
from smallprint.readers.wordpress import posts, uploads
from smallprint.readers.wordpress.pictures import Attachment, Library, host_of, path_of
from smallprint.readers.wordpress.xml_items import Items, Piece
from smallprint.records.items import AccountFact, Item, Joined, Kind, PictureRef, Record, Skipped, Trouble

__all__ = ["WordPress"]

_VERSION = re.compile(rb"wxr_version>\s*(?:<!\[CDATA\[)?\s*(1\.[0-2])")
_BASE = re.compile(rb"base_blog_url>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]{3,300})")
_LINK = re.compile(rb"<link>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]{3,300})")
_ATTACHMENT = "attachment"


@dataclass(slots=True)
class _Site:
    """One site of the export, nearly always the only one: what the first walk found, and what was given."""

    library: Library
    host: str = ""
    before: str = ""  # stands before the keys of a second site, since both number their posts from 1
    told: bool = False
    given: set[str] = field(default_factory=set)


class WordPress:
    """The reader of a site's own export."""

    name = "wordpress"
    title = "WordPress"
    eras = ("wxr 1.0", "wxr 1.1", "wxr 1.2", "uploads")
    tells = Tells(
        audience="item",
        links=True,
        followers=False,
        close_friends=False,
        places=True,
        media_inside=False,  # the XML names addresses only; the uploads folder comes apart
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By the namespace of the XML, or by resized copies below year and month."""
        for file in _lists(export):
            head = _head(file)
            if _is_wxr(head):
                version = _VERSION.search(head)
                era = f"wxr {version[1].decode()}" if version else "wxr 1.0"
                return Match(self.name, era, 0.95, "it has an export file of a WordPress site", _host(head) or None)
        sure = uploads.is_uploads(export)
        return Match(self.name, "uploads", sure, "it is the uploads folder of a site") if sure else None

    def read(self, export: Export) -> Iterator[Record]:
        """Twice over the XML: attachments may stand after the posts that show them, and in another file."""
        loose = Library(export)
        yield from uploads.sort_files(loose)
        sites, base = _sites(export), ""
        for place, (host, files) in enumerate(sites.items()):
            site = _Site(Library(export, files=loose.files, named=loose.named), host, f"{host}/" if place else "")
            for file in files:
                for record in _first_walk(site, file):
                    base = base or (record.value if record.name == "website" else "")
                    yield record
            for file in files:
                yield from _second_walk(site, file)
            yield from _attachments(site)
        yield from _other_lists(export)
        yield from uploads.read_loose(loose, base)


def _lists(export: Export) -> list[File]:
    return export.find("*.xml")


def _head(file: File) -> bytes:
    return file.head(65_536).replace(b"\x00", b"")  # UTF-16 as well


def _is_wxr(head: bytes) -> bool:
    return b"wordpress.org/export/" in head or b"wxr_version>" in head


def _sites(export: Export) -> dict[str, list[File]]:
    """The files of each site. An export that was split by size is several files of one."""
    sites: dict[str, list[File]] = {}
    for file in _lists(export):
        head = _head(file)
        if _is_wxr(head):
            sites.setdefault(_host(head), []).append(file)
    return sites


def _host(head: bytes) -> str:
    base = _BASE.search(head) or _LINK.search(head)
    return host_of(base[1].decode("utf-8", "replace")) if base else ""


def _other_lists(export: Export) -> Iterator[Trouble]:
    """What was given as an export of the site and is none. Plugins keep XML of their own in the uploads folder."""
    for file in _lists(export):
        head = _head(file)
        if "/uploads/" in f"/{file.name.casefold()}":
            continue
        if not head.strip():
            yield Trouble(file.name, "empty")
        elif not _is_wxr(head):
            yield Trouble(file.name, "unknown_shape", "it is no export of a WordPress site")


def _first_walk(site: _Site, file: File) -> Iterator[AccountFact]:
    items = Items(file)
    for told in items.read(only=_ATTACHMENT):
        if isinstance(told, Trouble):
            continue  # told in the second walk
        place, piece = told
        if piece.text("post_type") == _ATTACHMENT:
            site.library.add(_attachment(f"{file.name}{place}", piece))
    links = [items.channel.text(name) for name in ("base_blog_url", "link", "base_site_url")]
    site.library.hosts |= {site.host, *map(host_of, links)}
    if site.host and not site.told:
        site.told = True
        yield from _facts(items.channel, site.host, file.name)


def _attachment(place: str, piece: Piece) -> Attachment:
    metas = dict(piece.metas)
    url = piece.text("attachment_url")
    words = [piece.text("excerpt"), metas.get("_wp_attachment_image_alt", ""), piece.text("content")]
    return Attachment(
        id=posts.key_of(piece),
        place=place,
        url=url if url.startswith(("https://", "http://")) else "",
        path=path_of(url) or metas.get("_wp_attached_file", "").strip().lstrip("/"),
        parent=piece.text("post_parent"),
        piece=Piece(
            {name: value for name, value in piece.texts.items() if name not in ("content", "excerpt")}, piece.metas
        ),
        words="\n".join(dict.fromkeys(text for word in words if (text := html_to_text(word)))),
    )


def _facts(channel: Piece, site: str, source: str) -> Iterator[AccountFact]:
    yield AccountFact("account", site, source)
    for name, fact in (("title", "display_name"), ("description", "bio"), ("link", "website")):
        value = html_to_text(channel.text(name))
        if value:
            yield AccountFact(fact, value, source)
    made = from_text(channel.text("pubDate"))
    if made:
        yield AccountFact("exported_at", made.isoformat(), source, made)


def _second_walk(site: _Site, file: File) -> Iterator[Record]:
    for told in Items(file).read():
        if isinstance(told, Trouble):
            yield told
            continue
        place, piece = told
        if piece.lost:
            yield Trouble(f"{file.name}{place}", "not_xml", "further items were swallowed", entries=piece.lost)
        if piece.text("post_type") != _ATTACHMENT:
            yield _post(site, f"{file.name}{place}", piece)


def _post(site: _Site, place: str, piece: Piece) -> Record:
    if piece.text("post_type").casefold() in posts.UNSEEN:
        return Skipped(place, "a part of the site's machinery, not a post")
    if not (piece.text("post_id") or piece.text("link") or piece.text("content") or piece.text("post_date")):
        return Trouble(place, "unknown_shape", entries=1)
    key = site.before + posts.key_of(piece)
    if key in site.given:
        return Joined(place, key)
    pictures = site.library.of_post(posts.key_of(piece), piece, key)
    if not posts.holds_something(piece, pictures):
        return Skipped(place, "neither words nor pictures")
    site.given.add(key)
    audience, why = posts.who_could_see(piece, pictures)
    point, places = posts.place_of(piece)
    return Item(
        network=WordPress.name,
        kind=posts.kind_of(piece, Kind.POST),
        key=key,
        when=posts.when_of(piece),
        words=posts.words_of(piece),
        audience=audience,
        audience_why=why,
        pictures=pictures,
        link=posts.link_of(piece),
        places=places,
        point=point,
    )


def _attachments(site: _Site) -> Iterator[Record]:
    """Each is joined to the post that shows it, or an item of its own."""
    for one in (one for children in site.library.children.values() for one in children):
        first = site.library.by_id.get(one.id)
        key = site.before + one.id
        shown = one.used_by or (first.used_by if first else None) or _shown_by_path(site, one)
        if shown or key in site.given:
            yield Joined(one.place, shown or key)
            continue
        pictures = site.library.of_attachment(one, key)
        if not pictures:
            yield Skipped(one.place, "an attachment without an address")
            continue
        site.given.add(key)
        yield _loose(one, key, pictures)


def _loose(one: Attachment, key: str, pictures: tuple[PictureRef, ...]) -> Item:
    audience, why = posts.who_could_see_file(one.piece, one.parent)
    return Item(
        network=WordPress.name,
        kind=posts.kind_of(one.piece, Kind.OTHER),
        key=key,
        when=posts.when_of(one.piece),
        words="\n".join(text for text in dict.fromkeys((one.piece.text("title"), one.words)) if text),
        audience=audience,
        audience_why=why,
        pictures=pictures,
        link=one.url or None,
    )


def _shown_by_path(site: _Site, one: Attachment) -> str | None:
    same = site.library.by_path.get(site.library.mark_of(one.path)) if one.path else None
    return same.used_by if same else None
