"""What holds for every test: a warning that assess logs is a fault."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.browser.sessions", "tests.databases"]

# `make check-long` looks at more cases.
settings.register_profile("long", max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


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
