"""Words of Facebook's interface that the reader has a table for: albums everybody has, profiles of others, labels.

English was seen in real downloads; the other languages are the words Facebook's interface uses. What is not here is
unknown, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from smallprint.exports.text import plain

_PROFILE = (
    "profile pictures|profile photos|profilbilder|photos de profil|photo de profil|profielfoto's|profielfotos|"
    "fotos del perfil|fotos de perfil|immagini del profilo|foto del profilo|profilové fotky|profilbilleder|"
    "profilbilder|profiilikuvat|zdjęcia profilowe|profil resimleri|profil fotoğrafları|profilképek|fotos do perfil|"
    "fotografii de profil|φωτογραφίες προφίλ|фото профиля|фотографии профиля|プロフィール写真|프로필 사진|头像"
)
_COVER = (
    "cover photos|cover photo|titelbilder|photos de couverture|photo de couverture|omslagfoto's|omslagfotos|"
    "fotos de portada|fotos da capa|fotos de capa|immagini di copertina|foto di copertina|úvodní fotky|coverbilleder|"
    "omslagsbilder|forsidebilder|forsidebilleder|kansikuvat|zdjęcia w tle|kapak fotoğrafları|borítóképek|"
    "fotografii de copertă|φωτογραφίες εξωφύλλου|фото обложки|カバー写真|커버 사진|封面照片"
)
# "Cleo Marrow wrote on Edith Marrow's timeline.", "… added a new photo to Edith Marrow's timeline."
# An album is called "Timeline photos" ("Chronik-Fotos"), so the bare word tells nothing.
_ELSEWHERE = re.compile(
    r"'s? timeline\b|\bwrote on\b|\bin der chronik von\b|\bs['’]? chronik\b(?!-)|\bop de tijdlijn van\b|"
    r"\ble journal de\b|\bau journal de\b|\bbiografia de\b|\bdiario di\b|\blinha do tempo de\b|\bmural de\b|"
    r"\btidslinje\b(?!-)|\baikajanalle\b"
)
_LABELS = {
    "message": "message|post|text|content|status|nachricht|beitrag|bericht|mensaje|publicación|publication|mensagem|"
    "messaggio|zpráva|meddelande|besked|melding|viesti|wiadomość|mesaj|üzenet|сообщение|メッセージ|메시지",
    "coordinates": "coordinates|coordinate|koordinaten|coördinaten|coordenadas|coordonnées|coordinate|souřadnice|"
    "koordinater|koordinaatit|współrzędne|koordinatlar|koordináták|координаты",
    "places": "place tags|place tag|place|places|ort|ortsmarkierungen|orte|plaats|plaatstags|lugar|lugares|lieu|"
    "lieux|luogo|luoghi|místo|plats|sted|paikka|miejsce|konum|hely|место",
}


def _slug(name: str) -> str:
    """As in a folder's name: `Profile pictures` and `Profilepictures` are one."""
    return re.sub(r"[\W_]+", "", plain(name))


def _split(words: str) -> frozenset[str]:
    return frozenset(_slug(word) for word in words.split("|"))


_PROFILES, _COVERS = _split(_PROFILE), _split(_COVER)
_MEANINGS = {plain(word): meaning for meaning, words in _LABELS.items() for word in words.split("|")}
_FOLDER = re.compile(r"/([^/]+?)_[A-Za-z0-9-]{6,}/[^/]*$")


@lru_cache(maxsize=4096)
def album_sort(name: str) -> str:
    """ "profile", "cover" or "" for an album's name or the first part of its folder's."""
    slug = _slug(name)
    if slug in _PROFILES:
        return "profile"
    return "cover" if slug in _COVERS else ""


def folder_of(uri: str) -> str:
    """The album's name as its folder writes it: `…/Mobileuploads_AbCd123/1.jpg` gives `Mobileuploads`."""
    found = _FOLDER.search(f"/{uri}")
    return found[1] if found else ""


def same_album(name: str, uri: str) -> bool:
    """Whether the picture lies in the folder of the album of this name."""
    return bool(name) and _slug(name) == _slug(folder_of(uri))


@lru_cache(maxsize=4096)
def stands_elsewhere(title: str) -> bool:
    """Whether Facebook's own sentence says that the post stands on another person's profile."""
    return bool(title) and _ELSEWHERE.search(plain(title)) is not None


@lru_cache(maxsize=1024)
def label(name: str) -> str:
    """ "message", "coordinates", "places", or "" for a label that is not in the table."""
    return _MEANINGS.get(plain(name), "")
