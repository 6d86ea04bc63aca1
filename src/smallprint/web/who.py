"""Who is who: one group of faces after another, biggest first, one key each."""

from __future__ import annotations

from dataclasses import dataclass

from smallprint.errors import Refused
from smallprint.jobs.close_review import close_review
from smallprint.records.family import Person, Verdict
from smallprint.store import Home
from smallprint.web.asked import Ask, Shown
from smallprint.web.pictures import box_words

FACES_SHOWN = 8
FACES_TO_SPLIT = 60


@dataclass(frozen=True, slots=True)
class FaceShown:
    """One face: which picture, and where in it."""

    id: int
    sha256: str
    crop: str


@dataclass(frozen=True, slots=True)
class Group:
    """One person with some of their faces, the clearest first."""

    person: Person
    faces: tuple[FaceShown, ...]


def who(ask: Ask) -> Shown:
    """The next group that nobody has spoken of, and everybody who is known."""
    return page(ask.room.home(), only_unsure=bool(ask.text("unsure")))


def page(home: Home, *, only_unsure: bool = False, done: str = "") -> Shown:
    """The review as it stands."""
    everybody = home.people.all()
    unsure = [one for one in everybody if one.said and one.verdict is Verdict.UNSURE and not one.not_a_face]
    waiting = [one for one in everybody if not one.said and not one.not_a_face]
    queue = unsure if only_unsure else waiting
    told = [one for one in everybody if one.said or one.not_a_face]
    things = {
        "group": group(home, queue[0], FACES_SHOWN) if queue else None,
        "waiting": len(waiting),
        "unsure": len(unsure),
        "family": [group(home, one, 1) for one in everybody if one.enrolled],
        "others": [group(home, one, 1) for one in told if not one.enrolled],
        "only_unsure": only_unsure,
        "done": done,
        "editing": False,
    }
    return Shown("who.html", things)


def one(ask: Ask) -> Shown:
    """One person: name, merge, split, forget."""
    home = ask.room.home()
    person = home.people.get(str(ask.path["person"]))
    others = [group(home, other, 1) for other in home.people.all() if other.id != person.id and not other.not_a_face]
    return Shown("who_one.html", {"group": group(home, person, FACES_TO_SPLIT), "others": others})


def group(home: Home, person: Person, most: int) -> Group:
    """A person with the clearest faces."""
    faces = home.pictures.faces_of(person.id)[:most]
    return Group(person, tuple(FaceShown(one.id, one.sha256, box_words(one.face.box)) for one in faces))


def say(ask: Ask) -> Shown:
    """One key: other child, adult, not sure, not a face."""
    home, person, answer = ask.room.home(), str(ask.path["person"]), ask.text("answer")
    if answer == "not-a-face":
        home.people.not_a_face(person)
    elif answer in {"child", "adult", "unsure"}:
        home.people.verdict(person, Verdict(answer))
    else:
        raise Refused("Please choose one of the answers.", hint="")
    return changed(ask)


def name(ask: Ask) -> Shown:
    """A name makes somebody one of the family's own: their faces are found again, and never covered."""
    home, verdict = ask.room.home(), Verdict.ADULT if ask.text("answer") == "adult" else Verdict.CHILD
    home.people.name(str(ask.path["person"]), ask.text("name"), verdict, ask.day("born"))
    return changed(ask)


def same(ask: Ask) -> Shown:
    """Two groups are one person."""
    ask.room.home().people.same(ask.text("other"), str(ask.path["person"]))
    return changed(ask)


def not_same(ask: Ask) -> Shown:
    """Two groups are not one person, and never will be."""
    ask.room.home().people.not_same(str(ask.path["person"]), ask.text("other"))
    return changed(ask)


def split(ask: Ask) -> Shown:
    """Take the chosen faces out into a person of their own."""
    faces = [int(face) for face in ask.texts("face") if face.isascii() and face.isdecimal()]
    if not faces:
        raise Refused("No face was chosen.", hint="Tick the faces of the other person.")
    ask.room.home().people.split(faces)
    return changed(ask)


def forget(ask: Ask) -> Shown:
    """Forget name, birthday and face match of somebody."""
    ask.room.home().people.forget(str(ask.path["person"]))
    return changed(ask)


def undo(ask: Ask) -> Shown:
    """Take the last answer back."""
    if ask.room.home().people.undo() is None:
        raise Refused("There is nothing left to take back.", hint="")
    return changed(ask)


def close(ask: Ask) -> Shown:
    """The review is over: face matches of everybody without a name go, and the downloads are spoken of."""
    closed = close_review(ask.room.home())
    return Shown("who_closed.html", {"closed": closed})


def changed(ask: Ask) -> Shown:
    """The next group; the list is put in order again when it is next opened."""
    ask.room.stale = True
    return page(ask.room.home(), only_unsure=bool(ask.text("unsure")))
