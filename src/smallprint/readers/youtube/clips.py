"""Which file of `videos/` is which video: the name is the title, with signs taken out or replaced, cut at 43."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from smallprint.exports import File, sniff

_COPY = re.compile(r"\(\d{1,4}\)$")
_COMPARED = 40  # letters and digits
_CUT = 40  # UTF-16 units from which a name may have been cut (43 were seen)


@dataclass(frozen=True, slots=True)
class Clips:
    """Files by video id, and for each other file the videos that it may be."""

    of: Mapping[str, File]
    loose: Mapping[str, tuple[str, ...]]  # file name -> ids of its namesakes


def letters(title: str) -> str:
    """What of a title survives in a file's name: its letters and digits."""
    composed = unicodedata.normalize("NFKC", title).casefold()
    return "".join(letter for letter in composed if letter.isalnum())


def match(titles: Mapping[str, str], files: Iterable[File]) -> Clips:
    """Match by title, one to one. Two videos or two files of one name stay unmatched: nothing is guessed."""
    by_start: dict[str, list[str]] = {}
    for video, title in titles.items():
        by_start.setdefault(letters(title)[:_COMPARED], []).append(video)
    fitting = {file.name: (file, _fitting(file, by_start)) for file in files}
    claims: dict[str, int] = {}
    for _, videos in fitting.values():
        for video in videos:
            claims[video] = claims.get(video, 0) + 1
    of, loose = {}, {}
    for name, (file, videos) in fitting.items():
        if len(videos) == 1 and claims[videos[0]] == 1:
            of[videos[0]] = file
        else:
            loose[name] = tuple(videos)
    return Clips(of, loose)


def _fitting(file: File, by_start: Mapping[str, list[str]]) -> list[str]:
    last = file.name.rpartition("/")[2]
    stem = last[: -len(sniff.extension(last)) - 1] if sniff.looks_like_media(last) else last
    whole, bare = letters(stem), letters(_COPY.sub("", stem.rstrip()))
    for wanted in dict.fromkeys((whole, bare)):
        if wanted and wanted[:_COMPARED] in by_start:
            return by_start[wanted[:_COMPARED]]
    if len(stem.encode("utf-16-le", "surrogatepass")) // 2 < _CUT or not bare:
        return []
    return [video for start, videos in by_start.items() if start.startswith(bare) for video in videos]
