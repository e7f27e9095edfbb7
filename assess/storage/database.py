"""Opens a database and brings it to the program's version."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from assess.errors import StorageUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 15


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


def open_database(url: str) -> Database:
    """The database at an address, created or migrated as needed. Raises StorageUnavailable."""
    name = url.removeprefix("sqlite:///")
    with told_plainly(name):
        if url.startswith("sqlite:///"):
            _make_folder(Path(name).parent)
            engine = create_engine(url, poolclass=NullPool)
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        else:
            engine = create_engine(url, pool_pre_ping=True)
        database = Database(engine, name, threading.Lock())
        _migrate(database)
    return database


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
    if "locked" in lower:
        return StorageUnavailable(
            f"{name}: Another program keeps the database locked. Close it and try again.", "storage_locked", file=name
        )
    if "readonly" in lower or "read-only" in lower:
        return StorageUnavailable(
            f"{name}: The database may be read but not written. Give the right to write to it.",
            "storage_read_only",
            file=name,
        )
    if "full" in lower:
        return StorageUnavailable(
            f"{name}: The disk is full. Nothing was changed; free some room and try again.", "storage_full", file=name
        )
    if "not a database" in lower or "malformed" in lower:
        return StorageUnavailable(
            f"{name}: This file is no database, or it is damaged. Put back a copy, or move it away to begin anew.",
            "storage_damaged",
            file=name,
        )
    if "unable to open" in lower:
        return _no_folder(name)
    return StorageUnavailable(
        f"{name}: The database does not answer ({message}). Check that it is there and try again.",
        "storage_unavailable",
        file=name,
        detail=message,
    )


def _no_folder(name: str) -> StorageUnavailable:
    return StorageUnavailable(
        f"{name}: The database cannot be opened here. Check that the folder exists and may be written, "
        "or set ASSESS_HOME to another.",
        "storage_no_folder",
        file=name,
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(str(folder)) from error


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
        raise StorageUnavailable(
            f"{database.name}: The database was written by a newer version of the program. Update the program.",
            "storage_newer",
            file=database.name,
        )
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
