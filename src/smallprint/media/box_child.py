"""The decoder box from within: warm every codec, shut the doors, then decode what is handed in until nobody is left.

Started by box.py as a program of its own. It never opens a file: bytes come over the wire, pixels go back over it.
"""

from __future__ import annotations

import base64
import importlib
import io
import mmap
import pkgutil
import signal
import sys
import warnings
from contextlib import suppress
from dataclasses import asdict
from typing import BinaryIO, cast

import av
from PIL import Image, ImageCms

from smallprint.media.decode import decode_picture, prepare
from smallprint.media.kinds import DEMUXERS, HEAD, PICTURES, kind_of
from smallprint.media.told import Told, Wish
from smallprint.media.video import FAULTS, decode_video
from smallprint.media.wire import INPUT, PIECE, SHEET, Lied, Wire, open_connection
from smallprint.media.xmp import read_xmp

if sys.platform != "win32":
    from smallprint.media import box_limits
if sys.platform == "linux":
    from smallprint.media import box_linux

_WARM = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
# 16 x 16 grey pixels. HEIF has no line above, because its encoder starts threads.
_GREY_HEIC = base64.b85decode(
    "0000SW^{RQXk}?*00000ZE0pPXk}?*ZE0a<0004eZDn*}000000000XXk=`10000000000aA{+700000000000000000000B57=I"
    "V*mgE07O6l0RRC200001pa1~?00000000~S001LtX>Mi!000000RR916=`l}WdZ;I000310BCk&F#rGn01j|zbZr0t000010002|"
    "X>f9I0002oX>en20001WXm(>m0RwOV0058x000009`FGC{rLC*01pFT0096PKmiN^|NjGU00093kN^M!000939=ZZRVE_RDDMA4O"
    "18@KU0|1Z!00RI30{|YNAb|yz>aLpR;31&EfB*mtfB*mk0EA)y0RRR>0l{;@i2wiq6Ju{|a&BX6cmM$a4FCp!0000KX>)L800000"
    "0000$0000$0000eV{Bn?0000G000010000G00001|NsBc00002|NsBc000020000GaA|mH000000|*ER0000OX>e^}0000000001"
    "009Mo0s{qv0000aZDe6|0000OC;_ho5;)xWm7tO^tmiL0p<dqLk?@Lu"
)
_ALPHABETS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "ascii", "iso2022_jp")


class Asker:
    """The talk about one file, from this side. A picture on the sheet may be written over once it was taken."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._is_taken = True

    def give(self, picture: Image.Image, seconds: float | None) -> None:
        """Hand one picture over, without waiting until it was taken: that is only needed before the next."""
        while not self._is_taken:
            self._heard("on")
        self._wire.hand({"pixels": list(picture.size), "at": seconds}, picture.tobytes())
        self._is_taken = False

    def ask(self, offset: int, count: int) -> memoryview:
        """Some bytes of the file, valid until the next are asked for."""
        self._wire.say({"ask": [offset, count]})
        while (message := self._heard("here")) is None:
            continue
        return self._wire.take(cast(int, message["here"]))

    def _heard(self, wanted: str) -> dict[str, object] | None:
        message = self._wire.hear()
        self._is_taken = self._is_taken or "on" in message
        return message if wanted in message else None


class Source:
    """The file under the lens. One that fits on the sheet lies there whole; of a larger one, pieces are asked for."""

    def __init__(self, asker: Asker, size: int, whole: memoryview | None) -> None:
        self._asker, self._size, self._at = asker, size, 0
        self._start, self._piece = 0, whole if whole is not None else memoryview(b"")

    def seekable(self) -> bool:
        """Yes: any place can be asked for."""
        return True

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; past the end is allowed and reads nothing, before the start is a ValueError."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("before the start")
        self._at = base + offset
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes, all that are left when negative."""
        wanted = max(0, self._size - self._at) if size is None or size < 0 else size
        parts = []
        while wanted > 0 and (part := self._part(wanted)):
            parts.append(part)
            wanted -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _part(self, wanted: int) -> bytes:
        if not self._start <= self._at < self._start + len(self._piece):
            self._fetch()
        first = self._at - self._start
        part = bytes(self._piece[first : first + wanted])
        self._at += len(part)
        return part

    def _fetch(self) -> None:
        self._start, self._piece = self._at, memoryview(b"")
        if self._at < self._size:
            self._piece = self._asker.ask(self._at, min(PIECE, self._size - self._at))


def look(wire: Wire, asked: dict[str, object]) -> Told:
    """Decode one file; pictures go over the wire as they come."""
    size, here = cast(int, asked["look"]), cast(int, asked["here"])
    long_side, frames, seconds = (cast(int, asked[key]) for key in ("long_side", "frames", "seconds"))
    wish = Wish(long_side, frames, seconds, bool(asked["exact_colours"]))
    asker, whole = Asker(wire), wire.take(here)
    source = cast(BinaryIO, Source(asker, size, None) if size > INPUT else Source(asker, here, whole))
    kind = kind_of(source.read(HEAD))
    source.seek(0)
    if kind in DEMUXERS:
        return decode_video(source, kind, wish, asker.give)
    if kind in PICTURES:
        return decode_picture(source, wish, asker.give)
    return Told(trouble="not_a_picture" if size else "empty")


def warm_up() -> None:
    """Load what loads late: after the doors are shut no library can be opened any more."""
    prepare()
    av.logging.set_level(av.logging.PANIC)
    for alphabet in _ALPHABETS:
        b"\0\0".decode(alphabet, "replace")
    told, wish = Told(), Wish()
    read_xmp(b"<a xmlns:b='c' b:d='e'><f>g</f></a>", told)
    ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    for kind in _WARM:
        written = io.BytesIO()
        Image.new("RGB", (64, 64), "grey").save(written, kind)
        decode_picture(io.BytesIO(written.getvalue()), wish, _drop)
    decode_picture(io.BytesIO(_GREY_HEIC), wish, _drop)
    for module in pkgutil.walk_packages(av.__path__, "av."):  # PyAV imports its stream types when it meets them
        if module.name not in ("av.__main__", "av.datasets"):
            importlib.import_module(module.name)
    decode_video(_grey_film(), "avi", wish, _drop)


def _grey_film() -> BinaryIO:
    written = io.BytesIO()
    with av.open(written, "w", format="avi") as container:
        stream = container.add_stream("mpeg4", rate=1)
        stream.width, stream.height, stream.thread_count = 32, 32, 1
        for packet in (*stream.encode(av.VideoFrame(32, 32, "yuv420p")), *stream.encode()):
            container.mux(packet)
    written.seek(0)
    return written


def _drop(picture: Image.Image, seconds: float | None) -> None:
    """Warming up needs no pixels."""


def serve(wire: Wire) -> None:
    """Answer until the other side is gone."""
    while True:
        asked = wire.hear()
        if "on" in asked:  # the last picture of the file before was taken
            continue
        try:
            told = look(wire, asked)
        except (EOFError, Lied):
            return
        except (*FAULTS, ImportError) as problem:
            told = Told(trouble="broken_picture", note=type(problem).__name__)
        wire.say({"told": asdict(told)})


def shut_the_doors() -> list[str]:
    """Shut what this system can shut. Names the locks it lacks; "all" where there are none yet."""
    if sys.platform != "win32":
        box_limits.set_limits()
    if sys.platform != "linux":
        return ["all"]
    box_linux.die_with_parent()
    return box_linux.shut_the_doors()


def main(arguments: list[str]) -> None:
    """`arguments`: the number of the connection, and that of the sheet or -1 where there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the program decides what ends
    warnings.simplefilter("ignore")
    connection, sheet = open_connection(int(arguments[0])), int(arguments[1])
    wire = Wire(connection, mmap.mmap(sheet, SHEET) if sheet >= 0 else None, is_box=True)
    warm_up()
    with suppress(EOFError, OSError, Lied):
        wire.say({"lacks": shut_the_doors()})
        serve(wire)


if __name__ == "__main__":
    main(sys.argv[1:])
