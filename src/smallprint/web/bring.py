"""Bring a download: choose it, say whose it is, have it read and looked at, and see what was read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

from smallprint.errors import Refused, UnknownName
from smallprint.guides import all_guides, guide
from smallprint.jobs.add import Added, Wish, add_all
from smallprint.jobs.given import LOOSE, Given, look_over
from smallprint.jobs.house_rules import SeenBy, Whose, seen_by
from smallprint.jobs.progress import Progress
from smallprint.jobs.switch_on import switch_on
from smallprint.records.items import ASK_FIRST
from smallprint.store import Home, KeptExport
from smallprint.web.asked import Ask, Shown
from smallprint.web.downloads import Dropped, FoundDownload, downloads_there, where_it_lies
from smallprint.web.watch import begin

MOST_DROPPED = 40


def bring(ask: Ask) -> Shown:
    """Choose a network's guide, or a download that is here already."""
    there = [(ask.room.put(found), found) for found in downloads_there()]
    guides = [one for one in all_guides().values() if one.network != LOOSE]
    return Shown("bring.html", {"there": there, "guides": guides})


def how(ask: Ask) -> Shown:
    """How to ask one network for the download."""
    one = guide(str(ask.path["network"]))
    return Shown("bring_how.html", {"guide": one, "old": one.old(today())})


def look(ask: Ask) -> Shown:
    """Look what was chosen: from the list, or typed."""
    typed = ask.text("path").strip("\"'")
    paths = [path for name in ask.texts("found") for path in offered(ask, name).paths]
    if typed:
        paths.append(Path(typed).expanduser())
    if not paths:
        raise Refused("Nothing was chosen.", hint="Choose a download, or type where it lies.")
    return open_these(ask, paths)


def drop(ask: Ask) -> Shown:
    """Find the dropped files on this computer by name, size and edges."""
    paths = []
    for dropped in dropped_files(ask.said.get("files")):
        path = where_it_lies(dropped)
        if path is None:
            raise Refused(
                f"“{dropped.name}” was not found in Downloads, Desktop or Documents.",
                hint="Type where it lies in the field below: the browser does not tell us.",
            )
        paths.append(path)
    if not paths:
        raise Refused("Nothing was dropped that can be read.", hint="Drop the zip as it came.")
    return open_these(ask, paths)


def dropped_files(said: object) -> list[Dropped]:
    """What the page sent of the dropped files; what does not fit is left out."""
    try:
        listed = json.loads(said) if isinstance(said, str) else []
    except (ValueError, RecursionError):
        return []
    found = []
    for one in listed[:MOST_DROPPED] if isinstance(listed, list) else []:
        if isinstance(one, dict) and isinstance(one.get("size"), int):
            found.append(Dropped(str(one.get("name")), one["size"], str(one.get("first")), str(one.get("last"))))
    return found


def open_these(ask: Ask, paths: list[Path]) -> Shown:
    """Recognise them in the worker: a large download takes a moment to open."""

    def task(progress: Progress) -> list[Given]:
        progress.stage("open")
        return look_over(paths)

    return begin(ask, "open", task)


def offered(ask: Ask, name: str) -> FoundDownload:
    """A download that the page offered, by its random name. Raises UnknownName."""
    found = ask.room.desk.get(name)
    if not isinstance(found, FoundDownload):
        raise UnknownName("This list is from before.")
    return found


def whose(ask: Ask) -> Shown:
    """Ask whose account it is, before anything of it is kept."""
    return Shown("bring_whose.html", {"given": recognised(ask)}) if recognised(ask) else bring(ask)


def recognised(ask: Ask) -> list[Given]:
    """What the last opening recognised; empty when that was long ago."""
    job = ask.room.work.job
    if job is None or job.name != "open" or not isinstance(job.result, list):
        return []
    return [given for given in job.result if isinstance(given, Given)]


def read(ask: Ask) -> Shown:
    """Read and look at what the person confirmed."""
    said = {given: word_for(ask, place, given) for place, given in enumerate(recognised(ask))}
    kept = {given: word for given, word in said.items() if word != "neither"}
    if not kept:
        raise Refused(
            "smallprint reads your own downloads, and those of a child you care for.", hint="Nothing was kept."
        )
    words = {given.digest: word if isinstance(word, Whose) else None for given, word in kept.items()}
    wish = Wish(tuple(kept), words, seen(ask), today())
    home = ask.room.home_or_first_look()
    return begin(ask, "add", lambda progress: add_all(home, wish, progress))


def word_for(ask: Ask, place: int, given: Given) -> Whose | str | None:
    """The person's word for one download; None for a folder of pictures, which belongs to no account."""
    if given.loose:
        return None
    answer = ask.text(f"whose-{place}")
    name = " ".join(ask.text(f"name-{place}").split())
    if answer == "of" and not name:
        raise Refused("Please say the child's first name.", hint="")
    if answer not in {"mine", "of", "neither"}:
        raise Refused("Please say whose account it is.", hint="")
    return answer if answer == "neither" else Whose("mine") if answer == "mine" else Whose("of", name)


def seen(ask: Ask) -> SeenBy:
    """Who can see a loose folder, where the person says."""
    said = ask.text("seen-by")
    return seen_by((ask.text("address") if said == "published" else said) or None)


def done(ask: Ask) -> Shown:
    """What was read, what could not be, and what comes next."""
    home = ask.room.home()
    job = ask.room.work.job
    added = job.result if job and job.name == "add" and isinstance(job.result, Added) else None
    exports = [one.kept for one in added.exports] if added and added.exports else home.exports.all()
    things = {
        "exports": exports,
        "closed": {one.id: closed_kinds(one) for one in exports},
        "unread": [one for one in home.troubles.counts() if one.count],
        "children": home.findings.count(),
        "people": sum(1 for one in home.people.all() if not one.said and not one.not_a_face),
        "loose_only": all(one.network == LOOSE for one in exports),
        "looked": {one.id: home.pictures.count_looked_at(one.id) for one in exports},
    }
    return Shown("bring_done.html", things)


def closed_kinds(kept: KeptExport) -> list[tuple[str, int]]:
    """Kinds that were counted and not looked at."""
    return [(kind.value, kept.by_kind[kind.value]) for kind in sorted(ASK_FIRST) if kept.by_kind.get(kind.value)]


def open_kind(ask: Ask) -> Shown:
    """Also look at one kind that asks first."""
    home = ask.room.home()
    switch_on(home, ask.number("export") or 0, ask.text("kind"))
    return begin(ask, "add", lambda progress: add_all(home, nothing_new(), progress))


def go_on(ask: Ask) -> Shown:
    """Go on with what was stopped, also after the program was closed: the home knows what is left."""
    home = ask.room.home()
    return begin(ask, "add", lambda progress: add_all(home, unfinished(home), progress))


def nothing_new() -> Wish:
    """Look at what is left."""
    return Wish((), {}, SeenBy(), today())


def unfinished(home: Home) -> Wish:
    """Downloads that were not read to their end, on the word that was given for them."""
    left = [one for one in home.exports.all() if not one.finished and one.present]
    given = [(one, found) for one in left for found in look_over([Path(path) for path in one.paths])]
    words = {found.digest: whose_it_was(one) for one, found in given}
    return Wish(tuple(found for _, found in given), words, SeenBy(), today())


def whose_it_was(kept: KeptExport) -> Whose | None:
    """The word that was given for it."""
    return None if kept.confirmed == "loose" else Whose(kept.confirmed, kept.of_name or "")


def today() -> date:
    return datetime.now(UTC).date()
