"""A case and a reviewed template -> a letter. Nothing is attached, nothing is sent, nothing is assumed.

What the person has not said stands in square brackets and among the gaps. A birthday is never a variable here, only
a band of years; of parents who live apart no surname leaves the house.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from smallprint.errors import Refused
from smallprint.guides.letter_templates import Template, template
from smallprint.records.family import FamilyWord, WordKind
from smallprint.records.takedowns import Case, CaseState, Happened, Route, Writer
from smallprint.takedowns import cases, deadlines
from smallprint.takedowns.routes import FROM_TWELVE, GROWN, letters_for
from smallprint.takedowns.stop import HINT, SENTENCE, says_it_is_sexual

_VARIABLE = re.compile(r"\{(\w+)\}")
_BANDS = ((12, "under 12"), (16, "between 12 and 15"), (18, "16 or 17"))
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_VOICES = {
    Writer.PARENT: {"I": "I", "i": "I", "me": "me", "my": "my", "am": "am"},
    Writer.BOTH: {"I": "We", "i": "we", "me": "us", "my": "our", "am": "are"},
    Writer.CHILD: {"I": "I", "i": "I", "me": "me", "my": "my", "am": "am"},
}
GAPS = {
    "holder": "whom you write to",
    "child": "the child's name, as they know it",
    "sender": "your name",
    "reply_to": "where they can answer you",
    "law": "the privacy or picture law of your country that this breaks",
    "addresses": "the address of each picture",
    "sent": "the day you wrote to them",
    "expected": "the day you expected an answer",
    "complained": "the day you complained to them",
    "search_words": "what was searched for",
    "responsibility_gap": "Say so only if it is true: I have parental responsibility for this child",
    "guardian_gap": "Say so only if it is true: I am this child's parent or legal guardian",
}
_APART = frozenset({WordKind.SURNAME, WordKind.SCHOOL, WordKind.STREET, WordKind.AREA})


_NOTHING = " "  # said, and empty: neither a gap nor a paragraph


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is ready to be read by the person, who fills the gaps and sends it, or not."""

    template: str
    title: str
    to: str
    reply_to: str
    subject: str
    text: str
    gaps: tuple[str, ...]  # what stands in square brackets
    sources: tuple[str, ...]
    last_checked: date
    confirmed: bool


def write(case: Case, today: date, name: str | None = None, words: Iterable[FamilyWord] = ()) -> Letter:
    """Write one of the letters that fit the case; the first when none is named.

    `words` are the family's own: a birthday among them never stands in a letter, nor, where the parents live apart,
    surname, school, street or area. Refused then, with the kind.
    """
    fitting = letters_for(case)
    chosen = name or first_choice(case, fitting)
    if chosen not in fitting:
        raise Refused(f"The letter “{chosen}” does not fit this case.", hint=f"These do: {', '.join(fitting)}")
    letter = _filled(case, template(chosen), today)
    _refuse_what_gives_away(case, letter, words)
    return letter


def first_choice(case: Case, fitting: tuple[str, ...]) -> str:
    """The letter that comes first; of the messages to a relative, the one in the chosen tone."""
    toned = f"relative_{case.about.tone}"
    return toned if toned in fitting else fitting[0]


def _filled(case: Case, form: Template, today: date) -> Letter:
    values = _values(case, today)
    facts = frozenset(name for name, holds in _told(case, values).items() if holds)

    def value(found: re.Match[str]) -> str:
        return values.get(found[1]) or f"[{GAPS[found[1]]}]"

    paragraphs = [_VARIABLE.sub(value, each.text) for each in form.paragraphs if each.fits(facts)]
    subject = _VARIABLE.sub(value, form.subject)
    text = "\n\n".join(each for each in paragraphs if each.strip()) + "\n"
    about = case.about
    return Letter(
        template=form.name,
        title=form.title,
        to=clean(about.to),
        reply_to=clean(values["reply_to"]),
        subject=clean(subject),
        text=text,
        gaps=tuple(gap for gap in GAPS.values() if f"[{gap}]" in text),
        sources=form.sources,
        last_checked=form.last_checked,
        confirmed=form.confirmed,
    )


def _values(case: Case, today: date) -> dict[str, str]:
    about = case.about
    child, sender, reply_to = clean(about.child), clean(about.sender), clean(about.reply_to)
    if about.apart or case.route is Route.OTHER_PARENT:
        child, sender = _first_word(child), _first_word(sender)
    if case.route is Route.OTHER_PARENT:
        reply_to = ""  # an address of its own may be what the other does not know
    own = about.writer is Writer.CHILD
    named = child or f"[{GAPS['child']}]"
    return {
        **_VOICES[about.writer],
        "holder": clean(case.holder),
        "child": child,
        "them": "me" if own else named,
        "them_named": child if own and child else "me" if own else named,
        "They_are": "I am" if own else f"{named} is",
        "Child_or_I": "I" if own else named,
        "first_of_child": _first_word(child) or named,
        "first_name": _first_word(sender) or f"[{GAPS['sender']}]",
        "band": _band(about.age),
        "addresses": "\n".join(f"- {clean(each.url)}" for each in cases.open_addresses(case)),
        "where": clean(about.where_in_picture),
        "uses": clean(about.uses),
        "law": clean(about.law),
        "date": _day(today),
        "sender": sender,
        "reply_to": reply_to,
        "reply_line": f"You can reach {_VOICES[about.writer]['me']} at {reply_to}." if reply_to else _NOTHING,
        "signatures": _signatures(about.writer, child, sender),
        "history": _history(case),
        **_days(case),
    }


def _days(case: Case) -> dict[str, str]:
    return {
        "sent": _day(cases.day_of(case, Happened.SENT)),
        "expected": _day(cases.expected(case)),
        "complained": _day(cases.day_of(case, Happened.COMPLAINED)),
    }


def _told(case: Case, values: dict[str, str]) -> dict[str, bool]:
    """The words that a template's `when` may use."""
    about, place = case.about, case.about.place
    age = about.age
    return {
        **{f"by_{each.value}": each is about.writer for each in Writer},
        "scotland": place == "GB-SCT",
        "uk": deadlines.in_the_uk(place),
        "gdpr": deadlines.under_the_gdpr(place),
        "age_known": age is not None,
        "twelve_up": age is not None and age >= FROM_TWELVE,
        "grown": age is not None and age >= GROWN,
        "responsible": about.responsible is True,
        "responsible_known": about.responsible is not None,
        "agrees": about.child_agrees is True,
        "where_given": bool(about.where_in_picture.strip()),
        "uses_named": bool(about.uses.strip()),
        "any_address": bool(values["addresses"]),
        "complained": bool(values["complained"]),
        "month_set": cases.window(case) is not None,
        "refused": cases.state(case) is CaseState.REFUSED,
    }


def _refuse_what_gives_away(case: Case, letter: Letter, words: Iterable[FamilyWord]) -> None:
    text = f"{letter.subject}\n{letter.text}".casefold()
    if says_it_is_sexual(case.about.where_in_picture, case.about.uses, case.about.law):
        raise Refused(SENTENCE, hint=HINT)
    for word in words:
        if word.kind is WordKind.BIRTHDAY:
            given_away = any(form.casefold() in text for form in _ways_to_write(word.text))
        else:
            apart = case.about.apart or case.route is Route.OTHER_PARENT
            theirs = word.text.casefold() in case.holder.casefold()  # a school knows its own name
            given_away = apart and word.kind in _APART and not theirs and _holds(text, word.text.casefold())
        if given_away:
            raise Refused(
                f"This letter would give away: {word.kind.value}.",
                hint="Take it out of what you typed for this case, and write the letter again.",
            )


def _holds(text: str, word: str) -> bool:
    return bool(word.strip()) and re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", text) is not None


def _ways_to_write(birthday: str) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(birthday)
    except ValueError:
        return (birthday,) if birthday.strip() else ()
    month = _MONTHS[day.month - 1]
    numbers = [f"{day:%d{sign}%m{sign}%Y}" for sign in "./-"] + [f"{day:%m/%d/%Y}"]
    return (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", *numbers)


def _signatures(writer: Writer, child: str, sender: str) -> str:
    names = {Writer.PARENT: [sender], Writer.CHILD: [child or sender], Writer.BOTH: [sender, child]}[writer]
    return "\n".join(name or f"[{GAPS['sender']}]" for name in names)


def _history(case: Case) -> str:
    told = [line for line in cases.live(case) if line.what in _TOLD]
    return "\n".join(f"- {_day(line.on)}: {_TOLD[line.what]}" for line in sorted(told, key=lambda line: line.on))


_TOLD = {
    Happened.SENT: "letter sent",
    Happened.ACKNOWLEDGED: "they confirmed that they received it",
    Happened.IDENTITY_ASKED: "they asked who writes",
    Happened.IDENTITY_SENT: "that was answered",
    Happened.EXTENDED: "they asked for more time",
    Happened.CHASED: "reminder sent",
    Happened.REFUSED: "they refused",
    Happened.COMPLAINED: "formal complaint sent to them",
    Happened.COMPLAINT_ACKNOWLEDGED: "they confirmed the complaint",
    Happened.DONE: "they said it was done",
}


def _band(age: int | None) -> str:
    if age is None:
        return ""
    return next((words for below, words in _BANDS if age < below), "18 or older")


def _day(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def _first_word(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else ""


def clean(text: str) -> str:
    """One line of a person's text without signs that steer a printer, a mail or the reading direction."""
    folded = " ".join(text.split())
    return "".join(sign for sign in folded if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
