"""Assessing: start, open, answer, bring in and take out."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from assess import __version__
from assess.errors import Conflict
from assess.i18n import worded
from assess.model.assessment import Answer, Assessment, FrameworkReference, Scope
from assess.model.assessment_summary import AssessmentSummary
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.model.people import Actor
from assess.model.scorecard import Scorecard
from assess.model.value import Value
from assess.scoring import score_assessment
from assess.services.answer_rules import check_answer
from assess.storage.assessments import StoredAssessment
from assess.storage.unit_of_work import UnitOfWork
from assess.workspace import Workspace


class OpenAssessment(Value):
    """An assessment as it stands, with the framework that it was made with and the version of each answer."""

    id: str
    framework: Framework
    assessment: Assessment
    scorecard: Scorecard
    versions: dict[str, int]
    updated_at: datetime

    def version(self, criterion_id: str) -> int:
        """What `record_answer` wants to know was seen; 0 where nobody has answered."""
        return self.versions.get(criterion_id, 0)


class SavedAnswer(Value):
    """An answer that is durable, and the assessment as it stands with it; `saved_at` is UTC."""

    answer: Answer
    version: int
    saved_at: datetime
    opened: OpenAssessment


def list_assessments(workspace: Workspace, actor: Actor) -> tuple[AssessmentSummary, ...]:
    """The one changed last comes first."""
    with workspace.look_in() as work:
        return work.assessments.list()


def start_assessment(
    workspace: Workspace,
    actor: Actor,
    framework_id: str,
    centre: Centre,
    scope: Scope,
    assessed_on: date,
    title: str | None = None,
) -> str:
    """A new, empty assessment against the newest version of a framework; returns its id."""
    framework = workspace.framework(framework_id)
    reference = FrameworkReference(id=framework.id, version=framework.version)
    assessment = Assessment(framework=reference, centre=centre, scope=scope, assessed_on=assessed_on, title=title)
    return _add(workspace, actor, framework, assessment, "start")


def import_assessment(workspace: Workspace, actor: Actor, assessment: Assessment) -> str:
    """Takes an assessment in as a new one, all of it or nothing; returns its id."""
    framework = workspace.framework(assessment.framework.id, assessment.framework.version)
    for answer in assessment.answers:
        check_answer(framework, assessment.assessed_on, answer)
    return _add(workspace, actor, framework, assessment, "import")


def export_assessment(workspace: Workspace, actor: Actor, assessment_id: str) -> Assessment:
    with workspace.look_in() as work:
        return work.assessments.get(assessment_id).assessment


def open_assessment(workspace: Workspace, actor: Actor, assessment_id: str) -> OpenAssessment:
    """Raises NotFound."""
    with workspace.look_in() as work:
        stored = work.assessments.get(assessment_id)
    return _opened(assessment_id, stored, score_assessment(stored.framework, stored.assessment))


def is_up_to_date(workspace: Workspace, actor: Actor, opened: OpenAssessment) -> bool:
    """Whether nobody has changed an assessment since it was opened. Raises NotFound."""
    with workspace.look_in() as work:
        return work.assessments.updated_at(opened.id) == opened.updated_at


def record_answer(
    workspace: Workspace,
    actor: Actor,
    assessment_id: str,
    answer: Answer,
    expected_version: int,
    known: OpenAssessment | None = None,
) -> SavedAnswer:
    """Saves an answer over the version that was seen, with its audit row and the new scorecard, or nothing.

    `known`, the assessment as it was opened, spares the reading while nobody has changed it since.
    Raises Conflict with both answers where somebody saved in between, InvalidAnswer, NotFound, StorageUnavailable.
    """
    at = workspace.clock()
    with workspace.unit_of_work() as work:
        stored = _as_known(work, known) or work.assessments.get(assessment_id)
        check_answer(stored.framework, stored.assessment.assessed_on, answer)
        if not work.assessments.put_answer(assessment_id, answer, expected_version, at):
            raise _conflict(work, assessment_id, answer)
        old = stored.assessment.answer(answer.criterion)
        work.audit.write(
            assessment_id,
            actor,
            at,
            "answer",
            answer.criterion,
            old.model_dump_json() if expected_version else None,
            answer.model_dump_json(),
        )
        after = _with_answer(stored.framework, stored.assessment, answer)
        scorecard = score_assessment(stored.framework, after)
        work.assessments.put_scorecard(assessment_id, scorecard, __version__)
    version = expected_version + 1
    versions = {**stored.versions, answer.criterion: version}
    opened = _opened(assessment_id, replace(stored, assessment=after, versions=versions, updated_at=at), scorecard)
    return SavedAnswer.model_construct(answer=answer, version=version, saved_at=at, opened=opened)


def together(base: Answer | None, mine: Answer, theirs: Answer) -> Answer | None:
    """Two changes of one answer as one; None where both changed the same and differently.

    `base` is what both were made upon. Score and reason are one thing to change, for either rules the other out.
    """
    base = base or Answer(criterion=mine.criterion)
    kept: dict[str, object] = {}
    for fields in (("score", "not_applicable"), ("note",), ("evidence",), ("plan",)):
        was, one, other = ([getattr(answer, field) for field in fields] for answer in (base, mine, theirs))
        if one not in (was, other) and other != was:
            return None
        kept |= dict(zip(fields, other if one == was else one, strict=True))
    return mine.model_copy(update=kept)


def _as_known(work: UnitOfWork, known: OpenAssessment | None) -> StoredAssessment | None:
    if known is None or work.assessments.updated_at(known.id) != known.updated_at:
        return None
    return StoredAssessment(known.framework, known.assessment, known.versions, known.updated_at)


def _with_answer(framework: Framework, assessment: Assessment, answer: Answer) -> Assessment:
    """The assessment as it is read back: one answer a criterion, in the framework's order."""
    answers = {one.criterion: one for one in assessment.answers} | {answer.criterion: answer}
    return assessment.model_copy(update={"answers": tuple(answers[id] for id in framework.criteria if id in answers)})


def _opened(assessment_id: str, stored: StoredAssessment, scorecard: Scorecard) -> OpenAssessment:
    """Without validation, which would go through the whole framework."""
    return OpenAssessment.model_construct(
        id=assessment_id,
        framework=stored.framework,
        assessment=stored.assessment,
        scorecard=scorecard,
        versions=stored.versions,
        updated_at=stored.updated_at,
    )


def _conflict(work: UnitOfWork, assessment_id: str, mine: Answer) -> Conflict:
    theirs, version = work.assessments.answer(assessment_id, mine.criterion)
    last = work.audit.last_of(assessment_id, mine.criterion)
    who = last.actor_name if last else ""
    when = last.at if last else None
    return worded(
        Conflict,
        "conflict",
        mine=mine,
        theirs=theirs,
        version=version,
        criterion=mine.criterion,
        who=who,
        when=when,
    )


def _add(workspace: Workspace, actor: Actor, framework: Framework, assessment: Assessment, act: str) -> str:
    assessment_id = str(uuid.uuid4())
    at = workspace.clock()
    scorecard = score_assessment(framework, assessment)
    with workspace.unit_of_work() as work:
        fingerprint = work.frameworks.freeze(framework)
        work.assessments.add(assessment_id, assessment, fingerprint, at)
        work.assessments.put_scorecard(assessment_id, scorecard, __version__)
        work.audit.write(assessment_id, actor, at, act, "assessment", None, assessment.model_dump_json())
    return assessment_id
