"""How a command gets at the home: where it lies, what opens it, and what happens the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from smallprint.cli.say import on_a_terminal, say
from smallprint.errors import NoHome, UnreadablePath, WrongKey
from smallprint.jobs.home_key import is_home, make_home, six_words
from smallprint.locale import _
from smallprint.settings import Settings, read_settings
from smallprint.store import Home, open_home

P = ParamSpec("P")
R = TypeVar("R")

SHORTEST = 8  # letters of a passphrase that is typed; scripts choose their own
TIMES = 3  # how often a passphrase may be mistyped on a terminal before the command ends


def home_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add --home and the hidden --traceback, which every command has."""
    command = click.option("--traceback", is_flag=True, hidden=True, expose_value=False)(command)
    return click.option(
        "--home", "home_path", type=click.Path(path_type=Path), metavar="PATH", help=_("Where the home lies.")
    )(command)


def no_home_option(command: Callable[P, R]) -> Callable[P, R]:
    """Accept --home where no home is opened, so that a script may pass it everywhere."""
    command = click.option("--traceback", is_flag=True, hidden=True, expose_value=False)(command)
    return click.option("--home", metavar="PATH", expose_value=False, help=_("Opens no home."))(command)


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object for scripts."))(command)


def place(home_path: Path | None, settings: Settings) -> Path:
    """Where the home lies: --home, else SMALLPRINT_HOME, else the system's own place."""
    return home_path or settings.home_or_default()


@contextmanager
def opened(home_path: Path | None) -> Iterator[Home]:
    """The home that is there, for a command that only reads or changes what is in it. Raises NoHome."""
    settings = read_settings()
    path = place(home_path, settings)
    if not is_home(path):
        raise NoHome(_("There is no home at {place} yet.").format(place=path))
    with _unlock(path, settings) as home:
        yield home


@contextmanager
def opened_or_made(home_path: Path | None) -> Iterator[Home]:
    """The home; the first command that writes makes it and prints the recovery sheet once."""
    settings = read_settings()
    path = place(home_path, settings)
    if is_home(path):
        with _unlock(path, settings) as home:
            yield home
        return
    passphrase = said_passphrase(settings)
    if passphrase is None:
        say(
            _("This makes your family's home at {place}. It is encrypted; only its passphrase opens it.").format(
                place=path
            )
        )
        passphrase = new_passphrase()
    recovery = make_home(path, passphrase)
    print_sheet(path, recovery)
    with open_home(path, passphrase=passphrase) as home:
        yield home


def said_passphrase(settings: Settings) -> str | None:
    """The passphrase of the environment: SMALLPRINT_PASSPHRASE, else the first line of SMALLPRINT_PASSPHRASE_FILE."""
    if settings.passphrase:
        return settings.passphrase
    if settings.passphrase_file is None:
        return None
    try:
        return settings.passphrase_file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as problem:
        raise UnreadablePath(
            _("The file named in SMALLPRINT_PASSPHRASE_FILE cannot be read."),
            hint=_("It holds the passphrase in its first line."),
        ) from problem


def ask_hidden(question: str) -> str:
    """Ask on the terminal without showing what is typed. Raises WrongKey where nobody can be asked."""
    if not on_a_terminal():
        raise WrongKey(
            _("The home is locked, and there is nobody to ask for the passphrase."),
            hint=_("In scripts: SMALLPRINT_PASSPHRASE or SMALLPRINT_PASSPHRASE_FILE."),
        )
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


def _unlock(path: Path, settings: Settings) -> Home:
    passphrase = said_passphrase(settings)
    if passphrase is not None:
        return open_home(path, passphrase=passphrase)
    for left in reversed(range(TIMES)):
        try:
            return open_home(path, passphrase=ask_hidden(_("Passphrase")))
        except WrongKey as problem:
            if left == 0 or not on_a_terminal():
                raise
            say(_(str(problem)))
    raise AssertionError("the last wrong try raises")


def new_passphrase() -> str:
    """Ask twice for a new passphrase, with six words offered. Raises WrongKey where nobody can be asked."""
    if on_a_terminal():
        offered = " ".join(six_words())
        say(_("Choose a passphrase, or take these six words: {words}").format(words=offered))
    while True:
        first = ask_hidden(_("New passphrase"))
        if len(first) < SHORTEST:
            say(_("That is short enough to be guessed. Please take at least eight letters, or the six words."))
        elif first == ask_hidden(_("Once more")):
            return first
        else:
            say(_("The two were not the same. Please type it again."))


def print_sheet(path: Path, recovery: str) -> None:
    """The recovery sheet, once, on stderr."""
    say()
    say(_("Recovery sheet. Print or copy it now: it is shown this one time."))
    say(_("  Home:           {place}").format(place=path))
    say(_("  Recovery code:  {code}").format(code=recovery))
    say(_("Keep it on paper, away from this computer. Without it or the passphrase nobody opens the home."))
    say()
