"""The folders of Google Photos in a Takeout: which are ours, which are albums, years or the bin.

Takeout's parts are independent zips: a picture may lie in one and its sidecar in another, and people unpack each
part into a folder of its own. So a folder is known by its path inside the Takeout, whatever lies around it.
Folder names follow the language of the account; they are hints, and the JSON inside decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from smallprint.exports import Export, File, sniff
from smallprint.exports.names import fold, natural
from smallprint.readers.google_photos import sidecars
from smallprint.readers.google_photos.matching import NOTHING_MATCHED, Matched, is_sidecars_name, match
from smallprint.readers.google_photos.sidecars import Album, Sidecar
from smallprint.records.items import Trouble

TAKEOUT = "takeout"
# What the folder is called in the languages seen (google-takeout.md), and in those whose word is near.
_ROOT = re.compile(
    r"google[ _-]?(?:photos?|fotos?|foto_s|фото|снимки|フォト|相册|相簿|포토)|(?:zdjęcia|fotky|fotografie) google"
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_YEAR_FOLDER = re.compile(
    r"(?:photos? (?:from|de)|fotos? (?:von|de|del|uit|från|fra)|foto_s uit|zdjęcia z) ?\d{4}"
    r"|\d{4} ?(?:年の写真|년의 사진|年的照片)"
    r"|\d{4}-\d{2}-\d{2}(?: ?#\d+)?"  # to 2020 there was a folder for each day
)
_BIN_WORDS = """
    Trash Bin Papierkorb Corbeille Papelera Cestino Lixeira Prullenbak Kosz Papperskorg Papperskorgen Papirkurv
    Roskakori Koš Kôš Корзина Кошик Кошче Paperera ゴミ箱 휴지통 回收站 垃圾桶
"""
_ARCHIVE_WORDS = """
    Archive Archiv Archivo Archives Archief Archivio Arquivo Archiwum Arkiv Архив アーカイブ 归档 封存
"""
_BIN = frozenset(fold(word) for word in _BIN_WORDS.split())
_NO_ALBUM = _BIN | frozenset(fold(word) for word in _ARCHIVE_WORDS.split()) | {"failed videos"}
# At the root, and no albums: google-photos.md, "Tree".
_ROOT_FILES = frozenset(
    {"print-subscriptions.json", "shared_album_comments.json", "user-generated-memory-titles.json"}
)


@dataclass(slots=True)
class Folder:
    """One folder of pictures, over all parts."""

    name: str
    files: dict[str, File] = field(default_factory=dict)  # by folded last name
    doubles: list[File] = field(default_factory=list)  # the same path and bytes in another part
    matched: Matched = NOTHING_MATCHED
    orphans: list[str] = field(default_factory=list)  # sidecars without a file here
    album: Album | None = None
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_bin(self) -> bool:
        return self.album is None and fold(self.name) in _BIN

    @property
    def is_year(self) -> bool:
        """A folder of a year or a day: every item stands there, in an album or not."""
        name = fold(self.name)
        return bool(_YEAR_FOLDER.fullmatch(name)) or (self.album is None and bool(_YEAR.search(name)))

    @property
    def album_name(self) -> str:
        """The album's title; the folder's name where it has none; "" where the folder is no album."""
        if self.is_year or is_root(self.name):
            return ""
        if self.album is None:
            return "" if fold(self.name) in _NO_ALBUM else self.name
        return self.album.title or self.name


def gather(export: Export) -> list[Folder]:
    """Every folder of Google Photos, matched; those of years first, because everything stands in them."""
    found = sorted(_ours(_by_inside(export.files.values())).items(), key=lambda one: natural(one[0]))
    for _, folder in found:
        _look_into(folder)
    return sorted((folder for _, folder in found), key=lambda folder: not folder.is_year)


def inside(name: str) -> str:
    """A path from the Takeout on, or from the Photos folder, or the last folder where neither is there."""
    pieces = name.split("/")
    folded = [fold(piece) for piece in pieces[:-1]]
    if TAKEOUT in folded:
        at = len(folded) - folded[::-1].index(TAKEOUT)
        return "/".join(pieces[at:])
    root = next((at for at, piece in enumerate(folded) if _ROOT.fullmatch(piece)), None)
    return "/".join(pieces[root:] if root is not None else pieces[-2:])


@lru_cache(maxsize=4096)
def is_root(folder: str) -> bool:
    """Whether a folder's name is that of Google Photos in some language."""
    return _ROOT.fullmatch(fold(folder)) is not None


def sidecars_in(files: Iterable[File], most: int = 20) -> Iterator[File]:
    """The first few files that are items' sidecars by what stands in them."""
    jsons = list(islice((file for file in files if sniff.extension(file.name) == "json"), 2000))
    jsons.sort(key=lambda file: not is_sidecars_name(fold(file.name.rpartition("/")[2])))
    return (file for file in islice(jsons, most) if f'"{sidecars.MARK}"'.encode() in file.head())


def _by_inside(files: Iterable[File]) -> dict[str, Folder]:
    folders: dict[str, Folder] = {}
    for file in files:
        path, _, last = inside(file.name).rpartition("/")
        name, last = path.rpartition("/")[2], fold(last)
        folder = folders.setdefault(fold(path), Folder(name))
        first = folder.files.setdefault(last, file)
        if first is not file and first.size == file.size and first.head() == file.head():
            folder.doubles.append(file)
        elif first is not file:  # another folder of this name
            apart = f"{fold(path)}\0{fold(file.name.rpartition('/')[0])}"
            folders.setdefault(apart, Folder(name)).files[last] = file
    return folders


def _ours(folders: dict[str, Folder]) -> dict[str, Folder]:
    """Those below a Photos folder; elsewhere only a folder that holds an item's sidecar itself."""
    return {
        path: folder
        for path, folder in folders.items()
        if is_root(path.partition("/")[0]) or any(True for _ in sidecars_in(folder.files.values()))
    }


def _look_into(folder: Folder) -> None:
    """Match the folder's names, and find out whether it is an album."""
    jsons = [name for name in folder.files if sniff.extension(name) == "json" and name not in _ROOT_FILES]
    media = [name for name, file in folder.files.items() if name not in jsons and is_media(file)]
    folder.matched = match(media, jsons, lambda name: _title(folder.files[name]))
    for name in folder.matched.loose:
        if is_sidecars_name(name):
            folder.orphans.append(name)
        else:
            _album_or_orphan(folder, name)


def _title(file: File) -> str:
    said = sidecars.read(file)
    return said.title if isinstance(said, Sidecar) else ""


def _album_or_orphan(folder: Folder, name: str) -> None:
    said = sidecars.read(folder.files[name])
    if isinstance(said, Sidecar):
        folder.orphans.append(name)
    elif isinstance(said, Album):
        folder.album = _both(folder.album, said)
    elif said or not is_root(folder.name):
        where = folder.files[name].name
        folder.troubles.append(said or Trouble(where, "unknown_shape", "neither a picture's nor an album's"))


def _both(one: Album | None, other: Album) -> Album:
    """Two albums of one title share a folder over the years: metadata.json and metadata(1).json."""
    if one is None:
        return other
    return Album(one.title or other.title, one.public or other.public, one.comments + other.comments)


def is_media(file: File) -> bool:
    """By its name where that tells; by its first bytes where it has no extension, or an odd one (`.MP~2`)."""
    return sniff.looks_like_media(file.name) or sniff.what(file.head(512)) is not None
