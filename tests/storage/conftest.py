"""A PostgreSQL server for the tests that want both kinds, and addresses of databases on either."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import sqlite_url
from tests.postgres import schema_url

Url = Callable[[Path, str], str]


@pytest.fixture
def url_of(postgres: str) -> Url:
    """The address of the database of a folder, of the kind that is named."""

    def url(folder: Path, kind: str) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        return sqlite_url(folder) if kind == "sqlite" else schema_url(postgres, folder)

    return url
