"""The file that a message carries. The words around its name are translated, so the name itself is what counts.

`<attached: 00000012-PHOTO-2024-03-12-09-16-40.jpg>` on iOS, `IMG-20240312-WA0003.jpg (file attached)` on Android.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from smallprint.exports import Export, File, sniff
from smallprint.exports.text import plain
from smallprint.readers.whatsapp.lines import Message
from smallprint.readers.whatsapp.words import FILE_ATTACHED

_ANGLED = re.compile(r"<[^<>:]{1,40}:\s?(?P<name>[^<>/\\]{1,200}\.\w{1,10})>")
_FOLLOWED = re.compile(r"(?P<name>[^/\\]{1,200}\.\w{1,10})\s?(?:\((?P<said>[^()]{2,60})\)|<[^<>]{2,60}>)")
_GIVEN = re.compile(  # names that WhatsApp itself gives
    r"\d{6,10}-(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-[\d-]+\.\w+|(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+\.\w+",
    re.ASCII,
)
_STICKER = re.compile(r"\d{6,10}-STICKER-|STK-", re.ASCII)
_NUMBERED = re.compile(r"\d{8}-", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as a message names it, and where it lies."""

    name: str
    file: File | None

    @property
    def sticker(self) -> bool:
        return _STICKER.match(self.name) is not None

    @property
    def shows_something(self) -> bool:
        """Whether it is a picture or a video, by its first bytes, or by its name where there are none."""
        kind = sniff.what(self.file.head(64)) if self.file else None
        return kind is not None or sniff.looks_like_media(self.name)

    @property
    def video(self) -> bool:
        kind = sniff.what(self.file.head(64)) if self.file else None
        return kind in sniff.VIDEOS if kind else sniff.looks_like_video(self.name)

    @property
    def lasting_name(self) -> str:
        """The name without its place in the chat, which is another one when older messages fall out."""
        numbered = _NUMBERED.match(self.name)
        return self.name[numbered.end() :] if numbered else self.name


class Shelf:
    """Where the files of one chat lie."""

    def __init__(self, export: Export, chat: File, *, alone: bool) -> None:
        self._export, self._chat = export, chat
        # With several chats in one folder each keeps to its own part: IMG-…-WA0003 may be in all of them.
        self._within = "" if alone else chat.name.rpartition("/")[0]

    def attached(self, message: Message) -> Attached | None:
        """Give the file a message carries. A name counts where WhatsApp gave it or where such a file is there."""
        if not message.author:
            return None
        for number, line in enumerate(message.lines):
            if "." not in line:
                continue
            if (angled := _ANGLED.search(line)) is not None:
                found = self._found(angled["name"], certain=message.generated)
            elif (followed := _FOLLOWED.fullmatch(line)) is not None:
                found = self._found(followed["name"], certain=plain(followed["said"] or "") in FILE_ATTACHED)
            else:
                found = self._found(line) if number == 0 and len(line) < 200 else None
            if found is not None:
                return found
        return None

    def has_file_of(self, message: Message) -> bool:
        """Whether a message carries a file that is there: then it is surely no pasted text."""
        attached = self.attached(message)
        return attached is not None and attached.file is not None

    def _found(self, name: str, *, certain: bool = False) -> Attached | None:
        name = name.strip()
        file = self._export.resolve(name, self._chat)
        if file is not None and (file is self._chat or not file.name.startswith(self._within)):
            file = None
        if file is None and not certain and not _GIVEN.fullmatch(name):
            return None
        return Attached(name, file)
