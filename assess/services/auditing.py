"""Auditing: who did what and when, a page at a time; whether the trail is whole; and all of it as a file.

The trail of the database itself, of what was done to all of it at once, has the assessment id "".
"""

from collections.abc import Iterator
from contextlib import contextmanager

from assess.exchange.trail_file import write_trail
from assess.model.audit import AuditRow
from assess.model.people import Actor
from assess.model.value import Value
from assess.storage.audit import AuditTrail
from assess.workspace import Workspace

DATABASE = ""


class Trail(Value):
    """What can be asked for: how many rows there are of the wanted kind, and of whom and of what there are rows."""

    rows: int
    people: dict[str, str]
    subjects: frozenset[str]


class ChainState(Value):
    """`broken_at` is the first row that is not as it was written, None for a whole chain."""

    length: int
    hash: str
    broken_at: int | None


def look_over_trail(
    workspace: Workspace, actor: Actor, assessment_id: str, subject: str | None = None, person: str | None = None
) -> Trail:
    """`people` by id with their names. Raises NotFound."""
    with _trail(workspace, assessment_id) as trail:
        return Trail(
            rows=trail.count(assessment_id, subject, person),
            people=trail.people(assessment_id),
            subjects=trail.subjects(assessment_id),
        )


def trail_page(
    workspace: Workspace,
    actor: Actor,
    assessment_id: str,
    start: int,
    count: int,
    subject: str | None = None,
    person: str | None = None,
) -> tuple[AuditRow, ...]:
    """So many rows from a place on, newest first. Raises NotFound."""
    with _trail(workspace, assessment_id) as trail:
        return trail.page(assessment_id, subject, person, start, count)


def whole_trail(workspace: Workspace, actor: Actor, assessment_id: str) -> Iterator[AuditRow]:
    """Oldest first, a few rows in memory at a time. Raises NotFound."""
    with _trail(workspace, assessment_id) as trail:
        yield from trail.each(assessment_id)


def check_chain(workspace: Workspace, actor: Actor, assessment_id: str) -> ChainState:
    """Reckons every hash anew. Raises NotFound."""
    with _trail(workspace, assessment_id) as trail:
        end = trail.chain(assessment_id)
        return ChainState(length=end.length, hash=end.hash, broken_at=trail.broken(assessment_id))


def export_trail(workspace: Workspace, actor: Actor, assessment_id: str) -> bytes:
    """All of a trail as JSON lines, oldest first, hashes and all. Raises NotFound."""
    return write_trail(whole_trail(workspace, actor, assessment_id))


@contextmanager
def _trail(workspace: Workspace, assessment_id: str) -> Iterator[AuditTrail]:
    with workspace.look_in() as work:
        if assessment_id != DATABASE:
            work.assessments.chain(assessment_id)
        yield work.audit
