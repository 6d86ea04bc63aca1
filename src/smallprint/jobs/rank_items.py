"""Items that show a child become findings, ranked. Ranking is cheap: it is done anew whenever a word changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from smallprint.exposure.current import is_present
from smallprint.exposure.rank import finding_id, rank
from smallprint.exposure.words import KnownWords
from smallprint.exposure.worklist import steps_of
from smallprint.jobs.account_facts import by_account, coverage_of, state_of
from smallprint.jobs.face_verdict import face_verdict
from smallprint.jobs.plan_steps import planned_for
from smallprint.jobs.progress import Progress
from smallprint.records.findings import Finding
from smallprint.records.seen_items import SeenItem
from smallprint.store import Home
from smallprint.store.kept import KeptExport


def rank_items(home: Home, progress: Progress) -> int:
    """Rank every item of every confirmed export; gives how many findings there are."""
    progress.stage("rank")
    words = KnownWords(home.family.family())
    marks = home.findings.marks()
    found: list[Finding] = []
    for exports in by_account(home.exports.all()).values():
        state = state_of(home, exports[-1])
        for seen in present_items(home, exports):
            mark = marks.get(finding_id(seen.item.network, seen.account, seen.item.key))
            finding = rank(seen, words, state, said_no=mark is not None and mark.child_said_no)
            if finding is not None:
                found.append(finding)
        progress.advance(sum(export.counts.items for export in exports))
    steps = steps_of(planned_for(home, found))
    for network, account in by_account(home.exports.all()):
        of_it = [finding for finding in found if (finding.network, finding.account) == (network, account)]
        with_steps = [replace(finding, steps=steps.get(finding.id, ())) for finding in of_it]
        home.findings.replace(account, with_steps, network=network)
    return len(found)


def present_items(home: Home, exports: Sequence[KeptExport]) -> Iterator[SeenItem]:
    """The items of one account that are there today, each from the newest export that holds it."""
    if len(exports) == 1:
        yield from home.seen.items(exports[0].id, face_verdict)
        return
    coverages = [coverage_of(export) for export in exports]
    keys = [{item.key for _, item in home.items.of(export.id)} for export in exports]
    for place, export in enumerate(exports):
        for seen in home.seen.items(export.id, face_verdict):
            holding = {other for other, known in enumerate(keys) if seen.item.key in known}
            if is_present(coverages, seen.item.kind, seen.item.when, holding.__contains__) == place:
                yield seen
