"""Frozen copies of frameworks: an assessment re-opens with the text it was made with."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, select

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.model.framework import Framework
from assess.storage.tables import frameworks

SCHEMA = 1


class FrameworkStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def freeze(self, framework: Framework) -> str:
        """Keeps a copy, once, and returns its fingerprint."""
        fingerprint = framework.fingerprint
        known = self._connection.execute(
            select(frameworks.c.fingerprint).where(frameworks.c.fingerprint == fingerprint)
        ).first()
        if known is None:
            self._connection.execute(insert(frameworks).values(**framework_row(framework)))
        return fingerprint

    def get(self, fingerprint: str) -> Framework:
        row = self._connection.execute(
            select(frameworks.c.schema, frameworks.c.body).where(frameworks.c.fingerprint == fingerprint)
        ).one()
        if row.schema != SCHEMA:
            raise worded(StorageUnavailable, "framework_schema", schema=row.schema)
        return _read(fingerprint, row.body)


def framework_row(framework: Framework) -> dict[str, Any]:
    return {
        "fingerprint": framework.fingerprint,
        "id": framework.id,
        "version": framework.version,
        "schema": SCHEMA,
        "body": framework.model_dump_json(exclude_defaults=True),
    }


@lru_cache(maxsize=8)
def _read(_fingerprint: str, body: str) -> Framework:
    return Framework.model_validate_json(body)
