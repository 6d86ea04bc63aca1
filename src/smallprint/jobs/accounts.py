"""The audit of every account, from its newest export and from what the person told us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from smallprint.accounts.audit import Audit, Heard, as_fact, audit
from smallprint.exposure.words import KnownWords
from smallprint.guides import all_guides
from smallprint.jobs.account_facts import by_account, shown_facts
from smallprint.records.findings import Finding
from smallprint.records.items import AccountFact, Tie
from smallprint.store import Home
from smallprint.store.kept import KeptExport

Told = dict[tuple[str, str], tuple[AccountFact, ...]]  # network and account ("" where none was named)
PROFILE_TEXTS = frozenset({"bio", "website"})


@dataclass(frozen=True, slots=True)
class AuditedAccount:
    """One account with its audit. `of_name`: the child whose account it is, where it is not the person's own."""

    audit: Audit
    exported_at: datetime | None
    of_name: str | None
    telling: frozenset[str] = frozenset()  # facts whose value holds a word of the family: not for files and print


def audit_accounts(home: Home, findings: Sequence[Finding] | None = None) -> list[AuditedAccount]:
    """Every account, by its newest export and by what the person told; also accounts of which there is no export."""
    findings = home.findings.all() if findings is None else findings
    words = KnownWords(home.family.family())
    newest_exports = [exports[-1] for exports in by_account(home.exports.all()).values()]
    told = told_by_account(home.facts.told(), newest_exports)
    found = []
    for newest in newest_exports:
        heard = heard_of(home, newest, findings, words)
        heard = replace(heard, facts=(*heard.facts, *told.pop((newest.network, newest.account), ())))
        audited = audit(heard, all_guides().get(newest.network))
        telling = frozenset(fact.name for fact in heard.facts if names_a_child(fact, words))
        found.append(AuditedAccount(audited, newest.exported_at, newest.of_name, telling))
    for (network, account), facts in told.items():
        found.append(AuditedAccount(audit(Heard(network, account, facts), all_guides().get(network)), None, None))
    return found


def told_by_account(told: Told, exports: Sequence[KeptExport]) -> Told:
    """Give what was told without an account's name to the own account of that network, where there is just one."""
    found = dict(told)
    for network in {network for network, account in told if not account}:
        own = [export.account for export in exports if export.network == network and export.confirmed == "mine"]
        if len(own) == 1 and own[0]:
            named = found.get((network, own[0]), ())
            known = {fact.name for fact in named}
            found[network, own[0]] = (*named, *(each for each in found.pop((network, "")) if each.name not in known))
    return found


def heard_of(home: Home, export: KeptExport, findings: Sequence[Finding], words: KnownWords) -> Heard:
    """What one export says of its account, and what its pictures and its profile's text show."""
    stated = home.facts.facts(export.id)
    return Heard(
        network=export.network,
        account=export.account,
        facts=(*stated, *shown_facts(home, export, findings), *bio_facts(stated, words)),
        followers=_listed(home, export, Tie.FOLLOWER) or _listed(home, export, Tie.FRIEND),
        following=_listed(home, export, Tie.FOLLOWING),
        close_friends=_listed(home, export, Tie.CLOSE_FRIEND),
        exported_at=export.exported_at,
    )


def bio_facts(stated: Sequence[AccountFact], words: KnownWords) -> list[AccountFact]:
    """Whether a word of the family stands in the profile's text: "true" or nothing.

    That none of the words stands there proves little, since a family types only some of its words; the question
    stays.
    """
    told = [fact for fact in stated if names_a_child(fact, words)]
    return [as_fact("bio_names_child", holds=True, source=fact.source, when=fact.when) for fact in told[:1]]


def names_a_child(fact: AccountFact, words: KnownWords) -> bool:
    """Say whether a text of the profile holds a word of the family."""
    return fact.name in PROFILE_TEXTS and any(words.in_prose(fact.value))


def _listed(home: Home, export: KeptExport, tie: Tie) -> int | None:
    return len(home.facts.contacts(export.id, tie)) or None
