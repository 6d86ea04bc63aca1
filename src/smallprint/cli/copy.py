"""`smallprint copy`: safe copies, proven before they are written."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import cast

import click

from smallprint.cli.home import home_option, json_option, opened
from smallprint.cli.say import one_line, print_json, say, show
from smallprint.cli.watch import watched
from smallprint.jobs.make_copies import Copies, Copy, make_copies
from smallprint.jobs.originals import Original, originals_at, originals_of
from smallprint.jobs.progress import Progress
from smallprint.jobs.who_stays import check_cover, who_stays
from smallprint.locale import _, later, ngettext
from smallprint.media.clean import Form
from smallprint.media.cover import Shape
from smallprint.media.told import LONG_SIDE, MOST_SIDE
from smallprint.share.safe_copy import CopyWish, Keep, keep_nobody

REFUSED = 1
WHY = {
    "": later("Proven: only pixels are in it, and nobody who was to be covered was found in it again."),
    "video": later("Videos cannot be covered yet."),
    "not_a_picture": later("This is not a picture that can be opened."),
    "empty": later("The file is empty."),
    "unreadable": later("The file could not be read."),
    "too_large": later("The picture is larger than 100 megapixels."),
    "cut_off": later("The picture breaks off before its end."),
    "too_slow": later("Opening the picture took too long."),
    "face_left": later("Something like a face could still be found in the copy, so no copy was written."),
    "cover_not_there": later("A cover was not where it should be, so no copy was written."),
    "more_than_pixels": later("The copy held more than pixels, so no copy was written."),
    "not_read_back": later("The copy could not be read back as it was meant, so none was written."),
    "name_taken": later("Another file of that name is there already, and nothing is overwritten."),
}
BROKEN = later("The picture is damaged and could not be opened.")


@click.command(
    "copy",
    help=_(
        "Make copies in which faces are covered: new files from pixels alone, read back and proven before they are "
        "written. The originals are never changed. A batch of files: all faces, or all but your own enrolled people. "
        "By children or names: one picture that you name, or one finding. Where it is not sure, it covers."
    ),
    epilog=_("Example: smallprint copy summer-fair/ --out to-publish --cover all"),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="IN...")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help=_("Where copies go."))
@click.option(
    "--cover",
    default="all",
    show_default=True,
    metavar="all|others|children|NAMES",
    help=_("Whose faces are covered; several names with commas between."),
)
@click.option(
    "--long-side",
    type=click.IntRange(64, MOST_SIDE),
    default=LONG_SIDE,
    show_default=True,
    metavar="PX",
    help=_("The longest side of a copy; smaller pictures stay as they are."),
)
@click.option("--finding", metavar="ID", help=_("Copy the pictures of this finding (smallprint findings)."))
@click.option("--form", type=click.Choice(["jpeg", "png", "webp"]), default="jpeg", show_default=True)
@click.option("--shape", type=click.Choice(["round", "box", "smile"]), default="round", show_default=True)
@home_option
@json_option
def copy(
    *,
    paths: tuple[Path, ...],
    out: Path,
    cover: str,
    long_side: int,
    finding: str | None,
    form: str,
    shape: str,
    home_path: Path | None,
    as_json: bool,
) -> int:
    if bool(paths) == bool(finding):
        raise click.UsageError(_("Name pictures or folders, or one finding with --finding ID."))
    if not cover.strip(" ,"):
        raise click.UsageError(_("--cover needs all, others, children, or names."))
    wish = CopyWish(long_side, cast(Form, form), cast(Shape, shape))
    with watched() as progress:
        originals, keep = chosen(paths, finding, cover, out, home_path, progress)
        copies = make_copies(originals, out, wish, progress, keep, cover)
    if as_json:
        print_json({"copies": [as_fields(one) for one in copies.made], "covered_total": copies.covered})
    else:
        tell(copies)
    say_end(copies)
    return REFUSED if copies.refused else 0


def chosen(
    paths: tuple[Path, ...], finding: str | None, cover: str, out: Path, home_path: Path | None, progress: Progress
) -> tuple[list[Original], Keep]:
    """What to copy and who stays visible. The home is opened only where it is needed, and closed before copying."""
    of_confirmed = False
    with ExitStack() as stack:
        home = stack.enter_context(opened(home_path)) if finding or cover != "all" else None
        if home is not None and finding:
            originals, of_confirmed = originals_of(home, finding)
        else:
            originals = originals_at(paths, out)
        one_picture = len(paths) == 1 and paths[0].is_file()
        check_cover(cover, of_finding=of_confirmed, one_picture=one_picture)
        keep = who_stays(home, cover, progress) if home is not None and cover != "all" else keep_nobody
    return originals, keep


def as_fields(copy: Copy) -> dict[str, object]:
    """One copy as JSON."""
    return {
        "source": copy.source,
        "output": copy.output,
        "segments": list(copy.segments),
        "proof": "refused" if copy.output is None else "passed",
        "why": why_words(copy.why),
    }


def why_words(why: str) -> str:
    """What became of an original, as a sentence."""
    return _(WHY.get(why, BROKEN))


def tell(copies: Copies) -> None:
    """Each copy by its own name; each refusal with its reason."""
    for one in copies.made:
        if one.output is None:
            show(f"{one_line(one.source)}: {why_words(one.why)}")
        else:
            show(f"{one_line(one.source)} -> {one_line(one.output, 200)}")


def say_end(copies: Copies) -> None:
    """How many, and what a copy does not do."""
    count = len(copies.made) - copies.refused
    say(ngettext("{n} copy was written.", "{n} copies were written.", count).format(n=count))
    if copies.refused:
        say(
            ngettext(
                "{n} file has no copy; the reason stands beside it.",
                "{n} files have no copy; the reason stands beside each.",
                copies.refused,
            ).format(n=copies.refused)
        )
    if count:
        say(_("Please look at each copy before you share it: a face that no detector finds stays visible,"))
        say(_("and clothes, hair at the edge, people beside and the place can still be recognised."))
