"""What holds for every test: a warning that assess logs is a fault."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import on_postgres
from tests.postgres import VARIABLE, postgres_server

pytest_plugins = ["tests.browser.sessions"]

# `make check-long` looks at more cases.
settings.register_profile("long", max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if on_postgres():
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason="of a database that is a file"))


@pytest.fixture(autouse=True)
def nothing_is_warned_of(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    for when in ("setup", "call"):
        warned = [
            record.getMessage()
            for record in caplog.get_records(when)
            if record.name.partition(".")[0] == "assess" and record.levelno >= logging.WARNING
        ]
        assert warned == []


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The server that `make test-postgres` has started, or one for this run."""
    if on_postgres():
        yield os.environ[VARIABLE]
        return
    with postgres_server(fsync="off") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Has a test run once on each: `database_url` gives addresses of that kind."""
    kind: str = request.param
    if kind == "postgresql":
        if request.node.get_closest_marker("sqlite"):
            pytest.skip("of a database that is a file")
        monkeypatch.setenv(VARIABLE, request.getfixturevalue("postgres"))
    else:
        monkeypatch.delenv(VARIABLE, raising=False)
    return kind
