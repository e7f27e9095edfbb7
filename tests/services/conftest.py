"""What a service does it does on both databases."""

import pytest


@pytest.fixture(autouse=True)
def on_both(database_kind: str) -> str:
    return database_kind
