"""`smallprint checkup`: a few questions about each network, without a download."""

from __future__ import annotations

import json
from pathlib import Path

import click

from smallprint.cli.home import home_option, json_option, opened, opened_or_made, place
from smallprint.cli.say import on_a_terminal, print_json, say, show
from smallprint.errors import Refused, UnreadablePath
from smallprint.jobs.checkup import Asked, Given, differences, keep_answers, networks, questions
from smallprint.jobs.home_key import is_home
from smallprint.locale import _
from smallprint.settings import read_settings

MOST_BYTES = 1 << 20
LETTERS = {"y": "yes", "n": "no", "?": "don't know"}


@click.command(
    "checkup",
    help=_(
        "A few questions about each network, without a download: yes, no or don't know. The answers go into the same "
        "plan, and are compared with your download when one comes."
    ),
    epilog=_("Example: smallprint checkup --network instagram"),
)
@click.option("--network", "wanted", multiple=True, metavar="N", help=_("Only this network; may be given again."))
@click.option("--account", default="", metavar="NAME", help=_("Which account, where you have several."))
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_('A JSON file for scripts: {"instagram": {"private": "no"}}'),
)
@home_option
@json_option
def checkup(
    wanted: tuple[str, ...], account: str, answers: Path | None, home_path: Path | None, as_json: bool
) -> None:
    chosen = list(wanted) or networks()
    if answers is not None:
        given = read_answers(answers, chosen)
        chosen = list(wanted) or list(given)
        questions(None, chosen)  # an unknown network ends here, before a home is made
    elif as_json:
        print_json({"networks": [as_fields(each) for each in _today(home_path, chosen)]})
        return
    elif on_a_terminal():
        given = {}
    else:
        raise Refused(
            _("There is nobody to ask."),
            hint=_("In scripts: smallprint checkup --answers FILE, or --json to see them."),
        )
    with opened_or_made(home_path) as home:
        given = given or {each.network: ask(each) for each in questions(home, chosen)}
        keep_answers(home, given, account)
        asked, differing = questions(home, chosen), differences(home, chosen)
    if as_json:
        print_json({"networks": [as_fields(each) for each in asked], "differs": differing})
        return
    for fact in differing:
        say(_("{fact}: your download says something else. See: smallprint accounts").format(fact=fact))
    say(_("Kept. What to do first: smallprint steps"))


def _today(home_path: Path | None, chosen: list[str]) -> list[Asked]:
    if not is_home(place(home_path, read_settings())):
        return questions(None, chosen)
    with opened(home_path) as home:
        return questions(home, chosen)


def as_fields(asked: Asked) -> dict[str, object]:
    """One network as JSON."""
    return {
        "network": asked.network,
        "title": asked.title,
        "questions": [
            {"fact": each.fact, "ask": each.ask, "where": each.where, "answer": answer}
            for each, answer in asked.questions
        ],
    }


def ask(asked: Asked) -> dict[str, str]:
    """Ask one network's questions on the terminal. Enter means: don't know."""
    show(asked.title)
    given = {}
    for each, before in asked.questions:
        default = next((letter for letter, word in LETTERS.items() if word == before), "?")
        words = _("{question} ({where}) yes, no, don't know").format(question=_(each.ask), where=_(each.where))
        letter = click.prompt(words, type=click.Choice(list(LETTERS)), default=default, err=True)
        given[each.fact] = LETTERS[letter]
    return given


def read_answers(path: Path, chosen: list[str]) -> Given:
    """Read a file of answers: by network, or of one network alone where one was named. Raises UnreadablePath."""
    hint = _('It looks like this: {"instagram": {"private": "no", "professional": "don\'t know"}}')
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("too large")
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as problem:
        raise UnreadablePath(_("The file of answers cannot be read."), hint=hint) from problem
    if isinstance(raw, dict) and len(chosen) == 1 and chosen[0] not in raw:
        raw = {chosen[0]: raw}
    if not isinstance(raw, dict) or not all(isinstance(each, dict) for each in raw.values()):
        raise UnreadablePath(_("The file of answers cannot be read."), hint=hint)
    return {
        str(network): {str(fact): answer_word(answer) for fact, answer in answers.items()}
        for network, answers in raw.items()
        if network in chosen or len(chosen) > 1
    }


def answer_word(answer: object) -> str:
    """An answer as one of the three words; what it cannot be stays as it is, and is refused later."""
    if answer is None:
        return "don't know"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    word = str(answer).strip().lower().replace("’", "'")
    return {"dont know": "don't know", "unknown": "don't know", "": "don't know"}.get(word, word)
