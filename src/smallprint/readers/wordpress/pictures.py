"""Which pictures are in which post: attachments, addresses in the text, blocks, shortcodes, and the uploads folder.

One picture has many files: the original, `-scaled`, `-300x200`, an edited `-e1560000000000`, `.jpg.webp`. They are
compared by the path below `uploads/`, never by the host, because sites move (formats/wordpress.md).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from smallprint.exports import Export, File, sniff
from smallprint.readers.wordpress.xml_items import Piece
from smallprint.records.items import PictureRef

_SIZES = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,14}|@2x)$", re.IGNORECASE)
_TWIN = re.compile(r"(\.(?:jpe?g|png|gif))\.(?:webp|avif)$", re.IGNORECASE)
_UPLOADS = re.compile(r"(?:^|/)(?:uploads|files)/(?=[^/])", re.IGNORECASE)
_SITE = re.compile(r"^sites/\d+/")
_BY_MONTH = re.compile(r"(?:^|/)((?:19|20)\d\d/[01]\d/[^/]+)$")
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>()\[\]\\,]+|(?<![\w.])/wp-content/uploads/[^\s\"'<>()\[\]\\,]+", re.I)
_IMAGE = re.compile(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_CLASS_ID = re.compile(r"\bwp-image-(\d{1,12})\b")
# Within a block's JSON the signs < and > are written \u003c and \u003e, so that a comment ends where it seems to.
_BLOCK = re.compile(r"<!--\s*wp:(?:core/)?(?:image|gallery|media-text|cover|file|video)\s+(\{[^<>]*)-->")
_BLOCK_ID = re.compile(r"\"(?:id|mediaId)\"\s*:\s*(\d{1,12})|\"ids\"\s*:\s*\[([\d,\s\"]*)\]")
_SHORTCODE = re.compile(r"\[(?:gallery|playlist|video|caption)\b([^\[\]]{0,4000})\]", re.IGNORECASE)
_SHORT_IDS = re.compile(r"\b(?:ids|include)\s*=\s*[\"']?([\d,\s]+)|\bid\s*=\s*[\"']?attachment_(\d+)", re.IGNORECASE)
_GALLERY_META = re.compile(r"galler|attachment|image|photo|picture", re.IGNORECASE)
_SERIALISED = re.compile(r"s:\d{1,4}:\"(\d{1,12})\"")
_OWN_CDNS = (".files.wordpress.com", ".squarespace-cdn.com", ".squarespace.com")


@dataclass(slots=True)
class Attachment:
    """One file of the media library, as the export names it."""

    id: str
    place: str
    url: str
    path: str  # below uploads/, or ""
    parent: str
    piece: Piece
    words: str
    used_by: str | None = None  # key of the first item that shows it


@dataclass(slots=True)
class Library:
    """All attachments and all files of the uploads folder."""

    export: Export
    by_id: dict[str, Attachment] = field(default_factory=dict)
    by_path: dict[str, Attachment] = field(default_factory=dict)
    children: dict[str, list[Attachment]] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    files: dict[str, list[File]] = field(default_factory=dict)  # by compared path
    named: set[str] = field(default_factory=set)  # compared paths that an item shows

    def add(self, attachment: Attachment) -> None:
        """Take an attachment in."""
        self.by_id.setdefault(attachment.id, attachment)
        if attachment.path:
            self.by_path.setdefault(self.mark_of(attachment.path), attachment)
        self.children.setdefault(attachment.parent, []).append(attachment)
        self.hosts.add(host_of(attachment.url))

    def mark_of(self, path: str) -> str:
        """The compared path of the original; without `sites/2/` where the folder was given without it."""
        mark = compared(path)
        short = _SITE.sub("", mark)
        return short if mark not in self.files and short in self.files else mark

    def of_post(self, number: str, piece: Piece, key: str) -> tuple[PictureRef, ...]:
        """The pictures of a post, each once: the featured one, those of the text in order, then its children."""
        text = piece.texts.get("content", "") + "\n" + piece.texts.get("excerpt", "")
        found: dict[str, tuple[PictureRef, ...]] = {}
        alts = {self.mark_of(path): words for path, words in _alts(text)}
        for one in (*self._by_ids(_featured(piece)), *self._in_text(text), *self._by_ids(_meta_ids(piece))):
            self._put(found, one, key, alts)
        for url in self._elsewhere(piece):
            self._put(found, url, key, alts)
        for child in self.children.get(number, []) if number not in ("", "0") else []:
            self._put(found, child, key, alts)
        return tuple(picture for pictures in found.values() for picture in pictures)

    def of_attachment(self, one: Attachment, key: str) -> tuple[PictureRef, ...]:
        """The picture of an attachment that no post shows."""
        found: dict[str, tuple[PictureRef, ...]] = {}
        self._put(found, one, key, {})
        return tuple(picture for pictures in found.values() for picture in pictures)

    def _put(
        self, found: dict[str, tuple[PictureRef, ...]], one: Attachment | str, key: str, alts: dict[str, str]
    ) -> None:
        path = one.path if isinstance(one, Attachment) else path_of(one)
        mark = self.mark_of(path) or bare(one.url if isinstance(one, Attachment) else one)
        known = one if isinstance(one, Attachment) else self.by_path.get(mark)
        if known is not None:
            known.used_by = known.used_by or key
        if mark in found or not mark:
            return
        words = (known.words if known else "") or alts.get(mark, "")
        self.named.add(mark)
        found[mark] = self._refs(mark, known.url if known else str(one), known.id if known else None, words)

    def _refs(self, mark: str, url: str, number: str | None, words: str) -> tuple[PictureRef, ...]:
        files = self.files.get(mark, [])
        if not files:
            shown = bare(url)
            return (PictureRef(shown or mark, sniff.looks_like_video(shown), number, missing=True, words=words),)
        return tuple(
            PictureRef(file.name, is_video(file), number, words="" if place else words)
            for place, file in enumerate(files)
        )

    def _in_text(self, text: str) -> Iterator[Attachment | str]:
        """Addresses, classes, blocks and shortcodes, in the order of the text."""
        found: list[tuple[int, Attachment | str]] = []
        for match in _ADDRESS.finditer(text):
            url = html.unescape(match[0])
            if self._is_ours(url):
                found.append((match.start(), url))
        for pattern, inner in ((_CLASS_ID, None), (_BLOCK, _BLOCK_ID), (_SHORTCODE, _SHORT_IDS)):
            for match in pattern.finditer(text):
                ids = _numbers(inner.findall(match[1])) if inner else [match[1]]
                found += [(match.start(), one) for one in self._by_ids(ids)]
        return (one for _, one in sorted(found, key=lambda pair: pair[0]))

    def _elsewhere(self, piece: Piece) -> Iterator[str]:
        """Addresses in a page builder's own JSON (Elementor)."""
        for name, value in piece.metas:
            if "elementor_data" in name:
                plain = value.replace("\\/", "/")
                yield from (match[0] for match in _ADDRESS.finditer(plain) if self._is_ours(match[0]))

    def _by_ids(self, ids: Iterable[str]) -> list[Attachment]:
        return [self.by_id[one] for one in ids if one in self.by_id]

    def _is_ours(self, url: str) -> bool:
        """A picture in an uploads folder of this site: of a known host, or of a path the library knows."""
        path = path_of(url)
        if not sniff.looks_like_media(bare(url)):
            return False
        host = host_of(url)
        if host.endswith(_OWN_CDNS):
            return True
        return bool(path) and (host in self.hosts or not host or self.mark_of(path) in self.by_path)


def is_video(file: File) -> bool:
    """By its first bytes; by its name where they say nothing."""
    head = file.head(64)
    return sniff.looks_like_video(file.name) if sniff.what(head) is None else sniff.is_video(head)


def host_of(url: str) -> str:
    """The host without www, and the site itself where WordPress's own CDN shows it: i0.wp.com/<site>/…"""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = parts.netloc.casefold().rpartition("@")[2].partition(":")[0].removeprefix("www.")
    if re.fullmatch(r"i\d\.wp\.com", host):
        return parts.path.lstrip("/").partition("/")[0].casefold().removeprefix("www.")
    return host


def bare(url: str) -> str:
    """An address without what is asked of it: `?w=300`, `#top`."""
    return url.strip().partition("?")[0].partition("#")[0]


def path_of(url: str) -> str:
    """The path below the uploads folder, as written; "" for what does not lie in one."""
    path = unquote(bare(url))
    _, sure, below = path.rpartition("wp-content/uploads/")
    found = _UPLOADS.search(f"uploads/{below}" if sure else path)
    if found:
        return found.string[found.end() :]
    by_month = _BY_MONTH.search(path)  # <site>.files.wordpress.com/2019/06/race.jpg, or _wp_attached_file
    return by_month[1] if by_month else ""


def compared(path: str) -> str:
    """The path of the original: no size, no edit mark, no case."""
    folder, slash, last = _TWIN.sub(r"\1", path.strip()).rpartition("/")
    stem, dot, ending = last.rpartition(".")
    if not dot:
        return path.strip().casefold()
    before = None
    while stem != before and stem:
        before, stem = stem, _SIZES.sub("", stem) or stem
    return f"{folder}{slash}{stem}.{ending}".casefold()


def _alts(text: str) -> Iterator[tuple[str, str]]:
    for image in _IMAGE.finditer(text):
        alt, src = _ALT.search(image[0]), _SRC.search(image[0])
        if alt and src and (words := html.unescape(alt[1] or alt[2] or "").strip()):
            yield path_of(html.unescape(src[1])), words


def _featured(piece: Piece) -> list[str]:
    return [value.strip() for name, value in piece.metas if name == "_thumbnail_id"]


def _meta_ids(piece: Piece) -> Iterator[str]:
    """Lists of attachments that gallery plugins keep: `12,13`, or a list in PHP's form."""
    for name, value in piece.metas:
        if _GALLERY_META.search(name) and not name.startswith("_wp_attach"):
            if re.fullmatch(r"[\d,\s]+", value):
                yield from value.replace(",", " ").split()
            elif value.startswith("a:"):
                yield from _SERIALISED.findall(value)


def _numbers(found: list[tuple[str, str]]) -> list[str]:
    return [number for pair in found for text in pair for number in re.findall(r"\d+", text)]
