"""The demo: the invented family's downloads, a real look-back on them, and a scripted parent who says who is who."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from smallprint.demo.make import DemoExports, make_exports
from smallprint.demo.moments import BORN
from smallprint.demo.parent import TrueFace, majority, true_faces, who_is
from smallprint.exposure.worklist import PlannedStep
from smallprint.jobs.add import Added, Wish, add_all
from smallprint.jobs.face_verdict import face_verdict
from smallprint.jobs.given import look_over
from smallprint.jobs.house_rules import SeenBy, Whose
from smallprint.jobs.plan_steps import plan_steps
from smallprint.jobs.progress import Progress
from smallprint.jobs.rank_items import rank_items
from smallprint.records.family import Verdict, WordKind
from smallprint.records.items import Audience
from smallprint.store import Home
from smallprint.store.kept import KnownFace

OPENS_WITH = "demo"  # stands in every text about the demo: it protects nobody
WORDS = (
    (WordKind.NAME, "Ada"),
    (WordKind.NAME, "Ben"),
    (WordKind.SURNAME, "Marrow"),
    (WordKind.SCHOOL, "Oakfield School"),
    (WordKind.SCHOOL, "Little Acorns"),
    (WordKind.CLUB, "Northgate"),
    (WordKind.STREET, "Harbour Street"),
    (WordKind.BIRTHDAY, "2019-05-12"),
    (WordKind.BIRTHDAY, "2022-09-03"),
)
OWN = ("ada", "ben")
GROWN_UP = ("cleo", "dan", "edith", "tess", "joss", "mina", "fitz")


@dataclass(frozen=True, slots=True)
class Parent:
    """What the scripted parent had to do by hand."""

    named: int
    put_together: int  # groups that are one person and that likeness alone had left apart
    taken_out: int  # faces that likeness had put to the wrong person


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo showed."""

    exports: DemoExports
    added: Added
    parent: Parent
    findings: int
    public: int
    steps: tuple[PlannedStep, ...]


def draw_demo(folder: Path, progress: Progress) -> DemoExports:
    """Draw the family's pictures and write their downloads."""
    progress.stage("draw")
    done = 0

    def advance(now: int, total: int) -> None:
        nonlocal done
        progress.total(total)
        progress.advance(now - done)
        done = now

    return make_exports(folder, advance)


def show_demo(home: Home, exports: DemoExports, progress: Progress, workers: int | None = None) -> Demo:
    """Look back on the first download, say who is who, and plan."""
    given = tuple(look_over([exports.first]))
    for kind, text in WORDS:
        home.family.add(kind, text)
    whose: Mapping[str, Whose | None] = {one.digest: Whose("mine") for one in given}
    added = add_all(home, Wish(given, whose, SeenBy(), date(2026, 10, 5), workers=workers), progress)
    parent = say_who_is_who(home)
    rank_items(home, progress)
    findings = home.findings.all()
    public = sum(finding.audience is Audience.PUBLIC for finding in findings)
    return Demo(exports, added, parent, len(findings), public, tuple(plan_steps(home)))


def say_who_is_who(home: Home) -> Parent:
    """Take out what does not belong, put together what does, and name the family."""
    truth = faces_by_sha(home)
    taken_out = sum(take_out_strangers(home, person.id, truth) for person in home.people.all())
    groups: dict[str, list[str]] = defaultdict(list)
    for person in home.people.all():
        name = majority(who_stands(home, person.id, truth))
        if name is None:
            home.people.not_a_face(person.id)
        else:
            groups[name].append(person.id)
    named = put_together = 0
    for name, people in sorted(groups.items()):
        survivor = people[0]
        for other in people[1:]:
            survivor = home.people.same(survivor, other)
            put_together += 1
        named += say(home, survivor, name)
    return Parent(named, put_together, taken_out)


def say(home: Home, person: str, name: str) -> int:
    """Enrol the household and the grown-ups; say of other people's children only that they are children."""
    if name in OWN:
        home.people.name(person, name.title(), Verdict.CHILD, BORN[name])
    elif name in GROWN_UP:
        home.people.name(person, name.title(), Verdict.ADULT)
    else:
        home.people.verdict(person, Verdict.CHILD)
    return int(name in OWN or name in GROWN_UP)


def faces_by_sha(home: Home) -> dict[str, tuple[TrueFace, ...]]:
    """The true faces of every picture that the home knows, by the picture's fingerprint."""
    by_name = true_faces()
    found: dict[str, tuple[TrueFace, ...]] = {}
    for export in home.exports.all():
        for seen in home.seen.items(export.id, face_verdict):
            for picture in seen.pictures:
                faces = by_name.get(PurePosixPath(picture.ref.member).name)
                if faces is not None and picture.sha256:
                    found[picture.sha256] = faces
    return found


def name_of(face: KnownFace, truth: Mapping[str, tuple[TrueFace, ...]]) -> str | None:
    found = who_is(face.face.box, truth.get(face.sha256, ()))
    return found.name if found is not None else None


def who_stands(home: Home, person: str, truth: Mapping[str, tuple[TrueFace, ...]]) -> Counter[str]:
    """How many faces of this group belong to whom."""
    names = (name_of(face, truth) for face in home.pictures.faces_of(person))
    return Counter(name for name in names if name is not None)


def take_out_strangers(home: Home, person: str, truth: Mapping[str, tuple[TrueFace, ...]]) -> int:
    """Split a group that likeness mixed: the faces of each further name become a group of their own."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for face in home.pictures.faces_of(person):
        name = name_of(face, truth)
        if name is not None:
            by_name[name].append(face.id)
    most = majority({name: len(faces) for name, faces in by_name.items()})
    for name, faces in by_name.items():
        if name != most:
            home.people.split(faces)
    return sum(len(faces) for name, faces in by_name.items() if name != most)
