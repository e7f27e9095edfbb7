"""Opens a database and brings it to the program's version."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.storage.addresses import place_of
from assess.storage.database import Database, schema_on, schema_version
from assess.storage.postgres import open_postgres
from assess.storage.sqlite import damage_of, open_sqlite, schema_of
from assess.storage.tables import assessments

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_UPGRADE = threading.Lock()  # Alembic keeps the connection of a run where every thread finds it


@dataclass(frozen=True)
class DatabaseState:
    """`damage`: what SQLite finds wrong with the file; `hindrance`: why it cannot be written; or None."""

    file: str
    schema: str | None
    assessments: int
    damage: str | None
    hindrance: str | None


def open_database(url: str, before_migration: Callable[[Database, str], None] | None = None) -> Database:
    """The database at an address, created or migrated as needed. Raises StorageUnavailable.

    `before_migration` is called with a database that holds data of an older version, and that version, while nobody
    else can write to it.
    """
    database = connect(url)
    at, head = schema_version(database), newest_schema()
    if at == head:
        return database
    if at is not None and at not in _revisions():
        raise worded(StorageUnavailable, "storage_newer", file=database.name)
    with database.writing() as connection:
        at = schema_on(connection)  # another process may have been quicker
        if at not in (None, head) and before_migration is not None:
            before_migration(database, at)
        _upgrade(connection, head)
    return database


def connect(url: str) -> Database:
    """The database at an address as it stands. Raises StorageUnavailable."""
    place = place_of(url)
    return open_sqlite(place) if isinstance(place, Path) else open_postgres(place)


def put_aside(url: str, at: datetime) -> Path | None:
    """Moves the file of a database away, with what belongs to it; None where there is no file to move.

    The log goes as a copy first: wherever this ends, the file lies beside the log that it needs.
    """
    place = place_of(url)
    if not isinstance(place, Path) or not place.is_file():
        return None
    aside = place.with_name(f"{place.name}.damaged-{at:%Y-%m-%dT%H%M%S}")
    belongings = [place.with_name(place.name + ending) for ending in ("-wal", "-shm")]
    there = [file for file in belongings if file.exists()]
    for file in there:
        shutil.copyfile(file, aside.with_name(file.name.replace(place.name, aside.name, 1)))
    place.replace(aside)
    for file in there:
        file.unlink()
    return aside


def migrate(database: Database, revision: str) -> None:
    """All the steps to a revision in one transaction: done, or not begun."""
    with database.writing() as connection:
        _upgrade(connection, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    with ONE_UPGRADE:
        command.upgrade(config, revision)


@cache
def newest_schema() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def knows_schema(revision: str) -> bool:
    """Whether this program can read data of a schema version: its own, or an older one."""
    return revision in _revisions()


@cache
def pristine_schema() -> list[tuple[str, str, str, str | None]]:
    """What the migrations make of nothing, in SQLite."""
    with TemporaryDirectory(prefix="assess-schema-") as folder:
        database = open_sqlite(Path(folder) / "assess.db")
        migrate(database, newest_schema())
        with database.reading() as connection:
            schema = schema_of(connection)
        database.close()
    return schema


def inspect_database(url: str) -> DatabaseState:
    """Opens a database and looks through all of it. Raises StorageUnavailable."""
    database = open_database(url)
    schema = schema_version(database)
    with database.reading() as connection:
        count = connection.execute(select(func.count()).select_from(assessments)).scalar_one()
    hindrance = str(database.read_only) if database.read_only else None
    return DatabaseState(database.name, schema, count, damage_of(database), hindrance)


@cache
def _revisions() -> frozenset[str]:
    return frozenset(revision.revision for revision in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
