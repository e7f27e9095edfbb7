"""Opens a database and brings it to the program's version."""

import re
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.storage.tables import assessments, frameworks

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 15
NO_ROOM = 1024 * 1024  # bytes left on a disk, below which a failed write is for want of room


@dataclass(frozen=True)
class Database:
    """An open database. `write_lock` lets one writer of this process in at a time: SQLite's own queue is not fair."""

    engine: Engine
    name: str
    write_lock: threading.Lock

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with told_plainly(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, all of it or none of it, with no other writer beside it."""
        with told_plainly(self.name), self.write_lock, self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection


@dataclass(frozen=True)
class DatabaseState:
    """`damage` is what SQLite finds wrong with the file, None where it is sound."""

    file: str
    schema: str | None
    assessments: int
    damage: str | None


def open_database(url: str) -> Database:
    """The database at an address, created or migrated as needed. Raises StorageUnavailable."""
    file = _file_at(url)
    with told_plainly(str(file)):
        _make_folder(file.parent)
        _refuse_what_is_not_ours(file)
        engine = create_engine("sqlite://", creator=lambda: _connect(file), poolclass=NullPool)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        database = Database(engine, str(file), threading.Lock())
        _migrate(database)
    return database


def inspect_database(url: str) -> DatabaseState:
    """Opens a database and looks through all of it. Raises StorageUnavailable."""
    database = open_database(url)
    schema = schema_version(database)
    with database.reading() as connection:
        count = connection.execute(select(func.count()).select_from(assessments)).scalar_one()
        found = str(connection.execute(text("PRAGMA integrity_check")).scalar())
    return DatabaseState(database.name, schema, count, None if found == "ok" else found)


def shown_address(url: str) -> str:
    """An address as it may be shown: without password and parameters."""
    plain = url.partition("?")[0]
    try:
        address = make_url(plain)
    except (ArgumentError, ValueError):
        return re.sub(".*@", "***@", plain)
    return plain if address.password is None else address.render_as_string(hide_password=True)


def schema_version(database: Database) -> str | None:
    """The migration that the database stands at; None for an empty one."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def told_plainly(name: str) -> Iterator[None]:
    """Turns the database's own errors into StorageUnavailable, with what to do about it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _plain(name, str(error.orig) if isinstance(error, DBAPIError) else str(error)) from error


def _plain(name: str, message: str) -> StorageUnavailable:
    lower = message.lower()
    if "disk i/o" in lower and not _has_room(Path(name).parent):
        return worded(StorageUnavailable, "storage_full", file=name)
    for code, signs in (
        ("storage_locked", ("locked",)),
        ("storage_read_only", ("readonly", "read-only")),
        ("storage_full", ("full",)),
        ("storage_damaged", ("not a database", "malformed")),
        ("storage_no_folder", ("unable to open",)),
    ):
        if any(sign in lower for sign in signs):
            return worded(StorageUnavailable, code, file=name)
    return worded(StorageUnavailable, "storage_unavailable", file=name, detail=message)


def _has_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= NO_ROOM
    except OSError:
        return True  # nobody knows


def _file_at(url: str) -> Path:
    file = url.removeprefix("sqlite:///")
    if file not in (url, "", ":memory:"):
        return Path(file)
    try:
        kind = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):
        kind = "sqlite"
    if kind == "sqlite":
        raise worded(StorageUnavailable, "storage_no_address", address=shown_address(url))
    raise worded(StorageUnavailable, "storage_other_kind", address=shown_address(url))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise worded(StorageUnavailable, "storage_no_folder", file=folder) from error


def _refuse_what_is_not_ours(file: Path) -> None:
    """Looks into the file before anything is set in it; makes an empty one where there is none."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not tables >= {"alembic_version", assessments.name, frameworks.name}:
        raise worded(StorageUnavailable, "storage_of_another", file=file)


def _connect(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there: SQLite left to itself would make a deleted one anew, and empty."""
    if not file.exists():
        raise worded(StorageUnavailable, "storage_gone", file=file)
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by hand: BEGIN for readers, BEGIN IMMEDIATE for the one writer.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a transaction that turned from reading to writing could be refused.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    at = schema_version(database)
    if at == scripts.get_current_head():
        return
    if at is not None and at not in {revision.revision for revision in scripts.walk_revisions()}:
        raise worded(StorageUnavailable, "storage_newer", file=database.name)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
