"""An assessment as its audit trail tells it, and the rows that must then stand in the tables."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assess import __version__
from assess.model.assessment import Answer, Assessment
from assess.model.audit import AuditRow
from assess.model.framework import Framework
from assess.model.scorecard import Scorecard
from assess.storage.assessments import answer_row, profile_row, scorecard_row, series_row
from assess.storage.milestones import hash_of

Score = Callable[[Framework, Assessment], Scorecard]
Rows = dict[tuple[Any, ...], dict[str, Any]]  # a table's rows of one assessment, by the rest of their key
RELEASES = frozenset(("0.1.0", __version__))  # whose scorecards may stand in a table


@dataclass
class Told:
    """The trail played from its beginning. `unsettled`, `finished` and `printed` hold the rows that tell of each."""

    began: AuditRow
    assessment: Assessment
    changed: AuditRow
    answers: dict[str, Answer] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    unsettled: dict[int, AuditRow] = field(default_factory=dict)
    finished: dict[int, AuditRow] = field(default_factory=dict)
    printed: dict[tuple[int, str], AuditRow] = field(default_factory=dict)
    revision: int = 1
    is_finished: bool = False


def told_by(rows: Iterable[AuditRow]) -> Told:
    """Plays a whole chain. Raises ValueError where it does not begin with an assessment or tells what is no answer."""
    first, *others = rows
    assessment = Assessment.model_validate_json(first.new or "")
    told = Told(first, assessment, first)
    for answer in assessment.answers:
        told.answers[answer.criterion], told.versions[answer.criterion] = answer, 1
    for row in others:
        _play(told, row)
        if row.act != "print":
            told.changed = row
    return told


def _play(told: Told, row: AuditRow) -> None:
    match row.act:
        case "answer" | "undo":
            told.answers[row.subject] = Answer.model_validate_json(row.new or "")
            told.versions[row.subject] = told.versions.get(row.subject, 0) + 1
        case "mark":
            told.marks.add(row.subject)
        case "unmark":
            told.marks.discard(row.subject)
        case "conflict":
            told.unsettled[row.number] = row
        case "settle":
            told.unsettled.pop(row.refers_to or 0, None)
        case "finish":
            told.finished[told.revision], told.is_finished = row, True
        case "reopen":
            told.revision, told.is_finished = told.revision + 1, False
        case "print":
            _, revision, language = row.subject.split(" ")
            told.printed[int(revision), language] = row
        case _:
            raise ValueError(row.act)


def rows_of_assessments(told: Told, stands: Rows, known: Mapping[str, Framework]) -> Rows:
    """`known` are the frameworks that are sound, by fingerprint."""
    id = told.began.assessment
    reference = told.assessment.framework
    fits = [
        fingerprint
        for fingerprint, framework in known.items()
        if (framework.id, framework.version) == (reference.id, reference.version)
        and reference.fingerprint in (None, fingerprint)
    ]
    fingerprint = next((row["framework"] for row in stands.values() if row["framework"] in fits), None)
    return {
        (): {
            **profile_row(id, told.assessment),
            "framework": fingerprint,
            "created_at": told.began.at,
            "updated_at": told.changed.at,
            "revision": told.revision,
            "finished_at": told.finished[told.revision].at if told.is_finished else None,
        }
    }


def rows_of_answers(told: Told) -> Rows:
    id = told.began.assessment
    return {
        (criterion,): {**answer_row(id, answer), "version": told.versions[criterion]}
        for criterion, answer in told.answers.items()
    }


def rows_of_series(told: Told) -> Rows:
    id = told.began.assessment
    return {(place,): series_row(id, place, one) for place, one in enumerate(told.assessment.series)}


def rows_of_scorecards(told: Told, stands: Rows, framework: Framework | None, score: Score) -> Rows:
    """Scored anew; what another release has scored is left as it is, for its rules may have been others."""
    version = next((row["program_version"] for row in stands.values()), None)
    if framework is None or (version in RELEASES and version != __version__):
        return stands
    answers = tuple(told.answers[id] for id in framework.criteria if id in told.answers)
    scorecard = score(framework, told.assessment.model_copy(update={"answers": answers}))
    return {(): scorecard_row(told.began.assessment, scorecard, __version__)}


def rows_of_marks(told: Told) -> Rows:
    id = told.began.assessment
    return {(criterion,): {"assessment": id, "criterion": criterion} for criterion in told.marks}


def rows_of_unsettled(told: Told) -> Rows:
    return {
        (number,): {
            "assessment": row.assessment,
            "number": number,
            "criterion": row.subject,
            "at": row.at,
            "actor": row.actor,
            "actor_name": row.actor_name,
            "answer": row.new,
            "met": row.old,
        }
        for number, row in told.unsettled.items()
    }


def rows_of_milestones(told: Told, stands: Rows) -> Rows:
    """The frozen texts are held against the hash that the trail tells."""
    expected: Rows = {}
    for revision, row in told.finished.items():
        new = json.loads(row.new or "")
        kept = stands.get((revision,), {})
        sound = hash_of(kept.get("assessment_body", ""), kept.get("scorecard", "")) == new["hash"]
        expected[revision,] = kept | {
            "revision": revision,
            "finished_at": row.at,
            "finished_on": date.fromisoformat(new["on"]),
            "actor": row.actor,
            "actor_name": row.actor_name,
            "program_version": new["program_version"],
            "hash": new["hash"] if sound else None,
        }
    return expected


def rows_of_finished_reports(told: Told, stands: Rows) -> Rows:
    expected: Rows = {}
    for (revision, language), row in told.printed.items():
        kept = stands.get((revision, language), {})
        sound = hashlib.sha256(kept.get("content", b"")).hexdigest() == row.new
        expected[revision, language] = kept | {"hash": row.new if sound else None}
    return expected
