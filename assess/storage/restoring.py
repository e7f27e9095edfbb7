"""Reads a copy of the whole database back."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from assess.errors import BackupInvalid, StorageUnavailable
from assess.i18n import worded
from assess.storage.copy_format import HEAD, HEAD_LENGTH, NOT_OURS, Manifest, as_read, checksum
from assess.storage.database import Database
from assess.storage.opening import knows_schema, migrate, newest_schema
from assess.storage.rows import tables_of
from assess.storage.sqlite import open_sqlite

ROWS_AT_ONCE = 200


@contextmanager
def restored_aside(file: Path) -> Iterator[Database]:
    """The copy as a database of this version in a folder of its own, for as long as it is looked at.

    Raises BackupInvalid, and StorageUnavailable where there is no room for it.
    """
    with _temporary_folder() as folder:
        database = open_sqlite(folder / "assess.db")
        try:
            with open_copy(file) as (manifest, lines):
                migrate(database, manifest.schema)
                _fill(file, database, manifest, lines)
            migrate(database, newest_schema())
            yield database
        finally:
            database.close()


def replace_all(connection: Connection, source: Database) -> None:
    """Everything of another database of this version in place of everything here, in the transaction that is open."""
    targets = {table.name: table for table in tables_of(connection)}
    for table in reversed(targets.values()):
        connection.execute(table.delete())
    with source.reading() as reading:
        for table in tables_of(reading):
            rows = reading.execute(select(table)).mappings()
            while chunk := [dict(row) for row in islice(rows, ROWS_AT_ONCE)]:
                connection.execute(insert(targets[table.name]), chunk)


@contextmanager
def open_copy(file: Path) -> Iterator[tuple[Manifest, Iterator[Any]]]:
    """What a copy says of itself, and its rows. Raises BackupInvalid where a bit of it is not as it was written."""
    try:
        if file.exists() and not file.is_file():
            raise worded(BackupInvalid, "backup_no_file", file=file)
        with file.open("rb") as stream:
            head = HEAD.fullmatch(stream.read(HEAD_LENGTH))
            if head is None or head[1].decode() != checksum(stream):
                raise worded(BackupInvalid, "backup_damaged", file=file)
            stream.seek(HEAD_LENGTH)
            with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
                lines = (json.loads(line) for line in packed)
                yield _manifest(file, lines), lines
    except OSError as error:
        raise worded(BackupInvalid, "backup_unreadable", file=file, detail=error.strerror or error) from error


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    try:
        folder = TemporaryDirectory(prefix="assess-restore-")
    except OSError as error:
        raise worded(StorageUnavailable, "storage_no_folder", file=error.filename or "TMPDIR") from error
    with folder:
        yield Path(folder.name)


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
        tables = {table.name: table for table in tables_of(connection)}
        while chunk := list(islice(lines, ROWS_AT_ONCE)):
            for name, row in chunk:
                counted[name] += 1
                table = tables[name]
                if set(row) != set(table.c.keys()):
                    raise KeyError(name)
                values = {column: as_read(table.c[column], value) for column, value in row.items()}
                try:
                    connection.execute(insert(table), values)
                except OperationalError:  # no room, and nothing that the row is to blame for
                    raise
                except SQLAlchemyError as error:
                    detail = error.orig if isinstance(error, DBAPIError) else type(error).__name__
                    raise worded(BackupInvalid, "backup_row", file=file, table=name, detail=detail) from error
        if counted != manifest.tables:
            raise worded(BackupInvalid, "backup_damaged", file=file)
