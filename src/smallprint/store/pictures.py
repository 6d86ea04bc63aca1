"""Pictures and the files they point to: what is left to hash and to look at, and what looking gave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from smallprint.errors import UnknownName
from smallprint.records.items import Trouble
from smallprint.records.seen import Look
from smallprint.store import tables as t
from smallprint.store.cache import descriptors, thumbnails
from smallprint.store.columns import pairs
from smallprint.store.database import Database, pieces
from smallprint.store.dropping import drop_picture
from smallprint.store.kept import KnownFace, Place, ToFingerprint, ToLookAt
from smallprint.store.looks import keep_looks, to_known_face, to_look

DESCRIPTOR = 1024  # numbers in one


class Pictures:
    """The pictures of this home."""

    def __init__(self, main: Database, cache: Database, folder: Path) -> None:
        self._main, self._cache, self._folder = main, cache, folder

    def not_fingerprinted(self, export_id: int, limit: int, *, after: int = 0) -> list[ToFingerprint]:
        """Files of the export whose bytes were not read yet, by file id; `after` is the last id already taken."""
        files = t.files
        query = (
            sa.select(files.c.id, files.c.member, files.c.video)
            .where(files.c.export_id == export_id, files.c.sha256.is_(None), files.c.trouble.is_(None))
            .where(files.c.id > after, _may_be_opened(files))
            .order_by(files.c.id)
            .limit(limit)
        )
        with self._main.read() as connection:
            return [ToFingerprint(*row) for row in connection.execute(query)]

    def keep_fingerprints(self, rows: Iterable[tuple[int, str, int, Trouble | None]]) -> None:
        """Keep (file id, sha256, size, trouble) of each file read; a file that gave a trouble is not asked again."""
        values = [
            {
                "number": file_id,
                "sha256": sha256 or None,
                "size": size,
                "trouble": trouble.kind if trouble else None,
                "trouble_note": trouble.note if trouble else None,
            }
            for file_id, sha256, size, trouble in rows
        ]
        if values:
            with self._main.write() as connection:
                connection.execute(t.files.update().where(t.files.c.id == sa.bindparam("number")), values)

    def not_looked_at(
        self, models: str, limit: int, *, after: int = 0, exports: Collection[int] | None = None
    ) -> list[ToLookAt]:
        """One file for every bytes not looked at with these models, by file id; `after` as above.

        Only files of exports whose reading is finished, and of `exports` where given (those still on this
        machine). A kind that asks first is left alone until it is switched on, unless an ordinary item points to
        the same file.
        """
        files = t.files
        query = (
            sa.select(files.c.export_id, files.c.id, files.c.member, files.c.video, files.c.sha256)
            .where(files.c.id > after, *_to_look_at(models, exports))
            .order_by(files.c.id)
            .limit(limit)
        )
        with self._main.read() as connection:
            paths = pairs(connection.execute(sa.select(t.exports.c.id, t.exports.c.paths)))
            return [ToLookAt(number, tuple(paths[number]), *rest) for number, *rest in connection.execute(query)]

    def count_not_looked_at(self, models: str, *, exports: Collection[int] | None = None) -> int:
        """How many different bytes are left to look at."""
        query = sa.select(sa.func.count()).select_from(t.files).where(*_to_look_at(models, exports))
        with self._main.read() as connection:
            return int(connection.execute(query).scalar_one())

    def count_looked_at(self, export_id: int) -> int:
        """How many different bytes of this export were looked at."""
        query = (
            sa.select(sa.func.count(sa.distinct(t.files.c.sha256)))
            .join(t.looks, t.looks.c.sha256 == t.files.c.sha256)
            .where(t.files.c.export_id == export_id)
        )
        with self._main.read() as connection:
            return int(connection.execute(query).scalar_one())

    def keep_looks(self, models: str, looks: Iterable[Look]) -> None:
        """Keep looks by sha256, with faces; thumbnails and descriptors go to the cache. All or nothing.

        A face that lies where one lay before keeps its number and its person, also when the models are new.
        """
        keep_looks(self._main, self._cache, models, list(looks))

    def look_again_at_all(self) -> None:
        """Ask for another look at everything: the cache was lost. What was found before stays meanwhile."""
        with self._main.write() as connection:
            connection.execute(t.looks.update().values(stale=True))
            connection.execute(t.faces.update().values(described=False))

    def look(self, sha256: str) -> Look | None:
        """What looking gave, without descriptors and thumbnail; None before the first look."""
        with self._main.read() as connection:
            row = connection.execute(sa.select(t.looks).filter_by(sha256=sha256)).mappings().first()
            if row is None:
                return None
            faces = connection.execute(sa.select(t.faces).filter_by(sha256=sha256).order_by(t.faces.c.position))
            return to_look(row, [to_known_face(face).face for face in faces.mappings()])

    def alikes(self, export_id: int) -> dict[str, bytes]:
        """The look-alike hash of every picture of one export that was looked at, by sha256: one query."""
        query = (
            sa.select(t.looks.c.sha256, t.looks.c.alike)
            .distinct()
            .join(t.files, t.files.c.sha256 == t.looks.c.sha256)
            .where(t.files.c.export_id == export_id)
        )
        with self._main.read() as connection:
            return pairs(connection.execute(query))

    def faces(self, sha256: str) -> list[KnownFace]:
        """The faces in one picture, with their numbers and people."""
        return self._faces(t.faces.c.sha256 == sha256)

    def faces_of(self, person: str) -> list[KnownFace]:
        """The faces of one person, largest first."""
        number = int(person[1:]) if person[:1] == "p" and person[1:].isdecimal() else 0
        return sorted(self._faces(t.faces.c.person_id == number), key=lambda one: -one.face.pixels)

    def faces_ungrouped(self) -> list[KnownFace]:
        """Faces with a descriptor that belong to nobody yet."""
        return self._faces(t.faces.c.person_id.is_(None) & t.faces.c.described)

    def faces_grouped(self) -> list[KnownFace]:
        """Faces with a descriptor that belong to somebody, for comparing new ones to."""
        return self._faces(t.faces.c.person_id.is_not(None) & t.faces.c.described)

    def descriptors(self, face_ids: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """Give the numbers that have a descriptor, in the given order, and one row of 1024 for each."""
        wanted = self._tokens(face_ids)
        found: dict[tuple[str, int], bytes] = {}
        with self._cache.read() as connection:
            for some in pieces(sorted({token for token, _ in wanted.values()})):
                rows = connection.execute(sa.select(descriptors).where(descriptors.c.token.in_(some)))
                found.update({(row.token, row.position): row.vector for row in rows})
        there = [face for face in face_ids if wanted.get(face) in found]
        vectors = [np.frombuffer(found[wanted[face]], dtype=np.float16) for face in there]
        if not vectors:
            return [], np.zeros((0, DESCRIPTOR), dtype=np.float32)
        return there, np.stack(vectors).astype(np.float32)

    def thumbnail(self, sha256: str) -> bytes | None:
        """A small JPEG for the person's own screen: of a finding from the main file, else from the cache."""
        for database, table in ((self._main, t.kept_thumbnails), (self._cache, thumbnails)):
            with database.read() as connection:
                jpeg = connection.execute(sa.select(table.c.jpeg).where(table.c.sha256 == sha256)).scalar()
            if jpeg is not None:
                return bytes(jpeg)
        return None

    def place(self, picture_id: int) -> Place:
        """Where the bytes of one picture lie; UnknownName when it is missing or dropped."""
        query = (
            sa.select(t.exports.c.id, t.exports.c.paths, t.files.c.member, t.files.c.video)
            .join(t.files, t.files.c.export_id == t.exports.c.id)
            .join(t.pictures, t.pictures.c.file_id == t.files.c.id)
            .where(t.pictures.c.id == picture_id)
        )
        with self._main.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownName(f"There is no picture {picture_id}.")
        return Place(row.id, tuple(row.paths), row.member, row.video)

    def not_read(
        self, reader: str, limit: int, *, after: int = 0, exports: Collection[int] | None = None
    ) -> list[ToLookAt]:
        """One file for every bytes of a finding's pictures whose text was not read with `reader`, by file id.

        Only pictures that show a child are in a finding, and only confirmed exports have any.
        """
        query = (
            sa.select(t.files.c.export_id, t.files.c.id, t.files.c.member, t.files.c.video, t.files.c.sha256)
            .where(t.files.c.id > after, *_to_read(reader, exports))
            .order_by(t.files.c.id)
            .limit(limit)
        )
        with self._main.read() as connection:
            paths = pairs(connection.execute(sa.select(t.exports.c.id, t.exports.c.paths)))
            return [ToLookAt(number, tuple(paths[number]), *rest) for number, *rest in connection.execute(query)]

    def count_not_read(self, reader: str, *, exports: Collection[int] | None = None) -> int:
        """How many different bytes are left to read."""
        query = sa.select(sa.func.count()).select_from(t.files).where(*_to_read(reader, exports))
        with self._main.read() as connection:
            return int(connection.execute(query).scalar_one())

    def keep_lines(self, sha256: str, lines: Sequence[str], *, reader: str, trouble: Trouble | None = None) -> None:
        """Keep the text that `reader` read in a picture, or why it could not; the trouble of a look stays."""
        values: dict[str, object] = {"lines": list(lines), "read_with": reader}
        if trouble is not None:
            values["trouble"] = sa.func.coalesce(t.looks.c.trouble, trouble.kind)
        with self._main.write() as connection:
            connection.execute(t.looks.update().filter_by(sha256=sha256).values(**values))

    def drop(self, sha256: str) -> None:
        """The button "this is sexual or nude": hide it at once and keep only the network's own id.

        Thumbnail, hashes, text, faces and descriptors go from both files, and backups inside the home are deleted.
        Backups that the person keeps elsewhere are out of reach.
        """
        drop_picture(self._main, self._cache, self._folder, sha256)

    def _faces(self, which: sa.ColumnElement[bool]) -> list[KnownFace]:
        with self._main.read() as connection:
            rows = connection.execute(sa.select(t.faces).where(which).order_by(t.faces.c.id)).mappings()
            return [to_known_face(row) for row in rows]

    def _tokens(self, face_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
        wanted: dict[int, tuple[str, int]] = {}
        with self._main.read() as connection:
            for some in pieces(face_ids):
                rows = connection.execute(
                    sa.select(t.faces.c.id, t.looks.c.token, t.faces.c.position)
                    .join(t.looks, t.looks.c.sha256 == t.faces.c.sha256)
                    .where(t.faces.c.id.in_(some), t.faces.c.described)
                )
                wanted.update({number: (token, position) for number, token, position in rows})
        return wanted


def _may_be_opened(files: sa.FromClause) -> sa.ColumnElement[bool]:
    """Some item that was not dropped points to this file, and its kind does not ask first or was switched on."""
    items, exports = t.items.alias(), t.exports.alias()
    switched = sa.exists().where(
        t.switched_on.c.export_id == exports.c.id,
        t.switched_on.c.kind == items.c.kind,
        exports.c.confirmed == "mine",
        exports.c.minor.is_(False),
    )
    return (
        sa.exists()
        .where(t.pictures.c.file_id == files.c.id)
        .where(items.c.id == t.pictures.c.item_id, items.c.hidden.is_(False))
        .where(exports.c.id == items.c.export_id)
        .where(items.c.asks.is_(False) | switched)
    )


def _to_look_at(models: str, exports: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    """Unseen, and the first of its bytes among the files that may be opened."""
    earlier = t.files.alias()
    done = sa.exists().where(
        t.looks.c.sha256 == t.files.c.sha256, t.looks.c.models == models, t.looks.c.stale.is_(False)
    )
    first = ~sa.exists().where(
        earlier.c.sha256 == t.files.c.sha256, earlier.c.id < t.files.c.id, *_of_finished(earlier, exports)
    )
    return [t.files.c.sha256.is_not(None), ~done, *_of_finished(t.files, exports), first]


def _of_finished(files: sa.FromClause, exports: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    finished = sa.select(t.exports.c.id).where(t.exports.c.finished)
    if exports is not None:
        finished = finished.where(t.exports.c.id.in_(list(exports)))
    # "+ 0" keeps SQLite from walking whole exports and sorting them: it must walk by id and stop at the limit.
    # Measured on 50,000 files: 106 ms a batch without it.
    return [files.c.trouble.is_(None), (files.c.export_id + 0).in_(finished), _may_be_opened(files)]


def _to_read(reader: str, exports: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    """Seen, of a finding, not read with `reader`, and the first of its bytes among the files that may be opened."""
    earlier = t.files.alias()
    waiting = sa.exists().where(
        t.looks.c.sha256 == t.files.c.sha256, sa.func.coalesce(t.looks.c.read_with, "") != reader
    )
    shown = sa.exists().where(t.finding_pictures.c.sha256 == t.files.c.sha256)
    first = ~sa.exists().where(
        earlier.c.sha256 == t.files.c.sha256, earlier.c.id < t.files.c.id, *_of_finished(earlier, exports)
    )
    return [t.files.c.sha256.is_not(None), waiting, shown, *_of_finished(t.files, exports), first]
