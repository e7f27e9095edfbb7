"""What a service does it does on both databases."""

import os
from collections.abc import Iterator

import pytest

from tests.databases import on_postgres
from tests.postgres import VARIABLE, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The server that `make test-postgres` has started, or one for this run."""
    if on_postgres():
        yield os.environ[VARIABLE]
        return
    with postgres_server(fsync="off") as url:
        yield url


@pytest.fixture(autouse=True, params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    kind: str = request.param
    if kind == "postgresql":
        monkeypatch.setenv(VARIABLE, request.getfixturevalue("postgres"))
    else:
        monkeypatch.delenv(VARIABLE, raising=False)
    return kind
