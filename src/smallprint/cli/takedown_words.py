"""Take-downs as JSON and as a person reads them."""

from __future__ import annotations

import errno
from pathlib import Path

from smallprint.cli.report import as_fields as page_fields
from smallprint.cli.report import tell as tell_page
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.cli.takedown_options import right_now
from smallprint.errors import DiskFull, Refused, UnreadablePath
from smallprint.guides.services import Who, turn_to
from smallprint.jobs.check_takedown import Checked
from smallprint.jobs.takedown_cases import Opened
from smallprint.locale import _, later, ngettext
from smallprint.records.takedowns import AddressState, Case, CaseState, Happened
from smallprint.store import Home
from smallprint.takedowns.cases import live, outcomes
from smallprint.takedowns.follow_up import Standing, standing
from smallprint.takedowns.letters import Letter
from smallprint.takedowns.pasted import Pasted

STATES = {
    CaseState.DRAFTED: later("drafted"),
    CaseState.SENT: later("sent"),
    CaseState.ACKNOWLEDGED: later("they have it"),
    CaseState.EXTENDED: later("they asked for more time"),
    CaseState.REFUSED: later("they refused"),
    CaseState.DONE: later("they say it is done"),
    CaseState.ABANDONED: later("you let it rest"),
}
FOUND = {
    AddressState.UNCHECKED: later("not looked yet"),
    AddressState.THERE: later("still there"),
    AddressState.GONE: later("gone"),
    AddressState.MOVED: later("moved"),
    AddressState.CANNOT_TELL: later("cannot tell"),
}
HAPPENED = {
    Happened.OPENED: later("case opened"),
    Happened.SENT: later("letter sent"),
    Happened.IDENTITY_SENT: later("told them who writes"),
    Happened.CHASED: later("reminder sent"),
    Happened.COMPLAINED: later("formal complaint sent"),
    Happened.TO_REGULATOR: later("turned to the regulator"),
    Happened.ACKNOWLEDGED: later("they confirmed that they have it"),
    Happened.COMPLAINT_ACKNOWLEDGED: later("they confirmed the complaint"),
    Happened.IDENTITY_ASKED: later("they asked who writes"),
    Happened.EXTENDED: later("they asked for more time"),
    Happened.REFUSED: later("they refused"),
    Happened.DONE: later("they say it is done"),
    Happened.ABANDONED: later("you let it rest"),
    Happened.LOOKED: later("looked"),
    Happened.MAY_LOOK: later("agreed to look at this site"),
    Happened.ADDED: later("address added"),
    Happened.NOTE: later("note"),
    Happened.TAKEN_BACK: later("a line was taken back"),
}


def as_fields(case: Case, standing: Standing | None) -> dict[str, object]:
    """One case as JSON. A stopped case has dates and nothing else."""
    return {
        "id": case.id,
        "holder": case.holder,
        "route": case.route.value,
        "state": standing.state.value if standing else CaseState.ABANDONED.value,
        "sent": standing.sent if standing else None,
        "expected": standing.expected if standing else None,
        "overdue_after": standing.overdue_after if standing else None,
        "overdue": standing.overdue if standing else False,
        "next": standing.next.value if standing else "closed",
        "next_on": standing.next_on if standing else None,
        "stopped": case.stopped,
        "addresses": [
            {
                "url": each.address.url,
                "state": each.state.value,
                "checked": each.checked,
                "why": each.why,
                "by": each.by.value if each.by else None,
            }
            for each in outcomes(case)
        ],
        "history": [
            {"when": line.on, "what": line.what.value, "number": line.number, "words": line.words}
            for line in case.history
        ],
    }


def tell_case(case: Case, standing: Standing | None) -> None:
    """One case for a person."""
    if standing is None:
        show(_("{id}. Stopped. Where to turn: smallprint report").format(id=case.id))
        return
    show(f"{case.id}. {one_line(case.holder)} · {_(STATES[standing.state])}")
    show("   " + _(standing.words))
    if standing.overdue and standing.overdue_after:
        show("   " + _("Overdue since {day}.").format(day=standing.overdue_after))
    found = outcomes(case)
    for each in found[:10]:
        show(f"   - {one_line(each.address.url, 200)}: {_(FOUND[each.state])}")
    if len(found) > 10:
        more = len(found) - 10
        show("   " + ngettext("and {n} more address", "and {n} more addresses", more).format(n=more))
    last = live(case)[-1] if live(case) else None
    if last is not None:
        show("   " + _("Last: {what}, {day}.").format(what=_(HAPPENED[last.what]), day=last.on))


def tell_opened(opened: Opened) -> None:
    """A new case for a person: its number, its way, and what was left out."""
    count = ngettext("{n} address", "{n} addresses", opened.addresses).format(n=opened.addresses)
    say(_("Case {id} is open, with {count}.").format(id=opened.id, count=count))
    for note in opened.way.notes:
        say(_(note))
    form = opened.way.form
    if form is not None and form.address:
        say(
            _("Form of {network}, to be checked before you rely on it: {address}").format(
                network=form.title, address=form.address
            )
        )
    for line in opened.way.helplines:
        say(" · ".join(part for part in (line.name, line.phone, line.url) if part))
    tell_left_out(opened.left_out)
    say(_("The letter: smallprint takedown letter {id}").format(id=opened.id))


def tell_left_out(listed: Pasted) -> None:
    """Lines of a list that could not be used, with the reason; the first few of many."""
    unusable = listed.unusable
    if not unusable:
        return
    many = len(unusable)
    say(ngettext("{n} line could not be used:", "{n} lines could not be used:", many).format(n=many))
    for each in unusable[:5]:
        where = _("line {n}").format(n=each.line)
        say(f"  {where}: {one_line(each.text, 60)} ({_(each.why)})")


def letter_fields(case: Case, letter: Letter, fitting: tuple[str, ...]) -> dict[str, object]:
    """One letter as JSON."""
    return {
        "id": case.id,
        "letter": letter.template,
        "letters": list(fitting),
        "to": letter.to,
        "subject": letter.subject,
        "text": letter.text,
        "gaps": list(letter.gaps),
        "sources": list(letter.sources),
        "last_checked": letter.last_checked,
        "confirmed": letter.confirmed,
    }


def tell_about_letter(letter: Letter, fitting: tuple[str, ...]) -> None:
    """What the person should know beside the letter. On stderr: none of it belongs into the letter."""
    say()
    say(_("Read it, change what is not yours, and send it yourself: smallprint sends nothing. Not legal advice."))
    for gap in letter.gaps:
        say(_("Still to fill in: {gap}").format(gap=_(gap)))
    say(
        _("The wording was last checked on {day}; the law and the forms may have moved.").format(
            day=letter.last_checked
        )
    )
    if len(fitting) > 1:
        say(_("Letters for this case: {names}. Choose with --which NAME.").format(names=", ".join(fitting)))


def checked_fields(checked: Checked) -> dict[str, object]:
    """One look as JSON."""
    return {
        "url": checked.address.url,
        "looked": checked.looked,
        "state": checked.found.state.value if checked.looked else AddressState.UNCHECKED.value,
        "why": checked.found.why,
    }


def tell_checked(checked: Checked) -> None:
    """One look for a person."""
    state = checked.found.state if checked.looked else AddressState.UNCHECKED
    show(f"{_(FOUND[state])} · {one_line(checked.address.url, 200)}")
    show(f"   {one_line(_(checked.found.why), 300)}")


def tell_stop(place: str, *, as_json: bool) -> int:
    """The page of services in the place of a case. Nothing is kept."""
    page = turn_to(place, Who.PARENT)
    if as_json:
        print_json(page_fields(page))
    else:
        tell_page(page)
    return 1


def tell_kept(home: Home, case_id: str, *, as_json: bool) -> None:
    """Where the case stands after a line was added."""
    case = home.takedowns.get(case_id)
    stands = standing(case, right_now().date())
    if as_json:
        print_json(as_fields(case, stands))
    else:
        tell_case(case, stands)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, for the person alone to read."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except FileExistsError:
        raise Refused(_("There is a file of that name."), hint=_("Choose another: --out FILE")) from None
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise DiskFull(_("The disk is full.")) from problem
        raise UnreadablePath(_("It could not be written to {place}.").format(place=path)) from problem
