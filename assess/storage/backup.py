"""A copy of the whole database as one file, the same from SQLite and from PostgreSQL.

    assess-backup/1 <SHA-256 of all that follows, in hexadecimal>
    gzip of lines: a JSON object {schema, program_version, taken_at, tables: {name: rows}},
                   then for each row, in the order of the tables, a JSON list [table, {column: value}]

It holds the tables as they stand in the database, of whatever version: days and times as ISO texts, bytes as base64.
"""

import base64
import gzip
import hashlib
import json
import os
import re
import time
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sqlalchemy import Column, Connection, Date, DateTime, LargeBinary, MetaData, String, Table, func, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assess.errors import BackupInvalid, StorageUnavailable
from assess.i18n import worded
from assess.storage.database import Database, schema_version
from assess.storage.opening import knows_schema, migrate, newest_schema
from assess.storage.sqlite import open_sqlite

HEAD = re.compile(rb"assess-backup/1 ([0-9a-f]{64})\n")
HEAD_LENGTH = len("assess-backup/1 ") + 64 + 1
CHUNK = 1 << 20
ROWS_AT_ONCE = 200
VERSIONS = "alembic_version"
PART = ".part"
ABANDONED = 3600  # seconds after which a copy that nobody has written on will not be finished any more
# What a file ends in that has the right checksum and was made by another program, or by hand.
NOT_OURS = (
    *(ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError),
    *(EOFError, gzip.BadGzipFile, zlib.error),
)


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself: `taken_at` is UTC, `tables` the rows of each."""

    schema: str
    program_version: str
    taken_at: str
    tables: dict[str, int]


def write_backup(database: Database, target: Path, program_version: str, taken_at: datetime) -> Manifest:
    """Writes one state of the database while others may go on writing; the file is there whole or not at all.

    A copy that is there already gives way, and nothing else does: not the database itself, no device.
    Raises BackupInvalid where it cannot be written, StorageUnavailable where the database cannot be read.
    """
    if target.exists() and not _is_a_copy(target):
        raise worded(BackupInvalid, "backup_over", file=target)
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}{PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("x+b") as stream:
            manifest = _write(database, stream, program_version, taken_at)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        _make_durable(target.parent)
    except (ValueError, TypeError) as error:  # what stands in a column is not what is written there
        raise worded(StorageUnavailable, "storage_damaged", file=database.name) from error
    except OSError as error:
        raise worded(BackupInvalid, "backup_unwritable", file=target, detail=error.strerror or error) from error
    finally:
        with suppress(OSError):
            beside.unlink()
    return manifest


def _is_a_copy(file: Path) -> bool:
    """By its first line, unchecked."""
    if not file.is_file():
        return False  # a pipe would be waited for
    try:
        with file.open("rb") as stream:
            return HEAD.fullmatch(stream.read(HEAD_LENGTH)) is not None
    except OSError:
        return False


def peek(file: Path) -> Manifest | None:
    """What a file says of itself, unchecked; None where it is no copy."""
    if not _is_a_copy(file):
        return None
    try:
        with file.open("rb") as stream:
            stream.seek(HEAD_LENGTH)
            with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
                return Manifest(**json.loads(packed.readline(CHUNK)))
    except (OSError, *NOT_OURS):
        return None


def read_manifest(file: Path) -> Manifest:
    """Raises BackupInvalid where a single bit of the file is not as it was written."""
    with _lines(file) as lines:
        return _manifest(file, lines)


@contextmanager
def restored_aside(file: Path) -> Iterator[Database]:
    """The copy as a database of this version in a folder of its own, for as long as it is looked at.

    Raises BackupInvalid.
    """
    with TemporaryDirectory(prefix="assess-restore-") as folder:
        database = open_sqlite(Path(folder) / "assess.db")
        try:
            with _lines(file) as lines:
                manifest = _manifest(file, lines)
                migrate(database, manifest.schema)
                _fill(file, database, manifest, lines)
            migrate(database, newest_schema())
            yield database
        finally:
            database.close()


def replace_all(connection: Connection, source: Database) -> None:
    """Everything of another database of this version in place of everything here, in the transaction that is open."""
    targets = {table.name: table for table in _tables(connection)}
    for table in reversed(targets.values()):
        connection.execute(table.delete())
    with source.reading() as reading:
        for table in _tables(reading):
            rows = reading.execute(select(table)).mappings()
            while chunk := [dict(row) for row in islice(rows, ROWS_AT_ONCE)]:
                connection.execute(insert(targets[table.name]), chunk)


def dump(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """Every row with its table, in one order on every kind of database."""
    with database.reading() as connection:
        return list(_rows(connection))


def count_rows(database: Database) -> dict[str, int]:
    """The rows of each table."""
    with database.reading() as connection:
        return _counts(connection)


def clear_away(folder: Path) -> None:
    """What is left of copies that were begun by a process that is no more."""
    for file in folder.glob(f".*{PART}"):
        with suppress(FileNotFoundError):
            if time.time() - file.stat().st_mtime > ABANDONED:
                file.unlink()


def _make_durable(folder: Path) -> None:
    """What was renamed in a folder; there are systems on which no folder can be opened, and none is needed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(database: Database, stream: IO[bytes], program_version: str, taken_at: datetime) -> Manifest:
    stream.write(b" " * HEAD_LENGTH)
    with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0, compresslevel=6, filename="") as packed:
        schema = schema_version(database) or newest_schema()
        with database.reading() as connection:
            manifest = Manifest(schema, program_version, taken_at.isoformat(), _counts(connection))
            packed.write(_line(asdict(manifest)))
            for name, row in _rows(connection):
                packed.write(_line([name, {column: _written(value) for column, value in row.items()}]))
    stream.seek(HEAD_LENGTH)
    checksum = _checksum(stream)
    stream.seek(0)
    stream.write(f"assess-backup/1 {checksum}\n".encode())
    return manifest


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in _tables(connection)
    }


def _rows(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in _tables(connection):
        # Each database has its own order of letters: by their codes is the one that both know.
        by_codes = connection.dialect.name != "sqlite"
        order = [
            column.collate("C") if by_codes and isinstance(column.type, String) else column
            for column in table.primary_key
        ]
        for row in connection.execute(select(table).order_by(*order)).mappings():
            yield table.name, dict(row)


def _tables(connection: Connection) -> list[Table]:
    """As they stand in the database, those that are referred to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSIONS]


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[Any]]:
    """The lines of a file that is as it was written."""
    if file.exists() and not file.is_file():
        raise worded(BackupInvalid, "backup_no_file", file=file)
    try:
        with file.open("rb") as stream:
            head = HEAD.fullmatch(stream.read(HEAD_LENGTH))
            if head is None or head[1].decode() != _checksum(stream):
                raise worded(BackupInvalid, "backup_damaged", file=file)
            stream.seek(HEAD_LENGTH)
            with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
                yield (json.loads(line) for line in packed)
    except OSError as error:
        raise worded(BackupInvalid, "backup_unreadable", file=file, detail=error.strerror or error) from error


@contextmanager
def _only_ours(file: Path) -> Iterator[None]:
    try:
        yield
    except NOT_OURS as error:
        raise worded(BackupInvalid, "backup_damaged", file=file) from error


def _manifest(file: Path, lines: Iterator[Any]) -> Manifest:
    with _only_ours(file):
        manifest = Manifest(**next(lines, {}))
        if not knows_schema(manifest.schema):
            raise worded(BackupInvalid, "backup_newer", file=file, version=manifest.program_version)
        return manifest


def _fill(file: Path, database: Database, manifest: Manifest, lines: Iterator[Any]) -> None:
    with _only_ours(file), database.writing() as connection:
        counted = dict.fromkeys(manifest.tables, 0)
        tables = {table.name: table for table in _tables(connection)}
        while chunk := list(islice(lines, ROWS_AT_ONCE)):
            for name, row in chunk:
                counted[name] += 1
                table = tables[name]
                if set(row) != set(table.c.keys()):
                    raise KeyError(name)
                values = {column: _read(table.c[column], value) for column, value in row.items()}
                try:
                    connection.execute(insert(table), values)
                except SQLAlchemyError as error:
                    detail = error.orig if isinstance(error, DBAPIError) else type(error).__name__
                    raise worded(BackupInvalid, "backup_row", file=file, table=name, detail=detail) from error
        if counted != manifest.tables:
            raise worded(BackupInvalid, "backup_damaged", file=file)


def _checksum(stream: IO[bytes]) -> str:
    """SHA-256 from here to the end."""
    hash = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        hash.update(chunk)
    return hash.hexdigest()


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _written(value: Any) -> Any:
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return value
