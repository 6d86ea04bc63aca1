"""What a stranger's web page holds, as far as a verdict needs it: headings, a log-in, and where its pictures lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from smallprint.records.addresses import NotAnAddress, read_address

MOST_PICTURES = 200  # addresses taken from one page
MOST_ELEMENTS = 50_000  # read of one page; the front page of a large newspaper has under 10,000
_PICTURE_NAME = re.compile(r"\.(jpe?g|png|webp|gif|heic|avif|bmp|tiff?)$", re.IGNORECASE)
_IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")\s]{1,2000})")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg"})
_META_PICTURES = frozenset({"og:image", "og:image:url", "og:image:secure_url", "twitter:image"})


@dataclass(frozen=True, slots=True)
class WebPage:
    """One page as it came, without running anything in it."""

    title: str
    headings: tuple[str, ...]
    words: int  # how many words a person would read
    scripts: int
    asks_for_password: bool
    sends_on: bool  # a refresh to somewhere else
    pictures: tuple[str, ...]  # absolute web addresses, each once


def read_page(body: bytes, url: str, *, loopback: bool = False) -> WebPage:
    """Read a page's HTML, however broken. Never raises for its content. `loopback` as in records.addresses."""
    root = _root(body)
    if root is None:
        return WebPage("", (), 0, 0, asks_for_password=False, sends_on=False, pictures=())
    elements = [each for each in islice(root.iter(), MOST_ELEMENTS) if isinstance(each.tag, str)]
    by_name = [(str(each.tag).lower(), each) for each in elements]
    return WebPage(
        title=_text(next((each for name, each in by_name if name == "title"), None)),
        headings=tuple(_text(each) for name, each in by_name if name in ("h1", "h2"))[:20],
        words=_count_words(root),
        scripts=sum(name == "script" for name, _ in by_name),
        asks_for_password=any(name == "input" and _of(each, "type").lower() == "password" for name, each in by_name),
        sends_on=any(name == "meta" and _of(each, "http-equiv").lower() == "refresh" for name, each in by_name),
        pictures=_absolute(by_name, _base(by_name, url, loopback), loopback),
    )


def is_picture_name(url: str) -> bool:
    """Whether an address looks like a picture's own."""
    return _PICTURE_NAME.search(url.partition("?")[0].partition("#")[0]) is not None


def _root(body: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):  # empty, or a character set that does not exist
        return None


def _base(by_name: list[tuple[str, etree._Element]], url: str, loopback: bool) -> str:
    href = next((_of(each, "href") for name, each in by_name if name == "base"), "")
    return _joined(url, href, loopback) or url


def _absolute(by_name: list[tuple[str, etree._Element]], base: str, loopback: bool) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name, each in by_name:
        for reference in _references(name, each):
            if len(found) == MOST_PICTURES:
                return tuple(found)
            address = _joined(base, reference, loopback)
            if address:
                found.setdefault(address)
    return tuple(found)


def _references(name: str, element: etree._Element) -> Iterator[str]:
    """Where one element says that pictures lie."""
    if name in ("img", "source", "amp-img"):
        yield from (_of(element, key) for key in ("src", "data-src", "data-lazy-src", "data-original"))
        yield from _largest(_of(element, "srcset") or _of(element, "data-srcset"))
    elif name == "a" and is_picture_name(_of(element, "href")):
        yield _of(element, "href")
    elif name == "meta" and (_of(element, "property") or _of(element, "name")).lower() in _META_PICTURES:
        yield _of(element, "content")
    elif name == "video":
        yield _of(element, "poster")
    yield from _IN_STYLE.findall(_of(element, "style"))


def _largest(srcset: str) -> Iterator[str]:
    """The last candidate of a list of sizes; they are written from small to large by custom."""
    candidates = [part.split()[0] for part in srcset.split(", ") if part.split()]
    yield from candidates[-1:]


def _joined(base: str, reference: str, loopback: bool) -> str:
    if not reference.strip() or reference.strip().lower().startswith("data:"):
        return ""
    try:
        return read_address(urljoin(base, reference.strip()), loopback=loopback).url
    except (NotAnAddress, ValueError):
        return ""


def _count_words(root: etree._Element) -> int:
    texts = []
    for each in islice(root.iter(), MOST_ELEMENTS):
        inside = isinstance(each.tag, str) and each.tag.lower() not in _UNSEEN
        texts += [each.text or ""] if inside else []
        texts += [each.tail or ""]
    return sum(len(str(text).split()) for text in texts)


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())[:300] if element is not None else ""


def _of(element: etree._Element, key: str) -> str:
    return str(element.get(key) or "")
