"""Every row of every table as they stand, in a database of whatever version."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, String, Table, func, select

from assess.storage.database import Database

VERSIONS = "alembic_version"


def tables_of(connection: Connection) -> list[Table]:
    """Those that are referred to first; without the one that tells the version."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSIONS]


def rows_of(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row with its table, in one order on every kind of database."""
    for table in tables_of(connection):
        # Each database has its own order of letters: by their codes is the one that both know.
        by_codes = connection.dialect.name != "sqlite"
        order = [
            column.collate("C") if by_codes and isinstance(column.type, String) else column
            for column in table.primary_key
        ]
        for row in connection.execute(select(table).order_by(*order)).mappings():
            yield table.name, dict(row)


def count_rows(connection: Connection) -> dict[str, int]:
    """The rows of each table."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables_of(connection)
    }


def count_rows_of(database: Database) -> dict[str, int]:
    """Raises StorageUnavailable."""
    with database.reading() as connection:
        return count_rows(connection)
