"""Take-downs in the store: kept whole, added to in order, forgotten when they must be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.store.invented import keep, look_at_all, post, sha
from tests.takedowns.invented import COMPLAINED, PAGE, PICTURE, TODAY, after, case, line, looked

from smallprint.errors import HomeBusy, UnknownName
from smallprint.records.takedowns import About, Address, AddressState, By, Happened, Writer
from smallprint.store import Home, open_home
from smallprint.takedowns.cases import broken_at


def test_what_is_kept_comes_back_the_same(home: Home, folder: Path, key: bytes) -> None:
    number = home.takedowns.open(COMPLAINED)
    assert home.takedowns.get(number) == replace(COMPLAINED, id=number)
    home.close()
    with open_home(folder, raw_key=key) as again:
        assert again.takedowns.all() == [replace(COMPLAINED, id=number)]
        assert broken_at(again.takedowns.get(number).history) is None


def test_lines_are_added_one_after_the_other_and_never_twice(home: Home) -> None:
    number = home.takedowns.open(case())
    longer = after(home.takedowns.get(number), line(Happened.SENT, "2026-09-03"))
    home.takedowns.add_line(number, longer.history[-1])
    with pytest.raises(HomeBusy):
        home.takedowns.add_line(number, longer.history[-1])
    assert len(home.takedowns.get(number).history) == 2


def test_an_address_is_kept_once(home: Home) -> None:
    number = home.takedowns.open(case())
    assert home.takedowns.add_addresses(number, [Address(PAGE), Address("https://a.example/"), Address(PAGE)]) == 1
    assert [each.url for each in home.takedowns.get(number).addresses] == [PAGE, PICTURE, "https://a.example/"]


def test_what_a_letter_needs_is_told_anew(home: Home) -> None:
    number = home.takedowns.open(case())
    about = About(child="\ud800Ada", writer=Writer.BOTH, age=13)
    home.takedowns.tell(number, about)
    assert home.takedowns.get(number).about == about
    with pytest.raises(UnknownName):
        home.takedowns.tell("99", about)


def test_a_wiped_case_is_in_no_page_of_the_file(home: Home, folder: Path) -> None:
    number = home.takedowns.open(COMPLAINED)
    home.takedowns.leave_dates_alone(number, (), stopped=True)
    with home._main.read() as connection:
        for table in ("takedown_cases", "takedown_addresses", "takedown_history"):
            rows = connection.execute(sa.text(f"SELECT * FROM {table}")).all()
            assert "akfield" not in repr(rows)
    assert not (folder / "backups").exists()


def test_a_dropped_picture_takes_its_address_out_of_every_case(home: Home) -> None:
    keep(home, post(1, "a.jpg"))
    look_at_all(home)
    given = case(addresses=(Address(PAGE, original=sha("a.jpg")), Address(PICTURE)))
    number = home.takedowns.open(
        after(given, looked(PAGE, AddressState.THERE, TODAY, By.PROGRAM, words="on the page"))
    )
    home.pictures.drop(sha("a.jpg"))
    kept = home.takedowns.get(number)
    assert kept.addresses == (Address(PICTURE),)
    assert PAGE not in repr(kept.history) and "on the page" not in repr(kept.history)
    assert [each.on for each in kept.history] == [TODAY, TODAY]


def test_a_home_from_before_take_downs_opens_with_everything_in_it(home: Home, folder: Path, key: bytes) -> None:
    keep(home, post(1, "a.jpg"))
    with home._main.write() as connection:
        later = ("sample_answers", "told_facts", "takedown_history", "takedown_addresses", "takedown_cases")
        for table in later:
            connection.execute(sa.text(f"DROP TABLE {table}"))
        connection.execute(sa.text("ALTER TABLE looks DROP COLUMN read_with"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    home.close()
    with open_home(folder, raw_key=key) as newer:
        assert newer.takedowns.all() == []
        newer.takedowns.open(case())
        with newer._main.read() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM items")).scalar() == 1
    assert (folder / "backups" / "before-leaving-0001.db").exists()
