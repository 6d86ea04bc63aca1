"""Where the pictures and videos of posts and of the profile lie.

A file of a post is named `<post's id>-<last part of the address>`; for a video that is the address of one of its
variants, not that of its still picture (formats/x-twitter.md). X writes its pictures anew, without details.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from smallprint.exports import Export, File, sniff
from smallprint.readers.x.account import Profile
from smallprint.readers.x.shapes import digits_of, inner, listed, text_of
from smallprint.records.items import Audience, Item, Joined, Kind, PictureRef, Record

NETWORK = "x"
_OF_POSTS = re.compile(
    r"(?:^|/)(?:tweets?_media|[^/]*(?:circle|community|deleted)_tweets?_media)/(?:.*/)?(?P<id>\d{1,20})-(?P<rest>[^/]+)$",
    re.IGNORECASE,
)
_OF_PROFILE = re.compile(r"(?P<id>\d{1,20})-(?P<rest>[^/]+)$")
_BANNER = re.compile(r"\d{9,10}")  # seconds since 1970
_VIDEOS = {"video", "animated_gif"}
_ANYONE = "Anyone can see the pictures at the top of a profile, also when posts are protected."
_LIVE = "It is an old live video; the download does not say who could see it."


class Shelf:
    """The files of posts by the post's id. Made once per export."""

    def __init__(self, export: Export) -> None:
        self._by_post: dict[str, list[File]] = {}
        for name, file in export.files.items():
            found = _OF_POSTS.search(name)
            if found and not name.endswith(".js"):
                self._by_post.setdefault(found["id"], []).append(file)

    def pictures_of(self, ids: list[str], media: list[dict[str, object]], *, others: bool) -> tuple[PictureRef, ...]:
        """Each medium of a post as a picture, present or missing; then files of the post that no medium names.

        `ids` are the post's and those of its earlier versions. With `others`, a medium of the post is another
        person's, and a file that nothing names may be it.
        """
        free = {_rest(file): file for id in ids for file in reversed(self._by_post.get(id, []))}
        found = [(medium, _taken(free, _names_of(medium))) for medium in media]
        pictures = [
            _picture(medium, file or _alike(free, medium, alone=len(media) == 1 and not others), ids)
            for medium, file in found
        ]
        left = [] if others else [file for file in free.values() if sniff.looks_like_media(file.name)]
        pictures += [PictureRef(file.name, sniff.looks_like_video(file.name)) for file in left]
        return tuple({picture.member: picture for picture in pictures}.values())


def _rest(file: File) -> str:
    found = _OF_POSTS.search(file.name)
    return found["rest"].casefold() if found else file.name


def _taken(free: dict[str, File], names: list[str]) -> File | None:
    return next((free.pop(name) for name in names if name in free), None)


def _alike(free: dict[str, File], medium: dict[str, object], *, alone: bool) -> File | None:
    """The only file left of the medium's sort: X has named videos in ways that nothing in the record tells."""
    video = is_video(medium)
    fitting = [rest for rest, file in free.items() if sniff.looks_like_video(file.name) == video]
    return free.pop(fitting[0]) if len(fitting) == 1 and (alone or video) else None


def _picture(medium: dict[str, object], file: File | None, ids: list[str]) -> PictureRef:
    id = digits_of(medium.get("id_str")) or digits_of(medium.get("id")) or None
    words = text_of(medium.get("ext_alt_text"))
    if file is not None:
        return PictureRef(file.name, sniff.looks_like_video(file.name), id, words=words)
    told = _address(medium) or f"{ids[0]} {id or 'without a name'}"
    return PictureRef(told, is_video(medium), id, missing=True, words=words)


def is_video(medium: dict[str, object]) -> bool:
    """Say whether it moves."""
    return text_of(medium.get("type")) in _VIDEOS


def _address(medium: dict[str, object]) -> str:
    return text_of(medium.get("media_url_https")) or text_of(medium.get("media_url"))


def _names_of(medium: dict[str, object]) -> list[str]:
    """The last parts of the addresses under which the file may be named, those of variants first."""
    variants = listed(inner(medium, "video_info").get("variants"))
    addresses = [text_of(variant.get("url")) for variant in variants if isinstance(variant, dict)]
    names = (last_part(address).casefold() for address in (*addresses, _address(medium)))
    return [name for name in names if name]


def last_part(address: str) -> str:
    """The file name at the end of an address; "" where there is none or it is no address."""
    try:
        return urlsplit(address).path.rpartition("/")[2]
    except ValueError:  # urlsplit refuses a bracket that is no IPv6 address
        return ""


def read_profile_pictures(export: Export, profile: Profile) -> Iterator[Record]:
    """The profile picture and the header, where the profile names them or their files are there."""
    avatar = _stem(last_part(profile.avatar)) if "default_profile" not in profile.avatar else ""
    header = _stem(last_part(profile.header))
    met: set[str] = set()
    for file in export.find("profile_media/*"):
        found = _OF_PROFILE.search(file.name)
        stem = _stem(found["rest"]) if found else ""
        if not stem:
            continue
        if stem in met:
            yield Joined(file.name, f"profile-{stem}")
            continue
        met.add(stem)
        is_header = stem == header or (stem != avatar and _BANNER.fullmatch(stem) is not None)
        kind = Kind.COVER_PICTURE if is_header else Kind.PROFILE_PICTURE
        yield _of_profile(kind, stem, PictureRef(file.name))
    if avatar and avatar not in met:
        yield _of_profile(Kind.PROFILE_PICTURE, avatar, PictureRef(profile.avatar, missing=True))
    if header and header not in met:
        yield _of_profile(Kind.COVER_PICTURE, header, PictureRef(profile.header, missing=True))


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _of_profile(kind: Kind, stem: str, picture: PictureRef) -> Item:
    return Item(NETWORK, kind, f"profile-{stem}", None, "", Audience.PUBLIC, _ANYONE, pictures=(picture,))


def read_live_videos(export: Export) -> Iterator[Record]:
    """Each old live video: the lists beside them were never seen, so only the files are told."""
    met: set[str] = set()
    for file in export.find("periscope_broadcast_media/*"):
        kind = sniff.what(file.head(64))
        if kind is None and not sniff.looks_like_media(file.name):
            continue
        key = "live-" + file.name.rpartition("/")[2]
        if key in met:
            yield Joined(file.name, key)
            continue
        met.add(key)
        picture = PictureRef(file.name, kind in sniff.VIDEOS or sniff.looks_like_video(file.name))
        yield Item(NETWORK, Kind.VIDEO, key, None, "", Audience.UNKNOWN, _LIVE, pictures=(picture,))
