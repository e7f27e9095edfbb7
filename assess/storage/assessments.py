"""Assessments: their profile, one row an answer with its version, their series, and their scorecard."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from assess.errors import NotFound
from assess.model.assessment import Answer, Assessment, FrameworkReference, Scope, Verification
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.model.kpi import Series
from assess.model.scorecard import Scorecard
from assess.model.value import Value
from assess.storage.tables import answers, assessments, frameworks, scorecards, series


class AssessmentSummary(Value):
    """What a list shows of an assessment, read from its stored scorecard row; `updated_at` is UTC."""

    id: str
    centre: str
    title: str | None
    scope: Scope
    assessed_on: date
    framework_id: str
    framework_version: str
    answered: int
    applicable: int
    index_supported_low: float | None
    index_supported_high: float | None
    band_low: int | None
    band_high: int | None
    verdict: str
    updated_at: datetime


class AssessmentStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, assessment_id: str, assessment: Assessment, fingerprint: str, at: datetime) -> None:
        self._connection.execute(
            insert(assessments).values(
                id=assessment_id,
                framework=fingerprint,
                centre=assessment.centre.model_dump_json(exclude_defaults=True),
                title=assessment.title,
                scope=assessment.scope.value,
                assessed_on=assessment.assessed_on,
                verification=assessment.verification and assessment.verification.model_dump_json(),
                created_at=at,
                updated_at=at,
            )
        )
        for answer in assessment.answers:
            self._connection.execute(insert(answers).values(**_answer_row(assessment_id, answer), version=1))
        for position, one in enumerate(assessment.series):
            self._connection.execute(
                insert(series).values(assessment=assessment_id, position=position, body=one.model_dump_json())
            )

    def fingerprint_of(self, assessment_id: str) -> str:
        """The framework that an assessment was made with. Raises NotFound."""
        return str(self._row(assessment_id).framework)

    def updated_at(self, assessment_id: str) -> datetime:
        at = self._row(assessment_id).updated_at
        assert isinstance(at, datetime)
        return at

    def get(self, assessment_id: str, framework: Framework) -> tuple[Assessment, dict[str, int]]:
        """An assessment with its answers in the framework's order, and the version of each answer."""
        row = self._row(assessment_id)
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
        return assessment, versions

    def answer(self, assessment_id: str, criterion_id: str) -> tuple[Answer, int]:
        """An answer and its version; an empty one and 0 where nobody has answered."""
        row = self._connection.execute(
            select(answers).where(answers.c.assessment == assessment_id, answers.c.criterion == criterion_id)
        ).first()
        return (_answer(row), row.version) if row else (Answer(criterion=criterion_id), 0)

    def put_answer(self, assessment_id: str, answer: Answer, seen: int, at: datetime) -> bool:
        """Writes the answer as version `seen` + 1; False, and nothing written, where another version stands."""
        values = _answer_row(assessment_id, answer)
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
        self._connection.execute(update(assessments).where(assessments.c.id == assessment_id).values(updated_at=at))
        return True

    def put_scorecard(self, assessment_id: str, scorecard: Scorecard, program_version: str) -> None:
        index, band = scorecard.index_supported, scorecard.band
        self._connection.execute(delete(scorecards).where(scorecards.c.assessment == assessment_id))
        self._connection.execute(
            insert(scorecards).values(
                assessment=assessment_id,
                program_version=program_version,
                answered=scorecard.completion.answered,
                applicable=scorecard.completion.applicable,
                index_supported_low=index.low if index else None,
                index_supported_high=index.high if index else None,
                band_low=band.low if band else None,
                band_high=band.high if band else None,
                verdict=scorecard.verdict.id,
                body=scorecard.model_dump_json(exclude_defaults=True),
            )
        )

    def list(self) -> tuple[AssessmentSummary, ...]:
        """All assessments, the one changed last first."""
        rows = self._connection.execute(
            select(assessments, scorecards, frameworks.c.id.label("framework_id"), frameworks.c.version)
            .join(scorecards, scorecards.c.assessment == assessments.c.id)
            .join(frameworks, frameworks.c.fingerprint == assessments.c.framework)
            .order_by(assessments.c.updated_at.desc(), assessments.c.id)
        )
        return tuple(_summary(row) for row in rows)

    def _row(self, assessment_id: str) -> Row[Any]:
        row = self._connection.execute(select(assessments).where(assessments.c.id == assessment_id)).first()
        if row is None:
            raise NotFound(
                f"There is no assessment {assessment_id}. See `assess list`.", "no_assessment", id=assessment_id
            )
        return row

    def _answers(self, assessment_id: str) -> tuple[dict[str, Answer], dict[str, int]]:
        rows = self._connection.execute(select(answers).where(answers.c.assessment == assessment_id)).all()
        return {row.criterion: _answer(row) for row in rows}, {row.criterion: row.version for row in rows}


def _answer_row(assessment_id: str, answer: Answer) -> dict[str, Any]:
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


def _summary(row: Row[Any]) -> AssessmentSummary:
    return AssessmentSummary(
        id=row.id,
        centre=json.loads(row.centre)["name"],
        title=row.title,
        scope=Scope(row.scope),
        assessed_on=row.assessed_on,
        framework_id=row.framework_id,
        framework_version=row.version,
        answered=row.answered,
        applicable=row.applicable,
        index_supported_low=row.index_supported_low,
        index_supported_high=row.index_supported_high,
        band_low=row.band_low,
        band_high=row.band_high,
        verdict=row.verdict,
        updated_at=row.updated_at,
    )
