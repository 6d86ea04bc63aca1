"""Tumblr, as downloaded from a blog's settings ("Export"). Facts: formats/tumblr.md, which marks most as inferred.

Eras: "html" (html/<postid>.html beside media/<postid>.jpg, in a zip inside the zip or unpacked) and "xml" (posts.xml
of about 2018). What counts as an entry of the ledger:
- each page html/<postid>.html and each <post> of posts.xml; a page of a post that the XML has told is joined to it;
- each picture file in media/ whose post was not told at all: the files of one post are one item.
A reblog of another's post is skipped, and with it its pictures; a reblog of one's own post is an item.

A page is known to lack its picture or to show the picture of another post (tumblr/docs, issue 37), so the file's
name decides whose picture it is, and a disagreement is told. Nothing says who could see a post, apart from `state`
and `private` in some XML. Never opened: conversations, payload-0.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BufferedReader
from itertools import islice
from urllib.parse import unquote

from lxml import etree

from smallprint.exports import Export, ExportTrouble, File, sniff
from smallprint.exports.dates import from_seconds, from_text
from smallprint.exports.limits import MIB
from smallprint.exports.text import html_to_text, storable
from smallprint.readers.base import Match, Tells
from smallprint.records.items import (
    AccountFact,
    Audience,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Trouble,
)

_PAGE = re.compile(r"(?:^|/)(\d{6,20})(?: ?\(\d+\))?\.html?$", re.IGNORECASE)
_MEDIA = re.compile(
    r"(?:^|/)(\d{6,20})(?:_(\d{1,4}))?\.(?:jpe?g|png|gifv?|webp|avif|heic|mp4|mov|webm)$", re.IGNORECASE
)
_BLOG_ADDRESS = re.compile(
    r"https?://(?:(?!www\.)([a-z0-9-]{1,63})\.tumblr\.com/(?:post|private)/(\d{6,20})"
    r"|(?:www\.)?tumblr\.com/(?:blog/view/)?([a-z0-9-]{1,63})/(\d{6,20}))",
    re.IGNORECASE,
)
_BLOG = re.compile(
    r"https?://(?:(?!www\.)([a-z0-9-]{1,63})\.tumblr\.com|(?:www\.)?tumblr\.com/([a-z0-9-]{1,63}))", re.I
)
_NAME = re.compile(r"[a-z0-9-]{1,63}", re.IGNORECASE)
_REMOTE = re.compile(r"https?://[^\s\"'<>]+\.(?:jpe?g|png|gifv?|webp|mp4|mov)(?:\?[^\s\"'<>]*)?", re.IGNORECASE)
_DATED = re.compile(r"timestamp|date|footer", re.IGNORECASE)
_TAG = re.compile(r"(?:^|[\s_-])tags?(?:$|[\s_-])", re.IGNORECASE)
_FROM = re.compile(r"(?:^|[\s_-])(?:reblog\w*|via|source)(?:$|[\s_-])", re.IGNORECASE)
_ADDRESSES = {"img": "src", "video": "src", "source": "src", "a": "href"}
_UNREAD = frozenset({"script", "style", "head", "noscript", "template", "title"})
_BREAKS = frozenset({"p", "div", "h1", "h2", "h3", "li", "br", "blockquote", "figure"})
_LONGEST_PAGE = 8 * MIB
_TAIL = 256

_UNKNOWN = "Tumblr's download does not say who could see it."
_NOT_PUBLISHED = frozenset({"private", "draft", "queued", "queue", "submission"})
_WORDS = (
    "regular-title",
    "regular-body",
    "photo-caption",
    "quote-text",
    "quote-source",
    "link-text",
    "link-description",
    "conversation-title",
    "conversation-text",
    "video-caption",
    "audio-caption",
    "question",
    "answer",
)


@dataclass(frozen=True, slots=True)
class _Post:
    """What a page or an XML element says, before anybody looks for its files."""

    key: str
    words: str = ""
    when: datetime | None = None
    named: tuple[str, ...] = ()  # addresses of pictures, as written
    source: str = ""  # the blog that it was reblogged from; "?" where only that it was is told
    blog: str = ""
    state: str = ""
    link: str | None = None
    whole: bool = True


@dataclass(slots=True)
class _Reading:
    """What is known of all posts while they are read."""

    export: Export
    media: dict[str, list[File]] = field(default_factory=dict)
    blog: str = ""
    given: set[str] = field(default_factory=set)
    not_ours: set[str] = field(default_factory=set)


class Tumblr:
    """The reader of one blog's download."""

    name = "tumblr"
    title = "Tumblr"
    eras = ("xml", "html")
    tells = Tells(
        audience="none",
        links=False,
        followers=False,
        close_friends=False,
        places=False,
        media_inside=True,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        """By posts.xml, or by pages named as the media files are."""
        for file in export.find("posts.xml"):
            head = file.head(65_536)
            if b"<tumblr" in head:
                return Match(self.name, "xml", 0.95, "it has the posts of a Tumblr blog", _blog_in(head) or None)
        pages = _pages(export)
        if not pages or not (_media(export) or export.has("posts_index.html")):
            return None
        why = "it has pages and pictures named by the posts of a blog"
        return Match(self.name, "html", 0.85, why, _blog_of_pages(pages) or None)

    def read(self, export: Export) -> Iterator[Record]:
        """The XML first, where there is one, since it tells more than the pages."""
        reading = _Reading(export, _media(export))
        lists, pages = export.find("posts.xml"), _pages(export)
        heads = (_blog_in(file.head(65_536)) for file in lists)
        reading.blog = next((blog for blog in heads if blog), "") or _blog_of_pages(pages)
        if reading.blog:
            yield AccountFact("account", reading.blog, (lists or pages)[0].name)
        for file in lists:
            for told in _posts(file):
                yield from _records(reading, told, file)
        for file in pages:
            yield from _records(reading, (file.name, _read_page(file)), file)
        yield from _rest(reading)


# Finding ------------------------------------------------------------------------------------------------------------


def _pages(export: Export) -> list[File]:
    """Pages of posts. `posts/<id>.html` alone is a copy that a program fetched, perhaps not of one's own blog."""
    sure = export.has("posts_index.html")
    found = [file for file in export.find("*.html", "*.htm") if _PAGE.search(file.name)]
    return [file for file in found if sure or file.name.split("/")[-2:-1] == ["html"]]


def _media(export: Export) -> dict[str, list[File]]:
    """Picture files by the post that their name gives, in the order of their numbers."""
    media: dict[str, list[File]] = {}
    for file in export.find("media/*"):
        found = _MEDIA.search(file.name)
        if found:
            media.setdefault(found[1], []).append(file)
    return media


def _blog_in(head: bytes) -> str:
    """The blog's name, from the XML's own words."""
    text = head.decode("utf-8", "replace")
    found = re.search(r"<tumblelog\b[^<>]{0,2000}?\sname=\"([a-z0-9-]{1,63})\"", text, re.IGNORECASE)
    found = found or re.search(r"\stumblelog=\"([a-z0-9-]{1,63})\"", text, re.IGNORECASE)
    return found[1] if found else ""


def _blog_of_pages(pages: list[File]) -> str:
    """The blog's name, from a page that gives its own address."""
    for file in pages[:50]:
        number = _PAGE.search(file.name)
        for found in _BLOG_ADDRESS.finditer(file.head(65_536).decode("utf-8", "replace")):
            if number and number[1] in (found[2], found[4]):
                return found[1] or found[3]
    return ""


# Records ------------------------------------------------------------------------------------------------------------


def _records(reading: _Reading, told: tuple[str, _Post | Trouble], file: File) -> Iterator[Record]:
    place, post = told
    if isinstance(post, Trouble):
        yield post
        return
    if not post.whole:
        yield Trouble(place, "cut_off")
    if post.key in reading.given:
        yield Joined(place, post.key)
    elif post.key in reading.not_ours or (post.source and post.source.casefold() != reading.blog.casefold()):
        reading.not_ours.add(post.key)
        yield Skipped(place, "a reblog of another blog's post")
    else:
        reading.given.add(post.key)
        pictures, wrong = _pictures(reading, post, file)
        if wrong:
            yield Trouble(place, "wrong_picture", "it shows the picture of another post")
        yield _item(reading, post, pictures)


def _item(reading: _Reading, post: _Post, pictures: tuple[PictureRef, ...]) -> Item:
    audience, why = _audience(post.state)
    blog = post.blog or reading.blog
    return Item(
        network=Tumblr.name,
        kind=Kind.POST,
        key=post.key,
        when=post.when,
        words=post.words,
        audience=audience,
        audience_why=why,
        pictures=pictures,
        link=post.link or (f"https://www.tumblr.com/{blog}/{post.key}" if blog else None),
    )


def _audience(state: str) -> tuple[Audience, str]:
    """A published post is as open as its blog, which may have a password: the download does not say."""
    if state.casefold() in _NOT_PUBLISHED:
        return Audience.ONLY_ME, "It was not published, or private, when this download was made."
    return Audience.UNKNOWN, _UNKNOWN


def _pictures(reading: _Reading, post: _Post, near: File) -> tuple[tuple[PictureRef, ...], bool]:
    """The post's own files first; then what it names besides. And whether it names another post's picture."""
    found = {file.name: PictureRef(file.name, _is_video(file)) for file in reading.media.get(post.key, [])}
    names, wrong = {_last(name) for name in found}, False
    for uri in post.named:
        number = None if "://" in uri else _MEDIA.search(unquote(uri))
        if number and number[1] != post.key:
            wrong = True
        elif _last(unquote(uri)) in names or (names and "://" in uri):
            continue  # told already: a picture on Tumblr's servers is the file that came along
        elif (file := reading.export.resolve(uri, near)) is not None:
            found.setdefault(file.name, PictureRef(file.name, _is_video(file)))
        else:
            shown = uri.partition("?")[0]
            found.setdefault(shown, PictureRef(shown, sniff.looks_like_video(shown), missing=True))
    return tuple(found.values()), wrong


def _last(name: str) -> str:
    return name.rpartition("/")[2].casefold()


def _is_video(file: File) -> bool:
    head = file.head(64)
    return sniff.looks_like_video(file.name) if sniff.what(head) is None else sniff.is_video(head)


def _rest(reading: _Reading) -> Iterator[Record]:
    """Pictures whose post was not told: its page is missing or could not be read."""
    for key, files in reading.media.items():
        if key not in reading.given and key not in reading.not_ours:
            pictures = tuple(PictureRef(file.name, _is_video(file)) for file in files)
            yield _item(reading, _Post(key), pictures)
            yield from (Joined(file.name, key) for file in files[1:])


# Pages --------------------------------------------------------------------------------------------------------------


def _read_page(file: File) -> _Post | Trouble:
    found = _PAGE.search(file.name)
    try:
        content = file.read(_LONGEST_PAGE)
    except ExportTrouble as problem:
        return Trouble(file.name, problem.kind, problem.note, entries=1)
    if found is None or not content.strip(b"\0 \t\r\n"):
        return Trouble(file.name, "empty", entries=1)
    if b"<" not in content:
        return Trouble(file.name, "not_html", entries=1)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content.replace(b"\0", b" "), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    if root is None:
        return Trouble(file.name, "not_html", entries=1)
    return _of_page(root, found[1], whole=b"</html" in content[-4096:].lower())


def _of_page(root: etree._Element, key: str, *, whole: bool) -> _Post:
    """Title, text and tags, a date in words without a zone, and every address of a picture."""
    when: datetime | None = None
    tags: list[str] = []
    source = ""
    named: dict[str, None] = {}
    apart: set[etree._Element] = set()  # told in another way than as the post's own words
    for element in root.iter(etree.Element):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _TAG.search(marks) and not _holds(element, _TAG):
            tags += _tags(element)
            apart.add(element)
        elif when is None and (_DATED.search(marks) or element.tag in ("time", "footer")):
            when = _date_in(element)
            apart |= {element} if when and element.tag != "footer" else set()
        source = _source(element, marks) or source  # of a chain of reblogs the last one named wrote the post
        address = (element.get(_ADDRESSES.get(str(element.tag), "-")) or "").strip()
        if _is_picture(address):
            named[address] = None
    words = html_to_text(" ".join(_texts(root, apart)))
    told = "\n".join(text for text in (words, " ".join(f"#{tag}" for tag in dict.fromkeys(tags))) if text)
    return _Post(key, told, when, tuple(named), source, whole=whole)


def _holds(element: etree._Element, marked: re.Pattern[str]) -> bool:
    inner = (one for one in element.iter(etree.Element) if one is not element)
    return any(marked.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in inner)


def _tags(element: etree._Element) -> list[str]:
    text = " ".join(str(one) for one in element.itertext())
    return [tag for part in re.split(r"[#\n]", text) if (tag := " ".join(part.split()).strip(", "))]


def _date_in(element: etree._Element) -> datetime | None:
    """`June 5th, 2017 3:12pm`, alone in its element or in a footer of a few words."""
    for text in (element.get("datetime") or "", *map(str, islice(element.itertext(), 50))):
        when = from_text(" ".join(text.split()))
        if when:
            return when
    return None


def _source(element: etree._Element, marks: str) -> str:
    """The other blog that a reblog names: in a link marked tumblr_blog, or beside `via` or `source`."""
    if element.tag == "a" and "tumblr_blog" in marks:
        return _blog_of(element.get("href") or "") or "?"
    if not _FROM.search(marks):
        return ""
    links = [element] if element.tag == "a" else islice(element.iter("a"), 20)
    return next((blog for link in links if (blog := _blog_of(link.get("href") or ""))), "")


def _blog_of(address: str) -> str:
    found = _BLOG.match(address.strip())
    return (found[1] or found[2] or "") if found else ""


def _is_picture(address: str) -> bool:
    """A file of the download, or a picture on Tumblr's servers. A place on the same page or another site is none."""
    if "://" in address or address.startswith("//"):
        return _REMOTE.fullmatch(address) is not None and ".tumblr.com/" in address
    return bool(address) and (sniff.looks_like_media(address) or address.casefold().endswith(".gifv"))


def _texts(root: etree._Element, apart: set[etree._Element]) -> Iterator[str]:
    """The words a reader of the page sees, without those told apart."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield "<br>" if element.tag in _BREAKS else ""
            yield _escaped(element.tail)
        elif element in apart or element.tag in _UNREAD:
            walk.skip_subtree()
        else:
            yield _escaped(element.text)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


# posts.xml ----------------------------------------------------------------------------------------------------------


def _posts(file: File) -> Iterator[tuple[str, _Post | Trouble]]:
    """Each <post>, one at a time. No entity is expanded, and a file that declares some is not read."""
    head = file.head(65_536)
    if not head.strip():
        yield file.name, Trouble(file.name, "empty")
    elif b"<!ENTITY" in head or b"<tumblr" not in head:
        yield file.name, Trouble(file.name, "not_xml", "the posts of a blog were expected")
    else:
        yield from _stream(file)


def _stream(file: File) -> Iterator[tuple[str, _Post | Trouble]]:
    count, held = 0, None  # the last post is held back: in a file that was cut off it may be half a post
    last = b""
    try:
        with file.open() as stream:
            tail = _Tail(stream)
            for _, element in etree.iterparse(
                tail, events=("end",), tag="post", recover=True, resolve_entities=False, no_network=True
            ):
                if held is not None:
                    yield held
                place = f"{file.name}#{count}"
                held, count = (place, _of_element(element) or Trouble(place, "unknown_shape", entries=1)), count + 1
                _let_go(element)
            last = tail.last.rstrip()
    except (ExportTrouble, etree.XMLSyntaxError) as problem:
        kind = problem.kind if isinstance(problem, ExportTrouble) else "not_xml"
        if held is not None:
            yield held
        yield file.name, Trouble(f"{file.name}#{count}", kind, entries=1)
        return
    if held is not None and (b"</posts" in last or last.endswith(b"</post>")):
        yield held
        held = None
    if b"</tumblr" not in last:
        yield file.name, Trouble(f"{file.name}#{count}", "cut_off", entries=int(held is not None))


class _Tail:
    """A stream that remembers its last bytes, by which a cut-off file is known."""

    def __init__(self, stream: BufferedReader) -> None:
        self.last = b""
        self._stream = stream

    def read(self, count: int) -> bytes:
        fresh = self._stream.read(count)
        self.last = (self.last + fresh)[-_TAIL:]
        return fresh


def _let_go(element: etree._Element) -> None:
    """Forget what was read, so that a long file takes no more memory than a short one."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _of_element(element: etree._Element) -> _Post | None:
    key = (element.get("id") or "").strip()
    if not re.fullmatch(r"\d{1,20}", key, re.ASCII):
        return None
    texts = [html_to_text("".join(str(one) for one in child.itertext())) for child in element if child.tag in _WORDS]
    tags = dict.fromkeys(text for tag in element.iterchildren("tag") if (text := (tag.text or "").strip()))
    links = [element.get(name) or "" for name in ("url-with-slug", "url")]
    return _Post(
        key,
        "\n".join(text for text in (*texts, storable(" ".join(f"#{tag}" for tag in tags))) if text),
        _moment(element),
        tuple(dict.fromkeys(_addresses(element))),
        element.get("reblogged-root-name") or element.get("reblogged-from-name") or "",
        element.get("tumblelog") or "",
        "private" if (element.get("private") or "").casefold() == "true" else element.get("state") or "",
        next((link for link in links if _BLOG.match(link)), None),
    )


def _moment(element: etree._Element) -> datetime | None:
    return from_seconds(element.get("unix-timestamp")) or from_text(element.get("date-gmt"), UTC)


def _addresses(element: etree._Element) -> Iterator[str]:
    """The largest size of each picture: a photo's own, or each of a set's; and what the text shows."""
    shown = [list(photo.iterchildren("photo-url")) for photo in element.iter("photo")]
    for sizes in shown or [list(element.iterchildren("photo-url"))]:
        best = max(sizes, key=_width, default=None)
        if best is not None and _REMOTE.fullmatch((best.text or "").strip()):
            yield (best.text or "").strip()
    for name in ("regular-body", "photo-caption", "video-source", "video-player"):
        for child in element.iterchildren(name):
            text = "".join(str(one) for one in child.itertext())
            yield from (found[0] for found in _REMOTE.finditer(text) if ".tumblr.com/" in found[0])


def _width(size: etree._Element) -> int:
    width = size.get("max-width") or ""
    return int(width) if re.fullmatch(r"\d{1,6}", width, re.ASCII) else 0
