"""What must go when its last reason to be kept is gone: looks without a file, cache rows without a look."""

from __future__ import annotations

import sqlalchemy as sa

from smallprint.store import tables as t
from smallprint.store.cache import descriptors, thumbnails
from smallprint.store.database import Database, pieces, set_sweep_due


def forget_unused_looks(connection: sa.Connection) -> None:
    """Delete looks (and their faces) of bytes that no file has any more, and unnamed people left without a face."""
    set_sweep_due(connection, True)
    used = sa.exists().where(t.files.c.sha256 == t.looks.c.sha256)
    connection.execute(t.looks.delete().where(~used))
    shown = sa.exists().where(t.finding_pictures.c.sha256 == t.kept_thumbnails.c.sha256)
    connection.execute(t.kept_thumbnails.delete().where(~shown))
    forget_empty_people(connection)


def forget_empty_people(connection: sa.Connection) -> None:
    """Delete people who have no face left, unless they are enrolled or were merged."""
    has_face = sa.exists().where(t.faces.c.person_id == t.people.c.id)
    merged = t.people.alias()
    stands_for_other = sa.exists().where(merged.c.merged_into == t.people.c.id)
    empty = ~has_face & ~stands_for_other & t.people.c.enrolled.is_(False) & t.people.c.merged_into.is_(None)
    connection.execute(t.people.delete().where(empty))


def sweep_cache(main: Database, cache: Database) -> None:
    """Delete thumbnails and descriptors that belong to nothing in the main file, and empty both write-ahead logs.

    Whoever forgets something notes in the same transaction that a sweep is due; opening a home makes up for one
    that a crash prevented.
    """
    with main.read() as connection:
        known = set(connection.execute(sa.select(t.looks.c.sha256)).scalars())
        kept = {
            (token, position)
            for token, position in connection.execute(
                sa.select(t.looks.c.token, t.faces.c.position)
                .join(t.faces, t.faces.c.sha256 == t.looks.c.sha256)
                .where(t.faces.c.described)
            )
        }
    with cache.write() as connection:
        lost = [name for name in connection.execute(sa.select(thumbnails.c.sha256)).scalars() if name not in known]
        for some in pieces(lost):
            connection.execute(thumbnails.delete().where(thumbnails.c.sha256.in_(some)))
        rows = connection.execute(sa.select(descriptors.c.token, descriptors.c.position)).all()
        gone = [{"a": token, "b": position} for token, position in rows if (token, position) not in kept]
        if gone:
            here = (descriptors.c.token == sa.bindparam("a")) & (descriptors.c.position == sa.bindparam("b"))
            connection.execute(descriptors.delete().where(here), gone)
    with main.write(durable=True) as connection:
        set_sweep_due(connection, False)
    main.checkpoint()
    cache.checkpoint()
