"""Watch a job: how far it is, how long it will take, pause, stop, go on. A reload comes back to the same place."""

from __future__ import annotations

from smallprint.web.asked import Ask, Shown
from smallprint.web.problems import page_words
from smallprint.web.room import Room
from smallprint.web.work import Task

PATIENCE = 1.0  # seconds to wait before showing how far it is: most small jobs are done by then
NEXT = {"open": "/bring/whose", "add": "/bring/done", "rank": "/found"}


def begin(ask: Ask, name: str, task: Task) -> Shown:
    """Start a job and show how far it is; a quick one is over before the page is there."""
    job = ask.room.work.start(name, task)
    job.done.wait(PATIENCE)
    return shown(ask.room, "watch.html")


def watch(ask: Ask) -> Shown:
    """The page of the running job, or of the last one."""
    return shown(ask.room, "watch.html")


def now(ask: Ask) -> Shown:
    """The part of it that changes."""
    return shown(ask.room, "watch_now.html")


def stop(ask: Ask) -> Shown:
    """Stop at the next batch."""
    job = ask.room.work.job
    if job:
        job.progress.stop()
        job.done.wait(PATIENCE)
    return now(ask)


def pause(ask: Ask) -> Shown:
    """Hold it at the next batch."""
    if ask.room.work.job:
        ask.room.work.job.progress.pause()
    return now(ask)


def go_on(ask: Ask) -> Shown:
    """End a pause."""
    if ask.room.work.job:
        ask.room.work.job.progress.go_on()
    return now(ask)


def shown(room: Room, template: str) -> Shown:
    """One job as it stands; one that is well over sends the page on to what it gave."""
    job = room.work.job
    if job is None:
        return Shown("gone.html", {"to": "/start"})
    over = job.done.is_set()
    if over and job.problem is None:
        room.tally = None
        return Shown("gone.html", {"to": NEXT.get(job.name, "/start")})
    words, hint = page_words(job.problem) if job.problem else ("", "")
    return Shown(template, {"job": job, "now": job.standing, "over": over, "words": words, "hint": hint})
