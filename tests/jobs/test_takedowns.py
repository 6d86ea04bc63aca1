"""Take-downs in a real home: nothing lost, the history stays, and looking at a real site on this machine."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
import sqlalchemy as sa
from PIL import Image
from tests.loopback import Played, huge, playing, slow
from tests.store.invented import keep
from tests.takedowns.invented import ADA, TODAY

from smallprint.errors import Refused, UnknownName
from smallprint.guides.services import Page
from smallprint.jobs import takedown_cases
from smallprint.jobs.check_takedown import Looker, Original, check_case, look
from smallprint.jobs.progress import quiet
from smallprint.jobs.takedown_cases import Wish, add_line, letter_for, looked_myself, open_case, standings, stop, wipe
from smallprint.media.box import Box
from smallprint.records.family import WordKind
from smallprint.records.findings import Finding, ShownPicture
from smallprint.records.items import Audience, Kind
from smallprint.records.takedowns import About, Address, AddressState, By, CaseState, Happened, Route
from smallprint.store import Home
from smallprint.takedowns.cases import broken_at, outcomes
from smallprint.takedowns.stop import Picture

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAGE = "https://www.oakfield.example/news/sports-day"


def wish(**more: object) -> Wish:
    return Wish(**{"holder": "Oakfield School", "route": Route.ORGANISATION, "about": ADA, "urls": (PAGE,), **more})


def test_a_case_is_kept_whole(home: Home):
    opened = open_case(home, wish(), NOW)
    case = home.takedowns.get(opened.id)
    assert (case.holder, case.route, case.about) == ("Oakfield School", Route.ORGANISATION, ADA)
    assert case.addresses == (Address(PAGE),)
    assert [line.what for line in case.history] == [Happened.OPENED]
    assert home.takedowns.all() == [case]


def test_one_school_with_forty_pictures_is_one_case(home: Home):
    pasted = "\n".join([f"https://www.oakfield.example/p/{n}" for n in range(40)] + ["rubbish", "file:///etc/passwd"])
    opened = open_case(home, wish(urls=(), pasted=pasted), NOW)
    assert opened.addresses == 40 and len(opened.left_out.unusable) == 2
    assert len(home.takedowns.all()) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://169.254.169.254/", "ftp://a.example/", "lorem"])
def test_an_address_that_cannot_be_used_is_a_sentence_and_no_case(home: Home, url):
    with pytest.raises(Refused, match="cannot be used"):
        open_case(home, wish(urls=(url,)), NOW)
    assert home.takedowns.all() == []


def test_a_list_without_any_address_is_a_sentence_and_no_case(home: Home):
    with pytest.raises(Refused, match="no usable address"):
        open_case(home, wish(urls=(), pasted="lorem\nipsum"), NOW)
    assert home.takedowns.all() == []


def test_for_a_sexual_picture_nothing_is_kept(home: Home):
    for asked in (wish(picture=Picture.SEXUAL), wish(said="an AI nude")):
        assert isinstance(open_case(home, asked, NOW), Page)
    assert home.takedowns.all() == []


def test_a_history_cannot_be_changed_in_the_home_either(home: Home):
    opened = open_case(home, wish(), NOW)
    with pytest.raises(sa.exc.IntegrityError, match="only added to"), home._main.write() as connection:
        connection.execute(sa.text("UPDATE takedown_history SET words = 'other'"))
    assert broken_at(home.takedowns.get(opened.id).history) is None


def test_letter_chaser_complaint_and_gone_in_one_history(home: Home):
    case_id = open_case(home, wish(), NOW).id
    assert "article 17" in letter_for(home, case_id, TODAY).text
    add_line(home, case_id, Happened.SENT, NOW, on=date(2026, 9, 3))
    add_line(home, case_id, Happened.CHASED, NOW, on=date(2026, 10, 6))
    add_line(home, case_id, Happened.COMPLAINED, NOW, on=date(2026, 10, 14))
    assert "6 October 2026" in letter_for(home, case_id, TODAY, "regulator_uk").text
    add_line(home, case_id, Happened.DONE, NOW, on=date(2026, 11, 20))
    looked_myself(home, case_id, PAGE, AddressState.GONE, NOW)
    [(case, standing)] = standings(home, TODAY)
    assert standing.state is CaseState.DONE
    assert [each.state for each in outcomes(case)] == [AddressState.GONE]
    assert broken_at(case.history) is None and len(case.history) == 6


def test_a_refused_line_changes_nothing(home: Home):
    case_id = open_case(home, wish(), NOW).id
    before = home.takedowns.get(case_id)
    with pytest.raises(Refused):
        add_line(home, case_id, Happened.REFUSED, NOW)
    with pytest.raises(Refused):
        add_line(home, case_id, Happened.SENT, NOW, on=TODAY + timedelta(days=1))
    assert home.takedowns.get(case_id) == before


@pytest.mark.parametrize("case_id", ["99", "x", "", "-1", "1; DROP TABLE", "٣"])
def test_a_case_that_does_not_exist_is_a_sentence(home: Home, case_id):
    with pytest.raises(UnknownName, match="no case"):
        home.takedowns.get(case_id)


def test_a_case_survives_the_person_it_is_about(home: Home):
    case_id = open_case(home, wish(about=About()), NOW).id
    assert "[the child's name" in letter_for(home, case_id, TODAY).text


def test_a_birthday_among_the_familys_words_keeps_out_of_letters(home: Home):
    home.family.add(WordKind.BIRTHDAY, "2019-05-04")
    about = About(where_in_picture="born 4 May 2019")
    case_id = open_case(home, wish(about=about), NOW).id
    with pytest.raises(Refused, match="birthday"):
        letter_for(home, case_id, TODAY)


@pytest.mark.parametrize("forget", [stop, wipe])
def test_what_is_forgotten_is_in_no_file_of_the_home_but_the_dates_stay(home: Home, forget):
    case_id = open_case(home, wish(), NOW).id
    add_line(home, case_id, Happened.SENT, NOW, on=date(2026, 9, 3), words="by mail")
    forget(home, case_id)
    case = home.takedowns.get(case_id)
    assert (case.holder, case.addresses, case.about) == ("", (), About())
    assert [(line.what, line.on, line.words) for line in case.history] == [
        (Happened.OPENED, TODAY, ""),
        (Happened.SENT, date(2026, 9, 3), ""),
    ]
    assert broken_at(case.history) is None


def test_a_finding_brings_its_address_and_its_own_picture(home: Home):
    home.findings.replace("cleo.marrow", [finding(keep(home))])
    case_id = open_case(home, wish(urls=(), finding="f1", route=Route.SEARCH), NOW).id
    assert home.takedowns.get(case_id).addresses == (
        Address("https://www.instagram.com/p/abc/", original="a" * 64, finding="f1"),
    )
    with pytest.raises(UnknownName):
        open_case(home, wish(urls=(), finding="f2"), NOW)


def finding(export: int) -> Finding:
    return Finding(
        id="f1",
        network="instagram",
        account="cleo.marrow",
        kind=Kind.POST,
        when=None,
        words="",
        audience=Audience.PUBLIC,
        audience_why="",
        audience_then=None,
        children=("Ada",),
        unnamed_faces=0,
        clues=(),
        score=10,
        reasons=(),
        pictures=(ShownPicture(1, "a.jpg", "a" * 64, video=False),),
        link="https://www.instagram.com/p/abc/",
        key="k",
        export=export,
    )


def test_a_stopped_case_has_no_letter_no_line_and_no_look(home: Home):
    case_id = open_case(home, wish(), NOW).id
    stop(home, case_id)
    for attempt in (
        lambda: letter_for(home, case_id, TODAY),
        lambda: add_line(home, case_id, Happened.SENT, NOW),
        lambda: looked_myself(home, case_id, PAGE, AddressState.GONE, NOW),
        lambda: takedown_cases.tell(home, case_id, ADA),
        lambda: check_case(home, case_id, lambda site: True, NOW, quiet()),
    ):
        with pytest.raises(Refused, match="no copy, no look"):
            attempt()
    assert standings(home, TODAY)[0][1] is None


# Looking, at a real site on this machine


def drawing(seed: int, size: int = 320) -> Image.Image:
    """An invented picture with broad shapes, different for every seed."""
    chance = np.random.default_rng(seed)
    small = chance.integers(0, 255, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(small).resize((size, size * 3 // 4), Image.Resampling.BICUBIC)


def jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality)
    return written.getvalue()


@pytest.fixture(scope="module")
def box():
    with Box() as box:
        yield box


@pytest.fixture
def site():
    with playing() as site:
        yield site


@pytest.fixture(scope="module")
def original(box: Box) -> Original:
    seen = box.decode(jpeg(drawing(1)))
    return Original(seen.alike, seen.width)


TEXT = b"<title>Sports day</title><p>Sports day was a joy for everybody who came.</p>"


def found_at(site, box, path, original=None, seen_before=False):
    looker = Looker(site.door, box, frozenset({"127.0.0.1"}))
    return look(Address(site.url(path)), original, looker, seen_before=seen_before)


@pytest.mark.parametrize(
    ("played", "state"),
    [
        (Played(200, TEXT), AddressState.THERE),
        (Played(404, b"gone"), AddressState.GONE),
        (Played(410, b""), AddressState.GONE),
        (Played(200, b"<h1>Page not found</h1><p>Please go to our front page.</p>"), AddressState.CANNOT_TELL),
        (Played(200, b"<h1>Parents</h1><form><input type=password></form>"), AddressState.CANNOT_TELL),
        (Played(403, b"no"), AddressState.CANNOT_TELL),
        (Played(500, b"oh"), AddressState.CANNOT_TELL),
        (Played(200, b""), AddressState.CANNOT_TELL),
        (Played(301, headers={"Location": "https://new.example/p"}), AddressState.MOVED),
        (Played(302, headers={"Location": "/login?next=/p"}), AddressState.CANNOT_TELL),
        (Played(302, headers={"Location": "/"}), AddressState.CANNOT_TELL),
        (Played(301, headers={"Location": "/one"}), AddressState.MOVED),
        (Played(301, headers={"Location": "/p"}), AddressState.CANNOT_TELL),
        (Played(act=huge), AddressState.CANNOT_TELL),
        (Played(200, b"\x89PNG not really", "image/png"), AddressState.THERE),
    ],
    ids=range(15),
)
def test_what_a_site_plays_is_told_as_what_it_is(site, box, played, state):
    site.plays |= {
        "/p": played,
        "/": Played(200, TEXT),
        "/login?next=/p": Played(200, TEXT),
        "/one": Played(301, headers={"Location": "/two"}),
        "/two": Played(200, TEXT),
    }
    assert found_at(site, box, "/p").state is state


def test_a_slow_site_cannot_be_told(site, box):
    from dataclasses import replace

    site.plays["/p"] = Played(act=slow(20))
    looker = Looker(replace(site.door, seconds=0.5), box, frozenset())
    assert look(Address(site.url("/p")), None, looker).state is AddressState.CANNOT_TELL


def test_a_smaller_copy_on_the_page_is_recognised(site, box, original):
    site.plays["/p"] = Played(200, TEXT + b"<img src=/other.jpg><img src=/small.jpg>")
    site.plays["/other.jpg"] = Played(200, jpeg(drawing(2)), "image/jpeg")
    site.plays["/small.jpg"] = Played(200, jpeg(drawing(1).resize((160, 120)), 50), "image/jpeg")
    found = found_at(site, box, "/p", original)
    assert found.state is AddressState.THERE and "smaller copy" in found.why and found.picture_seen


def test_it_is_gone_from_a_page_only_when_it_was_seen_there_before(site, box, original):
    site.plays["/p"] = Played(200, TEXT + b"<img src=/other.jpg>")
    site.plays["/other.jpg"] = Played(200, jpeg(drawing(2)), "image/jpeg")
    assert found_at(site, box, "/p", original).state is AddressState.CANNOT_TELL
    assert found_at(site, box, "/p", original, seen_before=True).state is AddressState.GONE
    site.plays["/p"].body += b"<img src='https://cdn.example/x.jpg'>"
    assert found_at(site, box, "/p", original, seen_before=True).state is AddressState.CANNOT_TELL


def test_a_changed_picture_at_its_own_address_cannot_be_told(site, box, original):
    site.plays["/i.jpg"] = Played(200, jpeg(drawing(2)), "image/jpeg")
    assert found_at(site, box, "/i.jpg", original).state is AddressState.CANNOT_TELL
    site.plays["/i.jpg"].body = jpeg(drawing(1), 40)
    assert found_at(site, box, "/i.jpg", original).state is AddressState.THERE
    del site.plays["/i.jpg"]
    assert found_at(site, box, "/i.jpg", original).state is AddressState.GONE


def test_pictures_on_sites_that_were_not_agreed_to_are_not_asked_for(site, box, original):
    other = site.url("/x.jpg", host="other.example")
    site.plays["/p"] = Played(200, TEXT + f"<img src='{other}'>".encode())
    found = found_at(site, box, "/p", original)
    assert site.paths() == ["/p"]
    assert "other.example" in found.why


def test_a_site_that_the_person_names_is_asked_too_and_kept_in_the_history(home: Home, site):
    case_id = case_at(home, site.url("/p"))
    checked = check_case(home, case_id, lambda host: True, NOW, quiet(), also=["CDN.example"], door=site.door)
    assert checked[0].looked
    lines = [line.address for line in home.takedowns.get(case_id).history if line.what is Happened.MAY_LOOK]
    assert lines == ["cdn.example", "127.0.0.1"]
    for bad in ("localhost", "10.0.0.1", "a b", "x@y", "a/b?c"):
        with pytest.raises(Refused):
            check_case(home, case_id, lambda host: True, NOW, quiet(), also=[bad], door=site.door)


def case_at(home: Home, *urls: str) -> str:
    """A case with addresses on this machine, which `open_case` would refuse."""
    case_id = open_case(home, wish(urls=()), NOW).id
    home.takedowns.add_addresses(case_id, [Address(url) for url in urls])
    return case_id


def test_each_look_is_a_dated_line_and_each_site_is_asked_once(home: Home, site):
    site.plays["/p"] = Played(200, TEXT)
    case_id = case_at(home, site.url("/p"), site.url("/q"))
    asked: list[str] = []

    def agrees(host: str) -> bool:
        asked.append(host)
        return True

    checked = check_case(home, case_id, agrees, NOW, quiet(), door=site.door)
    assert [each.found.state for each in checked] == [AddressState.THERE, AddressState.GONE]
    assert asked == ["127.0.0.1"] and site.paths() == ["/p", "/q"]
    case = home.takedowns.get(case_id)
    assert [line.what for line in case.history] == [
        Happened.OPENED,
        Happened.MAY_LOOK,
        Happened.LOOKED,
        Happened.LOOKED,
    ]
    assert all(each.by is By.PROGRAM and each.checked == TODAY for each in outcomes(case))
    check_case(home, case_id, agrees, NOW, quiet(), only=[site.url("/q")], door=site.door)
    assert asked == ["127.0.0.1"]


def test_without_a_yes_nothing_is_asked_for_and_nothing_written(home: Home, site):
    case_id = case_at(home, site.url("/p"))
    before = home.takedowns.get(case_id)
    [checked] = check_case(home, case_id, lambda host: False, NOW, quiet(), door=site.door)
    assert not checked.looked and site.seen == [] and home.takedowns.get(case_id) == before


def test_without_the_switch_of_tests_this_machine_is_never_looked_at(home: Home, site):
    case_id = case_at(home, site.url("/p"))
    [checked] = check_case(home, case_id, lambda host: True, NOW, quiet())
    assert checked.found.state is AddressState.CANNOT_TELL and site.seen == []


@pytest.mark.parametrize("route", [Route.RELATIVE, Route.OTHER_PARENT, Route.POSTER])
def test_private_peoples_pages_only_the_person_looks_at(home: Home, route):
    case_id = open_case(home, wish(route=route), NOW).id
    with pytest.raises(Refused, match="private people"):
        check_case(home, case_id, lambda host: True, NOW, quiet())
    looked_myself(home, case_id, PAGE, AddressState.GONE, NOW)
    assert outcomes(home.takedowns.get(case_id))[0].by is By.PERSON
