"""An open database, read and written in transactions, whichever kind it is."""

import shutil
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.storage.tables import assessments, frameworks

BUSY_SECONDS = 15
NO_ROOM = 1024 * 1024  # bytes left on a disk, below which a failed write is for want of room

# What the databases say, and which of our sentences it is; the first sign that is found decides.
SIGNS = (
    ("storage_locked", ("locked", "lock timeout", "could not obtain lock")),
    ("storage_read_only", ("readonly", "read-only")),
    ("storage_full", ("full", "no space left")),
    ("storage_damaged", ("not a database", "malformed", "could not decode", "invalid page")),
    ("storage_no_folder", ("unable to open",)),
    ("storage_no_entry", ("authentication failed", "no password supplied", "permission denied", "role ")),
    ("storage_not_made", ("does not exist",)),
    (
        "storage_unreachable",
        ("connection", "resolve host", "not known", "timeout expired", "terminat", "starting up", "shutting down"),
    ),
)


@dataclass(frozen=True)
class Database:
    """An open database. `name` may be shown to people.

    `write_lock` lets one writer of this process in at a time: SQLite's own queue is not fair. `read_only` is the
    reason why nothing can be written, None where it can. `kept_open` is held as long as the database is: while it is
    there SQLite needs no room on the disk to be read.
    """

    engine: Engine
    name: str
    read_only: StorageUnavailable | None = None
    kept_open: sqlite3.Connection | None = None
    write_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout."""
        with told_plainly(self.name), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, all of it or none of it, with no other writer beside it."""
        if self.read_only is not None:
            raise self.read_only
        with told_plainly(self.name), self.write_lock, self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def __post_init__(self) -> None:
        # However it ends, by `close`, with the last use of it or with the process: nothing stays open.
        object.__setattr__(self, "_end", weakref.finalize(self, _let_go, self.engine, self.kept_open))

    def close(self) -> None:
        """For a database that is opened for one act only."""
        end: weakref.finalize[..., Database] = object.__getattribute__(self, "_end")
        end()


def _let_go(engine: Engine, kept_open: sqlite3.Connection | None) -> None:
    engine.dispose()
    if kept_open is not None:
        kept_open.close()


def schema_version(database: Database) -> str | None:
    """The migration that the database stands at; None for an empty one."""
    with database.reading() as connection:
        return schema_on(connection)


def schema_on(connection: Connection) -> str | None:
    """As it is seen in the transaction of the connection."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_what_is_not_ours(name: str, tables: set[str]) -> None:
    """A database with other tables than ours is somebody else's."""
    if tables and not tables >= {"alembic_version", assessments.name, frameworks.name}:
        raise worded(StorageUnavailable, "storage_of_another", file=name)


@contextmanager
def told_plainly(name: str) -> Iterator[None]:
    """Turns the database's own errors into StorageUnavailable, with what to do about it."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise worded(StorageUnavailable, "storage_damaged", file=name) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _plain(name, str(error.orig) if isinstance(error, DBAPIError) else str(error)) from error


def _plain(name: str, message: str) -> StorageUnavailable:
    lower = message.lower()
    if "disk i/o" in lower and not _has_room(Path(name).parent):
        return worded(StorageUnavailable, "storage_full", file=name)
    for code, signs in SIGNS:
        if any(sign in lower for sign in signs):
            return worded(StorageUnavailable, code, file=name)
    return worded(StorageUnavailable, "storage_unavailable", file=name, detail=message)


def _has_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= NO_ROOM
    except OSError:
        return True  # nobody knows
