"""What a file is by its first bytes. Extensions lie: six of six `.webp` of one export were JPEG (meta-common.md)."""

from __future__ import annotations

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"IIU\x00", "tiff"),  # Panasonic RW2
    (b"IIRO", "tiff"),  # Olympus ORF
    (b"\xff\x0a", "jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "jxl"),
    (b"FLV\x01", "flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (b"\x00\x00\x01\xb3", "mpeg"),
)
# Brands of an ISO base media file: the four letters after `ftyp`, then the compatible ones.
_STILLS = {b"avif": "avif", b"avis": "avif"} | dict.fromkeys(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heif"
)
_RAW_BRANDS = {b"crx "}
PICTURES = frozenset({"jpeg", "png", "gif", "webp", "heif", "avif", "bmp", "tiff", "jxl", "raw"})
VIDEOS = frozenset({"mp4", "mov", "webm", "mkv", "avi", "mpeg", "mts", "flv", "wmv", "3gp"})


def what(head: bytes) -> str | None:
    """Name the kind of picture or video from its first bytes (32 are enough, 4096 are better)."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[:4] == b"\x1aE\xdf\xa3":  # EBML
        return "webm" if b"webm" in head[:64] else "mkv"
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):  # QuickTime before `ftyp` existed
        return "mov"
    return _loose(head)


def _by_brand(head: bytes) -> str:
    brand = head[8:12]
    if brand in _RAW_BRANDS:
        return "raw"
    length = min(int.from_bytes(head[:4], "big"), len(head), 256)
    brands = [brand, *(head[at : at + 4] for at in range(16, length - 3, 4))]
    for one in brands:
        if one in _STILLS and (one == brand or brand not in (b"isom", b"mp42", b"qt  ")):
            return "avif" if b"avif" in brands else _STILLS[one]
    if brand == b"qt  ":
        return "mov"
    return "3gp" if brand[:3] in (b"3gp", b"3g2") else "mp4"


def _loose(head: bytes) -> str | None:
    """Kinds whose mark is short or stands further in."""
    if head[:2] == b"BM" and len(head) >= 18 and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if head[:15] == b"FUJIFILMCCD-RAW":
        return "raw"
    if head[:1] == b"\x47" and head[188:189] == b"\x47":  # MPEG transport stream
        return "mts"
    if head[4:5] == b"\x47" and head[196:197] == b"\x47":  # the same with a time stamp: AVCHD
        return "mts"
    return None


def is_picture(head: bytes) -> bool:
    """Say whether these first bytes are those of a still picture."""
    return what(head) in PICTURES


def is_video(head: bytes) -> bool:
    """Say whether these first bytes are those of a video."""
    return what(head) in VIDEOS


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PICTURE_NAMES = _names(
    "jpg jpeg jpe jfif png gif webp heic heif hif avif jxl tif tiff bmp 3fr arw cr2 cr3 crw dng erf kdc mrw nef nrw "
    "orf pef raf raw rw2 rwl sr2 srf srw x3f"
)
_VIDEO_NAMES = _names("mp4 mov m4v 3gp 3g2 avi mkv webm mpg mpeg mts m2ts wmv flv insv mp")


def extension(name: str) -> str:
    """Give a name's extension without its dot, in small letters; "" where it has none."""
    stem, dot, last = name.rpartition("/")[2].rpartition(".")
    return last.casefold() if dot and stem else ""


def looks_like_media(name: str) -> bool:
    """Say whether a name claims to be a picture or a video."""
    return extension(name) in _PICTURE_NAMES or looks_like_video(name)


def looks_like_video(name: str) -> bool:
    """Say whether a name claims to be a video."""
    return extension(name) in _VIDEO_NAMES
