"""Every segment of a JPEG, every chunk of a PNG or WebP, by name, read by our own eyes and not by the writer's.

A safe copy may hold what is needed to draw the pixels and nothing else. Sources: ISO/IEC 10918-1 Annex B and JFIF
1.02, ISO/IEC 15948 section 5, RFC 9649 section 2.
"""

from __future__ import annotations

from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
PLAIN_JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"  # version 1.1, no unit of density, a thumbnail of nothing
ALLOWED = {
    "jpeg": frozenset({"SOI", "JFIF", "DQT", "SOF0", "SOF2", "DHT", "SOS", "EOI"}),
    "png": frozenset({"IHDR", "IDAT", "IEND"}),
    "webp": frozenset({"VP8", "VP8L"}),
}
_MARKERS = {0xC4: "DHT", 0xD8: "SOI", 0xD9: "EOI", 0xDA: "SOS", 0xDB: "DQT", 0xDD: "DRI", 0xFE: "COM"}
_FRAMES = {number: f"SOF{number - 0xC0}" for number in range(0xC0, 0xD0) if number not in (0xC4, 0xC8, 0xCC)}


def list_segments(content: bytes) -> tuple[str, ...]:
    """The names of all parts, in their order. Bytes that belong to no part are one called "cut off" or "trailing";
    a file of another kind is one part called "unknown"."""
    if content.startswith(b"\xff\xd8"):
        return tuple(_jpeg(content))
    if content.startswith(PNG):
        return tuple(_png(content))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return tuple(_webp(content))
    return ("unknown",)


def is_plain(content: bytes, form: str) -> bool:
    """Whether the file is of that form ("jpeg", "png", "webp"), whole, and holds only what the pixels need."""
    names = list_segments(content)
    last = {"jpeg": "EOI", "png": "IEND"}.get(form, names[-1])
    return set(names) <= ALLOWED[form] and names[-1] == last and names.count(last) == 1


def _jpeg(content: bytes) -> Iterator[str]:
    yield "SOI"
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            yield "trailing"
            return
        marker = content[at + 1]
        if marker == 0xD9:
            yield "EOI"
            if at + 2 < len(content):
                yield "trailing"
            return
        length = int.from_bytes(content[at + 2 : at + 4])
        body = content[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            break
        yield _name(marker, body)
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(content, at)
    yield "cut off"


def _name(marker: int, body: bytes) -> str:
    if marker == 0xE0:
        return "JFIF" if body == PLAIN_JFIF else "APP0"
    if 0xE1 <= marker <= 0xEF:
        return f"APP{marker - 0xE0}"
    return _MARKERS.get(marker) or _FRAMES.get(marker) or f"marker {marker:02X}"


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: in the coded pixels FF is followed by 00, or by a restart D0 to D7."""
    while (found := content.find(b"\xff", at)) >= 0 and found + 1 < len(content):
        after = content[found + 1]
        if after != 0 and not 0xD0 <= after <= 0xD7:
            return found
        at = found + 2
    return len(content)


def _png(content: bytes) -> Iterator[str]:
    at = len(PNG)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        end = at + 12 + length
        if end > len(content):
            yield "cut off"
            return
        name = _text(content[at + 4 : at + 8])
        yield name
        at = end
        if name == "IEND":
            if at < len(content):
                yield "trailing"
            return
    yield "cut off"


def _webp(content: bytes) -> Iterator[str]:
    stated = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at + 8 <= min(stated, len(content)):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if end > len(content):
            break
        yield _text(content[at : at + 4])
        at = end
    if at != stated or at > len(content) or stated < 20:
        yield "cut off"
    if len(content) > stated:
        yield "trailing"


def _text(raw: bytes) -> str:
    return "".join(chr(byte) if 33 <= byte < 127 else "" for byte in raw) or "unnamed"
