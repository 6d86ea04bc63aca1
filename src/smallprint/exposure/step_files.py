"""Open steps as a table and as a calendar. Both name kinds of clues, never a clue's value, a child or an address.

Whoever ticks it for this one file gets children's names, the values of clues and the links in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from smallprint.exposure.worklist import PlannedStep
from smallprint.records.findings import Finding, Step, StepState

SITTING = 20  # minutes of one evening; a single step may be longer
APART = timedelta(days=7)
ASK_AGAIN = timedelta(days=14)  # networks keep what was deleted for up to 30 days; a download takes days itself
LOOK_BACK = timedelta(days=365)
_NINE = timedelta(hours=9)
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n")


def as_csv(planned: Iterable[PlannedStep], findings: Iterable[Finding], *, values: bool = False) -> str:
    """Write every step as a line, in the plan's order. No cell begins with a sign that a spreadsheet would run."""
    known = {finding.id: finding for finding in findings}
    written = io.StringIO()
    rows = csv.writer(written)
    heads = ["id", "title", "network", "minutes", "changes", "leaves", "clues", "how", "state"]
    rows.writerow([*heads, *(["children", "values", "links"] if values else [])])
    for step in (each.step for each in planned):
        changed = [known[name] for name in step.changes if name in known]
        cells = [step.id, step.title, step.network, step.minutes, len(step.changes), step.leaves.value]
        cells += [kinds_of(changed), " ".join(step.how), step.state.value]
        cells += [*_told(changed), " ".join(step.links)] if values else []
        rows.writerow([harmless(str(cell)) for cell in cells])
    return written.getvalue()


def as_ics(
    planned: Iterable[PlannedStep],
    findings: Iterable[Finding],
    made: datetime,
    closing: str,
    *,
    values: bool = False,
) -> bytes:
    """Write sittings of some minutes a week apart, then the day to ask for a new download, and the look-back.

    `closing` is the sentence that ends every reminder.
    """
    known = {finding.id: finding for finding in findings}
    open_steps = [each.step for each in planned if each.step.state is StepState.OPEN]
    file = Calendar()
    file.add("prodid", "-//smallprint//steps//EN")
    file.add("version", "2.0")
    day = made.date() + timedelta(days=1)
    for number, steps in enumerate(sittings(open_steps)):
        on = day + number * APART
        minutes = sum(step.minutes for step in steps)
        title = f"smallprint: {len(steps)} to do, {minutes} minutes"
        lines = [_line(step, known, values=values) for step in steps]
        file.add_component(_event(f"sitting-{steps[0].id}", on, made, title, [*lines, closing]))
    last = day + max(len(sittings(open_steps)) - 1, 0) * APART
    again = "Ask for a new download: smallprint proof shows what is really gone."
    file.add_component(
        _event("ask-again", last + ASK_AGAIN, made, "smallprint: ask for a new download", [again, closing])
    )
    year = "A new download shows only what is new since last time."
    file.add_component(
        _event("look-back", made.date() + LOOK_BACK, made, "smallprint: look back again", [year, closing])
    )
    return bytes(file.to_ical())


def sittings(steps: Sequence[Step]) -> list[list[Step]]:
    """Cut the plan, in its order, into sittings of at most SITTING minutes; a longer step is a sitting of its own."""
    found: list[list[Step]] = []
    for step in steps:
        if found and sum(each.minutes for each in found[-1]) + step.minutes <= SITTING:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def kinds_of(findings: Iterable[Finding]) -> str:
    """Name the kinds of clues in these findings, each once."""
    return ", ".join(sorted({clue.kind.value.replace("_", " ") for each in findings for clue in each.clues}))


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP: = + - @ tab and return at the start)."""
    return f"'{cell}" if cell[:1] in _STARTS_A_FORMULA else cell


def _told(findings: Sequence[Finding]) -> list[str]:
    children = sorted({name for each in findings for name in each.children})
    told = sorted({clue.value for each in findings for clue in each.clues if clue.value})
    return [", ".join(children), ", ".join(told)]


def _line(step: Step, known: Mapping[str, Finding], *, values: bool) -> str:
    changed = [known[name] for name in step.changes if name in known]
    kinds = kinds_of(changed)
    line = f"{step.title} ({step.minutes} minutes{f'; {kinds}' if kinds else ''})"
    extra = [text for text in (*_told(changed), *step.links) if text] if values else []
    return " · ".join([line, *extra])


def _event(name: str, on: date, made: datetime, title: str, lines: Sequence[str]) -> Event:
    event = Event()
    event.add("uid", f"{name}@smallprint.invalid")
    event.add("dtstamp", made.astimezone(UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", title)
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _NINE)
    event.add_component(alarm)
    return event
