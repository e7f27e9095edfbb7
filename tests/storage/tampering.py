"""What somebody could do to a database who writes to it past the program, one thing at a time."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

AUDIT = "assessment, number, at, actor, actor_name, act, subject, old, new, previous_hash, hash, part_of, refers_to"
TEXTS = ("actor", "actor_name", "act", "subject", "old", "new", "previous_hash", "hash")


@contextmanager
def undone(engine: Engine) -> Iterator[Connection]:
    """A connection whose every change is gone afterwards."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def tamper(connection: Connection, dice: random.Random) -> str:
    """Edits, deletes or reorders something in an audit trail; says what it did."""
    rows = connection.execute(text("SELECT assessment, number FROM audit ORDER BY assessment, number")).all()
    one = dice.choice(rows)
    return dice.choice((_edit, _edit_number, _delete, _swap, _move, _cut, _copy))(connection, dice, one, rows)


def _edit(connection: Connection, dice: random.Random, one: Any, _rows: Any) -> str:
    column = dice.choice(TEXTS)
    value = connection.execute(text(f"SELECT {column} FROM audit WHERE {_is(one)}")).scalar()
    changed = "x" if not value else _other(value, dice)
    connection.execute(text(f"UPDATE audit SET {column} = :changed WHERE {_is(one)}"), {"changed": changed})
    return f"{column} of {one}"


def _edit_number(connection: Connection, dice: random.Random, one: Any, _rows: Any) -> str:
    column, value = dice.choice((("part_of", 77), ("refers_to", 77), ("at", "2026-11-14 01:02:03.000004")))
    connection.execute(text(f"UPDATE audit SET {column} = :value WHERE {_is(one)}"), {"value": value})
    return f"{column} of {one}"


def _delete(connection: Connection, _dice: random.Random, one: Any, _rows: Any) -> str:
    connection.execute(text(f"DELETE FROM audit WHERE {_is(one)}"))
    return f"deleted {one}"


def _cut(connection: Connection, _dice: random.Random, one: Any, _rows: Any) -> str:
    """Everything from one row on: a chain that is whole as far as it goes."""
    connection.execute(text(f"DELETE FROM audit WHERE assessment = '{one[0]}' AND number >= {one[1]}"))
    return f"cut at {one}"


def _swap(connection: Connection, dice: random.Random, one: Any, rows: Any) -> str:
    """Two rows change places, numbers and all."""
    other = dice.choice([row for row in rows if row[0] == one[0] and row != one] or [one])
    if other == one:
        return _delete(connection, dice, one, rows)
    for old, new in ((one[1], -1), (other[1], one[1]), (-1, other[1])):
        connection.execute(text(f"UPDATE audit SET number = {new} WHERE assessment = '{one[0]}' AND number = {old}"))
    return f"swapped {one} and {other}"


def _move(connection: Connection, _dice: random.Random, one: Any, rows: Any) -> str:
    """A row goes to the end of its chain."""
    last = max(row[1] for row in rows if row[0] == one[0])
    connection.execute(text(f"UPDATE audit SET number = {last + 1} WHERE {_is(one)}"))
    return f"moved {one}"


def _copy(connection: Connection, _dice: random.Random, one: Any, rows: Any) -> str:
    """A row is told once more at the end of its chain."""
    last = max(row[1] for row in rows if row[0] == one[0])
    columns = AUDIT.replace("number", str(last + 1), 1)
    connection.execute(text(f"INSERT INTO audit ({AUDIT}) SELECT {columns} FROM audit WHERE {_is(one)}"))
    return f"copied {one}"


def _is(one: Any) -> str:
    return f"assessment = '{one[0]}' AND number = {one[1]}"


def _other(value: str, dice: random.Random) -> str:
    place = dice.randrange(len(value))
    letter = "z" if value[place] != "z" else "y"
    return value[:place] + letter + value[place + 1 :]


def flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def what_can_be_read(file: Path) -> list[object]:
    """Every row of every table as it stands in a file, and how the tables were made."""
    engine = create_engine(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        connection.text_factory = bytes
        schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        found: list[object] = [schema]
        for kind, name, *_ in schema:
            if kind == b"table":
                found += [name, sorted(connection.execute(f'SELECT * FROM "{name.decode()}"'), key=repr)]
    engine.dispose()
    return found
