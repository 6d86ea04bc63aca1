"""`smallprint models`: the face models of this installation, with licence and checksum. Opens no home."""

from __future__ import annotations

import click

from smallprint.cli.home import json_option, no_home_option
from smallprint.cli.say import print_json, show
from smallprint.faces.models import MODELS, listed
from smallprint.locale import _


@click.command(
    "models",
    help=_("The face models of this installation, with licence and checksum. They run on this machine only."),
    epilog=_("Example: smallprint models --json"),
)
@no_home_option
@json_option
def models(as_json: bool) -> None:
    weights = listed()
    if as_json:
        rows = [
            {"name": one.name, "licence": one.licence, "sha256": one.sha256, "bytes": one.bytes, "source": one.source}
            for one in weights
        ]
        print_json({"set": MODELS, "models": rows})
        return
    for one in weights:
        show(f"{one.name}  {one.licence}  {one.bytes / 1_000_000:.1f} MB")
        show(_("  from {source}").format(source=one.source))
        show(f"  sha256 {one.sha256}")
