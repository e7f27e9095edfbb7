"""The file of a copy of the whole database, the same from SQLite and from PostgreSQL.

    assess-backup/1 <SHA-256 of all that follows, in hexadecimal>
    gzip of lines: a JSON object {schema, program_version, taken_at, tables: {name: rows}},
                   then for each row, in the order of the tables, a JSON list [table, {column: value}]

It holds the tables as they stand in the database, of whatever version: days and times as ISO texts, bytes as base64.
"""

import base64
import gzip
import hashlib
import json
import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Column, Date, DateTime, LargeBinary

HEAD = re.compile(rb"assess-backup/1 ([0-9a-f]{64})\n")
HEAD_LENGTH = len("assess-backup/1 ") + 64 + 1
CHUNK = 1 << 20
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


def is_a_copy(file: Path) -> bool:
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
    if not is_a_copy(file):
        return None
    try:
        with file.open("rb") as stream:
            stream.seek(HEAD_LENGTH)
            with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
                return Manifest(**json.loads(packed.readline(CHUNK)))
    except (OSError, *NOT_OURS):
        return None


def checksum(stream: IO[bytes]) -> str:
    """SHA-256 from here to the end."""
    hash = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        hash.update(chunk)
    return hash.hexdigest()


def line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def as_written(value: Any) -> Any:
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def as_read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return value
