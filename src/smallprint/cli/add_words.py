"""What `smallprint add` says at the end: as JSON for scripts, and in words for a parent."""

from __future__ import annotations

from smallprint.cli.look_at import WORDS as LOOK_AT
from smallprint.cli.say import one_line, say
from smallprint.cli.words import audience_words, kind_words
from smallprint.jobs.add import Added, AddedExport
from smallprint.jobs.given import LOOSE
from smallprint.locale import _, ngettext
from smallprint.records.items import Kind
from smallprint.store.kept import KeptExport


def as_fields(added: AddedExport) -> dict[str, object]:
    """One export as JSON. Of a loose folder only counts: no name says which file is which."""
    kept = added.kept
    loose = kept.network == LOOSE
    return {
        "network": kept.network,
        "era": kept.era,
        "account": None if loose else kept.account or None,
        "parts": [] if loose else list(kept.parts),
        "range": {"from": None if loose else kept.range_from, "to": None if loose else kept.range_to},
        "asked": asked(kept),
        "counts": counts(added),
        "by_kind": kept.by_kind,
        "by_audience": kept.by_audience,
        "looked_at": added.looked_at,
        "seconds": round(added.seconds, 2),
    }


def asked(kept: KeptExport) -> dict[str, object] | None:
    """The days that were ordered; null where the export does not say, both null where all time was."""
    if not (kept.asked_from or kept.asked_to or kept.asked_all):
        return None
    return {"from": kept.asked_from, "to": kept.asked_to}


def counts(added: AddedExport) -> dict[str, int]:
    """The ledger, with the files that could not be looked at."""
    kept = added.kept.counts
    return {
        "entries": kept.entries,
        "items": kept.items,
        "joined": kept.joined,
        "skipped": kept.skipped,
        "unread": kept.unread,
        "pictures": kept.pictures,
        "videos": kept.videos,
        "missing_media": kept.missing_media,
        "troubles": added.troubles,
    }


def tell(added: Added) -> None:
    """The summary for a person, on stderr: what was read, what could not be, what shows a child, what to do next."""
    for one in added.exports:
        tell_export(one)
    if any(one.kept.network != LOOSE for one in added.exports):
        tell_findings(added)
    if not added.looked:
        say(_("The pictures were not looked at. To look: run it again without --no-look."))
    say(_("Next: smallprint people, then smallprint findings, then smallprint steps."))


def tell_export(added: AddedExport) -> None:
    """One export."""
    kept = added.kept
    name = _("Folder of pictures") if kept.network == LOOSE else f"{kept.network} {one_line(kept.account)}".rstrip()
    say(_("{name}: nothing new, it was read before.").format(name=name) if added.again else name)
    items = ngettext("{n} item", "{n} items", kept.counts.items).format(n=kept.counts.items)
    pictures = ngettext("{n} picture", "{n} pictures", kept.counts.pictures).format(n=kept.counts.pictures)
    videos = ngettext("{n} video", "{n} videos", kept.counts.videos).format(n=kept.counts.videos)
    say("  " + _("Read: {items}, {pictures}, {videos}.").format(items=items, pictures=pictures, videos=videos))
    for audience, count in sorted(kept.by_audience.items(), key=lambda pair: -pair[1]):
        say("  " + _("Who can see it: {who}: {n}").format(who=audience_words(audience), n=count))
    looked = ngettext("{n} picture looked at now.", "{n} pictures looked at now.", added.looked_at)
    say("  " + looked.format(n=added.looked_at))
    tell_closed(added)
    tell_troubles(added)
    if kept.confirmed == "of":
        say("  " + _("From 13 on this is the young person's own account: look at it together."))


def tell_closed(added: AddedExport) -> None:
    """Kinds that were counted and not looked at."""
    for kind, count in sorted(added.closed.items()):
        name = {stored: word for word, stored in LOOK_AT.items()}.get(kind, kind)
        words = _("Snapchat memories") if name == "memories" else kind_words(Kind(kind))
        say("  " + _("Counted, and not looked at: {kind}: {n}.").format(kind=words, n=count))
        if added.kept.may_switch_on:
            say(
                "    "
                + _("To open them: smallprint look-at {kind} --export {id}").format(kind=name, id=added.kept.id)
            )


def tell_troubles(added: AddedExport) -> None:
    """What could not be read."""
    missing = added.kept.counts.missing_media
    if missing:
        say(
            "  "
            + ngettext(
                "{n} file is named and not in the download. If it came in several parts, give all of them at once.",
                "{n} files are named and not in the download. If it came in several parts, give all of them at once.",
                missing,
            ).format(n=missing)
        )
    if added.troubles:
        say(
            "  "
            + ngettext(
                "{n} thing could not be read: smallprint troubles",
                "{n} things could not be read: smallprint troubles",
                added.troubles,
            ).format(n=added.troubles)
        )


def tell_findings(added: Added) -> None:
    """How many show a child, with the doubt."""
    say(
        ngettext(
            "At least {n} item shows a child; {public} can be seen by everybody.",
            "At least {n} items show a child; {public} can be seen by everybody.",
            added.findings,
        ).format(n=added.findings, public=added.public)
    )
    if added.unsure_faces:
        say(
            ngettext(
                "{n} unnamed face that we were unsure about counts as a child until you say otherwise.",
                "{n} unnamed faces that we were unsure about count as children until you say otherwise.",
                added.unsure_faces,
            ).format(n=added.unsure_faces)
        )
    say(_("A program misses some faces. What was not found may still be there."))
