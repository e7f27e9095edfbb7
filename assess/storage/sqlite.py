"""SQLite in a file: durable, one writer at a time, and readable where it cannot be written."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.storage.database import BUSY_SECONDS, Database, refuse_what_is_not_ours, told_plainly

MOUNTS = Path("/proc/self/mounts")
SHARES = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "davfs"))
CAN_BE_READ_STILL = frozenset(("storage_read_only", "storage_no_folder", "storage_full", "storage_on_a_share"))


def open_sqlite(file: Path) -> Database:
    """The database in a file, made where there is none. Raises StorageUnavailable.

    Where it can be read and not written (a folder without rights, a full disk, a network share) it is opened for
    reading, and `read_only` says why.
    """
    try:
        if is_on_a_share(file):
            raise worded(StorageUnavailable, "storage_on_a_share", file=file)
        _make_folder(file.parent)
        if file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
            raise worded(StorageUnavailable, "storage_read_only", file=file)
        return _opened(file, f"{file.absolute().as_uri()}?mode=rwc")
    except StorageUnavailable as error:
        if error.code not in CAN_BE_READ_STILL or not file.is_file() or not file.stat().st_size:
            raise
        if error.code == "storage_no_folder":  # it is there: what SQLite cannot open is the log beside it
            error = worded(StorageUnavailable, "storage_read_only", file=file)
        return _for_reading(file, error)


def _opened(file: Path, address: str, read_only: StorageUnavailable | None = None) -> Database:
    with told_plainly(str(file)):
        _refuse_what_is_not_ours(file, address)
        engine = create_engine("sqlite://", creator=lambda: _connect(file, address), poolclass=NullPool)
        event.listen(engine, "connect", _set_up_for_reading if read_only else _set_up)
        event.listen(engine, "begin", _begin)
        with engine.connect():
            pass
        return Database(engine, str(file), read_only, _keep_open(file, address))


def _for_reading(file: Path, reason: StorageUnavailable) -> Database:
    """Through SQLite's own reading mode; where that wants to write beside the file, as a file that stands still."""
    address = file.absolute().as_uri()
    try:
        return _opened(file, f"{address}?mode=ro", reason)
    except StorageUnavailable:
        log = file.with_name(f"{file.name}-wal")
        if log.exists() and log.stat().st_size:
            raise reason from None  # the newest answers stand in the log, which cannot be read so
        return _opened(file, f"{address}?mode=ro&immutable=1", reason)


def _keep_open(file: Path, address: str) -> sqlite3.Connection:
    """A connection that stays: the index of the log is not made anew for each reader, which a full disk forbids."""
    connection = _connect(file, address)
    with suppress(sqlite3.Error):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def is_on_a_share(file: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a file lies on a network share, whose locks SQLite cannot rely on; False where nobody can tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, kind = -1, ""
    for line in lines:
        point, system = (*line.split(" "), "", "", "")[1:3]
        folder = Path(point.encode().decode("unicode_escape")) if "\\" in point else Path(point)
        if point and file.absolute().is_relative_to(folder) and len(folder.parts) >= best:
            best, kind = len(folder.parts), system
    return kind in SHARES or kind.startswith("fuse.sshfs")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise worded(StorageUnavailable, "storage_no_folder", file=folder) from error


def _refuse_what_is_not_ours(file: Path, address: str) -> None:
    """Looks into the file before anything is set in it; makes an empty one where there is none."""
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    refuse_what_is_not_ours(str(file), tables)


def _connect(file: Path, address: str) -> sqlite3.Connection:
    """A connection to a file that is there: SQLite left to itself would make a deleted one anew, and empty."""
    if not file.exists():
        raise worded(StorageUnavailable, "storage_gone", file=file)
    return sqlite3.connect(address.replace("mode=rwc", "mode=rw"), uri=True, check_same_thread=False)


def _set_up_for_reading(connection: Any, _record: object) -> None:
    # Transactions are begun by hand: BEGIN for readers, BEGIN IMMEDIATE for the one writer.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _set_up(connection: Any, record: object) -> None:
    _set_up_for_reading(connection, record)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: a transaction that turned from reading to writing could be refused.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def schema_of(connection: Connection) -> list[tuple[str, str, str, str | None]]:
    """The tables and indexes as they were made: kind, name, table, statement."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return [(kind, name, table, sql) for kind, name, table, sql in rows]


def damage_of(database: Database) -> str | None:
    """What SQLite itself finds wrong with the file; None where it is sound or is no SQLite."""
    if not database.is_sqlite:
        return None
    try:
        with database.reading() as connection:
            found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            found += [f"{row[0]} {row[1]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    except StorageUnavailable as error:
        return str(error)
    return None if found == ["ok"] else "; ".join(str(one) for one in found if one != "ok")
