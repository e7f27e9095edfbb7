"""Writes a copy of the whole database as one file."""

import gzip
import os
import time
import uuid
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO

from assess.errors import BackupInvalid, StorageUnavailable
from assess.i18n import worded
from assess.storage.copy_format import HEAD_LENGTH, Manifest, as_written, checksum, is_a_copy, line
from assess.storage.database import Database, schema_on
from assess.storage.opening import newest_schema
from assess.storage.rows import count_rows, rows_of

PART = ".part"
ABANDONED = 3600  # seconds after which a copy that nobody has written on will not be finished any more


def write_backup(database: Database, target: Path, program_version: str, taken_at: datetime) -> Manifest:
    """Writes one state of the database while others may go on writing; the file is there whole or not at all.

    A copy that is there already gives way, and nothing else does: not the database itself, no device.
    Raises BackupInvalid where it cannot be written, StorageUnavailable where the database cannot be read.
    """
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}{PART}")
    try:
        if target.exists() and not is_a_copy(target):
            raise worded(BackupInvalid, "backup_over", file=target)
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


def clear_away(folder: Path) -> None:
    """What is left of copies that were begun by a process that is no more."""
    for file in folder.glob(f".*{PART}"):
        with suppress(OSError):
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
    packed = gzip.GzipFile(fileobj=stream, mode="wb", mtime=0, compresslevel=6, filename="")
    with packed, database.reading() as connection:
        schema = schema_on(connection) or newest_schema()
        manifest = Manifest(schema, program_version, taken_at.isoformat(), count_rows(connection))
        packed.write(line(asdict(manifest)))
        for name, row in rows_of(connection):
            packed.write(line([name, {column: as_written(value) for column, value in row.items()}]))
    stream.seek(HEAD_LENGTH)
    head = f"assess-backup/1 {checksum(stream)}\n"
    stream.seek(0)
    stream.write(head.encode())
    return manifest
