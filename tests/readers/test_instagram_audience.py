"""Who could see a post is what the account's private switch says, in any language, or unknown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smallprint.exports import open_export
from smallprint.readers.instagram import Instagram
from smallprint.readers.instagram.audience import Account, who_could_see
from smallprint.readers.meta.history import Switch, switches_of
from smallprint.readers.meta.words import switched_to_private
from smallprint.records.items import AccountFact, Audience, Item, Kind

P2019, P2021, P2023 = (datetime(year, 6, 1, tzinfo=UTC) for year in (2019, 2021, 2023))
PUBLIC_UNTIL_2022 = (Switch(datetime(2022, 1, 1, tzinfo=UTC), to_private=True),)
PUBLIC_FROM_2020_TO_2022 = (Switch(datetime(2020, 1, 1, tzinfo=UTC), to_private=False), *PUBLIC_UNTIL_2022)


def export_with(folder: Path, record: object) -> Path:
    page = folder / "personal_information/personal_information/personal_information.json"
    page.parent.mkdir(parents=True)
    page.write_bytes(json.dumps({"profile_user": [record]}).encode())
    posts = folder / "your_instagram_activity/content/posts_1.json"
    posts.parent.mkdir(parents=True)
    entry = {
        "media": [{"uri": "media/posts/202405/18000000000000001.jpg", "creation_timestamp": 1715000001, "title": ""}]
    }
    posts.write_bytes(json.dumps([entry]).encode())
    return folder


def told(folder: Path) -> tuple[Item, list[str]]:
    with open_export([folder]) as export:
        records = list(Instagram().read(export))
    (item,) = [one for one in records if isinstance(one, Item)]
    return item, [one.value for one in records if isinstance(one, AccountFact) and one.name == "private"]


def mangled(text: str) -> str:
    return text.encode().decode("latin-1")


LABELS = [
    ("Private Account", "False", Audience.PUBLIC),
    ("Private account", "True", Audience.FOLLOWERS),  # en-GB
    ("Privates Konto", "False", Audience.PUBLIC),
    ("Privéaccount", "True", Audience.FOLLOWERS),
    ("Cuenta privada", "False", Audience.PUBLIC),
    ("Compte privé", "True", Audience.FOLLOWERS),
    ("Conta privada", "False", Audience.PUBLIC),
    ("Account privato", "True", Audience.FOLLOWERS),
    ("Soukromý účet", "False", Audience.PUBLIC),
    ("Privat konto", "True", Audience.FOLLOWERS),  # sv, da, no
    ("Konto prywatne", "False", Audience.PUBLIC),
    ("Gizli Hesap", "True", Audience.FOLLOWERS),
    ("非公開アカウント", "False", Audience.PUBLIC),
]


@pytest.mark.parametrize(("label", "value", "audience"), LABELS)
def test_the_private_switch_is_read_in_the_language_of_the_account(
    label: str, value: str, audience: Audience, tmp_path: Path
) -> None:
    record = {"string_map_data": {mangled(label): {"href": "", "value": value, "timestamp": 0}}}
    item, private = told(export_with(tmp_path, record))
    assert item.audience is audience
    assert private == ["true" if value == "True" else "false"]


def test_the_private_switch_is_read_from_label_values(tmp_path: Path) -> None:
    record = {"label_values": [{"title": "", "dict": [{"label": "Private Account", "value": "True"}]}]}
    assert told(export_with(tmp_path, record))[0].audience is Audience.FOLLOWERS


def test_a_label_nobody_knows_leaves_the_audience_unknown_with_a_reason(tmp_path: Path) -> None:
    record = {"string_map_data": {"Quokka": {"value": "True"}, "Phone confirmed": {"value": "True"}}}
    item, private = told(export_with(tmp_path, record))
    assert (item.audience, private) == (Audience.UNKNOWN, [])
    assert "does not say" in item.audience_why


@pytest.mark.parametrize(
    ("account", "posted", "audience", "then"),
    [
        (Account(private=False), P2021, Audience.PUBLIC, None),
        (Account(private=True), P2021, Audience.FOLLOWERS, None),
        (Account(private=True, switches=PUBLIC_UNTIL_2022), P2021, Audience.FOLLOWERS, Audience.PUBLIC),
        (Account(private=True, switches=PUBLIC_UNTIL_2022), P2023, Audience.FOLLOWERS, None),
        (Account(private=True, switches=PUBLIC_FROM_2020_TO_2022), P2019, Audience.FOLLOWERS, Audience.PUBLIC),
        (Account(private=True, switches=PUBLIC_UNTIL_2022), None, Audience.FOLLOWERS, None),
        (Account(private=None), P2021, Audience.UNKNOWN, None),
    ],
)
def test_a_post_is_as_open_as_its_account_and_remembers_who_could_see_it(
    account: Account, posted: datetime | None, audience: Audience, then: Audience | None
) -> None:
    seen = who_could_see(account, Kind.POST, posted)
    assert (seen[0], seen[2]) == (audience, then)


@pytest.mark.parametrize(
    ("kind", "audience"),
    [
        (Kind.PROFILE_PICTURE, Audience.PUBLIC),
        (Kind.ARCHIVED, Audience.ONLY_ME),
        (Kind.DELETED, Audience.ONLY_ME),
        (Kind.STORY, Audience.UNKNOWN),
        (Kind.MESSAGE, Audience.CUSTOM),
        (Kind.OTHER, Audience.UNKNOWN),
    ],
)
def test_what_the_switch_does_not_rule_has_its_own_audience(kind: Kind, audience: Audience) -> None:
    for private in (True, False, None):
        seen, why, _ = who_could_see(Account(private=private, stated=True), kind, P2021)
        assert (seen, why.endswith(".")) == (audience, True)


@pytest.mark.parametrize(
    ("title", "private"),
    [
        ("Switched to Private", True),
        ("Switched to public", False),
        ("Zu „Öffentlich“ gewechselt", False),
        ("Est passé en privé", True),
        ("Cambiado a pública", False),
        ("非公開に変更", True),
        ("公開に変更", False),
        ("Switched from public to private", None),
        ("Muutettu", None),
    ],
)
def test_a_line_of_the_history_is_read_by_its_words_or_not_at_all(title: str, private: bool | None) -> None:
    assert switched_to_private(title) is private


def line(title: str, year: int, *, old: bool = True) -> dict[str, object]:
    stamp = {"href": "", "value": "", "timestamp": int(datetime(year, 1, 1, tzinfo=UTC).timestamp())}
    return (
        {"title": title, "string_map_data": {"Aika": stamp}} if old else {"title": title, "string_list_data": [stamp]}
    )


def test_a_history_in_an_unknown_language_alternates_backwards_from_today() -> None:
    switches = switches_of([line("A", 2023), line("B", 2021), line("A", 2019, old=False)], True)
    assert [(switch.when.year, switch.to_private) for switch in switches] == [
        (2019, True),
        (2021, False),
        (2023, True),
    ]


def test_a_history_in_an_unknown_language_without_todays_flag_tells_nothing() -> None:
    assert switches_of([line("A", 2023)], None) == ()
