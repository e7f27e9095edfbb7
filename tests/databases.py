"""A database for a test: a file in its folder, or under `make test-postgres` a schema of its own on the server."""

import os
from pathlib import Path

from tests.postgres import VARIABLE, schema_url


def on_postgres() -> bool:
    return VARIABLE in os.environ


def database_url(folder: Path) -> str:
    """The address of the database that belongs to a folder; the same one at each call, from any process."""
    return schema_url(os.environ[VARIABLE], folder) if on_postgres() else sqlite_url(folder)


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'assess.db'}"
