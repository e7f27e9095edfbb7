"""Assessing: start, open, bring in and take out."""

import uuid
from dataclasses import fields
from datetime import date, datetime

from assess import __version__
from assess.model.assessment import Assessment, FrameworkReference, Scope, UnsettledAnswer
from assess.model.assessment_summary import AssessmentSummary
from assess.model.centre import Centre
from assess.model.framework import Framework
from assess.model.people import Actor
from assess.model.scorecard import Scorecard
from assess.model.value import Value
from assess.scoring import score_assessment
from assess.services.answer_rules import check_answer
from assess.storage.assessments import StoredAssessment
from assess.storage.audit import Chain
from assess.workspace import Workspace


class OpenAssessment(Value):
    """An assessment as it stands, with the framework that it was made with and the version of each answer.

    `marks` are the criteria marked for review, `unsettled` the answers that wait for a choice between two. A finished
    revision has `finished_at` (UTC) and takes no answers.
    """

    id: str
    framework: Framework
    assessment: Assessment
    scorecard: Scorecard
    versions: dict[str, int]
    updated_at: datetime
    chain: Chain
    revision: int
    finished_at: datetime | None
    marks: frozenset[str]
    unsettled: tuple[UnsettledAnswer, ...]

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def version(self, criterion_id: str) -> int:
        """What `record_answer` wants to know was seen; 0 where nobody has answered."""
        return self.versions.get(criterion_id, 0)


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
    return opened_as(assessment_id, stored, score_assessment(stored.framework, stored.assessment))


def is_up_to_date(workspace: Workspace, actor: Actor, opened: OpenAssessment) -> bool:
    """Whether nobody has changed an assessment since it was opened. Raises NotFound."""
    with workspace.look_in() as work:
        return work.assessments.chain(opened.id) == opened.chain


def opened_as(assessment_id: str, stored: StoredAssessment, scorecard: Scorecard) -> OpenAssessment:
    """Without validation, which would go through the whole framework."""
    return OpenAssessment.model_construct(id=assessment_id, scorecard=scorecard, **vars(stored))


def stored_as(opened: OpenAssessment) -> StoredAssessment:
    """The way back."""
    return StoredAssessment(**{one.name: getattr(opened, one.name) for one in fields(StoredAssessment)})


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
