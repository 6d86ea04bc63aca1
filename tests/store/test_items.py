"""Keeping items, files and looks: once, however often they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.invented import MODELS, keep, look, look_at_all, new_export, post, sha

from smallprint.errors import Refused, UnknownName
from smallprint.records.items import AccountFact, Audience, Contact, InTouch, Item, Kind, PictureRef, Tie, Trouble
from smallprint.store import Counts, Home


def test_an_item_comes_back_as_it_was_given(home: Home) -> None:
    given_item = post(1, "media/a.jpg", audience_then=Audience.FRIENDS, link="https://example.org/p/1")
    export = keep(home, given_item)
    assert [item for _, item in home.items.of(export)] == [given_item]


def test_the_same_export_again_is_the_same_row(home: Home) -> None:
    first = keep(home, post(1, "a.jpg"))
    again = home.exports.begin(new_export(paths=("/moved/instagram-cleo.zip",)))
    assert again == first
    kept = home.exports.get(first)
    assert kept.finished
    assert kept.paths == ("/moved/instagram-cleo.zip",)
    assert not kept.present


def test_keeping_the_same_items_again_changes_nothing_and_says_so(home: Home) -> None:
    items = [post(number, f"{number}.jpg") for number in range(5)]
    export = keep(home, *items)
    before = list(home.items.of(export))
    assert home.items.keep(export, items) == 0
    assert list(home.items.of(export)) == before


def test_an_item_met_in_another_shape_is_brought_up_to_date_under_its_number(home: Home) -> None:
    export = keep(home, post(1, "a.jpg", "b.jpg"), finish=False)
    whole = post(1, "a.jpg", "c.jpg", "d.jpg")
    assert home.items.keep(export, [whole]) == 0
    assert [item for _, item in home.items.of(export)] == [whole]
    left = {one.member for one in home.pictures.not_fingerprinted(export, 10)}
    assert left == {"c.jpg", "d.jpg"}


def test_names_that_are_no_valid_text_still_find_their_file(home: Home) -> None:
    odd = "media/\udce4\ud83d.jpg"
    export = keep(home, post(1, odd, words="cut emoji \ud83d", key="k\udc80"))
    [(_, item)] = home.items.of(export)
    assert item.pictures[0].member == odd
    assert item.words == "cut emoji \ud83d"


def test_one_file_stands_for_all_files_of_the_same_bytes(home: Home) -> None:
    keep(home, post(1, "a.jpg"), post(2, "b.jpg"))
    keep(home, post(3, "a.jpg"), digest="d2")
    assert [one.sha256 for one in home.pictures.not_looked_at(MODELS, 10)] == [sha("a.jpg"), sha("b.jpg")]
    assert home.pictures.count_not_looked_at(MODELS) == 2
    look_at_all(home)
    assert home.pictures.count_not_looked_at(MODELS) == 0
    assert home.pictures.count_not_looked_at("newer models") == 2


def test_a_batch_in_flight_is_not_given_twice(home: Home) -> None:
    keep(home, *(post(number, f"{number}.jpg") for number in range(5)))
    first = home.pictures.not_looked_at(MODELS, 3)
    rest = home.pictures.not_looked_at(MODELS, 3, after=first[-1].file_id)
    assert len({one.sha256 for one in first + rest}) == 5


def test_an_unfinished_export_is_not_looked_at(home: Home) -> None:
    keep(home, post(1, "a.jpg"), finish=False)
    assert home.pictures.not_looked_at(MODELS, 10) == []


def test_deleted_items_chats_and_memories_wait_until_they_are_switched_on(home: Home) -> None:
    export = keep(
        home,
        post(1, "post.jpg"),
        post(2, "chat.jpg", kind=Kind.MESSAGE),
        post(3, "bin.jpg", kind=Kind.DELETED),
        post(4, "memory.jpg", kind=Kind.OTHER, asks_first=True),
    )
    assert [one.member for one in home.pictures.not_looked_at(MODELS, 10)] == ["post.jpg"]
    assert home.pictures.not_fingerprinted(export, 10) == []
    home.exports.switch_on(export, Kind.MESSAGE)
    assert home.exports.switched_on(export) == {Kind.MESSAGE}
    assert [one.member for one in home.pictures.not_fingerprinted(export, 10)] == ["chat.jpg"]


def test_a_file_of_an_ordinary_item_is_looked_at_though_a_chat_shows_it_too(home: Home) -> None:
    keep(home, post(1, "both.jpg", kind=Kind.MESSAGE), post(2, "both.jpg"))
    assert [one.member for one in home.pictures.not_looked_at(MODELS, 10)] == ["both.jpg"]


def test_somebody_elses_export_keeps_settings_and_posts_only(home: Home) -> None:
    export = keep(
        home,
        post(1, "a.jpg"),
        post(2, "b.jpg", kind=Kind.MESSAGE),
        post(3, "c.jpg", kind=Kind.DELETED),
        post(4, "d.jpg", kind=Kind.ARCHIVED),
        confirmed="of",
        of_name="Ada",
    )
    home.facts.keep(export, [Contact(Tie.FOLLOWER, "gale"), InTouch("gale", "message", 9)])
    assert [item.key for _, item in home.items.of(export)] == ["k1"]
    assert home.facts.contacts(export) == []
    assert home.facts.in_touch(export) == frozenset()
    with pytest.raises(Refused):
        home.exports.switch_on(export, Kind.MESSAGE)


def test_answering_later_that_it_is_somebody_elses_drops_what_may_not_be_kept(home: Home) -> None:
    export = keep(home, post(1, "a.jpg"), post(2, "b.jpg", kind=Kind.MESSAGE))
    home.facts.keep(export, [Contact(Tie.FOLLOWER, "gale")])
    home.exports.begin(new_export(confirmed="of", of_name="Ada"))
    assert [item.key for _, item in home.items.of(export)] == ["k1"]
    assert home.facts.contacts(export) == []


def test_nothing_can_be_switched_on_for_a_holder_under_18(home: Home) -> None:
    export = keep(home, post(1, "a.jpg", kind=Kind.MESSAGE))
    home.exports.switch_on(export, Kind.MESSAGE)
    home.facts.keep(export, [AccountFact("born", "2015-02-03", "profile.json")])
    assert home.exports.get(export).minor
    assert home.facts.facts(export) == []
    assert home.pictures.not_fingerprinted(export, 10) == []
    with pytest.raises(Refused):
        home.exports.switch_on(export, Kind.DELETED)


def test_who_is_in_touch_is_kept_without_how_often(home: Home) -> None:
    export = keep(home)
    home.facts.keep(export, [InTouch("edith", "comment", 41), InTouch("edith", "like", 7), InTouch("dan", "tag", 1)])
    home.facts.keep(export, [InTouch("edith", "comment", 41)])
    assert home.facts.in_touch(export) == {"edith", "dan"}


def test_whom_stories_are_hidden_from_is_a_number_or_nothing(home: Home) -> None:
    export = keep(home)
    home.facts.keep(export, [AccountFact("hide_story", "3", "s.json"), AccountFact("hide_story", "gale", "s.json")])
    assert [fact.value for fact in home.facts.facts(export)] == ["3"]


def test_facts_and_contacts_are_kept_once(home: Home) -> None:
    export = keep(home)
    records = [
        AccountFact("private", "true", "a.json"),
        AccountFact("linked_app", "Game", "b.json"),
        AccountFact("linked_app", "Quiz", "b.json"),
        Contact(Tie.FOLLOWER, "edith"),
        Contact(Tie.CLOSE_FRIEND, "edith"),
    ]
    home.facts.keep(export, records)
    home.facts.keep(export, records)
    assert home.facts.facts(export) == records[:3]
    assert home.facts.contacts(export) == records[3:]
    assert home.facts.contacts(export, Tie.CLOSE_FRIEND) == records[4:]


def test_troubles_are_counted_by_kind_wherever_they_were_met(home: Home) -> None:
    export = keep(home, post(1, "a.jpg"), post(2, "b.jpg"), post(3, pictures=(PictureRef("lost.jpg", missing=True),)))
    home.troubles.keep(export, [Trouble("posts_1.json#3", "cut_off", entries=1), Trouble("s.json", "not_json")])
    first, second = home.pictures.not_looked_at(MODELS, 2)
    seen = look(first.file_id, first.sha256, trouble=Trouble("", "no_picture", "truncated"))
    unread = look(second.file_id, "", trouble=Trouble("", "bad_crc"))
    home.pictures.keep_looks(MODELS, [seen, unread])
    counts = {(one.kind, one.count) for one in home.troubles.counts()}
    assert counts == {("cut_off", 1), ("not_json", 1), ("no_picture", 1), ("missing_media", 1), ("bad_crc", 1)}
    assert home.pictures.not_looked_at(MODELS, 10) == []


def test_reading_an_unfinished_export_again_does_not_double_its_troubles(home: Home) -> None:
    for _ in range(2):
        export = home.exports.begin(new_export())
        home.troubles.keep(export, [Trouble("posts_1.json#3", "cut_off", entries=1)])
    assert [one.count for one in home.troubles.counts()] == [1]


def test_the_range_is_that_of_the_items(home: Home) -> None:
    export = keep(home, post(3), post(1), post(9), post(5, when=None))
    kept = home.exports.get(export)
    assert (kept.range_from, kept.range_to) == (post(1).when, post(9).when)
    assert kept.by_kind == {"post": 4}
    assert kept.by_audience == {"public": 4}
    assert kept.counts == Counts(entries=4, items=4)


def test_forgetting_an_export_forgets_what_only_it_knew(home: Home) -> None:
    one = keep(home, post(1, "a.jpg"), post(2, "b.jpg"))
    keep(home, post(3, "b.jpg"), digest="d2")
    look_at_all(home)
    home.exports.forget(one)
    assert [export.digest for export in home.exports.all()] == ["d2"]
    assert home.pictures.look(sha("a.jpg")) is None
    assert home.pictures.thumbnail(sha("a.jpg")) is None
    assert home.pictures.look(sha("b.jpg")) is not None
    with pytest.raises(UnknownName):
        home.exports.forget(one)


texts = st.text(st.characters(codec=None), max_size=12)
items_of_any_shape = st.lists(
    st.builds(
        Item,
        network=st.just("instagram"),
        kind=st.sampled_from(Kind),
        key=st.sampled_from(["a", "b", "c", "d"]),
        when=st.none() | st.datetimes(timezones=st.none() | st.timezones()),
        words=texts,
        audience=st.sampled_from(Audience),
        pictures=st.lists(st.builds(PictureRef, member=texts, missing=st.booleans()), max_size=3).map(tuple),
        people=st.lists(texts, max_size=2).map(tuple),
        asks_first=st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(items_of_any_shape, max_size=3), digest=st.uuids())
def test_after_any_batches_in_any_repetition_the_last_shape_of_each_key_stands_once(
    home: Home, batches: list[list[Item]], digest: object
) -> None:
    export = home.exports.begin(new_export(str(digest)))
    expected = {}
    for batch in batches:
        expected.update({item.key: item for item in batch})
        home.items.keep(export, batch)
        assert home.items.keep(export, batch) == 0
    kept = {item.key: item for _, item in home.items.of(export)}
    assert {key: replace(item, when=None) for key, item in kept.items()} == {
        key: replace(item, when=None) for key, item in expected.items()
    }
    for key, item in kept.items():
        assert _same_time(item.when, expected[key].when)
    home.exports.forget(export)


def _same_time(one: datetime | None, other: datetime | None) -> bool:
    return one is other is None or one.isoformat() == other.isoformat()
