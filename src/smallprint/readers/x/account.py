"""What a download says of the account, and so who can see its posts.

Of account.js only the name and the day of joining are read, of ageinfo.js only the date of birth: never the e-mail
address or the phone number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from smallprint.exports import Export, File
from smallprint.readers.x import layout
from smallprint.readers.x.manifest import Manifest
from smallprint.readers.x.shapes import digits_of, inner, text_of, time_of
from smallprint.records.items import AccountFact, Audience, Trouble

PUBLIC = "Your posts were not protected when this download was made, so anyone could see them."
FOLLOWERS = "Your posts were protected when this download was made, so your followers could see them."
UNSTATED = (
    "The download tells of changes in the last six months only, and names none, so it does not say whether your "
    "posts are protected."
)
_SWITCHES = {"protect": True, "unprotect": False}


@dataclass(frozen=True, slots=True)
class Switch:
    """One change between protected and open."""

    when: datetime
    protected: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What reading the rest needs to know of the holder."""

    id: str = ""
    username: str = ""
    switches: tuple[Switch, ...] = ()

    def audience(self, when: datetime | None) -> tuple[Audience, str, Audience | None]:
        """Who can see a post, why, and who could before: the account's state at the download rules all its posts."""
        if not self.switches:
            return Audience.UNKNOWN, UNSTATED, None
        now = Audience.FOLLOWERS if self.switches[-1].protected else Audience.PUBLIC
        then = self._before(when) if when else None
        return now, (FOLLOWERS if now is Audience.FOLLOWERS else PUBLIC), None if then is now else then

    def _before(self, when: datetime) -> Audience:
        """Open, if the account was ever open since; before the first change on record it was the other way round."""
        since = [switch for switch in self.switches if switch.when > when]
        if not since:
            return Audience.FOLLOWERS if self.switches[-1].protected else Audience.PUBLIC
        was_open = since[0].protected
        if self.switches[-1].protected:
            return (
                Audience.PUBLIC if was_open or any(not switch.protected for switch in since) else Audience.FOLLOWERS
            )
        return Audience.PUBLIC if was_open else Audience.FOLLOWERS


@dataclass(frozen=True, slots=True)
class Profile:
    """Where the pictures of the profile page are said to be."""

    source: File | None = None
    avatar: str = ""
    header: str = ""


@dataclass(slots=True)
class Told:
    """The account, the facts about it, and what could not be read."""

    account: Account = field(default_factory=Account)
    profile: Profile = field(default_factory=Profile)
    facts: list[AccountFact] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def fact(self, name: str, value: str, source: str, when: datetime | None = None) -> None:
        """Keep a fact, unless it is empty or known."""
        if value and not any(fact.name == name for fact in self.facts):
            self.facts.append(AccountFact(name, value, source, when))


def read_account(export: Export, manifest: Manifest) -> Told:
    """Everything about the account. Short lists."""
    told = Told()
    id, username = _account(export, told)
    if manifest.made:
        told.fact("exported_at", manifest.made.isoformat(), manifest.source, manifest.made)
    if not username:
        id, username = _user_of_2019(export, told, id)
    if not username and manifest.username:
        username = manifest.username
        told.fact("account", username, manifest.source)
    told.fact("display_name", manifest.display_name, manifest.source)
    _profile(export, told)
    _born(export, told)
    told.account = Account(id or manifest.id, username, _switches(export, told))
    _apps(export, told)
    return told


def _account(export: Export, told: Told) -> tuple[str, str]:
    id = username = ""
    for file, record in layout.small(export, told.troubles, "account"):
        account = inner(record, "account")
        id = id or digits_of(account.get("accountId"))
        username = username or text_of(account.get("username"))
        told.fact("account", username, file.name)
        told.fact("display_name", text_of(account.get("accountDisplayName")), file.name)
        joined = time_of(account.get("createdAt"))
        told.fact("joined", joined.date().isoformat() if joined else "", file.name)
    return id, username


def _user_of_2019(export: Export, told: Told, id: str) -> tuple[str, str]:
    username = ""
    for file in export.find(*layout.USER):
        user = layout.one(file)
        if isinstance(user, Trouble):
            told.troubles.append(user)
        elif isinstance(user, dict):
            username = username or text_of(user.get("screen_name"))
            id = id or digits_of(user.get("id"))
            told.fact("account", username, file.name)
            told.fact("display_name", text_of(user.get("full_name")), file.name)
            told.fact("bio", text_of(user.get("bio")), file.name)
            joined = time_of(user.get("created_at"))
            told.fact("joined", joined.date().isoformat() if joined else "", file.name)
    return id, username


def _profile(export: Export, told: Told) -> None:
    for file, record in layout.small(export, told.troubles, "profile"):
        profile = inner(record, "profile")
        description = inner(profile, "description")
        told.fact("bio", text_of(description.get("bio")), file.name)
        told.fact("website", text_of(description.get("website")), file.name)
        if told.profile.source is None:
            told.profile = Profile(
                file, text_of(profile.get("avatarMediaUrl")), text_of(profile.get("headerMediaUrl"))
            )


def _born(export: Export, told: Told) -> None:
    for file, record in layout.small(export, told.troubles, "ageinfo"):
        born = text_of(inner(inner(record, "ageMeta"), "ageInfo").get("birthDate"))
        told.fact("born", born[:10], file.name)


def _switches(export: Export, told: Told) -> tuple[Switch, ...]:
    found: list[tuple[Switch, str]] = []
    for file, record in layout.small(export, told.troubles, "protected-history"):
        change = inner(record, "protectedHistory")
        protected = _SWITCHES.get(text_of(change.get("action")).casefold())
        when = time_of(change.get("protectedAt"))
        if protected is None or when is None:
            told.troubles.append(Trouble(file.name, "unknown_shape", "a change of the protected switch"))
        else:
            found.append((Switch(when if when.tzinfo else when.replace(tzinfo=UTC), protected), file.name))
    found.sort(key=lambda one: one[0].when)
    if found:
        told.facts += _switch_facts([switch for switch, _ in found], found[-1][1])
    return tuple(switch for switch, _ in found)


def _switch_facts(switches: list[Switch], source: str) -> Iterator[AccountFact]:
    last = switches[-1]
    yield AccountFact("private", "true" if last.protected else "false", source)
    for switch in switches:
        name = "private_from" if switch.protected else "public_from"
        yield AccountFact(name, switch.when.date().isoformat(), source, switch.when)
    if last.protected:
        yield AccountFact("private_since", last.when.date().isoformat(), source, last.when)


def _apps(export: Export, told: Told) -> None:
    names: dict[str, str] = {}
    for file, record in layout.small(export, told.troubles, "connected-application"):
        name = text_of(inner(record, "connectedApplication").get("name"))
        if name:
            names.setdefault(name, file.name)
    told.facts += [AccountFact("linked_app", name, source) for name, source in names.items()]
