"""The helpers that the readers of Instagram, Facebook and Threads share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from smallprint.exports.html_boxes import Piece
from smallprint.readers.meta.labels import fields, first, media_below
from smallprint.readers.meta.media import media_id, point, shot_of
from smallprint.readers.meta.pages import printed_date, record_of
from smallprint.records.items import Point


@pytest.mark.parametrize(
    ("uri", "known"),
    [
        ("media/posts/202405/441_830_510_n_17972948920990787.jpg", "17972948920990787"),
        ("media/posts/202405/17972948920990787.jpg", "17972948920990787"),
        ("media/stories/202405/17972948920990787", "17972948920990787"),
        ("https://cdn.example/v/17972948920990787.jpg?oh=x.y", "17972948920990787"),
        ("photos/201801/20180105101112.jpg", None),
        ("photos/201801/0a1b2c3d4e5f6071829304050607.jpg", None),
        ("media/posts/202405/441_830_n.jpg", None),
    ],
)
def test_the_id_is_the_digits_right_before_the_extension(uri: str, known: str | None) -> None:
    assert media_id(uri) == known


@pytest.mark.parametrize(
    "printed",
    [
        "Nov 14, 2023 10:13 pm",
        "Nov 14, 2023 10:13:00\u202fpm",
        "Nov 14, 2023 10:13pm",
        "14 Nov 2023, 22:13",
        "14. Nov. 2023, 22:13",
        "14.11.2023, 22:13",
        "14/11/2023, 22:13",
        "2023-11-14 22:13",
        "14 nov. 2023 à 22:13",
        "14 nov 2023 22:13",
        "14 de nov. de 2023 22:13",
        "14 novembre 2023 22:13",
        "14 listopadu 2023 22:13",
        "14. november 2023 kl. 22.13",
        "14 lis 2023, 22:13",
        "14 Kas 2023 22:13",
        "2023年11月14日 22:13",
    ],
)
def test_a_printed_date_is_read_in_utc_minus_eight(printed: str) -> None:
    when = printed_date(printed)
    assert when is not None
    assert when.astimezone(UTC) == datetime(2023, 11, 15, 6, 13, tzinfo=UTC)


def test_a_date_that_two_countries_read_differently_is_not_guessed() -> None:
    assert printed_date("03/04/2023, 22:13") is None


def test_labels_are_found_at_any_depth() -> None:
    record = {
        "label_values": [
            {"title": "Owner", "dict": [{"title": "", "dict": [{"label": "Username", "value": "fitz"}]}]}
        ]
    }
    found = first(record, "username")
    assert found is not None
    assert (found.path, found.value) == (("Owner", "Username"), "fitz")


@pytest.mark.parametrize(
    "record", [None, 3, "x", [], {"label_values": 3}, {"string_map_data": [[]]}, {"label_values": [{}]}]
)
def test_a_record_of_any_wrong_shape_has_no_fields(record: object) -> None:
    assert list(fields(record)) == []


def test_media_of_variants_and_subtitles_are_no_further_pictures() -> None:
    record = {
        "media": [{"uri": "a.mp4", "media_variants": [{"uri": "b.mp4"}], "media_metadata": {"x": {"uri": "c.srt"}}}]
    }
    assert [one["uri"] for one in media_below(record)] == ["a.mp4"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        (54.28, -0.4, Point(54.28, -0.4)),
        ("54,28", "-0.4", Point(54.28, -0.4)),
        (0, 0, None),
        (float("nan"), 1, None),
        (91, 1, None),
        ("north", 1, None),
        (None, 1, None),
        (10**400, 1, None),
    ],
)
def test_a_place_is_on_the_globe_or_unknown(latitude: object, longitude: object, place: Point | None) -> None:
    assert point(latitude, longitude) == place


def test_small_dicts_of_camera_facts_belong_together() -> None:
    exif = [{"latitude": 1.5}, {"longitude": 2.5}, {"source_type": "camera"}]
    shot = shot_of({"uri": "a.jpg", "media_metadata": {"photo_metadata": {"exif_data": exif}}})
    assert shot is not None
    assert (shot.point, shot.sources) == (Point(1.5, 2.5), ("camera",))


def test_in_a_box_the_caption_stands_before_the_media_and_the_date_after() -> None:
    pieces = (
        Piece("text", "born on Jan 1, 2019 at 9:00", "div", "_a6-h"),
        Piece("media", "media/a.jpg", "a", ""),
        Piece("text", "Latitude", "td", "_a6-q"),
        Piece("text", "54.28", "td", ""),
        Piece("text", "Longitude", "td", "_a6-q"),
        Piece("text", "-0.4", "td", ""),
        Piece("text", "Nov 14, 2023 10:13 pm", "div", "_3-94 _a6-o"),
    )
    record = record_of(pieces)
    assert (record["title"], record["creation_timestamp"]) == ("born on Jan 1, 2019 at 9:00", 1700028780)
    media = record["media"]
    assert isinstance(media, list)
    shot = shot_of(media[0])
    assert shot is not None and shot.point == Point(54.28, -0.4)
