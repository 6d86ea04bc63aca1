"""One item of a WXR file as a record: what it says, when, and who could see it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from smallprint.exports.dates import from_text
from smallprint.exports.text import html_to_text
from smallprint.readers.wordpress.xml_items import Piece
from smallprint.records.items import Audience, Kind, PictureRef, Point

# What no visitor sees as such: menus, styles, drafts of the program itself. A revision is an older form of its post.
UNSEEN = frozenset(
    {"revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "user_request"}
    | {"wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face"}
)
_ALWAYS = frozenset({"post", "page"})
_SHORTCODE = re.compile(r"\[/?[A-Za-z][\w-]{1,40}(?:\s[^\[\]]{0,2000})?\]")
_NO_DATE = "0000-00-00"
_OPENS = " The picture files themselves open to whoever has their address."
_PAGE = {
    "publish": (Audience.PUBLIC, "It was published on the site, so anyone could see it."),
    "private": (Audience.CUSTOM, "The post was private: only people who may edit the site could see it."),
    "draft": (Audience.ONLY_ME, "It was a draft: only those who write on the site could see it."),
    "pending": (Audience.ONLY_ME, "It was waiting for review: only those who write on the site could see it."),
    "future": (Audience.ONLY_ME, "It was planned for later: only those who write on the site could see it."),
    "trash": (Audience.ONLY_ME, "The post was in the bin, where visitors do not see it."),
}
_PASSWORD = (Audience.CUSTOM, "Only people who know the post's password could see it.")
_UNKNOWN = (Audience.UNKNOWN, "The download does not say, in a way we could read, who could see it.")
_FILE = "This picture opens to whoever has its address, and no post of the download shows it."


def who_could_see(piece: Piece, pictures: tuple[PictureRef, ...]) -> tuple[Audience, str]:
    """What the status says of the page. A picture in uploads is served to anybody, whatever the page's status."""
    status = piece.text("status").casefold()
    audience, why = _PAGE.get(status, _UNKNOWN)
    if status == "publish" and piece.text("post_password"):
        audience, why = _PASSWORD
    if pictures and audience not in (Audience.PUBLIC, Audience.UNKNOWN):
        return Audience.LINK, why + _OPENS
    return audience, why


def who_could_see_file(piece: Piece, parent: str) -> tuple[Audience, str]:
    """An attachment that no post shows: it has a page of its own where it hangs below nothing."""
    if piece.text("status").casefold() in ("inherit", "publish") and parent in ("", "0"):
        return Audience.PUBLIC, "It was in the site's library of pictures, which anyone can open."
    return Audience.LINK, _FILE


def kind_of(piece: Piece, usual: Kind) -> Kind:
    """What was put in the bin is a deleted item; everything else is what it usually is."""
    return Kind.DELETED if piece.text("status").casefold() == "trash" else usual


def holds_something(piece: Piece, pictures: tuple[PictureRef, ...]) -> bool:
    """Posts and pages always count; what plugins and themes keep counts where it has words or pictures."""
    kind = piece.text("post_type").casefold() or "post"
    return kind in _ALWAYS or bool(pictures) or bool(html_to_text(piece.texts.get("content", "")))


def key_of(piece: Piece) -> str:
    """The post's number; a digest of what names it where it has none."""
    number = piece.text("post_id")
    if re.fullmatch(r"\d{1,18}", number, re.ASCII):
        return number
    told = "|".join(piece.text(name) for name in ("guid", "link", "post_date", "title", "attachment_url"))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]


def words_of(piece: Piece) -> str:
    """Title, text, excerpt, and the tags, which often hold a name or a class."""
    texts = [html_to_text(piece.texts.get(name, "")) for name in ("title", "content", "excerpt")]
    terms = dict.fromkeys(f"#{html_to_text(name)}" for domain, name in piece.terms if _is_a_tag(domain, name))
    clean = [_SHORTCODE.sub("", text).strip() for text in texts]
    return "\n".join(text for text in (*dict.fromkeys(clean), " ".join(terms)) if text)


def _is_a_tag(domain: str, name: str) -> bool:
    unused = domain in ("nav_menu", "post_format", "wp_theme", "post_status", "author")
    return bool(name) and not unused and name.casefold() != "uncategorized"


def when_of(piece: Piece) -> datetime | None:
    """World time where it is stated; drafts have only the site's own, without its zone."""
    world = piece.text("post_date_gmt")
    when = from_text(world, UTC) if world and not world.startswith(_NO_DATE) else None
    return when or from_text(piece.text("post_date")) or from_text(piece.text("pubDate"))


def link_of(piece: Piece) -> str | None:
    """The post's own address. `guid` is none."""
    link = piece.text("link")
    return link if re.fullmatch(r"https?://[^\s<>\"']{3,2000}", link) else None


def place_of(piece: Piece) -> tuple[Point | None, tuple[str, ...]]:
    """Where the post says it was written."""
    metas = dict(piece.metas)
    named = metas.get("geo_address", "").strip()
    return _point(metas.get("geo_latitude", ""), metas.get("geo_longitude", "")), (named,) if named else ()


def _point(north: str, east: str) -> Point | None:
    degrees = [
        float(text) for text in (north.strip(), east.strip()) if re.fullmatch(r"-?\d{1,3}(?:\.\d{1,20})?", text)
    ]
    if len(degrees) != 2 or not any(degrees) or abs(degrees[0]) > 90 or abs(degrees[1]) > 180:
        return None
    return Point(degrees[0], degrees[1])
