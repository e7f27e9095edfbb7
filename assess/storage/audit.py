"""The audit trail: who changed what, when, from what to what; chained by hash within an assessment."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from assess.model.people import Actor
from assess.storage.tables import audit

FIRST = "0" * 64


@dataclass(frozen=True)
class AuditRow:
    """`old` and `new` are the values as JSON texts, None where there is none; `at` is UTC."""

    assessment: str
    number: int
    at: datetime
    actor: str
    actor_name: str
    act: str
    subject: str
    old: str | None
    new: str | None
    previous_hash: str
    hash: str

    @property
    def expected_hash(self) -> str:
        """SHA-256 over canonical JSON of everything but the hash itself."""
        content = {name: value for name, value in asdict(self).items() if name != "hash"}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=datetime.isoformat)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


class AuditTrail:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(
        self, assessment_id: str, actor: Actor, at: datetime, act: str, subject: str, old: str | None, new: str | None
    ) -> None:
        """Adds one row; call it in the transaction of the change that it tells."""
        last = self._connection.execute(
            select(audit.c.number, audit.c.hash)
            .where(audit.c.assessment == assessment_id)
            .order_by(audit.c.number.desc())
            .limit(1)
        ).first()
        values: dict[str, Any] = {
            "assessment": assessment_id,
            "number": last.number + 1 if last else 1,
            "at": at,
            "actor": actor.id,
            "actor_name": actor.name,
            "act": act,
            "subject": subject,
            "old": old,
            "new": new,
            "previous_hash": last.hash if last else FIRST,
        }
        hash = AuditRow(**values, hash="").expected_hash
        self._connection.execute(insert(audit).values(**values, hash=hash))

    def read(self, assessment_id: str) -> tuple[AuditRow, ...]:
        """The rows of an assessment, oldest first."""
        rows = self._connection.execute(
            select(audit).where(audit.c.assessment == assessment_id).order_by(audit.c.number)
        )
        return tuple(AuditRow(**row._mapping) for row in rows)

    def last_of(self, assessment_id: str, subject: str) -> AuditRow | None:
        """The newest row on one subject: who changed it last, and when."""
        row = self._connection.execute(
            select(audit)
            .where(audit.c.assessment == assessment_id, audit.c.subject == subject)
            .order_by(audit.c.number.desc())
            .limit(1)
        ).first()
        return AuditRow(**row._mapping) if row else None


def broken_at(rows: tuple[AuditRow, ...]) -> int | None:
    """The number of the first row that was changed, is missing or out of place; None for a whole chain."""
    previous = FIRST
    for place, row in enumerate(rows, start=1):
        if row.number != place or row.previous_hash != previous or row.hash != row.expected_hash:
            return place
        previous = row.hash
    return None
