"""Start: where to go tonight."""

from __future__ import annotations

from smallprint.records.findings import StepState
from smallprint.records.items import Audience
from smallprint.store import Home
from smallprint.web.asked import Ask, Shown
from smallprint.web.room import Room


def start(ask: Ask) -> Shown:
    """The doors, and what stands open behind them."""
    if ask.room.state == "new":
        return Shown("start.html", {"so_far": None})
    return Shown("start.html", {"so_far": so_far(ask.room, ask.room.home())})


def so_far(room: Room, home: Home) -> dict[str, object]:
    """What there is to say on the start page."""
    exports = home.exports.all()
    last = home.jobs.last("add")
    return {
        "downloads": len(exports),
        "unfinished": any(not one.finished for one in exports) or (last is not None and last.state != "done"),
        "children": home.findings.count(),
        "public": room.tallied().get(Audience.PUBLIC, 0),
        "to_name": sum(1 for one in home.people.all() if not one.said and not one.not_a_face),
        "done": sum(1 for state, _ in home.steps.states().values() if state is StepState.DONE),
    }
