"""Assessments: their profile, one row an answer with its version, their series, and their scorecard."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from assess.errors import NotFound, StorageUnavailable
from assess.i18n import worded
from assess.model.assessment import Answer, Assessment, FrameworkReference, Scope, UnsettledAnswer, Verification
from assess.model.assessment_summary import AssessmentSummary
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.model.kpi import Series
from assess.model.people import Actor
from assess.model.scorecard import Scorecard
from assess.storage.audit import FIRST, Chain
from assess.storage.frameworks import FrameworkStore
from assess.storage.tables import answers, assessments, chains, frameworks, marks, scorecards, series, unsettled

LISTED: tuple[ColumnElement[Any], ...] = (
    *(assessments.c[name] for name in ("id", "centre", "title", "scope", "assessed_on", "updated_at")),
    *(assessments.c[name] for name in ("revision", "finished_at")),
    frameworks.c.id.label("framework_id"),
    frameworks.c.version.label("framework_version"),
    *(scorecards.c[name] for name in ("answered", "applicable", "waiting", "band_low", "band_high", "verdict")),
    *(scorecards.c[name] for name in ("index_supported_low", "index_supported_high")),
)


@dataclass(frozen=True)
class StoredAssessment:
    """An assessment as it stands, its answers in the framework's order; times are UTC.

    `chain` is the end of its audit trail: whoever has seen it has seen everything.
    """

    framework: Framework
    assessment: Assessment
    versions: dict[str, int]
    updated_at: datetime
    chain: Chain
    revision: int = 1
    finished_at: datetime | None = None
    marks: frozenset[str] = frozenset()
    unsettled: tuple[UnsettledAnswer, ...] = ()


class AssessmentStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._frameworks = FrameworkStore(connection)

    def add(self, assessment_id: str, assessment: Assessment, fingerprint: str, at: datetime) -> None:
        self._connection.execute(
            insert(assessments).values(
                **profile_row(assessment_id, assessment), framework=fingerprint, created_at=at, updated_at=at
            )
        )
        for answer in assessment.answers:
            self._connection.execute(insert(answers).values(**answer_row(assessment_id, answer), version=1))
        for position, one in enumerate(assessment.series):
            self._connection.execute(insert(series).values(**series_row(assessment_id, position, one)))

    def get(self, assessment_id: str) -> StoredAssessment:
        """With the framework that it was made with, and the version of each answer.

        Raises NotFound; StorageUnavailable where what is stored is not as it was written.
        """
        with _told_as_damaged(assessment_id):
            return self._get(assessment_id)

    def _get(self, assessment_id: str) -> StoredAssessment:
        row = self._row(assessment_id)
        framework = self._frameworks.get(row.framework)
        found, versions = self._answers(assessment_id)
        kept = self._connection.execute(
            select(series.c.body).where(series.c.assessment == assessment_id).order_by(series.c.position)
        )
        assessment = Assessment(
            framework=FrameworkReference(id=framework.id, version=framework.version, fingerprint=row.framework),
            centre=Centre.model_validate_json(row.centre),
            title=row.title,
            scope=Scope(row.scope),
            assessed_on=row.assessed_on,
            answers=tuple(found[id] for id in framework.criteria if id in found),
            series=tuple(Series.model_validate_json(body) for (body,) in kept),
            verification=Verification.model_validate_json(row.verification) if row.verification else None,
        )
        return StoredAssessment(
            framework,
            assessment,
            versions,
            row.updated_at,
            chain=self.chain(assessment_id),
            revision=row.revision,
            finished_at=row.finished_at,
            marks=self.marks(assessment_id),
            unsettled=self.unsettled(assessment_id),
        )

    def answer(self, assessment_id: str, criterion_id: str) -> tuple[Answer, int]:
        """An answer and its version; an empty one and 0 where nobody has answered."""
        row = self._connection.execute(
            select(answers).where(answers.c.assessment == assessment_id, answers.c.criterion == criterion_id)
        ).first()
        return (_answer(row), row.version) if row else (Answer(criterion=criterion_id), 0)

    def put_answer(self, assessment_id: str, answer: Answer, seen: int, at: datetime) -> bool:
        """Writes the answer as version `seen` + 1; False, and nothing written, where another version stands."""
        values = answer_row(assessment_id, answer)
        if seen == 0:
            try:
                with self._connection.begin_nested():
                    self._connection.execute(insert(answers).values(**values, version=1))
            except IntegrityError:
                if self.answer(assessment_id, answer.criterion)[1] == 0:
                    raise
                return False
        else:
            changed = self._connection.execute(
                update(answers)
                .where(
                    answers.c.assessment == assessment_id,
                    answers.c.criterion == answer.criterion,
                    answers.c.version == seen,
                )
                .values(**values, version=seen + 1)
            )
            if changed.rowcount == 0:
                return False
        self.touch(assessment_id, at)
        return True

    def touch(self, assessment_id: str, at: datetime) -> None:
        self._connection.execute(update(assessments).where(assessments.c.id == assessment_id).values(updated_at=at))

    def put_status(self, assessment_id: str, revision: int, finished_at: datetime | None, at: datetime) -> None:
        """Finished, or open in a revision."""
        row = update(assessments).where(assessments.c.id == assessment_id)
        self._connection.execute(row.values(revision=revision, finished_at=finished_at, updated_at=at))

    def marks(self, assessment_id: str) -> frozenset[str]:
        """The criteria that are marked for review."""
        rows = self._connection.execute(select(marks.c.criterion).where(marks.c.assessment == assessment_id))
        return frozenset(rows.scalars())

    def put_mark(self, assessment_id: str, criterion_id: str, marked: bool) -> None:
        """Call it for a change only: a mark cannot be put twice."""
        values = {"assessment": assessment_id, "criterion": criterion_id}
        if marked:
            self._connection.execute(insert(marks).values(**values))
        else:
            self._connection.execute(delete(marks).filter_by(**values))

    def unsettled(self, assessment_id: str) -> tuple[UnsettledAnswer, ...]:
        """The answers that wait for a choice, the oldest first."""
        rows = self._connection.execute(
            select(unsettled).where(unsettled.c.assessment == assessment_id).order_by(unsettled.c.number)
        )
        return tuple(_unsettled(row) for row in rows)

    def add_unsettled(self, assessment_id: str, one: UnsettledAnswer, actor: Actor) -> None:
        self._connection.execute(
            insert(unsettled).values(
                assessment=assessment_id,
                number=one.number,
                criterion=one.answer.criterion,
                at=one.at,
                actor=actor.id,
                actor_name=actor.name,
                answer=one.answer.model_dump_json(),
                met=one.met.model_dump_json(),
            )
        )

    def remove_unsettled(self, assessment_id: str, number: int) -> None:
        self._connection.execute(delete(unsettled).filter_by(assessment=assessment_id, number=number))

    def put_scorecard(self, assessment_id: str, scorecard: Scorecard, program_version: str) -> None:
        self._connection.execute(delete(scorecards).where(scorecards.c.assessment == assessment_id))
        self._connection.execute(insert(scorecards).values(**scorecard_row(assessment_id, scorecard, program_version)))

    def list(self) -> tuple[AssessmentSummary, ...]:
        """All assessments, the one changed last first."""
        rows = self._connection.execute(
            select(*LISTED)
            .select_from(assessments)
            .join(scorecards, scorecards.c.assessment == assessments.c.id)
            .join(frameworks, frameworks.c.fingerprint == assessments.c.framework)
            .order_by(assessments.c.updated_at.desc(), assessments.c.id)
        )
        with _told_as_damaged("*"):
            return tuple(_summary(row) for row in rows)

    def chain(self, assessment_id: str) -> Chain:
        """The end of its audit trail; another one than before means that something was changed. Raises NotFound."""
        row = self._connection.execute(
            select(chains.c.length, chains.c.hash)
            .select_from(assessments)
            .join(chains, chains.c.assessment == assessments.c.id, isouter=True)
            .where(assessments.c.id == assessment_id)
        ).first()
        if row is None:
            raise worded(NotFound, "no_assessment", id=assessment_id)
        return Chain(row.length or 0, row.hash or FIRST)

    def _row(self, assessment_id: str) -> Row[Any]:
        row = self._connection.execute(select(assessments).where(assessments.c.id == assessment_id)).first()
        if row is None:
            raise worded(NotFound, "no_assessment", id=assessment_id)
        return row

    def _answers(self, assessment_id: str) -> tuple[dict[str, Answer], dict[str, int]]:
        rows = self._connection.execute(select(answers).where(answers.c.assessment == assessment_id)).all()
        return {row.criterion: _answer(row) for row in rows}, {row.criterion: row.version for row in rows}


@contextmanager
def _told_as_damaged(assessment_id: str) -> Iterator[None]:
    """What cannot be read back as what it was written from was changed past the program."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise worded(StorageUnavailable, "assessment_damaged", id=assessment_id) from error


def profile_row(assessment_id: str, assessment: Assessment) -> dict[str, Any]:
    return {
        "id": assessment_id,
        "centre": assessment.centre.model_dump_json(exclude_defaults=True),
        "title": assessment.title,
        "scope": assessment.scope.value,
        "assessed_on": assessment.assessed_on,
        "verification": assessment.verification and assessment.verification.model_dump_json(),
    }


def series_row(assessment_id: str, position: int, one: Series) -> dict[str, Any]:
    return {"assessment": assessment_id, "position": position, "body": one.model_dump_json()}


def scorecard_row(assessment_id: str, scorecard: Scorecard, program_version: str) -> dict[str, Any]:
    index, band = scorecard.index_supported, scorecard.band
    return {
        "assessment": assessment_id,
        "program_version": program_version,
        "answered": scorecard.completion.answered,
        "applicable": scorecard.completion.applicable,
        "waiting": scorecard.waiting,
        "index_supported_low": index.low if index else None,
        "index_supported_high": index.high if index else None,
        "band_low": band.low if band else None,
        "band_high": band.high if band else None,
        "verdict": scorecard.verdict.id,
    }


def answer_row(assessment_id: str, answer: Answer) -> dict[str, Any]:
    return {
        "assessment": assessment_id,
        "criterion": answer.criterion,
        "score": answer.score,
        "not_applicable": answer.not_applicable,
        "note": answer.note,
        "evidence": json.dumps([item.model_dump(mode="json") for item in answer.evidence], ensure_ascii=False),
        "plan": answer.plan and answer.plan.model_dump_json(),
    }


def _answer(row: Row[Any]) -> Answer:
    return Answer.model_validate(
        {
            "criterion": row.criterion,
            "score": row.score,
            "not_applicable": row.not_applicable,
            "note": row.note,
            "evidence": json.loads(row.evidence),
            "plan": json.loads(row.plan) if row.plan else None,
        }
    )


def _unsettled(row: Row[Any]) -> UnsettledAnswer:
    return UnsettledAnswer(
        number=row.number,
        answer=Answer.model_validate_json(row.answer),
        met=Answer.model_validate_json(row.met),
        at=row.at,
        actor=row.actor,
        actor_name=row.actor_name,
    )


def _summary(row: Row[Any]) -> AssessmentSummary:
    values = {**row._mapping, "centre": json.loads(row.centre)["name"], "scope": Scope(row.scope)}
    return AssessmentSummary.model_validate(values)
