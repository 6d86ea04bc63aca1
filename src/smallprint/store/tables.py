"""The tables of the main file. Numbers are the home's own; text keys are the networks'.

Rows with a `shape` can be kept again: the same shape changes nothing. `asks` on an item says that its kind asks
first (security.md section 3); `hidden` that a person dropped it.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from smallprint.store.columns import Day, Instant, Listed, Words

SCHEMA = "0004"  # the newest migration

tables = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _of(table: str, name: str, *, key: str = "id", index: bool = False) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.{key}", ondelete="CASCADE"), nullable=False, index=index)


exports = Table(
    "exports",
    tables,
    _number(),
    Column("network", Words, nullable=False),
    Column("era", Words, nullable=False),
    Column("account", Words, nullable=False),
    Column("parts", Listed, nullable=False),
    Column("paths", Listed, nullable=False),
    Column("digest", Words, nullable=False, unique=True),
    Column("confirmed", Words, nullable=False),  # "mine", "of" or "loose"
    Column("of_name", Words),
    Column("seen_by", Words),  # of a loose folder: "private", "shared" or an address
    Column("minor", Boolean, nullable=False),  # the holder is under 18
    Column("counts", Listed),
    Column("range_from", Instant),
    Column("range_to", Instant),
    Column("asked_from", Day),
    Column("asked_to", Day),
    Column("asked_all", Boolean, nullable=False),
    Column("exported_at", Instant),
    Column("seconds", Float, nullable=False),
    Column("added", Instant, nullable=False),
    Column("finished", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

switched_on = Table(
    "switched_on",
    tables,
    Column("export_id", ForeignKey("exports.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("at", Instant, nullable=False),
)

items = Table(
    "items",
    tables,
    _number(),
    _of("exports", "export_id"),
    Column("key", Words, nullable=False),
    Column("shape", LargeBinary, nullable=False),
    Column("network", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("when", Instant),
    Column("second", Float),  # of `when`, for ordering
    Column("words", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("audience_why", Words, nullable=False),
    Column("audience_then", Words),
    Column("link", Words),
    Column("places", Listed, nullable=False),
    Column("point", Listed),
    Column("people", Listed, nullable=False),
    Column("albums", Listed, nullable=False),
    Column("asks_first", Boolean, nullable=False),
    Column("asks", Boolean, nullable=False),
    Column("hidden", Boolean, nullable=False),
    UniqueConstraint("export_id", "key"),
    sqlite_autoincrement=True,
)

files = Table(
    "files",
    tables,
    _number(),
    _of("exports", "export_id"),
    Column("member", Words, nullable=False),
    Column("video", Boolean, nullable=False),
    Column("sha256", Words),
    Column("size", Integer),
    Column("trouble", Words),  # kind, when not even the bytes could be read
    Column("trouble_note", Words),
    UniqueConstraint("export_id", "member"),
    Index(None, "sha256", "id"),
    sqlite_autoincrement=True,
)

pictures = Table(
    "pictures",
    tables,
    _number(),
    _of("items", "item_id"),
    Column("position", Integer, nullable=False),
    Column("file_id", ForeignKey("files.id"), index=True),  # none when the file is missing
    Column("member", Words, nullable=False),
    Column("video", Boolean, nullable=False),
    Column("media_id", Words),
    Column("missing", Boolean, nullable=False),
    Column("point", Listed),
    Column("words", Words, nullable=False),
    UniqueConstraint("item_id", "position"),
    sqlite_autoincrement=True,
)

dropped = (
    Table(  # what a person dropped, by the network's own id alone, so that a later export does not bring it back
        "dropped",
        tables,
        Column("network", Words, primary_key=True),
        Column("account", Words, primary_key=True),
        Column("key", Words, primary_key=True),
    )
)

facts = Table(
    "facts",
    tables,
    _number(),
    _of("exports", "export_id", index=True),
    Column("name", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("when", Instant),
)

told_facts = Table(  # lines are only added; the last one of an account and name is what the person says now
    "told_facts",
    tables,
    _number(),
    Column("network", Words, nullable=False),
    Column("account", Words, nullable=False),  # "" where the person named none
    Column("name", Words, nullable=False),
    Column("value", Words, nullable=False),  # "" for "don't know"
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

contacts = Table(
    "contacts",
    tables,
    _number(),
    _of("exports", "export_id"),
    Column("tie", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("since", Instant),
    UniqueConstraint("export_id", "tie", "name"),
)

in_touch = Table(  # names only: how often is never stored
    "in_touch",
    tables,
    Column("export_id", ForeignKey("exports.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Words, primary_key=True),
)

troubles = Table(
    "troubles",
    tables,
    _number(),
    _of("exports", "export_id", index=True),
    Column("where", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("entries", Integer, nullable=False),
)

looks = Table(
    "looks",
    tables,
    Column("sha256", Words, primary_key=True),
    Column("models", Words, nullable=False),
    Column(
        "stale", Boolean, nullable=False
    ),  # its descriptors or thumbnail are lost: look again when there is a chance
    Column("token", Words, nullable=False),  # joins this look to its descriptors in the cache
    Column("alike", LargeBinary, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("video", Boolean, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("details", Listed, nullable=False),
    Column("trouble", Words),  # kind, when there were no pixels or a video was seen only in part
    Column("trouble_note", Words),
    Column("lines", Listed, nullable=False),  # text read in the picture
    Column("read_with", Words),  # the models that read it; None: nobody has read it yet
)

people = Table(
    "people",
    tables,
    _number(),
    Column("name", Words),
    Column("verdict", Words, nullable=False),
    Column("said", Boolean, nullable=False),
    Column("born", Day),
    Column("enrolled", Boolean, nullable=False),
    Column("not_a_face", Boolean, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("merged_into", ForeignKey("people.id", ondelete="CASCADE")),
    sqlite_autoincrement=True,
)

faces = Table(
    "faces",
    tables,
    _number(),
    _of("looks", "sha256", key="sha256", index=True),
    Column("position", Integer, nullable=False),  # in its look; joins to the descriptor together with the token
    Column("left", Float, nullable=False),
    Column("top", Float, nullable=False),
    Column("right", Float, nullable=False),
    Column("bottom", Float, nullable=False),
    Column("score", Float, nullable=False),
    Column("pixels", Float, nullable=False),
    Column("detectors", Integer, nullable=False),
    Column("aligned", Boolean, nullable=False),
    Column("young", Float),
    Column("at", Float),
    Column("described", Boolean, nullable=False),  # a descriptor was kept for it
    Column("closed", Boolean, nullable=False),  # its review is closed: no descriptor is kept again
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    sqlite_autoincrement=True,
)

not_same = Table(
    "not_same",
    tables,
    Column("one", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
)

changes = Table(  # append-only: what a person did in the review, with how to take it back
    "changes",
    tables,
    _number(),
    Column("at", Instant, nullable=False),
    Column("what", Words, nullable=False),
    Column("inverse", Listed, nullable=False),
    Column("undone", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

family_words = Table(
    "family_words",
    tables,
    _number(),
    Column("kind", Words, nullable=False),
    Column("text", Words, nullable=False),
    UniqueConstraint("kind", "text"),
)

findings = Table(
    "findings",
    tables,
    Column("id", Words, primary_key=True),
    Column("network", Words, nullable=False),
    Column("account", Words, nullable=False, index=True),
    _of("exports", "export_id", index=True),
    Column("key", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("second", Float),
    Column("score", Integer, nullable=False),
    Column("dismissed", Boolean, nullable=False),
    Column("body", Listed, nullable=False),
)
# Holds all that a filter asks, so that a page of 100,000 findings reads only the bodies it shows.
Index(
    "ix_findings_page",
    findings.c.dismissed,
    findings.c.score.desc(),
    findings.c.id,
    findings.c.audience,
    findings.c.second,
    findings.c.network,
    findings.c.account,
)

finding_labels = Table(  # what a finding can be found by: a child's name or a kind of clue
    "finding_labels",
    tables,
    Column("finding", ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("what", Words, primary_key=True),  # "child" or "clue"
    Column("value", Words, primary_key=True),
    Index(None, "what", "value", "finding"),
)

finding_texts = Table(  # case-folded words, apart from the body so that a search reads few pages
    "finding_texts",
    tables,
    Column("finding", ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Words, nullable=False),
)

finding_pictures = Table(
    "finding_pictures",
    tables,
    Column("finding", ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", Words, nullable=False, index=True),
)

marks = Table(  # what was said of a finding; outlives ranking anew
    "marks",
    tables,
    Column("finding", Words, primary_key=True),
    Column("dismissed", Instant),
    Column("child_said_no", Instant),
)

sample_answers = Table(  # of the guided sample: what a person saw in a picture that was said to show no child
    "sample_answers",
    tables,
    Column("sha256", ForeignKey("looks.sha256", ondelete="CASCADE"), primary_key=True),
    Column("shows_child", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

kept_thumbnails = Table(  # of findings: they stay when the cache is lost and the download deleted
    "kept_thumbnails",
    tables,
    Column("sha256", Words, primary_key=True),
    Column("jpeg", LargeBinary, nullable=False),
)

step_log = Table(  # append-only claims
    "step_log",
    tables,
    _number(),
    Column("step", Words, nullable=False, index=True),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

proof_log = Table(  # append-only: what later exports showed
    "proof_log",
    tables,
    _number(),
    Column("finding", Words, nullable=False, index=True),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("on", Day),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    tables,
    _number(),
    Column("name", Words, nullable=False, index=True),
    Column("state", Words, nullable=False),  # "running", "done", "stopped" or "failed"
    Column("total", Integer),
    Column("done", Integer, nullable=False),
    Column("note", Words, nullable=False),
    Column("started", Instant, nullable=False),
    Column("moved", Instant, nullable=False),
    sqlite_autoincrement=True,
)

takedown_cases = Table(
    "takedown_cases",
    tables,
    _number(),
    Column("holder", Words, nullable=False),
    Column("route", Words, nullable=False),
    Column("about", Listed, nullable=False),
    Column("stopped", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

takedown_addresses = Table(
    "takedown_addresses",
    tables,
    _number(),
    _of("takedown_cases", "case_id"),
    Column("url", Words, nullable=False),
    Column("original", Words, nullable=False),  # sha256 of the person's own picture, or ""
    Column("finding", Words, nullable=False),
    UniqueConstraint("case_id", "url"),
    sqlite_autoincrement=True,
)

takedown_history = Table(  # append-only: a trigger refuses changes; only wiping a case writes it anew
    "takedown_history",
    tables,
    _of("takedown_cases", "case_id"),
    Column("number", Integer, nullable=False),
    Column("what", Words, nullable=False),
    Column("on", Day, nullable=False),
    Column("written", Instant, nullable=False),
    Column("words", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("found", Words),
    Column("by", Words),
    Column("picture_seen", Boolean, nullable=False),
    Column("about", Integer, nullable=False),
    Column("seal", Words, nullable=False),
    sa.PrimaryKeyConstraint("case_id", "number"),
)
