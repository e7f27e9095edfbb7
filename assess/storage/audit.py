"""The audit trail: who changed what, when, from what to what; chained by hash within an assessment."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count as naturals
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from assess.errors import StorageUnavailable
from assess.i18n import worded
from assess.model.audit import AuditRow
from assess.model.people import Actor
from assess.storage.tables import audit, chains

FIRST = "0" * 64
ROWS_AT_ONCE = 500


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
        return tuple(self.each(assessment_id))

    def each(self, assessment_id: str) -> Generator[AuditRow, None, None]:
        """The rows of an assessment, oldest first, a few of them in memory at a time; whoever stops early closes it."""
        return self._rows(select(audit).where(audit.c.assessment == assessment_id).order_by(audit.c.number))

    def read_on(self, assessment_id: str, subjects: tuple[str, ...]) -> tuple[AuditRow, ...]:
        """The rows on some subjects, oldest first."""
        wanted = select(audit).where(audit.c.assessment == assessment_id, audit.c.subject.in_(subjects))
        return tuple(self._rows(wanted.order_by(audit.c.number)))

    def page(
        self, assessment_id: str, subject: str | None, actor: str | None, start: int, count: int
    ) -> tuple[AuditRow, ...]:
        """So many rows from a place in the list, newest first; of one subject and of one person, where named."""
        wanted = select(audit).where(*_wanted(assessment_id, subject, actor))
        return tuple(self._rows(wanted.order_by(audit.c.number.desc()).offset(start).limit(count)))

    def last_of(self, assessment_id: str, subject: str) -> AuditRow | None:
        """The newest row on one subject: who changed it last, and when."""
        return next(iter(self.page(assessment_id, subject, None, 0, 1)), None)

    def broken(self, assessment_id: str) -> int | None:
        """The number of the first row that is not as it was written, or cannot be read; None for a whole trail."""
        end = self.chain(assessment_id)
        try:
            with closing(self.each(assessment_id)) as rows:
                return broken_at(rows, end)
        except (StorageUnavailable, SQLAlchemyError):
            return broken_at(self._readable(assessment_id), end)

    def _readable(self, assessment_id: str) -> Iterator[AuditRow]:
        """The rows one by one, up to the first that cannot be read."""
        for number in naturals(1):
            try:
                rows = tuple(
                    self._rows(select(audit).where(audit.c.assessment == assessment_id, audit.c.number == number))
                )
            except (StorageUnavailable, SQLAlchemyError):
                return
            if not rows:
                return
            yield rows[0]

    def _rows(self, wanted: Select[Any]) -> Generator[AuditRow, None, None]:
        """Raises StorageUnavailable where what stands in a row is no row."""
        found = self._connection.execute(wanted, execution_options={"yield_per": ROWS_AT_ONCE})
        try:
            with found:
                for row in found:
                    yield AuditRow(**row._mapping)
        except (ValueError, TypeError) as error:
            raise worded(StorageUnavailable, "trail_damaged") from error

    def count(self, assessment_id: str, subject: str | None, actor: str | None) -> int:
        """How long that list is."""
        wanted = _wanted(assessment_id, subject, actor)
        return self._connection.execute(select(func.count()).select_from(audit).where(*wanted)).scalar_one()

    def subjects(self, assessment_id: str) -> frozenset[str]:
        """What the rows of an assessment are about."""
        found = select(audit.c.subject).where(audit.c.assessment == assessment_id).distinct()
        return frozenset(self._connection.execute(found).scalars())

    def people(self, assessment_id: str) -> dict[str, str]:
        """Everybody who has a row, by id, with the name of the last one."""
        last = select(func.max(audit.c.number)).where(audit.c.assessment == assessment_id).group_by(audit.c.actor)
        found = select(audit.c.actor, audit.c.actor_name).where(
            audit.c.assessment == assessment_id, audit.c.number.in_(last)
        )
        return {row.actor: row.actor_name for row in self._connection.execute(found.order_by(audit.c.actor))}


def broken_at(rows: Iterable[AuditRow], end: Chain | None = None) -> int | None:
    """The number of the first row that was changed, is missing or out of place; None for a whole chain.

    With `end`, where the chain is said to end, rows that were taken off its end are missed, too.
    """
    previous, place = FIRST, 0
    for place, row in enumerate(rows, start=1):
        if row.number != place or row.previous_hash != previous or row.hash != row.expected_hash:
            return place
        previous = row.hash
    if end is not None and end != Chain(place, previous):
        return place + 1
    return None


def _wanted(assessment_id: str, subject: str | None, actor: str | None) -> list[ColumnElement[bool]]:
    wanted = [audit.c.assessment == assessment_id]
    if subject is not None:
        wanted.append(audit.c.subject == subject)
    if actor is not None:
        wanted.append(audit.c.actor == actor)
    return wanted
