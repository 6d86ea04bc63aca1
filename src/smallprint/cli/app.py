"""The list of commands. Each is imported only when it is called, so that `smallprint --help` answers at once."""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from smallprint import __version__
from smallprint.cli.say import say
from smallprint.errors import SmallprintError
from smallprint.jobs.runner import guarded
from smallprint.locale import _, later, speak
from smallprint.settings import read_settings

# name on the command line -> (module that holds it as COMMAND, one line for the list)
COMMANDS = {
    "demo": ("demo", later("See the whole look-back on an invented family.")),
    "add": ("add", later("Read exports and photo folders, and look at what is new.")),
    "networks": ("networks", later("Which exports are read, and what each can tell.")),
    "troubles": ("troubles", later("What could not be read, counted by kind.")),
    "people": ("people", later("Who is who.")),
    "family": ("family", later("Words that must not leak: names, school, birthday …")),
    "findings": ("findings", later("What shows a child, who can see it, and why it ranks where it does.")),
    "steps": ("steps", later("What to do, biggest win first.")),
    "proof": ("proof", later("What a later export shows: gone, narrowed, still there …")),
    "sample": ("sample", later("How much did we miss? A guided random check.")),
    "accounts": ("accounts", later("What your exports say about each account.")),
    "checkup": ("checkup", later("A few questions about your accounts, without a download.")),
    "circle": ("circle", later("Who belongs in the close circle: a proposal, for you to decide.")),
    "look-at": ("look_at", later("Also look at pictures from chats, or at recently deleted ones.")),
    "put-away": ("put_away", later("Where your downloads lie now; delete, move or leave them.")),
    "lock": ("keys", later("Forget the key on this machine.")),
    "key": ("keys", later("Change the passphrase, or print a new recovery sheet.")),
    "backup": ("keys", later("Write an encrypted copy of the home.")),
    "restore": ("keys", later("Bring a backup back.")),
    "forget": ("forget", later("Forget one export, or everything.")),
    "copy": ("copy", later("Copies in which faces are covered, proven before they are written.")),
    "takedown": ("takedown", later("Ask for a picture to be taken down, and follow through.")),
    "report": ("report", later("Where to turn when something has happened. Works offline.")),
    "models": ("models", later("The face models, with licence and checksum.")),
    "dev": ("dev", later("For people who write readers.")),
}
FAULTS_PASSED_ON = (click.ClickException, click.exceptions.Exit, click.Abort)


class Commands(click.Group):
    """A group that imports a command when it is called, and ends every fault in one sentence and an exit code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if name != "dev"]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"smallprint.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(COMMANDS[name][1])) for name in self.list_commands(ctx)])

    def main(self, *given: Any, **named: Any) -> Any:
        """Run and exit with 0 done, 1 could not, 2 wrong usage, 3 done with troubles (add, restore)."""
        args = given[0] if given else named.get("args")
        speak(read_settings().language)
        sys.exit(self._guarded_main(list(sys.argv[1:] if args is None else args)))

    def _guarded_main(self, args: list[str]) -> int:
        try:
            with guarded(*FAULTS_PASSED_ON):
                answer = super().main(args, "smallprint", standalone_mode=False)
                return answer if isinstance(answer, int) else 0
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except click.ClickException as problem:
            problem.show()
            return problem.exit_code
        except (click.Abort, KeyboardInterrupt):
            say(_("Stopped. What was done is kept."))
            return 1
        except SmallprintError as problem:
            tell_fault(problem, with_traceback="--traceback" in args)
            return 1


def tell_fault(problem: SmallprintError, *, with_traceback: bool) -> None:
    """One sentence, one hint. The traceback is for developers, who ask for it by name."""
    say(_(str(problem)))
    if problem.hint:
        say(_(problem.hint))
    if with_traceback:
        say("".join(traceback.format_exception(problem)))


@click.group(
    "smallprint",
    cls=Commands,
    invoke_without_command=True,
    help=_(
        "Find the pictures of your children in your own downloads from social networks, see who could see them, "
        "and take them back. Nothing leaves this machine."
    ),
    epilog=_("Example: smallprint add instagram-cleo.zip --mine"),
)
@click.version_option(__version__)
@click.option("--traceback", is_flag=True, hidden=True, expose_value=False)
@click.option("--home", "home_path", type=click.Path(path_type=Path), metavar="PATH", help=_("Where the home lies."))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=_("The pages' port; any free one otherwise."))
@click.option("--no-browser", is_flag=True, help=_("Open no browser: print the file that opens the pages."))
@click.pass_context
def smallprint(ctx: click.Context, home_path: Path | None, port: int, no_browser: bool) -> None:
    if ctx.invoked_subcommand is None:
        open_pages = importlib.import_module("smallprint.cli.pages").open_pages
        open_pages(home_path, port=port, browser=not no_browser)
