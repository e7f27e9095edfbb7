"""The audit trail: who changed what, when, from what to what; chained by hash within an assessment."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from assess.model.people import Actor
from assess.storage.tables import audit, chains

FIRST = "0" * 64
LATER = ("part_of", "refers_to")  # columns that came after rows had been hashed: left out of the hash where empty


@dataclass(frozen=True)
class AuditRow:
    """`old` and `new` are the values as JSON texts, None where there is none; `at` is UTC.

    Rows of one act that changed several answers share `part_of`, the number of its first row. `refers_to` is the
    number of the row that this one takes back or settles.
    """

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
    part_of: int | None = None
    refers_to: int | None = None

    @property
    def expected_hash(self) -> str:
        """SHA-256 over canonical JSON of everything but the hash itself."""
        content = {
            name: value
            for name, value in asdict(self).items()
            if name != "hash" and not (name in LATER and value is None)
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=datetime.isoformat)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Chain:
    """How many rows an assessment's trail has, and the hash of the last."""

    length: int
    hash: str


class AuditTrail:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(
        self,
        assessment_id: str,
        actor: Actor,
        at: datetime,
        act: str,
        subject: str,
        old: str | None,
        new: str | None,
        part_of: int | None = None,
        refers_to: int | None = None,
    ) -> Chain:
        """Adds one row and returns the chain's new end; call it in the transaction of the change that it tells."""
        end = self.chain(assessment_id)
        number = end.length + 1
        values: dict[str, Any] = {
            "assessment": assessment_id,
            "number": number,
            "at": at,
            "actor": actor.id,
            "actor_name": actor.name,
            "act": act,
            "subject": subject,
            "old": old,
            "new": new,
            "previous_hash": end.hash,
            "part_of": part_of,
            "refers_to": refers_to,
        }
        hash = AuditRow(**values, hash="").expected_hash
        self._connection.execute(insert(audit).values(**values, hash=hash))
        if number == 1:
            self._connection.execute(insert(chains).values(assessment=assessment_id, length=1, hash=hash))
        else:
            ended = update(chains).where(chains.c.assessment == assessment_id)
            self._connection.execute(ended.values(length=number, hash=hash))
        return Chain(number, hash)

    def chain(self, assessment_id: str) -> Chain:
        row = self._connection.execute(
            select(chains.c.length, chains.c.hash).where(chains.c.assessment == assessment_id)
        ).first()
        return Chain(row.length, row.hash) if row else Chain(0, FIRST)

    def read(self, assessment_id: str) -> tuple[AuditRow, ...]:
        """The rows of an assessment, oldest first."""
        rows = self._connection.execute(
            select(audit).where(audit.c.assessment == assessment_id).order_by(audit.c.number)
        )
        return tuple(AuditRow(**row._mapping) for row in rows)

    def read_on(self, assessment_id: str, subjects: tuple[str, ...]) -> tuple[AuditRow, ...]:
        """The rows on some subjects, oldest first."""
        rows = self._connection.execute(
            select(audit)
            .where(audit.c.assessment == assessment_id, audit.c.subject.in_(subjects))
            .order_by(audit.c.number)
        )
        return tuple(AuditRow(**row._mapping) for row in rows)

    def latest(self, assessment_id: str, count: int) -> tuple[AuditRow, ...]:
        """The last rows of an assessment, newest first."""
        rows = self._connection.execute(
            select(audit).where(audit.c.assessment == assessment_id).order_by(audit.c.number.desc()).limit(count)
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


def broken_at(rows: tuple[AuditRow, ...], end: Chain | None = None) -> int | None:
    """The number of the first row that was changed, is missing or out of place; None for a whole chain.

    With `end`, where the chain is said to end, rows that were taken off its end are missed, too.
    """
    previous = FIRST
    for place, row in enumerate(rows, start=1):
        if row.number != place or row.previous_hash != previous or row.hash != row.expected_hash:
            return place
        previous = row.hash
    if end is not None and end != Chain(len(rows), previous):
        return len(rows) + 1
    return None
