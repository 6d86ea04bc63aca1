"""The schema's version: made at once for a new home, brought up to date on opening an older one.

Alembic is imported only when it has something to do: it takes longer than opening a home.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from smallprint.errors import HomeDamaged, HomeTooNew
from smallprint.store.database import Database
from smallprint.store.files import make_private_folder, telling_of_files
from smallprint.store.tables import SCHEMA

BACKUPS = "backups"
_MIGRATIONS = Path(__file__).parent / "migrations"


def make_schema(main: Database) -> None:
    """Run every migration on an empty file."""
    with main.write(durable=True) as connection:
        _migrate(connection)


def bring_up_to_date(main: Database, folder: Path) -> None:
    """Copy the file and migrate it, when it is older; HomeTooNew when it is newer, HomeDamaged when it is none."""
    found = _version(main)
    if found == SCHEMA:
        return
    if found > SCHEMA:
        raise HomeTooNew("This home was made by a newer smallprint.")
    _copy_before(main, folder, found)
    with main.write(durable=True) as connection:
        _migrate(connection)


def _version(main: Database) -> str:
    """Versions are four digits, so that their order is the order of text."""
    try:
        with main.read() as connection:
            found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    except sa.exc.OperationalError:
        raise HomeDamaged("The home's main file is not a home.") from None
    if not isinstance(found, str) or len(found) != len(SCHEMA) or not found.isdigit():
        raise HomeDamaged("The home's main file does not say what version it is.")
    return found


def _copy_before(main: Database, folder: Path, version: str) -> None:
    backups = folder / BACKUPS
    target = backups / f"before-leaving-{version}.db"
    with telling_of_files():
        make_private_folder(backups)
        target.unlink(missing_ok=True)
    main.copy_to(target)


def _migrate(connection: sa.Connection) -> None:
    """Run the missing migrations inside the connection's transaction: a crash leaves the old schema whole."""
    command, config_module = import_module("alembic.command"), import_module("alembic.config")
    config = config_module.Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
