"""What a service does it does on both databases."""

import pytest

from tests.postgres import VARIABLE


@pytest.fixture(autouse=True, params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    kind: str = request.param
    if kind == "postgresql":
        monkeypatch.setenv(VARIABLE, request.getfixturevalue("postgres"))
    else:
        monkeypatch.delenv(VARIABLE, raising=False)
    return kind
