"""Blogger, from Google Takeout (since 2018) and from the classic backup. Facts: formats/blogger.md.

What counts as an entry of the ledger: each entry of each blog's feed (a comment is skipped, as are settings and
templates of the classic form), and each picture of `Albums/`, one with its JSON. A picture that a post shows is
joined to that post. Followers become contacts, settings facts.

Never opened: comments written on other people's blogs, the profile, themes. Pictures on other hosts are not ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from smallprint.exports import Export
from smallprint.exports.dates import from_text
from smallprint.exports.text import plain
from smallprint.readers.base import Match, Tells
from smallprint.readers.blogger import albums, blogs, feed
from smallprint.readers.blogger.albums import Albums, Uploaded
from smallprint.readers.blogger.blogs import Blog
from smallprint.readers.blogger.posts import Post, Shown, post_of, shown_in
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    PictureRef,
    Record,
    Skipped,
    Tie,
    Trouble,
)

__all__ = ["Blogger"]

NETWORK = "blogger"
ERAS = ("classic", "2018")
_SKIPPED = {
    "comment": "a comment",
    "settings": "a setting of the blog",
    "template": "the blog's theme",
}
_NOBODY = frozenset({"", "anonymous", "anonym", "anonyme", "anonimo", "unknown", "noreply@blogger.com"})
_WHY_DRAFT = "It is a draft, so only the blog's authors can see it."
_WHY_TRASHED = "It was in the trash when this download was made; only the blog's authors can see it there."
_WHY_STATUS = "The download gives it a state that we do not know yet."
_WHY_UPLOADED = "It was uploaded to a blog; the download does not say whether a post shows it."


class Blogger:
    """The reader of Blogger's two exports."""

    name = NETWORK
    title = "Blogger"
    eras = ERAS
    tells = Tells(
        audience="account",
        links=True,
        followers=True,
        close_friends=False,
        places=True,
        media_inside=False,
        checked=date(2026, 11, 22),
    )

    def recognises(self, export: Export) -> Match | None:
        forms = {form for _, form in blogs.feeds(export)}
        if "2018" in forms:
            return Match(NETWORK, ERAS[1], 0.95, "it has the feed of a blog as Takeout writes it")
        if "classic" in forms:
            return Match(NETWORK, ERAS[0], 0.95, "it is a blog's own backup")
        if any(one.json for one in albums.gather(export).all()):
            return Match(NETWORK, ERAS[1], 0.5, "it has pictures that were uploaded to a blog")
        return None

    def read(self, export: Export) -> Iterator[Record]:
        troubles: list[Trouble] = []
        found = blogs.read(export, troubles)
        yield from _facts(found)
        reading = _Reading(albums.gather(export))
        for blog in found:
            if blog.followers:
                for row in blogs.table(blog.followers, troubles):
                    name = row.get("display_name", "")
                    if name and plain(row.get("is_blocked", "")) != "true":
                        yield Contact(Tie.FOLLOWER, name)
        yield from troubles
        for blog in found:
            yield from _feed(reading, blog)
        yield from _uploaded(reading)
        yield from reading.in_touch()


@dataclass(slots=True)
class _Reading:
    """One reading of one export: what was met so far."""

    albums: Albums
    met: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)  # an uploaded picture -> key of the post that shows it
    authors: set[str] = field(default_factory=set)
    comments: Counter[str] = field(default_factory=Counter)

    def in_touch(self) -> Iterator[InTouch]:
        """Who comments, apart from the blog's own authors."""
        for name, times in sorted(self.comments.items()):
            if name not in self.authors and plain(name) not in _NOBODY:
                yield InTouch(name, "comment", times)


def _facts(found: list[Blog]) -> Iterator[AccountFact]:
    """The first blog's name; whether all are closed; whether search engines may show any."""
    told = [blog for blog in found if blog.settings]
    for blog in told[:1]:
        if blog.address:
            yield AccountFact("account", blog.settings["blog_subdomain"], blog.source)
    modes = {blog.readers()[0] for blog in told} - {Audience.UNKNOWN}
    if len(modes) == 1:
        yield AccountFact("private", "false" if Audience.PUBLIC in modes else "true", told[0].source)
    searched = [blog for blog in told if blog.settings.get("blog_searchable", "").casefold() in {"true", "false"}]
    if searched:
        any_shown = any(blog.settings["blog_searchable"].casefold() == "true" for blog in searched)
        yield AccountFact("search_engines", "true" if any_shown else "false", searched[0].source)


def _feed(reading: _Reading, blog: Blog) -> Iterator[Record]:
    for found in feed.entries(blog.feed):
        if isinstance(found, Trouble):
            yield found
        else:
            yield _entry(reading, blog, f"{blog.feed.name}{found[0]}", post_of(found[1]))


def _entry(reading: _Reading, blog: Blog, where: str, post: Post) -> Record:
    if post.kind in _SKIPPED:
        if post.kind == "comment" and post.status in {"", "LIVE"}:
            reading.comments[post.author] += 1
        return Skipped(where, _SKIPPED[post.kind])
    if post.kind not in {"post", "page"} or not post.id:
        return Trouble(where, "unknown_shape", "an entry of a kind that is not known yet", 1)
    reading.authors.add(post.author)
    if post.id in reading.met:
        return Joined(where, post.id)
    reading.met.add(post.id)
    return _item(reading, blog, post)


def _item(reading: _Reading, blog: Blog, post: Post) -> Item:
    audience, why = _who_could_see(blog, post)
    return Item(
        NETWORK,
        Kind.DELETED if post.trashed else Kind.POST,
        post.id,
        from_text(post.published) or from_text(post.changed),
        post.words,
        audience,
        why,
        pictures=tuple(_picture(reading, blog, post, shown) for shown in shown_in(post.content)),
        link=_link(blog, post),
        places=(post.place,) if post.place else (),
        point=post.point,
        asks_first=post.trashed,
    )


def _who_could_see(blog: Blog, post: Post) -> tuple[Audience, str]:
    if post.trashed:
        return Audience.ONLY_ME, _WHY_TRASHED
    if post.status == "DRAFT":
        return Audience.ONLY_ME, _WHY_DRAFT
    # The classic form marks drafts and nothing else.
    live = post.status == "LIVE" or (blog.form == "classic" and not post.status)
    return blog.readers() if live else (Audience.UNKNOWN, _WHY_STATUS)


def _link(blog: Blog, post: Post) -> str | None:
    """The post's address; the owner's page to edit it where the download has none (a real one of 2021)."""
    if post.link:
        return post.link
    if post.filename.startswith("/") and blog.address and post.status == "LIVE":
        return blog.address + post.filename
    return f"https://www.blogger.com/blog/post/edit/{post.blog}/{post.id}" if post.blog else None


def _picture(reading: _Reading, blog: Blog, post: Post, shown: Shown) -> PictureRef:
    found = reading.albums.find(shown.name, blog.title) if shown.name else None
    if found is None:
        return PictureRef(shown.address, shown.video, missing=True)
    reading.shown.setdefault(found.where, post.id)
    if found.file is None:
        return PictureRef(found.name, missing=True)
    return PictureRef(found.file.name)


def _uploaded(reading: _Reading) -> Iterator[Record]:
    """Pictures of the albums: those that a post shows are met already."""
    for one in reading.albums.all():
        if one.where in reading.shown:
            yield Joined(one.where, reading.shown[one.where])
            continue
        key, when, trouble = albums.told_of(one)
        if trouble:
            yield Trouble(trouble.where, trouble.kind, trouble.note, entries=0 if one.file else 1)
        if not trouble or one.file:
            yield _upload(reading, one, key, when)


def _upload(reading: _Reading, one: Uploaded, key: str, when: datetime | None) -> Item | Joined:
    if key in reading.met:
        return Joined(one.where, key)
    reading.met.add(key)
    picture = PictureRef(one.file.name if one.file else one.name, missing=one.file is None)
    return Item(
        NETWORK,
        Kind.ALBUM,
        key,
        when,
        audience_why=_WHY_UPLOADED,
        pictures=(picture,),
        albums=(one.album,) if one.album else (),
    )
