"""What XMP says: titles, people's names beside their faces, places.

Sources: Adobe XMP Specification part 2 (dc, photoshop, exif, tiff), IPTC Photo Metadata 2023.2 (PersonInImage),
Metadata Working Group guidelines 2.0 (mwg-rs), Microsoft People Tagging (MP), digiKam's own tag list.
"""

from __future__ import annotations

import re

from lxml import etree

from smallprint.media.exif import device, moment
from smallprint.media.told import Told, add_text

_MOST_BYTES = 1 << 20
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_FACES = "{http://www.metadataworkinggroup.com/schemas/regions/}"
_MICROSOFT = "{http://ns.microsoft.com/photo/1.2/t/Region#}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_TIFF = "{http://ns.adobe.com/tiff/1.0/}"
_DIGIKAM = "{http://www.digikam.org/ns/1.0/}"
_LIGHTROOM = "{http://ns.adobe.com/lightroom/1.0/}"

_WORDS = (
    f"{_DC}title",
    f"{_DC}description",
    f"{_DC}subject",
    f"{_SHOP}Headline",
    f"{_EXIF}UserComment",
    f"{_DIGIKAM}TagsList",
    f"{_LIGHTROOM}hierarchicalSubject",
    f"{_EXT}Event",
)
_NAMES = (
    f"{_DC}creator",
    f"{_EXT}PersonInImage",
    f"{_EXT}PersonName",
    f"{_MICROSOFT}PersonDisplayName",
)
_PLACES = (
    f"{_SHOP}City",
    f"{_SHOP}State",
    f"{_SHOP}Country",
    f"{_CORE}Location",
    f"{_EXT}City",
    f"{_EXT}Sublocation",
    f"{_EXT}LocationName",
    f"{_EXT}ProvinceState",
    f"{_EXT}CountryName",
)
_COORDINATE = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,10})?)(?:,(\d{1,2}(?:\.\d{1,10})?))?([NSEW])")


def read_xmp(packet: bytes, told: Told) -> None:
    """Fill `told` from one XMP packet. Not XML, too long, or with a document type of its own: nothing."""
    root = _parsed(packet)
    if root is None:
        return
    facts = _facts(root)
    for texts, keys in ((told.words, _WORDS), (told.names, _NAMES), (told.places, _PLACES)):
        for key in keys:
            for text in facts.get(key, ()):
                add_text(texts, text)
    for name in _face_names(root):
        add_text(told.names, name)
    told.device = told.device or device(_first(facts, f"{_TIFF}Make"), _first(facts, f"{_TIFF}Model"))
    told.taken = told.taken or _taken(facts)
    told.point = told.point or _point(facts)


def _parsed(packet: bytes) -> etree._Element | None:
    packet = packet.strip(b"\0 \r\n\t")
    if not packet or len(packet) > _MOST_BYTES or b"<!DOCTYPE" in packet:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, recover=True
    )
    try:
        root = etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # A packet in UTF-16 hides its document type from the search above; the parser does not miss it.
    return None if root is None or root.getroottree().docinfo.internalDTD is not None else root


def _facts(root: etree._Element) -> dict[str, list[str]]:
    """Every property with its texts, written as an element, a list, or an attribute."""
    facts: dict[str, list[str]] = {}
    for element in root.iter(tag=etree.Element):
        for key, value in element.attrib.items():
            facts.setdefault(str(key), []).append(str(value))
        if not str(element.tag).startswith(_RDF):
            facts.setdefault(str(element.tag), []).extend(_texts(element))
    return facts


def _texts(element: etree._Element) -> list[str]:
    entries = element.findall(f"./*/{_RDF}li")
    return [entry.text or "" for entry in entries] if entries else [element.text or ""]


def _face_names(root: etree._Element) -> list[str]:
    """Names of mwg-rs regions that are faces; a region of another type (a barcode, a pet) is left out."""
    names = []
    for region in root.iter(f"{_RDF}li", f"{_RDF}Description"):
        name, kind = (region.get(f"{_FACES}{key}") or region.findtext(f"{_FACES}{key}") for key in ("Name", "Type"))
        if name and (kind or "Face") == "Face":
            names.append(name)
    return names


def _first(facts: dict[str, list[str]], key: str) -> str:
    return next((text.strip() for text in facts.get(key, ()) if text.strip()), "")


def _taken(facts: dict[str, list[str]]) -> str:
    for key in (f"{_EXIF}DateTimeOriginal", f"{_SHOP}DateCreated"):
        text = _first(facts, key)
        if found := moment(text, text[19:].lstrip(".0123456789")):
            return found
    return ""


def _point(facts: dict[str, list[str]]) -> tuple[float, float] | None:
    latitude = _degrees(_first(facts, f"{_EXIF}GPSLatitude"), "NS", 90)
    longitude = _degrees(_first(facts, f"{_EXIF}GPSLongitude"), "EW", 180)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _degrees(text: str, letters: str, most: int) -> float | None:
    match = _COORDINATE.fullmatch(text)
    if match is None or match[4] not in letters:
        return None
    value = int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600
    if value > most:
        return None
    return round(-value if match[4] in "SW" else value, 7)
