"""What every reader promises, checked on every fixture folder tests/exports/<network>/<era>.

A new network is tested by adding its fixture and its line in READERS; nothing here needs to change.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import tarred, zipped

from smallprint.errors import SmallprintError
from smallprint.exports import open_export, sniff
from smallprint.readers import READERS, recognise
from smallprint.readers.base import Reader
from smallprint.readers.expect import EXPECTED, expect, ledger, summary
from smallprint.records.accounts import FACTS
from smallprint.records.items import AccountFact, Audience, Item, Kind, Record, Trouble

HERE = Path(__file__).parent.parent / "exports"
FIXTURES = sorted(path.parent for path in HERE.glob(f"*/*/{EXPECTED}"))
BY_NAME = {reader.name: reader for reader in READERS}
LISTS = ("json", "html", "htm", "js", "csv", "xml")
MUTANTS = 25

Files = dict[str, bytes]


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.name}"


def content_of(folder: Path) -> Files:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in sorted(found.items()) if name != EXPECTED}


@pytest.fixture(params=FIXTURES, ids=named)
def fixture(request) -> Path:
    if request.param.parent.name not in BY_NAME:
        pytest.skip("its reader is not in READERS")
    return request.param


@pytest.fixture
def reader(fixture) -> Reader:
    return BY_NAME[fixture.parent.name]


@pytest.fixture
def files(fixture) -> Files:
    return content_of(fixture)


@pytest.fixture
def read(tmp_path, reader):
    """Zip files, open them, and give the records together with what the view itself refused."""

    def reading(*parts: Files, pack=zipped) -> list[Record]:
        paths = [tmp_path / f"part-{number}.zip" for number in range(1, len(parts) + 1)]
        for path, files in zip(paths, parts, strict=True):
            path.write_bytes(pack(files))
        with open_export(paths) as export:
            return [*reader.read(export), *export.refused]

    return reading


def keys(records: list[Record]) -> list[str]:
    return [record.key for record in records if isinstance(record, Item)]


def troubles(records: list[Record]) -> list[Trouble]:
    return [record for record in records if isinstance(record, Trouble)]


def lists(files: Files) -> list[str]:
    return [name for name in files if sniff.extension(name) in LISTS]


def test_every_reader_has_a_fixture():
    assert {path.parent.name for path in FIXTURES} >= set(BY_NAME)


def test_a_reader_recognises_its_own_and_declines_all_others(files, reader, tmp_path):
    (tmp_path / "export.zip").write_bytes(zipped(files))
    with open_export([tmp_path / "export.zip"]) as export:
        assert [match.reader for match in recognise(export)] == [reader.name]
        match = reader.recognises(export)
        assert match is not None
        assert match.era in reader.eras
        assert 0 < match.how_sure <= 1
        assert match.why


def test_a_fixture_gives_what_a_person_has_checked(fixture, reader):
    checked = json.loads((fixture / EXPECTED).read_text(encoding="utf-8"))
    assert json.loads(json.dumps(expect(reader, fixture))) == checked


def test_the_same_input_gives_the_same_records_and_no_key_twice(files, read):
    once = read(files)
    assert read(files) == once
    assert [key for key, count in Counter(keys(once)).items() if count > 1] == []
    assert all(keys(once))


def test_packing_does_not_matter(files, read):
    """Zipped again with a folder around it, as a tar, on two parts: the same items with the same pictures."""
    wrapped = {f"My downloads/export/{name}": content for name, content in files.items()}
    backslashed = {name.replace("/", "\\"): content for name, content in files.items()}
    names = list(files)
    half = len(names) // 2
    one, two = ({name: files[name] for name in share} for share in (names[:half], names[half:]))
    plain = read(files)
    others = [
        read(wrapped),
        read(backslashed),
        read(files, pack=tarred),
        read(two, one),
        read({"in.zip": zipped(files)}),
    ]
    for other in others:
        assert keys(other) == keys(plain)
        assert ledger(other) | {"skipped": 0, "entries": 0} == ledger(plain) | {"skipped": 0, "entries": 0}
        assert [stated(item) for item in items(other)] == [stated(item) for item in items(plain)]


def stated(item: Item) -> tuple[object, ...]:
    missing = [picture.missing for picture in item.pictures]
    return item.kind, item.when, item.words, item.audience, item.people, item.places, item.link, missing


def items(records: list[Record]) -> list[Item]:
    return [record for record in records if isinstance(record, Item)]


def test_every_picture_lies_in_the_export_or_is_said_to_be_missing(files, reader, tmp_path):
    (tmp_path / "export.zip").write_bytes(zipped(files))
    with open_export([tmp_path / "export.zip"]) as export:
        for item in items(list(reader.read(export))):
            for picture in item.pictures:
                assert picture.missing != (picture.member in export.files)


def test_without_its_media_every_picture_is_missing_and_no_item_is_lost(files, read, reader):
    if not reader.tells.media_inside or not lists(files):
        pytest.skip("its items are its media")
    plain, bare = read(files), read({name: files[name] for name in lists(files)})
    assert set(keys(bare)) == set(keys(plain))
    assert all(picture.missing for item in items(bare) for picture in item.pictures)


def test_items_state_only_what_can_be_stated(files, read, reader):
    for item in items(read(files)):
        assert item.network == reader.name
        assert isinstance(item.audience, Audience)
        assert isinstance(item.kind, Kind)
        assert item.audience_why
        assert item.when is None or 1990 <= item.when.year < 2100
        assert item.link is None or item.link.startswith(("https://", "http://"))
        assert item.point is None or (abs(item.point.latitude) <= 90 and abs(item.point.longitude) <= 180)
        item.words.encode("utf-8")


def test_facts_have_known_names_and_name_their_source(files, read):
    for fact in (record for record in read(files) if isinstance(record, AccountFact)):
        assert fact.name in FACTS
        assert fact.source


def test_every_record_is_small_and_free_of_this_computer(files, read, tmp_path):
    assert str(tmp_path) not in repr(read(files))


# Nothing is written, and nothing is sent -------------------------------------------------------------------------


WATCHED: list[tuple[str, object]] = []
WATCHING: list[bool] = []
TOUCHES = {
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "shutil.move",
    "shutil.copyfile",
    "subprocess.Popen",
    "os.system",
    "socket.connect",
    "socket.bind",
}


def watch(event: str, told: tuple[object, ...]) -> None:
    if not WATCHING:
        return
    if event == "open" and isinstance(told[1], str) and set(told[1]) & set("wax+"):
        WATCHED.append((event, told[0]))
    elif event in TOUCHES:
        WATCHED.append((event, told))


@contextmanager
def watched() -> Iterator[list[tuple[str, object]]]:
    """Keep what the interpreter's own audit says was written, moved, started or sent."""
    WATCHED.clear()
    WATCHING.append(True)
    try:
        yield WATCHED
    finally:
        WATCHING.clear()


sys.addaudithook(watch)


def test_reading_writes_nothing_and_sends_nothing(files, reader, tmp_path):
    (tmp_path / "export.zip").write_bytes(zipped(files))
    with watched() as seen, open_export([tmp_path / "export.zip"]) as export:
        assert recognise(export)
        assert list(reader.read(export))
    assert seen == []


# Damage: Troubles, never an exception, and everything else is still read ------------------------------------------


def matters(files: Files, name: str, read) -> bool:
    """Say whether the reader takes anything from this list."""
    without = {other: content for other, content in files.items() if other != name}
    return without != {} and told(read(without)) != told(read(files))


def told(records: list[Record]) -> list[str]:
    return sorted(repr(record) for record in records if not isinstance(record, Trouble))


def check_damage(files: Files, name: str, content: bytes, read) -> list[Record]:
    """Read with one list damaged: what the other lists hold is all there."""
    without = {other: kept for other, kept in files.items() if other != name}
    records = read(files | {name: content})
    if without:
        elsewhere = set(keys(read(files))) & set(keys(read(without)))
        assert elsewhere - set(keys(records)) == set(), name
    counts = ledger(records)
    assert counts["entries"] == counts["items"] + counts["joined"] + counts["skipped"] + counts["unread"]
    assert all(trouble.kind and trouble.where for trouble in troubles(records))
    return records


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_list_that_is_cut_off_is_told_and_the_rest_is_read(files, read, share):
    for name in lists(files):
        content = files[name]
        records = check_damage(files, name, content[: int(len(content) * share)], read)
        if matters(files, name, read) and share < 0.9:
            assert len(troubles(records)) > len(troubles(read(files))), name


def test_an_emptied_list_is_told(files, read):
    for name in lists(files):
        records = check_damage(files, name, b"", read)
        if matters(files, name, read):
            assert len(troubles(records)) > len(troubles(read(files))), name


@pytest.mark.parametrize(
    "other", [b"<html><body>Log in</body></html>", b'[{"foo": 1}]', b'{"foo": {"bar": []}}', b"\0" * 500]
)
def test_a_list_of_something_else_costs_itself_alone(files, read, other):
    for name in lists(files):
        check_damage(files, name, other, read)


def changed(value: object, change) -> object:
    """Put something absurd in the place of every plain value of a JSON value."""
    if isinstance(value, dict):
        return {key: changed(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [changed(one, change) for one in value]
    return change(value)


ABSURD = {
    "null": lambda _: None,
    "year 9999": lambda value: 253402300799 if isinstance(value, int) else value,
    "far future": lambda value: 10**30 if isinstance(value, int | float) else value,
    "negative": lambda value: -62169958800 if isinstance(value, int) else value,
    "text for numbers": lambda value: str(value) if isinstance(value, int | float) else value,
    "numbers for text": lambda value: 7 if isinstance(value, str) else value,
    "lists for text": lambda value: [value] if isinstance(value, str) else value,
    "objects for text": lambda value: {"value": value} if isinstance(value, str) else value,
    "objects for all": lambda value: {},
    "true for all": lambda value: True,
    "long text": lambda value: "Ada " * 12_500 if isinstance(value, str) else value,
    "hostile text": lambda value: "\ud83d\x00../../etc/passwd<img src=x>" if isinstance(value, str) else value,
    "ten levels": lambda value: [[[[[[[[[[value]]]]]]]]]],
}
RESHAPED = {
    "list for object": lambda value: [value] if isinstance(value, dict) else value,
    "object for list": lambda value: {"0": value} if isinstance(value, list) else value,
    "bare object": lambda value: value[0] if isinstance(value, list) and value else value,
    "wrapped": lambda value: {"unknown_v9": value},
    "twice": lambda value: value + value if isinstance(value, list) else value,
    "entries of nothing": lambda value: [{}, [], None, 1, "x", True, [[]], {"a": None}],
}


@pytest.mark.parametrize("change", ABSURD, ids=str)
def test_absurd_values_end_as_troubles_or_as_unknown(files, read, change):
    for name in lists(files):
        value = parsed(files[name])
        if value is not None:
            content = json.dumps(changed(value, ABSURD[change])).encode()
            check_values(check_damage(files, name, content, read))


@pytest.mark.parametrize("shape", RESHAPED, ids=str)
def test_another_shape_ends_as_troubles_or_is_understood(files, read, shape):
    for name in lists(files):
        value = parsed(files[name])
        if value is not None:
            check_values(check_damage(files, name, json.dumps(RESHAPED[shape](value)).encode(), read))


def parsed(content: bytes) -> object | None:
    try:
        value: object = json.loads(content)
    except ValueError:
        return None
    return value


def check_values(records: list[Record]) -> None:
    for item in items(records):
        assert isinstance(item.words, str)
        assert isinstance(item.key, str)
        assert item.key
        item.words.encode("utf-8")
        assert item.when is None or 1990 <= item.when.year < 2100
        assert all(isinstance(picture.member, str) for picture in item.pictures)
        assert all(isinstance(text, str) for text in (*item.places, *item.people, *item.albums))
        assert item.link is None or item.link.startswith(("https://", "http://"))


WEDGES = [b'"', b"{", b"]", b"\\", b",", b"<", b"\xff\xfe", b"\0", b'"]}', b"NaN", b"<div class=uiBoxWhite>"]


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 4, 40])):
        content[chance.randrange(len(content))] = chance.randrange(256)


def double(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    content[place:place] = content[chance.randrange(len(content)) :]


def drop(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    del content[place : place + chance.randrange(1, 50)]


def wedge(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    content[place:place] = chance.choice(WEDGES)


def mutated(files: Files, chance: random.Random) -> Files:
    """Damage some of the files in one of the ways that disks, downloads and crafty people do."""
    after = dict(files)
    for name in chance.sample(sorted(after), k=min(len(after), chance.choice([1, 1, 2, 5]))):
        content = bytearray(after.pop(name))
        chance.choice([cut, flip, double, drop, wedge])(content, chance)
        after[chance.choice([name, name, name, name.upper(), f"again/{name}"])] = bytes(content)
    return after


@pytest.mark.parametrize("seed", range(MUTANTS))
@pytest.mark.parametrize("name", BY_NAME)
def test_seeded_mutants_never_end_in_a_traceback(name, seed, tmp_path):
    chance = random.Random(f"{name} {seed}")
    folder = chance.choice([path for path in FIXTURES if path.parent.name == name])
    found = content_of(folder)
    path = tmp_path / "mutant.zip"
    path.write_bytes(zipped(mutated({file: content for file, content in found.items() if content}, chance)))
    try:
        with open_export([path]) as export:
            records = list(BY_NAME[name].read(export))
            recognise(export)
    except SmallprintError as problem:
        assert problem.hint
        return
    check_values(records)
    json.dumps(summary(records, export))
