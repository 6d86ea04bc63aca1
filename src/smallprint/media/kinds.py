"""What a file is, from its first bytes. A name is never asked: WebP comes named .jpg, text comes named .mp4.

Sources: the formats' own standards (ISO/IEC 10918-1, 15948, 14496-12, 23008-12; RFC 9649; EBML RFC 8794).
"""

from __future__ import annotations

HEAD = 4096  # bytes that are enough for every answer below

_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"\0\0\x01\xba", "mpeg"),
    (b"OggS", "ogg"),
)
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_MP4_BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})  # QuickTime before `ftyp` existed

# The ffmpeg demuxer for each kind. Nothing is ever left to ffmpeg's own guessing: a playlist would name other files.
DEMUXERS = {
    "mp4": "mov",
    "webm": "matroska",
    "avi": "avi",
    "flv": "flv",
    "wmv": "asf",
    "mpeg": "mpeg",
    "mpegts": "mpegts",
    "ogg": "ogg",
}
PICTURES = frozenset({"jpeg", "png", "gif", "webp", "heif", "avif", "bmp", "tiff"})


def kind_of(head: bytes) -> str | None:
    """The kind of a picture or video, one of PICTURES or a key of DEMUXERS, or None. `head` is up to HEAD bytes."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[4:8] in _MP4_BOXES:
        return "mp4"
    return "mpegts" if _is_transport_stream(head) else None


def _brand(head: bytes) -> str:
    length = min(max(int.from_bytes(head[:4]), 16), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    if brands & _AVIF:
        return "avif"
    # A film may list `mif1` among the brands it can be read as; a picture leads with one of its own.
    return "heif" if head[8:12] in _HEIF else "mp4"


def _is_transport_stream(head: bytes) -> bool:
    """188-byte packets, or the 192 bytes of a camera's .MTS: the sync byte must repeat."""
    for first, step in ((0, 188), (4, 192)):
        syncs = head[first::step][:5]
        if len(syncs) == 5 and syncs == b"G" * 5:
            return True
    return False
