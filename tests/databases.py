"""A database for a test: a file in its folder, or under `make test-postgres` a schema of its own on the server."""

import hashlib
import os
from pathlib import Path

import psycopg

from tests.postgres import VARIABLE


def on_postgres() -> bool:
    return VARIABLE in os.environ


def database_url(folder: Path) -> str:
    """The address of the database that belongs to a folder; the same one at each call, from any process."""
    if not on_postgres():
        return f"sqlite:///{folder / 'assess.db'}"
    schema = "t" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]
    with psycopg.connect(os.environ[VARIABLE], autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'.encode())
    return f"{os.environ[VARIABLE]}?options=-csearch_path%3D{schema}"
