"""Findings, family words, steps, jobs, and items as ranking sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.store.invented import START, face, keep, look_at_all, post, sha

from smallprint.errors import Refused, UnknownName
from smallprint.records.family import FamilyWord, Verdict, WordKind
from smallprint.records.findings import (
    Clue,
    ClueKind,
    Finding,
    Proof,
    ProofState,
    Reason,
    ShownPicture,
    StepState,
)
from smallprint.records.items import Audience, Kind
from smallprint.records.seen import Face
from smallprint.store import Home, Mark, Wanted
from smallprint.store.cache import throw_away


def finding(number: int, export: int, *hashes: str, **changes: object) -> Finding:
    fields: dict[str, object] = {
        "id": f"f{number:06}",
        "network": "instagram",
        "account": "cleo.marrow",
        "kind": Kind.POST,
        "when": START + timedelta(days=number),
        "words": f"Ada at Oakfield School, number {number}",
        "audience": Audience.PUBLIC,
        "audience_why": "The account is public.",
        "audience_then": Audience.FOLLOWERS,
        "children": ("Ada",),
        "unnamed_faces": 1,
        "clues": (Clue(ClueKind.FACE, "picture"), Clue(ClueKind.NAME, "words", "Ada")),
        "score": 50,
        "reasons": (Reason(30, "Everybody can see it."), Reason(20, "It names Ada.")),
        "pictures": tuple(ShownPicture(place, "a.jpg", name, False) for place, name in enumerate(hashes)),
        "link": "https://example.org/p/1",
        "steps": ("make-private",),
        "key": f"k{number}",
        "export": export,
    }
    return Finding(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_finding_comes_back_as_it_was_given(home: Home) -> None:
    given = finding(1, keep(home), "s1", "s2")
    home.findings.replace("cleo.marrow", [given])
    assert home.findings.get(given.id) == given
    with pytest.raises(UnknownName):
        home.findings.get("f9")


def test_pages_follow_the_score_and_meet_every_finding_once(home: Home) -> None:
    export = keep(home)
    home.findings.replace("cleo.marrow", [finding(n, export, score=n % 7) for n in range(40)])
    met, after = [], None
    while True:
        page = home.findings.page(after=after, limit=6)
        met += [(-one.score, one.id) for one in page.findings]
        after = page.next
        if after is None:
            break
    assert met == sorted(met)
    assert len(met) == len(set(met)) == home.findings.count() == 40


def test_findings_are_found_by_child_audience_network_day_clue_and_text(home: Home) -> None:
    export = keep(home)
    other = finding(
        2,
        export,
        children=("Ben",),
        audience=Audience.FRIENDS,
        clues=(Clue(ClueKind.SCHOOL, "words", "Straße 5"),),
        when=datetime(2021, 7, 1, 23, 59, tzinfo=UTC),
        network="facebook",
        words="",
    )
    home.findings.replace("cleo.marrow", [finding(1, export), other, finding(3, export, when=None, children=())])

    def ids(**wanted: object) -> list[str]:
        return [one.id for one in home.findings.page(Wanted(**wanted)).findings]  # type: ignore[arg-type]

    assert ids(child="ben") == [other.id]
    assert ids(audience=Audience.FRIENDS) == [other.id]
    assert ids(network="facebook") == [other.id]
    assert ids(since=date(2021, 7, 1), until=date(2021, 7, 1)) == [other.id]
    assert ids(until=date(2021, 6, 30)) == ["f000001"]
    assert ids(clue="school") == [other.id]
    assert ids(text="STRASSE") == [other.id]
    assert ids(text="%") == []
    assert len(ids(account="cleo.marrow")) == home.findings.count(Wanted(account="cleo.marrow")) == 3


def test_ranking_one_account_anew_leaves_the_others(home: Home) -> None:
    export = keep(home)
    home.findings.replace("cleo.marrow", [finding(1, export), finding(2, export)])
    home.findings.replace("dan", [finding(3, export, account="dan")])
    home.findings.replace("cleo.marrow", [finding(2, export, score=99)])
    assert [(one.id, one.score) for one in home.findings.all()] == [("f000002", 99), ("f000003", 50)]


def test_what_was_said_of_a_finding_outlives_ranking_anew(home: Home) -> None:
    export = keep(home)
    both = [finding(1, export), finding(2, export)]
    home.findings.replace("cleo.marrow", both)
    home.findings.dismiss("f000001")
    home.findings.child_said_no("f000002")
    home.findings.replace("cleo.marrow", both)
    assert [one.id for one in home.findings.all()] == ["f000002"]
    assert home.findings.marks() == {"f000001": Mark(True, False), "f000002": Mark(False, True)}
    home.findings.dismiss("f000001", back=True)
    assert home.findings.count() == 2


def test_thumbnails_of_findings_outlive_the_cache(home: Home) -> None:
    export = keep(home, post(1, "a.jpg"), post(2, "b.jpg"))
    look_at_all(home, face())
    home.findings.replace("cleo.marrow", [finding(1, export, sha("a.jpg"))])
    home._cache.close()
    throw_away(home.path)
    from smallprint.store import open_home

    with open_home(home.path, raw_key=home.raw_key) as again:
        assert again.cache_is_new
        assert again.pictures.thumbnail(sha("a.jpg")) is not None
        assert again.pictures.thumbnail(sha("b.jpg")) is None


def test_a_forgotten_childs_name_is_out_of_the_findings_too(home: Home) -> None:
    export = keep(home, post(1, "a.jpg"))
    look_at_all(home, face())
    ada = home.people.add([home.pictures.faces(sha("a.jpg"))[0].id])
    home.people.name(ada, "Ada", Verdict.CHILD)
    home.findings.replace("cleo.marrow", [finding(1, export, sha("a.jpg"), words="no name here")])
    home.people.forget(ada)
    [left] = home.findings.all()
    assert (left.children, left.unnamed_faces) == ((), 2)
    assert "Ada" not in repr(left)
    assert home.findings.count(Wanted(child="Ada")) == home.findings.count(Wanted(text="ada")) == 0


def test_family_words_are_kept_once_and_can_be_removed(home: Home) -> None:
    assert home.family.add(WordKind.SCHOOL, " Oakfield  School ")
    assert not home.family.add(WordKind.SCHOOL, "Oakfield School")
    assert home.family.words() == [FamilyWord(WordKind.SCHOOL, "Oakfield School")]
    home.family.remove(WordKind.SCHOOL, "Oakfield School")
    assert home.family.words() == []
    with pytest.raises(UnknownName):
        home.family.remove(WordKind.SCHOOL, "Oakfield School")
    with pytest.raises(Refused):
        home.family.add(WordKind.NAME, "  ")


def test_the_log_of_steps_keeps_every_claim_and_tells_the_last(home: Home) -> None:
    home.steps.set_state("s1", StepState.DONE)
    home.steps.set_state("s1", StepState.DONE)
    home.steps.set_state("s1", StepState.OPEN)
    home.steps.set_state("s2", StepState.SKIPPED, "Edith likes it")
    assert home.steps.states() == {"s1": (StepState.OPEN, ""), "s2": (StepState.SKIPPED, "Edith likes it")}
    assert [claim.state for claim in home.steps.log()] == [StepState.DONE, StepState.OPEN, StepState.SKIPPED]


def test_the_log_of_proofs_keeps_every_change_with_its_day(home: Home) -> None:
    there = Proof("f1", ProofState.STILL_THERE, "It is in the later export.", date(2026, 3, 1))
    gone = Proof("f1", ProofState.GONE, "It is not in the later export.", date(2026, 5, 1))
    home.steps.keep_proofs([there])
    home.steps.keep_proofs([there])
    home.steps.keep_proofs([gone])
    assert home.steps.proof_log() == [there, gone]
    assert home.steps.proofs() == {"f1": gone}


def test_a_job_that_was_cut_short_says_so_when_the_next_begins(home: Home) -> None:
    first = home.jobs.start("add", 10)
    home.jobs.advance(first, 4, note="4 of 10 pictures")
    last = home.jobs.last("add")
    assert last is not None
    assert (last.state, last.total, last.done) == ("running", 10, 4)
    second = home.jobs.start("add")
    home.jobs.finish(second)
    found = home.jobs.last()
    assert found is not None
    assert (found.id, found.state) == (second, "done")
    assert home.jobs.last("rank") is None


def by_age(one: Face) -> Verdict:
    return Verdict.UNSURE if one.young is None else Verdict.CHILD if one.young > 0.15 else Verdict.ADULT


def test_ranking_sees_items_with_faces_and_the_verdict_of_the_person_where_a_human_spoke(home: Home) -> None:
    export = keep(home, post(1, "a.jpg"), post(2, kind=Kind.POST), post(3, "chat.jpg", kind=Kind.MESSAGE))
    look_at_all(home, face(0.1, 1, young=0.01), face(0.4, 2, young=0.01), face(0.7, 3, young=None))
    first, second, _ = home.pictures.faces(sha("a.jpg"))
    home.people.name(home.people.add([first.id]), "Ada", Verdict.CHILD)
    home.people.add([second.id], Verdict.CHILD)
    home.pictures.keep_lines(sha("a.jpg"), ["OAKFIELD"], reader="by hand")
    whole, words_only = home.seen.items(export, by_age)
    [picture] = whole.pictures
    assert [one.verdict for one in picture.faces] == [Verdict.CHILD, Verdict.ADULT, Verdict.UNSURE]
    assert picture.faces[0].person is not None
    assert picture.faces[0].person.name == "Ada"
    assert (picture.looked, picture.text, picture.sha256) == (True, ("OAKFIELD",), sha("a.jpg"))
    assert (whole.account, whole.export, whole.item) == ("cleo.marrow", export, post(1, "a.jpg"))
    assert words_only.pictures == ()
    home.exports.switch_on(export, Kind.MESSAGE)
    assert [one.item.key for one in home.seen.items("cleo.marrow", by_age)] == ["k1", "k2", "k3"]
