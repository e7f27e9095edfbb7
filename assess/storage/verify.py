"""Looks for anything in a database that is not as it was written.

The audit trail tells every change with its old and new value, and is chained by hash: played from its beginning it
gives the rows that must stand in the tables. What it cannot find is a chain whose every hash was made anew by
somebody who can write to the database and knows how.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.exc import SQLAlchemyError

from assess.errors import StorageUnavailable
from assess.model.damage import Damage
from assess.model.framework import Framework
from assess.storage import replay
from assess.storage.audit import AuditTrail
from assess.storage.database import Database
from assess.storage.frameworks import framework_row
from assess.storage.opening import pristine_schema
from assess.storage.replay import Rows, Score, Told
from assess.storage.sqlite import damage_of, schema_of
from assess.storage.tables import (
    answers,
    assessments,
    audit,
    chains,
    finished_reports,
    frameworks,
    marks,
    milestones,
    scorecards,
    series,
    unsettled,
)

UNREADABLE = (SQLAlchemyError, ValueError, TypeError, KeyError, AttributeError)
KEPT = (assessments, answers, series, scorecards, marks, unsettled, milestones, finished_reports)


def find_damage(database: Database, score: Score) -> tuple[Damage, ...]:
    """Everything that is not as it was written; empty for a sound database."""
    found = damage_of(database)
    damages = [Damage(code="file", facts={"detail": found})] if found else []
    try:
        with database.reading() as connection:
            damages += look_through(database, connection, score)
    except (StorageUnavailable, *UNREADABLE) as error:
        damages.append(Damage(code="file", facts={"detail": str(error)}))
    return tuple(one for place, one in enumerate(damages) if one not in damages[:place])


def is_as_made(database: Database) -> bool:
    """Whether an SQLite file is sound and its tables are those that the migrations make; another kind always is."""
    if not database.is_sqlite:
        return True
    with database.reading() as connection:
        return schema_of(connection) == pristine_schema() and damage_of(database) is None


def look_through(database: Database, connection: Connection, score: Score) -> Iterator[Damage]:
    if database.is_sqlite and schema_of(connection) != pristine_schema():
        yield Damage(code="schema")  # a rule that stands there may have been changed
    known: dict[str, Framework] = {}
    yield from _frameworks(connection, known)
    ids: set[str] = set()
    for table in (audit, chains, *KEPT):
        try:
            found = set(connection.execute(select(_owner(table)).distinct()).scalars())
            ids |= {id for id in found if isinstance(id, str)}
        except UNREADABLE:
            found = {None}
        if not all(isinstance(id, str) for id in found):
            yield Damage(code="unreadable", facts={"table": table.name})
    for assessment_id in sorted(ids):
        yield from _assessment(connection, assessment_id, known, score)


def _frameworks(connection: Connection, known: dict[str, Framework]) -> Iterator[Damage]:
    """Adds those that are sound to `known`."""
    for row in connection.execute(select(frameworks)).all():
        try:
            framework = Framework.model_validate_json(row.body)
            if dict(row._mapping) == framework_row(framework):
                known[row.fingerprint] = framework
                continue
        except UNREADABLE:
            pass
        yield Damage(code="framework", facts={"fingerprint": str(row.fingerprint)[:12]})


def _assessment(connection: Connection, id: str, known: dict[str, Framework], score: Score) -> Iterator[Damage]:
    trail = AuditTrail(connection)
    try:
        broken = trail.broken(id)
        told = replay.told_by(trail.read(id)) if broken is None and id else None
    except UNREADABLE:
        yield Damage(code="unreadable", facts={"table": audit.name})
        return
    if broken is not None:
        yield Damage(code="trail", facts={"assessment": id, "number": broken})
    if told is None:
        return
    framework: Framework | None = None
    for table in KEPT:
        try:
            found = connection.execute(select(table).where(_owner(table) == id))
            stands = {_key(table, row): dict(row._mapping) for row in found}
            if table is assessments:
                framework = known.get(stands[()]["framework"]) if stands else None
            expected = _expected(table, told, stands, known, framework, score)
        except UNREADABLE:
            yield Damage(code="unreadable", facts={"table": table.name})
            continue
        for key in sorted(stands.keys() | expected.keys(), key=str):
            if stands.get(key) != expected.get(key):
                place = " ".join(map(str, key))
                yield Damage(code=f"row_{table.name}", facts={"assessment": id, "place": place})


def _expected(
    table: Table, told: Told, stands: Rows, known: dict[str, Framework], framework: Framework | None, score: Score
) -> Rows:
    match table.name:
        case "assessments":
            return replay.rows_of_assessments(told, stands, known)
        case "answers":
            return replay.rows_of_answers(told)
        case "series":
            return replay.rows_of_series(told)
        case "scorecards":
            return replay.rows_of_scorecards(told, stands, framework, score)
        case "marks":
            return replay.rows_of_marks(told)
        case "unsettled":
            return replay.rows_of_unsettled(told)
        case "milestones":
            return replay.rows_of_milestones(told, stands)
    return replay.rows_of_finished_reports(told, stands)


def _owner(table: Table) -> Any:
    return table.c.id if table is assessments else table.c.assessment


def _key(table: Table, row: Row[Any]) -> tuple[Any, ...]:
    """The key within its assessment."""
    return tuple(getattr(row, column.name) for column in table.primary_key if column is not _owner(table))
