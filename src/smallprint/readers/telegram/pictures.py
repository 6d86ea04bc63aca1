"""Pictures and videos of Telegram's records, and who could see them.

A chat's type says public or private for each message; privacy of stories and profile pictures is not exported.
"""

from __future__ import annotations

from dataclasses import dataclass

from smallprint.exports import Export, File, sniff
from smallprint.readers.telegram.story import Chat, text_of
from smallprint.records.items import Audience, PictureRef

_PUBLIC = (Audience.PUBLIC, "The export says that this group or channel is public.")
_GROUP = (Audience.CUSTOM, "Sent in a private group: its members can see it.")
AUDIENCES = {
    "public_channel": _PUBLIC,
    "public_supergroup": _PUBLIC,
    "private_channel": (Audience.FOLLOWERS, "Sent in a private channel: its subscribers can see it."),
    "private_supergroup": _GROUP,
    "private_group": _GROUP,
    "personal_chat": (Audience.CUSTOM, "Sent to one person, who can see it."),
    "bot_chat": (Audience.CUSTOM, "Sent to a bot: whoever runs it can see it."),
    "saved_messages": (Audience.ONLY_ME, "Kept in your saved messages: only you can see it."),
}
_WHY_UNKNOWN = "The export does not say what sort of chat this is."
NO_PICTURE = frozenset({"sticker", "voice_message", "audio_file"})
_VIDEOS = frozenset({"video_message", "video_file", "animation"})


@dataclass(frozen=True, slots=True)
class Shot:
    """What a record names as its picture."""

    path: str
    video: bool
    name: str = ""  # the name it had when it was sent as a file


def who_can_see(chat: Chat) -> tuple[Audience, str]:
    """Who can see a message of this chat, and why we say so."""
    return AUDIENCES.get(chat.type, (Audience.UNKNOWN, _WHY_UNKNOWN))


def shot_of(said: dict[str, object]) -> Shot | None:
    """The picture or video of a record; None where it has none: voice, stickers, documents, texts."""
    for key in ("photo", "media"):
        if path := text_of(said.get(key)):
            return Shot(path, sniff.looks_like_video(path))
    path, name = text_of(said.get("file")), text_of(said.get("file_name"))
    kind, mime = text_of(said.get("media_type")), text_of(said.get("mime_type"))
    if not path or kind in NO_PICTURE:
        return None
    video = kind in _VIDEOS or mime.startswith("video/") or sniff.looks_like_video(name or path)
    if video or mime.startswith("image/") or sniff.looks_like_media(name) or sniff.looks_like_media(path):
        return Shot(path, video, name)
    return None


def left_out(path: str) -> bool:
    """Whether a sentence stands in place of the path: `(File not included. Change data exporting settings …)`."""
    return path.startswith("(")


def picture_of(export: Export, shot: Shot, near: File, key: str) -> PictureRef:
    """Where a picture lies, by its first bytes a video or not; missing where the export left it out."""
    found = None if left_out(shot.path) else export.resolve(shot.path, near)
    if found is None:
        return PictureRef(
            f"{shot.name or 'picture'} of {key}" if left_out(shot.path) else shot.path, shot.video, missing=True
        )
    kind = sniff.what(found.head(64))
    return PictureRef(found.name, kind in sniff.VIDEOS if kind else shot.video)
