"""What one entry of a feed is, in both forms, and the pictures its text shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from smallprint.exports.text import html_to_text
from smallprint.readers.blogger.feed import APP, ATOM, NEW, Node
from smallprint.records.items import Point

_ID = re.compile(r"blog-(\d{1,25})\.(?:post|page)-(\d{1,25})")
_SETTING = re.compile(r"\.settings\.([A-Z_]+)$")
_KIND = re.compile(r"blogger/2008/kind#(\w+)$")
_SHOWN = re.compile(
    r"<(img|iframe|object|embed|video|source)\b[^>]*?\bsrc\s*=\s*[\"']([^\"'<>]{1,4000})", re.IGNORECASE
)
_HOSTS = re.compile(
    r"(?:blogger|lh\d+)\.googleusercontent\.com|\d+\.bp\.blogspot\.com|lh\d+\.ggpht\.com|(?:photos|bp)\d+\.blogger\.com",
    re.IGNORECASE,
)
_SIZE = re.compile(r"/(?:s|w|h)\d{1,5}(?:-[a-z]{1,4}\d{0,5})*(?=/)", re.IGNORECASE)
_SIZE_AT_END = re.compile(r"=(?:s|w|h)\d{1,5}(?:-[a-z]{1,4}\d{0,5})*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture or video in a post's text."""

    address: str  # without size and query: the same for every size of it
    name: str  # the file's name, where the address ends in one
    video: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One entry, in what both forms have in common."""

    kind: str  # "post", "page", "comment", "settings", "template", or another word
    blog: str
    id: str
    status: str  # "LIVE", "DRAFT", another word, or "" where the form has none
    trashed: bool
    title: str
    content: str
    labels: tuple[str, ...]
    author: str
    published: str
    changed: str
    filename: str
    link: str
    place: str
    point: Point | None
    setting: str = ""

    @property
    def words(self) -> str:
        """Title, text and labels. Titles are sometimes escaped twice."""
        parts = (html.unescape(self.title).strip(), html_to_text(self.content), ", ".join(self.labels))
        return "\n".join(part for part in parts if part)


def post_of(nodes: Iterable[Node]) -> Post:
    """The entry in either form; absent things are empty."""
    nodes = list(nodes)
    own = {node.name: node for node in reversed(nodes) if not node.inside}
    id_text = _text(own, f"{ATOM}id")
    found, setting = _ID.search(id_text), _SETTING.search(id_text)
    draft = any(node.name in {f"{app}draft" for app in APP} and node.text.strip() == "yes" for node in nodes)
    return Post(
        kind=_text(own, f"{NEW}type").casefold() or _classic_kind(nodes),
        blog=found[1] if found else "",
        id=found[2] if found else "",
        status="DRAFT" if draft else _text(own, f"{NEW}status").upper(),
        trashed=bool(_text(own, f"{NEW}trashed")),
        title=_text(own, f"{ATOM}title"),
        content=own[f"{ATOM}content"].text if f"{ATOM}content" in own else "",
        labels=tuple(_labels(nodes)),
        author=next((node.text.strip() for node in nodes if node.name == f"{ATOM}name"), ""),
        published=_text(own, f"{ATOM}published"),
        changed=_text(own, f"{ATOM}updated") or _text(own, f"{NEW}created"),
        filename=_text(own, f"{NEW}filename"),
        link=next((node.attributes.get("href", "") for node in nodes if _is_alternate(node)), ""),
        place=_below(nodes, "name"),
        point=_point(_below(nodes, "latitude"), _below(nodes, "longitude")),
        setting=setting[1] if setting else "",
    )


def shown_in(content: str) -> Iterator[Shown]:
    """The pictures of a text that lie with Google, each once; a link around one leads to the same, only larger."""
    met = set()
    for tag, address in _SHOWN.findall(content):
        found = _shown(tag.casefold(), html.unescape(address))
        if found and found.address not in met:
            met.add(found.address)
            yield found


def _shown(tag: str, address: str) -> Shown | None:
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host.endswith("blogger.com") and parts.path == "/video.g":
        return Shown("https://www.blogger.com/video.g", "", video=True)
    if tag != "img" or not _HOSTS.fullmatch(host):
        return None
    path = _SIZE_AT_END.sub("", _SIZE.sub("", parts.path))
    return Shown(f"https://{host}{path}", name_in(path))


def name_in(path: str) -> str:
    """The last part of a path, decoded twice; a plus is a space."""
    return unquote(unquote(path.rpartition("/")[2])).replace("+", " ")


def _text(own: dict[str, Node], name: str) -> str:
    return own[name].text.strip() if name in own else ""


def _classic_kind(nodes: list[Node]) -> str:
    kinds = (_KIND.search(node.attributes.get("term", "")) for node in nodes if node.name == f"{ATOM}category")
    return next((found[1] for found in kinds if found), "")


def _labels(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        term = node.attributes.get("term", "").strip()
        if node.name == f"{ATOM}category" and term and "schemas.google.com" not in term:
            yield term


def _is_alternate(node: Node) -> bool:
    return (
        node.name == f"{ATOM}link"
        and node.attributes.get("rel") == "alternate"
        and node.attributes.get("href", "").startswith(("https://", "http://"))
    )


def _below(nodes: list[Node], what: str) -> str:
    wanted = (node.text.strip() for node in nodes if node.inside == f"{NEW}location" and node.name == f"{NEW}{what}")
    return next(wanted, "")


def _point(latitude: str, longitude: str) -> Point | None:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    on_globe = abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0)
    return Point(north, east) if on_globe else None
