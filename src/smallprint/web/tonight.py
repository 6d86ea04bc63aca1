"""Tonight's list: what to do, biggest win first, and ticking it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smallprint.errors import Refused, UnknownName
from smallprint.exposure.worklist import PlannedStep
from smallprint.jobs.plan_steps import plan_steps, set_step
from smallprint.records.findings import Finding, StepState
from smallprint.store import Home
from smallprint.web.asked import Ask, Shown
from smallprint.web.pictures import Preview, preview

SAID = {"done": StepState.DONE, "skip": StepState.SKIPPED, "undo": StepState.OPEN}
PREVIEWS = 4
OPEN_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class ToDo:
    """One step as the page shows it."""

    planned: PlannedStep
    previews: tuple[Preview, ...]
    more: int
    only: Finding | None  # the one post it is about, where it is about one


def tonight(ask: Ask) -> Shown:
    """The list."""
    return page(ask.room.home(), everything=bool(ask.text("all")))


def page(home: Home, *, everything: bool = False) -> Shown:
    """Open steps in the plan's order, then what was done and skipped."""
    planned = plan_steps(home)
    waiting = [one for one in planned if one.step.state is StepState.OPEN]
    shown = waiting if everything else waiting[:OPEN_AT_ONCE]
    things = {
        "todo": [to_do(home, one) for one in shown],
        "later": len(waiting) - len(shown),
        "done": [one.step for one in planned if one.step.state is StepState.DONE],
        "skipped": [one.step for one in planned if one.step.state is StepState.SKIPPED],
        "minutes": sum(one.step.minutes for one in waiting[:3]),
    }
    return Shown("tonight.html", things)


def to_do(home: Home, planned: PlannedStep) -> ToDo:
    """One step with a few of the pictures that it changes."""
    findings = list(there(home, planned.step.changes[:PREVIEWS]))
    people = {one.id: one for one in home.people.all()}
    pictures = [(one, picture) for one in findings for picture in one.pictures[:1] if picture.sha256]
    shown = tuple(preview(home, people, one, picture) for one, picture in pictures)
    only = findings[0] if len(planned.step.changes) == 1 and findings else None
    return ToDo(planned, shown, max(0, len(planned.step.changes) - len(shown)), only)


def there(home: Home, names: Sequence[str]) -> list[Finding]:
    """The findings of a step that are still there."""
    found = []
    for name in names:
        try:
            found.append(home.findings.get(name))
        except UnknownName:  # dropped since the plan was made
            continue
    return found


def tick(ask: Ask) -> Shown:
    """Done, skipped with a reason, or open again."""
    state = SAID.get(str(ask.path["state"]))
    if state is None:
        raise UnknownName("There is no such answer.")
    why = ask.text("why")
    if state is StepState.SKIPPED and not why:
        raise Refused("A word why helps you later.", hint="For example: my shop needs it.")
    set_step(ask.room.home(), str(ask.path["step"]), state, why)
    return page(ask.room.home())
