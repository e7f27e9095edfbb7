"""Finished revisions and what was printed of them: written once, never changed."""

import hashlib
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from assess.errors import NotFound
from assess.i18n import Language, worded
from assess.model.assessment import Assessment
from assess.model.milestone import Milestone, MilestoneSummary
from assess.model.people import Actor
from assess.model.scorecard import Scorecard
from assess.storage.frameworks import FrameworkStore
from assess.storage.tables import finished_reports, milestones

SUMMARY = ("revision", "finished_at", "finished_on", "actor_name", "program_version")


class MilestoneStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._frameworks = FrameworkStore(connection)

    def add(
        self,
        assessment_id: str,
        revision: int,
        assessment: Assessment,
        scorecard: Scorecard,
        fingerprint: str,
        program_version: str,
        actor: Actor,
        at: datetime,
        on: date,
    ) -> str:
        """Freezes a revision; returns the hash of what was frozen."""
        body, card = assessment.model_dump_json(), scorecard.model_dump_json()
        hash = hash_of(body, card)
        self._connection.execute(
            insert(milestones).values(
                assessment=assessment_id,
                revision=revision,
                framework=fingerprint,
                finished_at=at,
                finished_on=on,
                actor=actor.id,
                actor_name=actor.name,
                program_version=program_version,
                assessment_body=body,
                scorecard=card,
                hash=hash,
            )
        )
        return hash

    def list(self, assessment_id: str) -> tuple[MilestoneSummary, ...]:
        """The newest first."""
        rows = self._connection.execute(
            select(*(milestones.c[name] for name in SUMMARY))
            .where(milestones.c.assessment == assessment_id)
            .order_by(milestones.c.revision.desc())
        )
        return tuple(
            MilestoneSummary(**row._mapping, printed=self._printed(assessment_id, row.revision)) for row in rows.all()
        )

    def get(self, assessment_id: str, revision: int) -> Milestone:
        """Raises NotFound."""
        row = self._row(assessment_id, revision)
        return Milestone(
            **{name: getattr(row, name) for name in SUMMARY},
            printed=self._printed(assessment_id, revision),
            framework=self._frameworks.get(row.framework),
            assessment=Assessment.model_validate_json(row.assessment_body),
            scorecard=Scorecard.model_validate_json(row.scorecard),
        )

    def report(self, assessment_id: str, revision: int, language: Language) -> bytes | None:
        """What was printed of a finished revision; None before it was."""
        found: bytes | None = self._connection.execute(
            select(finished_reports.c.content).where(
                finished_reports.c.assessment == assessment_id,
                finished_reports.c.revision == revision,
                finished_reports.c.language == language.value,
            )
        ).scalar()
        return found

    def add_report(self, assessment_id: str, revision: int, language: Language, content: bytes) -> str:
        """Keeps a print for ever; returns its hash."""
        hash = hashlib.sha256(content).hexdigest()
        values = {"assessment": assessment_id, "revision": revision, "language": language.value}
        self._connection.execute(insert(finished_reports).values(**values, content=content, hash=hash))
        return hash

    def _printed(self, assessment_id: str, revision: int) -> frozenset[Language]:
        found = self._connection.execute(
            select(finished_reports.c.language).where(
                finished_reports.c.assessment == assessment_id, finished_reports.c.revision == revision
            )
        )
        return frozenset(Language(language) for language in found.scalars())

    def _row(self, assessment_id: str, revision: int) -> Row[Any]:
        row = self._connection.execute(
            select(milestones).where(milestones.c.assessment == assessment_id, milestones.c.revision == revision)
        ).first()
        if row is None:
            raise worded(NotFound, "no_milestone", id=assessment_id, revision=revision)
        return row


def hash_of(body: str, scorecard: str) -> str:
    """SHA-256 over the frozen texts."""
    return hashlib.sha256(f"{body}\n{scorecard}".encode()).hexdigest()
