"""What files say beside their pixels: read where it is true, absent where it is absurd."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from tests.media import made

from smallprint.media.box import Box
from smallprint.media.details import details_of
from smallprint.media.iptc import read_iptc
from smallprint.media.told import Told
from smallprint.media.xmp import read_xmp
from smallprint.records.items import Point
from smallprint.records.seen import Details

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:MP="http://ns.microsoft.com/photo/1.2/"
 xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#" xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#"
 photoshop:City="Oakfield" exif:GPSLatitude="51,30.5N" exif:GPSLongitude="0,7.5W"
 exif:DateTimeOriginal="2023-06-09T10:20:30.25+01:00">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sports day</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>school</rdf:li><rdf:li>Ada</rdf:li></rdf:Bag></dc:subject>
<dc:creator><rdf:Seq><rdf:li>Cleo Marrow</rdf:li></rdf:Seq></dc:creator>
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ada Marrow</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
<rdf:li rdf:parseType="Resource"><mwg-rs:Name>Ben Marrow</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type></rdf:li>
<rdf:li><rdf:Description mwg-rs:Name="Edith" mwg-rs:Type="Face"/></rdf:li>
<rdf:li><rdf:Description mwg-rs:Name="Rex" mwg-rs:Type="Pet"/></rdf:li>
</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>
<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>
<rdf:li MPReg:PersonDisplayName="Dan Marrow"/></rdf:Bag>
</MPRI:Regions></MP:RegionInfo>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.fixture(scope="module")
def box():
    with Box() as box:
        yield box


def told_exif(box, kind="JPEG", **parts):
    exif = Image.Exif()
    for tag, value in parts.get("main", {}).items():
        exif[tag] = value
    exif.get_ifd(0x8769).update(parts.get("inner", {}))
    exif.get_ifd(0x8825).update(parts.get("gps", {}))
    return box.decode(made.written(made.scene(64, 48), kind, exif=exif)).details


GPS = {1: "N", 2: (51.0, 30.0, 30.0), 3: "W", 4: (0.0, 7.0, 30.0)}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_exif_says_when_where_and_whose_camera(box, kind):
    details = told_exif(
        box,
        kind,
        main={0x010F: "Lumo", 0x0110: "Lumo X2", 0x013B: "Cleo Marrow", 0x010E: "Ada at Oakfield School"},
        inner={0x9003: "2023:06:09 10:20:30", 0x9011: "+02:00", 0xA430: "Dan Marrow"},
        gps=GPS,
    )
    assert details.taken == datetime(2023, 6, 9, 10, 20, 30, tzinfo=timezone(timedelta(hours=2)))
    assert details.point == Point(pytest.approx(51.508333, abs=1e-5), pytest.approx(-0.125, abs=1e-5))
    assert details.device == "Lumo X2"
    assert details.names == ("Cleo Marrow", "Dan Marrow")
    assert details.words == ("Ada at Oakfield School",)


def test_a_time_without_a_zone_stays_without_one(box):
    assert told_exif(box, inner={0x9003: "2023:06:09 10:20:30"}).taken == datetime.fromisoformat(
        "2023-06-09T10:20:30"
    )


@pytest.mark.parametrize("year", ["0000", "1970", "1980", "2036", "9999"])
def test_a_year_that_means_unset_is_absent(box, year):
    assert told_exif(box, inner={0x9003: f"{year}:01:01 00:00:00"}).taken is None


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {2: (51.0, 30.0, 0.0), 4: (1.0, 0.0, 0.0)},
        {**GPS, 2: (95.0, 0.0, 0.0)},
        {**GPS, 2: (IFDRational(1, 0), IFDRational(0, 1), IFDRational(0, 1))},
        {**GPS, 1: "Q"},
        {**GPS, 4: (200.0, 0.0, 0.0)},
    ],
)
def test_a_place_that_cannot_be_is_absent(box, gps):
    assert told_exif(box, gps=gps).point is None


def test_words_typed_in_other_alphabets_are_read(box):
    details = told_exif(
        box,
        main={
            0x9C9B: "Zoë’s birthday\0".encode("utf-16-le"),
            0x9C9D: "Edith\0".encode("utf-16-le"),
            0x010E: "Ðe skóli".encode(),
        },
        inner={0x9286: b"UNICODE\0" + "Mädchen 7".encode("utf-16-le")},
    )
    assert set(details.words) == {"Zoë’s birthday", "Ðe skóli", "Mädchen 7"}
    assert details.names == ("Edith",)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_xmp_says_who_is_in_the_picture(box, kind):
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP)
        content = made.written(made.scene(64, 48), kind, pnginfo=text)
    elif kind == "TIFF":
        content = made.written(made.scene(64, 48), kind, tiffinfo={700: XMP.encode()})
    else:
        content = made.written(made.scene(64, 48), kind, xmp=XMP.encode())
    details = box.decode(content).details
    assert set(details.names) == {"Cleo Marrow", "Ada Marrow", "Ben Marrow", "Edith", "Dan Marrow"}
    assert {"Sports day", "school", "Ada"} <= set(details.words)
    assert details.places == ("Oakfield",)
    assert details.point == Point(pytest.approx(51.508333, abs=1e-5), pytest.approx(-0.125, abs=1e-5))
    assert details.taken == datetime(2023, 6, 9, 9, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "packet",
    [b"", b"<", b"no xml", made.laughs(), made.laughs().decode().encode("utf-16"), b"<a>" * 5000, b"<x/>" * 400_000],
)
def test_xml_that_attacks_says_nothing(packet):
    told = Told()
    read_xmp(packet, told)
    assert details_of(told) == Details()


def iptc(*fields):
    return b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value for number, value in fields)


def test_iptc_says_captions_and_places(box):
    fields = [
        (120, b"Swimming, Year 2"),
        (25, b"Ada"),
        (80, b"Coach Fitz"),
        (90, b"Oakfield"),
        (101, "Écosse".encode("cp1252")),
    ]
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(iptc(*fields))) + iptc(*fields)
    content = made.with_segment(made.written(made.scene(64, 48)), 0xED, b"Photoshop 3.0\0" + resource + b"\0")
    details = box.decode(content).details
    assert details.words == ("Swimming, Year 2", "Ada")
    assert details.names == ("Coach Fitz",)
    assert details.places == ("Oakfield", "Écosse")


def test_a_cut_off_iptc_block_gives_what_came_before():
    told, block = Told(), iptc((25, b"Ada"), (90, b"Oakfield"))
    for length in range(len(block)):
        read_iptc(block[:length], told)
    assert told.words[-1] == "Ada"


def test_png_text_is_read(box):
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", "Cleo Marrow")
    text.add_text("Description", "Ben, 4 today")
    details = box.decode(made.written(made.scene(64, 48), "PNG", pnginfo=text)).details
    assert (details.names, details.words) == (("Cleo Marrow",), ("Ben, 4 today",))


def test_very_many_and_very_long_words_are_bounded(box):
    details = told_exif(box, main={0x010E: "a" * 60_000})
    assert [len(word) for word in details.words] == [2000]
