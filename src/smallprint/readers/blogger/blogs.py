"""One blog: its feed, its settings and its readers. Two blogs of one title share a folder, told apart by `(1)`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from smallprint.exports import Export, File, sniff
from smallprint.exports.limits import MIB, ExportTrouble
from smallprint.exports.names import fold
from smallprint.exports.text import storable
from smallprint.readers.blogger.feed import entries, looks_like
from smallprint.readers.blogger.posts import post_of
from smallprint.records.items import Audience, Trouble

_NUMBER = re.compile(r"\((\d{1,4})\)$")
_WHY = {
    Audience.PUBLIC: "The blog is open to everybody, so anyone can read it.",
    Audience.CUSTOM: "The blog is open to chosen readers only, as its settings say.",
    Audience.UNKNOWN: "The download does not say who may read the blog.",
}


@dataclass(frozen=True, slots=True)
class Blog:
    """A feed with what its settings say."""

    feed: File
    form: str  # "2018" or "classic"
    settings: dict[str, str]
    source: str
    followers: File | None = None

    @property
    def title(self) -> str:
        """The folder's name: the title, cut at 50 characters."""
        return self.feed.name.rpartition("/")[0].rpartition("/")[2]

    @property
    def address(self) -> str:
        """Where the blog lies; its own domain is reached from here as well."""
        name = self.settings.get("blog_subdomain", "").casefold()
        return f"https://{name}.blogspot.com" if re.fullmatch(r"[a-z0-9-]{1,63}", name) else ""

    def readers(self) -> tuple[Audience, str]:
        """Who may read what is live. Only PUBLIC was seen; any other word is a restriction."""
        mode = self.settings.get("blog_read_access_mode", "").upper()
        audience = Audience.PUBLIC if mode == "PUBLIC" else Audience.CUSTOM if mode else Audience.UNKNOWN
        return audience, _WHY[audience]


def feeds(export: Export) -> Iterator[tuple[File, str]]:
    """Every feed of a blog with its form. The comments that the person wrote elsewhere are not opened."""
    for file in export.files.values():
        if sniff.extension(file.name) in {"atom", "xml"} and "blogger/comments/" not in fold(file.name):
            form = looks_like(file.head())
            if form or fold(file.name.rpartition("/")[2]).startswith("feed"):
                yield file, form


def read(export: Export, troubles: list[Trouble]) -> list[Blog]:
    """The blogs of the download, their settings read."""
    found = []
    for file, form in sorted(feeds(export), key=lambda one: (one[0].name.rpartition("/")[0], _number(one[0]))):
        number = _number(file)
        folder = file.name.rpartition("/")[0]
        settings = export.files.get(f"{folder}/settings{number}.csv".lstrip("/"))
        followers = export.files.get(f"{folder}/followers{number}.csv".lstrip("/"))
        if form == "classic":
            found.append(Blog(file, form, _classic_settings(file), file.name))
        else:
            said = next(table(settings, troubles), {}) if settings else {}
            found.append(Blog(file, form, said, settings.name if settings else file.name, followers))
            if settings and "blog_read_access_mode" not in said and not _told(troubles, settings):
                troubles.append(Trouble(settings.name, "unknown_shape", "it does not say who may read the blog"))
    return found


def _told(troubles: list[Trouble], file: File) -> bool:
    return any(one.where == file.name for one in troubles)


def _number(file: File) -> str:
    found = _NUMBER.search(file.name.rpartition("/")[2].rpartition(".")[0])
    return found[0] if found else ""


def _classic_settings(file: File) -> dict[str, str]:
    """In the classic form each setting is an entry of the feed."""
    said = {}
    for found in entries(file):
        if not isinstance(found, Trouble):
            post = post_of(found[1])
            if post.setting:
                said[post.setting.casefold()] = post.content.strip()
    return said


def table(file: File, troubles: list[Trouble]) -> Iterator[dict[str, str]]:
    """The rows of a small CSV by their headers, in small letters."""
    try:
        text = file.read(8 * MIB).decode("utf-8-sig", "replace")
        found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except ExportTrouble as problem:
        troubles.append(Trouble(file.name, problem.kind, problem.note))
        return
    except csv.Error:
        troubles.append(Trouble(file.name, "cut_off", "it ends within a line"))
        return
    heads = [cell.strip().casefold() for cell in found[0]] if found else []
    if not text or not text.endswith(("\n", "\r")) or len(found) < 2:
        troubles.append(Trouble(file.name, "cut_off" if text else "empty"))
        found = found[:-1]  # half a line says nothing
    for row in found[1:]:
        yield dict(zip(heads, (storable(cell).strip() for cell in row), strict=False))
