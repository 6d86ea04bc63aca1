"""Pictures and films for the tests, all drawn or written here: shapes, noise, and bytes that lie."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import av
import numpy as np
import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

STILL_KINDS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF", "BMP", "TIFF")


def scene(width: int = 640, height: int = 480, seed: int = 7) -> Image.Image:
    """A landscape of shapes: red above left, blue below right, so that turning shows."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height), (200, 210, 220))
    draw = ImageDraw.Draw(picture)
    for _ in range(30):
        x, y, size = chance.random() * width, chance.random() * height, (0.05 + chance.random() * 0.2) * width
        colour = tuple(chance.randrange(40, 220) for _ in range(3))
        draw.ellipse((x, y, x + size, y + size * 0.8), fill=colour)
    draw.rectangle((0, 0, width // 4, height // 4), fill=(230, 20, 20))
    draw.rectangle((width * 3 // 4, height * 3 // 4, width, height), fill=(20, 20, 230))
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def film(
    seconds: float = 3,
    *,
    kind: str = "mp4",
    codec: str = "libx264",
    size: tuple[int, int] = (320, 240),
    every: int = 12,
    facts: dict[str, str] | None = None,
) -> bytes:
    """A film of a moving square, 12 pictures a second, a key frame every `every` of them."""
    target = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if kind == "mp4" else {}
    with av.open(target, "w", format=kind, options=options) as container:
        container.metadata.update(facts or {})
        stream = container.add_stream(codec, rate=12, options={"preset": "ultrafast"} if codec == "libx264" else {})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.gop_size = every
        for step in range(int(seconds * 12)):
            picture = scene(*size)
            ImageDraw.Draw(picture).rectangle((step * 4 % size[0], 60, step * 4 % size[0] + 40, 100), fill="yellow")
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
        container.mux(stream.encode())
    return target.getvalue()


def png(width: int, height: int, packed: bytes, *more: tuple[bytes, bytes], depth: int = 8, colour: int = 2) -> bytes:
    """A PNG with any header over any packed rows."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = [chunk(b"IHDR", head), *(chunk(*one) for one in more), chunk(b"IDAT", packed), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    return jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def with_size(jpeg: bytes, width: int, height: int) -> bytes:
    """The same JPEG with another size in its frame header."""
    at = next(at for at in range(len(jpeg)) if jpeg[at : at + 2] in (b"\xff\xc0", b"\xff\xc2"))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def gif(frames: int) -> bytes:
    """A GIF of very many tiny frames, written by hand because no program would."""
    head = b"GIF89a" + struct.pack("<HHBBB", 16, 16, 0x80, 0, 0) + bytes((0, 0, 0, 255, 255, 255))
    frame = (
        b"\x21\xf9\x04\x00\x0a\x00\x00\x00" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    )
    return head + frame * frames + b"\x3b"


def tiff(entries: list[tuple[int, int, int, int]], rest: bytes = b"", next_list: int = 0) -> bytes:
    """A little-endian TIFF of any tags: (tag, type, count, value)."""
    listed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + listed + struct.pack("<I", next_list) + rest


@cache
def wholes() -> dict[str, bytes]:
    """One good file of every kind."""
    files = {kind.lower(): written(scene(), kind) for kind in STILL_KINDS}
    frames = [scene(seed=seed) for seed in range(3)]
    files["gif_moving"] = written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=200)
    files["webp_moving"] = written(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=200)
    files["jpeg_progressive"] = written(scene(), "JPEG", progressive=True)
    files["mp4"] = film()
    files["webm"] = film(kind="webm", codec="libvpx")
    files["avi"] = film(kind="avi", codec="mpeg4")
    files["mpegts"] = film(kind="mpegts")
    return files


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files that lie, break off or never end."""
    good = wholes()
    for name, content in good.items():
        for share in (0.02, 0.3, 0.9):
            yield f"{name}_cut_{share}", content[: int(len(content) * share)]
        yield f"{name}_head", content[:16]
        yield f"{name}_long", content + b"\xff" * 5000
        yield f"{name}_twice", content + content
        for seed in range(4):
            yield f"{name}_mutant_{seed}", mutant(content, seed)
    yield from _specials(good["jpeg"])


def mutant(content: bytes, seed: int) -> bytes:
    chance, changed = random.Random(seed), bytearray(content)
    for _ in range(1 + len(changed) // 400):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _specials(jpeg: bytes) -> Iterator[tuple[str, bytes]]:
    rows = zlib.compress(bytes(1 + 30_000 * 3) * 100)
    yield "nothing", b""
    yield "one_byte", b"\xff"
    yield "zeros", bytes(70_000)
    yield "html", b"<html><img src=x></html>"
    yield "svg", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    yield "pdf", b"%PDF-1.7\n%%EOF"
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"
    yield "playlist", b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    yield "concat", b"ffconcat version 1.0\nfile '/etc/passwd'\n"
    yield "sdp", b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"
    yield "png_bomb", png(30_000, 30_000, rows)
    yield "png_bomb_one_bit", png(60_000, 60_000, zlib.compress(bytes(7501 * 6000)), depth=1, colour=0)
    yield "png_widest", png(0x7FFFFFFF, 1, rows)
    yield (
        "png_text_bomb",
        png(8, 8, zlib.compress(bytes(25 * 8)), (b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000)))),
    )
    yield (
        "png_profile_bomb",
        png(8, 8, zlib.compress(bytes(25 * 8)), (b"iCCP", b"a\0\0" + zlib.compress(bytes(90_000_000)))),
    )
    yield "jpeg_65535", with_size(jpeg, 65535, 65535)
    yield "jpeg_wide", with_size(jpeg, 65535, 1)
    yield "jpeg_zero", with_size(jpeg, 0, 0)
    yield (
        "jpeg_bad_exif",
        with_segment(jpeg, 0xE1, b"Exif\0\0" + tiff([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)], next_list=8)),
    )
    yield (
        "jpeg_exif_counts",
        with_segment(jpeg, 0xE1, b"Exif\0\0" + tiff([(0x10E, 2, 0xFFFFFFFF, 8), (0x112, 3, 1, 99)])),
    )
    yield "jpeg_xmp_laughs", with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + laughs())
    yield "jpeg_xmp_deep", with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"<a>" * 20_000)
    yield "jpeg_many_segments", jpeg[:2] + b"\xff\xe5\x00\x02" * 200_000 + jpeg[2:]
    yield "gif_10000", gif(10_000)
    yield "gif_65535", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + gif(3)[13:]
    yield (
        "bmp_lies",
        b"BM" + struct.pack("<IIIIiiHHIIiiII", 99, 0, 54, 40, 2**31 - 1, -(2**31), 1, 24, 0, 0, 0, 0, 0, 0),
    )
    yield (
        "tiff_absurd",
        tiff([(256, 4, 1, 2**32 - 1), (257, 4, 1, 2**32 - 1), (258, 3, 2**31, 8), (273, 4, 2**30, 8)]),
    )
    yield "tiff_circle", tiff([(256, 4, 1, 8), (257, 4, 1, 8)], next_list=8)
    yield "webp_lies", b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff" + b"\x9d\x01\x2a\xff\x3f\xff\x3f" * 9
    yield "heic_lies", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff\xff\xff\xffmeta" + bytes(64)
    yield "mp4_empty", b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08moov"
    yield "mp4_only_mdat", b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\xff\xffmdat" + bytes(5000)
    yield "webm_only_head", b"\x1aE\xdf\xa3" + b"\x01\xff\xff\xff\xff\xff\xff\xff" * 9
    yield "avi_lies", b"RIFF\xff\xff\xff\xffAVI LIST\xff\xff\xff\xffhdrlavih" + b"\xff" * 80
    yield "noise", np.random.default_rng(3).bytes(200_000)


def laughs() -> bytes:
    """A small XML that would grow to gigabytes."""
    names = "abcdefghij"
    lines = [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return f'<!DOCTYPE x [<!ENTITY a "ha">{"".join(lines)}]><x>&j;</x>'.encode()
